"""Every form of the house, sent again: after the answer arrived and after it was lost on the way, it is done once, with the same answer.

Which addresses take a POST is read from the code of their views; where their forms stand, and what is typed, from the demo and from
`tests/posts/cases`. A new address that nobody can reach or fill in by a guess fails here until it has an entry there.
Twenty at once: `tests/proofs/test_at_once.py`.
"""

import http.client
import socket
import time
from urllib.parse import urlencode, urlsplit

import pytest

from quartier.ground.acts import once
from tests import forms
from tests.posts import finding, routes, table, walk
from tests.visitor import Visitor

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.slow]


def test_each_form_sent_again_is_done_once_with_the_same_answer(demo):
    place = finding.Demo()
    problems = [problem for goal in walk.goals() if (problem := walk.sent(place, goal))]
    assert not problems, "\n".join(problems)


def test_what_is_no_act_writes_nothing(demo):
    place = finding.Demo()
    problems = [problem for route in table.NO_ACT if (problem := walk.asked_only(place, route))]
    assert not problems, "\n".join(problems)


def test_the_tables_name_what_is_there():
    goals, taking = {str(goal) for goal in walk.goals()}, set(routes.posts())
    assert set(table.NO_ACT) <= taking
    assert {name.split(" ")[0] for name in (*table.CASES, *table.ELSEWHERE)} <= taking - set(table.NO_ACT)
    assert {name for name in table.CASES if " " in name} <= goals
    assert set(table.ELSEWHERE.values()) <= goals
    assert len(goals) > 250


@pytest.mark.parametrize("name", ["quarters.tile", "councils.cast", "grants.accept"])
def test_a_house_that_forgets_what_it_did_is_found_out(demo, monkeypatch, name):
    monkeypatch.setattr(once, "take", lambda nonce, said="": True)
    monkeypatch.setattr(once, "earlier", lambda nonce: None)
    assert "sent again" in walk.sent(finding.Demo(), walk.goal(name))


@pytest.mark.django_db(transaction=True)
def test_a_form_whose_answer_was_lost_on_the_way_gets_it_again(live_server, tmp_path, settings):
    """A real connection is closed before the answer is read; the same form, sent again, is done once."""
    from quartier.community.participation.models import Idea
    from tests.stories import stage

    settings.MEDIA_ROOT, settings.EMAIL_BACKEND = tmp_path, "quartier.ground.notify.backends.Outbox"
    place = stage.build().place
    visitor = Visitor()
    visitor.open(f"/{place.slug}/ideen/neu/").press("Weiter", title="Bank", text="Eine Bank am Platz.")
    visitor.press("Weiter", why="Zum Ausruhen.").press("Weiter", where="Nettelbeckplatz")
    form = next(one for one in forms.read(visitor.html, visitor.address) if "email" in one.names)
    body = urlencode(form.sent(email="neu@beispiel.example"), doseq=True)
    site, head = urlsplit(live_server.url), {"Content-Type": "application/x-www-form-urlencoded", "Origin": live_server.url}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**head, "Host": site.netloc, "Content-Length": len(body)}.items())
    with socket.create_connection((site.hostname, site.port)) as wire:
        wire.sendall(f"POST {form.path} HTTP/1.1\r\n{lines}\r\n{body}".encode())
    deadline = time.monotonic() + 20
    while not Idea.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    again = http.client.HTTPConnection(site.hostname, site.port)
    again.request("POST", form.path, body, head)
    assert (again.getresponse().status, Idea.objects.count()) == (302, 1)
