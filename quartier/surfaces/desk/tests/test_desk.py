"""What waits, all cases, by role; the same queries for one row and for many."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls.tests import application_factories as applications
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places
from quartier.ground.workflow import stages, steps, turns
from quartier.surfaces.desk import cases, waiting

pytestmark = pytest.mark.django_db
HOME, CASES = "/donaustrasse-nord/buero/", "/donaustrasse-nord/buero/vorgaenge/"
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def place():
    return places.make_quarter()


@pytest.fixture
def team(client, place):
    person = make_staff("team_member", place)
    client.force_login(person)
    return person


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


# --- words


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (None, "ohne Frist", ""),
        (-2, "2 Tage zu spät", "bad"),
        (-1, "1 Tag zu spät", "bad"),
        (0, "heute", "bad"),
        (1, "morgen", "warn"),
        (3, "Fr 27. Nov", ""),
        (7, "1. Dez", ""),
        (60, "23. Januar 2027", ""),
    ],
)
def test_the_due_day_in_words(days, words, tone):
    due_on = None if days is None else TODAY + datetime.timedelta(days=days)
    said, how = waiting.in_words(due_on, TODAY)
    assert (said.replace("\N{NO-BREAK SPACE}", " ").replace(".,", ","), how) == (words, tone)


def test_each_open_state_of_each_stage_names_whose_turn_it_is():
    for kind in stages.known():
        table = steps.ALL[kind]
        for state in table.states:
            who = turns.who(table, state)
            assert who == () or turns.in_words(who)


# --- pages


def test_an_empty_desk_says_so(client, team):
    page = client.get(HOME)
    assert page.status_code == 200
    assert "Gerade wartet nichts auf Sie" in text(page)


def test_what_waits_is_listed_with_its_day_and_reason(client, team, place):
    idea = ideas.received(place)
    said = text(client.get(HOME))
    assert idea.title in said
    assert "Neue Idee: veröffentlichen oder antworten" in said
    assert "Das ist alles" in said


def test_the_sooner_the_higher(team, place):
    with clock.at(datetime.datetime(2026, 11, 20, 10)):
        ideas.received(place, title="Zuerst da")
    with clock.at(datetime.datetime(2026, 11, 22, 10)):
        ideas.received(place, title="Später da", email="b@beispiel.de")
    told = [line.title for line in waiting.of(team, place)]
    assert [title for title in told if title.endswith(" da")] == ["Zuerst da", "Später da"]


def test_another_quarters_things_do_not_wait_here(client, team, place):
    ideas.received(places.make_quarter("Rollbergsiedlung"), title="Im anderen Kiez")
    assert "Im anderen Kiez" not in text(client.get(HOME))
    assert client.get("/rollbergsiedlung/buero/").status_code == 404
    assert client.get("/rollbergsiedlung/buero/vorgaenge/").status_code == 404


@pytest.mark.parametrize("role", ["team_member", "team_lead", "editor", "auditor", "operator"])
def test_every_role_lands_on_a_desk(client, place, role):
    place = place if role in ("team_member", "team_lead", "editor") else places.make_city()
    client.force_login(make_staff(role, place))
    page = client.get("/konto/los/", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0].endswith("/buero/")


def test_a_person_without_a_role_has_no_desk(client, place):
    client.force_login(make_person())
    assert client.get(HOME).status_code == 404
    assert client.get("/buero/").status_code == 404
    assert client.get("/konto/los/", follow=True).redirect_chain[-1][0] == "/meins/"


def test_nobody_is_asked_to_sign_in_first(client, place):
    assert client.get(HOME).status_code == 302


def test_who_may_not_read_a_case_does_not_find_its_title_either(client, place):
    asked = applications.make_application(place)
    idea = ideas.received(place, title="Bank am Platz")
    seen = {}
    for role, at in (("team_member", place), ("specialist_dept", place.parent), ("editor", place), ("operator", places.make_city())):
        client.force_login(make_staff(role, at))
        pages = [client.get(address) for address in (HOME, HOME + "?auf=andere", CASES, CASES + "?q=a")]
        told = " ".join(text(page) for page in pages if page.status_code == 200)
        seen[role] = [title in told for title in (asked.title, idea.title)]
    no, both = [False, False], [True, True]
    assert seen == {"team_member": both, "specialist_dept": [False, True], "editor": no, "operator": no}


def test_the_filter_offers_only_what_somebody_may_read(client, place):
    client.force_login(make_staff("specialist_dept", place.parent))
    assert "Aktionsfonds" not in text(client.get(CASES)).partition("Vorgänge suchen")[2].partition("Titel")[0]


def test_cases_are_found_by_number_title_and_kind(client, team, place):
    idea = ideas.published(place, by=team)
    number = idea.thread.file_number
    assert number in text(client.get(CASES))
    assert number in text(client.get(CASES, {"q": number}))
    assert number in text(client.get(CASES, {"q": "SPIEL"}))
    assert "Dazu gibt es keinen Vorgang" in text(client.get(CASES, {"q": "Rakete"}))
    assert number not in text(client.get(CASES, {"art": "aktionsfonds"}))
    assert number in text(client.get(CASES, {"art": "ideen-und-projekte", "vor": "999999"}))
    assert number in text(client.get(CASES, {"art": "unsinn", "vor": "x"}))


def test_the_list_goes_on_without_repeating(client, team, place, monkeypatch):
    monkeypatch.setattr(cases, "SIZE", 2)
    for number in range(3):
        ideas.received(place, title=f"Idee {number}", email=f"{number}@beispiel.de")
    first = client.get(CASES)
    assert [title in text(first) for title in ("Idee 2", "Idee 1", "Idee 0")] == [True, True, False]
    on = re.search(r'rel="next" href="([^"]+)"', first.content.decode()).group(1)
    assert [title in text(client.get(CASES + on)) for title in ("Idee 2", "Idee 1", "Idee 0")] == [False, False, True]


@pytest.mark.parametrize("address", [HOME, CASES, HOME + "?auf=andere", "/buero/", "/meins/"])
def test_more_rows_cost_no_more_queries(client, team, place, address):
    counts = []
    for number in (1, 3):
        for step in range(number):
            ideas.published(place, by=team, title=f"Neu {number}-{step}", email=f"n{number}{step}@beispiel.de")
            ideas.received(place, title=f"Idee {number}-{step}", email=f"{number}{step}@beispiel.de")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
