"""Series at the desk: what they say, their dates, their steps; and changing one date, or all from it on."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.events import calendar, models, queries, steps, words
from quartier.community.events.actions import hosts
from quartier.community.events.actions import series as actions
from quartier.community.events.forms import series as forms
from quartier.ground.access import may, public
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages

STEPS = ("publish", "cancel", "revive", "unpublish", "discard")
MOST_DATES = 15  # on the page of a series


@may("events.read", series=queries.one_series)
def series(request, place, series):
    """The series as the desk sees it: in words, what can be done next, its dates, what was."""
    dates = list(queries.dates_ahead(series)[: MOST_DATES + 1])
    known = pages.case_context(steps.SERIES, series, request.user)
    context = {
        **known,
        "offers": [offer for offer in known["offers"] if offer.verb in (*STEPS, "change")],  # not what a host does by her link
        "series": series,
        "words": words.series(series.plan, clock.today()),
        "rows": [calendar.desk_row(event) for event in dates[:MOST_DATES]],
        "is_more": len(dates) > MOST_DATES,
        "tags": calendar.tags(series),
        "languages": words.languages(series.language_codes),
        "follower": series.followed_by.order_by("id").first(),
    }
    return render(request, "events/desk/series.html", context)


@may("events.write", series=queries.one_series)
def change(request, place, series):
    """Change the whole series as far as it lies ahead: words, rule, exceptions."""
    form = forms.SeriesForm(request.POST or None, place=place, series=series)
    if is_asked(request, form):
        try:
            return redirect(address(actions.change(series, by=request.user, **form.series_words)))
        except Refused as refusal:
            refusal.onto(form)
    return form_page(request, form, _("Reihe ändern"), address(series))


def is_asked(request, form) -> bool:
    """Whether the form is to be acted on: valid, and not sent for the preview or another row."""
    return request.method == "POST" and form.is_valid() and "preview" not in request.POST


def form_page(request, form, heading, back):
    """The form of an event or a series; with its preview where it was asked for or where what was typed allows it."""
    wants = form.is_bound and form.is_valid() and getattr(form, "is_series", False)
    is_wrong = form.is_bound and bool(form.errors)
    context = {
        "form": form,
        "heading": heading,
        "back": back,
        "preview": form.preview if wants else None,
        "can_repeat": isinstance(form, forms.SeriesForm),
        "has_scope": isinstance(form, forms.DateForm),
    }
    return render(request, "events/desk/form.html", context, status=422 if is_wrong else 200)


@may("events.read", series=queries.one_series)
def step(request, place, series, verb):
    """One step of the whole series, asked once more."""
    if verb not in STEPS:
        raise Http404
    back = reverse("events.desk", kwargs={"quarter": place.slug}) if verb == "discard" else address(series)
    return pages.take_view(steps.SERIES, request, series, verb, forms={"cancel": forms.CancelSeriesForm}, actions=actions, back=back)


def change_date(request, place, event):
    """Change one date of a series; called by the view that changes an event."""
    form = forms.DateForm(request.POST or None, place=place, event=event)
    back = reverse("events.desk_event", kwargs={"quarter": place.slug, "event": event.pk})
    if is_asked(request, form):
        try:
            return _changed(request, form, event, back)
        except Refused as refusal:
            refusal.onto(form)
    return form_page(request, form, _("Termin ändern"), back)


def _changed(request, form, event, back):
    match form.cleaned_data["scope"]:
        case "following":
            actions.change_following(event, by=request.user, **form.details, **form.timing)
        case "all":
            actions.change_all(event, by=request.user, **form.details, **form.timing)
        case _:
            actions.change_date(event, by=request.user, **form.words)
    return redirect(back)


def address(series: models.Series) -> str:
    """The page of a series at the desk."""
    return reverse("events.series", kwargs={"quarter": series.place.slug, "series": series.pk})


@public(series=queries.hosted)
def goes_on(request, place, series):
    """The host says by one button whether the series goes on; opening the link does nothing."""
    if request.method == "POST":
        (hosts.say_over if "nein" in request.POST else hosts.confirm)(series)
        return redirect(f"{request.path}?danke=1")
    context = {"series": series, "words": words.series(series.plan, clock.today()), "thanks": request.GET.get("danke") == "1"}
    return render(request, "events/public/goes_on.html", context)
