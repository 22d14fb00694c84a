"""The calendar at the desk: drafts, what comes, what was."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.events import calendar, queries, steps, words
from quartier.community.events.actions import events as actions
from quartier.community.events.actions import series as series_actions
from quartier.community.events.forms import events as forms
from quartier.community.events.forms import series as series_forms
from quartier.community.events.views import series as series_views
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages

STEPS = ("publish", "refuse", "cancel", "revive", "unpublish", "discard")  # each has a page of its own; changing is a form


@may("events.read")
def list(request, place):
    """Drafts and what comes; with `?vergangen=1` what was."""
    is_past = request.GET.get("vergangen") == "1"
    page = queries.past(place, request.GET.get("vor", "")) if is_past else queries.ahead_page(place, request.GET.get("ab", ""))
    context = {
        "is_past": is_past,
        "today": clock.today(),
        "page": page,
        "rows": [calendar.desk_row(event) for event in page.rows],
        "drafts": [] if is_past else [calendar.desk_row(event) for event in queries.drafts(place)],
        "series": [] if is_past else [_series_row(one) for one in queries.running_series(place)],
        "can_write": access.may(request.user, "events.write", place),
    }
    return render(request, "events/desk/list.html", context)


def _series_row(series) -> dict:
    return {
        "title": series.title,
        "address": series_views.address(series),
        "words": words.series(series.plan, clock.today()),
        "state": steps.SERIES.label(series.state),
        "tone": {"cancelled": " bad", "draft": " warn"}.get(series.state, ""),
    }


@may("events.write")
def new(request, place):
    """A new event or a new series; it begins as a draft."""
    form = series_forms.SeriesForm(request.POST or None, place=place)
    if series_views.is_asked(request, form):
        try:
            return _made(request, place, form)
        except Refused as refusal:
            refusal.onto(form)
    return series_views.form_page(request, form, _("Neuer Termin"), reverse("events.desk", kwargs={"quarter": place.slug}))


def _made(request, place, form):
    if form.is_series:
        return redirect(series_views.address(series_actions.create(place=place, by=request.user, **form.series_words)))
    return _back(actions.create(place=place, by=request.user, **form.words))


@may("events.write", event=queries.desk_event)
def change(request, place, event):
    """Change what is said about an event; a date of a series is asked for how many it counts."""
    if event.series_id:
        return series_views.change_date(request, place, event)
    form = forms.EventForm(request.POST or None, place=place, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            return _back(actions.change(event, by=request.user, **form.words))
        except Refused as refusal:
            refusal.onto(form)
    return series_views.form_page(request, form, _("Termin ändern"), _address(event))


@may("events.read", event=queries.desk_event)
def event(request, place, event):
    """The event as the desk sees it: what can be done next, what the public sees, what was."""
    known = pages.case_context(steps.EVENT, event, request.user)
    context = {
        **known,
        "offers": [offer for offer in known["offers"] if offer.verb in (*STEPS, "change")],  # not what a host does by her link
        "event": event,
        "when": calendar.when(event),
        "tags": calendar.tags(event),
        "languages": words.languages(event.language_codes),
        "series_address": series_views.address(event.series) if event.series_id else "",
        "is_over": event.ends_at <= clock.now(),
        "sees_bookings": access.may(request.user, "events.bookings", event),
    }
    return render(request, "events/desk/event.html", context)


@may("events.read", event=queries.desk_event)
def step(request, place, event, verb):
    """One step, asked once more: what happens, why, and the button."""
    if verb not in STEPS:
        raise Http404
    back = reverse("events.desk", kwargs={"quarter": place.slug}) if verb in ("discard", "refuse") else _address(event)
    return pages.take_view(
        steps.EVENT, request, event, verb, forms={"cancel": forms.CancelForm, "refuse": forms.RefuseForm}, actions=actions, back=back
    )


def _address(event) -> str:
    return reverse("events.desk_event", kwargs={"quarter": event.place.slug, "event": event.pk})


def _back(event):
    return redirect(_address(event))
