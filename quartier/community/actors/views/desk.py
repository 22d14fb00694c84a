"""The network at the desk: organisations and who acts for them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.actors import actions, forms, lists, models, queries
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages


@may("actors.read")
def network(request, place):
    """All organisations, public or not."""
    context = {"page": lists.desk_page(place, request.GET), "can_edit": access.may(request.user, "actors.edit", place)}
    return render(request, "actors/desk/network.html", context)


@may("actors.read", organisation=queries.desk_organisation)
def organisation(request, place, organisation):
    """One organisation with its people, those who left last."""
    context = {
        "organisation": organisation,
        "contacts": [_line(row) for row in organisation.contacts.select_related("person").order_by("-from_on", "id")],
        "can_edit": access.may(request.user, "actors.edit", organisation),
        "entries": pages.log_lines(organisation),
        "public_address": queries.address(organisation) if organisation.is_public else "",
    }
    return render(request, "actors/desk/organisation.html", context)


def _line(row) -> dict:
    return {"row": row, "person": row.person, "is_over": bool(row.until_on and row.until_on < clock.today())}


@may("actors.edit")
def new(request, place):
    """Write an organisation down."""
    form = forms.OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _to(actions.make_organisation(place=place, by=request.user, **form.cleaned_data))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, _("Neue Organisation"), reverse("actors.desk", kwargs={"quarter": place.slug}))


@may("actors.edit", organisation=queries.desk_organisation)
def change(request, place, organisation):
    """Change what is known about it."""
    initial = {word: getattr(organisation, word) for word in actions.WORDS}
    form = forms.OrganisationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _to(actions.change_organisation(organisation, by=request.user, **form.cleaned_data))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, _("Organisation ändern"), queries.desk_address(organisation))


@may("actors.edit", organisation=queries.desk_organisation)
def add_contact(request, place, organisation):
    """Somebody acts for the organisation from a day on."""
    form = forms.ContactForm(request.POST if request.method == "POST" else None, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return _to(_added(organisation, form.cleaned_data, request.user))
        except Refused as refusal:
            refusal.onto(form)
    heading = _("Wer handelt für %(name)s?") % {"name": organisation.name}
    return _page(request, form, heading, queries.desk_address(organisation))


def _added(organisation, data, by) -> models.Organisation:
    name, email, phone = data["name"], data["email"], data["phone"]
    if email:
        person = accounts.find_or_make(email=email, name=name, phone=phone, by=by)
    else:
        person = accounts.make_person(name=name, phone=phone, by=by)
    words = {word: data[word] for word in ("role", "from_on", "is_public")}
    return actions.add_contact(organisation, person=person, by=by, **words).organisation


@may("actors.edit", contact=queries.desk_contact)
def end_contact(request, place, contact):
    """Somebody acts for the organisation until a day."""
    form = forms.EndForm(request.POST if request.method == "POST" else None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return _to(actions.end_contact(contact, by=request.user, **form.cleaned_data).organisation)
        except Refused as refusal:
            refusal.onto(form)
    heading = _("%(person)s: Aufgabe beenden") % {"person": contact.person.name}
    return _page(request, form, heading, queries.desk_address(contact.organisation))


def _page(request, form, heading, back):
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "actors/desk/form.html", context, status=422 if form.is_bound else 200)


def _to(organisation):
    return redirect(queries.desk_address(organisation))
