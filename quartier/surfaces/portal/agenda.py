"""Events as rows of the agenda, the same on every home page."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from quartier.ground.acts import clock, keeping, subjects
from quartier.ground.ui import german


@dataclass(frozen=True)
class Row:
    """One line: when, what, where, for whom."""

    event: object
    address: str
    time: str
    where: str
    tags: list[str]
    is_cancelled: bool


def rows(events) -> list[Row]:
    """A row per event, in the order given."""
    return [_row(event) for event in events]


def title(events) -> str:
    """„Diese Woche" if all of them fall into the next seven days."""
    last = clock.now() + timedelta(days=7)
    keeping.until(*(event.starts_at - timedelta(days=7) for event in events))
    return _("Diese Woche") if all(event.starts_at < last for event in events) else _("Nächste Termine")


def _row(event) -> Row:
    return Row(event, subjects.of(event).address(event), _time(event), event.where, _tags(event), event.state == "cancelled")


def _time(event) -> str:
    if event.is_all_day:
        return _("ganztägig")
    return german.span(event.starts_at, event.ends_at if event.has_end else None)


def _tags(event) -> list[str]:
    told = [(event.is_free, _("kostenlos")), (event.is_step_free, _("stufenlos")), (event.has_childcare, _("mit Kinderbetreuung"))]
    told.append((event.has_interpreting, _("mit Dolmetschen")))
    return [word for is_so, word in told if is_so]
