"""Who may take which step of an idea, and when."""

import pytest

from quartier.community.participation import actions, models, steps
from quartier.community.participation.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

TEAM = {"publish", "refuse", "merge", "hold_back", "redact"}


def verbs(idea, person):
    return {offer.verb for offer in steps.IDEA.offers(idea, person)}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("team_member", TEAM),
        ("team_lead", TEAM),
        ("editor", set()),
        ("district_coordinator", set()),
        ("auditor", set()),
        ("operator", set()),
    ],
)
def test_only_the_team_moderates(db, role, expected):
    idea = factories.received()
    place = {"district_coordinator": idea.place.parent, "auditor": places.make_city(), "operator": places.make_city()}.get(role, idea.place)
    assert verbs(idea, make_staff(role, place)) == expected


def test_the_author_withdraws_and_hides_her_name(db):
    idea = factories.received()
    assert verbs(idea, idea.author) == {"withdraw", "hide_name"}


def test_the_team_of_another_quarter_may_nothing(db):
    idea = factories.received()
    stranger = factories.make_team(places.make_quarter("Anderswo"))
    assert verbs(idea, stranger) == set()
    with pytest.raises(Refused, match="dürfen Sie hier nicht gehen"):
        actions.publish(idea, by=stranger)


def test_nobody_withdraws_for_the_author(db):
    idea = factories.received()
    with pytest.raises(Refused):
        actions.withdraw(idea, by=factories.make_team(idea.place))


def test_every_state_is_reached_and_can_be_named(db):
    reached = {state for step in steps.IDEA for state in step.targets}
    assert reached == set(steps.IDEA.states)


def test_a_step_is_not_taken_twice(db):
    team = factories.make_team()
    idea = factories.published(by=team)
    with pytest.raises(Refused, match="hat inzwischen schon jemand erledigt"):
        actions.publish(idea, by=team)


@pytest.mark.parametrize("verb", ["unpublish", "hold_back"])
def test_taking_away_needs_a_reason(db, verb):
    team = factories.make_team()
    idea = factories.published(by=team)
    with pytest.raises(Refused, match="Bitte einen Grund eintragen"):
        getattr(actions, verb)(idea, "  ", by=team)
    idea.refresh_from_db()
    assert idea.state == "published"


@pytest.mark.parametrize("outcome", [models.Outcome.BRIEF, models.Outcome.PROJECT])
def test_what_others_build_on_cannot_be_withdrawn(db, outcome):
    idea = factories.published()
    actions.record_outcome(idea.thread_id, outcome)
    idea.refresh_from_db()
    offer = next(offer for offer in steps.IDEA.offers(idea, idea.author) if offer.verb == "withdraw")
    assert offer.why_not.startswith("Aus der Idee ist schon ein Vorhaben geworden")
    with pytest.raises(Refused):
        actions.withdraw(idea, by=idea.author)
