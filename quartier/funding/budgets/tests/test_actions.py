"""Verbs of money, from the allotment to the last receipt."""

import datetime

import pytest
from django.db import DatabaseError, transaction

from quartier.funding.budgets import actions, queries
from quartier.funding.budgets.models import Allocation, FundRules
from quartier.funding.budgets.tests import factories
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check
from quartier.ground.ledger import queries as book
from quartier.ground.ledger.models import Kind, Transfer

pytestmark = pytest.mark.django_db
day = datetime.date


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)):
        yield
    assert check.problems() == []


@pytest.fixture
def place():
    return factories.places.make_quarter()


@pytest.fixture
def ada():
    return factories.make_person("Ada")


@pytest.fixture
def ben():
    return factories.make_person("Ben")


class Matter:
    """A thread with the words that every act about it needs."""

    def __init__(self, fund, place, by):
        self.fund, self.place, self.thread, self.by = fund, place, factories.make_thread(place), by

    def __getattr__(self, verb):
        def act(cents_by_year=None, **more):
            more = {"by": self.by, **more}
            return getattr(actions, verb)(self.fund, self.place, cents_by_year, thread=self.thread, about=self.thread, **more)

        return act

    @property
    def money(self):
        return queries.thread_money(self.thread)


@pytest.fixture
def matter(place, ada):
    return Matter(factories.fill_pot(10_000_00, place, by=ada), place, ada)


def test_an_allotment_fills_a_pot(place, ada):
    fund = factories.fill_pot(10_000_00, place, by=ada, commit_by_on=day(2026, 6, 30))
    pot = queries.pot(fund, place, 2026)
    assert (pot.allotted, pot.free, pot.promised, pot.paid) == (10_000_00, 10_000_00, 0, 0)
    made = Allocation.objects.get()
    assert (made.cents, made.by_source, made.by_year, made.made_by) == (10_000_00, {"land": 10_000_00}, {"2026": 10_000_00}, ada)
    assert [entry.act for entry in log.entries(place_id=place.pk)] == ["budgets.allot"]


def test_marzahn_gets_its_three_years_from_three_sources(place, ada):
    factories.make_sources()
    fund = factories.make_fund("projektfonds", "Projektfonds")
    by_source = {"bund": 90_000_01, "land": 90_000_00, "efre": 89_999_99}
    actions.allot(fund, place, 2026, by_source, percents={2026: 20, 2027: 40, 2028: 40}, by=ada)
    tranches = queries.tranches(fund, place, 2026)
    assert {year: pot.free for year, pot in tranches.items()} == {2026: 54_000_00, 2027: 108_000_00, 2028: 108_000_00}
    assert {code: pot.free for code, pot in queries.by_source(fund, place, 2026).items()} == by_source


def test_a_second_allotment_adds_up(place, ada):
    fund = factories.fill_pot(10_000_00, place, by=ada)
    factories.fill_pot(3_000_00, place, fund=fund, by=ada, source="bund")
    assert queries.pot(fund, place, 2026).allotted == 13_000_00


@pytest.mark.parametrize(
    ("by_source", "more", "field", "sentence"),
    [
        ({}, {}, "by_source", "mindestens einen Betrag"),
        ({"land": 0}, {}, "by_source", "mindestens einen Betrag"),
        ({"land": -5, "bund": 10}, {}, "by_source", "mindestens einen Betrag"),
        ({"mond": 100}, {}, "by_source", "gibt es nicht: mond"),
        ({"land": 100}, {"by_year": {2026: 99}}, "by_year", "Die Jahre ergeben zusammen 0,99"),
        ({"land": 100}, {"by_year": {2025: 100}}, "by_year", "nicht vor dem Programmjahr"),
        ({"land": 100}, {"by_year": {2026: 101, 2027: -1}}, "by_year", "Beides muss gleich sein"),
        ({"land": 100}, {"percents": {2026: 50, 2027: 49}}, "by_year", "100 Prozent"),
    ],
)
def test_allotments_that_are_refused(place, ada, by_source, more, field, sentence):
    factories.make_sources()
    with pytest.raises(Refused, match=sentence) as refusal:
        actions.allot(factories.make_fund(), place, 2026, by_source, by=ada, **more)
    assert refusal.value.field == field
    assert not Transfer.objects.exists() and not Allocation.objects.exists()


