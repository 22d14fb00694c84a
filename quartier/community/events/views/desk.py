"""The calendar at the desk: drafts, what comes, what was."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.events import actions, calendar, forms, queries, steps
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages

STEPS = ("publish", "cancel", "revive", "unpublish", "discard")  # each has a page of its own; changing is a form


@may("events.read")
def list(request, place):
    """Drafts and what comes; with `?vergangen=1` what was."""
    is_past = request.GET.get("vergangen") == "1"
    page = queries.past(place, request.GET.get("vor", "")) if is_past else None
    context = {
        "is_past": is_past,
        "page": page,
        "past": [_row(event) for event in page.rows] if is_past else [],
        "drafts": [] if is_past else [_row(event) for event in queries.drafts(place)],
        "ahead": [] if is_past else [_row(event) for event in queries.ahead(place)],
        "can_write": access.may(request.user, "events.write", place),
    }
    return render(request, "events/desk/list.html", context)


def _row(event) -> dict:
    return {
        "title": event.title,
        "address": reverse("events.desk_event", kwargs={"quarter": event.place.slug, "event": event.pk}),
        "on": event.starts_at,
        "when": calendar.when(event),
        "where": event.where,
        "state": steps.EVENT.label(event.state),
        "is_cancelled": event.state == "cancelled",
        "is_draft": event.state == "draft",
    }


@may("events.write")
def new(request, place):
    """A new event; it begins as a draft."""
    form = forms.EventForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            return _back(actions.create(place=place, by=request.user, **form.words))
        except Refused as refusal:
            refusal.onto(form)
    return _form(request, form, _("Neuer Termin"), reverse("events.desk", kwargs={"quarter": place.slug}))


@may("events.write", event=queries.desk_event)
def change(request, place, event):
    """Change what is said about an event."""
    form = forms.EventForm(request.POST or None, place=place, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            return _back(actions.change(event, by=request.user, **form.words))
        except Refused as refusal:
            refusal.onto(form)
    return _form(request, form, _("Termin ändern"), _address(event))


def _form(request, form, heading, back):
    status = 422 if form.is_bound else 200
    return render(request, "events/desk/form.html", {"form": form, "heading": heading, "back": back}, status=status)


@may("events.read", event=queries.desk_event)
def event(request, place, event):
    """The event as the desk sees it: what can be done next, what the public sees, what was."""
    context = {
        **pages.case_context(steps.EVENT, event, request.user),
        "event": event,
        "when": calendar.when(event),
        "tags": calendar.tags(event),
        "is_over": event.ends_at <= clock.now(),
    }
    return render(request, "events/desk/event.html", context)


@may("events.read", event=queries.desk_event)
def step(request, place, event, verb):
    """One step, asked once more: what happens, why, and the button."""
    if verb not in STEPS:
        raise Http404
    back = reverse("events.desk", kwargs={"quarter": place.slug}) if verb == "discard" else _address(event)
    return pages.take_view(steps.EVENT, request, event, verb, forms={"cancel": forms.CancelForm}, back=back)


def _address(event) -> str:
    return reverse("events.desk_event", kwargs={"quarter": event.place.slug, "event": event.pk})


def _back(event):
    return redirect(_address(event))
