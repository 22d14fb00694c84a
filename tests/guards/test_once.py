"""Every form of the house: sent twice, twenty times at once, and again after a lost answer, it is done once, with the same answer.

The pages of the demo are asked for their forms, one per address that takes a POST. `FILLED` says what a person types where guessing is not
enough; a form that is in no page of the demo, or that cannot be filled in like this, must stand in `ELSEWHERE` with the place of its proof.
"""

import http.client
import inspect
import socket
import time
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction

from tests import databases, forms, house
from tests.guards.test_leaks import _cast, _may, _ours
from tests.visitor import Visitor

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.slow]
OF_THE_ACT = frozenset({"acts_nonce", "acts_counter", "django_session", "usersessions_usersession", "shared_cache"})
PDF = ("beleg.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n")
GUESSES = (  # part of a field's name → what is typed
    ("_on", "1.12.2026"),
    ("_time", "18:30"),
    ("time", "18:30"),
    ("cents", "100"),
    ("email", "neu@beispiel.example"),
    ("postcode", "12043"),
    ("year", "2026"),
    ("iban", "DE02 1203 0000 0000 2020 51"),
    ("phone", "030 5550100"),
    ("url", ""),
    ("address", ""),
    ("homepage", ""),
    ("altcha", ""),
)
FILLED: dict[str, dict] = {}
STORY = "the threads send it again at each step: tests/proofs"
SESSION = "it changes who one is, so the token is no longer one's own: quartier/ground/acts/tests/test_once.py"
NO_ACT = "it only answers or asks back, and uses up no token"
NOT_YET = "to be filled in: what a person types here cannot be guessed, or no page of the demo offers it to the cast"
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(("accounts.demo", "desk.erase"), SESSION),
    **dict.fromkeys(("acts.draft", "calls.application_sheet", "quarters.here", "ui.sample"), NO_ACT),
    **dict.fromkeys(
        [
            "calls.application_form",
            "calls.bid_new",
            "calls.brief_new",
            "calls.call_new",
            "calls.declare_bias",
            "calls.score",
            "councils.attendance",
            "councils.call_item",
            "councils.cast",
            "councils.close_vote",
            "councils.open_vote",
            "councils.plan_meeting",
            "grants.accept",
            "grants.check",
            "participation.new",
        ],
        STORY,
    ),
    **dict.fromkeys(
        [
            "actors.change",
            "actors.new",
            "budgets.move",
            "calls.answer",
            "calls.case_change",
            "calls.case_withdraw",
            "calls.enter_application",
            "calls.enter_bid",
            "calls.replace_bid",
            "calls.type_in",
            "calls.withdraw_bid",
            "councils.adopt_rules",
            "councils.change_seat",
            "councils.consent",
            "councils.end_body",
            "councils.finish_item",
            "councils.hands",
            "councils.join",
            "councils.new_seat",
            "councils.record",
            "councils.withdraw_rules",
            "councils.write_minutes",
            "events.change",
            "events.new",
            "grants.bank",
            "grants.draft",
            "notify.again",
            "participation.confirm_support",
            "projects.edit",
            "projects.picture",
            "projects.show",
            "quarters.areas",
            "quarters.hours",
            "quarters.phase",
        ],
        NOT_YET,
    ),
}


def post_routes() -> set[str]:
    """Names of our addresses whose view looks at a POST."""
    return {address.name for address in house.table() if address.is_ours and "POST" in inspect.getsource(_inner(address.view))}


def _inner(view):
    return inspect.unwrap(view)


def guess(form: forms.Form, name: str):
    """What a hurried person would put into an empty field."""
    kind, offered = form.kinds[name], form.offered.get(name, [])
    if kind == "file":
        return PDF
    if kind in ("radio", "select", "checkbox"):
        return next((value for value in offered if value), None)
    return next((text for part, text in GUESSES if part in name), "Ein Satz dazu")


def filled(form: forms.Form, route: str) -> dict:
    """The form as it is sent: what stands in it stays, what is empty is filled in."""
    given = {name for name, value in form.values if value}
    empty = [name for name in form.names if name not in given and name not in form.fixed]
    changes = {name: guess(form, name) for name in empty} | FILLED.get(route, {})
    data = form.sent(**changes)
    for button in form.buttons[-1:]:
        if button.name:
            data.setdefault(button.name, []).append(button.value)
    return data


def candidates():
    """(route, person, path of the page, number of the form in it): every POST form that somebody of the cast sees on her pages."""
    cast = _cast()
    seen: dict[str, int] = {}
    for address, place in _ours():
        for visit in house.visits(address, place):
            for person in cast.values():
                if _is_open(address, person, visit, place):
                    yield from _forms_of(person, visit.path, seen)
                    break


def _is_open(address, person, visit, place) -> bool:
    kind = address.mark.kind
    return kind == "public" or (person is not None and (kind == "signed_in" or _may(person, address.mark, visit, place)))


def _forms_of(person, path, seen, most=3):
    visitor = Visitor(person)
    visitor._show(visitor.client.get(path), path)
    for number, form in enumerate(forms.read(visitor.html, visitor.address)):
        target = house.address_of(form.path)
        if form.method == "post" and target and seen.get(target.name, 0) < most:
            seen[target.name] = seen.get(target.name, 0) + 1
            yield target.name, person, visitor.address, number


def fetch(person, path, number) -> tuple[Visitor, forms.Form]:
    """The person with the page open, and its form."""
    visitor = Visitor(person)
    visitor._show(visitor.client.get(path), path)
    return visitor, forms.read(visitor.html, visitor.address)[number]


def answer(response) -> tuple:
    """What must be the same the second time."""
    return response.status_code, response.headers.get("Location")


def sent_twice(route, person, path, number) -> str | None:
    """None if it was done, once; else what happened."""
    visitor, form = fetch(person, path, number)
    data = filled(form, route)
    first = answer(visitor.post_now(form.action, data))
    if not 300 <= first[0] < 400:
        return f"{route} ({path}) is not done: {first[0]}"
    after = databases.content(OF_THE_ACT)
    second = answer(visitor.post_now(form.action, data))
    assert (second, databases.content(OF_THE_ACT)) == (first, after), f"{route} ({path}): sent twice, done twice"
    return None


def test_each_form_sent_twice_is_done_once(demo):
    done, undone = {}, {}
    for route, person, path, number in candidates():
        if route in done or ELSEWHERE.get(route) == SESSION:
            continue
        with transaction.atomic():
            problem = sent_twice(route, person, path, number)
            transaction.set_rollback(True)
        (undone if problem else done)[route] = problem
    missing = {route: undone.get(route) for route in post_routes() - set(done) - set(ELSEWHERE)}
    assert not missing, f"{len(done)} done; " + "\n".join(f"{route}: {why}" for route, why in sorted(missing.items()))


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
