"""What the calendar shows elsewhere: what comes next, and what the team still has to publish."""

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.community.events import models, queries
from quartier.community.events.actions import bookings
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, keeping
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

WHY = {
    False: _("Termin im Entwurf: prüfen und veröffentlichen"),
    True: _("Reihe im Entwurf: prüfen und veröffentlichen"),
    "handed_in": _("Neu gemeldet: prüfen und veröffentlichen"),
}


def upcoming(place, limit: int = 4, now=None) -> list[models.Event]:
    """The next public events of a place and the places below it that are not over at `now`; cancelled ones too. One query."""
    found = list(queries.public_events(place).not_over(now or clock.now())[:limit])
    keeping.until(*(event.ends_at for event in found))
    return found


def waiting_for(person, place=None) -> list[Waiting]:
    """Drafts that have not been published, for whoever writes the calendar; the next to begin first."""
    if not (places := access.places_where(person, "events.write")):
        return []
    drafts = models.Event.objects.filter(state__in=("draft", "handed_in"), place__in=queries.under(places)).not_over(clock.now())
    if place is not None:
        drafts = drafts.filter(place=place)
    firsts: dict = {}  # of a series its next date stands for all
    for event in drafts.select_related("place").order_by("starts_at", "id"):
        firsts.setdefault(("series", event.series_id) if event.series_id else event.pk, event)
    return [_waiting(event) for event in firsts.values()]


def _waiting(event) -> Waiting:
    address = f"/{event.place.slug}/buero/termine/{f'reihe/{event.series_id}' if event.series_id else event.pk}/"
    due_on = event.starts_at.astimezone(clock.BERLIN).date()
    return Waiting(event.title, address, due_on, WHY.get(event.state) or WHY[bool(event.series_id)], event.place)


def participants(place, since, until) -> int:
    """How many people came to the events of a place and the places below it, as far as somebody counted; moments since and until."""
    found = queries.public_events(place).filter(starts_at__gte=since, starts_at__lt=until).order_by()
    return found.aggregate(sum=Sum("participants"))["sum"] or 0


def personal_data(person) -> dict:
    """What registrations hold about the address of a person."""
    rows = queries.bookings_of(person.email) if person.email else []
    return {gettext("Anmeldungen"): [f"{row.event.title}, {german.day(row.event.starts_at)}: {row.name}" for row in rows]}


def erase(person, *, by=None) -> None:
    """Name and address leave the registrations; the seats stay as numbers."""
    bookings.erase_address(person.email or "")
