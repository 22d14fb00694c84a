"""Heads of the log kept outside the database: one JSON line per head in `var/log-heads.jsonl`, only ever appended.

Copy the file to another machine (or read the public feed `/protokoll/kopf.json` from one): what lies beside the database can be
rewritten together with it.
"""

import json
import os
from pathlib import Path

from django.conf import settings

from quartier.ground.acts import clock, log, safe


def path() -> Path:
    """Where the anchors are kept on this machine."""
    return Path(getattr(settings, "ACTS_ANCHORS", settings.VAR / "log-heads.jsonl"))


def feed() -> dict:
    """The heads as everybody may read and keep them."""
    return {"at": safe.moment(clock.now()), "heads": [{"place": h.place_id, "number": h.number, "hash": h.hash} for h in log.heads()]}


def append(file: Path | None = None) -> int:
    """Write down, durably, the heads that have moved since they were last written down. Returns how many."""
    file = file or path()
    known = set(read(file))
    moved = [h for h in log.heads() if h.number and h not in known]
    if moved:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, moved)
    return len(moved)


def _write(file: Path, heads: list[log.Head]) -> None:
    at = safe.moment(clock.now())
    lines = (json.dumps({"at": at, "place": h.place_id, "number": h.number, "hash": h.hash}) + "\n" for h in heads)
    with file.open("a", encoding="utf-8") as out:
        out.write("".join(lines))
        out.flush()
        os.fsync(out.fileno())


def read(file: Path | None = None) -> list[log.Head]:
    """All heads written down so far; also reads a saved feed. A last line cut off by a crash is left out; ValueError for other nonsense."""
    file = file or path()
    if not file.exists():
        return []
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    if text and not text.endswith("\n") and not _is_json(lines[-1]):
        lines.pop()
    return [head for number, line in enumerate(lines, 1) for head in _heads(line, f"{file.name}, Zeile {number}")]


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _heads(line: str, where: str) -> list[log.Head]:
    if not line.strip():
        return []
    try:
        said = json.loads(line)
        return [log.Head(int(h["place"]), int(h["number"]), str(h["hash"])) for h in said.get("heads", [said])]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{where}: das ist kein Kopf des Protokolls") from None
