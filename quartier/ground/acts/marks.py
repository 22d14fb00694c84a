"""The marks on views. A mark only says what a view needs; `quartier.ground.access` decides.

A keyword names an argument of the address and gives its loader: `loader(place, raw_value)` → object or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """What a view asks for. `kind`: public, signed_in or may; `act` and `somewhere` only with may."""

    kind: str
    act: str | None = None
    loaders: dict[str, Callable] = field(default_factory=dict)
    somewhere: bool = False


def _mark(view, mark: Mark):
    view.access = mark
    return view


def public(view=None, **loaders):
    """Anybody. Use as `@public` or `@public(idea=queries.published_idea)`."""
    if view is not None:
        return _mark(view, Mark("public"))
    return lambda view: _mark(view, Mark("public", loaders=loaders))


def signed_in(view=None, **loaders):
    """Any person who has signed in."""
    if view is not None:
        return _mark(view, Mark("signed_in"))
    return lambda view: _mark(view, Mark("signed_in", loaders=loaders))


def may(act: str, **loaders):
    """Whoever the access table allows this act on every loaded object, or on the place if nothing is loaded."""
    return lambda view: _mark(view, Mark("may", act, loaders))


def may_somewhere(act: str):
    """Whoever the access table allows this act at any place: for pages under `/buero/` that show several places.

    The view itself shows only `access.queries.places_for(person, act)`.
    """
    return lambda view: _mark(view, Mark("may", act, somewhere=True))


def prepared(prepare: Callable):
    """Slow work of a POST that needs no database (a file to be understood, an address to be fetched) is done before its transaction.

    `prepare(request, **arguments)` is called once the token is right; what it returns is `request.prepared`. It writes nothing.
    On SQLite an open transaction is the one writer: without this, everybody who sends a form would wait for the file of one.
    """

    def mark(view):
        view.prepare = prepare
        return view

    return mark
