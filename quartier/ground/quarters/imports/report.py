"""What an import says: rows read, made, changed, and a line per bad row."""

import csv
import io
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.ground.acts.refusal import Refused

MOST_ROWS = 50_000
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Problem:
    """A bad row: its line in the file (0 = the file as a whole) and what is wrong with it."""

    line: int
    sentence: str


@dataclass
class Report:
    """The outcome. `is_done` is True only if everything has been taken in."""

    rows: int = 0
    made: int = 0
    changed: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_done: bool = False

    def refuse(self, line: int, sentence) -> None:
        """Note a bad row."""
        self.problems.append(Problem(line, str(sentence)))


class _Undo(Exception):
    pass


@contextmanager
def whole_or_nothing(report: Report, *, dry_run: bool):
    """Everything written inside stays only if the report has no problem and this is no trial."""
    try:
        with transaction.atomic():
            yield
            if report.problems or dry_run:
                raise _Undo
    except _Undo:
        return
    report.is_done = True


def text_of(file) -> str:
    """The text of an uploaded or opened file, bytes or str. Raises Refused if it is too large or not text."""
    data = file.read() if hasattr(file, "read") else file
    if len(data) > MOST_BYTES:
        raise Refused(_("Die Datei ist größer als 2 MB. Bitte in mehrere Dateien teilen."), field="file")
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("Die Datei ist kein Text. Bitte als CSV (UTF-8) speichern."), field="file")


def rows_of(file, names: dict[str, tuple[str, ...]], needed: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, row) of a CSV with `;` or `,`; columns may carry any of their names. Raises Refused for a file without the needed ones."""
    text = text_of(file)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Refused(_("Die Datei lässt sich nicht als Tabelle lesen: %(reason)s") % {"reason": error}, field="file") from error
    if not rows:
        raise Refused(_("Die Datei ist leer."), field="file")
    if len(rows) > MOST_ROWS:
        raise Refused(_("Die Datei hat mehr als 50.000 Zeilen. Bitte teilen."), field="file")
    columns = _columns(rows[0][1], names, needed)
    return [(line, _cells(row, columns)) for line, row in rows[1:] if any(cell.strip() for cell in row)]


def _columns(head, names, needed) -> dict[int, str]:
    known = {alias: name for name, aliases in names.items() for alias in (name, *aliases)}
    columns = {place: known[word] for place, cell in enumerate(head) if (word := cell.strip().casefold()) in known}
    missing = [names[name][0] if names[name] else name for name in needed if name not in columns.values()]
    if missing:
        raise Refused(_("In der ersten Zeile fehlt: %(columns)s.") % {"columns": ", ".join(missing)}, field="file")
    return columns


def _cells(row, columns) -> dict[str, str]:
    return {name: row[place].strip() if place < len(row) else "" for place, name in columns.items()}


def each(report: Report, rows, take: Callable[[int, dict], None]) -> None:
    """Take each row in a savepoint of its own; a refusal becomes a line of the report, and the next row is looked at."""
    for line, row in rows:
        report.rows += 1
        try:
            with transaction.atomic():
                take(line, row)
        except Refused as refusal:
            report.refuse(line, refusal.sentence)


def number(text: str, name: str, low: float, high: float) -> float:
    """A decimal number with point or comma inside the bounds. Raises Refused."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = None
    if value is None or not low <= value <= high:
        raise Refused(
            _("%(name)s „%(text)s“ ist keine Zahl zwischen %(low)s und %(high)s.")
            % {"name": name, "text": text[:40], "low": low, "high": high}
        )
    return value
