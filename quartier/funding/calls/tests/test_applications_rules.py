"""Rules about applications, one by one, with tables; sums by property."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.budgets import rules as money
from quartier.funding.budgets.models import FundRules
from quartier.funding.calls.rules import applications as rules
from quartier.ground.acts import clock

DAY = datetime.date


def berlin(**changes):
    """The rules of Berlin, unsaved."""
    return FundRules(
        **{"cap_cents": 1_500_00, "flat_rate_percent": 10, "flat_rate_inside_cap": True, "lead_days": 14, "min_age": 16, **changes}
    )


def rows(*cents):
    return [{"what": "x", "kind": "material", "cents": each} for each in cents]


PLANS = [  # costs, income, own, flat rate wanted → requested, flat, over
    ((810_00,), 0, 0, True, 891_00, 81_00, 0),
    ((810_00,), 0, 0, False, 810_00, 0, 0),
    ((1_363_64,), 0, 0, True, 1_500_00, 136_36, 0),
    ((1_400_00,), 0, 0, True, 1_500_00, 100_00, 0),
    ((1_500_00,), 0, 0, True, 1_500_00, 0, 0),
    ((574_00, 1_000_00), 0, 0, True, 1_500_00, 0, 74_00),
    ((574_00, 1_000_00), 0, 74_00, True, 1_500_00, 0, 0),
    ((574_00, 1_000_00), 100_00, 0, True, 1_500_00, 26_00, 0),
    ((100_00,), 100_00, 0, True, 0, 0, 0),
    ((), 0, 0, True, 0, 0, 0),
]


@pytest.mark.parametrize(("costs", "income", "own", "wants", "requested", "flat", "over"), PLANS)
def test_the_flat_rate_lies_inside_the_cap_and_gives_way_to_it(costs, income, own, wants, requested, flat, over):
    found = rules.plan(berlin(), rows(*costs), income_cents=income, own_cents=own, wants_flat_rate=wants)
    assert (found.flat, found.over) == (flat, over)
    assert found.requested == (requested if not over else found.costs - own - income)


def test_a_flat_rate_outside_the_cap_is_not_asked_for():
    found = rules.plan(berlin(flat_rate_inside_cap=False), rows(1_500_00))
    assert (found.requested, found.over) == (1_500_00, 0)


MONEY = st.integers(0, 3_000_00)


@given(costs=st.lists(st.integers(1, 900_00), max_size=6), income=MONEY, own=MONEY, wants=st.booleans())
def test_what_is_asked_for_is_never_more_than_cap_and_costs_allow(costs, income, own, wants):
    fund_rules = berlin()
    found = rules.plan(fund_rules, rows(*costs), income_cents=income, own_cents=own, wants_flat_rate=wants)
    if rules.plan_problem(fund_rules, found) is None:
        assert 0 < found.requested <= fund_rules.cap_cents
        assert found.requested <= rules.most_to_ask(fund_rules, rows(*costs), income, wants, own)
        assert found.requested <= money.payable(fund_rules, found.requested, found.costs, income) + own


PROBLEMS = [
    (berlin(), (1_574_00,), 0, "Bitte kürzen Sie um 74 Euro oder zahlen Sie diesen Teil selbst."),
    (berlin(floor_cents=200_00), (100_00,), 0, "Hier geht es um Vorhaben ab 200 Euro."),
    (berlin(), (), 0, "Bitte mindestens eine Zeile ausfüllen."),
    (berlin(), (50_00,), 60_00, "decken schon alle Kosten"),
    (berlin(cap_cents=None), (9_000_00,), 0, None),
]


@pytest.mark.parametrize(("fund_rules", "costs", "income", "sentence"), PROBLEMS)
def test_sums_that_do_not_fit_say_what_now(fund_rules, costs, income, sentence):
    said = rules.plan_problem(fund_rules, rules.plan(fund_rules, rows(*costs), income_cents=income))
    assert said is None if sentence is None else sentence in said.replace("\N{NO-BREAK SPACE}", " ")


PERIODS = [
    (DAY(2026, 12, 12), DAY(2026, 12, 12), 12, None),
    (DAY(2026, 12, 12), DAY(2026, 12, 11), 12, "Der letzte Tag liegt vor dem ersten."),
    (DAY(2026, 12, 20), DAY(2027, 1, 5), 12, "Das Geld gilt für ein Jahr."),
    (DAY(2026, 1, 31), DAY(2026, 2, 28), 1, None),
    (DAY(2026, 1, 31), DAY(2026, 3, 1), 1, "höchstens 1 Monate"),
    (DAY(2026, 1, 1), DAY(2026, 12, 31), None, None),
]


@pytest.mark.parametrize(("starts", "ends", "months", "sentence"), PERIODS)
def test_the_period_lies_in_one_year_and_is_not_too_long(starts, ends, months, sentence):
    said = rules.period_problem(berlin(duration_months=months), starts, ends)
    assert said is None if sentence is None else sentence in said


STARTS = [  # today is 24 November; two weeks of lead time; the jury meets on 1 December
    (DAY(2026, 11, 24), "Der erste Tag muss in der Zukunft liegen."),
    (DAY(2026, 12, 7), "Der früheste Tag ist der 8. Dezember 2026."),
    (DAY(2026, 12, 8), None),
]


@pytest.mark.parametrize(("starts", "sentence"), STARTS)
def test_the_first_day_leaves_time(starts, sentence):
    with clock.at(datetime.datetime(2026, 11, 24, 12, tzinfo=clock.BERLIN)):
        said = rules.start_problem(berlin(), DAY(2026, 11, 24), starts)
    assert said is None if sentence is None else sentence in said


def test_the_first_day_lies_after_the_jury():
    assert "am 1. Dezember 2026. Bitte einen späteren Tag" in rules.jury_problem(DAY(2026, 12, 1), DAY(2026, 12, 1))
    assert rules.jury_problem(DAY(2026, 12, 2), DAY(2026, 12, 1)) is None
    assert rules.jury_problem(DAY(2026, 11, 1), None) is None


def test_the_age_is_asked_only_where_the_rules_do():
    assert rules.age_problem(berlin(min_age=None), False) is None
    assert "mindestens 18 Jahre" in rules.age_problem(berlin(min_age=18), False)
    assert rules.age_problem(berlin(), True) is None


NOTES = [
    ("food", {"food": "ask"}, "Manchmal wird Essen nicht bezahlt."),
    ("food", {"food": "yes"}, ""),
    ("fee", {"eligible_kinds": ["materials"]}, "Honorare gibt es nur"),
    ("fee", {"eligible_kinds": ["fees"]}, ""),
    ("rent", {"eligible_kinds": ["materials"]}, "Das wird meist nicht bezahlt."),
    ("rent", {"eligible_kinds": []}, ""),
    ("other", {"eligible_kinds": ["materials"]}, ""),
]


@pytest.mark.parametrize(("kind", "changes", "sentence"), NOTES)
def test_kinds_of_items_say_what_to_expect(kind, changes, sentence):
    said = rules.item_note(berlin(**{"food": "ask", **changes}), kind)
    assert sentence in said if sentence else said == ""


def test_food_is_refused_only_where_the_rules_say_no():
    assert "Essen und Getränke werden hier nicht bezahlt." in rules.item_problem(berlin(food="no"), "food")
    assert rules.item_problem(berlin(food="ask"), "food") is None


def test_after_a_no_the_rules_decide_whether_it_may_come_again():
    again = SimpleNamespace(state="rejected", rules=SimpleNamespace(resubmission=True))
    assert rules.may_come_again(again) is None
    again.rules.resubmission = False
    assert "nicht noch einmal" in rules.may_come_again(again)
    again.state = "submitted"
    assert rules.may_come_again(again) == "Dieser Antrag läuft noch."
