"""What money shows elsewhere."""

import datetime

import pytest

from quartier.funding.budgets import surfaces
from quartier.funding.budgets.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)):
        yield


def test_the_public_home_gets_the_pots_of_this_year():
    place = factories.places.make_quarter()
    assert surfaces.pots(place) == []
    fund = factories.fill_pot(10_000_00, place)
    factories.fill_pot(1, place, fund=fund, year=2025)
    assert [(pot.fund, pot.free) for pot in surfaces.pots(place)] == [(fund, 10_000_00)]
    assert surfaces.pot("aktionsfonds", place).free == 10_000_00
    assert surfaces.figures(place)[0] == ("zugewiesen", 10_000_00, "Buch des Quartiers, 1. Juni 2026")


def test_the_rules_of_a_fund_in_words():
    place = factories.places.make_quarter()
    assert surfaces.rules_in_words("aktionsfonds", place) == []
    factories.make_rules()
    words = dict(surfaces.rules_in_words("aktionsfonds", place))
    assert words["Topf"] == "Im Jahr stehen 10.000\xa0Euro bereit."
    assert words["Auszahlung"] == "80\xa0% vor dem Beginn, der Rest nach der Abrechnung."
    assert words["Wer entscheidet"] == "Die Jury."


def test_money_to_commit_waits_for_those_who_can():
    place = factories.places.make_quarter()
    factories.fill_pot(10_000_00, place, commit_by_on=datetime.date(2026, 6, 30))
    officer, member = make_staff("granting_officer", place.parent), make_staff("team_member", place)
    (line,) = surfaces.waiting_for(officer)
    assert (line.due_on, line.why) == (datetime.date(2026, 6, 30), "Bis 30. Juni 2026 müssen noch 10.000\xa0€ bewilligt sein.")
    assert surfaces.waiting_for(officer, place) == [line]
    assert surfaces.waiting_for(member) == surfaces.waiting_for(member, place) == []


def test_a_person_is_told_how_many_bookings_name_her():
    person = factories.make_person()
    assert surfaces.personal_data(person) == {}
    factories.fill_pot(by=person)
    assert surfaces.personal_data(person) == {"Buchungen": ["In 2 Buchungen stehen Sie als handelnde Person."]}
