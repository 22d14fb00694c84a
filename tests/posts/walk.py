"""Every form of the house, one after the other: found, filled in, sent."""

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.urls import resolve

from quartier.ground.acts import clock, once, tokens
from quartier.ground.acts.tests.helpers import token
from tests.posts import filling, finding, routes, sending, table
from tests.visitor import Visitor, words

MOST_TRIES = 4  # pages tried for one form


@dataclass(frozen=True)
class Goal:
    """A form to be sent: the name of its address, and the verb where the address stands for many steps."""

    route: str
    verb: str = ""

    def __str__(self):
        return f"{self.route} {self.verb}".strip()

    @property
    def case(self) -> table.Case:
        """What there is to say about it."""
        return table.CASES.get(str(self)) or table.CASES.get(self.route, table.Case())


def goal(name: str) -> Goal:
    """The goal of this name: an address, or an address and a verb."""
    return Goal(*name.split(" "))


def goals() -> Iterator[Goal]:
    """All forms: one for each address that takes a POST, one for each verb of its steps."""
    for route, addresses in routes.posts().items():
        if route not in table.NO_ACT:
            verbs = finding.verbs(addresses[0]) if "verb" in addresses[0].arguments else [""]
            yield from (one for verb in verbs if str(one := Goal(route, verb)) not in table.ELSEWHERE)


@contextmanager
def undone():
    """What happens inside leaves nothing behind, the clock included."""
    with transaction.atomic(), clock.at(clock.now()):
        yield
        transaction.set_rollback(True)


def pages(demo: finding.Demo, one: Goal) -> Iterator[Visitor]:
    """Visitors who have a page open on which the form may stand."""
    case = one.case
    if case.scene:
        yield case.scene(demo)
        return
    for person, path in demo.pages(case.page or one.route, one.verb):
        yield demo.open(person, path)


def forms_on(visitor: Visitor, one: Goal) -> list[tuple[finding.Found, dict]]:
    """The form on the page, filled in; none if it does not stand there."""
    found = [form for form in finding.on(visitor, one.route) if not one.verb or resolve(form.form.path).kwargs.get("verb") == one.verb]
    return [(form, filling.filled(form, one.case.typed, one.case.button)) for form in found]


def ready(demo: finding.Demo, one: Goal) -> tuple[finding.Found, dict]:
    """The first page that holds the form, and the form filled in."""
    return next(form for visitor in pages(demo, one) for form in forms_on(visitor, one))


def sent(demo: finding.Demo, one: Goal) -> str:
    """Send a form again and again; "" if it was done, once, else what happened."""
    tried: list[str] = []
    with undone():
        try:
            for visitor in pages(demo, one):
                if visitor.status == 404 and one.verb and not one.case.scene:
                    return ""  # the step has a page of its own, which is an address of its own
                for found, data in forms_on(visitor, one):
                    is_done, told = _sent(found, data)
                    if is_done:
                        return told and f"{one} ({found.where}) {told}"
                    tried.append(f"{found.where}: {told}")
                if len(tried) >= MOST_TRIES:
                    break
        except Exception as error:
            tried.append("".join(traceback.format_exception(error)[-3:]))
    return f"{one} was never done: " + ("; ".join(tried) or "no page of the demo has its form")


def _sent(found, data) -> tuple[bool, str]:
    """Was it done, and what was wrong or said against it."""
    with undone():
        response, wrong = sending.again_and_again(found.visitor, found.form.action, data)
    return (True, wrong) if once.is_done(response) else (False, f"{response.status_code} {_said(response)}")


def _said(response) -> str:
    """What the house says against it."""
    html = response.content.decode(errors="replace")
    lines = re.findall(r'class="errors".*?</div>', html, flags=re.S)
    return words(f"<{lines[0]}") if lines else words(html)[:300]


def asked_only(demo: finding.Demo, route: str) -> str:
    """Send an address that is no act a POST, with a good token; "" if nothing is done and nothing written."""
    person, path = next(demo.pages(route))
    visitor = demo.open(person, path)
    found = forms_on(visitor, Goal(route))
    action, data = (found[0][0].form.action, found[0][1]) if found else (path, {tokens.FIELD: [token(path, person)]})
    with undone():
        response, written = sending.unchanged(lambda: visitor.post_now(action, data))
    wrong = once.is_done(response) or response.status_code >= 500 or written
    return f"{route}: {response.status_code}, {written or 'nothing'} written" if wrong else ""
