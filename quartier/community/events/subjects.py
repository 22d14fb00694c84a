"""What an event answers to lower floors."""

from quartier.community.events import models
from quartier.ground.acts import subjects


class EventSubject(subjects.Subject):
    kind = models.Event.KIND
    model = models.Event

    def title(self, event):
        return event.title

    def address(self, event):
        return f"/{event.place.slug}/termine/{event.pk}/"

    def place_id(self, event):
        return event.place_id


subjects.register(EventSubject())
