"""What ideas show elsewhere: the newest on a quarter's home, what waits at the desk, one person's data."""

from datetime import timedelta

from django.utils.translation import gettext as _

from quartier.community.participation import actions, lists, models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

ANSWER_WITHIN = timedelta(days=7)  # our own promise in the first mail: looked at within a week


def latest(place, limit: int = 3) -> list[lists.Row]:
    """The newest public ideas of a quarter, or of all quarters below a higher place, as rows; one query."""
    return [lists.row(idea, shows_place=not place.is_quarter) for idea in queries.public_ideas(place).select_related("place")[:limit]]


def count(place) -> int:
    """How many public ideas there are."""
    return queries.public_ideas(place).count()


def pages_of(threads) -> dict[int, str]:
    """Thread id → address of the public idea from which it goes on; one query, none without threads."""
    ids = {one for one in threads if one}
    if not ids:
        return {}
    found = models.Idea.objects.public().filter(thread_id__in=ids).values_list("thread_id", "place__slug", "pk")
    return {thread: f"/{slug}/ideen/{pk}/" for thread, slug, pk in found}


def waiting_for(person, place=None) -> list[Waiting]:
    """Ideas that nobody has looked at yet, for whoever moderates; the oldest first."""
    places = access.places_where(person, "participation.moderate")
    if not places:
        return []
    ideas = models.Idea.objects.filter(state="received", place__in=queries.under(places)).select_related("place")
    if place is not None:
        ideas = ideas.filter(place=place)
    return [_waiting(idea) for idea in ideas.order_by("submitted_at", "id")]


def _waiting(idea) -> Waiting:
    due_on = (idea.submitted_at + ANSWER_WITHIN).astimezone(clock.BERLIN).date()
    address = f"/{idea.place.slug}/buero/ideen/{idea.pk}/"
    return Waiting(idea.title, address, due_on, _("Neue Idee: veröffentlichen oder antworten"), idea.place)


def cases_of(person) -> list[dict]:
    """A person's own ideas for "Meine Vorgänge", the newest first: title, address, state, tone. One query."""
    found = [(idea, lists.tag_of(idea)) for idea in queries.ideas_of(person) if idea.state != "withdrawn"]
    return [
        {"title": idea.title, "address": f"/{idea.place.slug}/ideen/{idea.pk}/meine/", "state": tag, "tone": tone}
        for idea, (tag, tone) in found
    ]


def personal_data(person) -> dict:
    """What is stored about the person here: German label → value."""
    found = queries.ideas_touched_by(person)
    supported = sorted((idea for idea in found if idea.support_id), key=lambda idea: idea.support_id)
    return {
        _("Ideen"): [_told(idea) for idea in {idea.pk: idea for idea in found if idea.author_id == person.pk}.values()],
        _("Unterstützte Ideen"): [f"{idea.title} ({german.day(idea.supported_at)})" for idea in supported],
    }


def _told(idea) -> str:
    name = _("mit Name „%(name)s“") % {"name": idea.author_name} if idea.shows_name else _("ohne Namen")
    return f"{idea.title}: {idea.text} / {idea.why} / {idea.where} ({name})"


def erase(person, *, by=None) -> None:
    """Take the person's name and address from ideas and supports; what is public stays, nameless."""
    actions.erase_author(person)
