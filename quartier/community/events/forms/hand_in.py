"""An event that a neighbour or an actor tells of: fewer questions than at the desk, and who tells."""

from django import forms
from django.utils.translation import gettext_lazy

from quartier.community.events.forms import events
from quartier.ground.acts.forms import HumanForm

LEFT_OUT = ("organisation", "source", "needs_booking", "seats", "party")  # a matter of the team


class ChangeForm(events.EventForm):
    """What is said about the event; also by the link afterwards."""

    organiser = forms.CharField(
        label=gettext_lazy("Wer lädt ein?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Verein, Gruppe oder Name; steht öffentlich"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in LEFT_OUT:
            del self.fields[name]

    @property
    def words(self) -> dict:
        known = super().words
        return {name: value for name, value in known.items() if name not in LEFT_OUT}


class HandInForm(HumanForm, ChangeForm):
    """The same with who tells of it."""

    sender = forms.CharField(
        label=gettext_lazy("Ihr Name"),
        max_length=120,
        help_text=gettext_lazy("Steht nirgends öffentlich."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        help_text=gettext_lazy("Dorthin kommt der Link, mit dem Sie den Termin ändern oder absagen. Steht nirgends öffentlich."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Bitte eine E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de.")},
    )


class CallOffForm(forms.Form):
    """Why it falls through."""

    reason = forms.CharField(
        label=gettext_lazy("Warum fällt der Termin aus?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen, zum Beispiel: Die Referentin ist krank.")},
    )
