"""The field for uploads. What was chosen once stays chosen: a refused form comes back with its files kept."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.acts.refusal import Refused
from quartier.ground.files import actions, sniff, store

ACCEPT = {"any": "application/pdf,image/jpeg,image/png,image/webp", "picture": "image/jpeg,image/png,image/webp", "pdf": "application/pdf"}


@dataclass
class Chosen:
    """What a request says about one upload field: files it brings, references to kept ones, those to leave out."""

    uploads: list
    references: list

    @property
    def kept(self) -> list[store.Kept]:
        """All good files, in the order in which they were chosen."""
        earlier = [kept for reference in self.references if (kept := store.kept_from(reference))]
        return earlier + [kept for upload in self.uploads if (kept := looked_into(upload)[0])]


def looked_into(upload) -> tuple[store.Kept | None, str]:
    """The kept file of an upload, or the sentence why it is not taken; looked into once per request."""
    if not hasattr(upload, "looked_into"):
        try:
            upload.looked_into = store.keep(sniff.check(actions.read(upload), upload.name)), ""
        except Refused as refused:
            upload.looked_into = None, str(refused)
    return upload.looked_into


class UploadInput(forms.FileInput):
    """A file input that shows what is kept already, each with a tick to leave it out."""

    template_name = "files/upload.html"

    def value_from_datadict(self, data, files, name):
        uploads = files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []
        references = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else list(data.get(f"{name}-kept", []))
        dropped = data.getlist(f"{name}-drop") if hasattr(data, "getlist") else []
        return Chosen(uploads, [reference for reference in references if reference not in dropped])

    def value_omitted_from_data(self, data, files, name):
        return name not in files and f"{name}-kept" not in data

    def format_value(self, value):
        return None

    def get_context(self, name, value, attrs):
        kept = value.kept if isinstance(value, Chosen) else []
        return {**super().get_context(name, None, attrs), "kept": kept if self.attrs.get("multiple") else kept[-1:]}

    def use_required_attribute(self, initial):
        return False


class UploadField(forms.Field):
    """One file, or with `multiple` up to `most`; `kind` any, picture or pdf. Cleans to a `store.Kept` (or a list), for `actions.store`."""

    widget = UploadInput
    default_error_messages = {"required": gettext_lazy("Bitte eine Datei auswählen.")}

    def __init__(self, *, multiple=False, most=10, kind="any", **kwargs):
        self.multiple, self.most, self.accepted = multiple, most, kind
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPT[kind]
        if multiple:
            self.widget.attrs["multiple"] = True

    def clean(self, value):
        """Raises ValidationError with a sentence per file that cannot be taken."""
        chosen = value if isinstance(value, Chosen) else Chosen([], [])
        kept = chosen.kept
        if sentences := [*self._gone(chosen), *self._refused(chosen), *self._wrong_kind(kept), *self._too_many(kept)]:
            raise ValidationError(sentences)
        if self.required and not kept:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept if self.multiple else (kept[-1] if kept else None)

    def has_changed(self, initial, data):
        return bool(isinstance(data, Chosen) and (data.uploads or data.references))

    def _gone(self, chosen) -> list[str]:
        if all(store.kept_from(reference) for reference in chosen.references):
            return []
        return [_("Eine Datei, die Sie schon hochgeladen hatten, ist nicht mehr da. Bitte noch einmal auswählen.")]

    def _refused(self, chosen) -> list[str]:
        return [looked_into(upload)[1] for upload in chosen.uploads if looked_into(upload)[1]]

    def _wrong_kind(self, kept) -> list[str]:
        if self.accepted == "picture":
            return [_("„%s“ ist ein PDF. Hier bitte ein Bild wählen (JPEG, PNG, WebP).") % one.name for one in kept if not one.is_picture]
        if self.accepted == "pdf":
            return [_("„%s“ ist ein Bild. Hier bitte ein PDF wählen.") % one.name for one in kept if one.is_picture]
        return []

    def _too_many(self, kept) -> list[str]:
        if not self.multiple or len(kept) <= self.most:
            return []
        return [_("Es sind %(count)s Dateien, höchstens %(most)s gehen. Bitte einige weglassen.") % {"count": len(kept), "most": self.most}]


class PictureWords(forms.Form):
    """What a public picture must say: whose it is and what is to be seen. For describing a stored file."""

    rights_holder = forms.CharField(
        label=gettext_lazy("Wer hat die Rechte am Bild?"), max_length=200, help_text=gettext_lazy("Zum Beispiel „Foto: Ivana Petrović“.")
    )
    alt = forms.CharField(
        label=gettext_lazy("Was ist zu sehen?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ein Satz. Blinde Menschen bekommen ihn vorgelesen."),
    )
    consent = forms.CharField(
        label=gettext_lazy("Einwilligung der Menschen auf dem Bild"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Von wem, wann, wofür."),
    )
