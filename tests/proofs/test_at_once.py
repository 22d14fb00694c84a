"""Forms sent twenty times at once, over threads: done once, twenty times the same answer, on whatever engine the tests run.

First each form of a street party's way, then a table of forms out of every app. To add one, name its address in `FORMS`; how its page is
reached and what is typed stands in `tests/posts/cases`.
"""

import pytest

from quartier.ground.acts import once
from quartier.ground.acts.tests.helpers import at_once
from tests import checks, databases
from tests.posts import finding, sending, walk
from tests.stories import aktionsfonds, stage
from tests.stories.telling import Telling
from tests.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
TIMES = 20
OF_THE_ACT = frozenset({"acts_nonce", "acts_counter", "django_session", "usersessions_usersession", "shared_cache"})
FORMS = (
    "accounts.demo",  # a sign-in
    "account_logout",
    "desk.erase",
    "accounts.details",
    "access.give",  # a role given
    "quarters.tile",
    "notify.printed",
    "actors.new",
    "participation.new",  # an idea
    "participation.support",
    "participation.confirm",
    "events.new",
    "councils.cast",  # a vote
    "councils.close_vote",
    "calls.application_form",
    "calls.bid_new",  # sealed with a key beside the database
    "calls.ask",
    "calls.bid_step find_complete",
    "grants.accept",
    "grants.receipt_new",  # with a file
    "grants.drawdown",
    "grants.drawdown_step release_drawdown",
    "grants.drawdown_step pay_drawdown",
    "budgets.allot",
    "budgets.correct",
    "projects.edit",
)


def _many(visitor, path, data):
    def send(_number):
        twin = Visitor(None)
        twin.client.cookies.update(visitor.client.cookies)
        return twin.post_now(path, data)

    answers = at_once(TIMES, send)
    told = {(a.status_code, a.headers.get("Location")) for a in answers if not isinstance(a, Exception)}
    assert len(told) == 1 and not [a for a in answers if isinstance(a, Exception)], f"{path}: {told}"
    after = databases.content(OF_THE_ACT)
    last = visitor.post_now(path, data)
    assert databases.content(OF_THE_ACT) == after, f"{path}: the twenty-first was done again"
    return last


@pytest.mark.django_db(transaction=True)
def test_each_form_of_the_thread_sent_twenty_times_at_once_is_done_once(tmp_path, settings):
    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads.jsonl"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"
    telling = Telling(stage.build(), lambda person: Visitor(person, sender=_many))
    aktionsfonds.tell(telling)
    assert checks.everything() == []


def _sent_once(demo, goal) -> dict[str, int]:
    """What one sending adds to the database; nothing of it stays."""
    with walk.undone():
        found, data = walk.ready(demo, goal)
        before = sending.rows()
        response = found.visitor.post_now(found.form.action, data)
        assert once.is_done(response), f"{goal}: {response.status_code}"
        return sending.added(before)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_twenty_times_at_once_is_done_once_with_one_answer(demo_database, name):
    demo, goal = finding.Demo(), walk.goal(name)
    expected = _sent_once(demo, goal)
    found, data = walk.ready(demo, goal)
    before = sending.rows()
    answers = sending.many_at_once(TIMES, found.visitor, found.form.action, data)
    assert answers == [answers[0]] * TIMES
    assert (sending.added(before), expected["acts_nonce"]) == (expected, 1)
    assert checks.books() == []


def test_every_app_that_has_forms_stands_in_the_table():
    assert {_app(goal.route) for goal in walk.goals()} == {_app(name) for name in FORMS}


def _app(route: str) -> str:
    app = route.partition(".")[0]
    return "accounts" if "_" in app else app
