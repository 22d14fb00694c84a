"""One's own account: details, second factor, the way in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from quartier.ground.accounts import actions, adapter, forms, queries, starts
from quartier.ground.acts import refusal
from quartier.ground.acts.marks import public, signed_in
from quartier.ground.ui import views as house

AFTER_FACTOR = "accounts_after_factor"


@signed_in
def home(request, place):
    """My account on one page."""
    person = request.user
    return render(
        request,
        "accounts/public/home.html",
        {
            "person": person,
            "factors": queries.factors(person),
            "devices": queries.session_count(person),
            "languages": dict(settings.LANGUAGES),
        },
    )


@signed_in
def start(request, place):
    """Send a person on to where her work is."""
    return HttpResponseRedirect(starts.of(request.user))


@signed_in
def details(request, place):
    """Name, telephone and language."""
    form = forms.DetailsForm(request.POST or None, initial=_details_of(request.user))
    if form.is_valid():
        try:
            actions.change_details(request.user, by=request.user, **form.cleaned_data)
        except refusal.Refused as refused:
            refused.onto(form)
        else:
            messages.success(request, _("Ihre Angaben sind gespeichert."))
            return redirect("accounts.home")
    return render(request, "accounts/public/details.html", {"form": form})


def _details_of(person) -> dict:
    return {"name": person.name, "phone": person.phone, "language": person.language, "contact_note": person.contact_note}


@signed_in
def second_factor(request, place):
    """App, passkeys and spare codes; leads back to where staff were sent here from."""
    if path := _safe(request, request.GET.get("next", "")):
        request.session[AFTER_FACTOR] = path
    known = queries.factors(request.user)
    went_on = request.session.get(AFTER_FACTOR, "")
    return render(request, "accounts/public/second_factor.html", {"factors": known, "went_on": went_on})


def _safe(request, path: str) -> str:
    return path if path and url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure()) else ""


@public
def no_access(request, place):
    """How people come by an access: there is no registration."""
    return render(request, "accounts/public/no_access.html")


def too_many(request, exception=None):
    """The page of the sign-in library's limits (429)."""
    return house.too_many(request, adapter.TOO_OFT)
