"""Many at once: one bid per organisation, one opening by two people."""

import pytest

from quartier.funding.calls import models
from quartier.funding.calls.actions import bids, calls
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger.tests import books

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_bids_at_once_of_one_organisation_are_one(tmp_path):
    with clock.at(factories.MAY):
        call = factories.call()
        organisation, person = factories.organisation()

    def bid():
        return bids.hand_in_bid(call, organisation=organisation, sketch=factories.SKETCH, lines=factories.lines(), by=person)

    with clock.at(factories.MAY), books.shared_book(tmp_path):
        answers = books.in_threads([bid] * 20)
        assert sum(isinstance(answer, models.Bid) for answer in answers) == 1, answers
        assert all("schon eine Bewerbung" in str(answer) for answer in answers if isinstance(answer, Refused))
        assert books.in_thread(lambda: call.bids.count()) == 1


def test_twenty_organisations_at_once_all_get_in(tmp_path):
    with clock.at(factories.MAY):
        call = factories.call()
        bidders = [factories.organisation(f"Verein {n}") for n in range(20)]

    def bid(organisation, person):
        return lambda: bids.hand_in_bid(call, organisation=organisation, sketch=factories.SKETCH, lines=factories.lines(), by=person)

    with clock.at(factories.MAY), books.shared_book(tmp_path):
        answers = books.in_threads([bid(*one) for one in bidders])
        assert [answer for answer in answers if not isinstance(answer, models.Bid)] == []


def test_two_people_opening_at_once_open_once(tmp_path):
    with clock.at(factories.MAY):
        call = factories.call()
        factories.bid(call)
    one, *others = [factories.team(name=f"Person {n}") for n in range(5)]
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=one)

    def open_by(person):
        return lambda: calls.open_bids(call, by=person)

    with clock.at(factories.AFTER), books.shared_book(tmp_path):
        answers = books.in_threads([open_by(person) for person in others])
        assert sum(isinstance(answer, models.Call) for answer in answers) == 1, answers
        assert books.in_thread(lambda: models.FinanceLine.objects.count()) == 3
