"""Every form of the house: sent twice, twenty times at once, and again after a lost answer, it is done once, with the same answer.

The pages of the demo are asked for their forms, one per address that takes a POST. `FILLED` says what a person types where guessing is not
enough; a form that is in no page of the demo, or that cannot be filled in like this, must stand in `ELSEWHERE` with the place of its proof.
"""

import inspect

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
ELSEWHERE: dict[str, str] = {}
STORIES = "tests/proofs/crash (both threads send each form again)"


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
        if route in done:
            continue
        with transaction.atomic():
            problem = sent_twice(route, person, path, number)
            transaction.set_rollback(True)
        (undone if problem else done)[route] = problem
    missing = {route: undone.get(route) for route in post_routes() - set(done) - set(ELSEWHERE)}
    assert not missing, f"{len(done)} done; " + "\n".join(f"{route}: {why}" for route, why in sorted(missing.items()))
