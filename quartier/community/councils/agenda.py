"""What upper floors tell the councils: what waits for an agenda, and how to present it to the members.

Floors above call these at start-up (in `subjects.py`), so that councils need not know them:

    agenda.offer("calls.application", queries.waiting_for_jury, put=actions.table)   # fn(place, body_kind) -> objects
    agenda.describe("calls.application", presentation)                # fn(obj) -> agenda.Description
"""

from collections.abc import Callable
from dataclasses import dataclass, field

_OFFERS: dict[str, Callable] = {}
_PUTTERS: dict[str, Callable] = {}
_DESCRIPTIONS: dict[str, Callable] = {}


@dataclass(frozen=True)
class Description:
    """A matter as members see it. Nothing in here may be secret from a member: no bank data, no birthday."""

    text: str = ""  # one or two sentences
    amount_cents: int | None = None  # what is asked for
    facts: list[tuple[str, str]] = field(default_factory=list)  # (label, value)
    pot: object = None  # what a yes is paid from: free, allotted, paid, proven, reserved, committed in cents (a `budgets` pot)
    pot_label: str = ""  # "Aktionsfonds 2026"
    address: str = ""  # where members read the papers


def offer(kind: str, find: Callable, put: Callable | None = None) -> None:
    """Name what of a kind waits for a body: `find(place, body_kind)` gives objects that have a subject.

    What already stands on an agenda to come is left out by the councils; `find` need not know. `put(obj, meeting, by)` is the
    owner's own action where putting on an agenda is a step of the case; it calls `councils.actions.add_agenda_item`.
    """
    _OFFERS[kind] = find
    if put:
        _PUTTERS[kind] = put


def putter(kind: str) -> Callable | None:
    """The owner's own action for putting an object on an agenda, if it has one."""
    return _PUTTERS.get(kind)


def describe(kind: str, tell: Callable) -> None:
    """Say how a kind is presented: `tell(obj)` gives a `Description`."""
    _DESCRIPTIONS[kind] = tell


def candidates(place, body_kind: str) -> list:
    """Everything that waits for a body of this kind at the place, kind by kind."""
    return [thing for find in _OFFERS.values() for thing in find(place, body_kind)]


def description(thing) -> Description:
    """How a matter is presented; empty when its app says nothing."""
    tell = _DESCRIPTIONS.get(type(thing).KIND)
    return tell(thing) if tell else Description()


def forget(kind: str) -> None:
    """Take a kind out again; for tests."""
    _OFFERS.pop(kind, None)
    _PUTTERS.pop(kind, None)
    _DESCRIPTIONS.pop(kind, None)
