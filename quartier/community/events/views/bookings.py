"""Registering without an account: seats are held first, then the form; afterwards the link shows and ends the registration."""

from datetime import timedelta

from django.shortcuts import redirect, render

from quartier.community.events import calendar, links, queries, rules
from quartier.community.events.actions import bookings as actions
from quartier.community.events.forms import bookings as forms
from quartier.ground.access import public
from quartier.ground.acts import clock, limits
from quartier.ground.acts.refusal import Refused

HOLDS_PER_HOUR = 400  # from one internet address; a school and its neighbours share one


@public(event=queries.public_event)
def register(request, place, event):
    """How many seats; sent, they are held and the form begins."""
    form = forms.SeatsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limits.hit("events.hold", limits.client(request), per=timedelta(hours=1), most=HOLDS_PER_HOUR)
        try:
            return redirect(links.path(actions.hold(event, form.cleaned_data["seats"])))
        except Refused as refusal:
            refusal.onto(form)
    context = {"event": event, "form": form, "when": calendar.when(event), "why_not": rules.can_book(event)}
    return render(request, "events/public/register.html", context, status=422 if form.errors else 200)


@public(booking=queries.booking)
def booking(request, place, booking):
    """The registration behind a link: the form while it is open, then what it is and the way out."""
    if request.method == "POST" and "abmelden" in request.POST:
        actions.leave(booking)
        return redirect(request.path)
    if booking.state in ("held", "asking", "lapsed"):
        return _form(request, booking)
    context = {
        "booking": booking,
        "event": booking.event,
        "when": calendar.when(booking.event),
        "in_line": queries.in_line(booking),
        "is_over": booking.event.ends_at <= clock.now(),
    }
    return render(request, "events/public/booking.html", context)


def _form(request, booking):
    form = forms.WhoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            data = {name: form.cleaned_data[name] for name in ("name", "email", "note")}
            actions.book(booking, **data)
            return redirect(request.path)
        except Refused as refusal:
            refusal.onto(form)
    context = {
        "booking": booking,
        "event": booking.event,
        "form": form,
        "when": calendar.when(booking.event),
        "why_not": rules.can_book(booking.event),
        "holds": booking.state == "held" and booking.held_until > clock.now(),
    }
    return render(request, "events/public/booking_form.html", context, status=422 if form.errors else 200)
