"""From the idea to the chosen carrier: the verbs in their order, and what the public reads of it."""

import datetime

import pytest

from quartier.community.participation.tests import factories as ideas
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models
from quartier.funding.calls.actions import bids, briefs, calls, panel
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify.models import Message
from quartier.ground.workflow import queries as threads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may(settings, tmp_path):
    settings.SECRET_DIR = tmp_path / "secrets"
    with clock.at(factories.MAY):
        yield


def test_a_brief_goes_on_in_the_thread_of_its_idea():
    idea = ideas.published()
    brief = factories.drafted(idea.place, idea=idea)
    idea.refresh_from_db()
    assert brief.thread_id == idea.thread_id
    assert idea.outcome == "brief"


@pytest.mark.parametrize(("votes", "state"), [({"yes": 6, "no": 1}, "worthy"), ({"yes": 1, "no": 6}, "rejected")])
def test_the_councils_vote_decides_about_the_brief(votes, state):
    with clock.at(datetime.datetime(2026, 11, 24, 12)):
        brief, meeting, by, seats = factories.tabled(starts_on=datetime.date(2027, 1, 1), cents_by_year={"2027": 3_000_000})
    with clock.at(datetime.datetime(2026, 12, 1, 18, 30)):
        brief = factories.resolve(brief, meeting, seats, by, **votes, reason="Zu teuer." if state == "rejected" else "")
    assert brief.state == state


def test_the_confirmed_budget_is_reserved_by_budget_year():
    brief = factories.confirmed()
    assert brief.state == "confirmed"
    assert money.thread_money(brief.thread).by_year("reserved") == {2026: 1_000_000, 2027: 2_000_000}


def test_money_that_is_not_there_leaves_the_brief_on_the_list():
    brief = factories.worthy(max_cents=9_000_000, cents_by_year={"2026": 4_000_000, "2027": 5_000_000})
    district = factories.staff("district_coordinator")
    briefs.find_feasible(brief, factories.OPINION, by=district)
    briefs.list_brief(brief, by=district)
    with pytest.raises(Refused):
        briefs.confirm_budget(brief, by=factories.staff("state_coordinator", place=brief.place.parent.parent))
    brief.refresh_from_db()
    assert brief.state == "listed"
    assert money.thread_money(brief.thread).reserved == 0


def test_the_whole_way_to_the_choice():
    call = factories.call()
    (first, second), (one, two), (criterion,) = factories.selecting(call, "Hofkultur e. V.", "Werkraum gGmbH")
    with clock.at(factories.AFTER):
        panel.score(one, first, {criterion.pk: 5}, by=one.person)
        panel.score(two, first, {criterion.pk: 3}, by=two.person)
        panel.score(one, second, {criterion.pk: 2}, by=one.person)
        panel.score(two, second, {criterion.pk: 2}, by=two.person)
        calls.choose(call, bid=first, choice_reason=factories.REASON, by=factories.team(role="team_lead"))
    first.refresh_from_db(), second.refresh_from_db()
    assert (call.state, first.state, second.state) == ("chosen", "chosen", "not_chosen")
    letters = Message.objects.filter(channel=Message.Channel.LETTER).order_by("pk")
    assert [letter.subject.split(":")[0] for letter in letters] == ["Ihre Bewerbung ist ausgewählt", "Ihre Bewerbung ist nicht ausgewählt"]
    assert all(factories.REASON in letter.body for letter in letters)
    assert all(letter.file_id for letter in letters)
    told = [stop.label for stop in threads.timeline(call.thread, public_only=True)]
    assert told == [
        "Das Bezirksamt hat geprüft: Das ist möglich.",
        "Das Geld ist vorgemerkt: höchstens 30.000\N{NO-BREAK SPACE}€.",
        "Der Aufruf ist offen: höchstens 30.000\N{NO-BREAK SPACE}€, Bewerbungen bis 10. Juni 2026.",
        "Die Frist ist vorbei. Bewerbungen: 2.",
        "Ausgewählt: Hofkultur e. V.",
    ]


def test_a_choice_is_taken_back_and_made_again():
    call = factories.call(is_scored=False)
    found, _seats, _criteria = factories.selecting(call, "Hofkultur e. V.", "Werkraum gGmbH")
    lead, district = factories.team(role="team_lead"), factories.staff("district_coordinator")
    with clock.at(factories.AFTER):
        calls.choose(call, bid=found[0], choice_reason=factories.REASON, by=lead)
        calls.unchoose(call, "Ein Mitglied war beteiligt.", by=district)
        calls.choose(call, bid=found[1], choice_reason=factories.REASON, by=lead)
    assert [bid.state for bid in call.bids.order_by("pk")] == ["not_chosen", "chosen"]


