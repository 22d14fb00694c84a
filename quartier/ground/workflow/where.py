"""From a path to the code that makes the page: app, address name, view, access, templates, tests."""

import inspect
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import Resolver404, resolve

ROOT = settings.PACKAGE.parent
_TEMPLATE = re.compile(r"""["']([\w/.-]+\.(?:html|txt|xml|ics|svg))["'#]""")


def find(path: str) -> list[tuple[str, list[str]]] | None:
    """Pairs (label, lines) about the page at a path or address; None when there is no such page."""
    path = "/" + urlsplit(path).path.lstrip("/")
    try:
        match = resolve(path)
    except Resolver404:
        return _with_slash(path)
    view = inspect.unwrap(match.func)
    return [
        ("Adresse", [f"{path}  ({match.view_name or 'ohne Namen'}, Muster {match.route or '/'})"]),
        ("App", [_app(view.__module__)]),
        ("Ansicht", [_place(view)]),
        ("Zugang", [_access(match.func)]),
        ("Vorlage", _templates(view)),
        ("Tests", _tests(view, match)),
    ]


def _with_slash(path: str):
    return find(path + "/") if not path.endswith("/") else None


def _app(module: str) -> str:
    return next((app for app in settings.OWN_APPS if module.startswith(app + ".")), module.partition(".")[0])


def _place(thing) -> str:
    """`quartier/…/public.py:42 idea`; a class of a library is named by its own file."""
    lines, first = inspect.getsourcelines(thing)
    skipped = next((n for n, line in enumerate(lines) if line.lstrip().startswith(("def ", "async def ", "class "))), 0)
    return f"{_short(inspect.getsourcefile(thing))}:{first + skipped}  {thing.__name__}"


def _short(path) -> str:
    path = Path(path)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _access(view) -> str:
    mark = getattr(view, "access", None)
    return f"{mark.kind} {mark.act or ''}".strip() if mark else "siehe quartier/ground/access/library.py"


def _templates(view) -> list[str]:
    """Templates named in the view or, where it leaves that to a helper of its module, in the module."""
    names = _named(inspect.getsource(view)) or _named(inspect.getsource(inspect.getmodule(view)))
    return [path for name in names if (path := _template_path(name))]


def _named(source: str) -> list[str]:
    return list(dict.fromkeys(_TEMPLATE.findall(source)))


def _template_path(name: str) -> str | None:
    try:
        return _short(get_template(name).origin.name)
    except TemplateDoesNotExist:
        return None


def _tests(view, match) -> list[str]:
    """Tests of the same app that name the view, its address or the last fixed word of its path."""
    spec = find_spec(_app(view.__module__))
    if spec is None or not spec.submodule_search_locations:
        return []
    fixed = [part for part in match.route.split("/") if part and "<" not in part]
    words = [word for word in (match.view_name, f"def test_{view.__name__}", *(f"/{part}/" for part in fixed[-1:])) if word]
    files = sorted(Path(spec.submodule_search_locations[0]).glob("tests/**/test_*.py"))
    return [f"{_short(file)}:{line}" for file in files for line in _lines_with(file, words)][:12]


def _lines_with(file: Path, words: list[str]) -> list[int]:
    return [n for n, line in enumerate(file.read_text().splitlines(), 1) if any(word in line for word in words)]
