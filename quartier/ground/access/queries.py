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
    return [(row.role, row.place_id) for row in _memberships(person)]


def _memberships(person) -> list[Membership]:
    """The memberships in force today, each with its place."""
    return [row for row in all_memberships(person) if row.is_in_force(clock.today())]


def all_memberships(person) -> list[Membership]:
    """All roles that a person holds, held or will hold, each with its place; they come with whoever has signed in."""
    return remembered(person, "memberships", lambda: list(_rows_of(person)))


def _rows_of(person):
    return Membership.objects.filter(person_id=person.pk).order_by("id").select_related("place")


def remembered(person, key, ask):
    """What `ask()` answers, asked once per request for this person; without a request it is asked each time."""
    memory = getattr(person, "access_memory", None)
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    return memory[key]


def above(place_id: int, person=None) -> frozenset[int]:
    """Ids of the place and of all places above it."""
    memory = getattr(person, "access_memory", None)
    if memory is None:
        return _read_above(pk=place_id).get(place_id, frozenset())
    if ("above", place_id) in memory:
        return memory["above", place_id]
    return remembered(person, "tree", _read_above).get(place_id, frozenset())


def _read_above(**which) -> dict[int, frozenset[int]]:
    """Place id → ids of it and of all above it; for many cases at many places the whole tree in one query."""
    rows = Place.objects.filter(**which).order_by().values_list("pk", "parent_id", "parent__parent_id")
    return {row[0]: frozenset(pk for pk in row if pk) for row in rows}


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


def roles_by_place(person) -> dict[int, set[str]]:
    """Place id → roles held there or above, for all places at which there are any; one query per request for any number of places."""
    if not (rows := held(person)):
        return {}
    tree = remembered(person, "tree", _read_above)
    found = {pk: {role for role, place_id in rows if place_id in over} for pk, over in tree.items()}
    return {pk: roles_there for pk, roles_there in found.items() if roles_there}


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
    if not getattr(person, "pk", None):
        return []
    order = {Place.Kind.QUARTER: 0, Place.Kind.DISTRICT: 1, Place.Kind.CITY: 2}
    found = {row.place_id: row.place for row in _memberships(person)}
    return sorted(found.values(), key=lambda place: (order[place.kind], place.name))


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
    if not (ids := places_where(person, act)):
        return []
    below = Place.objects.filter(pk__in=ids) | Place.objects.filter(parent__in=ids) | Place.objects.filter(parent__parent__in=ids)
    found = remembered(person, ("below", frozenset(ids)), lambda: list(below.distinct()))
    return sorted(found, key=lambda place: (order[place.kind], place.name))
