"""Funds, rules and pots for tests of this app and of those above it."""

import datetime

from quartier.funding.budgets import actions, templates_rules
from quartier.ground.ledger.tests import factories as books
from quartier.ground.quarters.tests import factories as places

YEAR = 2026
BEGAN = datetime.date(2021, 1, 1)
make_person, make_thread = books.make_person, books.make_thread


def make_sources():
    """Federation, state and European fund."""
    return [
        actions.make_source(code, label, order=order)
        for order, (code, label) in enumerate((("bund", "Bund"), ("land", "Land"), ("efre", "EFRE")))
    ]


def make_fund(code="aktionsfonds", label="Aktionsfonds"):
    """A fund without rules."""
    return actions.make_fund(code, label)


def make_rules(code="aktionsfonds", template=None, *, place=None, valid_from=BEGAN, by=None, **changes):
    """The first version of a fund's rules, from the template of Berlin."""
    places.make_city()
    fund = make_fund(code, code.title())
    rules = templates_rules.build(
        template or f"berlin-{code}", fund, place=place, valid_from=valid_from, **{"retention_years": 5, **changes}
    )
    return actions.save_rules(rules, by=by)


def fill_pot(cents=10_000_00, place=None, *, fund=None, year=YEAR, by=None, source="land", **facts):
    """Allot a place money of one source; returns the fund."""
    make_sources()
    fund = fund or make_fund()
    actions.allot(fund, place or places.make_quarter(), year, {source: cents}, by=by or make_person(), **facts)
    return fund
