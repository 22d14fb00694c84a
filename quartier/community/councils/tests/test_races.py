"""Many at once: votes, closings, arrivals; on SQLite and on PostgreSQL."""

import pytest

from quartier.community.councils import actions, models
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.conftest import EVENING
from quartier.community.councils.tests.subject import Matter, Pot
from quartier.ground.acts import clock, log, subjects
from quartier.ground.acts.refusal import Refused
from quartier.ground.acts.tests.helpers import at_once
from quartier.ground.quarters.models import Place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(monkeypatch):
    """Twenty members are there, the vote about 1.500 € is open."""
    pot = Pot(10_000_000)
    monkeypatch.setitem(subjects._by_kind, Place.KIND, Matter(Place, pot))
    with clock.at(EVENING):
        team = make.make_staff()
        body = make.make_body(kind="council", name="Quartiersrat", by=team)
        seats = make.members(body, 20)
        meeting = make.meeting(body, team, items=(), state="planned")
        item = actions.add_agenda_item(meeting, about=body.place, amount_cents=150_000, by=team)
        meeting = actions.open_meeting(actions.invite(meeting, by=team), by=team)
        make.come(meeting, *seats, by=team)
        vote = actions.open_vote(item, by=team)
        yield team, meeting, seats, vote, pot


def test_twenty_votes_at_once_are_twenty_votes(council):
    team, _meeting, seats, vote, pot = council
    results = at_once(20, lambda i: actions.cast(vote, seats[i].person, "yes" if i < 12 else "no"))
    assert [r for r in results if isinstance(r, Exception)] == []
    resolution = actions.close_vote(vote, by=team).resolution
    assert (resolution.yes, resolution.no, resolution.result, pot.heard[0][0]) == (12, 8, "yes", "yes")
    assert log.verify() == []


def test_one_person_voting_twenty_times_at_once_has_one_vote(council):
    _team, _meeting, seats, vote, _pot = council
    at_once(20, lambda i: actions.cast(vote, seats[0].person, "yes" if i % 2 else "no"))
    assert vote.ballots.count() == 1


def test_votes_and_the_close_at_once_are_counted_or_too_late(council):
    team, _meeting, seats, vote, pot = council
    for seat in seats[:11]:
        actions.cast(vote, seat.person, "yes")

    def act(i):
        return actions.close_vote(vote, by=team) if i == 9 else actions.cast(vote, seats[11 + i].person, "no")

    results = at_once(10, act)
    late = [r for r in results if isinstance(r, Refused)]
    assert [r for r in results if isinstance(r, Exception) and not isinstance(r, Refused)] == []
    vote.refresh_from_db()
    assert vote.state == "closed"
    assert vote.tally == {"yes": 11, **({"no": 9 - len(late)} if len(late) < 9 else {})}
    assert vote.ballots.count() == 11 + 9 - len(late)
    assert pot.heard == [("yes", 150_000, team.pk)]


def test_two_people_closing_at_once_close_once(council):
    team, meeting, seats, vote, pot = council
    for seat in seats[:12]:
        actions.cast(vote, seat.person, "yes")
    results = at_once(4, lambda i: actions.close_vote(vote, by=(team, seats[0].person)[i % 2]))
    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert all("schon jemand erledigt" in str(r) for r in results if isinstance(r, Exception))
    assert (models.Resolution.objects.count(), len(pot.heard)) == (1, 1)
    assert meeting.items.get().state == "done"


def test_coming_going_and_closing_at_once_freeze_one_room(council):
    team, meeting, seats, vote, _pot = council
    for seat in seats[:15]:
        actions.cast(vote, seat.person, "yes")

    def act(i):
        return actions.close_vote(vote, by=team) if i == 4 else actions.leave(meeting, seats[i], by=team)

    results = at_once(8, act)
    assert [r for r in results if isinstance(r, Exception)] == []
    vote.refresh_from_db()
    assert vote.tally["yes"] == 15 - (20 - vote.numbers["present"])
    assert vote.needed == vote.numbers["present"] // 2 + 1


def test_two_people_opening_at_once_open_one_vote(council):
    team, _meeting, _seats, vote, _pot = council
    actions.cancel_vote(vote, by=team, reason="Noch einmal.")
    results = at_once(6, lambda i: actions.open_vote(vote.item, by=team))
    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert all("Es läuft schon eine Abstimmung" in str(r) for r in results if isinstance(r, Exception))


def test_the_same_person_arriving_twice_at_once_is_there_once(council):
    team, meeting, seats, _vote, _pot = council
    actions.leave(meeting, seats[0], by=team)
    results = at_once(6, lambda i: actions.arrive(meeting, seats[0], by=team))
    assert len({r.pk for r in results}) == 1
    assert meeting.attendances.filter(seat=seats[0], left_at=None).count() == 1


def test_the_same_matter_comes_on_one_agenda_once(council):
    team, meeting, _seats, vote, _pot = council
    actions.cancel_vote(vote, by=team, reason="Vertagt.")
    actions.defer_item(vote.item, by=team, reason="Vertagt.")
    later = make.meeting(meeting.body, team, items=(), starts_at=make.EVENING.replace(day=20), state="planned")
    results = at_once(5, lambda i: actions.add_agenda_item(later, about=meeting.place, by=team))
    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert {type(r) for r in results if isinstance(r, Exception)} == {Refused}
