"""`quartier init`: an empty city of one's own."""

import pytest
from django.core.management import CommandError, call_command

from quartier.config import preparation
from quartier.ground.access import queries as access
from quartier.ground.accounts import queries as accounts
from quartier.ground.accounts.models import Person
from quartier.ground.quarters import queries as quarters


@pytest.fixture(autouse=True)
def _tables_are_there(db, monkeypatch):
    monkeypatch.setattr(preparation, "prepare", lambda: None)


def test_the_city_stands_and_its_operator_may_bring_in_quarters():
    call_command("init", "Musterstadt", operator="Anna@Musterstadt.example", name="Anna Muster")
    city, anna = quarters.city(), Person.objects.with_email("anna@musterstadt.example")
    assert (city.name, city.slug, anna.name) == ("Musterstadt", "musterstadt", "Anna Muster")
    assert access.may(anna, "quarters.import", city)
    assert accounts.demo_people() == []


@pytest.mark.parametrize(
    ("city", "operator", "sentence"),
    [
        ("Musterstadt", "anna", "E-Mail-Adresse"),
        ("Impressum", "anna@musterstadt.example", "Adresse der Plattform"),
    ],
)
def test_what_makes_no_sense_is_asked_back(city, operator, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("init", city, operator=operator)
    assert quarters.city() is None


def test_there_is_only_one_city():
    call_command("init", "Musterstadt", operator="anna@musterstadt.example")
    with pytest.raises(CommandError, match="schon eine Stadt"):
        call_command("init", "Anderswo", operator="anna@musterstadt.example")
