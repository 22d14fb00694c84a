"""The demo as a whole: true books, every state of every process, a page for each of its people, the same every time."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from quartier.config import welcome
from quartier.ground.accounts import queries as accounts
from quartier.ground.accounts import starts
from quartier.ground.acts import log
from quartier.ground.ledger import check
from quartier.ground.workflow import steps
from tests import conftest, databases

pytestmark = pytest.mark.slow
BACKEND = "quartier.ground.access.backend.Backend"
MISSING = {  # states that the demo does not show; all others of these processes it does
    "participation.idea": set(),
    "events.event": set(),
    "events.series": set(),
    "councils.meeting": {"open"},  # an evening that runs would run on forever
    "councils.vote": {"open", "cancelled"},
    "councils.resolution": {"annulled"},
    "calls.brief": set(),
    "calls.call": set(),
    "calls.bid": set(),
    "calls.application": set(),
    "grants.award": {"discarded"},
    "grants.drawdown": {"refused"},
    "grants.change": {"agreed", "noted", "refused", "withdrawn"},
    "grants.proof": {"draft"},
    "projects.project": set(),
}


def test_the_books_and_the_log_are_true(demo):
    assert check.problems() == []
    assert log.verify() == []


@pytest.mark.parametrize("kind", sorted(MISSING))
def test_each_state_of_each_process_can_be_seen(demo, kind):
    table = steps.ALL[kind]
    there = set(table.model.objects.order_by("state").values_list("state", flat=True).distinct())
    assert set(table.states) - there - MISSING[kind] == set()


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
    from quartier.ground.accounts.models import Person

    assert not Person.objects.exclude(email=None).exclude(email__endswith=".example").exists()


def _story() -> list[tuple]:
    """What the log tells, without what is drawn by lot (salts, tokens)."""
    from quartier.ground.acts.models import Entry

    rows = Entry.objects.order_by("id").values_list("place_id", "at", "act", "about_kind", "about_id", "thread_id", "by_id", "public")
    return list(rows)


def test_the_same_day_gives_the_same_demo(demo_database, tmp_path):
    told, name = _story(), str(tmp_path / "again.sqlite3") if databases.is_sqlite() else "test_quartier_demo_again"
    conftest._build(name, tmp_path)
    with databases.using(name):
        again = _story()
    databases.drop(name)
    assert again == told


def test_a_day_right_after_new_year_will_do(db, settings, tmp_path):
    from quartier.config import demo

    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads"
    demo.build(datetime.date(2027, 1, 5))
    assert check.problems() == []
