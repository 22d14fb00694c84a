"""No page costs more queries because there is more to show: with one more of everything each page asks as often as before (design §6)."""

import datetime
import itertools

import pytest
from django.db import connection
from django.test import Client

from quartier.community.actors.tests import factories as actors
from quartier.community.councils.models import Body, Meeting
from quartier.community.councils.tests import factories as councils
from quartier.community.events.actions import bookings
from quartier.community.events.models import Event
from quartier.community.events.tests import factories as events
from quartier.community.participation import actions as participation
from quartier.community.participation.models import Idea
from quartier.community.participation.tests import factories as ideas
from quartier.funding.budgets.tests import factories as money
from quartier.funding.calls.models import Call, Question
from quartier.funding.calls.tests import factories as calls
from quartier.funding.grants.actions import changes, receipts
from quartier.funding.grants.models import Award
from quartier.funding.grants.tests import factories as grants
from quartier.ground.access.tests.factories import make_member, make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places
from tests import house

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NO_PAGES = {"verb", "key", "token", "name", "kind", "form"}  # arguments that no row fills


class World:
    """A quarter with a person who has part in everything, those who work for her, and one more of everything per round."""

    def __init__(self):
        self.place = places.make_quarter()
        self.person = make_person("Leyla Aydın", "leyla@beispiel.de")
        self.lead = make_staff("team_lead", self.place, name="Lea Brandt")
        self.senate = make_staff("state_coordinator", self.place.parent.parent, name="Ulrike Jansen")
        self.round = 0

    def clients(self) -> dict[str, Client]:
        """Who looks: everybody, the person, the team, those above the quarters."""
        people = {"nobody": None, "person": self.person, "lead": self.lead, "senate": self.senate}
        made = {who: Client() for who in people}
        for who, person in people.items():
            if person is not None:
                made[who].force_login(person)
        return made

    def grow(self) -> None:
        """One more of everything, and of everything that hangs on what was there first."""
        self.round += 1
        self._people()
        self._talk()
        self._calls()
        with clock.at(grants.AFTER):
            self._money()
            self._deepen()

    def _people(self):
        n = self.round
        places.make_quarter(name=f"Nachbarkiez {n}", parent=self.place.parent)
        make_member("editor", self.place, make_person(f"Redaktion {n}"))
        actors.make_carrier(actors.make_organisation(self.place, name=f"Verein {n} e. V.", is_public=True), self.person)

    def _talk(self):
        n, lead = self.round, self.lead
        idea, _new = (participation.hand_in(place=self.place, **ideas.WORDS | {"title": f"Idee {n}"}, by=self.person) for _i in range(2))
        participation.publish(idea, by=lead)
        participation.support(idea, by=make_person(f"Stimme {n}"))
        with clock.at(grants.AFTER):
            soon = clock.now() + datetime.timedelta(days=3)

            events.published(self.place, lead, title=f"Fest {n}", starts_at=soon, needs_booking=True, seats=50)
            events.draft(self.place, lead, title=f"Entwurf {n}", starts_at=soon)
            events.make_series(self.place, lead, title=f"Reihe {n}")
            body = councils.make_body(kind="council", place=self.place, name=f"Rat {n}", by=lead)
            councils.seat(body, person=self.person)
            councils.members(body, 3)
            for state, days in (("planned", 9), ("invited", 12)):
                councils.meeting(body, lead, state=state, starts_at=clock.now() + datetime.timedelta(days=days))
            over = councils.meeting(body, lead, starts_at=clock.now() - datetime.timedelta(days=20))
            Meeting.objects.filter(pk=over.pk).update(state="minutes_approved")

    def _calls(self):
        n = self.round
        with clock.at(calls.MAY):
            money.fill_pot(9_000_000, self.place, fund=calls.fund(self.place), by_year={2026: 4_000_000, 2027: 5_000_000})
            calls.drafted(self.place)
            asked = calls.call(self.place, deadline_at=grants.AFTER + datetime.timedelta(days=30))
            Question.objects.create(call=asked, text="Wann?", asked_at=clock.now())
            Question.objects.create(call=asked, text="Wo?", answer="Im Hof.", asked_at=clock.now(), answered_at=clock.now())
            calls.selecting(calls.call(self.place), f"Hofkultur {n} e. V.", f"Kiezwerk {n} e. V.", members=2, criteria=2)

    def _money(self):
        for make in (grants.running, grants.approved, grants.drafted, grants.granted, grants.handed_in):
            make(self.place, person=self.person, cents=400_00)

    def _deepen(self):
        """The rows that were there first get one more of what hangs on them."""
        award = Award.objects.filter(state="running").earliest("pk")
        grants.receipt(award, 10_00)
        changes.request_change(award, "Wir brauchen einen anderen Raum.", by=self.person)
        receipts.add_inventory(award, what=f"Pavillon {self.round}", by=self.lead)
        body = Body.objects.earliest("pk")
        councils.members(body, 1)
        councils.meeting(body, self.lead, state="planned", starts_at=clock.now() + datetime.timedelta(days=20))
        participation.support(Idea.objects.filter(state="published").earliest("pk"), by=make_person(f"Noch eine {self.round}"))
        bookings.enter(Event.objects.filter(needs_booking=True).earliest("pk"), seats=1, name=f"Gast {self.round}", by=self.lead)
        Question.objects.create(call=Call.objects.filter(state="published").earliest("pk"), text="Wer?", asked_at=clock.now())


def _paths(place) -> list[str]:
    """Every page of the quarter and of the city; what stands in an address are the rows that were there first, one in each state."""
    found = []
    for address in house.table():
        if address.mark is not None and not NO_PAGES & set(address.arguments):
            for values in itertools.product(*(_first(address, name) for name in address.arguments)):
                found.append(address.path(quarter=place.slug, **dict(zip(address.arguments, values, strict=True))))
    return found


def _first(address, name) -> list:
    if name in house.WORDS:
        return house.WORDS[name][:1]
    if not (source := house.source_of(address, name)):
        return []
    first: dict = {}
    for row in source[0]._base_manager.order_by("pk"):
        first.setdefault(getattr(row, "state", ""), getattr(row, source[1]))
    return list(first.values())


def _costs(world, paths) -> dict[tuple[str, str], list[str]]:
    """(path, who) → the statements of the page, where there is one."""
    found = {}
    for who, client in world.clients().items():
        client.get("/")
        for path in paths:
            if (asked := _asked(client, path)) is not None:
                found[path, who] = asked
    return found


def _asked(client, path) -> list[str] | None:
    statements: list[str] = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return statements if is_page else None


def test_one_more_of_everything_costs_no_page_a_query():
    world = World()
    world.grow()
    world.grow()
    paths = _paths(world.place)
    with clock.at(grants.AFTER):
        few = _costs(world, paths)
    world.grow()
    with clock.at(grants.AFTER):
        many = _costs(world, paths)
    grown = [
        f"{path} ({who}): {len(asked)} → {len(many[path, who])}"
        for (path, who), asked in few.items()
        if _grew(asked, many.get((path, who)))
    ]
    assert not grown, "\n".join(grown)
    assert len(few) > 200


def _grew(before, after) -> bool:
    return after is not None and len(after) > len(before)
