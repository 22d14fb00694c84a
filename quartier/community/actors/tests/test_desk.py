"""The network at the desk."""

import datetime
import re

import pytest

from quartier.community.actors import models
from quartier.community.actors.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places
from quartier.ground.ui import german

pytestmark = pytest.mark.django_db
DESK = "/donaustrasse-nord/buero/netzwerk/"
TYPED = {"name": "Spielräume Nord", "legal_form": "ev", "about": "Spielstraßen", "street": "Weg 1", "postcode": "12043", "town": "Berlin"}
SOMEBODY = {"name": "Nora Klein", "role": "Vorstand", "from_on": "24. 11. 2026"}


@pytest.fixture(autouse=True)
def today():
    with clock.at(datetime.date(2026, 11, 24)):
        yield


@pytest.fixture
def place():
    return places.make_quarter()


@pytest.fixture
def team(client, place):
    person = factories.make_team(place)
    client.force_login(person)
    return person


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("team_member", 200, 200),
        ("editor", 200, 404),
        ("district_coordinator", 200, 200),
        ("granting_officer", 200, 404),
        ("auditor", 200, 404),
    ],
)
def test_who_reads_and_who_writes(client, place, role, reads, writes):
    organisation = factories.make_organisation()
    above = {"district_coordinator": place.parent, "granting_officer": place.parent, "auditor": places.make_city()}
    client.force_login(make_staff(role, above.get(role, place)))
    assert client.get(DESK).status_code == reads
    assert client.get(f"{DESK}{organisation.pk}/").status_code == reads
    assert client.get(f"{DESK}neu/").status_code == writes
    assert client.get(f"{DESK}{organisation.pk}/aendern/").status_code == writes
    assert client.get(f"{DESK}{organisation.pk}/menschen/neu/").status_code == writes


def test_organisations_of_another_quarter_are_not_here(client, team):
    far = factories.make_organisation(places.make_quarter("Anderswo", slug="anderswo"))
    factories.make_carrier(far)
    contact = models.Contact.objects.get()
    for path in (f"{far.pk}/", f"{far.pk}/aendern/", f"{far.pk}/menschen/neu/", f"menschen/{contact.pk}/beenden/"):
        assert client.get(DESK + path).status_code == 404
        assert client.get(f"/anderswo/buero/netzwerk/{path}").status_code == 404


def test_writing_an_organisation_down_and_changing_it(client, team):
    response = client.post(f"{DESK}neu/", {**TYPED, "website": "spielraeume.example"})
    organisation = models.Organisation.objects.get()
    assert response["Location"] == f"{DESK}{organisation.pk}/"
    assert (organisation.website, organisation.is_public) == ("https://spielraeume.example", False)
    page = client.get(f"{DESK}{organisation.pk}/aendern/").content.decode()
    assert all(value in page for value in TYPED.values())
    client.post(f"{DESK}{organisation.pk}/aendern/", {**TYPED, "is_public": "on"})
    organisation.refresh_from_db()
    assert (organisation.is_public, organisation.website) == (True, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte hier etwas eintragen."),
        ({"name": "Alter Verein"}, "Diesen Namen gibt es hier schon. Bitte die vorhandene Organisation öffnen und ergänzen."),
        ({"legal_form": ""}, "Bitte eine Möglichkeit wählen."),
        ({"postcode": "1204"}, "Bitte fünf Ziffern eintragen, zum Beispiel 12043."),
        ({"email": "buero"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
        ({"website": "kein punkt"}, "Bitte die Adresse so schreiben: https://www.beispiel.de."),
        ({"shows_contact": "on"}, "Das geht nur, wenn die Organisation öffentlich im Netzwerk steht."),
    ],
)
def test_bad_input_gets_the_sentence_that_helps_and_loses_nothing(client, team, changes, sentence):
    factories.make_organisation(name="Alter Verein")
    typed = {**TYPED, **changes}
    response = client.post(f"{DESK}neu/", typed)
    assert response.status_code == 422
    assert sentence in text(response)
    assert all(value in response.content.decode() for value in typed.values())
    assert models.Organisation.objects.count() == 1


def test_people_come_and_go(client, team):
    organisation = factories.make_organisation()
    client.post(f"{DESK}{organisation.pk}/menschen/neu/", {**SOMEBODY, "email": "nora@beispiel.de"})
    contact = models.Contact.objects.get()
    assert (contact.person.email, contact.role, contact.until_on) == ("nora@beispiel.de", "Vorstand", None)
    page = client.get(f"{DESK}{organisation.pk}/")
    assert (
        "Vorstand ab" in text(page)
        and "24. Nov 2026" in text(page).replace(german.NBSP, " ")
        and 'href="mailto:nora@beispiel.de"' in page.content.decode()
    )
    client.post(f"{DESK}menschen/{contact.pk}/beenden/", {"until_on": "31.12.2026"})
    contact.refresh_from_db()
    assert contact.until_on == datetime.date(2026, 12, 31)


def test_somebody_known_by_the_address_is_the_same_person(client, team):
    nora = make_person("Nora Klein", email="nora@beispiel.de")
    organisation = factories.make_organisation()
    client.post(f"{DESK}{organisation.pk}/menschen/neu/", {**SOMEBODY, "email": "Nora@Beispiel.de"})
    assert models.Contact.objects.get().person == nora
    again = client.post(f"{DESK}{organisation.pk}/menschen/neu/", {**SOMEBODY, "email": "nora@beispiel.de"})
    assert "handelt in dieser Zeit schon für diese Organisation" in text(again)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte hier etwas eintragen."),
        ({"role": ""}, "Bitte hier etwas eintragen."),
        ({"from_on": "bald"}, "Bitte"),
        ({"email": "nora"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
    ],
)
def test_adding_somebody_asks_back_and_leaves_no_person_behind(client, team, changes, sentence):
    organisation = factories.make_organisation()
    people = Person.objects.count()
    response = client.post(f"{DESK}{organisation.pk}/menschen/neu/", {**SOMEBODY, **changes})
    assert response.status_code == 422
    assert sentence in text(response)
    assert Person.objects.count() == people


def test_ending_before_the_beginning_is_asked_back(client, team):
    organisation = factories.make_organisation()
    factories.make_carrier(organisation)
    response = client.post(f"{DESK}menschen/{models.Contact.objects.get().pk}/beenden/", {"until_on": "1.11.2026"})
    assert "Das Ende liegt vor dem Anfang. Bitte ein späteres Datum wählen." in text(response)


def test_the_list_costs_the_same_for_one_and_for_three(client, team, django_assert_num_queries, django_assert_max_num_queries):
    factories.make_organisation(by=team)
    with django_assert_max_num_queries(12) as first:
        client.get(DESK)
    for _n in range(2):
        factories.make_organisation(by=team)
    with django_assert_num_queries(len(first)):
        client.get(DESK)
