"""The calendar: what is on this week everywhere, and the real events of December 2017 in Pankstraße."""

import datetime

from quartier.community.events import actions as events
from quartier.community.events import demo as portal
from quartier.config.demo import texts
from quartier.config.demo.world import HOME
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

WEEKS_BACK, WEEKS_AHEAD = 3, 3
EVERYWHERE = [
    "Kiezfrühstück",
    "Gärtnern am Nachmittag",
    "Spieleabend",
    "Sprechstunde der Nachbarschaftshilfe",
    "Reparaturtreff",
    "Chorprobe für alle",
]


def tales(world) -> list:
    """Pankstraße 2017, the weeks around the demo's day at home, some dates everywhere."""
    return [
        december_2017(world),
        *(week(world, number) for number in range(-WEEKS_BACK, WEEKS_AHEAD)),
        cancelled(world),
        everywhere(world),
        discarded(world),
        draft(world),
    ]


def december_2017(world):
    """What a portal really showed; see `events.demo`."""
    yield world.at(2017, 12, 4, 11)
    portal.portal_of_december_2017(world.lead(world.pank), world.pank)


def _monday(world, weeks: int) -> datetime.date:
    return world.today + datetime.timedelta(days=7 * weeks - world.today.weekday())


def week(world, weeks):
    """One week at home, published two weeks before (or two days ago)."""
    monday = _monday(world, weeks)
    yield min(clock.in_berlin(monday - datetime.timedelta(days=14), datetime.time(15)), world.moment(-2, 15))
    for row in texts.rows("events", "weekly"):
        day = monday + datetime.timedelta(days=row.pop("weekday"))
        _publish(world, world.home, day, by=world["cem"], **row)


def _publish(world, place, day, *, hour, hours, by, **words):
    starts_at = clock.in_berlin(day, datetime.time(hour))
    if starts_at <= clock.now():
        return None
    ends_at = starts_at + datetime.timedelta(hours=hours)
    made = events.create(place=place, starts_at=starts_at, ends_at=ends_at, is_free=True, by=by, **words)
    return events.publish(made, by=by)


def cancelled(world):
    """One event falls through, and says why."""
    yield world.moment(-6, 9)
    words = {"title": "Kiezkino", "text": "Ein Film aus der Nachbarschaft.", "where": "Gemeindesaal"}
    made = _publish(world, world.home, world.day(5), hour=18, hours=2, by=world["cem"], **words)
    yield world.moment(-1, 16)
    events.cancel(made, "Der Beamer ist kaputt. Ein neuer Termin folgt.", by=world["cem"])


def draft(world):
    """A date that nobody has published yet: it waits on the desk."""
    yield world.moment(-1, 17)
    starts_at = world.moment(12, 15)
    events.create(
        place=world.home,
        title="Plätzchen backen",
        text="Zutaten sind da, Schürze mitbringen.",
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=3),
        where="Familientreff Donaustraße",
        is_free=True,
        by=world["rana"],
    )


def discarded(world):
    """A draft that nobody needs any more."""
    yield world.moment(-30, 10)
    starts_at = world.moment(-10, 15)
    made = events.create(
        place=world.home,
        title="Bastelnachmittag",
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
        where="Bücherei",
        by=world["cem"],
    )
    yield world.moment(-28, 10)
    events.discard(made, by=world["cem"])


def everywhere(world):
    """Two dates ahead in every other quarter; `--scale` makes it more."""
    titles = texts.table("events")["everywhere"]["titles"]
    yield world.moment(-8, 10)
    for order, place in enumerate(one for one in quarters.active_quarters(clock.today()) if one.slug != HOME):
        by = world.teams[place.pk][-1]
        for number in range(2 * world.scale):
            words = {"title": titles[(order + number) % len(titles)], "text": "Offen für alle, ohne Anmeldung.", "where": "Quartiersbüro"}
            day = world.day(1 + (order * 3 + number * 5) % 21)
            _publish(world, place, day, hour=15 + order % 4, hours=2, by=by, **words)
