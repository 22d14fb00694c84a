"""Registering for an event."""

from django import forms
from django.utils.translation import gettext_lazy

from quartier.ground.acts.forms import HumanForm
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui

NAME = gettext_lazy("Bitte einen Namen eintragen, zum Beispiel: Familie Aydın.")


class SeatsForm(ui.Form):
    """How many seats; they are held as soon as this is sent."""

    seats = fields.NumberField(label=gettext_lazy("Wie viele Plätze brauchen Sie?"), least=1, most=50, initial=1)


class WhoForm(HumanForm, ui.Form):
    """Who comes, and where a mail reaches her."""

    name = forms.CharField(
        label=gettext_lazy("Ihr Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}), error_messages={"required": NAME}
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("Dorthin kommt die Bestätigung mit dem Link zum Abmelden. Einen Monat nach dem Termin löschen wir sie."),
        error_messages={"required": gettext_lazy("Bitte eine E-Mail-Adresse eintragen. Ohne sie melden wir Sie gern am Telefon an.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Sollen wir etwas wissen?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Rollstuhl, Kinderwagen, Sprache. Nur das Team liest es."),
    )


class EnterForm(ui.Form):
    """The office registers somebody."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, error_messages={"required": NAME})
    seats = fields.NumberField(label=gettext_lazy("Plätze"), least=1, most=500, initial=1)
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"}))
    email = forms.EmailField(label=gettext_lazy("E-Mail"), required=False)
    note = forms.CharField(label=gettext_lazy("Notiz"), max_length=300, required=False)


class ParticipantsForm(ui.Form):
    """How many came."""

    count = fields.NumberField(label=gettext_lazy("Wie viele Menschen waren da?"), most=100_000)
