"""What a thread answers to lower floors."""

from quartier.ground.acts import subjects
from quartier.ground.workflow import models


class ThreadSubject(subjects.Subject):
    kind = models.Thread.KIND
    model = models.Thread

    def title(self, thread):
        return thread.file_number

    def place_id(self, thread):
        return thread.place_id


subjects.register(ThreadSubject())
