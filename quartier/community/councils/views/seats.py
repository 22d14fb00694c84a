"""Seats in the office: a person comes in, changes her part, leaves."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from quartier.community.councils import actions, forms, queries
from quartier.ground.access import may
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused


@may("councils.manage", body=queries.body)
def new(request, place, body):
    """A seat for a person, who is written down if she is not known by her address."""
    form = forms.SeatForm(request.POST or None, body=body, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            _seat(body, dict(form.cleaned_data), request.user)
            return _to_body(body)
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Neuer Sitz: {body.name}", body, label="Sitz vergeben")


def _seat(body, data, by):
    name, email, phone = data.pop("name"), data.pop("email"), data.pop("phone")
    if email:
        person = accounts.find_or_make(email=email, name=name, phone=phone, by=by)
    else:
        person = accounts.make_person(name=name, phone=phone, by=by)
    return actions.add_seat(body, person=person, by=by, **data)


@may("councils.manage", seat=queries.seat)
def change(request, place, seat):
    """What a seat is for."""
    start = {name: getattr(seat, name) for name in ("organisation", "weight", "is_chair", "is_speaker")}
    form = forms.SeatChangeForm(request.POST or None, body=seat.body, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_seat(seat, by=request.user, **form.cleaned_data)
            return _to_body(seat.body)
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Sitz von {seat.person.name}", seat.body)


@may("councils.manage", seat=queries.seat)
def end(request, place, seat):
    """A seat ends with a day."""
    form = forms.EndSeatForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_seat(seat, by=request.user, **form.cleaned_data)
            return _to_body(seat.body)
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Sitz beenden: {seat.person.name}", seat.body, label="Sitz beenden", is_hard=True)


def _to_body(body):
    return HttpResponseRedirect(reverse("councils.desk_body", args=[body.place.slug, body.slug]))


def _page(request, form, heading, body, label="Speichern", is_hard=False):
    context = {
        "is_hard": is_hard,
        "form": form,
        "heading": heading,
        "label": label,
        "body": body,
        "back": reverse("councils.desk_body", args=[body.place.slug, body.slug]),
    }
    return render(request, "councils/desk/form.html", context, status=422 if form.is_bound else 200)
