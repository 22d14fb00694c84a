"""Write docs/reference from the tables in the code; with --check, fail when a page is not current.

python tools/reference.py
python tools/reference.py --check
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))
# Always the same, whatever a developer's shell or .env says: all addresses are there in the tests' mode, the demo's too.
os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", QUARTIER_MODE="test", DATABASE_URL="", DEBUG="false")


def pages() -> dict[str, str]:
    """All generated pages: file name → text."""
    import django

    django.setup()
    from quartier.ground.access import docs as access_docs
    from quartier.ground.workflow import docs as workflow_docs
    from quartier.ground.workflow import steps

    result = {
        "access.md": "# Who may: the access table\n\n" + access_docs.table_markdown(),
        "pages.md": _pages(),
        "settings.md": _settings(),
        "commands.md": _commands(),
    }
    names = []
    for kind, table in sorted(steps.ALL.items()):
        if kind.split(".")[0] not in _own_labels():
            continue
        name = f"steps-{kind.replace('.', '-')}"
        names.append(name)
        result[f"{name}.md"] = f"# Steps of {kind}\n\n![Diagram]({name}.svg)\n\n" + workflow_docs.steps_markdown(table)
        result[f"{name}.svg"] = workflow_docs.diagram_svg(table)
    result["index.md"] = _index(["access", "pages", "settings", "commands", *names])
    return {name: text.rstrip() + "\n" for name, text in result.items()}


def _own_labels() -> set[str]:
    from django.conf import settings

    return {app for apps in settings.FLOORS.values() for app in apps}


def _index(names: list[str]) -> str:
    return "# Reference\n\nGenerated from the tables in the code by `tools/reference.py`.\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"


def _pages() -> str:
    from django.urls import URLPattern, get_resolver

    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield prefix + str(pattern.pattern), pattern
            else:
                yield from walk(pattern, prefix + str(pattern.pattern))

    rows = ["# All addresses", "", "| address | name | who | view |", "|---|---|---|---|"]
    for path, pattern in sorted(walk(get_resolver()), key=lambda pair: (pair[0], str(pair[1].name))):
        view = pattern.callback
        mark = getattr(view, "access", None)
        who = (mark.act or mark.kind) if mark else "library"
        rows.append(f"| `/{path}` | {pattern.name or ''} | {who} | `{_place(view)}` |")
    return "\n".join(rows)


def _place(view) -> str:
    """Where the view is written: module and name; for a class of a library the class."""
    view = getattr(view, "view_class", view)
    return f"{view.__module__.removeprefix('quartier.')}.{getattr(view, '__name__', type(view).__name__)}"


def _settings() -> str:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = set(re.findall(r'env(?:iron)?\.\w+\(\s*"([A-Z_]+)"', (ROOT / "quartier/config/settings.py").read_text(encoding="utf-8")))
    if missing := read - set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE)):
        raise SystemExit(f"In .env.example fehlt: {', '.join(sorted(missing))}")
    return "# Settings\n\nFrom the environment or from `.env`. This is `.env.example`:\n\n```bash\n" + text.rstrip() + "\n```"


def _commands() -> str:
    from quartier.config.cli import COMMANDS

    rows = [f"| `{name}` | {what} | `{example}` |" for name, (what, example) in COMMANDS.items()]
    return "\n".join(["# Commands", "", "| command | what it does | example |", "|---|---|---|", *rows])


def main() -> int:
    """Write or compare; the exit code says whether all is current."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    current = {p.name: p.read_text(encoding="utf-8") for p in REFERENCE.iterdir() if p.is_file()}
    wanted = pages()
    if "--check" in sys.argv:
        stale = sorted(name for name in current.keys() | wanted.keys() if current.get(name) != wanted.get(name))
        if stale:
            print("Nicht aktuell in docs/reference:", ", ".join(stale), "– bitte: make docs")
        return 1 if stale else 0
    for name in current.keys() - wanted.keys():
        (REFERENCE / name).unlink()
    for name, text in wanted.items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
