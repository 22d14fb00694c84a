"""A jury of seven in its meeting, the chair, the team, and a matter to decide on."""

import datetime
from types import SimpleNamespace

import pytest

from quartier.community.councils import actions
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.subject import Matter, Pot
from quartier.ground.acts import clock, subjects
from quartier.ground.quarters.models import Place
from quartier.ground.quarters.tests import factories as places

EVENING = datetime.datetime(2026, 12, 1, 18, 30)


@pytest.fixture
def pot(monkeypatch):
    """The quarter itself is the matter; the pot has room for 2.000 €."""
    pot = Pot()
    monkeypatch.setitem(subjects._by_kind, Place.KIND, Matter(Place, pot))
    return pot


@pytest.fixture
def evening():
    """It is the evening of the meeting."""
    with clock.at(EVENING):
        yield


@pytest.fixture
def jury(db, evening):
    """Seven members, the meeting is open, six are there, Viktor is not; one item about 1.500 €."""
    return open_jury()


def open_jury(**rules):
    place = places.make_quarter()
    team = make.make_staff(place=place)
    body = make.make_body(place=place, by=team, **rules)
    seats = make.members(body)
    meeting = make.meeting(body, team, state="open")
    make.come(meeting, *seats[:6], by=team)
    item = meeting.items.get()
    return SimpleNamespace(place=place, team=team, body=body, seats=seats, chair=seats[0].person, meeting=meeting, item=item)


@pytest.fixture
def matter(jury, pot):
    """The same jury with the matter on its agenda."""
    jury.item = actions.add_agenda_item(jury.meeting, about=jury.place, amount_cents=150_000, by=jury.team)
    jury.pot = pot
    return jury
