"""Widgets that browsers do not have: euro fields, file fields that name their file, tables of rows."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from quartier.ground.ui import german


class Unit(forms.TextInput):
    """A short field with its unit beside it."""

    template_name = "ui/forms/unit.html"
    unit = "€"

    def __init__(self, attrs=None, unit: str = ""):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit or self.unit

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "unit": self.unit}


class Short(forms.TextInput):
    """A field for a short answer: a date, a time, a code."""

    def __init__(self, attrs=None):
        super().__init__({"class": "in-short", "autocomplete": "off", **(attrs or {})})


class File(forms.FileInput):
    """A file field that names the stored file and the one that was chosen before the form came back.

    No browser lets a page choose a file again, so its name is kept in a hidden field and the sentence asks for it.
    """

    template_name = "ui/forms/file.html"

    def value_from_datadict(self, data, files, name):
        self.chosen = getattr(files.get(name), "name", "") or data.get(f"{name}-chosen", "")
        return super().value_from_datadict(data, files, name)

    def format_value(self, value):
        return None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["chosen"] = getattr(self, "chosen", "") if not self._is_stored(value) else ""
        context["stored"] = value if self._is_stored(value) else None
        context["stored_size"] = german.file_size(value.size) if self._is_stored(value) and getattr(value, "size", None) else ""
        context["again"] = _("Gewählt war „%(name)s“. Bitte noch einmal auswählen: Dateien merkt sich der Browser nicht.") % {
            "name": context["chosen"]
        }
        return context

    @staticmethod
    def _is_stored(value) -> bool:
        return bool(value) and not isinstance(value, UploadedFile)


class Rows(forms.Widget):
    """Draws a table of rows; the field keeps the rows (`rows.RowSet`)."""

    template_name = "ui/forms/rows.html"
    needs_multipart_form = False

    def value_from_datadict(self, data, files, name):
        return data, files

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-count" not in data

    def id_for_label(self, id_):
        return ""

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, None, attrs), "rows": value}
