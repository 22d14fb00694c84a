"""The stage: stories are generators that yield the moment at which they go on; the clock leads them all in the order of time.

def story(world):
    yield world.at(2022, 5, 2, 10)
    ...  # acts of that moment

What lies after the demo's day is not played: a story simply stops there.
"""

import datetime
import heapq
import itertools
from contextlib import contextmanager

from django.db import connection, transaction

from quartier.config.demo import office, stories
from quartier.config.demo.world import World
from quartier.ground.acts import anchors, clock
from quartier.ground.quarters import demo as quarters
from quartier.ground.quarters import queries


class NotEmpty(Exception):
    """There is a city already; the demo needs an empty database."""


class TooEarly(Exception):
    """Three years before the day the programme was another one, with other rules."""


FIRST_DAY = datetime.date(2024, 7, 1)


def build(today: datetime.date, *, seed: int = 7, scale: int = 1, tell=None) -> World:
    """Build the whole demo as it stands on the morning of `today`, in one transaction: all of it or nothing.

    `seed` chooses which ideas and events the other quarters have, `scale` multiplies what is public and without money.
    `tell(share)` hears how far it is, 0 to 1. Raises NotEmpty, and TooEarly for a day before FIRST_DAY.
    """
    if queries.city() is not None:
        raise NotEmpty
    if today < FIRST_DAY:
        raise TooEarly
    until = clock.in_berlin(today)
    with _without_savepoints(), transaction.atomic(), clock.at(clock.now()):
        places = quarters.found_all(today)
        world = World(today, places, seed=seed, scale=scale, reserved=stories.names())
        play(stories.all_of(world), until, office.Day(world), tell or (lambda share: None))
        quarters.settle(places, today)
    anchors.path().unlink(missing_ok=True)  # heads of a database that is gone
    return world


@contextmanager
def _without_savepoints():
    """Every fifth statement would be a savepoint, to which nothing ever goes back: here all happens or nothing does."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        del connection.features.uses_savepoints


def play(tales, until: datetime.datetime, day, tell) -> None:
    """Let all stories go on in the order of their moments, up to `until`; `day(moment)` does the office's daily work in between."""
    order = itertools.count()
    waiting = [(moment, next(order), tale) for tale in tales if (moment := next(tale, None))]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] < until:
        moment, number, tale = heapq.heappop(waiting)
        clock.set(moment)
        day(moment)
        following = _go_on(tale, moment)
        tell(_share(moment, until))
        if following:
            heapq.heappush(waiting, (max(following, moment), number, tale))
    clock.set(until)
    day(until)


def _go_on(tale, moment):
    try:
        return next(tale, None)
    except Exception as error:
        error.add_note(f"in the demo's story {tale.gi_code.co_qualname}, {moment:%d.%m.%Y %H:%M}")
        raise


def _share(moment, until) -> float:
    """How far the demo is: most of it plays in the last two years."""
    days = (until - moment).days
    return 1 - 0.75 * days / 730 if days < 730 else 0.25 * max(0.0, 1 - days / 3650)