def test_a_grant_from_the_yes_of_the_jury_to_the_last_receipt(matter, ben):
    matter.reserve({2026: 1_500_00})
    assert (matter.money.reserved, queries.pot(matter.fund, matter.place, 2026).free) == (1_500_00, 8_500_00)
    matter.commit({2026: 1_200_00})
    matter.release()
    assert (matter.money.reserved, matter.money.committed) == (0, 1_200_00)
    order = matter.order_payment({2026: 960_00})
    assert (matter.money.ordered, matter.money.orderable, matter.money.orders) == (
        960_00,
        240_00,
        [(order, matter.by.pk, day(2026, 6, 1), 960_00)],
    )
    actions.pay(order, paid_by=ben, bank_on=day(2026, 5, 29))
    matter.prove({2026: 900_00})
    matter.recover({2026: 60_00}, bank_on=day(2026, 6, 1), to_pot=True)
    actions.release_all(matter.fund, matter.place, thread=matter.thread, about=matter.thread, by=matter.by)
    money, pot = matter.money, queries.pot(matter.fund, matter.place, 2026)
    assert (money.paid, money.proven, money.unproven, money.returned, money.committed, money.awarded) == (
        900_00,
        900_00,
        0,
        60_00,
        0,
        900_00,
    )
    assert (pot.free, pot.paid, pot.proven, pot.promised, pot.returned, pot.allotted) == (9_100_00, 900_00, 900_00, 0, 0, 10_000_00)


def test_returned_money_waits_unless_the_rules_give_it_back(matter, ben):
    factories.make_rules()
    matter.commit({2026: 100_00})
    actions.pay(matter.order_payment({2026: 100_00}), paid_by=ben, bank_on=day(2026, 6, 1))
    matter.recover({2026: 40_00}, bank_on=day(2026, 6, 1))
    assert (queries.pot(matter.fund, matter.place, 2026).returned, matter.money.returned) == (40_00, 40_00)
    actions.save_rules(_again(queries.rules(matter.fund, matter.place), returns_to_pot=True, valid_from=day(2026, 6, 1)), by=None)
    matter.recover({2026: 60_00}, bank_on=day(2026, 6, 1))
    assert (queries.pot(matter.fund, matter.place, 2026).returned, matter.money.returned) == (40_00, 100_00)


def test_an_award_takes_what_is_reserved_first_and_the_rest_from_the_pot(matter):
    matter.reserve({2026: 500_00})
    matter.commit({2026: 700_00})
    assert (matter.money.reserved, matter.money.committed) == (0, 700_00)
    assert queries.pot(matter.fund, matter.place, 2026).free == 9_300_00


def test_a_short_pot_names_what_is_free(matter):
    matter.reserve({2026: 9_000_00})
    with pytest.raises(Refused) as refusal:
        Matter(matter.fund, matter.place, matter.by).reserve({2026: 1_500_00})
    assert str(refusal.value) == (
        "Das Geld reicht nicht: Im Aktionsfonds sind für 2026 noch 1.000\xa0€ frei, gebraucht werden 1.500\xa0€. Es fehlen 500\xa0€."
    )


def test_each_budget_year_must_suffice(place, ada):
    factories.make_sources()
    fund = factories.make_fund("projektfonds", "Projektfonds")
    actions.allot(fund, place, 2026, {"land": 300_00}, by_year={2026: 100_00, 2027: 200_00}, by=ada)
    project = Matter(fund, place, ada)
    with pytest.raises(Refused, match="für 2026 noch 100"):
        project.commit({2026: 150_00, 2027: 50_00})
    with pytest.raises(Refused, match="für 2029 noch 0"):
        project.commit({2029: 1})
    project.commit({2026: 100_00, 2027: 200_00})
    assert project.money.by_year("committed") == {2026: 100_00, 2027: 200_00}


def test_sources_share_by_what_they_have_under_one_booking(place, ada):
    factories.make_sources()
    fund = factories.make_fund()
    actions.allot(fund, place, 2026, {"bund": 100, "land": 200}, by=ada)
    matter = Matter(fund, place, ada)
    rows = book.booking(matter.reserve({2026: 100}))
    assert sorted((row.debit.source_code, row.cents) for row in rows) == [("bund", 33), ("land", 67)]
    assert {(line.source, line.reserved) for line in matter.money.lines} == {("bund", 33), ("land", 67)}


def test_the_oldest_programme_year_goes_first(place, ada):
    fund = factories.fill_pot(100, place, year=2025, by=ada, by_year={2026: 100})
    factories.fill_pot(100, place, fund=fund, year=2026, by=ada)
    matter = Matter(fund, place, ada)
    rows = book.booking(matter.reserve({2026: 150}))
    assert [(row.debit.programme_year, row.cents) for row in rows] == [(2025, 100), (2026, 50)]
    with pytest.raises(Refused):
        matter.reserve({2026: 1}, programme_year=2025)
    assert queries.free_by_year(fund, place) == {2026: 50}


