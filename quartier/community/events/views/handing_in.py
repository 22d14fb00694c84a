"""Telling of an event without an account, and what the link in the mail can do: change it, call it off."""

from datetime import timedelta

from django.shortcuts import redirect, render

from quartier.community.events import calendar, links, queries, steps
from quartier.community.events.actions import events as actions
from quartier.community.events.forms import hand_in as forms
from quartier.ground.access import public
from quartier.ground.acts import clock, limits
from quartier.ground.acts.refusal import Refused

SENDS_PER_HOUR = 30  # from one internet address


@public
def new(request, place):
    """The form for everybody; the team looks at it before it is in the calendar."""
    form = forms.HandInForm(request.POST if request.method == "POST" else None, place=place)
    if request.method == "POST" and form.is_valid():
        limits.hit("events.hand_in", limits.client(request), per=timedelta(hours=1), most=SENDS_PER_HOUR)
        try:
            data = form.cleaned_data
            return redirect(links.path(actions.hand_in(place=place, name=data["sender"], email=data["email"], **form.words)))
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "events/public/hand_in.html", {"form": form}, status=422 if form.errors else 200)


@public(hand_in=queries.hand_in)
def own(request, place, hand_in):
    """The event of whoever told of it: how it stands, changing, calling off."""
    event, wants = hand_in.event, request.GET.get("frage", "")
    can_act = event.state in ("handed_in", "published") and event.ends_at > clock.now()
    if request.method == "POST" and "absagen" in request.POST:
        return _call_off(request, hand_in)
    if can_act and (request.method == "POST" or wants == "aendern"):
        return _change(request, place, hand_in)
    form = forms.CallOffForm() if can_act and wants == "absagen" else None
    return _show(request, hand_in, form, can_act)


def _show(request, hand_in, form, can_act):
    event = hand_in.event
    context = {
        "event": event,
        "state": steps.EVENT.label(event.state),
        "when": calendar.when(event),
        "form": form,
        "can_act": can_act,
        "is_public": event.state in ("published", "cancelled"),
    }
    return render(request, "events/public/handed_in.html", context, status=422 if form is not None and form.errors else 200)


def _change(request, place, hand_in):
    form = forms.ChangeForm(request.POST if request.method == "POST" else None, place=place, event=hand_in.event)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(hand_in.event, **form.words)
            return redirect(request.path)
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "event": hand_in.event, "changes": True}
    return render(request, "events/public/hand_in.html", context, status=422 if form.errors else 200)


def _call_off(request, hand_in):
    form = forms.CallOffForm(request.POST)
    if form.is_valid():
        try:
            actions.call_off(hand_in.event, form.cleaned_data["reason"])
            return redirect(request.path)
        except Refused as refusal:
            refusal.onto(form)
    return _show(request, hand_in, form, True)
