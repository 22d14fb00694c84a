"""What the calendar shows elsewhere: what comes next, and what the team still has to publish."""

from django.utils.translation import gettext_lazy as _

from quartier.community.events import models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, keeping
from quartier.ground.workflow.waiting import Waiting

WHY = {
    False: _("Termin im Entwurf: prüfen und veröffentlichen"),
    True: _("Reihe im Entwurf: prüfen und veröffentlichen"),
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
    drafts = models.Event.objects.filter(state="draft", place__in=queries.under(places)).not_over(clock.now())
    if place is not None:
        drafts = drafts.filter(place=place)
    firsts: dict = {}  # of a series its next date stands for all
    for event in drafts.select_related("place").order_by("starts_at", "id"):
        firsts.setdefault(("series", event.series_id) if event.series_id else event.pk, event)
    return [_waiting(event) for event in firsts.values()]


def _waiting(event) -> Waiting:
    address = f"/{event.place.slug}/buero/termine/{f'reihe/{event.series_id}' if event.series_id else event.pk}/"
    due_on = event.starts_at.astimezone(clock.BERLIN).date()
    return Waiting(event.title, address, due_on, WHY[bool(event.series_id)], event.place)
