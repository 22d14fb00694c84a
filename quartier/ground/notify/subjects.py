"""What a message answers to lower floors."""

from quartier.ground.acts import subjects
from quartier.ground.notify import models


class MessageSubject(subjects.Subject):
    kind = models.Message.KIND
    model = models.Message

    def title(self, message):
        return message.subject


subjects.register(MessageSubject())
