"""The house as its guards walk it: every address with real objects of a database put in for its arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.http import Http404
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from quartier.ground.access import library
from quartier.ground.quarters import queries as quarters
from quartier.ground.quarters.models import Place
from quartier.ground.workflow import steps

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
HOME = "donaustrasse-nord"
SOURCES = {  # what stands in an address → the model's label and the field that is written there; others are found by their name
    "body": ("councils.Body", "slug"),
    "booking": ("ledger.Transfer", "booking"),
    "closure": ("quarters.OfficeClosure", "pk"),
    "district": ("quarters.Place", "slug"),
    "file": ("files.StoredFile", "pk"),
    "fund": ("budgets.Fund", "code"),
    "grants.number": ("grants.Receipt", "number"),
    "grants.part": ("grants.Drawdown", "pk"),
    "item": ("councils.AgendaItem", "pk"),
    "member": ("calls.PanelMember", "pk"),
    "plate": ("quarters.TeamMember", "pk"),
    "councils.version": ("councils.RulesOfProcedure", "pk"),
    "budgets.version": ("budgets.FundRules", "pk"),
}
WORDS = {
    "year": ["2026"],
    "form": ["annahme", "konto", "abruf", "aenderung"],
    "kind": ["papier", "buero", "formular", "leinwand"],
}  # what is no object
FROM_MAIL = {"token", "key"}  # what only a mail tells
MOST = 400


@dataclass(frozen=True)
class Address:
    """One row of the URL table."""

    route: str
    name: str
    view: object

    @property
    def mark(self):
        """What the view asks for; libraries' views stand in a list."""
        return getattr(self.view, "access", None) or library.mark_of(self.view, self.name)

    @property
    def is_ours(self) -> bool:
        """One of our own views, not a library's."""
        return hasattr(self.view, "access")

    @property
    def arguments(self) -> list[str]:
        """Names of the arguments of the path, in order, the quarter aside."""
        return [name for _kind, name in ARGUMENT.findall(self.route) if name != "quarter"]

    @property
    def is_in_quarter(self) -> bool:
        """Stands under a quarter."""
        return self.route.startswith("<slug:quarter>/")

    @property
    def is_desk(self) -> bool:
        """Stands under a staff mount."""
        return self.route.startswith(("buero/", "<slug:quarter>/buero/"))

    def path(self, **values) -> str:
        """The path with these values in it."""
        return "/" + ARGUMENT.sub(lambda found: str(values[found.group(2)]), self.route)


@dataclass(frozen=True)
class Visit:
    """An address with its arguments filled in; `things` are the objects that stand in it."""

    address: Address
    path: str
    things: tuple = ()

    @property
    def state(self) -> str:
        """The states of the objects, to tell kinds of page apart."""
        return " ".join(str(getattr(thing, "state", "")) for thing in self.things)


@cache
def table() -> tuple[Address, ...]:
    """All addresses, in the order in which they are tried."""
    return tuple(Address(route, pattern.name or "", pattern.callback) for route, pattern in _walk(get_resolver()))


def address_of(path: str) -> Address | None:
    """The address that answers for a path, or None."""
    try:
        found = resolve(path.split("?")[0])
    except Resolver404:
        return None
    return next((one for one in table() if one.route == found.route), None)


