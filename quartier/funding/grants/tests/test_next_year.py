"""An award for next year is accepted in December: the first payment is noted at once and goes out when its year has begun."""

import datetime

import pytest

from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.tests import application_factories
from quartier.funding.grants import lists, story, surfaces
from quartier.funding.grants.actions import awards, payments
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests.factories import make_quarter

pytestmark = pytest.mark.django_db
FEBRUARY = datetime.date(2027, 2, 20)
NEW_YEAR = datetime.datetime(2027, 1, 4, 10, 0, tzinfo=clock.BERLIN)


@pytest.fixture(autouse=True)
def _books_balance():
    yield
    assert check.problems() == []


@pytest.fixture
def award():
    """An award of 2 December 2026 for an action in February 2027, of 1.000 Euro, 80 per cent before the start."""
    place, rules = make_quarter(), application_factories.make_rules()
    application_factories.make_pot(place, 10_000_00, year=2027)
    return make.granted(place, cents=1_000_00, rules=rules, starts_on=FEBRUARY, ends_on=FEBRUARY)


def accepted(award):
    with clock.at(make.GRANTED):
        return awards.accept(award, account_holder=make.HOLDER, iban=make.IBAN, by=award.person)


def test_it_can_be_accepted_in_december_and_the_first_payment_is_noted(award):
    accepted(award)
    assert award.state == "running"
    first = award.drawdowns.get()
    assert (first.cents, first.budget_year, first.state) == (800_00, 2027, "requested")


def test_it_cannot_be_released_before_its_year_and_can_be_afterwards(award):
    first = accepted(award).drawdowns.get()
    with clock.at(make.GRANTED), pytest.raises(Refused, match=r"Geld für 2027 gibt es ab dem 1\. Januar 2027"):
        payments.release_drawdown(first, by=make.team(name="Erste"))
    with clock.at(NEW_YEAR):
        make.paid(award)
    assert budgets.thread_money(award.thread_id).by_year("paid") == {2027: 800_00}


def test_it_waits_at_the_desk_from_its_year_on(award):
    lea = make.team(award.place, "Erste")
    accepted(award)
    with clock.at(make.GRANTED):
        assert [line for line in surfaces.waiting_for(lea) if line.title == award.title] == []
        assert [row["drawdown"].award_id for row in lists.payments(lea, [award.place_id])["later"]] == [award.pk]
        assert lists.payments(lea, [award.place_id])["to_release"] == []
    with clock.at(NEW_YEAR):
        (line,) = [line for line in surfaces.waiting_for(make.team(award.place, "Erste von Neujahr")) if line.title == award.title]
        assert str(line.why) == "Zahlung freigeben: 800\xa0€" and line.due_on == NEW_YEAR.date().replace(day=1)
        assert lists.payments(lea, [award.place_id])["later"] == []


def test_the_list_of_payments_has_pages(award, monkeypatch):
    lea = make.team(award.place, "Erste")
    accepted(award)
    application_factories.make_pot(award.place, 1_000_00)
    now = make.running(award.place, cents=500_00, title="Jetzt")
    monkeypatch.setattr(lists, "SIZE", 1)
    with clock.at(make.GRANTED):
        first, second = (lists.payments(lea, [award.place_id], number) for number in (1, 2))
    assert [row["award"].pk for row in first["to_release"]] == [now.pk] and first["later"] == [] and first["page"].has_next()
    assert [row["award"].pk for row in second["later"]] == [award.pk] and second["to_release"] == []


def test_the_grantee_reads_when_it_can_come(award, client):
    accepted(award)
    with clock.at(make.GRANTED):
        (row,) = story.payments(award)
        assert row["state"] == "vorgemerkt, ab 1. Januar 2027"
    with clock.at(NEW_YEAR):
        assert story.payments(award)[0]["state"] == "angefordert"


def test_letter_and_mail_name_the_day_from_which_money_can_come(award):
    letter = Message.objects.get(about_kind=award.KIND, about_id=award.pk, channel="letter")
    assert "ab dem 1. Januar 2027" in letter.body
    accepted(award)
    mail = Message.objects.filter(about_kind=award.KIND, about_id=award.pk, subject__startswith="Angenommen").get()
    assert "ab dem 1. Januar 2027" in mail.body


def test_asking_by_hand_still_waits_for_the_year(award):
    accepted(award)
    with clock.at(make.GRANTED):
        payments.withdraw_drawdown(award.drawdowns.get(), by=award.person)
        with pytest.raises(Refused, match=r"ab dem 1\. Januar 2027"):
            payments.request_drawdown(award, budget_year=2027, cents=100_00, by=award.person)
    with clock.at(NEW_YEAR):
        payments.request_drawdown(award, budget_year=2027, cents=800_00, by=award.person)


def test_an_award_over_several_years_notes_its_first_payment_year_by_year():
    bid = make.chosen(years={2026: 1_000_00, 2027: 2_000_00, 2028: 2_000_00}, payment_mode="two_parts", first_percent=40)
    award = make.project_award(bid=bid)
    assert [(row.budget_year, row.cents) for row in award.drawdowns.order_by("part")] == [(2026, 1_000_00), (2027, 1_000_00)]


def test_a_cancelled_award_takes_its_noted_payment_along(award):
    accepted(award)
    with clock.at(make.GRANTED):
        awards.cancel(award, "Die Aktion fällt aus.", by=make.team(award.place, "Leitung"))
    assert award.drawdowns.get().state == "withdrawn"
    assert budgets.free_by_year("aktionsfonds", award.place)[2027] == 10_000_00
