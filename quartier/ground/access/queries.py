"""Who holds which role where, and who may what. Asked once per request: the middleware gives the person a place to remember."""

from quartier.ground.access import table
from quartier.ground.access.models import Membership
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
    roles = holds(person, place_id) if place_id else set()
    return roles | relations(person, thing)


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
    from quartier.ground.accounts.models import Person

    day = on or clock.today()
    rows = Membership.objects.on(day).filter(role=role, place_id__in=above(getattr(place, "pk", place)))
    return Person.objects.filter(is_active=True, pk__in=rows.values("person_id")).order_by("name", "pk")
