"""Another calendar, by file or by address."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui

ANY_SIZE = 1_000_000_000  # how large it may be is said by the reader, with what helps


class AgainForm(ui.Form):
    """A newer file of the same calendar."""

    file = fields.FileField(label=gettext_lazy("Kalenderdatei"), accept=".ics,text/calendar", most_bytes=ANY_SIZE)


class AskForm(ui.Form):
    """An address that is asked again: nothing to type."""


class CalendarField(forms.URLField):
    """An address of a calendar; `webcal:` is how calendars write https."""

    def to_python(self, value):
        return super().to_python(str(value or "").strip().replace("webcal://", "https://", 1))


class SourceForm(ui.Form):
    """A new source."""

    label = forms.CharField(
        label=gettext_lazy("Wessen Kalender ist das?"),
        max_length=120,
        help_text=gettext_lazy("So steht es bei jedem Termin als Quelle. Zum Beispiel: Himmelbeet"),
    )
    url = CalendarField(
        label=gettext_lazy("Adresse des Kalenders (iCal)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Wir fragen alle vier Stunden nach, ob sich etwas geändert hat."),
    )
    file = fields.FileField(label=gettext_lazy("oder eine Kalenderdatei"), accept=".ics,text/calendar", most_bytes=ANY_SIZE, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Neue Termine gleich veröffentlichen"),
        required=False,
        help_text=gettext_lazy("Sonst stehen sie als Entwürfe im Kalender, bis jemand sie ansieht."),
    )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if bool(data.get("url")) == bool(data.get("file")):
            self.add_error("url", _("Bitte entweder eine Adresse eintragen oder eine Datei auswählen."))
        return data
