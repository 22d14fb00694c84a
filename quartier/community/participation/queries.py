"""Reading ideas: for everyone, for their authors and for the desk."""

import hashlib
from datetime import UTC, datetime

from django.db.models import Count, F, FilteredRelation, Q

from quartier.community.participation import models
from quartier.ground.quarters import queries as quarters
from quartier.ground.quarters.models import Place

DESK_STATES = ("received", "published", "answered", "refused", "held_back", "merged", "withdrawn")


def public_ideas(place):
    """Public ideas of a quarter, or of all quarters below a district or the city, the newest first."""
    return quarters.lying_in(models.Idea.objects.public(), place).order_by("-published_at", "-id")


SHOWN = ("place_id", "state", "outcome", "title", "text", "published_at", "support_count")


def for_list(place):
    """The same with what a row of the list shows, and no more; rows of several quarters with their places."""
    ideas = public_ideas(place)
    if place.is_quarter:
        return ideas.only(*SHOWN)
    return ideas.select_related("place").only(*SHOWN, "place__name", "place__slug", "place__kind", "place__colour", "place__pattern")


def cursor_of(idea) -> str:
    """The mark behind which the next page begins."""
    return f"{idea.published_at:%Y%m%d%H%M%S%f}-{idea.pk}"


def before_cursor(ideas, cursor: str):
    """Those that come after the last row of the page before; all if the mark makes no sense."""
    moment, _dash, pk = cursor.partition("-")
    try:
        at = datetime.strptime(moment, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
        return ideas.filter(Q(published_at__lt=at) | Q(pk__lt=int(pk[:18])), published_at__lte=at)
    except ValueError:
        return ideas


def published_idea(place, raw):
    """Loader of the public page: what everybody may read, and merged ideas, which forward. None for all others."""
    shown = (*models.PUBLIC_STATES, "merged")
    return _one(place, raw, models.Idea.objects.filter(state__in=shown))


def supportable_idea(place, raw):
    """Loader of the page on which somebody supports an idea."""
    return _one(place, raw, models.Idea.objects.public())


def own_idea(place, raw):
    """Loader of the author's own page: whatever became of it."""
    return _one(place, raw, models.Idea.objects.all())


def desk_idea(place, raw):
    """Loader of the case page: everything that was confirmed or entered in the office."""
    return _one(place, raw, models.Idea.objects.filter(state__in=DESK_STATES).select_related("author", "merged_into__place"))


def _one(place, raw, ideas):
    return ideas.filter(pk=raw, place=place).select_related("place__parent__parent", "thread__merged_into").first()


def surviving(idea) -> models.Idea:
    """The idea in which this one goes on; itself unless it was merged."""
    seen = set()
    while idea.merged_into_id and idea.pk not in seen:
        seen.add(idea.pk)
        idea = idea.merged_into
    return idea


def desk_ideas(place):
    """All ideas that concern the office of a quarter, the newest first."""
    return models.Idea.objects.filter(place=place, state__in=DESK_STATES).select_related("place").order_by("-id")


def count_by_state(place) -> dict[str, int]:
    """How many ideas of a quarter are in each state; one query."""
    rows = models.Idea.objects.filter(place=place).order_by().values_list("state").annotate(n=Count("id"))
    return dict(rows)


def merge_targets(idea):
    """Public ideas of the same quarter in which this one could go on."""
    return (
        models.Idea.objects.filter(place_id=idea.place_id, state__in=("published", "answered")).exclude(pk=idea.pk).order_by("title", "id")
    )


def token_hash(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link(token: str, purpose: str) -> models.Link | None:
    """The link with this token; None if nobody was ever sent such a link."""
    links = models.Link.objects.select_related("idea__place__parent__parent", "idea__author", "person")
    return links.filter(token_hash=token_hash(token), purpose=purpose).first()


def link_in(purpose: str):
    """Loader for links of one purpose below `/<quarter>/`."""

    def load(place, token):
        found = link(token, purpose)
        return found if found and found.idea.place_id == place.pk else None

    return load


def supports(idea, person) -> bool:
    """Whether the person supports the idea."""
    return bool(person) and models.Support.objects.filter(idea=idea, person=person).exists()


def ideas_touched_by(person) -> list:
    """The ideas that a person wrote or supports, the newest first; `support_id` and `supported_at` tell of her support. One query."""
    written = models.Idea.objects.filter(author=person).order_by().values("pk")
    supported = models.Support.objects.filter(person=person).order_by().values("idea")
    own = FilteredRelation("supports", condition=Q(supports__person=person))
    found = models.Idea.objects.filter(pk__in=written.union(supported)).annotate(mine=own)
    return list(found.annotate(support_id=F("mine__id"), supported_at=F("mine__at")).order_by("-id"))


def ideas_of(person):
    """The ideas that a person wrote, the newest first."""
    return models.Idea.objects.filter(author=person).select_related("place").order_by("-id")


def of_thread(thread_id: int):
    """The idea with which a thread began; None if it began otherwise."""
    return models.Idea.objects.filter(thread_id=thread_id).order_by("id").first()


def under(place_ids):
    """Ids of the places and of all places below them, as a subquery."""
    ids = list(place_ids)
    return Place.objects.filter(Q(pk__in=ids) | Q(parent__in=ids) | Q(parent__parent__in=ids)).values("pk")
