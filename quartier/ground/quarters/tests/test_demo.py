"""The demo's Berlin: complete, unique tiles, the same every time."""

import datetime

import pytest
from django.db import transaction
from django.db.models import Count

from quartier.ground.acts import clock, log
from quartier.ground.quarters import demo, queries, surfaces
from quartier.ground.quarters.models import AddressRange, Boundary, Office, Phase, Place

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def _city(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.build(TODAY)
        transaction.set_rollback(True)


@pytest.fixture
def berlin(_city, db):
    with clock.at(TODAY):
        yield _city


def test_the_city_is_whole(berlin):
    kinds = dict(Place.objects.values_list("kind").annotate(n=Count("id")).order_by("kind"))
    assert kinds == {"city": 1, "district": 12, "quarter": 51}
    assert queries.active_quarters().count() == 32
    overview = surfaces.overview()
    assert (len(overview.running), len(overview.former)) == (32, 19)
    assert overview.ending == (14, datetime.date(2027, 12, 31))
    assert len({(one.colour, one.pattern) for one in overview.running}) == 32
    assert {one.tile_pattern for one in overview.former} == {0}
    assert Boundary.objects.filter(is_schematic=True).count() == 51
    assert Office.objects.filter(is_demo=False).count() == 0
    assert AddressRange.objects.filter(is_demo=False).count() == 0


def test_known_quarters_have_their_names_and_codes(berlin):
    codes = dict(Place.objects.quarters().values_list("slug", "code"))
    assert (codes["donaustrasse-nord"], codes["reinickendorfer-strasse-pankstrasse"], codes["rollbergsiedlung"]) == ("DN", "PS", "RB")


def test_merged_quarters_say_into_which(berlin):
    merged = Phase.objects.filter(merged_into__slug="rixdorf").values_list("place__slug", flat=True)
    assert sorted(merged) == ["ganghoferstrasse", "richardplatz-sued"]


def test_its_log_is_true(berlin):
    assert log.verify() == []


def test_building_twice_changes_nothing(berlin):
    before = Place.objects.count()
    assert demo.build(TODAY) == berlin
    assert Place.objects.count() == before
