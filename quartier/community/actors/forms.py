"""Input about organisations and their people → clean values; saves nothing."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import models, queries
from quartier.ground.accounts.models import Person
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui


class OrganisationForm(ui.Form):
    """What is known about an organisation."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    legal_form = forms.ChoiceField(label=gettext_lazy("Rechtsform"), choices=models.LegalForm.choices)
    about = forms.CharField(
        label=gettext_lazy("Was macht die Organisation im Quartier?"),
        max_length=1200,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    street = forms.CharField(label=gettext_lazy("Straße und Hausnummer"), max_length=120, required=False)
    postcode = forms.CharField(
        label=gettext_lazy("Postleitzahl"),
        max_length=12,
        required=False,
        widget=forms.TextInput({"class": "in-short", "inputmode": "numeric"}),
    )
    town = forms.CharField(label=gettext_lazy("Ort"), max_length=80, required=False)
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"}))
    email = forms.EmailField(label=gettext_lazy("E-Mail"), required=False)
    website = forms.URLField(
        label=gettext_lazy("Internet"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Bitte die Adresse so schreiben: https://www.beispiel.de.")},
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Im Netzwerk des Quartiers öffentlich zeigen"),
        required=False,
        help_text=gettext_lazy("Name, Rechtsform, Adresse, Internet und der Text stehen dann auf der Seite „Netzwerk“."),
    )
    shows_contact = forms.BooleanField(
        label=gettext_lazy("Auch Telefon und E-Mail öffentlich zeigen"),
        required=False,
        help_text=gettext_lazy("Nur wenn die Organisation zugestimmt hat."),
    )

    def clean_postcode(self):
        postcode = re.sub(r"\s", "", self.cleaned_data["postcode"])
        if postcode and not re.fullmatch(r"\d{5}", postcode):
            raise forms.ValidationError(_("Bitte fünf Ziffern eintragen, zum Beispiel 12043."))
        return postcode

    def clean(self):
        data = super().clean()
        if data.get("shows_contact") and not data.get("is_public"):
            self.add_error(
                "shows_contact",
                _("Das geht nur, wenn die Organisation öffentlich im Netzwerk steht. Bitte auch das Häkchen darüber setzen."),
            )
        return data


class ContactForm(ui.Form):
    """Who acts for the organisation, from when on."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail"),
        required=False,
        help_text=gettext_lazy("Mit ihr kann sich die Person anmelden und sieht die Vorgänge der Organisation."),
    )
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"}))
    role = forms.CharField(
        label=gettext_lazy("Aufgabe"), max_length=80, help_text=gettext_lazy("Zum Beispiel: Vorstand, Projektleitung, Buchhaltung")
    )
    from_on = fields.DateField(label=gettext_lazy("Ab wann?"))
    is_public = forms.BooleanField(
        label=gettext_lazy("Name öffentlich beim Netzwerk zeigen"),
        required=False,
        help_text=gettext_lazy("Nur mit Einwilligung der Person."),
    )


class EndForm(ui.Form):
    """The last day on which somebody acts for the organisation."""

    until_on = fields.DateField(label=gettext_lazy("Letzter Tag"), help_text=gettext_lazy("Dieser Tag zählt noch mit."))


class OnBehalf(forms.ModelChoiceField):
    """ "Für meine Organisation": for oneself or for one of the organisations for which one acts today.

    Clean value: an Organisation, or None for oneself. With no organisation there is nothing to choose: `has_choice` is False.
    """

    def __init__(self, *, person: Person | None = None, **kwargs):
        kwargs.setdefault("label", gettext_lazy("Für wen stellen Sie den Antrag?"))
        kwargs.setdefault("empty_label", gettext_lazy("Für mich selbst"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(queryset=queries.organisations_of(person), blank=True, **kwargs)

    @property
    def has_choice(self) -> bool:
        """Whether the person acts for any organisation."""
        return self.queryset.exists()
