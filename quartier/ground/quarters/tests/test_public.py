"""„Wohne ich im Quartier?": a good answer for every case, and nothing kept of the question."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.ground.acts.models import Entry, Nonce
from quartier.ground.quarters import actions, imports
from quartier.ground.quarters.tests.factories import make_city, make_district, make_quarter
from quartier.ground.quarters.tests.test_geometry import SQUARE

pytestmark = pytest.mark.django_db
CITY, HERE = "/wohne-ich-hier/", "/donaustrasse-nord/wohne-ich-hier/"


@pytest.fixture
def house():
    make_city()
    place, other, former = (
        make_quarter(),
        make_quarter("Rollbergsiedlung", code="RB"),
        make_quarter("Körnerpark", code="KP", phase="closed"),
    )
    for one, phone in ((place, "030 1"), (other, "030 2")):
        actions.save_office(one, name=f"Büro {one.name}", address="Weg 1", phone=phone)
    rows = "quartier;straße;von;bis;seite\nDN;Donaustraße;1;60;\nRB;Falkstraße;1;30;\nKP;Schierker Straße;1;30;\n"
    assert imports.addresses_from_csv(rows).is_done
    return place, other, former


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        (HERE, "Donaustr. 7", "Ja. Sie wohnen im Quartier."),
        (CITY, "Donaustr. 7", "Ja. Sie wohnen in einem Quartier."),
        (HERE, "Falkstraße 3", "Sie wohnen in einem anderen Quartier."),
        (HERE, "Donaustraße 99", "Diese Adresse liegt in keinem Quartier."),
        (CITY, "Schierker Str. 4", "Hier gab es einmal ein Quartier."),
        (CITY, "Donaustrase 7", "Meinten Sie:"),
        (CITY, "Nirgendweg 7", "sehr wahrscheinlich in keinem Quartier"),
        (CITY, "Donaustraße", "Bitte auch die Hausnummer eintragen, zum Beispiel Donaustraße 7."),
        (CITY, "", "Bitte Straße und Hausnummer eintragen, zum Beispiel Donaustraße 7."),
        (CITY, "<script>alert(1)</script> 7", "Diese Straße steht in keiner unserer Listen."),
    ],
)
def test_every_address_gets_an_answer_and_stays_in_the_field(client, house, page, typed, said):
    answer = client.post(page, {"adresse": typed})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert answer["Cache-Control"] == "private, no-cache"
    assert "<script>alert" not in text
    if typed.startswith("Donau"):
        assert f'value="{typed}"' in text


def test_the_answer_names_office_and_phone(client, house):
    text = client.post(CITY, {"adresse": "Falkstraße 3"}).content.decode()
    assert "Büro Rollbergsiedlung" in text
    assert 'href="tel:0302"' in text


def test_a_point_is_enough(client, house):
    actions.set_boundary(house[0], geojson=SQUARE, from_on=house[0].phases.get().from_on)
    assert "Ja. Sie wohnen im Quartier." in client.post(HERE, {"adresse": "", "breite": "52.485", "laenge": "13.43"}).content.decode()
    assert (
        "Ihr Standort liegt in keinem Quartier." in client.post(HERE, {"adresse": "", "breite": "52.6", "laenge": "13.43"}).content.decode()
    )


def test_nothing_is_stored_and_nothing_logged(client, house, caplog):
    before = Entry.objects.count()
    with (
        caplog.at_level(logging.DEBUG, logger="quartier"),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        answer = client.post(CITY, {"adresse": "Donaustraße 7"})
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE")) and "acts_nonce" not in q["sql"]]
    assert written == []
    assert (Entry.objects.count(), Nonce.objects.count()) == (before, 0)
    assert "Donau" not in caplog.text
    assert answer.cookies == {}
    assert "Location" not in answer.headers


def test_the_test_works_in_a_house_without_lists(client):
    make_district()
    assert client.get(CITY).status_code == 200
    assert "steht in keiner unserer Listen" in client.post(CITY, {"adresse": "Donaustraße 7"}).content.decode()
