"""When bodies meet: a rhythm, so that what is put forward waits for the next evening."""

import datetime

from quartier.config.demo import bodies
from quartier.config.demo.world import HOME, ONE_DAY, PANK, working
from quartier.ground.acts import clock

RHYTHM = 28  # days between two evenings of the same body
YEAR = 13  # so many evenings lie in a year
PANK_FIRST = datetime.date(2022, 1, 20)  # the evening before the real call of 2022
READING = 8  # days a matter lies with the body before its evening
ELSEWHERE = 3  # evenings of a jury of another quarter that the demo may tell of


def lay_down(world) -> None:
    """Write every evening that is played into `world.evenings`, in the order of time; the last one of each is still to come."""
    jury, council = _next(world, 1, 3), _next(world, 3, 12)
    world.evenings[HOME, bodies.JURY] = _rhythm(jury, YEAR)
    world.evenings[HOME, bodies.COUNCIL] = _rhythm(council, 38)
    to_come = PANK_FIRST + RHYTHM * ONE_DAY * -(-(world.today - PANK_FIRST).days // RHYTHM)
    world.evenings[PANK, bodies.COUNCIL] = _rhythm(to_come, (to_come - PANK_FIRST).days // RHYTHM)


def _next(world, weekday: int, soonest: int) -> datetime.date:
    """The first such weekday that is so many days ahead."""
    first = world.day(soonest)
    return first + (weekday - first.weekday()) % 7 * ONE_DAY


def _rhythm(last: datetime.date, before: int) -> list[datetime.date]:
    """The evening and so many before it; on a holiday they meet a day earlier."""
    return [working(last - number * RHYTHM * ONE_DAY, -1) for number in range(before, -1, -1)]


def at(day: datetime.date) -> datetime.datetime:
    """When an evening begins."""
    return clock.in_berlin(day, datetime.time(18))


def ago(world, slug: str, kind: str, number: int) -> datetime.datetime:
    """The evening `number` before the next one (0). Elsewhere 0 is the last one: in Pankstraße on the last working day, else a day earlier."""
    if (slug, kind) in world.evenings:
        return at(world.evenings[slug, kind][-1 - number])
    recent = world.last_workday(1 if slug == PANK else 2).astimezone(clock.BERLIN).date()
    return at(working(recent - number * RHYTHM * ONE_DAY, -1))


def following(world, slug: str, kind: str, day: datetime.date) -> datetime.date | None:
    """The first evening that leaves time to read what is put forward on the day."""
    return next((one for one in world.evenings[slug, kind] if (one - day).days >= READING), None)
