"""The real call of Pankstraße holds in our rules."""

import datetime

import pytest

from quartier.funding.budgets.tests import factories as budgets
from quartier.funding.calls import demo_texts, models
from quartier.funding.calls.rules import bids, briefs

pytestmark = pytest.mark.django_db
PANK = demo_texts.PANKSTRASSE


def test_it_is_the_call_that_was_published():
    call = PANK["call"]
    assert (call["max_cents"], call["starts_on"], call["ends_on"]) == (9_600_000, datetime.date(2022, 8, 1), datetime.date(2025, 12, 31))
    assert call["deadline_at"].date() == datetime.date(2022, 6, 10)
    assert call["presentations_on"].isocalendar().week == 25
    assert "10 Prozent" in call["requirements"]


def test_its_years_add_up():
    assert briefs.years_add_up(models.Brief(**PANK["brief"])) is None


@pytest.mark.parametrize("bid", PANK["bids"], ids=lambda bid: bid["organisation"]["name"])
def test_both_invented_bids_hold(bid):
    call = models.Call(**PANK["call"], rules=budgets.make_rules("projektfonds"))
    assert bids.plan_problems(call, bid["lines"]) == []
