"""What the councils show elsewhere, what they keep about a person, and what their pages cost."""

import datetime

import pytest

from quartier.community.councils import actions, models, queries, surfaces
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.browse import Visit
from quartier.community.councils.tests.conftest import EVENING
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


def test_next_meetings_are_those_of_the_place_soonest_first(jury):
    later = make.meeting(jury.body, jury.team, starts_at=make.EVENING.replace(day=20), state="planned")
    other = make.make_body(place=places.make_quarter("Sonnenallee-Süd", slug="sonnenallee"))
    make.meeting(other, make.make_staff(place=other.place), state="planned")
    assert surfaces.next_meetings(jury.place, 5) == [jury.meeting, later]
    assert surfaces.meeting_address(later) == f"/{jury.place.slug}/gremien/sitzung/{later.pk}/"


def test_a_member_is_told_of_an_open_vote_until_she_has_voted(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    aylin, ivana = jury.seats[0].person, jury.seats[3].person
    actions.declare_bias(jury.item, ivana, by=ivana)
    assert [(one.title, one.why) for one in surfaces.waiting_for(aylin)] == [("Laternen für den Hof", "Bitte abstimmen")]
    assert surfaces.waiting_for(ivana) == []
    actions.cast(vote, aylin, "yes")
    assert surfaces.waiting_for(aylin) == []


def test_the_team_is_told_what_a_meeting_needs(jury):
    def why():
        return [one.why for one in surfaces.waiting_for(jury.team, jury.place)]

    assert why() == ["Bitte schließen"]
    actions.close_meeting(jury.meeting, by=jury.team)
    assert why() == ["Bitte das Protokoll schreiben"]
    actions.draft_minutes(jury.meeting, by=jury.team, minutes_by="Tomas")
    assert why() == ["Bitte das Protokoll bestätigen"]
    actions.approve_minutes(jury.meeting, by=jury.team)
    assert why() == []
    make.meeting(jury.body, jury.team, starts_at=make.EVENING.replace(day=20), state="planned")
    assert why() == ["Bitte einladen"]
    assert surfaces.waiting_for(make.make_person("Fremde")) == []


def test_a_person_reads_and_erases_what_is_hers(jury):
    ivana = jury.seats[3].person
    actions.set_name_consent(jury.seats[3], publishes=True, public_name="Ivana P.", by=ivana)
    actions.declare_bias(jury.item, ivana, by=ivana, reason="MARKE-Schwester")
    vote = actions.open_vote(jury.item, by=jury.team)
    actions.cast(vote, jury.seats[0].person, "yes")
    told = surfaces.personal_data(ivana)
    assert "im Netz als „Ivana P.“" in told["Sitze in Gremien"][0]
    assert "MARKE-Schwester" in told["Befangenheit"][0]
    assert len(told["Anwesenheit in Sitzungen"]) == 1
    surfaces.erase(ivana, by=ivana)
    assert "MARKE" not in str(surfaces.personal_data(ivana)) and "Ivana P." not in str(surfaces.personal_data(ivana))
    assert models.Bias.objects.get().person == ivana  # she stays excluded: the count must not change afterwards


def test_minutes_are_approved_and_given_back_with_a_reason(jury):
    actions.close_meeting(jury.meeting, by=jury.team)
    actions.draft_minutes(jury.meeting, by=jury.team, minutes_by="Tomas")
    actions.approve_minutes(jury.meeting, by=jury.chair)
    with pytest.raises(Refused):
        actions.draft_minutes(jury.meeting, by=jury.team, minutes_by="Tomas")
    with pytest.raises(Refused, match="Grund"):
        actions.return_minutes(jury.meeting, by=jury.team, reason="")
    actions.return_minutes(jury.meeting, by=jury.team, reason="Ein Name ist falsch.")
    actions.draft_minutes(jury.meeting, by=jury.team, minutes_by="Tomas")


def test_a_meeting_closed_by_mistake_opens_again_with_everybody_in_it(jury):
    with clock.at(EVENING.replace(hour=20)):
        actions.close_meeting(jury.meeting, by=jury.team)
    assert jury.meeting.attendances.filter(left_at=None).count() == 0
    actions.reopen_meeting(jury.meeting, by=jury.team, reason="Zu früh gedrückt.")
    assert jury.meeting.attendances.filter(left_at=None).count() == 6


def test_a_meeting_does_not_open_before_its_day(db):
    team = make.make_staff()
    body = make.make_body(by=team)
    make.members(body, 3)
    meeting = make.meeting(body, team)
    with clock.at(datetime.datetime(2026, 11, 30, 23, 59)), pytest.raises(Refused, match=r"Die Sitzung ist am 1\. Dezember 2026"):
        actions.open_meeting(meeting, by=team)
    with clock.at(datetime.datetime(2026, 12, 1, 0, 1)):
        actions.open_meeting(meeting, by=team)


def test_its_owner_takes_a_matter_off_the_agenda_but_not_out_of_a_running_vote(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    with pytest.raises(Refused, match="Darüber wird gerade abgestimmt"):
        actions.withdraw_item(matter.place, by=matter.team)
    actions.cancel_vote(vote, by=matter.team, reason="Zurückgezogen")
    actions.withdraw_item(matter.place, by=matter.team)
    matter.item.refresh_from_db()
    assert matter.item.state == "withdrawn"
    assert queries.planned_item(matter.body, "quarters.place", matter.place.pk) is None


def test_how_often_a_refused_matter_may_come_again(matter):
    def refuse(item):
        vote = actions.open_vote(item, by=matter.team, mode="hands")
        actions.record_hands(vote, {"1": {"no": 5}}, by=matter.team)
        actions.close_vote(vote, by=matter.team)

    refuse(matter.item)
    later = make.meeting(matter.body, matter.team, items=(), starts_at=make.EVENING.replace(day=15), state="planned")
    again = actions.add_agenda_item(later, about=matter.place, amount_cents=1, by=matter.team)
    actions.invite(later, by=matter.team)
    with clock.at(make.EVENING.replace(day=15)):
        actions.open_meeting(later, by=matter.team)
        make.come(later, *matter.seats, by=matter.team)
        refuse(again)
        third = make.meeting(matter.body, matter.team, items=(), starts_at=make.EVENING.replace(day=20), state="planned")
        with pytest.raises(Refused, match="schon 2 Mal abgelehnt"):
            actions.add_agenda_item(third, about=matter.place, by=matter.team)


PUBLIC = [("gremien/", 8), ("gremien/aktionsfondsjury/", 10), ("gremien/sitzung/{meeting}/", 10)]


@pytest.mark.parametrize(("path", "most"), PUBLIC)
def test_public_pages_cost_the_same_for_one_and_for_many(jury, path, most, django_assert_max_num_queries):
    address = f"/{jury.place.slug}/{path.format(meeting=jury.meeting.pk)}"
    Visit().get(address)
    with django_assert_max_num_queries(most) as few:
        Visit().get(address)
    for i in range(12):
        make.seat(jury.body, f"Person {i}")
        actions.add_agenda_item(jury.meeting, title=f"Punkt {i}", by=jury.team)
        make.make_body(name=f"Jury {i}", by=jury.team, place=jury.place)
    with django_assert_max_num_queries(most) as many:
        Visit().get(address)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "path", ["gremien/sitzung/{meeting}/", "gremien/sitzung/{meeting}/leiten/", "gremien/sitzung/{meeting}/bildschirm/"]
)
def test_the_evenings_pages_cost_the_same_for_seven_and_for_thirty(jury, path, django_assert_max_num_queries):
    actions.open_vote(jury.item, by=jury.team)
    visit, address = Visit(jury.chair), f"/{jury.place.slug}/{path.format(meeting=jury.meeting.pk)}"
    visit.get(address)
    with django_assert_max_num_queries(30) as few:
        visit.get(address)
    for i in range(20):
        one = make.seat(jury.body, f"Person {i}")
        actions.arrive(jury.meeting, one, by=jury.team)
        actions.add_agenda_item(jury.meeting, title=f"Punkt {i}", by=jury.team)
    with django_assert_max_num_queries(30) as many:
        visit.get(address)
    assert len(many) <= len(few)
