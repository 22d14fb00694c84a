"""Which addresses take a POST. Read from the code of their views, so that a new one is not forgotten."""

import inspect
import types
from functools import cache

from tests import house

OWN = "quartier."


@cache
def posts() -> dict[str, list[house.Address]]:
    """Name of an address → its rows in the URL table, for all that take a POST, the libraries' too."""
    found: dict[str, list[house.Address]] = {}
    routes: dict[str, str] = {}  # a library may name a route twice
    for address in house.table():
        if takes_post(address.view) and routes.setdefault(address.route, address.name) == address.name:
            found.setdefault(address.name, []).append(address)
    return found


def takes_post(view) -> bool:
    """Whether the view, or a function it can reach, asks for what was posted."""
    by_class = getattr(view, "view_class", None)
    return hasattr(by_class, "post") if by_class else _reaches(inspect.unwrap(view)) or "POST" in _source(view)


def _source(view) -> str:
    """With the decorators, among which `require_POST` may stand."""
    return inspect.getsource(inspect.unwrap(view))


def _reaches(function) -> bool:
    seen, waiting = set(), [function]
    while waiting:
        one = waiting.pop()
        if one in seen or not isinstance(one, types.FunctionType):
            continue
        seen.add(one)
        names = _names(one.__code__)
        if "POST" in names:
            return True
        waiting += _called(one, names)
    return False


def _names(code: types.CodeType) -> set[str]:
    """Names and texts in a function and in those that stand inside it."""
    inner = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    own = set(code.co_names) | {const for const in code.co_consts if isinstance(const, str)}
    return own.union(*(_names(one) for one in inner))


def _called(function, names: set[str]) -> list:
    """Functions of the house that this one may call: by name, through a module, or out of its closure."""
    known = [function.__globals__.get(name) for name in names]
    modules = [one for one in known if isinstance(one, types.ModuleType) and one.__name__.startswith(OWN)]
    known += [getattr(module, name, None) for module in modules for name in names]
    known += [cell.cell_contents for cell in function.__closure__ or () if cell.cell_contents is not function]
    return [inspect.unwrap(one) for one in known if isinstance(one, types.FunctionType) and one.__module__.startswith(OWN)]
