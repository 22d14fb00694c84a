"""Verbs about applications: from handing in to the jury's word."""

import datetime

import pytest

from quartier.community.councils import actions as councils
from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.tests import application_factories as make
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = places.make_quarter()
    make.make_rules()
    make.make_pot(place)
    with clock.at(make.NOON):
        yield place
    assert check.problems() == []
    assert log.verify() == []


@pytest.fixture
def team(place):
    return make.make_staff(place=place)


@pytest.fixture
def jury(place, team):
    return make.make_jury(place, team)


@pytest.fixture
def tabled(place, team, jury):
    """An application on the agenda of 1 December: (application, item, seats)."""
    application = make.make_application(place)
    make.tick_all(application, team)
    meeting = make.make_meeting(jury[0], team)
    actions.table(application, meeting=meeting, by=team)
    return application, meeting.items.get(), jury[1]


def test_it_gets_a_number_and_the_applicant_a_mail_with_her_link(place):
    application = make.make_application(place)
    assert (application.state, application.thread.kind, application.budget_year) == ("submitted", "AF", 2026)
    mail = Message.objects.get()
    assert mail.subject == f"Wir haben Ihren Antrag: {application.thread.file_number}"
    assert actions.link_of(application) in mail.body


def test_without_an_address_for_mail_it_is_a_letter_to_her_street_without_link(place):
    application = make.make_application(place, person=make.make_person(email=False))
    letter = Message.objects.get()
    assert letter.channel == Message.Channel.LETTER
    assert "Donaustraße 88" in letter.to
    assert "/vorgang/" not in letter.body
    assert application.thread.file_number in letter.body


def test_a_yes_reserves_the_money_in_the_same_transaction(place, team, tabled):
    application, item, seats = tabled
    make.vote(item, seats, team)
    application.refresh_from_db()
    assert (application.state, application.approved_cents, application.decided_on) == ("approved", 891_00, datetime.date(2026, 12, 1))
    pot = budgets.pot("aktionsfonds", place, 2026)
    assert (pot.reserved, pot.free) == (891_00, 9_109_00)


def test_a_pot_too_small_leaves_the_vote_open(place, team, tabled):
    application, item, seats = tabled
    other = make.make_application(place, title="Sommerfest")
    budgets_left = budgets.pot("aktionsfonds", place, 2026).free - 800_00
    from quartier.funding.budgets import actions as money

    money.reserve("aktionsfonds", place, {2026: budgets_left}, thread=other.thread, about=other, by=team)
    with pytest.raises(Refused) as refused:
        make.vote(item, seats, team)
    assert "frei" in str(refused.value)
    application.refresh_from_db()
    item.refresh_from_db()
    assert (application.state, item.votes.get().state) == ("tabled", "open")
    assert budgets.pot("aktionsfonds", place, 2026).free == 800_00


def test_a_no_is_a_letter_and_a_mail_with_reason_and_way_on(place, team, tabled):
    application, item, seats = tabled
    make.vote(item, seats, team, yes=2, reason="Die Musik ist zu laut.")
    application.refresh_from_db()
    assert application.state == "rejected"
    letter, mail = Message.objects.filter(about_kind=application.KIND, subject__contains="nicht zugestimmt").order_by("channel")
    assert {letter.channel, mail.channel} == {"letter", "mail"}
    for message in (letter, mail):
        assert "Die Musik ist zu laut." in message.body
        assert "neu stellen" in message.body
    assert budgets.pot("aktionsfonds", place, 2026).reserved == 0


def test_a_resolution_that_was_counted_wrong_gives_the_money_back(place, team, tabled):
    application, item, seats = tabled
    vote = make.vote(item, seats, team)
    councils.annul(vote.resolution, by=team, reason="Falsch gezählt.")
    application.refresh_from_db()
    assert (application.state, application.approved_cents) == ("tabled", None)
    assert budgets.pot("aktionsfonds", place, 2026).free == 10_000_00


def test_withdrawing_after_the_yes_frees_the_money(place, team, tabled):
    application, item, seats = tabled
    make.vote(item, seats, team)
    actions.withdraw(application, by=application.person)
    assert application.state == "withdrawn"
    assert budgets.pot("aktionsfonds", place, 2026).free == 10_000_00


def test_withdrawing_takes_it_off_the_agenda(team, tabled):
    application, item, _seats = tabled
    actions.withdraw(application, by=application.person)
    assert not type(item).objects.filter(pk=item.pk).exists()


def test_sent_back_changed_and_handed_in_again_is_checked_anew(team, place):
    application = make.make_application(place)
    make.tick_all(application, team)
    actions.send_back(application, "Bitte die Musikerin billiger.", by=team)
    items = [{"what": "Papier", "kind": "material", "cents": 200_00}]
    actions.resubmit(application, items=items, requested_cents=220_00, by=application.person)
    assert (application.state, application.requested_cents, application.checks.count()) == ("submitted", 220_00, 0)
    assert [item.what for item in application.items.all()] == ["Papier"]


def test_a_refused_change_leaves_the_application_as_it_was(team, place):
    application = make.make_application(place)
    actions.send_back(application, "Bitte kürzen.", by=team)
    with pytest.raises(Refused):
        actions.resubmit(application, items=make.ITEMS, requested_cents=2_000_00, by=application.person)
    application.refresh_from_db()
    assert (application.state, application.requested_cents) == ("needs_rework", 891_00)


def test_ineligible_says_why_and_can_be_taken_back(team, place):
    application = make.make_application(place)
    actions.find_ineligible(application, "Mieten darf der Aktionsfonds nicht bezahlen.", by=team)
    assert application.state == "ineligible"
    actions.reopen(application, "Es ging nicht um Miete.", by=team)
    assert application.state == "submitted"


def test_a_new_link_makes_the_old_one_void(team, place):
    from quartier.funding.calls import case_pages

    application = make.make_application(place)
    old = actions.link_of(application)
    application = actions.renew_link(application, by=team)
    assert case_pages.opened(place, old.split("/")[3]) is None
    assert case_pages.opened(place, actions.link_of(application).split("/")[3]).case == application


def test_ticks_are_noted_once_and_only_while_the_office_has_it(team, place):
    application = make.make_application(place)
    before = log.entries(about=application).count()
    actions.check(application, ticks={"place": True, "own": None}, items={}, by=team)
    actions.check(application, ticks={"place": True, "own": None}, items={}, by=team)
    assert log.entries(about=application).count() == before + 1
    actions.send_back(application, "Bitte prüfen.", by=team)
    with pytest.raises(Refused):
        actions.check(application, ticks={"place": False}, items={}, by=team)
