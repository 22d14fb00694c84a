"""Where a letter that is not printed yet goes: the address of today, not that of the day on which it was written."""

import hashlib
from collections.abc import Callable

from quartier.ground.notify import addresses

LINES: dict[str, Callable] = {}


def register(kind: str, lines: Callable) -> None:
    """An app says of its kind where its letters go: `lines(ids)` → {id: lines of the window}."""
    LINES[kind] = lines


def current(messages) -> dict[int, list[str]]:
    """{id of a waiting letter: the lines of its window as of today}; a query per kind, however many letters.

    What the app of the matter says counts; else the person's address, unless the letter was addressed otherwise by hand.
    """
    messages = list(messages)
    known = {
        kind: lines({row.about_id for row in messages if row.about_kind == kind}) for kind, lines in LINES.items() if _has(messages, kind)
    }
    return {row.pk: [addresses.one_line(line) for line in _lines(row, known)] for row in messages}


def _has(messages, kind) -> bool:
    return any(row.about_kind == kind for row in messages)


def _lines(row, known) -> list[str]:
    if found := known.get(row.about_kind, {}).get(row.about_id):
        return found
    if row.person is not None and not row.content.get("is_by_hand", True):
        return row.person.postal_lines
    return row.to.splitlines()


def mark(lines: list[str]) -> str:
    """A short mark of an address: a form carries it, so that nobody notes as sent what was printed for another one."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def can_be_posted(lines: list[str]) -> bool:
    """Whether the post can deliver to it: more than a name, with a number of a house or a place."""
    return len(lines) > 1 and any(sign.isdigit() for line in lines[1:] for sign in line)
