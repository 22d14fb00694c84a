"""Who holds which role where, and who may what. Asked once per request: the middleware gives the person a place to remember."""

from quartier.ground.access import roles, table
from quartier.ground.access.models import Membership
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, subjects
from quartier.ground.quarters.models import Place

EVERYWHERE = None


class UnknownAct(LookupError):
    """An act that stands in no section of the table."""


def held(person) -> list[tuple[str, int]]:
    """(role, place id) of every membership in force today; one query per request."""
    if not getattr(person, "pk", None):
        return []
    return _remembered(person, ("held", clock.today()), lambda: _read_held(person))


def _read_held(person) -> list[tuple[str, int]]:
    return list(Membership.objects.on(clock.today()).filter(person_id=person.pk).order_by("id").values_list("role", "place_id"))


def _remembered(person, key, ask):
    memory = getattr(person, "access_memory", None)
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    return memory[key]


def above(place_id: int, person=None) -> frozenset[int]:
    """Ids of the place and of all places above it."""
    return _remembered(person, ("above", place_id), lambda: _read_above(place_id))


def _read_above(place_id: int) -> frozenset[int]:
    row = Place.objects.filter(pk=place_id).values_list("pk", "parent_id", "parent__parent_id").first()
    return frozenset(pk for pk in row or () if pk)


def place_id_of(thing) -> int | None:
    """The place of a place, of an object with `place_id`, or of anything with a subject; None if it has none."""
    if isinstance(thing, Place):
        return thing.pk
    if hasattr(thing, "place_id"):
        return thing.place_id
    return subjects.of(thing).place_id(thing)


def holds(person, place) -> set[str]:
    """Roles at the place or above it. `place` is a Place or its id; None: roles anywhere."""
    rows = held(person)
    if place is EVERYWHERE:
        return {role for role, _ in rows}
    wanted = above(getattr(place, "pk", place), person) if rows else ()
    return {role for role, place_id in rows if place_id in wanted}


def relations(person, thing) -> set[str]:
    """What the person is to this object; nothing for a place and for nobody."""
    if isinstance(thing, Place) or not getattr(person, "pk", None):
        return set()
    subject = subjects.of(thing) if hasattr(type(thing), "KIND") else None
    return set(subject.relations(thing, person)) if subject else set()


def who(person, thing) -> set[str]:
    """Roles at the object's place or above, and relations to the object."""
    place_id = place_id_of(thing)
    return (holds(person, place_id) if place_id else set()) | relations(person, thing)


def allowed(act: str) -> frozenset[str]:
    """Who may this act. Raises `UnknownAct`, because a misspelled act must not turn into a silent no."""
    try:
        return table.TABLE[act]
    except KeyError:
        raise UnknownAct(f"{act} stands in no section of quartier/ground/access/table.py") from None


def may(person, act: str, thing) -> bool:
    """TABLE[act] ∩ (roles at the object's place or above ∪ relations to it) is not empty."""
    permitted = allowed(act)
    place_id = place_id_of(thing)
    if place_id and permitted & holds(person, place_id):
        return True
    return bool(permitted & relations(person, thing))


def places_where(person, act: str) -> set[int]:
    """Ids of the places at which the person holds a role that may this act; it holds for all places below too."""
    permitted = allowed(act)
    return {place_id for role, place_id in held(person) if role in permitted}


def is_staff(person) -> bool:
    """Holds any role today."""
    return bool(held(person))


def persons_with(role: str, place, *, on=None):
    """People who hold the role at the place or above it on that day (today), by name."""
    day = on or clock.today()
    rows = Membership.objects.on(day).filter(role=role, place_id__in=above(getattr(place, "pk", place)))
    return Person.objects.filter(is_active=True, pk__in=rows.values("person_id")).order_by("name", "pk")


def workplaces(person) -> list[Place]:
    """The places at which the person holds a role today, quarters first."""
    if not held(person):
        return []
    order = {Place.Kind.QUARTER: 0, Place.Kind.DISTRICT: 1, Place.Kind.CITY: 2}
    ids = {place_id for _, place_id in held(person)}
    found = _remembered(person, "workplaces", lambda: list(Place.objects.filter(pk__in=ids)))
    return sorted(found, key=lambda place: (order[place.kind], place.name))


def gives(by, place) -> frozenset[str]:
    """The roles that this person may give and end at the place (or its id); all of them for the installation itself (None)."""
    if by is None:
        return frozenset(roles.ROLES)
    return frozenset().union(*(table.GIVES.get(role, ()) for role in holds(by, place)))


def memberships_in(place_ids):
    """Memberships at these places that hold now or begin later, nearest first, by place, role and name."""
    return _people_rows().ahead(clock.today()).filter(place_id__in=place_ids)


def past_memberships_in(place_ids):
    """Memberships at these places that are over, the latest first."""
    ahead = Membership.objects.ahead(clock.today()).values("pk")
    return _people_rows().filter(place_id__in=place_ids).exclude(pk__in=ahead).order_by("-from_on", "-pk")


def _people_rows():
    return Membership.objects.select_related("person", "place").order_by("-place__kind", "place__name", "role", "person__name", "pk")


def membership(place, pk: str):
    """Loader for one membership that can still be ended."""
    return _people_rows().ahead(clock.today()).filter(pk=pk).first()


def memberships_of(person):
    """All roles that a person holds, held or will hold."""
    return Membership.objects.filter(person=person).select_related("place").order_by("from_on", "pk")


def open_memberships_of(person):
    """The roles that a person holds or will hold."""
    return memberships_of(person).select_related("person").ahead(clock.today())


def places_for(person, act: str) -> list[Place]:
    """The places at which the person may the act, those below included; the city first, then districts and quarters by name."""
    order = {Place.Kind.CITY: 0, Place.Kind.DISTRICT: 1, Place.Kind.QUARTER: 2}
    ids = places_where(person, act)
    found = Place.objects.filter(pk__in=ids) | Place.objects.filter(parent__in=ids) | Place.objects.filter(parent__parent__in=ids)
    return sorted(found.distinct(), key=lambda place: (order[place.kind], place.name))
