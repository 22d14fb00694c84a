"""Many at once, and death in the middle: the book holds, on a file of SQLite and on PostgreSQL alike."""

import pytest

from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import actions, check
from quartier.ground.ledger.models import Account, Kind, Reason, Transfer
from quartier.ground.ledger.tests import books, factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_at_once_against_a_pot_for_seven_are_exactly_seven(tmp_path):
    free = factories.fill(700)
    threads = [factories.make_thread() for _ in range(20)]

    def reserve(thread):
        return lambda: actions.transfer(free, free.to(Kind.RESERVED, thread_id=thread.pk), 100, reason=Reason.RESERVE, by=None).number

    with books.shared_book(tmp_path):
        answers = books.in_threads([reserve(thread) for thread in threads])
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        numbers = sorted(answer for answer in answers if isinstance(answer, int))
        assert (len(refused), numbers) == (13, [3, 4, 5, 6, 7, 8, 9]), answers
        assert books.in_thread(lambda: Account.objects.get(kind=Kind.FREE).balance_cents) == 0
        assert books.in_thread(check.problems) == []


def test_opposite_transfers_never_wait_for_each_other_in_a_circle(tmp_path):
    free = factories.fill(1_000)
    held = free.to(Kind.RESERVED, thread_id=factories.make_thread().pk)
    actions.transfer(free, held, 500, reason=Reason.RESERVE, by=None)

    def go(index):
        if index % 2:
            return lambda: actions.transfer(free, held, 1, reason=Reason.RESERVE, by=None)
        return lambda: actions.transfer(held, free, 1, reason=Reason.RELEASE, by=None)

    with books.shared_book(tmp_path):
        answers = books.in_threads([go(index) for index in range(20)])
        assert [type(answer) for answer in answers] == [Transfer] * 20
        assert books.in_thread(lambda: Account.objects.get(kind=Kind.FREE).balance_cents) == 500
        assert books.in_thread(check.problems) == []


def test_the_same_new_account_opened_by_many_at_once_is_one(tmp_path):
    name = factories.name(Kind.FREE)
    with books.shared_book(tmp_path):
        answers = books.in_threads([lambda: _opened(name)] * 8)
        assert len(set(answers)) == 1


def _opened(name):
    from django.db import transaction

    with transaction.atomic():
        return actions.lock([name])[name].pk


def test_one_order_paid_by_many_at_once_is_paid_once(tmp_path):
    import datetime

    from quartier.ground.ledger.tests.test_actions import order

    ordered, _ada = order()
    people = [factories.make_person() for _ in range(5)]
    with books.shared_book(tmp_path):
        day = datetime.date(2026, 5, 4)
        answers = books.in_threads([lambda person=person: actions.pay(ordered.booking, by=person, on=day)[0].number for person in people])
        assert sum(isinstance(answer, int) for answer in answers) == 1, answers
        assert books.in_thread(check.problems) == []


@pytest.mark.slow
def test_a_kill_before_any_write_leaves_the_book_balanced(tmp_path):
    """SIGKILL before write 0, 1, 2 … of an act over two sources, until the act lives to its end."""
    first, second = factories.fill(100, source="land"), factories.fill(50, source="bund")
    thread = factories.make_thread()
    moves = [actions.Move(name, name.to(Kind.RESERVED, thread_id=thread.pk), 50) for name in (first, second)]

    def act():
        actions.post(moves, reason=Reason.RESERVE, by=None)

    with books.shared_book(tmp_path):
        for number in range(50):
            if books.in_process_killed_before_write(act, number):
                break
            assert books.in_thread(check.problems) == []
            assert books.in_thread(Transfer.objects.count) == 4
        assert number > 3
        assert books.in_thread(check.problems) == []
        assert books.in_thread(Transfer.objects.count) == 6
