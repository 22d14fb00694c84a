"""The marks on views. A mark only says what a view needs; `quartier.ground.access` decides.

A keyword names an argument of the address and gives its loader: `loader(place, raw_value)` → object or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """What a view asks for. `kind`: public, signed_in or may; `act` only with may."""

    kind: str
    act: str | None = None
    loaders: dict[str, Callable] = field(default_factory=dict)


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
