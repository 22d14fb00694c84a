"""What all stories share: the day, the places, the people and the money."""

import datetime
import random

from quartier.config.demo import names
from quartier.ground.acts import clock

HOME = "donaustrasse-nord"
PANK = "reinickendorfer-strasse-pankstrasse"


class World:
    """The demo while it is being played. `people` and `bodies` are filled by the stories that make them."""

    def __init__(self, today: datetime.date, places: dict, *, seed: int, scale: int, reserved=frozenset()):
        self.today, self.places, self.scale = today, places, scale
        self.chance = random.Random(f"{seed}/{today}")
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
        self.evenings: dict[str, set] = {}  # quarter → evenings of its council
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
        """The same, on the next Monday to Friday."""
        day = self.day(days)
        while day.weekday() > 4:
            day += datetime.timedelta(days=1)
        return clock.in_berlin(day, datetime.time(hour, minute))

    def name(self) -> str:
        """The next invented name."""
        return next(self._names)

    def office_of(self, place):
        """Somebody who prints letters for a place: its team, else the granting office."""
        return self.teams.get(place.pk, [self.people.get("granting")])[-1]

    def lead(self, place):
        """Who leads the team of a quarter."""
        return self.teams[place.pk][0]


def tomorrow(moment: datetime.datetime, days: int = 1, hour: int | None = None) -> datetime.datetime:
    """So many days later, at the same hour in Berlin or at another."""
    local = moment.astimezone(clock.BERLIN)
    day = local.date() + datetime.timedelta(days=days)
    return clock.in_berlin(day, datetime.time(hour, 0) if hour is not None else local.time())
