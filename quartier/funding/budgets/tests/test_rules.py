"""What follows from a version of rules: sums in whole cents, and the sentences for what does not go."""

import datetime
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.budgets import lists, rules, templates_rules, words
from quartier.funding.budgets.models import Fund, FundRules

FUND = Fund(code="aktionsfonds", label="Aktionsfonds")
MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
cents = st.integers(0, 10**9)
day = datetime.date


def berlin(**changes):
    return templates_rules.build("berlin-aktionsfonds", FUND, valid_from=day(2021, 1, 1), **changes)


def projektfonds(**changes):
    return templates_rules.build("berlin-projektfonds", FUND, valid_from=day(2021, 1, 1), **changes)


@pytest.mark.parametrize(
    ("award", "costs", "income", "paid"),
    [
        (150_000, 136_364, 0, 150_000),  # 1.363,64 € + 136,36 € = 1.500 €
        (150_000, 136_363, 0, 149_999),  # 136,363 → 136,36
        (150_000, 200_000, 0, 150_000),
        (40_000, 30_000, 0, 33_000),
        (40_000, 30_000, 5_000, 28_000),
        (40_000, 30_000, 99_000, 0),
        (40_000, 0, 0, 0),
        (0, 30_000, 0, 0),
        (40_000, 5, 0, 6),  # half a cent goes up
        (40_000, 4, 0, 4),
    ],
)
def test_payable_by_example(award, costs, income, paid):
    assert rules.payable(berlin(), award, costs, income) == paid


def test_the_largest_costs_that_are_paid_in_full():
    assert rules.fully_payable_costs(berlin(), 150_000) == 136_364
    assert rules.fully_payable_costs(berlin(flat_rate_percent=0), 150_000) == 150_000
    assert rules.fully_payable_costs(berlin(flat_rate_inside_cap=False), 150_000) == 150_000


@given(cents, cents, cents, st.integers(0, 10_000), st.sampled_from(sorted(MODES)))
def test_payable_is_the_formula(award, costs, income, rate, rounding):
    percent = Decimal(rate) / 100
    version = berlin(flat_rate_percent=percent, rounding=rounding)
    flat = int((Decimal(costs) * percent / 100).quantize(Decimal(1), MODES[rounding]))
    assert rules.payable(version, award, costs, income) == min(award, max(0, costs + flat - income))


@given(cents, cents, cents)
def test_payable_stays_within_bounds_and_more_costs_never_pay_less(award, costs, income):
    paid = rules.payable(berlin(), award, costs, income)
    assert 0 <= paid <= award
    assert paid <= rules.payable(berlin(), award, costs + 1, income)
    assert paid >= rules.payable(berlin(), award, costs, income + 1)


@given(st.integers(0, 10**7), st.integers(0, 3000))
def test_the_largest_costs_fit_and_one_cent_more_does_not(award, rate):
    version = berlin(flat_rate_percent=Decimal(rate) / 100)
    most = rules.fully_payable_costs(version, award)
    assert most + rules.flat_rate(version, most) <= award
    assert most + 1 + rules.flat_rate(version, most + 1) > award


def test_a_flat_rate_beside_the_cap_comes_on_top():
    version = berlin(flat_rate_inside_cap=False)
    assert rules.payable(version, 150_000, 150_000, 0) == 165_000
    assert rules.payable(version, 150_000, 900_000, 0) == 165_000


@pytest.mark.parametrize("amounts", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_amounts_below_nought_are_an_error(amounts):
    with pytest.raises(ValueError, match="below nought"):
        rules.payable(berlin(), *amounts)


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_up", [0, 1, 1, 2, 2, 3]), ("half_even", [0, 0, 1, 2, 2, 2]), ("down", [0, 0, 1, 1, 2, 2])]
)
def test_rounding(rounding, expected):
    assert [rules.round_cents(n, 2, rounding) for n in range(6)] == expected


@pytest.mark.parametrize(
    ("mode", "percent", "first"),
    [("one", 100, 40_000), ("two_parts", 80, 32_000), ("after", 0, 0), ("drawdown", 0, 0), ("two_parts", 33, 13_200)],
)
def test_the_first_payment(mode, percent, first):
    assert rules.first_payment(berlin(payment_mode=mode, first_percent=percent), 40_000) == first


