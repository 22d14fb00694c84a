"""Finance plans: what must hold, by table and by chance; ranking and the choice."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import templates_rules
from quartier.funding.budgets.models import FundRules
from quartier.funding.calls import models, words
from quartier.funding.calls.actions import calls, panel
from quartier.funding.calls.queries import panel as queries
from quartier.funding.calls.rules import bids, briefs
from quartier.funding.calls.steps.calls import CALL
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused


def make_call(percent=10, base="grant", most=3_000_000):
    rules = FundRules(own_share_percent=percent, own_share_base=base)
    return models.Call(
        starts_on=datetime.date(2026, 8, 1), ends_on=datetime.date(2027, 12, 31), max_cents=most, rules=rules, state="published"
    )


def line(side, kind, cents, year=2026):
    return {"side": side, "kind": kind, "label": "", "budget_year": year, "cents": cents}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (factories.lines(), None),
        ([], "Bitte tragen Sie die Kosten ein"),
        ([line("costs", "staff", 100)], "wie viel Förderung"),
        (factories.lines(year=2028), "2028 liegt nicht in der Laufzeit"),
        ([*factories.lines(), line("costs", "fee", 5_000)], "2026 gehen die Zahlen nicht auf"),
        ([*factories.lines(1_000_000, 100_000), *factories.lines(1_000_000, 100_000, 2027), line("cover", "income", 1, 2027)], "2027 gehen"),
        (factories.lines(3_000_100, 400_000), "höchstens 30.000"),
        (factories.lines(3_000_000, 299_999), "Eigenanteil"),
        (factories.lines(3_000_000, 300_000), None),
        (
            [line("costs", "staff", 1_100_000), line("cover", "grant", 1_000_000), line("cover", "own_money", 50_000), line("cover", "own_work", 50_000)],
            None,
        ),
        ([line("costs", "staff", 1_100_000), line("cover", "grant", 1_000_000), line("cover", "third_party", 100_000)], "Eigenanteil"),
    ],
)  # fmt: skip
def test_a_plan_holds_or_says_what_is_wrong(lines, sentence):
    problems = bids.plan_problems(make_call(), lines)
    assert (not problems) if sentence is None else any(sentence in problem for problem in problems), problems


def test_the_own_share_is_measured_as_the_rules_say():
    lines = factories.lines(900_000, 100_000)
    assert bids.plan_problems(make_call(percent=10, base="costs"), lines) == []
    assert bids.plan_problems(make_call(percent=15, base="costs"), lines)
    assert bids.plan_problems(make_call(percent=0), factories.lines(900_000, 0)) == []


COSTS = st.sampled_from([code for code, _label in models.FinanceLine.COSTS])


@given(
    st.lists(st.tuples(COSTS, st.sampled_from([2026, 2027]), st.integers(1, 1_000_000)), min_size=1, max_size=12),
    st.integers(0, 100),
)
def test_sums_are_the_sums_whatever_the_rows(rows, percent):
    costs = [line("costs", kind, cents, year) for kind, year, cents in rows]
    cover = []
    for year in sorted({year for _kind, year, _cents in rows}):
        total = bids.total(costs, "costs", year=year)
        own = -(-total * percent // 100)
        cover += [line("cover", "grant", total - own, year), line("cover", "own_work", own, year)]
    lines = costs + [one for one in cover if one["cents"]]
    plan = words.plan(make_call(most=10**12), lines)
    assert plan.totals[0].total == plan.totals[1].total == sum(cents for _kind, _year, cents in rows)
    assert plan.totals[0].cents == plan.totals[1].cents
    assert plan.grant == bids.total(lines, "cover", ("grant",)) == sum(bids.grant_by_year(lines).values())
    assert not any("gehen die Zahlen nicht auf" in problem for problem in plan.problems)
    own, grant = bids.total(lines, "cover", ("own_work",)), plan.grant
    assert any("Eigenanteil" in problem for problem in plan.problems) is (grant > 0 and own * 10 < grant)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, None),
        ({"cents_by_year": {"2026": 1}}, "angleichen"),
        ({"cents_by_year": {"2026": 1_000_000, "2030": 2_000_000}}, "2030 liegt nicht in der Laufzeit"),
        ({"cents_by_year": {"2026": 1_000_000, "2027": 2_000_000}, "programme_year": 2027}, "vor dem Programmjahr"),
    ],
)
def test_the_years_of_a_brief_add_up(changes, sentence):
    found = briefs.years_add_up(models.Brief(**{**factories.BRIEF, **changes}))
    assert (found is None) if sentence is None else sentence in found


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime.datetime(2026, 6, 10, 20), "seit heute"),
        (datetime.datetime(2026, 6, 11, 8), "seit gestern"),
        (datetime.datetime(2026, 6, 20, 8), "seit dem 10. Juni 2026"),
        (datetime.datetime(2026, 6, 10, 17, 59), ""),
    ],
)
def test_a_closed_call_says_since_when(now, said):
    call = models.Call(deadline_at=factories.DEADLINE)
    with clock.at(now):
        assert (said in words.closed_since(call)) and bool(words.closed_since(call)) is bool(said)


# --- ranking and choice


@pytest.fixture
def selection(db):
    with clock.at(factories.MAY):
        call = factories.call()
        found, members, criteria = factories.selecting(call, "Eins e. V.", "Zwei e. V.", "Drei e. V.", members=3, criteria=2)
    with clock.at(factories.AFTER):
        yield call, found, members, criteria


def give(members, bid, criteria, *points):
    for member, values in zip(members, points, strict=False):
        panel.score(member, bid, dict(zip([one.pk for one in criteria], values, strict=True)), by=member.person)


def test_averages_weights_and_shared_places(selection):
    call, (one, two, three), members, criteria = selection
    models.Criterion.objects.filter(pk=criteria[0].pk).update(weight=2)
    give(members, one, criteria, (5, 0), (4, 0), (4, 0))
    give(members, two, criteria, (4, 1), (4, 0), (4, 1))
    give(members, three, criteria, (1, 5), (1, 5), (1, 5))
    ranks = [(rank.bid, rank.shown, rank.possible, rank.place) for rank in queries.ranking(call)]
    assert ranks == [(one, "8,7", 15, 1), (two, "8,7", 15, 1), (three, "7", 15, 3)]


def test_who_is_biased_does_not_count_and_does_not_score(selection):
    call, (one, *_rest), members, criteria = selection
    give(members, one, criteria, (5, 5), (5, 5), (0, 0))
    panel.declare_bias(members[2], "Schwager", by=members[2].person)
    assert queries.ranking(call)[0].shown == "10"
    with pytest.raises(Refused, match="beteiligt"):
        give(members[2:], one, criteria, (5, 5))


def test_a_knocked_out_bid_stands_last_and_cannot_be_chosen(selection):
    call, (one, two, three), members, criteria = selection
    models.Criterion.objects.filter(pk=criteria[0].pk).update(is_knock_out=True)
    give(members, one, criteria, (0, 5), (0, 5), (5, 5))
    give(members, two, criteria, (1, 0), (1, 0), (1, 0))
    give(members, three, criteria, (1, 0), (1, 0), (1, 0))
    ranks = queries.ranking(call)
    assert [(rank.bid, rank.place) for rank in ranks] == [(two, 1), (three, 1), (one, 3)]
    with pytest.raises(Refused, match="erfüllt nicht"):
        calls.choose(call, bid=one, choice_reason=factories.REASON, by=factories.team(role="team_lead"))


def test_no_choice_before_all_have_scored_and_none_without_reason(selection):
    call, (one, two, three), members, criteria = selection
    lead = factories.team(role="team_lead")
    with pytest.raises(Refused, match="fehlen noch 18 von 18"):
        calls.choose(call, bid=one, choice_reason=factories.REASON, by=lead)
    for bid in (one, two, three):
        give(members, bid, criteria, (3, 3), (3, 3), (3, 3))
    with pytest.raises(Refused, match="begründen"):
        calls.choose(call, bid=one, choice_reason="Gut.", by=lead)
    assert calls.choose(call, bid=one, choice_reason=factories.REASON, by=lead).state == "chosen"
    with pytest.raises(Refused, match=r"inzwischen|jetzt nicht"):
        calls.choose(call, bid=two, choice_reason=factories.REASON, by=lead)


def choose(call, bid):
    return calls.choose(call, bid=bid, choice_reason=factories.REASON, by=factories.team(role="team_lead"))


def test_the_button_says_what_is_missing_before_anybody_chooses(selection):
    call, (one, *_rest), members, criteria = selection
    lead = factories.team(role="team_lead")
    give(members, one, criteria, (3, 3))
    (offer,) = [offer for offer in CALL.offers(call, lead) if offer.verb == "choose"]
    assert offer.why_not == "Es fehlen noch 16 von 18 Punktzahlen."


def test_scores_of_a_biased_member_do_not_make_them_complete(selection):
    call, found, members, criteria = selection
    for bid in found:
        give(members[:2], bid, criteria, (3, 3), (3, 3))
    with pytest.raises(Refused, match="fehlen noch 6 von 18"):
        choose(call, found[0])
    panel.declare_bias(members[2], "Schwager", by=members[2].person)
    assert choose(call, found[0]).state == "chosen"


def test_a_panel_in_which_everybody_is_biased_chooses_nobody(selection):
    call, found, members, criteria = selection
    for bid in found:
        give(members, bid, criteria, (3, 3), (3, 3), (3, 3))
    for member in members:
        panel.declare_bias(member, "Schwager", by=member.person)
    with pytest.raises(Refused, match="fehlen Mitglieder oder Kriterien"):
        choose(call, found[0])


def test_a_bid_without_a_single_point_cannot_be_chosen(selection):
    call, (one, two, three), members, criteria = selection
    give(members, one, criteria, (0, 0), (0, 0), (0, 0))
    for bid in (two, three):
        give(members, bid, criteria, (3, 3), (3, 3), (3, 3))
    with pytest.raises(Refused, match="keinen einzigen Punkt"):
        choose(call, one)


def test_the_least_points_of_the_funds_rules_hold(selection):
    call, (one, two, three), members, criteria = selection
    rules = budgets.save_rules(
        templates_rules.build("berlin-projektfonds", call.brief.fund, valid_from=clock.today(), select_percent=60), by=None
    )
    models.Call.objects.filter(pk=call.pk).update(rules=rules)
    call.refresh_from_db()
    give(members, one, criteria, (3, 3), (3, 3), (3, 2))  # 5⅔ of 10
    give(members, two, criteria, (3, 3), (3, 3), (3, 3))  # 6 of 10
    give(members, three, criteria, (5, 5), (5, 5), (5, 5))
    assert [rank.is_below for rank in queries.ranking(call)] == [False, False, True]
    with pytest.raises(Refused, match=r"mindestens 60.% der Punkte hat, hier sind es 5,7 von 10"):
        choose(call, one)
    assert choose(call, two).state == "chosen"


@pytest.mark.parametrize("points", [-1, 6, 100])
def test_points_keep_to_the_scale(selection, points):
    _call, (one, *_rest), members, criteria = selection
    with pytest.raises(Refused, match="0 bis 5"):
        give(members, one, criteria, (points, 1))


def test_criteria_stand_once_somebody_has_scored(selection):
    call, (one, *_rest), members, criteria = selection
    give(members, one, criteria, (1, 1))
    with pytest.raises(Refused, match="stehen damit fest"):
        panel.set_criteria(call, [{"label": "Neu", "weight": 1, "max_points": 5}], by=factories.team())


def test_nobody_scores_for_somebody_else(selection):
    _call, (one, *_rest), members, criteria = selection
    with pytest.raises(Refused, match="eigene"):
        panel.score(members[0], one, {criteria[0].pk: 1, criteria[1].pk: 1}, by=members[1].person)


def test_a_choice_with_an_award_is_not_taken_back(selection, monkeypatch):
    call, (one, two, three), members, criteria = selection
    for bid in (one, two, three):
        give(members, bid, criteria, (3, 3), (3, 3), (3, 3))
    calls.choose(call, bid=one, choice_reason=factories.REASON, by=factories.team(role="team_lead"))
    monkeypatch.setattr("quartier.funding.calls.hooks.first_sentence", lambda case: "Es gibt schon einen Bescheid.")
    with pytest.raises(Refused, match="Bescheid"):
        calls.unchoose(call, "Irrtum.", by=factories.staff("district_coordinator"))
