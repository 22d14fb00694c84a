"""Where the forms stand: pages of the demo that hold the form of an address, and who sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from quartier.community.actors import queries as actors
from quartier.funding.calls import case_pages
from quartier.funding.calls.models import Application
from quartier.funding.grants.models import Award
from quartier.ground.access import queries as access
from quartier.ground.access import table as access_table
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters
from quartier.ground.workflow import steps
from tests import forms, house
from tests.visitor import Visitor

MOST_TOKENS, MOST_CASES = 3, 4
STRANGER = object()


@dataclass
class Found:
    """A form on a page that somebody has open."""

    visitor: Visitor
    form: forms.Form

    @property
    def where(self) -> str:
        """Who and which page, for messages."""
        return f"{self.visitor.person} at {self.visitor.address}"


class Demo:
    """The demo, as somebody walks it who looks for a form. Pages that many forms stand on are fetched once."""

    def __init__(self):
        self.home, self.city = quarters.place(house.HOME), quarters.city()
        self._staff_of: dict[int, list] = {}

    @cached_property
    def cast(self) -> list:
        """Nobody, then one person for each role, then all others."""
        people = list(Person.objects.filter(is_demo=True, is_active=True).order_by("pk"))
        first: dict[str, Person] = {}
        for person in people:
            roles = sorted({role for role, _place in access.held(person)})
            first.setdefault(roles[0] if roles else person.demo_role, person)
        chosen = list(first.values())
        return [None, *chosen, *(person for person in people if person not in chosen)]

    def person(self, name: str):
        """Somebody of the demo by name."""
        return Person.objects.get(name=name, is_active=True)

    def path_in_mail(self, message) -> str:
        """The path of the first link in a mail."""
        return re.search(re.escape(settings.BASE_URL) + r"(/[^\s>)]*)", message.body).group(1)

    def organisations(self, person) -> list:
        """For whom a person acts."""
        return list(actors.organisations_of(person))

    def carriers(self) -> list:
        """People who act for an organisation."""
        return [one for one in Person.objects.filter(is_active=True).order_by("pk") if self.organisations(one)]

    def open(self, person, path: str) -> Visitor:
        """The page as this person sees it, after redirects; `html` is empty if there is none."""
        visitor = Visitor(person)
        visitor._show(visitor.client.get(path), path)
        return visitor

    def pages(self, name: str, verb: str = "") -> Iterator[tuple[object, str]]:
        """(person, path) of pages of the address of this name, one in each state of what it shows; with a verb, pages of that step."""
        for address in (one for one in house.table() if one.name == name):
            if "key" in address.arguments:
                yield from ((None, path) for path in self._under_links(address))
            elif "token" in address.arguments:
                yield from ((None, path) for path in house.paths_in_mails(settings.BASE_URL).get(name, ())[:MOST_TOKENS])
            elif verb:
                yield from self._of_step(address, verb)
            else:
                yield from self._of_objects(address)

    def _of_step(self, address, verb: str) -> Iterator[tuple[object, str]]:
        """Only where somebody can take the step now: cases of the home quarter first, then those of all others."""
        *names, _verb = address.arguments
        for case in self._cases_before(house.source_of(address, names[-1])[0], verb):
            if person := self._who_can(case, verb):
                outer = {name: getattr(case, name).pk for name in names[:-1]}
                yield person, address.path(**outer, **{names[-1]: case.pk}, verb=verb, quarter=case.place.slug)

    def _cases_before(self, model, verb: str) -> list:
        """The newest cases of each state from which the step leads."""
        step = next(one for one in steps.ALL[model.KIND] if one.verb == verb)
        rows = model.objects.filter(state__in=step.source).select_related("place").order_by("-pk")
        at_home, away = rows.filter(place=self.home), rows.exclude(place=self.home)
        return [case for found in (at_home, away) for state in step.source for case in found.filter(state=state)[:MOST_CASES]]

    def _who_can(self, case, verb):
        machine = steps.ALL[case.KIND]
        people = [*self.cast[1:], *self._staff(case.place)]
        return next((one for one in people if any(offer.verb == verb and offer.is_possible for offer in machine.offers(case, one))), None)

    def _staff(self, place) -> list:
        """Who holds a role at the place itself, if it is another than the home quarter."""
        if place == self.home:
            return []
        if place.pk not in self._staff_of:
            self._staff_of[place.pk] = list(Person.objects.filter(memberships__place=place, is_active=True).distinct())
        return self._staff_of[place.pk]

    def _of_objects(self, address) -> Iterator[tuple[object, str]]:
        for place in self._places(address):
            for visit in house.visits(address, place):
                person = next((one for one in [*self.cast, *self._staff(place)] if may_open(address, one, visit, place)), STRANGER)
                if person is not STRANGER:
                    yield person, visit.path

    def _places(self, address) -> list:
        """Where to look: at home; if nothing is found there, in quarters that are alive, which may hold it."""
        if not address.is_in_quarter:
            return [self.city]
        return [self.home, *quarters.active_quarters(clock.today()).exclude(pk=self.home.pk)] if address.arguments else [self.home]

    def _under_links(self, address) -> Iterator[str]:
        """Pages under the link in the mail about a case: of an award or of an application, the newest of each state."""
        tail = address.route.partition("<str:key>/")[2]
        for case in self._cases(Award if address.name.startswith("grants.") else Application):
            for values in _parts_of(case, address.arguments):
                yield case_pages.address_for(case, case.person) + house.ARGUMENT.sub(lambda found, v=values: str(v[found.group(2)]), tail)

    def _cases(self, model):
        rows = model.objects.filter(place=self.home).order_by("pk").select_related("place", "person")
        return reversed({(row.state, getattr(row, "is_micro", True)): row for row in rows}.values())


def _parts_of(case, arguments) -> list[dict]:
    """What stands behind the key in the address: the number of a receipt, the part of a payment, a change, a year."""
    if "number" in arguments:
        return [{"number": one} for one in case.receipts.values_list("number", flat=True)[:1]]
    if "part" in arguments:
        return [{"part": one} for one in case.drawdowns.values_list("part", flat=True)]
    if "change" in arguments:
        return [{"change": one} for one in case.changes.values_list("pk", flat=True)]
    return [{"year": clock.today().year}]


def may_open(address, person, visit, place) -> bool:
    """As the table of rights says."""
    mark = address.mark
    if mark.kind == "public":
        return True
    if person is None or mark.kind == "signed_in":
        return person is not None
    if mark.somewhere:
        return bool(access.places_where(person, mark.act))
    permitted = access_table.TABLE[mark.act]
    return all(permitted & access.who(person, thing) for thing in visit.things[: len(mark.loaders)] or (place,))


def verbs(address) -> list[str]:
    """The steps that an address may stand for: all that lead on from some state and are taken by a person."""
    model = house.source_of(address, address.arguments[-2])[0]
    return [step.verb for step in steps.ALL[model.KIND] if step.source and set(step.who) - {steps.BODY, steps.SYSTEM}]


def on(visitor: Visitor, route: str) -> list[Found]:
    """The forms of a page that lead to this address."""
    found = [form for form in forms.read(visitor.html, visitor.address) if form.method == "post"]
    return [Found(visitor, form) for form in found if (target := house.address_of(form.path)) and target.name == route]
