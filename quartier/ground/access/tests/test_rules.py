"""Role × act, the tree of places, and the days of a membership."""

import datetime
import re

import pytest

from quartier.ground.access import docs, queries, roles, table
from quartier.ground.access.tests.factories import make_member, make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock

pytestmark = pytest.mark.django_db
DAY = datetime.date


def place_for(role, tree):
    kind = roles.ROLES[role].kinds[0]
    return {"quarter": tree.a, "district": tree.north, "city": tree.city}[kind]


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_each_role_may_what_the_table_says_and_nothing_else(role, tree):
    person = make_staff(role, place_for(role, tree))
    may = {act for act in table.TABLE if queries.may(person, act, tree.a)}
    assert may == {act for act, who in table.TABLE.items() if role in who}


def test_nobody_and_a_stranger_may_nothing(tree):
    for person in (None, make_person()):
        assert [act for act in table.TABLE if queries.may(person, act, tree.a)] == []


def test_every_word_in_the_table_is_a_role_or_a_relation():
    known = set(roles.ROLES) | set(roles.RELATIONS)
    assert {act: who - known for act, who in table.TABLE.items() if who - known} == {}
    assert {giver: given - set(roles.ROLES) for giver, given in table.GIVES.items() if given - set(roles.ROLES)} == {}
    assert [act for act in table.TABLE if not re.fullmatch(r"[a-z_]+\.[a-z_]+", act)] == []


def test_an_unknown_act_is_an_error_and_not_a_no(tree):
    with pytest.raises(queries.UnknownAct):
        queries.may(make_person(), "access.pepole", tree.a)


@pytest.mark.parametrize(
    ("where", "holds"),
    [("a", {"a"}), ("north", {"north", "a", "b"}), ("city", {"city", "north", "south", "a", "b", "c"})],
)
def test_a_role_holds_at_its_place_and_below_only(tree, where, holds):
    person = make_staff("auditor", getattr(tree, where))
    assert {name for name, place in vars(tree).items() if queries.holds(person, place)} == holds


@pytest.mark.parametrize(
    ("day", "is_in_force"),
    [
        (DAY(2026, 2, 28), False),
        (DAY(2026, 3, 1), True),
        (DAY(2026, 5, 31), True),
        (DAY(2026, 6, 1), False),
    ],
)
def test_first_and_last_day_are_included(tree, day, is_in_force):
    person = make_member("team_member", tree.a, from_on=DAY(2026, 3, 1), until_on=DAY(2026, 5, 31)).person
    with clock.at(day):
        assert queries.may(person, "access.people", tree.a) is is_in_force
        assert [row.pk for row in queries.persons_with("team_member", tree.a)] == ([person.pk] if is_in_force else [])


def test_what_was_ended_is_over_from_that_day_on(tree):
    person = make_member("team_member", tree.a, ended_on=DAY(2026, 5, 31)).person
    for day, held in ((DAY(2026, 5, 30), {"team_member"}), (DAY(2026, 5, 31), set())):
        with clock.at(day):
            assert queries.holds(person, tree.a) == held


def test_relations_count_beside_roles(tree):
    membership = make_member("team_member", tree.a)
    assert queries.who(membership.person, membership) == {"team_member", "self"}
    assert queries.may(membership.person, "access.end_role", membership)
    assert not queries.may(membership.person, "access.end_role", make_member("team_member", tree.a))
    assert queries.who(make_staff("auditor", tree.north), membership) == {"auditor"}


def test_people_with_a_role_are_found_from_above_by_name(tree):
    district = make_staff("granting_officer", tree.north, name="Zoe")
    city = make_staff("granting_officer", tree.city, name="Anna")
    make_staff("granting_officer", tree.south), make_staff("granting_officer", tree.city, is_active=False)
    assert list(queries.persons_with("granting_officer", tree.a)) == [city, district]


def test_places_at_which_a_person_may(tree):
    person = make_staff("district_coordinator", tree.north)
    assert queries.places_for(person, "access.people") == [tree.north, tree.a, tree.b]
    assert queries.places_for(make_staff("editor", tree.a), "access.people") == []


def test_rights_are_asked_once_per_request(tree, django_assert_num_queries):
    person = make_staff("team_lead", tree.a)
    person.access_memory = {}
    with django_assert_num_queries(2):  # the roles, and the places above this one
        for act in ("access.people", "access.give_role", "access.end_role"):
            assert queries.may(person, act, tree.a)


def test_the_table_is_written_for_people():
    page = docs.table_markdown()
    assert "| `team_lead` | Leitung des Quartiersteams |" in page
    assert all(f"| `{act}` |" in page for act in table.TABLE)