@pytest.mark.parametrize("amounts", [{}, {2026: 0}, {2026: -1}, {2026: 1.5}, {2026: True}])
def test_no_amount_is_asked_back(matter, amounts):
    with pytest.raises(Refused, match="Bitte einen Betrag"):
        matter.reserve(amounts)


def test_more_than_awarded_is_not_paid_and_more_than_paid_is_not_proven(matter, ben):
    matter.commit({2026: 100})
    with pytest.raises(Refused, match="bewilligt und noch nicht ausgezahlt"):
        matter.order_payment({2026: 101})
    with pytest.raises(Refused, match="ausgezahlt und noch nicht nachgewiesen"):
        matter.prove({2026: 1})
    order = matter.order_payment({2026: 60})
    with pytest.raises(Refused):
        matter.order_payment({2026: 41})
    with pytest.raises(Refused):
        matter.release({2026: 41}, kind=Kind.COMMITTED)
    actions.pay(order, paid_by=ben, bank_on=day(2026, 6, 1))
    with pytest.raises(Refused):
        matter.recover({2026: 61}, bank_on=day(2026, 6, 1))


def test_the_bank_has_no_day_in_the_future(matter, ben):
    matter.commit({2026: 100})
    with pytest.raises(Refused, match="Zukunft") as refusal:
        actions.pay(matter.order_payment({2026: 100}), paid_by=ben, bank_on=day(2026, 6, 2))
    assert refusal.value.field == "bank_on"


def test_who_orders_does_not_pay(matter):
    matter.commit({2026: 100})
    with pytest.raises(Refused, match="zwei Personen"):
        actions.pay(matter.order_payment({2026: 100}), paid_by=matter.by, bank_on=day(2026, 6, 1))


def test_an_order_is_taken_back_before_it_is_paid(matter):
    matter.commit({2026: 100})
    order = matter.order_payment({2026: 100})
    actions.cancel_payment(order, by=matter.by, note="IBAN war falsch")
    assert (matter.money.ordered, matter.money.orderable, matter.money.orders) == (0, 100, [])


def test_a_bounced_payment_is_taken_back_with_its_order(matter, ben):
    matter.commit({2026: 100})
    paid = actions.pay(matter.order_payment({2026: 100}), paid_by=ben, bank_on=day(2026, 6, 1))
    actions.correct(paid, by=matter.by, note="Die Bank hat das Geld zurückgeschickt")
    assert (matter.money.paid, matter.money.ordered, matter.money.orderable) == (0, 0, 100)
    actions.pay(matter.order_payment({2026: 100}), paid_by=ben, bank_on=day(2026, 6, 1))


def test_a_correction_is_logged_and_needs_a_booking(matter):
    booking = matter.reserve({2026: 100})
    actions.correct(booking, by=matter.by, note="falscher Antrag")
    assert log.entries(thread_id=matter.thread.pk).last().act == "budgets.correct"
    with pytest.raises(Refused, match="gibt es nicht"):
        actions.correct(999, by=matter.by, note="x")
    with pytest.raises(Refused, match="schon berichtigt"):
        actions.correct(booking, by=matter.by, note="x")


def test_money_moves_to_the_next_year_with_a_reason(matter, place, ada):
    with pytest.raises(Refused, match="Grund") as refusal:
        actions.carry_over(matter.fund, place, 2026, 2027, 100, by=ada, note=" ")
    assert refusal.value.field == "note"
    with pytest.raises(Refused, match="zwei verschiedene"):
        actions.carry_over(matter.fund, place, 2026, 2026, 100, by=ada, note="x")
    actions.carry_over(matter.fund, place, 2026, 2027, 4_000_00, by=ada, note="Das Fest ist erst im Januar")
    assert queries.free_by_year(matter.fund, place) == {2026: 6_000_00, 2027: 4_000_00}
    matter.commit({2026: 500_00})
    actions.carry_over(matter.fund, place, 2026, 2027, 200_00, by=ada, note="später", thread=matter.thread, kind=Kind.COMMITTED)
    assert matter.money.by_year("committed") == {2026: 300_00, 2027: 200_00}


def test_what_is_free_lapses_at_the_end(matter, place, ada):
    matter.reserve({2026: 1_000_00})
    actions.lapse(matter.fund, place, 2026, by=ada, note="Jahresende")
    pot = queries.pot(matter.fund, place, 2026)
    assert (pot.free, pot.lapsed, pot.reserved) == (0, 9_000_00, 1_000_00)
    with pytest.raises(Refused, match="nichts da"):
        actions.lapse(matter.fund, place, 2026, by=ada, note="noch einmal")


