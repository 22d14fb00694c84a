"""What the verbs do."""

import datetime

import pytest

from quartier.community.events import demo, models, steps, surfaces
from quartier.community.events.actions import events as actions
from quartier.community.events.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.mark.parametrize(
    ("role", "may"),
    [("team_member", True), ("team_lead", True), ("editor", True), ("auditor", False), ("district_coordinator", False)],
)
def test_team_and_editors_write_the_calendar(role, may):
    event = factories.draft()
    place = {"auditor": places.make_city(), "district_coordinator": event.place.parent}.get(role, event.place)
    verbs = {offer.verb for offer in steps.EVENT.offers(event, make_staff(role, place))}
    assert verbs == ({"change", "publish", "discard"} if may else set())


def test_every_state_is_reached():
    assert {state for step in steps.EVENT for state in step.targets} == set(steps.EVENT.states)


def test_a_draft_is_not_in_the_calendar():
    event = factories.draft()
    assert surfaces.upcoming(event.place) == []
    actions.publish(event, by=factories.make_team())
    assert surfaces.upcoming(event.place) == [event]


def test_a_past_event_is_not_published():
    team = factories.make_team()
    event = factories.draft(by=team, day=20)
    with pytest.raises(Refused, match="Der Termin ist schon vorbei"):
        actions.publish(event, by=team)


def test_the_end_lies_after_the_beginning():
    with pytest.raises(Refused, match="Das Ende liegt vor dem Anfang"):
        factories.draft(ends_at=factories.at(26, 15))
    event = factories.draft()
    with pytest.raises(Refused, match="Das Ende liegt vor dem Anfang"):
        actions.change(event, by=factories.make_team(), starts_at=factories.at(26, 16), ends_at=factories.at(26, 16))
    event.refresh_from_db()
    assert event.ends_at == factories.at(26, 19)


def test_calling_off_keeps_the_event_and_says_why():
    team = factories.make_team()
    event = actions.cancel(factories.published(by=team), "Die Trainerin ist krank.", by=team)
    assert (event.state, event.cancel_reason) == ("cancelled", "Die Trainerin ist krank.")
    assert surfaces.upcoming(event.place) == [event]
    event = actions.revive(event, "Es gibt Ersatz.", by=team)
    assert (event.state, event.cancel_reason) == ("published", "")


def test_calling_off_needs_a_reason_and_a_future():
    team = factories.make_team()
    event = factories.published(by=team)
    with pytest.raises(Refused, match="Grund"):
        actions.cancel(event, " ", by=team)
    with clock.at(event.ends_at), pytest.raises(Refused, match="Absagen geht nicht mehr"):
        actions.cancel(event, "Krank", by=team)


def test_what_is_over_is_no_longer_upcoming():
    event = factories.published()
    assert surfaces.upcoming(event.place, now=event.ends_at) == []
    assert surfaces.upcoming(event.place, now=event.ends_at - datetime.timedelta(seconds=1)) == [event]


def test_drafts_wait_for_whoever_writes_the_calendar():
    event = factories.draft()
    editor = make_staff("editor", event.place)
    assert [one.title for one in surfaces.waiting_for(editor)] == ["Fahrrad-Werkstatt"]
    assert surfaces.waiting_for(factories.make_team(places.make_quarter("Anderswo"))) == []


def test_the_events_of_december_2017_stand_with_their_source():
    place = places.make_quarter("Reinickendorfer Straße/Pankstraße", slug=demo.QUARTER, code="PS")
    team = factories.make_team(place)
    events = demo.portal_of_december_2017(team)
    assert demo.portal_of_december_2017(team) == events
    shown = [(f"{event.starts_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}", event.title, event.state) for event in events]
    assert shown == [
        ("14.12.2017 14:00", "Basteln mit Natur im Himmelbeet", "published"),
        ("21.12.2017 14:00", "Basteln mit Natur im Himmelbeet", "published"),
        ("21.12.2017 14:00", "Weihnachtsessen im Tageszentrum m32", "published"),
        ("24.12.2017 14:00", "Heiligabend – Geselliges Beisammensein im Tageszentrum m32", "published"),
        ("26.12.2017 14:00", "Weihnachtscafé im Tageszentrum m32", "published"),
    ]
    assert {event.source for event in events} == {demo.SOURCE}
    assert models.Event.objects.count() == 5
