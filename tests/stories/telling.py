"""How a story is told: who does what, when. The same words play without a browser, in a browser, and with crashes."""

import datetime

from quartier.ground.acts import clock
from tests.stories.stage import Stage
from tests.visitor import Visitor


class Telling:
    """One telling of a story on a stage. `visitor(person or None)` makes the browser of a person."""

    def __init__(self, stage: Stage, visitor=Visitor):
        self.stage, self._visitor, self._browsers = stage, visitor, {}
        self.base = f"/{stage.place.slug}/"
        self.desk = f"{self.base}buero/"

    def at(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """It is now this moment in Berlin; everybody signs in anew when days have passed."""
        clock.set(datetime.datetime(year, month, day, hour, minute))

    def who(self, name: str):
        """The browser of somebody of the cast."""
        if name not in self._browsers:
            self._browsers[name] = self._visitor(self.stage.person(name))
        return self._browsers[name]

    def nobody(self):
        """A visitor who has not signed in."""
        if "" not in self._browsers:
            self._browsers[""] = self._visitor(None)
        return self._browsers[""]

    def work(self) -> None:
        """The worker looks after what is due: mail, reminders, deadlines."""
        from quartier.ground.notify import work

        work.once()
