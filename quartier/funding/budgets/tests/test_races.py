"""Many decisions at once on one pot, through the verbs that funding really calls."""

import pytest

from quartier.funding.budgets import actions, queries
from quartier.funding.budgets.tests import factories
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check
from quartier.ground.ledger.tests import books

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_approvals_at_once_against_a_pot_for_seven_are_exactly_seven(tmp_path):
    place, person = factories.places.make_quarter(), factories.make_person()
    factories.make_sources()
    fund = factories.make_fund()
    actions.allot(fund, place, 2026, {"bund": 3_333_33, "land": 7_166_67}, by=person)
    threads = [factories.make_thread(place) for _ in range(20)]

    def approve(thread):
        return lambda: actions.reserve(fund, place, {2026: 1_500_00}, thread=thread, about=thread, by=person)

    with books.shared_book(tmp_path):
        answers = books.in_threads([approve(thread) for thread in threads])
        assert sum(isinstance(answer, int) for answer in answers) == 7, answers
        refused = [str(answer) for answer in answers if isinstance(answer, Refused)]
        assert len(refused) == 13 and all("noch 0" in sentence for sentence in refused)
        pot = books.in_thread(lambda: queries.pot(fund, place, 2026))
        assert (pot.free, pot.reserved) == (0, 10_500_00)
        assert books.in_thread(check.problems) == []


def test_awards_and_releases_at_once_never_wait_in_a_circle(tmp_path):
    place, person = factories.places.make_quarter(), factories.make_person()
    fund = factories.fill_pot(1_000_00, place, by=person)
    threads = [factories.make_thread(place) for _ in range(6)]
    for thread in threads:
        actions.reserve(fund, place, {2026: 100_00}, thread=thread, about=thread, by=person)

    def go(index):
        about = {"thread": threads[index], "about": threads[index], "by": person}
        if index % 2:
            return lambda: actions.release_all(fund, place, **about)
        return lambda: actions.commit(fund, place, {2026: 150_00}, **about)

    with books.shared_book(tmp_path):
        answers = books.in_threads([go(index) for index in range(6)])
        assert not [answer for answer in answers if isinstance(answer, Exception)], answers
        pot = books.in_thread(lambda: queries.pot(fund, place, 2026))
        assert (pot.committed, pot.reserved, pot.free) == (450_00, 0, 550_00)
        assert books.in_thread(check.problems) == []
