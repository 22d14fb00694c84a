"""The office writes down where a person can be reached. Apps call this from their own views, which know who may."""

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.accounts import actions
from quartier.ground.acts.refusal import Refused

POSTAL = ("street", "postcode", "town")


class AddressForm(forms.Form):
    """Where letters and mails go. A person who has signed in changes her e-mail address herself: then it is not asked for."""

    street = forms.CharField(label=gettext_lazy("Straße und Hausnummer"), max_length=200, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("Postleitzahl"),
        max_length=10,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "in-short"}),
        error_messages={"invalid": gettext_lazy("Eine Postleitzahl hat 5 Ziffern, zum Beispiel 12043.")},
    )
    town = forms.CharField(label=gettext_lazy("Ort"), max_length=100, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail"), required=False, help_text=gettext_lazy("Wenn es eine gibt: Nachrichten kommen dann per Mail.")
    )

    def __init__(self, *args, person, **kwargs):
        known = {name: getattr(person, name) for name in (*POSTAL, "email")}
        super().__init__(*args, initial=known, **kwargs)
        if person.claimed_at and person.email:
            del self.fields["email"]

    def clean(self):
        said = super().clean()
        if any(said.get(name) for name in POSTAL):
            needed = {
                "street": _("Bitte Straße und Hausnummer eintragen, oder alle drei Felder leer lassen."),
                "postcode": _("Bitte die Postleitzahl eintragen, zum Beispiel 12043."),
                "town": _("Bitte den Ort eintragen."),
            }
            for name in POSTAL:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, needed[name])
        return said


def address_view(request, person, *, back: str, about: str):
    """The page with the form; after saving it leads `back`. `about`: the title of the case. 404 for a person who is not there any more."""
    if person is None or person.erased_at:
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            _save(person, form.cleaned_data, request.user)
            return redirect(back)
        except Refused as refused:
            refused.onto(form)
    context = {"form": form, "person": person, "back": back, "about": about, "keeps_email": "email" not in form.fields}
    return render(request, "accounts/desk/address.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(person, said, by):
    if "email" in said and (said["email"].lower() or None) != person.email:
        actions.set_address(person, said["email"] or None, by=by)
    if any(said[name] != getattr(person, name) for name in POSTAL):
        actions.set_postal(person, **{name: said[name] for name in POSTAL}, by=by)
