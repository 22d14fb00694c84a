"""Verbs about people."""

import datetime

import pytest

from quartier.ground.accounts import actions, surfaces
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock, log, refusal

pytestmark = pytest.mark.django_db


def test_the_office_writes_a_person_down_without_an_address():
    office = make_person()
    person = actions.make_person(name=" Rana Haddad ", phone="030 1", by=office)
    assert (person.name, person.email, person.claimed_at) == ("Rana Haddad", None, None)
    entry = log.entries(about=person)[0]
    assert (entry.act, entry.by_id, entry.personal, entry.data) == ("accounts.make_person", office.pk, {"name": "Rana Haddad"}, {})


def test_a_person_needs_a_name():
    with pytest.raises(refusal.Refused, match="Bitte einen Namen eintragen"):
        actions.make_person(name="  ")


def test_an_address_belongs_to_one_person():
    make_person(email="a@b.de")
    with pytest.raises(refusal.Refused) as refused:
        actions.make_person(name="Zwei", email="A@b.de")
    assert refused.value.field == "email"


def test_whoever_is_known_by_address_is_found_and_keeps_her_name():
    known = make_person(name="Lea", email="a@b.de")
    assert actions.find_or_make(email="A@B.de", name="Anders") == known
    assert Person.objects.get().name == "Lea"
    made = actions.find_or_make(email="Neu@b.de", name="")
    assert (made.name, made.email) == ("Neu", "neu@b.de")


def test_the_first_sign_in_claims_the_row_once():
    person = make_person()
    with clock.at(datetime.date(2026, 5, 1)):
        actions.note_sign_in(person)
    actions.note_sign_in(person)
    person.refresh_from_db()
    assert person.claimed_at.date() == datetime.date(2026, 5, 1)
    assert [entry.act for entry in log.entries(about=person)] == ["accounts.claim_person"]


def test_the_office_corrects_an_address_only_until_the_person_signs_in():
    person = make_person(email="falsch@b.de")
    actions.set_address(person, "richtig@b.de", by=None)
    assert person.email == "richtig@b.de"
    person.claimed_at = clock.now()
    with pytest.raises(refusal.Refused, match="ändert ihre Adresse selbst"):
        actions.set_address(person, "noch@b.de", by=None)


def test_erasing_blanks_the_person_and_the_log_and_keeps_the_chain(client):
    person = actions.make_person(name="Rana Haddad", email="rana@b.de", phone="030 1")
    client.force_login(person)
    actions.erase_person(person, by=person)
    assert (person.name, person.email, person.phone, person.is_active) == ("Gelöscht", None, "", False)
    assert "Rana" not in str([entry.personal for entry in log.entries(place_id=0)])
    assert log.verify() == []


def test_what_is_stored_about_a_person():
    person = make_person(name="Rana", phone="030 1")
    told = surfaces.personal_data(person)
    assert (told["Name"], told["Telefon"], told["E-Mail-Adresse"], told["Passkeys"]) == ("Rana", "030 1", person.email, [])
