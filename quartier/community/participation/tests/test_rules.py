"""Questions about ideas."""

import datetime

import pytest

from quartier.community.participation import models, rules
from quartier.community.participation.tests import factories
from quartier.ground.acts import clock
from quartier.ground.quarters.models import Phase
from quartier.ground.quarters.tests import factories as places


@pytest.mark.parametrize(
    "after",
    ["", "Herr Meier ist laut", "Herr ist laut", "[…] ist laut", "Herr […] laut", "Herr  Meier\nist laut"],
)
def test_a_text_may_be_shortened(after):
    assert rules.only_cuts("Herr Meier ist laut", after) is None


@pytest.mark.parametrize("after", ["Frau Meier ist laut", "laut ist Herr Meier", "Herr Meier ist sehr laut"])
def test_a_text_may_not_get_other_words(after):
    assert rules.only_cuts("Herr Meier ist laut", after).startswith("Hier darf nur etwas herausgenommen werden.")


@pytest.mark.parametrize("answer", ["", "nein", "   nein, geht nicht  "])
def test_an_answer_must_help(answer):
    assert rules.answer_is_given(models.Idea(), answer=answer).startswith("Bitte eine Antwort schreiben, die weiterhilft")


def test_an_ended_quarter_takes_no_ideas(db):
    place = places.make_quarter("Alt", phase=Phase.Kind.CLOSED)
    assert rules.takes_ideas(place).startswith("Dieses Quartier ist beendet.")


def test_an_idea_belongs_to_a_quarter(db):
    assert rules.takes_ideas(places.make_city()).startswith("Eine Idee gehört in ein Quartier.")


def test_a_running_quarter_takes_ideas(db):
    assert rules.takes_ideas(places.make_quarter()) is None


def test_a_link_is_open_until_it_expires(db):
    link = factories.link_of(factories.submitted())
    assert rules.link_is_open(link) is None
    with clock.at(link.expires_at - datetime.timedelta(seconds=1)):
        assert rules.link_is_open(link) is None
    with clock.at(link.expires_at):
        assert rules.link_is_open(link) == "Dieser Link ist abgelaufen."


def test_a_used_link_is_used(db):
    idea = factories.received()
    assert rules.link_is_open(factories.link_of(idea)) == "Dieser Link wurde schon benutzt. Er gilt nur einmal."


def test_ideas_merge_only_within_a_quarter_and_into_public_ones(db):
    one, other = factories.published(), factories.received(title="Bänke")
    far = factories.published(places.make_quarter("Anderswo"))
    assert rules.may_merge(one, into=far).startswith("Diese Idee gibt es in diesem Quartier nicht.")
    assert rules.may_merge(one, into=one) == "Eine Idee kann nicht mit sich selbst zusammengelegt werden."
    assert rules.may_merge(one, into=other).startswith("Die andere Idee ist nicht öffentlich.")
    assert rules.may_merge(other, into=one) is None


def test_what_became_a_project_is_not_merged_away(db):
    one, other = factories.published(), factories.published(title="Bänke")
    one.outcome = models.Outcome.PROJECT
    assert rules.may_merge(one, into=other).startswith("Aus dieser Idee ist schon mehr geworden (Wird umgesetzt).")
