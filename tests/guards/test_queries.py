"""How often a page asks the database (design §6): each address in every state of what it shows, for those of the cast whom it costs most.

Growth: with the demo's rows a statement that runs once per row shows as the same statement again and again.
"""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import connection

from quartier.funding.calls import case_pages
from quartier.funding.calls.models import Application
from quartier.funding.grants.models import Award
from quartier.funding.grants.queries import links
from quartier.ground.quarters import queries as quarters
from tests import house
from tests.guards.test_leaks import _cast, _client, _ours
from tests.guards.test_pages import _sees

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
MOST = {"list": 8, "detail": 10, "own": 12, "office": 20}  # own: of who has signed in or came by a link, with session and person
HOMES = {"portal.city", "portal.quarter"}  # a place with all that is in it: as a detail
ASKS_ALL_APPS = {"desk.my_data"}  # as the desk's home does
MOST_ALIKE = 1  # times that one statement may run on a page, whatever its values
COSTLIEST = 2  # how many of the cast look at the further states of an address


@dataclass(frozen=True)
class Asked:
    """One look at a page: which statements it took, and what may be."""

    name: str
    path: str
    who: str
    kind: str
    statements: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} {self.path} ({self.who}): {len(self.statements)} queries, {self.kind} ≤ {MOST[self.kind]}"

    @property
    def most_alike(self) -> str:
        """The statement that ran most often."""
        return Counter(self.statements).most_common(1)[0][0] if self.statements else ""

    @property
    def alike(self) -> int:
        """How often that was."""
        return self.statements.count(self.most_alike)


def _looked(client, address, path, who) -> Asked | None:
    """What a page takes; None for what is no page."""
    statements: list[str] = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return None
    return Asked(address.name, path, who, _kind(address, who, answer), tuple(statements))


def _kind(address, who, answer) -> str:
    if address.name in ASKS_ALL_APPS or "ui/desk.html" in {template.name for template in answer.templates}:
        return "office"
    if who != "nobody" or house.FROM_MAIL & set(address.arguments):
        return "own"
    return "detail" if address.arguments or address.name in HOMES else "list"


@pytest.fixture
def asked(demo) -> list[Asked]:
    """All pages of the demo's first quarter and of its city."""
    cast = _cast()
    clients = {who: _client(person) for who, person in cast.items()}
    for client in clients.values():
        client.get("/")  # what is warmed up once is not a page's own
    found = [look for address, place in _ours() for look in _of_address(address, place, cast, clients)]
    found += [look for address, path in _by_link() if (look := _looked(clients["nobody"], address, path, "nobody"))]
    assert len(found) > 500
    return found


def _of_address(address, place, cast, clients) -> list[Asked]:
    found: list[Asked] = []
    looking = list(cast)
    for visit in house.visits(address, place):
        seeing = [who for who in looking if _sees(cast[who], visit, place)]
        looks = [look for who in seeing if (look := _looked(clients[who], address, visit.path, who))]
        if looks and not found:
            costly = sorted(looks, key=lambda look: -len(look.statements))[:COSTLIEST]
            looking = [who for who in looking if who == "nobody" or who in {look.who for look in costly}]
        found += looks
    return found


def _by_link():
    """(address, path) of the pages that open by the link of a mail: of each state of an application, an award and an idea."""
    home = quarters.place(house.HOME)
    for address in house.table():
        if address.is_ours and "key" in address.arguments:
            for key, award in _keys(home):
                values = _values(award) | {"quarter": home.slug, "key": key}
                if all(values.get(name) for name in address.arguments):
                    yield address, address.path(**values)
    for name, paths in house.paths_in_mails("http://localhost:8000").items():
        address = next(one for one in house.table() if one.name == name)
        yield from ((address, path) for path in paths[:20] if "token" in address.arguments)


def _keys(home) -> list[tuple[str, Award | None]]:
    awards = {award.state: award for award in Award.objects.filter(place=home).order_by("pk")}.values()
    own = {award.application_id for award in awards}
    others = {one.state: one for one in Application.objects.filter(place=home).exclude(pk__in=own - {None}).order_by("pk")}.values()
    found = [(links.page(award, award.person), award) for award in awards]
    found += [(case_pages.address_for(one, one.person), None) for one in others]
    return [(address.rstrip("/").rpartition("/")[2], award) for address, award in found]


def _values(award) -> dict:
    """What stands in the addresses behind a key."""
    if award is None:
        return {}
    first = {"number": award.receipts.first(), "part": award.drawdowns.first(), "change": award.changes.first()}
    known = {name: getattr(row, name if name != "change" else "pk") for name, row in first.items() if row is not None}
    return known | {"year": award.starts_on.year, "form": house.WORDS["form"][0]}


def test_pages_ask_seldom_and_never_once_per_row(asked):
    above = [str(look) for look in asked if len(look.statements) > MOST[look.kind]]
    again = [f"{look}, {look.alike} times: {look.most_alike}" for look in asked if look.alike > MOST_ALIKE]
    assert not [*above, *again], "\n".join(sorted({*above, *again}))
