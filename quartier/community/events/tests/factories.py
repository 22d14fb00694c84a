"""Events for tests, made by the real verbs."""

import datetime

from quartier.community.events import models
from quartier.community.events.actions import events as actions
from quartier.community.events.actions import series as series_actions
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.quarters.tests.factories import make_quarter

TODAY = datetime.datetime(2026, 11, 24, 10)  # a Tuesday


def make_team(place=None, role="team_member", name="Lea Brandt"):
    """Somebody of the team of the quarter."""
    return make_staff(role, place or make_quarter(), name=name)


def at(day, hour=18, minute=0, month=11, year=2026):
    """A moment in Berlin."""
    return clock.in_berlin(datetime.date(year, month, day), datetime.time(hour, minute))


def draft(place=None, by=None, day=26, hour=16, length=3, **words) -> models.Event:
    """A draft of an event on a day of November 2026."""
    place = place or make_quarter()
    starts_at = words.pop("starts_at", None) or at(day, hour)
    known = {"title": "Fahrrad-Werkstatt", "where": "Hof Donaustraße 7", "is_free": True, **words}
    ends_at = known.pop("ends_at", None) or starts_at + datetime.timedelta(hours=length)
    return actions.create(place=place, by=by or make_team(place), starts_at=starts_at, ends_at=ends_at, **known)


def published(place=None, by=None, **words) -> models.Event:
    """An event in the calendar."""
    place = place or make_quarter()
    by = by or make_team(place)
    return actions.publish(draft(place, by, **words), by=by)


def form_data(**changes) -> dict:
    """What somebody types for a new event."""
    words = {
        "title": "Nähtreff",
        "text": "Alle können mitmachen.",
        "day": "26. 11. 2026",
        "begins": "17",
        "ends": "19:30",
        "where": "Nachbarschaftsraum",
        "audience": "alle",
        "attendance": "vor-ort",
        "price": "free",
    }
    return {name: value for name, value in {**words, **changes}.items() if value is not None}


def series_facts(**changes) -> dict:
    """A series each Thursday from 14 to 16 from 26 November 2026 on."""
    known = {
        "title": "Basteln mit Natur",
        "where": "Himmelbeet",
        "is_free": True,
        "rule": "FREQ=WEEKLY;BYDAY=TH",
        "first_on": datetime.date(2026, 11, 26),
        "begins": datetime.time(14),
        "ends": datetime.time(16),
    }
    return {**known, **changes}


def make_series(place=None, by=None, is_public=True, **changes) -> models.Series:
    """A series in the calendar, or a draft of one."""
    place = place or make_quarter()
    by = by or make_team(place)
    made = series_actions.create(place=place, by=by, **series_facts(**changes))
    return series_actions.publish(made, by=by) if is_public else made


def dates_of(series, shown=True) -> list[str]:
    """When the dates of a series are, in Berlin, with a mark for what is not simply public."""
    rows = series.dates.order_by("starts_at").exclude(state="discarded") if shown else series.dates.order_by("starts_at")
    return [f"{row.starts_at.astimezone(clock.BERLIN):%d.%m.%y %H:%M}{'' if row.state == 'published' else ' ' + row.state}" for row in rows]
