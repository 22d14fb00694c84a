"""Reminders: each once, whatever worker asks how often."""

import datetime

import pytest

from quartier.funding.calls.tests import application_factories
from quartier.funding.grants import surfaces, tasks
from quartier.funding.grants.actions import proofs
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db


def at(*day):
    return clock.at(datetime.datetime(*day, 9, tzinfo=clock.BERLIN))


def subjects(award):
    return list(
        Message.objects.filter(about_kind=award.KIND, about_id=award.pk, channel="mail").order_by("pk").values_list("subject", flat=True)
    )


def test_a_due_proof_is_reminded_of_before_after_and_once_more():
    award = make.running()  # due on 10 February 2027
    with at(2027, 1, 20):
        assert tasks.remind() == 0
    for day, sent in (
        ((2027, 1, 27), 1),
        ((2027, 1, 28), 0),
        ((2027, 2, 11), 1),
        ((2027, 2, 20), 0),
        ((2027, 3, 10), 1),
        ((2027, 3, 11), 0),
    ):
        with at(*day):
            assert tasks.remind() == sent, day
    assert [line[:9] for line in subjects(award)[-3:]] == ["Noch 14 T", "Die Abrec", "Die Abrec"]


def test_a_new_last_day_is_reminded_of_anew():
    award = make.running()
    with at(2027, 1, 27):
        tasks.remind()
        type(award).objects.update(proof_due_on=datetime.date(2027, 2, 5))
        assert tasks.remind() == 1


def test_an_unread_letter_and_an_open_claim_are_reminded_of():
    make.granted()
    with at(2026, 12, 16):
        assert tasks.remind() == 1 and tasks.remind() == 0


def test_the_periods_are_those_of_the_rules_of_the_case():
    award = make.running(rules=application_factories.make_rules(remind_before_days=5, remind_again_days=None))  # due on 10 February 2027
    for day, sent in (((2027, 1, 27), 0), ((2027, 2, 5), 1), ((2027, 2, 11), 1), ((2027, 4, 1), 0)):
        with at(*day):
            assert tasks.remind() == sent, day
    assert award.rules.remind_before_days == 5


def test_rules_may_do_without_reminders():
    make.granted(rules=application_factories.make_rules(accept_remind_days=None, remind_before_days=None))
    with at(2027, 1, 16):
        assert tasks.remind() == 0


def test_a_claim_is_due_by_the_rules_of_the_case():
    with clock.at(make.AFTER):
        award = make.handed_in(rules=application_factories.make_rules(claim_due_days=10), costs=(500_00,))
        proofs.settle(award, income_cents=0, by=make.team(award.place, "Rana"))
    assert award.claim_due_on == datetime.date(2026, 12, 30)


def test_what_waits_for_whom():
    award = make.running()
    lea, cem = make.team(name="Rana"), make.team(name="Zoe")
    assert any("Zahlung freigeben" in line.why for line in surfaces.waiting_for(lea, award.place))
    with clock.at(make.GRANTED):
        make.payments.release_drawdown(award.drawdowns.get(), by=lea)
    assert not any("Zahlung" in line.why for line in surfaces.waiting_for(lea, award.place))
    assert any("Zahlung eintragen" in line.why for line in surfaces.waiting_for(cem))
    with at(2027, 2, 11):
        assert any("überfällig" in line.why for line in surfaces.waiting_for(lea))
        assert [line.why for line in surfaces.waiting_for(award.person)] == ["Abrechnen"]


def test_what_is_stored_is_told_and_erased_when_it_is_closed():
    from quartier.funding.grants.actions import awards

    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        told = str(surfaces.personal_data(award.person))
        assert "Laternen für den Hof" in told and make.IBAN not in told
        surfaces.erase(award.person)
        award.refresh_from_db()
        assert award.iban == make.IBAN  # it still runs
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        make.paid(award)
        awards.close(award, by=make.team(name="Rana"))
        surfaces.erase(award.person)
    award.refresh_from_db()
    assert not award.iban and award.receipts.get().payee == "" and award.receipts.get().gross_cents == 700_00
