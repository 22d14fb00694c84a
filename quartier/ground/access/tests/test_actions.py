"""Giving and ending roles."""

import datetime

import pytest
from django.core import mail

from quartier.ground.access import actions, queries, surfaces
from quartier.ground.access.models import Membership
from quartier.ground.access.tests.factories import make_member, make_staff
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock, log, refusal

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(refusal.Refused) as no:
        act(*args, **kwargs)
    return str(no.value.sentence)


def test_a_given_role_holds_at_once_and_is_written_down(tree):
    lead, person = make_staff("team_lead", tree.a), make_person()
    membership = actions.give_role(person, "team_member", tree.a, by=lead)
    assert queries.holds(person, tree.a) == {"team_member"}
    entry = log.entries(about=membership)[0]
    assert (entry.act, entry.by_id, entry.place_id, entry.data["person"]) == ("access.give_role", lead.pk, tree.a.pk, person.pk)
    assert person.name not in str(entry.data)


@pytest.mark.parametrize(
    ("giver", "at", "role", "where", "is_allowed"),
    [
        ("team_lead", "a", "team_member", "a", True),
        ("team_lead", "a", "editor", "a", True),
        ("team_lead", "a", "team_lead", "a", False),
        ("team_lead", "a", "team_member", "b", False),
        ("team_lead", "a", "editor", "north", False),
        ("team_member", "a", "team_member", "a", False),
        ("district_coordinator", "north", "team_lead", "b", True),
        ("district_coordinator", "north", "team_lead", "c", False),
        ("district_coordinator", "north", "district_coordinator", "north", False),
        ("district_coordinator", "north", "editor", "city", False),
        ("state_coordinator", "city", "district_coordinator", "south", True),
        ("state_coordinator", "city", "team_member", "c", True),
        ("operator", "city", "operator", "city", True),
        ("auditor", "city", "team_member", "a", False),
    ],
)
def test_who_gives_which_role_where(tree, giver, at, role, where, is_allowed):
    by, place = make_staff(giver, getattr(tree, at)), getattr(tree, where)
    if is_allowed:
        assert actions.give_role(make_person(), role, place, by=by).pk
    else:
        assert "dürfen Sie hier nicht vergeben" in refused(actions.give_role, make_person(), role, place, by=by)


def test_what_makes_a_role_impossible(tree):
    lead = make_staff("team_lead", tree.a)
    give = lambda person, **more: refused(actions.give_role, person, "team_member", tree.a, by=lead, **more)  # noqa: E731
    assert "immer eine andere Person" in give(lead)
    assert "Bitte eine E-Mail-Adresse eintragen" in give(make_person(email=None))
    assert "Zugang ist geschlossen" in give(make_person(is_active=False))
    assert "vor dem ersten" in give(make_person(), from_on=TODAY, until_on=TODAY - datetime.timedelta(1))
    assert "schon vorbei" in give(make_person(), from_on=datetime.date(2026, 1, 1), until_on=datetime.date(2026, 2, 1))
    assert "hat diese Rolle hier schon" in give(make_member("team_member", tree.a).person)
    state = make_staff("state_coordinator", tree.city)
    assert "gilt für einen Bezirk" in refused(actions.give_role, make_person(), "district_coordinator", tree.a, by=state)


def test_the_same_role_again_after_the_first_has_ended(tree):
    person = make_member("team_member", tree.a, until_on=datetime.date(2026, 12, 31)).person
    again = actions.give_role(person, "team_member", tree.a, from_on=datetime.date(2027, 1, 1))
    assert again.pk and Membership.objects.count() == 2


def test_an_invitation_makes_the_person_and_tells_her_how_to_sign_in(tree):
    lead = make_staff("team_lead", tree.a)
    span = {"from_on": datetime.date(2026, 12, 1), "until_on": datetime.date(2027, 5, 31)}
    invite = {"name": "Cem Arslan", "email": "cem@b.de", "role": "team_member", "place": tree.a, "address": "http://x/konto/anmelden/"}
    actions.invite(**invite, **span, by=lead)
    person, letter = Person.objects.get(email="cem@b.de"), mail.outbox[-1]
    assert (person.name, person.claimed_at) == ("Cem Arslan", None)
    assert (letter.to, letter.subject) == (["cem@b.de"], "Ihre neue Rolle in Alpha: Quartiersteam")
    assert "Guten Tag Cem Arslan," in letter.body and "http://x/konto/anmelden/" in letter.body
    assert "vom 1. Dezember 2026 bis zum 31. Mai 2027" in letter.body


def test_ended_today_means_from_this_moment(tree):
    lead, membership = make_staff("team_lead", tree.a), make_member("team_member", tree.a)
    actions.end_role(membership, by=lead, reason="Neue Stelle")
    assert queries.holds(membership.person, tree.a) == set()
    entry = log.entries(about=membership)[0]
    assert (entry.act, entry.personal) == ("access.end_role", {"reason": "Neue Stelle"})
    assert "schon beendet" in refused(actions.end_role, membership, by=lead)


def test_ended_later_holds_through_the_last_day(tree):
    membership = make_member("team_member", tree.a)
    last = datetime.date(2026, 12, 31)
    actions.end_role(membership, on=last)
    for day, held in ((last, {"team_member"}), (last + datetime.timedelta(1), set())):
        with clock.at(day):
            assert queries.holds(membership.person, tree.a) == held
    assert "endet schon am 31. Dezember 2026" in refused(actions.end_role, membership, on=datetime.date(2027, 1, 1))
    assert "schon vorbei" in refused(actions.end_role, membership, on=datetime.date(2026, 11, 23))


def test_who_ends_which_role(tree):
    member, lead = make_member("team_member", tree.a), make_member("team_lead", tree.a)
    assert "dürfen Sie hier nicht beenden" in refused(actions.end_role, lead, by=member.person)
    assert "dürfen Sie hier nicht beenden" in refused(actions.end_role, member, by=make_staff("team_lead", tree.b))
    assert actions.end_role(lead, by=lead.person).ended_on == TODAY  # one's own role can be given back


@pytest.mark.parametrize("role", ["operator", "state_coordinator"])
def test_nobody_ends_the_last_one(tree, role):
    last = make_member(role, tree.city)
    make_member(role, tree.city, until_on=datetime.date(2026, 12, 1))
    make_member(role, tree.city, make_person(is_active=False))
    assert "Das ist die letzte Person mit der Rolle" in refused(actions.end_role, last)
    assert "Das ist die letzte Person" in refused(surfaces.erase, last.person)
    other = make_member(role, tree.city)
    actions.end_role(last)
    assert "Das ist die letzte Person" in refused(actions.end_role, other, on=datetime.date(2030, 1, 1))


def test_erasing_ends_all_roles(tree):
    person = make_member("team_member", tree.a).person
    make_member("editor", tree.b, person)
    surfaces.erase(person)
    assert queries.holds(person, None) == set()
    assert surfaces.personal_data(person)["Rollen"][0].startswith("Quartiersteam, Alpha, 1. Januar 2009 bis")
