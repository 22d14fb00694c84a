"""Forms of the calendar: events, series, calendars taken over, registrations, events that somebody tells of."""

from quartier.community.events import links
from quartier.community.events.models import Booking, Event, Series
from quartier.ground.acts import clock
from tests.posts.cases.case import Case

TEAM = "Lea Brandt"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Beispiel//Kalender//DE
BEGIN:VEVENT
UID:fest@beispiel.example
DTSTAMP:20261101T100000Z
DTSTART:20261212T150000Z
DTEND:20261212T170000Z
SUMMARY:Fest im Hof
LOCATION:Donauplatz
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()
CALENDAR = {"label": "Kalender des Hofs", "file": ("kalender.ics", ICS), "is_public": None}


def _another_calendar(word):
    """A calendar was taken over from a file, its events are drafts."""

    def scene(demo):
        page = demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/termine/quellen/neu/").fill(**CALENDAR).press("Termine übernehmen")
        return page.open(f"{page.path}{word}/")

    return scene


def _just_published(demo):
    """A single event that was a draft until now."""
    event = Event.objects.filter(place=demo.home, state="draft", series=None).latest("pk")
    page = demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/termine/{event.pk}/").step("Veröffentlichen")
    return page.open(f"/{demo.home.slug}/buero/termine/{event.pk}/unpublish/")


def _bookable(demo) -> Event:
    """An event ahead for which one registers."""
    ahead = Event.objects.filter(place=demo.home, state="published", starts_at__gt=clock.now())
    Event.objects.filter(pk=ahead.latest("starts_at").pk).update(needs_booking=True)
    return ahead.filter(needs_booking=True).latest("starts_at")


def _desk(demo, event, word):
    return demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/termine/{event.pk}/{word}/")


def _register(demo):
    return demo.open(None, f"/{demo.home.slug}/termine/{_bookable(demo).pk}/anmelden/")


def _seats_held(demo):
    """Seats are held; the form that asks who comes is open."""
    return _register(demo).press("Weiter", seats="1")


def _on_the_list(demo):
    booking = Booking.objects.filter(event__place=demo.home, state="booked").latest("pk")
    return demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/termine/anmeldungen/{booking.pk}/abmelden/")


def _has_begun(demo):
    event = Event.objects.filter(place=demo.home, state="published", starts_at__lt=clock.now()).latest("starts_at")
    return _desk(demo, event, "anmeldungen/gezaehlt")


def _told(demo):
    """Somebody has told of an event and asks whether it can be called off."""
    page = demo.open(None, f"/{demo.home.slug}/termine/melden/").fill(**WHEN, **TOLD).press("Termin melden")
    return page.open(f"{page.path}?frage=absagen")


def _goes_on(demo):
    """The link in the mail that asks a host."""
    return demo.open(None, links.path(Series.objects.filter(place=demo.home, state="published").latest("pk")))


def _of_series(found) -> dict:
    """Another title; days that fall out stay as they are, an empty row stays empty."""
    return {"title": "Neuer Titel", "is_all_day": None} | {name: "" for name in found.form.names if name == "deviations-0-on"}


WHEN = {"day": "12.12.2026", "begins": "15:00", "ends": "18:00", "is_all_day": None, "last_day": None, "deviations-0-on": ""}
TOLD = {
    "title": "Flohmarkt",
    "text": "Im Hof.",
    "where": "Donauplatz",
    "sender": "Nora Neu",
    "email": "neu@beispiel.example",
    "organiser": "Nora Neu",
}
CASES = {
    "events.booking": Case(scene=_seats_held),
    "events.change": Case(typed=WHEN),
    "events.change_series": Case(typed=_of_series),
    "events.count": Case(scene=_has_begun, typed={"count": "12"}),
    "events.end_source": Case(scene=_another_calendar("beenden")),
    "events.enter_booking": Case(scene=lambda demo: _desk(demo, _bookable(demo), "anmeldungen/neu")),
    "events.goes_on": Case(scene=_goes_on),
    "events.hand_in": Case(typed=WHEN | TOLD),
    "events.handed_in": Case(scene=_told),
    "events.new": Case(typed=WHEN),
    "events.new_source": Case(typed=CALENDAR),
    "events.publish_source": Case(scene=_another_calendar("veroeffentlichen")),
    "events.register": Case(scene=_register, typed={"seats": "1"}),
    "events.remove_booking": Case(scene=_on_the_list),
    "events.step unpublish": Case(scene=_just_published),
    "events.take_in": Case(scene=_another_calendar("holen"), typed=CALENDAR),
}
ELSEWHERE = {"events.series_step change": "events.change_series", "events.step change": "events.change"}
