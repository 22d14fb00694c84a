"""What the calendar shows elsewhere: what comes next, and what the team still has to publish."""

from django.utils.translation import gettext as _

from quartier.community.events import models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.workflow.waiting import Waiting


def upcoming(place, limit: int = 4, now=None) -> list[models.Event]:
    """The next public events of a place and the places below it that are not over at `now`; cancelled ones too. One query."""
    return list(queries.public_events(place).not_over(now or clock.now())[:limit])


def waiting_for(person, place=None) -> list[Waiting]:
    """Drafts that have not been published, for whoever writes the calendar; the next to begin first."""
    if not (places := access.places_where(person, "events.write")):
        return []
    drafts = models.Event.objects.filter(state="draft", place__in=queries.under(places)).not_over(clock.now())
    if place is not None:
        drafts = drafts.filter(place=place)
    return [_waiting(event) for event in drafts.select_related("place").order_by("starts_at", "id")]


def _waiting(event) -> Waiting:
    address = f"/{event.place.slug}/buero/termine/{event.pk}/"
    due_on = event.starts_at.astimezone(clock.BERLIN).date()
    return Waiting(event.title, address, due_on, _("Termin im Entwurf: prüfen und veröffentlichen"), event.place)
