"""What an event answers to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.community.events import models
from quartier.ground.acts import subjects
from quartier.ground.workflow import queries as timeline


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


class SourceSubject(subjects.Subject):
    kind = models.Source.KIND
    model = models.Source

    def title(self, source):
        return source.label

    def address(self, source):
        return f"/{source.place.slug}/buero/termine/quellen/{source.pk}/"

    def place_id(self, source):
        return source.place_id


subjects.register(SourceSubject())


class BookingSubject(subjects.Subject):
    kind = models.Booking.KIND
    model = models.Booking

    def title(self, booking):
        return _("Anmeldung: %(title)s") % {"title": booking.event.title}

    def address(self, booking):
        return f"/{booking.event.place.slug}/buero/termine/{booking.event_id}/anmeldungen/"

    def place_id(self, booking):
        return booking.event.place_id


subjects.register(BookingSubject())

timeline.LABELS |= {
    "events.say_participants": _("Gezählt, wie viele da waren"),
    "events.add_source": _("Anderer Kalender eingetragen"),
    "events.take_in": _("Termine übernommen"),
    "events.publish_source": _("Alle Entwürfe daraus veröffentlicht"),
    "events.end_source": _("Kalender wird nicht mehr abgeholt"),
}
