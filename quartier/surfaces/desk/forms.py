"""Input of the desk → clean values."""

from django import forms
from django.utils.translation import gettext_lazy

from quartier.ground.ui import forms as ui


class EraseForm(ui.Form):
    """One tick, so that nobody is erased by a slip."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("Ja, meine Daten löschen. Ich weiß, dass das nicht rückgängig gemacht werden kann."),
        error_messages={"required": gettext_lazy("Bitte bestätigen Sie mit dem Häkchen, dass Ihre Daten gelöscht werden sollen.")},
    )
