"""What was a constant is a rule of the fund: the proposed day of the proof, and what the letter says about an objection."""

import datetime

import pytest

from quartier.funding.calls.tests import application_factories
from quartier.funding.grants.actions import awards
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db


def test_the_letter_proposes_the_day_that_the_rules_propose():
    rules = application_factories.make_rules(proof_due_days=None, proof_propose_days=21)
    assert awards.proposal(application=make.approved(rules=rules))["proof_due_on"] == make.PARTY + datetime.timedelta(days=21)


def test_a_day_that_the_rules_name_goes_before_their_proposal():
    rules = application_factories.make_rules(proof_due_days=10, proof_propose_days=21)
    assert awards.proposal(application=make.approved(rules=rules))["proof_due_on"] == make.PARTY + datetime.timedelta(days=10)


def test_an_early_end_moves_the_day_by_the_rules_proposal():
    award = make.project_award(proof_due_days=None, proof_propose_days=30)
    with clock.at(make.LATER):
        awards.terminate(award, "Der Träger hört auf.", ends_on=make.LATER.date(), by=make.officer(award.place))
    assert award.proof_due_on == make.LATER.date() + datetime.timedelta(days=30)


@pytest.mark.parametrize("text", ["Widerspruch binnen zwei Wochen beim Bezirksamt.", ""])
def test_the_letter_says_what_the_rules_say_about_an_objection(text):
    award = make.granted(rules=application_factories.make_rules(objection=text))
    body = Message.objects.get(about_kind=award.KIND, about_id=award.pk, channel="letter").body
    assert ("Nicht einverstanden?" in body) is bool(text) and text in body
