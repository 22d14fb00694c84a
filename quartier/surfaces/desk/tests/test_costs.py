"""What the desk and a person's own pages cost: the same few queries for one thing that waits of each kind and for several."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.community.councils.tests import factories as councils
from quartier.community.participation.tests import factories as ideas
from quartier.funding.budgets.tests import factories as money
from quartier.funding.calls import case_pages
from quartier.funding.calls.models import Question
from quartier.funding.calls.tests import factories as calls
from quartier.funding.grants.tests import factories as grants
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places
from quartier.surfaces.desk import waiting

pytestmark = pytest.mark.django_db
HOME = "/donaustrasse-nord/buero/"


@pytest.fixture
def place():
    return places.make_quarter()


def cost(client, address) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def busy(place, team, round_of):
    """One more of all that may wait at the desk."""
    ideas.received(place, title=f"Idee {round_of}", email=f"{round_of}@beispiel.de")
    with clock.at(calls.MAY):
        money.fill_pot(9_000_000, place, fund=calls.fund(place), by_year={2026: 4_000_000, 2027: 5_000_000})
        calls.drafted(place)
        asked = calls.call(place)
        calls.opened(calls.call(place), f"Hofkultur {round_of} e. V.")
        Question.objects.create(call=asked, text="Wann?", asked_at=clock.now())
    with clock.at(grants.AFTER):
        grants.approved(place)
        grants.drafted(place)
        grants.handed_in(place)
        body = councils.make_body(kind="steering", place=place, name=f"Runde {round_of}", by=team)
        councils.meeting(body, team, state="planned", starts_at=clock.now() + datetime.timedelta(days=9))


@pytest.mark.parametrize(("address", "most"), [(HOME, 20), (HOME + "?auf=andere", 20), ("/buero/", 20)])
def test_the_desk_costs_the_same_however_much_waits(client, place, address, most):
    team = make_staff("team_lead", place)
    client.force_login(team)
    counts, lines = [], []
    for round_of in range(2):
        busy(place, team, round_of)
        with clock.at(grants.AFTER):
            counts.append(cost(client, address))
            lines.append(len(waiting.of(team, place)))
    assert counts[0] == counts[1] <= most
    assert lines[1] >= 2 * 7


def test_a_persons_own_page_costs_the_same_however_much_she_has(client, place):
    person = make_person("Leyla Aydın", "leyla@beispiel.de")
    client.force_login(person)
    counts = []
    for round_of in range(2):
        ideas.received(place, title=f"Idee {round_of}", email=f"{round_of}@beispiel.de")
        grants.running(place, person=person)
        grants.approved(place, person=person)
        councils.seat(councils.make_body(place=place, name=f"Rat {round_of}"), person=person)
        counts.append(cost(client, "/meins/"))
    assert counts[0] == counts[1] <= 12


def test_the_page_of_a_case_costs_a_detail_page(client, place):
    application = grants.approved(place)
    assert cost(client, case_pages.address_for(application, application.person)) <= 10


def test_each_matter_waits_once(place):
    team = make_staff("team_lead", place)
    busy(place, team, 1)
    with clock.at(grants.AFTER):
        found = [(line.address, line.title, str(line.why)) for line in waiting.of(team, place) if not line.address.endswith("/post/")]
    assert len(found) == len(set(found))
