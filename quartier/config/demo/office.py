"""What goes on by itself between the acts: mail is handed over, letters are printed, due jobs run."""

import datetime

from quartier.ground.acts import clock
from quartier.ground.notify import actions as notify
from quartier.ground.notify import work
from quartier.ground.notify.models import Message

HOUSEKEEPING = ("acts.", "files.")  # the machine's own upkeep has no place in a story
PAUSE = 4  # days between two looks at what is due
KEPT = 3  # days before the end from which letters wait to be printed, so that the office has something to do


class Day:
    """Called before each act with its moment; works off what is due by then."""

    def __init__(self, world):
        self.world, self.last = world, datetime.date.min

    def __call__(self, moment: datetime.datetime) -> None:
        work.deliver_due()
        today = clock.today()
        if (today - self.last).days < PAUSE:
            return
        self.last = today
        for due in list(work.JOBS.values()):
            if not due.name.startswith(HOUSEKEEPING):
                due.call()
        if (self.world.today - today).days > KEPT:
            self._print()
        work.deliver_due()

    def _print(self) -> None:
        waiting = Message.objects.filter(channel=Message.Channel.LETTER, state=Message.State.WAITING)
        for letter in waiting.filter(written_at__lt=clock.now() - datetime.timedelta(hours=12)).select_related("place").order_by("pk"):
            notify.mark_printed(letter, by=self.world.office_of(letter.place))