def test_what_came_back_lapses_too(matter, place, ada, ben):
    matter.commit({2026: 100})
    actions.pay(matter.order_payment({2026: 100}), paid_by=ben, bank_on=day(2026, 6, 1))
    matter.recover({2026: 40}, bank_on=day(2026, 6, 1))
    actions.lapse(matter.fund, place, 2026, by=ada, note="Jahresende", thread=matter.thread)
    pot = queries.pot(matter.fund, place, 2026)
    assert (pot.returned, pot.lapsed, matter.money.returned) == (0, 40, 40)


def test_pots_over_places_come_in_few_queries(place, ada, django_assert_num_queries):
    fund = factories.fill_pot(10_000_00, place, by=ada)
    rollberg = factories.places.make_quarter("Rollberg")
    factories.fill_pot(13_000_00, rollberg, fund=fund, by=ada)
    city = factories.places.make_city()
    assert queries.pot(fund, city, 2026).allotted == 23_000_00
    with django_assert_num_queries(1):
        pots = queries.pots_by_place([place, rollberg], fund, 2026)
    assert [pots[one.pk].free for one in (place, rollberg)] == [10_000_00, 13_000_00]
    with django_assert_num_queries(2):
        assert [(one.fund, one.allotted) for one in queries.pots(place)] == [(fund, 10_000_00)]
    assert queries.pot(fund, factories.places.make_quarter("Leer"), 2026).allotted == 0


def test_money_that_must_be_committed_soon(place, ada):
    fund = factories.fill_pot(10_000_00, place, by=ada, commit_by_on=day(2026, 6, 30))
    assert [(one.fund, cents) for one, cents in queries.due_to_commit(place, day(2026, 7, 1))] == [(fund, 10_000_00)]
    assert queries.due_to_commit(place, day(2026, 6, 29)) == []
    Matter(fund, place, ada).commit({2026: 10_000_00})
    assert queries.due_to_commit(place, day(2026, 7, 1)) == []


# --- rules -----------------------------------------------------------------------------------------------------------


def _again(rules, **changes):
    skipped = {"id", "version", "made_by_id", "made_at"}
    values = {field.attname: getattr(rules, field.attname) for field in FundRules._meta.concrete_fields if field.attname not in skipped}
    return FundRules(**{**values, **changes})


def test_rules_are_chosen_by_the_date_of_the_case(place):
    first = factories.make_rules(valid_from=day(2014, 1, 1), cap_cents=1_000_00)
    second = actions.save_rules(_again(first, cap_cents=1_500_00, valid_from=day(2027, 1, 1)), by=None)
    assert [
        queries.rules("aktionsfonds", place, on) for on in (day(2013, 12, 31), day(2014, 1, 1), day(2026, 12, 31), day(2027, 1, 1))
    ] == [
        None,
        first,
        first,
        second,
    ]
    assert (first.version, second.version) == (1, 2)
    assert queries.next_rules("aktionsfonds", place) == queries.Coming(day(2027, 1, 1), second)


def test_a_quarters_own_rules_come_before_those_for_all(place):
    everywhere = factories.make_rules()
    district = factories.make_rules(place=place.parent, min_age=18)
    own = factories.make_rules(place=place, pot_cents=13_000_00)
    rollberg = factories.places.make_quarter("Rollberg")
    other = factories.places.make_quarter("Wedding", parent=factories.places.make_district("Mitte"))
    assert [queries.rules("aktionsfonds", where, day(2026, 1, 1)) for where in (place, rollberg, other)] == [own, district, everywhere]
    assert list(queries.versions(own.fund, place)) == [own]


def test_of_two_versions_of_one_day_the_later_counts(place):
    first = factories.make_rules()
    wrong = actions.save_rules(_again(first, valid_from=day(2027, 1, 1), min_age=61), by=None)
    right = actions.save_rules(_again(first, valid_from=day(2027, 1, 1), min_age=16), by=None)
    assert queries.rules("aktionsfonds", place, day(2027, 1, 1)) == right != wrong


def test_new_rules_do_not_reach_back_and_old_ones_do_not_change(ada):
    first = factories.make_rules()
    with pytest.raises(Refused, match="frühestens ab heute") as refusal:
        actions.save_rules(_again(first, valid_from=day(2026, 5, 31)), by=ada)
    assert refusal.value.field == "valid_from"
    with pytest.raises(Refused, match="nicht geändert"):
        actions.save_rules(first, by=ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        FundRules.objects.update(cap_cents=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        FundRules.objects.all().delete()


def test_rules_with_a_broken_list_are_refused(ada):
    with pytest.raises(Refused, match="Stelle gibt es nicht"):
        factories.make_rules(decision_path=[{"by": "king", "up_to_cents": None}])
