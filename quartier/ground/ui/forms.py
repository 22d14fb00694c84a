"""How forms look: every Django form, our own or a library's, comes out as label → hint → error → field in the classes of the look."""

from django import forms
from django.core import validators
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
BARE = (forms.CheckboxInput, *CHOICES, forms.MultiWidget)
BROWSER_RULES = ("required", "maxlength", "minlength", "min", "max", "step")


class Bound(BoundField):
    """A field on its way to the page. Rules are told by our sentences, not by the browser's bubbles, and nothing typed is cut off."""

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        if isinstance(getattr(widget, "choices", None), forms.models.ModelChoiceIterator):
            widget.choices = list(widget.choices)  # Django would ask for them twice
        attrs = super().build_widget_attrs(attrs, widget)
        for rule in BROWSER_RULES:
            attrs.pop(rule, None)
            widget.attrs.pop(rule, None)
        if widget.is_hidden or isinstance(widget, BARE):
            return attrs
        attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class", ""), attrs.get("class", "")]))
        if self.field.required:
            attrs["aria-required"] = "true"
        if isinstance(widget, forms.Textarea) and str(widget.attrs.get("rows")) == "10":
            attrs["rows"] = "5"  # Django's ten lines fill a phone
        if not self.label:
            attrs["aria-labelledby"] = "frage"  # the question of the page is its name
        return attrs

    @property
    def kind(self) -> str:
        """Which shape the field template gives it: tick, pick, rows or plain."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "tick"
        if isinstance(self.field.widget, CHOICES):
            return "pick"
        return getattr(self.field, "kind", "plain")

    @property
    def is_optional(self) -> bool:
        return not self.field.required and self.kind not in ("tick", "rows") and not self.field.disabled

    @property
    def first_id(self) -> str:
        """The id that the error summary jumps to: the field, or the first choice of a group."""
        if self.kind == "pick" and self.subwidgets:
            return self.subwidgets[0].id_for_label or self.auto_id
        return self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    """The project's FORM_RENDERER."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Bound


class Form(forms.Form):
    """A form whose tables of rows may be lengthened: pressing "Noch eine Zeile" shows it again without errors and without an act."""

    @property
    def asks_for_rows(self) -> bool:
        """True if the person pressed a button of a table of rows, not the one that sends the form."""
        return self.is_bound and any(row_set.was_pressed for row_set in self.row_sets)

    @property
    def row_sets(self) -> list:
        return [bf.rows for bf in self if bf.kind == "rows"]

    def is_valid(self) -> bool:
        return super().is_valid() and not self.asks_for_rows

    def full_clean(self):
        super().full_clean()
        if self.asks_for_rows:
            self._errors = self._errors.__class__()
            self.cleaned_data = {}


def summary(form) -> list[tuple[str, str]]:
    """Return what the summary above the form says: (id of the field or "", sentence), in the order of the page."""
    lines = [line for bf in form for line in _lines(bf)]
    return lines + [(f"{form.prefix or 'form'}-fehler", str(sentence)) for sentence in form.non_field_errors()]


def _lines(bf) -> list[tuple[str, str]]:
    if bf.kind == "rows" and bf.errors:
        return bf.rows.summary(bf)
    if bf.is_hidden:
        return [("", str(sentence)) for sentence in bf.errors]
    name = "" if bf.kind == "tick" or not bf.label else f"{str(bf.label).rstrip('?:.')}: "
    return [(bf.first_id, f"{name}{sentence}") for sentence in bf.errors]


def install_sentences() -> None:
    """Give Django's own fields and validators the voice of the house; a field's own `error_messages` still win."""
    sentences = {
        forms.Field: {"required": _("Bitte hier etwas eintragen.")},
        forms.BooleanField: {"required": _("Bitte hier zustimmen, sonst geht es nicht weiter.")},
        forms.ChoiceField: {"required": _("Bitte eine Möglichkeit wählen."), "invalid_choice": _GONE},
        forms.MultipleChoiceField: {"required": _("Bitte mindestens eine Möglichkeit wählen."), "invalid_choice": _GONE},
        forms.ModelChoiceField: {"required": _("Bitte eine Möglichkeit wählen."), "invalid_choice": _GONE},
        forms.EmailField: {"required": _("Bitte eine E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de.")},
        forms.URLField: {"invalid": _("Bitte die Adresse so schreiben: https://www.beispiel.de.")},
        forms.IntegerField: {
            "required": _("Bitte eine Zahl eintragen."),
            "invalid": _("Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
        },
        forms.DecimalField: {"required": _("Bitte eine Zahl eintragen."), "invalid": _("Bitte eine Zahl eintragen, zum Beispiel 12,5.")},
        forms.FileField: {
            "required": _("Bitte eine Datei auswählen."),
            "invalid": _("Die Datei ist nicht angekommen. Bitte noch einmal auswählen."),
            "missing": _("Die Datei ist nicht angekommen. Bitte noch einmal auswählen."),
            "empty": _("Die Datei ist leer. Bitte eine andere auswählen."),
        },
    }
    for field, messages in sentences.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **messages}
    validators.EmailValidator.message = _("Bitte die E-Mail-Adresse so schreiben: name@beispiel.de.")
    validators.URLValidator.message = _("Bitte die Adresse so schreiben: https://www.beispiel.de.")
    validators.MaxLengthValidator.message = _TOO_LONG
    validators.MinLengthValidator.message = _TOO_SHORT
    validators.MaxValueValidator.message = _("Bitte höchstens %(limit_value)s eintragen.")
    validators.MinValueValidator.message = _("Bitte mindestens %(limit_value)s eintragen.")


_GONE = _("Diese Möglichkeit gibt es nicht (mehr). Bitte eine andere wählen.")
_TOO_LONG = ngettext_lazy(
    "Bitte kürzen: Hier passt höchstens %(limit_value)d Zeichen hin, es sind %(show_value)d.",
    "Bitte kürzen: Hier passen höchstens %(limit_value)d Zeichen hin, es sind %(show_value)d.",
    "limit_value",
)
_TOO_SHORT = ngettext_lazy(
    "Bitte mehr schreiben: mindestens %(limit_value)d Zeichen, es sind %(show_value)d.",
    "Bitte mehr schreiben: mindestens %(limit_value)d Zeichen, es sind %(show_value)d.",
    "limit_value",
)