def test_the_own_share_of_berlin_is_a_tenth_of_the_grant_in_money_or_work():
    assert rules.own_share_problem(projektfonds(), 96_000_00, 9_600_00) is None
    assert rules.own_share_problem(projektfonds(), 96_000_00, 5_000_00, work_cents=4_600_00) is None
    assert rules.own_share_problem(projektfonds(), 96_000_00, 9_599_99) == (
        "Der Eigenanteil muss mindestens 10\xa0% der Förderung sein: 9.600\xa0€. Es fehlen 0,01\xa0€."
    )
    assert rules.own_share_needed(projektfonds(), 11, 0) == 2  # rounded up, never in favour of too little


def test_an_own_share_of_all_costs():
    half = projektfonds(own_share_percent=50, own_share_base="costs", own_share_kinds=["money"])
    assert rules.own_share_problem(half, 5_000_00, 5_000_00) is None
    assert "der Gesamtkosten" in rules.own_share_problem(half, 5_000_01, 5_000_00)
    assert "zählt hier nicht" in rules.own_share_problem(half, 5_000_00, 0, work_cents=5_000_00)


def test_money_where_only_work_counts():
    assert "eigene Arbeit" in rules.own_share_problem(projektfonds(own_share_kinds=["work"]), 100, 10)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (150_000, None),
        (1, None),
        (157_400, "Sie können höchstens 1.500\xa0Euro bekommen. Bitte kürzen Sie um 74\xa0Euro oder zahlen Sie diesen Teil selbst."),
        (0, "Bitte einen Betrag eintragen, zum Beispiel 400."),
        (-5, "Bitte einen Betrag eintragen, zum Beispiel 400."),
    ],
)
def test_amounts_for_the_aktionsfonds(amount, sentence):
    assert rules.amount_problem(berlin(), amount) == sentence


def test_a_floor():
    assert rules.amount_problem(projektfonds(), 4_999_99) == "Hier geht es um Vorhaben ab 5.000\xa0Euro."
    assert rules.amount_problem(projektfonds(), 5_000_00) is None


def test_who_may_apply():
    assert rules.applicant_problem(berlin(), "resident") is None
    assert "Menschen, die hier wohnen" in rules.applicant_problem(berlin(), "business")
    assert rules.applicant_problem(berlin(applicant_kinds=[]), "business") is None


@pytest.mark.parametrize(("birthday", "is_fine"), [(day(2010, 5, 4), True), (day(2010, 5, 5), False), (day(1950, 1, 1), True)])
def test_the_least_age_counts_to_the_day(birthday, is_fine):
    assert (rules.age_problem(berlin(), birthday, day(2026, 5, 4)) is None) is is_fine


def test_no_least_age():
    assert rules.age_problem(berlin(min_age=None), day(2026, 1, 1), day(2026, 5, 4)) is None


def test_lead_days():
    assert rules.lead_problem(berlin(), day(2026, 1, 1), day(2026, 2, 12)) is None
    assert "Der früheste Tag ist der 12. Februar 2026" in rules.lead_problem(berlin(), day(2026, 1, 1), day(2026, 2, 11))


def test_windows():
    rounds = berlin(window="rounds", rounds=["2026-03-15", "2026-09-15"])
    assert rules.window_problem(berlin(), day(2026, 1, 1)) is None
    assert rules.window_problem(rounds, day(2026, 9, 15)) is None
    assert "Der letzte Stichtag war am 15. September 2026" in rules.window_problem(rounds, day(2026, 9, 16))
    assert "Aufruf" in rules.window_problem(projektfonds(), day(2026, 1, 1))
    assert [rules.next_deadline(rounds, on) for on in (day(2026, 1, 1), day(2026, 3, 16), day(2027, 1, 1))] == [
        day(2026, 3, 15),
        day(2026, 9, 15),
        None,
    ]


def test_goals_quotes_and_repeats():
    assert rules.criteria_problem(berlin(), [0]) is None
    assert rules.criteria_problem(berlin(), []) == "Bitte mindestens ein Ziel wählen."
    assert rules.criteria_problem(berlin(criteria_least=2), [1, 1]) == "Bitte mindestens 2 Ziele wählen."
    assert rules.quotes_problem(berlin(quotes_from_cents=50_000), 50_000, 2) == "Ab 500\xa0Euro braucht es drei Angebote."
    assert rules.quotes_problem(berlin(quotes_from_cents=50_000), 49_999, 0) is None
    assert rules.quotes_problem(berlin(), 10**9, 0) is None
    assert rules.repeat_problem(berlin(repeat_times=2, repeat_years=5), 1) is None
    assert "höchstens 2-mal in 5 Jahren" in rules.repeat_problem(berlin(repeat_times=2, repeat_years=5), 2)


