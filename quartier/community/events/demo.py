"""Events that really took place, for the demo."""

from datetime import date, time

from quartier.community.events import actions, models
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

QUARTER = "reinickendorfer-strasse-pankstrasse"
SOURCE = "Quartiersportal Berlin, Kalender im Dezember 2017"
PORTAL_OF_DECEMBER_2017 = [
    (date(2017, 12, 14), "Basteln mit Natur im Himmelbeet", "Himmelbeet"),
    (date(2017, 12, 21), "Basteln mit Natur im Himmelbeet", "Himmelbeet"),
    (date(2017, 12, 21), "Weihnachtsessen im Tageszentrum m32", "Tageszentrum m32"),
    (date(2017, 12, 24), "Heiligabend – Geselliges Beisammensein im Tageszentrum m32", "Tageszentrum m32"),
    (date(2017, 12, 26), "Weihnachtscafé im Tageszentrum m32", "Tageszentrum m32"),
]


def portal_of_december_2017(by, place=None) -> list[models.Event]:
    """Publish the events that a portal of December 2017 really showed, with their source; each began at 14:00.

    `by` is somebody of the team of the quarter. What exists already is not made twice. Returns all five in order of time.
    """
    place = place or quarters.place(QUARTER)
    return [_event(place, *row, by) for row in PORTAL_OF_DECEMBER_2017]


def _event(place, day, title, where, by):
    starts_at = clock.in_berlin(day, time(14))
    known = models.Event.objects.filter(place=place, title=title, starts_at=starts_at).first()
    if known:
        return known
    event = actions.create(
        place=place,
        by=by,
        title=title,
        starts_at=starts_at,
        ends_at=clock.in_berlin(day, time(16)),
        has_end=False,
        where=where,
        is_free=None,
        source=SOURCE,
    )
    return actions.publish(event, by=by)