def test_nobody_is_chosen_and_all_bids_get_a_letter():
    call = factories.call()
    factories.opened(call, "Hofkultur e. V.", "Werkraum gGmbH")
    with clock.at(factories.AFTER):
        calls.choose_nobody(call, "Kein Konzept passt.", by=factories.team(role="team_lead"))
    assert {bid.state for bid in call.bids.all()} == {"not_chosen"}
    assert Message.objects.filter(channel=Message.Channel.LETTER).count() == 2


def test_a_withdrawn_call_erases_its_bids_unread():
    call = factories.call()
    bid = factories.bid(call)
    calls.withdraw_call(call, "Der Hof wird gebaut.", by=factories.team(role="team_lead"))
    bid.refresh_from_db()
    assert (bid.state, bid.sealed) == ("void", None)
    assert "zurückgezogen" in Message.objects.latest("pk").subject + Message.objects.latest("pk").body


def test_without_bids_the_call_fails_and_another_can_be_drafted():
    call = factories.call()
    with clock.at(factories.AFTER):
        calls.fail_call(call, by=factories.team())
        again = factories.call(brief=call.brief, state="drafted", deadline_at=factories.AFTER + datetime.timedelta(days=30))
    assert (call.state, again.state) == ("failed", "drafted")


def test_a_brief_has_one_call_at_a_time():
    call = factories.call()
    with pytest.raises(Refused, match="schon einen Aufruf"):
        factories.call(brief=call.brief, state="drafted")


def test_a_paper_bid_is_entered_shut_typed_in_after_the_opening_and_checked():
    call = factories.call()
    organisation, _person = factories.organisation("Papier e. V.")
    by, district = factories.team(), factories.staff("district_coordinator")
    bid = bids.enter_bid(call, organisation=organisation, received_at=clock.now(), by=by)
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=by)
        calls.open_bids(call, by=district)
        with pytest.raises(Refused, match="vom Papier"):
            bids.find_complete(bid, by=by)
        bids.type_in_bid(bid, sketch=factories.SKETCH, lines=factories.lines(), by=by)
        bids.find_complete(bid, by=by)
        bids.find_formally_ok(bid, by=district)
    assert (bid.state, bid.grant_cents) == ("formally_ok", 2_000_000)


@pytest.mark.parametrize("state", ["drafted", "approved"])
def test_a_letter_for_a_call_that_is_not_public_is_not_entered(state):
    call = factories.call(state=state)
    organisation, _person = factories.organisation("Früh e. V.")
    with pytest.raises(Refused, match="noch nicht veröffentlicht"):
        bids.enter_bid(call, organisation=organisation, received_at=clock.now(), by=factories.team())
    assert not models.Bid.objects.exists()


def test_a_late_letter_is_written_down_and_excluded():
    call = factories.call()
    factories.opened(call, "Hofkultur e. V.")
    organisation, _person = factories.organisation("Spät e. V.")
    with clock.at(factories.AFTER):
        bid = bids.enter_late_bid(call, organisation=organisation, received_at=factories.DEADLINE, by=factories.team())
        assert (bid.state, bid.is_late) == ("excluded", True)
        with pytest.raises(Refused, match="nach dem Schluss"):
            bids.readmit_bid(bid, "Doch.", by=factories.staff("district_coordinator"))


def test_a_late_letter_before_the_opening_stays_shut_and_can_only_be_excluded():
    call = factories.call()
    factories.bid(call)
    organisation, _person = factories.organisation("Spät e. V.")
    by = factories.team()
    with clock.at(factories.AFTER):
        bid = bids.enter_bid(call, organisation=organisation, received_at=clock.now(), by=by)
        calls.sign_opening(call, by=by)
        calls.open_bids(call, by=factories.staff("district_coordinator"))
        bids.type_in_bid(bid, sketch=factories.SKETCH, lines=factories.lines(), by=by)
        with pytest.raises(Refused, match="nach dem Schluss"):
            bids.find_complete(bid, by=by)
        bids.exclude_bid(bid, "Zu spät.", by=by)
    assert bid.state == "excluded"


def test_a_carrier_in_the_panel_is_out_once_the_bids_are_open_and_not_before():
    call = factories.call()
    bid = factories.bid(call)
    by = factories.team()
    member = panel.add_member(call, person=bid.person, speaks_for="Träger", by=by)
    assert not models.Bias.objects.exists()
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=by)
        calls.open_bids(call, by=factories.staff("district_coordinator"))
        assert models.Bias.objects.get().member == member
        with pytest.raises(Refused, match="nicht aufheben"):
            panel.lift_bias(member, by=by)