def test_who_decides_by_amount():
    tiers = berlin(decision_path=[{"by": "team", "up_to_cents": 50_000}, {"by": "jury", "up_to_cents": None}])
    assert [rules.decider(tiers, amount) for amount in (50_000, 50_001)] == ["team", "jury"]
    assert rules.decider(berlin(decision_path=[]), 1) is None


def test_due_days():
    assert rules.proof_due_on(berlin(), day(2026, 6, 1)) == day(2026, 7, 31)
    assert rules.proof_due_on(projektfonds(), day(2026, 6, 1)) is None
    assert rules.keep_until(berlin(retention_years=5), day(2026, 6, 1)) == day(2031, 12, 31)
    assert rules.keep_until(berlin(), day(2026, 6, 1)) is None


@pytest.mark.parametrize("name", templates_rules.TEMPLATES)
def test_every_template_is_sound_and_names_its_source(name):
    version = templates_rules.build(name, FUND, valid_from=day(2026, 9, 1))
    assert lists.problems(version) == {}
    assert version.authority


WRONG_LISTS = [
    ({"own_share_kinds": ["love"]}, "own_share_kinds", "gibt es nicht"),
    ({"own_share_percent": 10, "own_share_kinds": []}, "own_share_kinds", "Geld, eigene Arbeit oder beides"),
    ({"applicant_kinds": ["resident", "resident"]}, "applicant_kinds", "nur einmal"),
    ({"applicant_kinds": "resident"}, "applicant_kinds", "nur einmal"),
    ({"criteria": ["", "x"]}, "criteria", "in jede Zeile"),
    ({"criteria": [1]}, "criteria", "in jede Zeile"),
    ({"not_eligible": ["x" * 201]}, "not_eligible", "länger als 200"),
    ({"criteria": ["x"], "criteria_least": 2}, "criteria_least", "weniger Ziele"),
    ({"window": "rounds", "rounds": []}, "rounds", "mindestens einen Stichtag"),
    ({"window": "rounds", "rounds": ["bald"]}, "rounds", "mindestens einen Stichtag"),
    ({"window": "rounds", "rounds": ["2026-09-15", "2026-03-15"]}, "rounds", "der Reihe nach"),
    ({"window": "rolling", "rounds": ["2026-09-15"]}, "rounds", "nur, wenn"),
    ({"decision_path": ["jury"]}, "decision_path", "wer entscheidet"),
    ({"decision_path": [{"by": "king", "up_to_cents": None}]}, "decision_path", "Stelle gibt es nicht"),
    ({"decision_path": [{"by": "team", "up_to_cents": 5}]}, "decision_path", "ohne Obergrenze"),
    (
        {"decision_path": [{"by": "team", "up_to_cents": 5}, {"by": "jury", "up_to_cents": 5}, {"by": "council", "up_to_cents": None}]},
        "decision_path",
        "der kleinste zuerst",
    ),
    ({"decision_path": [{"by": "team", "up_to_cents": None}, {"by": "jury", "up_to_cents": None}]}, "decision_path", "der kleinste zuerst"),
]


@pytest.mark.parametrize(("changes", "field", "sentence"), WRONG_LISTS)
def test_lists_that_are_not_of_their_form(changes, field, sentence):
    problems = lists.problems(berlin(**changes))
    assert list(problems) == [field]
    assert sentence in problems[field]


def test_labels():
    assert lists.labels("own_share_kinds", ["money", "work"]) == ["Geld", "eigene Arbeit"]
    assert FundRules.Base.GRANT.label == "der Förderung"


def test_periods_of_claims_and_reminders_stand_in_the_rules_and_in_words():
    told = dict(words.paragraphs(berlin()))
    assert told["Rückzahlung"] == "Zu viel gezahltes Geld ist binnen 30 Tagen nach der Prüfung zurückzuzahlen."
    assert "14 Tage vor einer Frist" in told["Erinnerungen"].replace("\N{NO-BREAK SPACE}", " ")
    quiet = berlin(claim_due_days=1, accept_remind_days=None, remind_before_days=None, remind_again_days=None)
    assert dict(words.paragraphs(quiet))["Erinnerungen"] == "Keine vorab; nach jeder Frist eine Mahnung."
    assert rules.claim_due_on(quiet, day(2026, 6, 1)) == day(2026, 6, 2)
    assert [heading for heading, _old, _new in words.changes(berlin(), quiet)] == ["Rückzahlung", "Erinnerungen"]
