"""Twenty at once: releases and payments happen once, and money is never given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from quartier.funding.budgets import queries as budgets
from quartier.funding.grants import models
from quartier.funding.grants.actions import awards, payments
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs) -> list:
    """The results of all jobs, each in its own thread: True, or the sentence of the refusal."""

    def run(job):
        try:
            job()
            return True
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_twenty_releases_of_one_payment_release_once():
    with clock.at(make.GRANTED):
        award = make.running()
        key, people = award.drawdowns.get().pk, [make.team(name=f"Person {n}") for n in range(20)]
        found = at_once(
            [lambda by=by: payments.release_drawdown(models.Drawdown.objects.select_related("award").get(pk=key), by=by) for by in people]
        )
        assert found.count(True) == 1
        found = at_once(
            [
                lambda by=by: payments.pay_drawdown(
                    models.Drawdown.objects.select_related("award").get(pk=key), bank_on=clock.today(), by=by
                )
                for by in people
            ]
        )
    assert found.count(True) == 1 and check.problems() == []
    assert budgets.thread_money(award.thread_id).paid == 712_80


def test_twenty_requests_never_ask_for_more_than_the_year_holds():
    award = make.project_award()
    with clock.at(make.LATER):
        ask = [lambda: payments.request_drawdown(award, budget_year=2026, cents=3_000_00, by=award.person) for _n in range(20)]
        found = at_once(ask)
        assert found.count(True) == 6  # 20.000 € for the year
        olga = make.officer()
        keys = list(award.drawdowns.values_list("pk", flat=True))
        found = at_once(
            [lambda pk=pk: payments.release_drawdown(models.Drawdown.objects.select_related("award").get(pk=pk), by=olga) for pk in keys]
        )
    assert found.count(True) == 6 and check.problems() == []


def test_cancelling_and_releasing_at_once_never_both():
    with clock.at(make.GRANTED):
        award = make.running()
        key, lea, cem = award.drawdowns.get().pk, make.team(name="Rana"), make.team(name="Zoe")
        jobs = [
            lambda: awards.cancel(models.Award.objects.get(pk=award.pk), "Grund", by=lea),
            lambda: payments.release_drawdown(models.Drawdown.objects.select_related("award").get(pk=key), by=cem),
        ]
        found = at_once(jobs)
    assert found.count(True) == 1 and check.problems() == []
