"""What happens when connections break off, or two acts want the same rows the other way round."""

import http.client
import socket
import threading
import time
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection, transaction

from quartier.ground.acts import once, tokens
from quartier.ground.acts.models import Counter, Entry, LogHead
from quartier.ground.acts.tests import testing_urls
from quartier.ground.acts.tests.helpers import at_once, browser, token

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("quartier.ground.acts.tests.testing_urls")]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _until(holds):
    for _ in range(200):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("it never came")


def test_after_a_lost_answer_the_same_form_gets_it(live_server):
    site = urlsplit(live_server.url)
    body = urlencode({tokens.FIELD: token("/t/write/"), "text": "Bank"})
    head = f"POST /t/write/ HTTP/1.1\r\nHost: {site.netloc}\r\nOrigin: {live_server.url}\r\nConnection: close\r\n"
    with socket.create_connection((site.hostname, site.port)) as wire:
        wire.sendall(f"{head}Content-Type: {FORM['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
    _until(lambda: Entry.objects.exists())
    again = http.client.HTTPConnection(site.hostname, site.port)
    again.request("POST", "/t/write/", body, FORM | {"Origin": live_server.url})
    answer = again.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, "/fertig/1/")
    assert Entry.objects.count() == 1


def test_a_form_cut_off_on_its_way_does_nothing(live_server):
    site = urlsplit(live_server.url)
    with socket.create_connection((site.hostname, site.port)) as wire:
        head = f"POST /t/write/ HTTP/1.1\r\nHost: {site.netloc}\r\nContent-Type: {FORM['Content-Type']}\r\n"
        wire.sendall(f"{head}Content-Length: 5000\r\n\r\ntext=x".encode())
    time.sleep(0.2)
    assert Entry.objects.count() == 0


def test_an_error_swallowed_by_a_view_is_never_answered_with_done(monkeypatch):
    def swallow(request, place):
        Counter.objects.create(name="a", key_hash="a", window_at="2026-01-01T00:00Z", until_at="2026-01-01T00:00Z", count=1)
        try:
            with transaction.atomic(savepoint=False):
                Counter.objects.create(name="a", key_hash="a", window_at="2026-01-01T00:00Z", until_at="2026-01-01T00:00Z", count=1)
        except Exception:
            pass
        return testing_urls.HttpResponseRedirect("/fertig/")

    monkeypatch.setattr(testing_urls.urlpatterns[0], "callback", testing_urls.public(swallow))
    response = browser(SERVER_NAME="testserver").post("/t/write/", {tokens.FIELD: token("/t/write/")})
    assert response.status_code == 500
    assert Counter.objects.count() == 0


@pytest.mark.postgres
def test_a_deadlock_is_tried_again_and_nobody_notices(monkeypatch):
    both_hold_one = threading.Barrier(2)
    tries = []

    def crosswise(request, place):
        first, second = (1, 2) if request.POST["text"] == "0" else (2, 1)
        tries.append(first)
        LogHead.objects.select_for_update().get(place_id=first)
        if len(tries) <= 2:
            both_hold_one.wait(timeout=10)
        LogHead.objects.select_for_update().get(place_id=second)
        return testing_urls.write(request, place)

    for place_id in (1, 2):
        LogHead.objects.create(place_id=place_id, hash="")
    monkeypatch.setattr(testing_urls.urlpatterns[0], "callback", testing_urls.public(crosswise))
    statuses = at_once(2, lambda i: browser().post("/t/write/", {tokens.FIELD: token("/t/write/"), "text": str(i)}).status_code)
    assert statuses == [302, 302]
    assert len(tries) == 3
    assert Entry.objects.count() == 2


def test_no_act_is_left_open_afterwards():
    browser().post("/t/refuse/", {tokens.FIELD: token("/t/refuse/")})
    assert once.current() is None
    assert not connection.in_atomic_block
