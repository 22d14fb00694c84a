"""What goes on by itself between the acts: mail is handed over, letters are printed, due jobs run."""

import datetime

from quartier.ground.acts import clock
from quartier.ground.notify import actions as notify
from quartier.ground.notify import work
from quartier.ground.notify.models import Message

HOUSEKEEPING = ("acts.", "files.")  # the machine's own upkeep has no place in a story
PAUSE, LATELY = 7, 60  # days between two looks at what is due; in the last weeks it is every day
POST = datetime.timedelta(hours=6)  # between two rounds of the mail
KEPT = 2  # letters of so many last working days wait to be printed, so that the office has something to do


class Day:
    """Called before each act with its moment; works off what is due by then."""

    def __init__(self, world):
        self.world, self.last, self.posted = world, datetime.date.min, datetime.datetime.min.replace(tzinfo=datetime.UTC)

    def __call__(self, moment: datetime.datetime) -> None:
        if moment - self.posted >= POST:
            self.posted = moment
            work.deliver_due()
        today = clock.today()
        left = (self.world.today - today).days
        if (today - self.last).days < (PAUSE if left > LATELY else 1):
            return
        self.last = today
        for due in list(work.JOBS.values()):
            if not due.name.startswith(HOUSEKEEPING):
                due.call()
        self._print()
        work.deliver_due()

    def _print(self) -> None:
        waiting = Message.objects.filter(channel=Message.Channel.LETTER, state=Message.State.WAITING)
        before = min(clock.now() - datetime.timedelta(hours=12), self.world.last_workday(KEPT, 0))
        for letter in waiting.filter(written_at__lt=before).select_related("place").order_by("pk"):
            notify.mark_printed(letter, by=self.world.office_of(letter.place))
