"""The house as its guards walk it: every address with real objects of a database put in for its arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.urls import URLPattern, get_resolver

from quartier.ground.access import library

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")


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
        return hasattr(self.view, "access")

    @property
    def arguments(self) -> list[str]:
        """Names of the arguments of the path, in order."""
        return [name for _kind, name in ARGUMENT.findall(self.route)]

    @property
    def is_desk(self) -> bool:
        """Stands under a staff mount."""
        return self.route.startswith(("buero/", "<slug:quarter>/buero/"))

    def path(self, **values) -> str:
        """The path with these values in it."""
        return "/" + ARGUMENT.sub(lambda found: str(values[found.group(2)]), self.route)


@cache
def table() -> tuple[Address, ...]:
    """All addresses, in the order in which they are tried."""
    return tuple(Address(route, pattern.name or "", pattern.callback) for route, pattern in _walk(get_resolver()))


def _walk(resolver, prefix="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from _walk(pattern, route)


@cache
def models_by_word() -> dict[str, list]:
    """Lower-case model name → models of ours of that name."""
    found: dict[str, list] = {}
    for model in apps.get_models():
        if model.__module__.startswith("quartier."):
            found.setdefault(model.__name__.lower(), []).append(model)
    return found