def _walk(resolver, prefix="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from _walk(pattern, route)


def source_of(address: Address, argument: str) -> tuple[type, str] | None:
    """(model, field) whose values stand for an argument; None if nobody has said."""
    app = address.name.partition(".")[0]
    label, field = SOURCES.get(f"{app}.{argument}") or SOURCES.get(argument) or (None, "pk")
    if label:
        return apps.get_model(label), field
    named = [model for model in apps.get_models() if model.__name__.lower() == argument and model.__module__.startswith("quartier.")]
    named.sort(key=lambda model: model._meta.app_label != app)
    return (named[0], field) if named else None


def unknown_arguments() -> list[str]:
    """Arguments of our addresses for which the guards have no source: add one above."""
    known = FROM_MAIL | set(WORDS) | {"verb", "name"}
    return sorted({f"{a.name}: {x}" for a in table() if a.is_ours for x in a.arguments if x not in known and source_of(a, x) is None})


def visits(address: Address, place: Place, per_state: int = 1) -> list[Visit]:
    """The address with objects of the place (of the city: of its quarter `HOME`): one per state of the objects.

    A step's page is visited for each verb twice, in a state from which the step leads and in one from which it does not.
    """
    values = {"quarter": place.slug}
    seen: dict[str, int] = {}
    found = []
    for chosen, things in _combinations(address, place, address.arguments, values, ()):
        visit = Visit(address, address.path(**chosen), things)
        key = _moment_of_step(things[-1], chosen["verb"]) if "verb" in chosen else visit.state
        if seen.setdefault(key, 0) < per_state:
            seen[key] += 1
            found.append(visit)
    return found


def _moment_of_step(thing, verb: str) -> str:
    """The verb, and whether the thing is in a state from which that step leads."""
    return f"{verb} {any(step.verb == verb and thing.state in step.source for step in steps.ALL[thing.KIND])}"


def _combinations(address, place, arguments, values, things):
    if not arguments:
        yield values, things
        return
    argument, *rest = arguments
    for raw, thing in _choices(address, place, argument, things):
        yield from _combinations(address, place, rest, values | {argument: raw}, (*things, thing) if thing is not None else things)


def _choices(address, place, argument, things):
    if argument in WORDS:
        return [(word, None) for word in WORDS[argument]]
    if argument == "verb":
        return [(verb, None) for verb in _verbs(things[-1])]
    if argument == "name":
        return [(things[-1].name, None)]
    source = source_of(address, argument)
    return _objects(address, place, argument, things, *source) if source else []


def _verbs(thing) -> list[str]:
    machine = steps.ALL.get(thing.KIND)
    return [step.verb for step in machine if step.source] if machine else []


def _objects(address, place, argument, things, model, field):
    loader = address.mark.loaders.get(argument) if address.mark else None
    states: dict[str, int] = {}
    for row in _rows(model, place, things):
        raw = str(getattr(row, field))
        state = str(getattr(row, "state", ""))
        if raw and states.get(state, 0) < 2 and (loader is None or _loads(loader, place, raw)):
            states[state] = states.get(state, 0) + 1
            yield raw, row


def _loads(loader, place, raw) -> bool:
    try:
        return loader(place, raw) is not None
    except Http404:
        return False


def _rows(model, place, things):
    rows = model._base_manager.order_by("-pk")
    for thing in things:  # what stands further left in the path is its parent
        parents = [f.name for f in model._meta.fields if f.related_model is type(thing)]
        rows = rows.filter(**{parents[0]: thing}) if parents else rows
    if model is Place:
        return rows.filter(kind=Place.Kind.DISTRICT)
    path = place_path(model)
    if path and (place.is_quarter or not things):
        rows = rows.filter(**{path: place if place.is_quarter else quarters.place(HOME)})
    return rows[:MOST]


@cache
def place_path(model, depth: int = 3) -> str | None:
    """How a model reaches its place by foreign keys, such as `body__place`."""
    keys = [f for f in model._meta.fields if f.many_to_one or f.one_to_one]
    if direct := next((f.name for f in keys if f.related_model is Place), None):
        return direct
    for key in keys if depth else ():
        own = key.related_model._meta.app_label == model._meta.app_label
        if own and key.related_model is not model and (further := place_path(key.related_model, depth - 1)):
            return f"{key.name}__{further}"
    return None


def paths_in_mails(domain: str) -> dict[str, list[str]]:
    """Name of an address → paths of it that stand in mails: the doors with a secret word in them."""
    from quartier.ground.notify.models import Message

    found: dict[str, list[str]] = {}
    for body in Message.objects.order_by("-pk").values_list("body", flat=True):
        for path in re.findall(re.escape(domain) + r"(/[^\s>)]*)", body):
            address = address_of(path)
            if address and FROM_MAIL & set(address.arguments):
                found.setdefault(address.name, []).append(path)
    return found
