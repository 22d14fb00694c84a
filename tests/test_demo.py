"""The demo as a whole: true books, every state of every process, a page for each of its people, the same every time."""

import datetime
import io
import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from quartier.community.events.models import Event
from quartier.community.participation.models import Idea
from quartier.config import welcome
from quartier.funding.projects.models import Milestone
from quartier.ground.accounts import queries as accounts
from quartier.ground.accounts import starts
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, log
from quartier.ground.ledger import check
from quartier.ground.ledger.models import Transfer
from quartier.ground.quarters import queries as quarters
from tests import conftest, lively, telling

pytestmark = pytest.mark.slow
BACKEND = "quartier.ground.access.backend.Backend"


def test_the_books_and_the_log_are_true(demo):
    assert check.problems() == []
    assert log.verify() == []


def test_each_state_of_each_process_can_be_seen(demo):
    assert lively.missing_states() == []


def test_each_phase_that_follows_from_the_clock_can_be_seen(demo):
    assert lively.missing_phases() == []


def test_no_quarter_is_dull(demo):
    assert lively.dull_quarters() == []


def test_nobody_is_kept_waiting_for_weeks(demo):
    assert lively.kept_waiting() == []


def test_what_a_portal_showed_in_december_2017_is_there(demo):
    place = quarters.place("reinickendorfer-strasse-pankstrasse")
    shown = Event.objects.filter(place=place, starts_at__year=2017).order_by("starts_at", "title")
    told = [(event.starts_at.astimezone(clock.BERLIN).strftime("%d.%m. %H:%M"), event.title, event.state) for event in shown]
    assert told == [
        ("14.12. 14:00", "Basteln mit Natur im Himmelbeet", "published"),
        ("21.12. 14:00", "Basteln mit Natur im Himmelbeet", "published"),
        ("21.12. 14:00", "Weihnachtsessen im Tageszentrum m32", "published"),
        ("24.12. 14:00", "Heiligabend – Geselliges Beisammensein im Tageszentrum m32", "published"),
        ("26.12. 14:00", "Weihnachtscafé im Tageszentrum m32", "published"),
    ]


def test_a_closed_project_has_reached_its_milestones(demo):
    assert not Milestone.objects.filter(project__state="ended", reached_on=None).exists()
    assert Milestone.objects.filter(project__state="running", reached_on=None).exists()


def test_no_two_people_have_the_same_name(demo):
    names = Counter(Person.objects.values_list("name", flat=True))
    assert [name for name, times in names.items() if times > 1] == []


def test_everybody_lands_on_a_page_and_every_menu_line_leads_somewhere(demo):
    for _role, people in accounts.demo_people():
        for person in people:
            client = Client()
            client.force_login(person, backend=BACKEND)
            page = client.get(starts.of(person))
            assert page.status_code == 200, (person.name, starts.of(person))
            assert person.demo_note


def test_the_greeting_names_everybody_and_no_secret(demo, settings):
    settings.IS_DEMO = True
    text = welcome.text(8123)
    assert "http://localhost:8123/demo/anmelden/" in text
    assert all(person.name in text for _role, people in accounts.demo_people() for person in people)
    assert settings.SECRET_KEY not in text


def test_a_second_demo_is_refused(demo):
    with pytest.raises(CommandError, match="leere Datenbank"):
        call_command("demo", stdout=io.StringIO())


def test_production_has_no_demo(db, settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="Im Betrieb"):
        call_command("demo", stdout=io.StringIO())


def test_no_address_could_reach_anybody(demo):
    assert not Person.objects.exclude(email=None).exclude(email__endswith=".example").exists()


def test_a_day_before_the_programme_is_refused(db):
    with pytest.raises(CommandError, match="frühestens"):
        call_command("demo", today=datetime.date(2020, 1, 1), stdout=io.StringIO())


def test_the_same_day_gives_the_same_demo_on_both_engines(demo, tmp_path):
    """The second one is built on SQLite in a process of its own, whatever this one runs on."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "tests.telling", conftest.TODAY.isoformat()]
    made = subprocess.run(command, env={**env, "QUARTIER_VAR": str(tmp_path)}, capture_output=True, text=True, check=True)
    again, told = json.loads(made.stdout), telling.tell()
    assert [name for name in told if told[name] != again.get(name)] == []


def test_scale_makes_more_of_what_is_public_and_moves_no_money(demo_database, tmp_path):
    before = (Transfer.objects.count(), Event.objects.count(), Idea.objects.count())
    with conftest.another(tmp_path, conftest.TODAY, scale=2):
        assert Transfer.objects.count() == before[0]
        assert Event.objects.count() > before[1] and Idea.objects.count() > before[2] + 40
        assert log.verify() == []
