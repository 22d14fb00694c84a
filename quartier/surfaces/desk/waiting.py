"""What waits for a person, by due day, in words."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.surfaces.desk import sources

SHORT = 8  # rows that need no headings
SOON = 6  # days ahead that are told by the day of the week


@dataclass(frozen=True)
class Row:
    """One line of the list. `tone`: bad, warn or nothing; `place` where several places are shown."""

    title: str
    address: str
    why: str
    due: str
    tone: str
    icon: str
    place: str = ""


def of(person, place=None) -> list:
    """Everything that waits for the person, at one place or anywhere; what is due first comes first, without a day last."""
    return _by_due_day(line for app in sources.WAITING for line in app.waiting_for(person, place))


def own(person) -> list:
    """What waits for the person herself: as applicant, grantee, carrier, member of a panel or a body. Her office has a list of its own."""
    return _by_due_day(line for app in sources.OWN for line in app.own_waiting(person))


def _by_due_day(lines) -> list:
    return sorted(lines, key=lambda line: (line.due_on or datetime.date.max, line.title))


def rows(lines, place=None) -> list[Row]:
    """The lines as the page shows them."""
    today = clock.today()
    return [_row(line, today, shows_place=place is None) for line in lines]


def _row(line, today, shows_place) -> Row:
    due, tone = in_words(line.due_on, today)
    where = line.place.name if shows_place and line.place is not None else ""
    return Row(str(line.title), line.address, str(line.why), due, tone, "warn" if tone == "bad" else "clock", where)


def groups(lines, rows) -> list[tuple[str, list]]:
    """The rows under headings by day, so that a long list can be looked through; a short one stays whole."""
    if len(rows) <= SHORT:
        return [("", rows)] if rows else []
    today, found = clock.today(), {}
    for line, row in zip(lines, rows, strict=True):
        found.setdefault(_when(line.due_on, today), []).append(row)
    return list(found.items())


def _when(due_on, today) -> str:
    if due_on is None:
        return _("Ohne Frist")
    days = (due_on - today).days
    if days < 0:
        return _("Zu spät")
    return _("In den nächsten sieben Tagen") if days < 7 else _("Später")


def in_words(due_on, today) -> tuple[str, str]:
    """The due day in words and its tone: too late and today are bad, tomorrow warns."""
    if due_on is None:
        return _("ohne Frist"), ""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(n)d Tag zu spät", "%(n)d Tage zu spät", -days) % {"n": -days}, "bad"
    if days <= 1:
        return (_("heute"), "bad") if not days else (_("morgen"), "warn")
    if days <= SOON:
        return f"{german.weekday_short(due_on)} {german.day_short(due_on)}", ""
    return german.day_short(due_on) if due_on.year == today.year else german.day(due_on), ""
