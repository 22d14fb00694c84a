"""The network as everybody sees it."""

import re

import pytest

from quartier.community.actors.tests import factories
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
LIST = "/donaustrasse-nord/netzwerk/"
PRIVATE = {"email": "buero@spielraeume.example", "phone": "030 4711"}


@pytest.fixture
def place():
    return places.make_quarter()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_only_public_organisations_stand_in_the_list(client, place):
    factories.make_organisation(name="Spielräume Nord", is_public=True, about="Spielstraßen")
    factories.make_organisation(name="Geheimbund")
    factories.make_organisation(places.make_quarter("Anderswo"), name="Weit weg", is_public=True)
    factories.make_organisation(places.make_city(), name="Stadtverband", is_public=True)
    page = text(client.get(LIST))
    assert "Spielräume Nord" in page
    assert "Stadtverband" in page
    assert "Geheimbund" not in page
    assert "Weit weg" not in page
    assert "Weit weg" in text(client.get("/netzwerk/"))


def test_an_empty_network_says_so(client, place):
    assert "Hier steht noch niemand" in text(client.get(LIST))


def test_only_published_facts_stand_on_the_page(client, place):
    organisation = factories.make_organisation(
        name="Spielräume Nord", is_public=True, street="Weg 1", postcode="12043", town="Berlin", **PRIVATE
    )
    factories.make_carrier(organisation, make_person("Nora Öffentlich"), is_public=True)
    factories.make_carrier(organisation, make_person("Paul Privat"))
    page = text(client.get(f"{LIST}{organisation.pk}/"))
    for word in ("Spielräume Nord", "eingetragener Verein", "Weg 1", "12043 Berlin", "Nora Öffentlich, Vorstand"):
        assert word in page
    for word in ("Paul Privat", *PRIVATE.values()):
        assert word not in page


def test_contact_is_shown_where_it_was_agreed(client, place):
    organisation = factories.make_organisation(is_public=True, shows_contact=True, **PRIVATE)
    page = text(client.get(f"{LIST}{organisation.pk}/"))
    assert all(word in page for word in PRIVATE.values())


def test_private_ones_and_those_of_other_places_have_no_page_here(client, place):
    far = factories.make_organisation(places.make_quarter("Anderswo"), is_public=True)
    city = factories.make_organisation(places.make_city(), is_public=True)
    assert client.get(f"{LIST}{factories.make_organisation().pk}/").status_code == 404
    assert client.get(f"{LIST}{far.pk}/").status_code == 404
    assert client.get(f"{LIST}{city.pk}/").status_code == 404
    assert client.get(f"/netzwerk/{city.pk}/").status_code == 200


@pytest.mark.parametrize("address", [LIST, "/netzwerk/"])
def test_the_list_costs_the_same_for_one_and_for_three(client, place, django_assert_num_queries, django_assert_max_num_queries, address):
    team = factories.make_team()
    factories.make_organisation(by=team, is_public=True)
    with django_assert_max_num_queries(8) as first:
        client.get(address)
    for _n in range(2):
        factories.make_organisation(by=team, is_public=True)
    with django_assert_num_queries(len(first)):
        client.get(address)


def test_long_lists_turn_page_by_page(client, place, monkeypatch):
    monkeypatch.setattr("quartier.community.actors.lists.SIZE", 2)
    team = factories.make_team()
    for letter in "abcde":
        factories.make_organisation(by=team, name=f"Verein {letter}", is_public=True)
    address, seen = LIST, []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"Verein (\w)</a>", page)
        turn = re.search(r'rel="next" href="([^"]+)"', page)
        address = LIST + turn[1].replace("&amp;", "&") if turn else ""
    assert seen == list("abcde")
