"""When an office is open, how its hours read, what an address means."""

import datetime

import pytest

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import addresses, queries, rules
from quartier.ground.quarters.models import AddressRange, Office, OfficeClosure, OfficeHours
from quartier.ground.quarters.slugs import slug_of
from quartier.ground.quarters.tests.factories import make_quarter
from quartier.ground.ui.german import NBSP


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN)


@pytest.fixture
def office(db):
    office = Office.objects.create(place=make_quarter(), name="Büro")
    for weekday, opens, closes in ((0, 10, 13), (1, 14, 18), (2, 10, 13), (3, 14, 18)):
        OfficeHours.objects.create(office=office, weekday=weekday, opens=datetime.time(opens), closes=datetime.time(closes))
    OfficeClosure.objects.create(office=office, from_on="2026-12-24", until_on="2027-01-01", reason="Winterpause")
    return office


@pytest.mark.parametrize(
    ("moment", "is_open", "sentence"),
    [
        ("2026-11-24T14:00", True, "Heute bis 18 Uhr offen"),
        ("2026-11-24T17:59", True, "Heute bis 18 Uhr offen"),
        ("2026-11-24T13:59", False, "Heute ab 14 Uhr offen"),
        ("2026-11-24T18:00", False, "Wieder offen: morgen, 10 Uhr"),
        ("2026-11-26T18:30", False, "Wieder offen: Montag, 10 Uhr"),
        ("2026-12-24T15:00", False, "Wieder offen: Montag, 4. Januar, 10 Uhr"),
        ("2027-03-08T11:00", False, "Wieder offen: morgen, 14 Uhr"),
    ],
)
def test_the_clock_says_whether_the_office_is_open(office, moment, is_open, sentence):
    with clock.at(at(moment)):
        [(_office, hours, closures)] = queries.offices_in_one(office.place)
        state = rules.open_state(hours, closures, clock.now(), "BE")
    assert (state.is_open, state.sentence.replace(NBSP, " ")) == (is_open, sentence)


def test_a_closed_day_says_why(office):
    with clock.at(at("2026-12-28T11:00")):
        [(_office, hours, closures)] = queries.offices_in_one(office.place)
        assert rules.open_state(hours, closures, clock.now(), "BE").why == "Winterpause"
    assert rules.holiday(datetime.date(2027, 3, 8), "BE")
    assert rules.holiday(datetime.date(2027, 3, 8), "") == ""


def test_an_office_without_hours_says_nothing(db):
    office = Office.objects.create(place=make_quarter(), name="Büro")
    assert queries.offices_in_one(office.place) == [(office, [], [])]
    assert rules.open_state([], [], at("2026-11-24T14:00")) == rules.OpenState(False, "")


def test_days_with_the_same_hours_share_a_line(office):
    assert rules.hours_lines(list(office.hours.all())) == ["Mo, Mi 10–13 Uhr", "Di, Do 14–18 Uhr"]


@pytest.mark.parametrize(
    ("typed", "street", "number", "postcode"),
    [
        ("Donaustraße 7", "Donaustraße", 7, ""),
        ("  Donaustr. 7a, 12043 Berlin ", "Donaustr.", 7, "12043"),
        ("Donaustraße 7 12043 Berlin", "Donaustraße", 7, "12043"),
        ("12043 Berlin, Donaustraße 7", "Donaustraße", 7, "12043"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", 135, ""),
        ("Leo-Slezak-Straße 23-25", "Leo-Slezak-Straße", 23, ""),
    ],
)
def test_an_address_is_read_as_people_type_it(typed, street, number, postcode):
    assert addresses.parse(typed) == addresses.Address(street, addresses.street_key(street), number, postcode)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte Straße und Hausnummer eintragen, zum Beispiel Donaustraße 7."),
        ("Donaustraße", "Bitte auch die Hausnummer eintragen, zum Beispiel Donaustraße 7."),
        ("7", "Bitte auch die Straße eintragen, zum Beispiel Donaustraße 7."),
        (", 7 ", "Bitte auch die Straße eintragen, zum Beispiel Donaustraße 7."),
        ("Donaustraße 123456", "Diese Adresse verstehen wir nicht. Bitte so schreiben: Donaustraße 7."),
    ],
)
def test_an_address_that_cannot_be_read_is_asked_back(typed, sentence):
    with pytest.raises(Refused) as refusal:
        addresses.parse(typed)
    assert str(refusal.value) == sentence


def test_ways_of_writing_a_street_are_one_street():
    assert len({addresses.street_key(name) for name in ("Donaustraße", "Donaustr.", "Donau-Str.", "donau strasse", "DONAUSTRASSE")}) == 1


def give(place, street, from_no, to_no, parity="both", postcode=""):
    key = addresses.street_key(street)
    AddressRange.objects.create(place=place, street=street, street_key=key, from_no=from_no, to_no=to_no, parity=parity, postcode=postcode)


def test_sides_of_a_street_belong_to_different_quarters(db):
    odd, even = make_quarter("Links"), make_quarter("Rechts")
    give(odd, "Sonnenallee", 1, 79, "odd")
    give(even, "Sonnenallee", 2, 78, "even")
    assert [addresses.find(addresses.parse(f"Sonnenallee {n}")).quarters for n in (79, 78)] == [[odd], [even]]
    assert (answer := addresses.find(addresses.parse("Sonnenallee 200"))).kind == "outside"
    assert answer.others == [odd, even]


def test_a_postcode_tells_two_streets_of_one_name_apart(db):
    place = make_quarter()
    give(place, "Hauptstraße", 1, 50, postcode="12043")
    assert addresses.find(addresses.parse("Hauptstraße 3, 12043 Berlin")).kind == "inside"
    assert addresses.find(addresses.parse("Hauptstraße 3")).kind == "inside"
    assert addresses.find(addresses.parse("Hauptstraße 3, 13507 Berlin")).kind == "unknown"


def test_a_former_quarter_is_named_as_former(db):
    place = make_quarter(phase="closed")
    give(place, "Donaustraße", 1, 50)
    assert addresses.find(addresses.parse("Donaustraße 7")).kind == "ended"


def test_a_mistyped_street_gets_a_suggestion(db):
    give(make_quarter(), "Donaustraße", 1, 50)
    assert addresses.find(addresses.parse("Donaustrase 7")).similar == ["Donaustraße"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Reinickendorfer Straße/Pankstraße", "reinickendorfer-strasse-pankstrasse"),
        ("Körnerpark", "koernerpark"),
        ("Donaustraße-Nord", "donaustrasse-nord"),
    ],
)
def test_names_become_addresses(name, slug):
    assert slug_of(name) == slug
