"""The sums of a proof for all amounts, and who may take which step."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quartier.funding.budgets import queries as budgets
from quartier.funding.grants.actions import awards, proofs
from quartier.funding.grants.rules import proofs as rules
from quartier.funding.grants.steps.awards import AWARD
from quartier.funding.grants.steps.changes import CHANGE
from quartier.funding.grants.steps.drawdowns import DRAWDOWN
from quartier.funding.grants.steps.proofs import PROOF
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.ledger import check

_numbers = itertools.count(1)
CENTS = st.integers(1, 2_000_00)


class TestSums(TestCase):
    """payable = min(award, max(0, c + half up(10 per cent of c) − income)), through the real verbs to the ledger."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(award_cents=st.integers(10_00, 1_500_00), costs=st.lists(CENTS, min_size=1, max_size=3), income=st.integers(0, 500_00))
    def test_every_proof_ends_even(self, award_cents, costs, income):
        with clock.at(make.AFTER):
            place = make.make_quarter(f"Quartier {next(_numbers)}")
            award = make.handed_in(place, cents=award_cents, costs=costs, income=income)
            proofs.settle(award, income_cents=income, by=make.team(place, "Rana"))
            total = sum(costs)
            due = min(award_cents, max(0, total + (total * 10 + 50) // 100 - income))
            assert award.payable_cents == due
            make.paid(award)
            if award.claim_cents:
                proofs.book_return(award, cents=award.claim_cents, bank_on=clock.today(), by=make.team(place, "Zoe"))
            awards.close(award, by=make.team(place, "Rana"))
            held = budgets.thread_money(award.thread_id)
            assert (held.paid, held.proven, held.committed, held.reserved) == (due, due, 0, 0)
            assert check.problems() == []


@given(by_year=st.dictionaries(st.integers(2020, 2030), st.integers(0, 10**7), max_size=5), cents=st.integers(0, 10**8))
def test_taking_from_years_never_takes_more_than_is_there(by_year, cents):
    taken = rules.take(by_year, cents)
    assert sum(taken.values()) == min(cents, sum(by_year.values()))
    assert all(0 < part <= by_year[year] for year, part in taken.items())


SIGNERS = {"team_member", "team_lead", "granting_officer"}


@pytest.mark.parametrize("table", [AWARD, DRAWDOWN, CHANGE, PROOF])
def test_only_grantee_team_and_granting_office_take_steps(table):
    for step in table:
        assert set(step.who) <= SIGNERS | {"grantee"}, step.verb


@pytest.mark.parametrize(
    "verb",
    ["grant", "settle", "return_proof", "cancel", "take_back_award", "unsettle", "book_return", "take_back_return", "close", "prepare"],
)
def test_the_grantee_never_decides_on_her_award(verb):
    assert "grantee" not in AWARD.all[verb].who


@pytest.mark.parametrize("verb", ["release_drawdown", "pay_drawdown", "refuse_drawdown", "bounce_drawdown"])
def test_the_grantee_never_pays_herself(verb):
    assert "grantee" not in DRAWDOWN.all[verb].who


def test_only_what_the_domain_says_is_public():
    public = {step.verb for table in (AWARD, DRAWDOWN, CHANGE, PROOF) for step in table if step.public}
    assert public == {
        "grant",
        "decline",
        "take_back_award",
        "cancel",
        "terminate",
        "close",
        "reopen_award",
        "accept_interim",
        "reopen_interim",
    }
