"""Nothing leaks: from one quarter into another, from one role to another, from the desk into what everybody sees."""

import pytest
from django.test import Client

from quartier.ground.access import queries as access
from quartier.ground.access import table as access_table
from quartier.ground.accounts.models import Person
from quartier.ground.quarters import queries as quarters
from quartier.ground.quarters.models import Place
from tests import house

pytestmark = pytest.mark.xdist_group("demo")
HOME = house.HOME


def test_every_argument_of_an_address_has_a_source_of_objects():
    assert house.unknown_arguments() == []


def _client(person) -> Client:
    client = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    if person is not None:
        client.force_login(person)
    return client


def _cast() -> dict[str, Person | None]:
    """One demo person per role, and nobody."""
    people: dict[str, Person | None] = {"nobody": None}
    for person in Person.objects.filter(is_demo=True, is_active=True).order_by("pk"):
        roles = sorted({role for role, _place in access.held(person)})
        people.setdefault(roles[0] if roles else person.demo_role, person)
    return people


def _others(home: Place) -> list[Place]:
    """All other quarters; the ids of their objects must open nothing at home."""
    return list(Place.objects.quarters().exclude(pk=home.pk).order_by("pk"))


def _foreign(address, home: Place, others: list[Place]):
    """The address at home with an object of another quarter in it; a word that both use for their own is no key to the other's."""
    own = {visit.path for visit in house.visits(address, home, per_state=house.MOST)}
    for other in others:
        found = house.visits(address, other)
        if found and found[0].things and access.place_id_of(found[0].things[0]) not in (None, home.pk):
            if found[0].path.replace(f"/{other.slug}/", f"/{home.slug}/", 1) in own:
                continue
            return found[0].path.replace(f"/{other.slug}/", f"/{home.slug}/", 1), found[0].path
    return None


def _bound(address) -> bool:
    return address.is_ours and bool(address.mark.loaders) and "district" not in address.arguments


def test_ids_of_another_quarter_are_not_found_at_home(demo):
    home = quarters.place(HOME)
    others, team = _others(home), _client(_lead(home))
    wrong, tried = [], set()
    for address in filter(_bound, house.table()):
        if paths := _foreign(address, home, others):
            tried.add(address.name)
            for path in paths if address.mark.kind == "may" else paths[: 1 if address.is_in_quarter else 0]:
                wrong += [f"{way} {path}" for way in ("get", "post") if getattr(team, way)(path).status_code != 404]
    assert not wrong, "\n".join(wrong)
    assert len(tried) >= 40


def _lead(place):
    return next(iter(access.persons_with("team_lead", place)))


def _expected(person, visit, place) -> set[int]:
    """What the table says: 302 to the sign-in, 404, or the page (which may lead on, or say that it is not the time)."""
    mark = visit.address.mark
    allowed = {200, 302, 405, 422}
    if mark.kind == "public":
        return allowed | {404}
    if person is None:
        return {302}
    if mark.kind == "signed_in":  # an object without a loader is looked up by the view
        return allowed | ({404} if visit.address.arguments else set())
    return allowed | {404} if _may(person, mark, visit, place) else {404}


def _may(person, mark, visit, place) -> bool:
    if mark.somewhere:
        return bool(access.places_where(person, mark.act))
    permitted = access_table.TABLE[mark.act]
    things = visit.things[: len(mark.loaders)] or (place,)
    return all(permitted & access.who(person, thing) for thing in things)


def test_every_address_answers_each_role_as_the_table_says(demo):
    walk = [(visit, place) for address, place in _ours() for visit in house.visits(address, place)]
    wrong = [sentence for name, person in _cast().items() for sentence in _walked(name, person, walk)]
    assert not wrong, "\n".join(wrong)
    assert len(walk) > 150


def _walked(name, person, walk) -> list[str]:
    """What answered otherwise than it must. A door that is shut is tried once, an open one in every state of what is behind it."""
    client, shut, wrong = _client(person), set(), []
    for visit, place in walk:
        expected = _expected(person, visit, place)
        if len(expected) == 1 and visit.address.name in shut:
            continue
        shut |= {visit.address.name} if len(expected) == 1 else set()
        if (status := client.get(visit.path).status_code) not in expected:
            wrong.append(f"{name} {visit.path} {visit.address.name}: {status}, not {sorted(expected)}")
    return wrong


def _ours(home=None, city=None):
    home, city = home or quarters.place(HOME), city or quarters.city()
    return [(address, home if address.is_in_quarter else city) for address in house.table() if address.is_ours]
