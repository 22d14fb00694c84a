"""The people one can sign in as, each with a hint what to look at, and the teams of all quarters."""

from quartier.config.demo import names, texts
from quartier.ground.access import actions as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

HIRED_IN = (2017, 11, 1)


def appear(world):
    """The cast takes its place before the first story begins."""
    yield world.at(*HIRED_IN)
    for row in texts.rows("cast", "person"):
        world.people[row["key"]] = _make(row["name"], is_demo=True, demo_role=row["role"], demo_note=row["note"])
    _administration(world)
    for place in sorted(world.places.values(), key=lambda one: one.pk):
        if place.is_quarter and quarters.team(place).exists():
            _team(world, place)


def _make(name, **more):
    person = accounts.make_person(name=name, email=more.pop("email", None) or names.address(name), **more)
    person.access_memory = {}  # what is asked about her rights is asked once a day, as in a request once
    return person


def _administration(world) -> None:
    roles = [
        ("katrin", "district_coordinator", "neukoelln"),
        ("olaf", "district_coordinator", "mitte"),
        ("haupt", "specialist_dept", "neukoelln"),
        ("granting", "granting_officer", "berlin"),
        ("paying", "granting_officer", "berlin"),
        ("state", "state_coordinator", "berlin"),
        ("audit", "auditor", "berlin"),
        ("operator", "operator", "berlin"),
    ]
    for key, role, slug in roles:
        access.give_role(world[key], role, world.places[slug])


def _team(world, place) -> None:
    """The plates at the door are the people of the team; a quarter that begins later gets its team then."""
    known = {world[key].name: world[key] for key in ("lea", "cem", "rana")} if place == world.home else {}
    begins = max(clock.today(), quarters.first_phase(place).from_on)
    for number, plate in enumerate(quarters.team(place)):
        person = known.get(plate.name) or _make(plate.name, email=names.address(plate.name, f"{place.slug}.example"))
        access.give_role(person, "team_lead" if not number else "team_member", place, from_on=begins)
        world.teams.setdefault(place.pk, []).append(person)


def resident(world, name: str | None = None, **more):
    """Somebody who lives in the quarter and is not one of the cast; the same name is the same person."""
    name = name or world.name()
    if name not in world.people:
        world.people[name] = _make(name, **more)
    return world.people[name]
