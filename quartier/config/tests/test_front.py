"""The front: whole pages before the framework, right across processes, nothing of one visitor for another."""

import gzip

import pytest

from quartier.community.participation.tests import factories
from quartier.config import front as fronts
from quartier.ground.acts import clock, keeping
from quartier.ground.quarters import actions as quarters
from quartier.ground.quarters.models import Place
from tests.wsgi import ask, front

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home():
    city = quarters.make_place(kind=Place.Kind.CITY, name="Berlin", slug="berlin")
    district = quarters.make_place(kind=Place.Kind.DISTRICT, name="Mitte", slug="mitte", parent=city)
    return quarters.make_place(kind=Place.Kind.QUARTER, name="Pankstraße", slug="pankstrasse", parent=district, code="PK")


@pytest.fixture
def other(home):
    return quarters.make_place(kind=Place.Kind.QUARTER, name="Badstraße", slug="badstrasse", parent=home.parent, code="BA")


def _asked(monkeypatch) -> list:
    """Fills with every request that reaches the framework."""
    from django.core.handlers.wsgi import WSGIHandler

    seen, call = [], WSGIHandler.__call__

    def counted(self, environ, start_response):
        seen.append(environ["PATH_INFO"])
        return call(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", counted)
    return seen


IDEAS = "/pankstrasse/ideen/"


def test_the_second_visitor_gets_the_same_page_without_the_framework(home, monkeypatch):
    seen, process = _asked(monkeypatch), front()
    first, second = ask(process, IDEAS), ask(process, IDEAS)
    assert (first, len(seen)) == (second, 1)
    assert (first[0], first[1]["Cache-Control"], first[1]["Vary"]) == (200, "no-cache", "Accept-Encoding")
    assert "Set-Cookie" not in first[1] and "Content-Security-Policy" in first[1]


def test_who_has_the_page_already_hears_so(home):
    process = front()
    etag = ask(process, IDEAS)[1]["ETag"]
    status, headers, body = ask(process, IDEAS, if_none_match=etag)
    assert (status, body, headers["ETag"]) == (304, b"", etag)
    assert ask(process, IDEAS, if_none_match='W/"another"')[0] == 200


def test_a_packed_page_is_the_same_page(home):
    process = front()
    plain = ask(process, IDEAS)[2]
    _status, headers, packed = ask(process, IDEAS, accept_encoding="br, gzip")
    assert (gzip.decompress(packed), headers["Content-Encoding"], headers["Content-Length"]) == (plain, "gzip", str(len(packed)))


def test_a_head_has_no_body_and_the_length_of_the_page(home):
    process = front()
    page = ask(process, IDEAS)
    assert ask(process, IDEAS, "HEAD") == (200, page[1], b"")


def test_a_change_is_seen_by_the_next_visitor_in_every_process_and_other_quarters_stay(home, other, monkeypatch):
    processes = [front(), front()]
    for process in processes:
        assert "Bank am Platz" not in ask(process, IDEAS)[2].decode()
        ask(process, "/badstrasse/ideen/")
    factories.published(home, title="Bank am Platz")
    seen = _asked(monkeypatch)
    for process in processes:
        assert "Bank am Platz" in ask(process, IDEAS)[2].decode()
        ask(process, "/badstrasse/ideen/")
    assert seen == [IDEAS, IDEAS]


def test_the_pages_of_the_city_change_with_any_quarter(home, other, monkeypatch):
    process = front()
    ask(process, "/ideen/")
    quarters.touch(other.pk)
    seen = _asked(monkeypatch)
    ask(process, "/ideen/")
    ask(process, "/ideen/")
    assert seen == ["/ideen/"]


def test_who_has_signed_in_never_gets_a_kept_page_and_leaves_none(home, monkeypatch):
    seen, process = _asked(monkeypatch), front()
    for _time in range(2):
        assert "ETag" not in ask(process, IDEAS, cookie="sessionid=abc")[1]
    assert (len(seen), process.store._pages) == (2, {})


def test_a_form_is_made_for_each_visitor(home):
    process = front()
    first, second = ask(process, "/pankstrasse/ideen/neu/"), ask(process, "/pankstrasse/ideen/neu/")
    assert first[0] == 200 and first[2] != second[2] and "ETag" not in first[1]


def test_words_that_the_page_does_not_read_make_no_difference(home, monkeypatch):
    seen, process = _asked(monkeypatch), front()
    for address in (IDEAS, f"{IDEAS}?utm_source=brief", f"{IDEAS}?fbclid=1&utm_medium=x"):
        ask(process, address)
    assert len(seen) == 1
    for state in ("published", "on_agenda"):
        ask(process, f"{IDEAS}?stand={state}")
        ask(process, f"{IDEAS}?stand={state}&utm_source=brief")
    assert len(seen) == 3


def test_the_page_ends_with_the_day(home, monkeypatch):
    process = front()
    with clock.at(clock.in_berlin(clock.today(), clock.datetime.time(23, 59, 50))):
        ask(process, IDEAS)
        seen = _asked(monkeypatch)
        ask(process, IDEAS)
    with clock.at(clock.in_berlin(clock.today() + clock.datetime.timedelta(days=1))):
        ask(process, IDEAS)
    assert len(seen) == 1


def test_an_unknown_host_is_refused_and_leaves_nothing(home):
    process = front()
    assert ask(process, IDEAS, host="elsewhere.example")[0] == 400
    assert process.store._pages == {}


def test_the_least_used_page_makes_room(home):
    process = front(most_bytes=60_000)
    for number in range(30):
        ask(process, f"{IDEAS}?stand={number}")
    assert 0 < process.store.bytes <= 60_000
    assert process.store.bytes == sum(page.size for page in process.store._pages.values())


def test_without_memory_everything_is_built_anew(home, monkeypatch):
    seen, process = _asked(monkeypatch), front(0)
    ask(process, IDEAS)
    ask(process, IDEAS)
    assert len(seen) == 2


def test_a_database_that_does_not_answer_leaves_it_to_the_framework(home, monkeypatch):
    process = front()
    ask(process, IDEAS)
    monkeypatch.setattr(fronts.versions, "_rows", lambda query: None)
    status, headers, _body = ask(process, IDEAS)
    assert status == 200 and "ETag" not in headers


def test_a_closed_house_gives_no_kept_page(home, settings, tmp_path):
    settings.VAR = tmp_path
    process = front()
    ask(process, IDEAS)
    (tmp_path / "maintenance").touch()
    assert process._is_for_everybody({"REQUEST_METHOD": "GET", "PATH_INFO": IDEAS}) is False


def test_what_ends_first_counts():
    with clock.at(clock.datetime.datetime(2026, 5, 4, 10)):
        noted = keeping.begin()
        keeping.until(clock.in_berlin(clock.datetime.date(2026, 5, 4), clock.datetime.time(18)), None)
        keeping.until(clock.in_berlin(clock.datetime.date(2026, 5, 4), clock.datetime.time(9)))
        keeping.until(clock.in_berlin(clock.datetime.date(2026, 5, 6)))
        keeping.end()
    assert noted.ends_at == clock.in_berlin(clock.datetime.date(2026, 5, 4), clock.datetime.time(18))
