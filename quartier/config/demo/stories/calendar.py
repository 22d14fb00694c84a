"""The calendar: what is on this week everywhere, and the real events of December 2017 in Pankstraße."""

import datetime

from quartier.community.events import demo as portal
from quartier.community.events import recurrence
from quartier.community.events.actions import events, series
from quartier.config.demo import texts
from quartier.config.demo.world import HOME
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

WEEKS_BACK = 3
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
        *(weekly(world, row) for row in texts.rows("events", "weekly")),
        paused(world),
        unsaid(world),
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


def weekly(world, row):
    """What is on every week at home, since some weeks; one of them has its exceptions."""
    first = _monday(world, -WEEKS_BACK) + datetime.timedelta(days=row.pop("weekday"))
    skips, hours = row.pop("skips", ()), row.pop("hours")
    begins = datetime.time(row.pop("hour"))
    yield clock.in_berlin(_monday(world, -WEEKS_BACK) - datetime.timedelta(days=14), datetime.time(15))
    made = series.create(
        place=world.home,
        by=world["cem"],
        is_free=True,
        rule=recurrence.build("weekly", first),
        first_on=first,
        begins=begins,
        ends=begins.replace(hour=begins.hour + hours),
        deviations=[recurrence.Deviation(first + datetime.timedelta(weeks=WEEKS_BACK + weeks), "out") for weeks in skips],
        **row,
    )
    made = series.publish(made, by=world["cem"])
    if skips:
        yield world.moment(-3, 10)
        other = made.dates.get(recurrence_on=first + datetime.timedelta(weeks=WEEKS_BACK + 2))
        events.cancel(other, "Die Anwältin ist im Urlaub.", by=world["cem"])


def paused(world):
    """A series that stops for the winter: its dates stay, struck through."""
    first = _monday(world, -WEEKS_BACK) + datetime.timedelta(days=4)
    yield world.moment(-30, 11)
    words = {"title": "Lauftreff am Kanal", "text": "Langsam, für alle, die neu anfangen.", "where": "Brücke am Maybachufer"}
    rule = recurrence.build("fortnightly", first, last_on=first + datetime.timedelta(weeks=WEEKS_BACK + 6))
    timing = {"rule": rule, "first_on": first, "begins": datetime.time(17, 30), "ends": datetime.time(18, 30)}
    made = series.create(place=world.home, by=world["cem"], is_free=True, topic="gesundheit", **words, **timing)
    made = series.publish(made, by=world["cem"])
    yield world.moment(-4, 9)
    series.cancel(made, "Im Dunkeln ist der Weg zu glatt. Weiter geht es im März.", by=world["cem"])


def unsaid(world):
    """One series that nobody has published yet, and one that nobody needs any more."""
    first = _monday(world, 2) + datetime.timedelta(days=1)
    yield world.moment(-2, 16)
    timing = {"rule": recurrence.build("monthly_weekday", first), "first_on": first, "begins": datetime.time(19)}
    series.create(place=world.home, by=world["rana"], title="Spieleabend", where="Familientreff Donaustraße", is_free=True, **timing)
    twice = series.create(place=world.home, by=world["rana"], title="Spieleabende", where="Familientreff", is_free=True, **timing)
    series.discard(twice, by=world["rana"])


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
