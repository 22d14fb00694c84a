"""Events as rows of the agenda, the same on every home page."""

from dataclasses import dataclass

from quartier.ground.acts import subjects
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


def _row(event) -> Row:
    return Row(event, subjects.of(event).address(event), _time(event), event.where, _tags(event), event.state == "cancelled")


def _time(event) -> str:
    if event.is_all_day:
        return "ganztägig"
    return german.span(event.starts_at, event.ends_at if event.has_end else None)


def _tags(event) -> list[str]:
    told = [(event.is_free, "kostenlos"), (event.is_step_free, "stufenlos"), (event.has_childcare, "mit Kinderbetreuung")]
    told.append((event.has_interpreting, "mit Dolmetschen"))
    return [word for is_so, word in told if is_so]
