"""The calendar as everybody sees it."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from quartier.community.actors import queries as actors
from quartier.community.events import calendar, models, queries, rules, wishes, words
from quartier.community.events.exchange import linked
from quartier.ground.access import public
from quartier.ground.acts import clock, keeping
from quartier.ground.acts.keeping import kept

VIEWS = (("woche", _lazy("Woche")), ("monat", _lazy("Monat")), ("liste", _lazy("Liste")))
DATES = 6  # of the same series on the page of one date


@kept
@public
def list(request, place):
    """The week and the month as a grid, the list without end; of a quarter, its district or the whole city."""
    wish = wishes.read(request.GET)
    fit = wish.fit
    context = {
        "page": calendar.page(place, wish),
        "wish": wish,
        "areas": calendar.areas(place),
        "views": [(label, wish.address(by=by, day=_shown_day(wish)), by == wish.by) for by, label in VIEWS],
        "audiences": [(code, label, code in fit.audience) for code, label in models.Audience.choices],
        "needs": [(code, label, code in fit.needs) for code, label in wishes.NEED_LABELS.items()],
        "topics": [(code, label, code == fit.topic) for code, label in models.Topic.choices],
        "languages": [(code, label, code == fit.language) for code, label in models.Language.choices],
        "feed_base": request.path,
        "plain_address": wish.address(plain=True),
        "today_address": wish.address(day=clock.today()),
        "is_now": clock.today() in wish.span,
    }
    return render(request, "events/public/list.html", context)


def _shown_day(wish):
    """Switching between the views stays at today where it can."""
    return clock.today() if clock.today() in wish.span else wish.span.first


@kept
@public(event=queries.public_event)
def event(request, place, event):
    """One event with all one needs to know before going."""
    keeping.until(event.starts_at, event.ends_at)
    context = {
        "event": event,
        "tags": calendar.tags(event),
        "when": calendar.when(event),
        "is_over": event.ends_at <= clock.now(),
        "ahead": _ahead(place, event),
        "facts": _facts(event),
        "organiser_address": _organiser_address(event.organisation),
        "series_words": words.series(event.series.plan, clock.today()) if event.series_id else "",
        "can_book": event.needs_booking and rules.can_book(event) is None,
        "data_block": linked.block(event),
        "where_query": urlencode({"ort": event.where}),
        "topic_query": urlencode({"feld": event.topic}),
        "dates": queries.public_dates_ahead(event)[:DATES] if event.series_id else [],
    }
    return render(request, "events/public/event.html", context)


def _ahead(place, event) -> list:
    """What else comes next in the quarter; of the own series its dates stand apart."""
    others = queries.public_events(place).filter(starts_at__gte=clock.now(), state="published").exclude(pk=event.pk)
    if event.series_id:
        others = others.exclude(series=event.series_id)
    shown = [*others[:3]]
    keeping.until(*(one.starts_at for one in shown))
    return [calendar.row(one) for one in shown]


def _organiser_address(organisation) -> str:
    return actors.address(organisation) if organisation and organisation.is_public else ""


def _facts(event):
    costs = {True: _("kostenlos"), False: event.costs, None: ""}[event.is_free]
    topic = event.get_topic_display() if event.topic else ""
    facts = [
        (_("Wo"), event.where or _("online")),
        (_("Kosten"), costs),
        (_("Sprachen"), words.languages(event.language_codes)),
        (_("Handlungsfeld"), topic),
        (_("Fragen an"), event.contact),
    ]
    return [(term, text) for term, text in facts if text]
