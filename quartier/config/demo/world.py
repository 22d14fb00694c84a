"""What all stories share: the day, the places, the people and the money."""

import datetime
import random

import holidays

from quartier.config.demo import names
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

HOME = "donaustrasse-nord"
PANK = "reinickendorfer-strasse-pankstrasse"
ONE_DAY = datetime.timedelta(days=1)
HOLIDAYS = holidays.country_holidays("DE", subdiv="BE")


class World:
    """The demo while it is being played. `people` and `bodies` are filled by the stories that make them."""

    def __init__(self, today: datetime.date, places: dict, *, seed: int, scale: int, reserved=frozenset()):
        self.today, self.places, self.scale = today, places, scale
        self.start = random.Random(seed).randrange(1000)  # where the lists of the other quarters begin
        self.people: dict[str, object] = {}
        self.bodies: dict[tuple[str, str], object] = {}
        self.organisations: dict[str, object] = {}
        self.speakers: dict[str, object] = {}  # organisation → who acts for it
        self.funds: dict[str, object] = {}
        self.cases: dict[str, object] = {}
        self.teams: dict[int, list] = {}
        self.meetings: dict[tuple, object] = {}  # quarter, kind of body, day → meeting
        self.votes: dict[tuple, dict] = {}  # kind and id of a matter → how its vote goes
        self.absent: dict[tuple, int] = {}  # quarter, kind of body, day → how many stay at home
        self.evenings: dict[tuple, list] = {}  # quarter, kind of body → its evenings in the order of time
        self._names = (name for name in names.stream() if name not in self.people and name not in reserved)

    @property
    def home(self):
        """Donaustraße-Nord."""
        return self.places[HOME]

    @property
    def pank(self):
        """Pankstraße."""
        return self.places[PANK]

    @property
    def city(self):
        return self.places["berlin"]

    def __getitem__(self, key: str):
        """A person of the cast."""
        return self.people[key]

    def at(self, year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """A moment of the calendar."""
        return clock.in_berlin(datetime.date(year, month, day), datetime.time(hour, minute))

    def day(self, days: int) -> datetime.date:
        """The day so many days before (negative) or after the demo's day."""
        return self.today + datetime.timedelta(days=days)

    def moment(self, days: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """The same as a moment."""
        return clock.in_berlin(self.day(days), datetime.time(hour, minute))

    def workday(self, days: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """The same, on the next day on which offices work."""
        return clock.in_berlin(working(self.day(days)), datetime.time(hour, minute))

    def last_workday(self, number: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """A moment of the last working day before the demo's day (1), of the one before that (2) and so on."""
        day = self.today
        for _ in range(number):
            day = working(day - ONE_DAY, -1)
        return clock.in_berlin(day, datetime.time(hour, minute))

    def next_workday(self, number: int, hour: int = 10) -> datetime.datetime:
        """A moment of the first working day after the demo's day (1), of the one after that (2) and so on."""
        day = self.today
        for _ in range(number):
            day = working(day + ONE_DAY)
        return clock.in_berlin(day, datetime.time(hour))

    def name(self) -> str:
        """The next invented name."""
        return next(self._names)

    def office_of(self, place):
        """Somebody who prints letters for a place: its team, else the granting office."""
        return self.teams.get(place.pk, [self.people.get("granting")])[-1]

    def lead(self, place):
        """Who leads the team of a quarter."""
        return self.teams[place.pk][0]

    def second(self, place):
        """Who signs as the second person there."""
        return self.teams[place.pk][1]

    def scribe(self, place):
        """Who fills in forms together with people there."""
        return self.teams[place.pk][-1]


def others(world) -> list:
    """The quarters that work on the demo's day, without Donaustraße-Nord."""
    return [place for place in quarters.active_quarters(world.today) if place.slug != HOME]


def tomorrow(moment: datetime.datetime, days: int = 1, hour: int | None = None) -> datetime.datetime:
    """So many days later, at the same hour in Berlin or at another."""
    local = moment.astimezone(clock.BERLIN)
    return clock.in_berlin(local.date() + days * ONE_DAY, datetime.time(hour, 0) if hour is not None else local.time())


def in_office(moment: datetime.datetime, days: int = 1, hour: int | None = None) -> datetime.datetime:
    """The same for people who work in an office: on that day or the next on which offices work."""
    local = tomorrow(moment, days, hour).astimezone(clock.BERLIN)
    return clock.in_berlin(working(local.date()), local.time())


def working(day: datetime.date, step: int = 1) -> datetime.date:
    """The day itself, or the next one (`step` -1: the one before) on which offices work in Berlin."""
    while day.weekday() > 4 or day in HOLIDAYS or (day.month, day.day) in ((12, 24), (12, 31)):
        day += step * ONE_DAY
    return day
