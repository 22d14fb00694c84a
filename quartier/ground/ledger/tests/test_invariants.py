"""Any sequence of acts, legal or not, leaves a book that proves itself; what is refused leaves nothing."""

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import actions, check, rules
from quartier.ground.ledger.models import YEARLESS_KINDS, Account, Kind, Reason, Transfer
from quartier.ground.ledger.tests import factories

pytestmark = pytest.mark.django_db

LEGAL = sorted((reason, debit, credit) for reason, pairs in rules.MOVES.items() for debit, credit in pairs if reason != Reason.PAY)
move = st.tuples(st.sampled_from(LEGAL), st.integers(1, 120), st.integers(2026, 2027), st.integers(2026, 2027), st.sampled_from([0, 1]))
wrong = st.tuples(st.sampled_from(list(Reason)), st.sampled_from(list(Kind)), st.sampled_from(list(Kind)), st.integers(-5, 200))
act = st.one_of(
    move.map(lambda values: ("move", *values)),
    wrong.map(lambda values: ("wrong", *values)),
    st.integers(1, 30).map(lambda number: ("correct", number)),
    st.tuples(st.integers(1, 30), st.integers(0, 1)).map(lambda values: ("pay", *values)),
)


class World:
    """Two people, two threads and one pot, on which the acts of an example play."""

    def __init__(self):
        self.people = [factories.make_person(), factories.make_person()]
        self.threads = [factories.make_thread(), factories.make_thread()]
        factories.fill(300)

    def name(self, kind, year, thread):
        pot = kind in (Kind.SOURCE, Kind.ALLOTTED, Kind.FREE, Kind.LAPSED)
        name = factories.name(kind, thread=None if pot else self.threads[thread])
        return name if kind in YEARLESS_KINDS else name.to(kind, budget_year=year)

    def play(self, what, *values):
        getattr(self, what)(*values)

    def move(self, step, cents, year, other_year, thread):
        reason, debit, credit = step
        actions.transfer(self.name(debit, year, thread), self.name(credit, other_year, thread), cents, reason=reason, by=self.people[0])

    def wrong(self, reason, debit, credit, cents):
        actions.transfer(self.name(debit, 2026, 0), self.name(credit, 2026, 0), cents, reason=reason, by=self.people[0])

    def correct(self, number):
        actions.correct(list(Transfer.objects.filter(number=number)), by=self.people[1], note="falsch")

    def pay(self, number, person):
        actions.pay(number, by=self.people[person], on=factories.BANK_DAY)


def state():
    accounts = Account.objects.exclude(balance_cents=0).order_by("pk").values_list("pk", "balance_cents")
    return list(accounts), Transfer.objects.count()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(act, max_size=20))
def test_every_sequence_keeps_the_book_whole(acts):
    with transaction.atomic():
        world = World()
        for one in acts:
            before = state()
            try:
                with transaction.atomic():
                    world.play(*one)
            except Refused:
                assert state() == before
            else:
                assert state() != before
        assert check.problems() == []
        assert Account.objects.aggregate(total=Sum("balance_cents"))["total"] == 0
        transaction.set_rollback(True)
