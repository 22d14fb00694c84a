"""What a visitor sees first: the city, districts, quarters, the short pages."""

import datetime
import re

import pytest
from django.db import transaction

from quartier.ground.acts import clock
from quartier.ground.quarters import demo

DAY = datetime.datetime(2026, 11, 24, 15, tzinfo=clock.BERLIN)
SHORT = ["was-ist-quartiersmanagement", "ziele-und-aufgaben", "finanzierung", "impressum", "datenschutz", "barrierefreiheit"]
PAGES = [
    "/",
    "/karte/",
    "/bezirke/neukoelln/",
    "/donaustrasse-nord/",
    "/donaustrasse-nord/kontakt/",
    "/schillerpromenade/",
    "/wohne-ich-hier/",
]
PAGES += [f"/{word}/" for word in SHORT] + [f"/donaustrasse-nord/{word}/" for word in SHORT]


@pytest.fixture(scope="module")
def _city(django_db_setup, django_db_blocker):
    """The demo's city, built once for all tests of this file that only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build(DAY.date())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def berlin(_city, db):
    with clock.at(DAY):
        yield


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_each_page_is_light_and_leaves_nothing_behind(client, berlin):
    for address in PAGES:
        answer = client.get(address)
        assert (answer.status_code, len(answer.cookies)) == (200, 0), address
        page = answer.content.decode()
        assert len(page.encode()) <= 60_000, address
        assert page.count("<h1") == 1, address
        assert re.findall(r"""(?:src|action|<link[^>]+href)="https?:""", page) == [], address
        assert not re.search(r"\sstyle=|<script(?![^>]*src)", page), address


def test_map_and_list_show_the_same_quarters(client, berlin):
    page = text(client, "/")
    drawn = set(re.findall(r'<a href="(/[a-z-]+/)" class="k-', page))
    listed = set(re.findall(r'<a href="(/[a-z-]+/)">', page.partition('id="quartiere"')[2].partition("</section>")[0]))
    assert len(drawn) == 32
    assert drawn == listed
    assert "In 32 Quartieren in Berlin" in page
    assert "14 Quartiere enden am 31. Dezember 2027" in page


def test_the_map_shows_former_quarters_as_former(client, berlin):
    page = text(client, "/karte/")
    assert page.count("m-former") == 19
    assert "32 Quartiere arbeiten heute, 19 sind beendet." in page


def test_a_district_shows_its_quarters_past_and_present(client, berlin):
    page = text(client, "/bezirke/neukoelln/")
    assert "9 Quartiere arbeiten in diesem Bezirk. 6 weitere sind beendet." in page
    assert "bis 2020" in page
    assert "Hier arbeitet zurzeit kein Quartier" in text(client, "/bezirke/lichtenberg/")
    assert client.get("/bezirke/nirgends/").status_code == 404


def test_a_quarter_says_who_is_there_and_when(client, berlin):
    page = text(client, "/donaustrasse-nord/").replace("\xa0", " ")
    for part in (
        "Quartier seit 2009",
        "Lea Brandt",
        "Heute bis 18 Uhr offen",
        "Mo, Mi 10–13 Uhr",
        "Dieses Quartier endet am 31. Dezember 2027",
        'class="k-himbeer"',
    ):
        assert part in page, part


def test_a_former_quarter_is_an_archive_with_a_way_on(client, berlin):
    page = text(client, "/schillerpromenade/")
    assert "Dieses Quartier ist beendet" in page
    assert "Quartier von 1999 bis 2020" in page
    assert "Klingeln Sie bei uns" not in page
    assert 'href="/donaustrasse-nord/"' in page
    assert "Es ist im Quartier Rixdorf aufgegangen." in text(client, "/ganghoferstrasse/")
    assert "ist in unseren Quellen nicht genannt" in text(client, "/koernerpark/")


def test_a_planned_end_becomes_an_end_on_its_day(client, berlin):
    with clock.at(datetime.date(2027, 12, 31)):
        assert "Klingeln Sie bei uns" in text(client, "/donaustrasse-nord/")
    with clock.at(datetime.date(2028, 1, 1)):
        assert "Dieses Quartier ist beendet" in text(client, "/donaustrasse-nord/")
