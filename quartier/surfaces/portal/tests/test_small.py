"""The same pages in small houses: nothing there yet, one quarter, many."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.ground.acts import clock
from quartier.ground.quarters import actions
from quartier.ground.quarters.models import Place
from quartier.ground.quarters.tests.factories import make_city, make_district, make_quarter

DAY = datetime.datetime(2026, 11, 24, 15, tzinfo=clock.BERLIN)


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        text(client, address)
    return len(queries)


@pytest.mark.parametrize(("address", "most"), [("/", 8), ("/karte/", 8), ("/bezirke/neukoelln/", 8), ("/donaustrasse-nord/", 10)])
def test_a_page_costs_the_same_for_one_quarter_and_for_many(client, db, address, most):
    with clock.at(DAY):
        actions.save_office(make_quarter(colour="himbeer", pattern=6), name="Büro", address="Weg 1")
        few = queries_of(client, address)
        for number in range(20):
            place = make_quarter(f"Kiez {number}")
            actions.save_office(place, name="Büro")
        assert queries_of(client, address) == few <= most


def test_the_imprint_names_who_answers(client, db):
    make_quarter()
    assert "Noch kein Impressum" in text(client, "/impressum/")
    actions.save_imprint(make_city(), operator="Stadtwerk", address="Weg 1", email="a@b.example", enforcement_body="Schlichtung")
    actions.save_office(make_quarter(), name="Quartiersbüro", address="Donaustraße 7", contractor="Kiezwerk")
    page = text(client, "/donaustrasse-nord/impressum/")
    assert all(part in page for part in ("Stadtwerk", "Quartiersbüro", "Kiezwerk"))
    assert "Schlichtung" in text(client, "/barrierefreiheit/")


def test_an_empty_house_says_how_to_begin(client, db):
    assert "quartier init" in text(client, "/")
    assert client.get("/karte/").status_code == 404


def test_a_city_without_outlines_or_quarters_has_a_home(client, db):
    make_city()
    assert 'class="map"' not in text(client, "/")
    make_district()
    assert "Hier arbeitet zurzeit kein Quartier" in text(client, "/bezirke/neukoelln/")


def test_a_quarter_without_anything_has_a_home(client, db):
    make_quarter()
    page = text(client, "/donaustrasse-nord/")
    assert "Noch steht kein Termin fest" in page
    assert "Das Büro ist noch nicht eingerichtet." in page


@pytest.mark.parametrize("slug", ["neukoelln", "berlin", "gibt-es-nicht"])
def test_only_quarters_have_a_page_at_the_first_word(client, db, slug):
    make_quarter()
    assert client.get(f"/{slug}/").status_code == 404
    assert Place.objects.filter(slug="neukoelln").exists()


def test_a_name_cannot_break_the_page(client, db):
    make_quarter("<b>Kiez</b> & „Co“", slug="kiez", lat=52.5, lon=13.4)
    assert "<b>Kiez" not in text(client, "/kiez/")
    assert "<b>Kiez" not in text(client, "/karte/")
