"""Forms of acts: the mixin that holds off programs, and the form for a draft's code."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartier.ground.acts import content, drafts, human, limits

TRAP = content.TRAP


class Begun(forms.HiddenInput):
    """When the form was shown; what came back stays, so that a second try is not too fast."""

    def format_value(self, value):
        return value if value and human.seconds_since(value) is not None else human.begin()


class Trap(forms.TextInput):
    """A field that people do not see. It is empty on every page, whatever was in it."""

    template_name = "acts/trap.html"
    is_hidden = True
    input_type = "text"

    def format_value(self, value):
        return ""


class Work(forms.HiddenInput):
    """Where the page's script puts the proof of work; each proof serves once."""

    template_name = "acts/work.html"

    def format_value(self, value):
        return ""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"task": reverse("acts.task")}


class HumanForm(forms.Form):
    """Mixin for forms that anybody may send. `is_proved` afterwards: a proof of work came along; without one a person should look first.

    Put it before the other form classes. `HumanForm(…, known=True)` leaves the checks out for a person who has signed in.
    """

    is_proved = False

    def __init__(self, *args, known=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_proved = known
        if not known:
            self.fields[TRAP] = forms.CharField(required=False, widget=Trap, label=_("Bitte frei lassen"))
            self.fields["begun"] = forms.CharField(required=False, widget=Begun)
            self.fields["altcha"] = forms.CharField(required=False, widget=Work)

    def clean(self):
        said = super().clean()
        said = self.cleaned_data if said is None else said
        if TRAP in self.fields:
            self._check(said.pop(TRAP, ""), said.pop("begun", ""), said.pop("altcha", ""))
        return said

    def _check(self, trapped, begun, proof):
        took = human.seconds_since(begun)
        if trapped:
            self.add_error(
                None, _("Ein unsichtbares Feld war ausgefüllt, wie es Programme tun. Es ist jetzt leer: Bitte noch einmal absenden.")
            )
        elif took is None:
            self.add_error(None, _("Wir konnten nicht erkennen, wann dieses Formular geöffnet wurde. Bitte noch einmal absenden."))
        elif took < human.least_seconds():
            self.add_error(None, _("Das ging sehr schnell, so schnell wie bei einem Programm. Bitte prüfen und noch einmal absenden."))
        elif not self.errors:
            self.is_proved = human.is_solved(proof)


class CodeForm(forms.Form):
    """The code of a draft, as it stands on the paper or on the screen."""

    code = forms.CharField(
        label=_("Ihr Code"),
        help_text=_("12 Zeichen, zum Beispiel AB3D-EF7H-K4MN."),
        max_length=40,
        error_messages={"required": _("Bitte den Code eintragen, zum Beispiel AB3D-EF7H-K4MN.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self):
        code = drafts.normal(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Ein Code hat 12 Zeichen, ohne 0, 1, 2, 5, I, L, O, S und Z. Bitte noch einmal vergleichen."))
        return drafts.shown(code)

    def draft_at(self, request, place, *keys):
        """The running draft of the typed code, if it is one of these kinds and of this place; None, with the sentence, if not."""
        if not self.is_valid():
            return None
        found = drafts.load(self.cleaned_data["code"], tries_by=limits.client(request))
        if found is None or found.place_id != place.pk or found.form_key not in keys:
            self.not_found()
            return None
        return found

    def not_found(self):
        """The code fits no draft."""
        self.add_error("code", _("Dieser Code passt nicht oder ist abgelaufen. Das Büro hilft Ihnen gern weiter."))
