"""Events that really took place, for the demo."""

from datetime import date, time

from quartier.community.events import models, recurrence
from quartier.community.events.actions import events, series
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

QUARTER = "reinickendorfer-strasse-pankstrasse"
SOURCE = "Quartiersportal Berlin, Kalender im Dezember 2017"
WEEKLY = ("Basteln mit Natur im Himmelbeet", "Himmelbeet")  # each Thursday, not between the years
PORTAL_OF_DECEMBER_2017 = [
    (date(2017, 12, 21), "Weihnachtsessen im Tageszentrum m32", "Tageszentrum m32"),
    (date(2017, 12, 24), "Heiligabend – Geselliges Beisammensein im Tageszentrum m32", "Tageszentrum m32"),
    (date(2017, 12, 26), "Weihnachtscafé im Tageszentrum m32", "Tageszentrum m32"),
]


def portal_of_december_2017(by, place=None) -> list[models.Event]:
    """Publish the events that a portal of December 2017 really showed, with their source; each began at 14:00.

    `by` is somebody of the team of the quarter. What exists already is not made twice. Returns all five in order of time.
    """
    place = place or quarters.place(QUARTER)
    if not models.Event.objects.filter(place=place, source=SOURCE).exists():
        _weekly(place, by)
        for row in PORTAL_OF_DECEMBER_2017:
            _event(place, *row, by)
    return list(models.Event.objects.filter(place=place, source=SOURCE).order_by("starts_at", "id"))


def _weekly(place, by):
    title, where = WEEKLY
    made = series.create(
        place=place,
        by=by,
        title=title,
        where=where,
        topic=models.Topic.TOGETHER,
        source=SOURCE,
        rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20171228",
        first_on=date(2017, 12, 14),
        begins=time(14),
        deviations=(recurrence.Deviation(date(2017, 12, 28), "out"),),
    )
    series.publish(made, by=by)


def _event(place, day, title, where, by):
    event = events.create(
        place=place,
        by=by,
        title=title,
        starts_at=clock.in_berlin(day, time(14)),
        ends_at=clock.in_berlin(day, time(16)),
        has_end=False,
        where=where,
        is_free=None,
        topic=models.Topic.TOGETHER,
        source=SOURCE,
    )
    return events.publish(event, by=by)
