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


class SeriesSubject(subjects.Subject):
    kind = models.Series.KIND
    model = models.Series

    def title(self, series):
        return series.title

    def address(self, series):
        return f"/{series.place.slug}/buero/termine/reihe/{series.pk}/"

    def place_id(self, series):
        return series.place_id


subjects.register(EventSubject())
subjects.register(SeriesSubject())
