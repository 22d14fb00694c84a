"""The calendar: what is on this week everywhere, and the real events of December 2017 in Pankstraße."""

import datetime

from quartier.community.events import demo as portal
from quartier.community.events import recurrence
from quartier.community.events.actions import bookings, events, series
from quartier.config.demo import names, texts
from quartier.config.demo.world import others
from quartier.ground.acts import clock

SEWING = ("Nilay Acar", "Hilde Marx", "Samira Haddad", "Olga Petrenko", "Birte Jansen", "Nour Khalil")
WEEKS_BACK = 3


def tales(world) -> list:
    """Pankstraße 2017, the weeks around the demo's day at home, some dates everywhere."""
    return [
        december_2017(world),
        *(weekly(world, row) for row in texts.rows("events", "weekly")),
        paused(world),
        unsaid(world),
        cancelled(world),
        registered(world),
        told(world),
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
    """A series that stops for a while: its dates stay, struck through."""
    first = _monday(world, -WEEKS_BACK) + datetime.timedelta(days=4)
    yield world.moment(-30, 11)
    words = {"title": "Lauftreff am Kanal", "text": "Langsam, für alle, die neu anfangen.", "where": "Brücke am Maybachufer"}
    rule = recurrence.build("fortnightly", first, last_on=first + datetime.timedelta(weeks=WEEKS_BACK + 6))
    timing = {"rule": rule, "first_on": first, "begins": datetime.time(17, 30), "ends": datetime.time(18, 30)}
    made = series.create(place=world.home, by=world["cem"], is_free=True, topic="gesundheit", **words, **timing)
    made = series.publish(made, by=world["cem"])
    yield world.moment(-4, 9)
    series.cancel(made, "Der Uferweg wird gebaut. Weiter geht es, wenn er fertig ist.", by=world["cem"])


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


def registered(world):
    """A workshop with few seats: some have one, two wait, one has left, and somebody did not finish the form."""
    yield world.moment(-9, 10)
    words = {"title": "Nähkurs für Anfängerinnen", "text": "Drei Abende, Maschinen sind da.", "where": "Familientreff Donaustraße"}
    more = {"audience": "frauen", "topic": "bildung", "languages": ",de,tr,", "needs_booking": True, "seats": 6, "has_childcare": True}
    made = _publish(world, world.home, world.day(9), hour=18, hours=2, by=world["cem"], **words, **more)
    yield world.moment(-7, 12)
    for number, seats in enumerate((2, 1, 1, 2)):
        _book(made, world, number, seats)
    gone = _book(made, world, 4, 1)
    _book(made, world, 5, 1)
    yield world.moment(-5, 18)
    bookings.leave(gone)
    bookings.enter(made, seats=1, name="Gerda Wolff", phone="030 901820", note="kommt mit Kinderwagen", by=world["rana"])
    bookings.hold(made, 1)
    yield world.moment(-4, 8)
    bookings.lapse_due()


def told(world):
    """A neighbour tells of a flea market; nobody of the team has looked at it yet."""
    yield world.moment(-1, 19)
    starts_at = world.moment(16, 10)
    events.hand_in(
        place=world.home,
        name="Milena Jovanović",
        email=names.address("Milena Jovanović"),
        title="Hofflohmarkt",
        text="Bücher, Spielzeug, Geschirr. Wer einen Tisch möchte, klingelt bei uns.",
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=5),
        where="Hof Donaustraße 88",
        organiser="Hausgemeinschaft Nr. 88",
        topic="nachbarschaft",
        is_free=True,
    )


def _book(event, world, number, seats):
    held = bookings.hold(event, seats)
    return bookings.book(held, name=SEWING[number], email=names.address(SEWING[number]))


def draft(world):
    """A date that nobody has published yet: it waits on the desk."""
    yield world.moment(-1, 17)
    starts_at = world.moment(12, 15)
    events.create(
        place=world.home,
        title="Zusammen backen",
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
    """Two dates ahead in every other quarter, the first within a week; `--scale` makes it more."""
    told, places = texts.table("neighbours")["events"], others(world)
    yield world.last_workday(6, 10)
    for number in range(2 * world.scale):
        for order, place in enumerate(places):
            title, text, where, hour, hours = told[(order + number * len(places) + world.start) % len(told)]
            day = world.day(1 + (order * 3 + number) % 6 if not number else 7 + (order * 5 + number * 3) % 14)
            words = {"title": title, "text": text, "where": where}
            _publish(world, place, day, hour=hour, hours=hours, by=world.teams[place.pk][-1], **words)
