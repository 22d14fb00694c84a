"""The one clock of all rules. Tests and the demo set it; everything else only asks.

The environment variable `QUARTIER_CLOCK` (ISO, e.g. `2022-05-02T09:00`) shifts the clock: it starts there and runs on.
`set` and `at` stop it at a moment, for the whole process. What is a matter of technique and not of rules (how long a token
lives, how fast a form was filled in) goes by the machine's own time.
"""

import datetime
import os
from contextlib import contextmanager
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
_stopped_at: datetime.datetime | None = None


def _real() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=BERLIN) if moment.tzinfo is None else moment


def _shift() -> datetime.timedelta:
    start = os.environ.get("QUARTIER_CLOCK", "").strip()
    if not start:
        return datetime.timedelta(0)
    return _aware(datetime.datetime.fromisoformat(start)) - _real()


_shifted_by = _shift()


def now() -> datetime.datetime:
    """The moment, aware, in UTC."""
    if _stopped_at is not None:
        return _stopped_at
    return _real() + _shifted_by


def today() -> datetime.date:
    """The day in Berlin."""
    return now().astimezone(BERLIN).date()


def set(moment: datetime.datetime | None) -> None:
    """Stop the clock at a moment (naive means Berlin time); None lets it run again."""
    global _stopped_at
    _stopped_at = None if moment is None else _aware(moment).astimezone(datetime.UTC)


@contextmanager
def at(moment: datetime.datetime):
    """The clock stands at the moment inside the block, afterwards as before. `moment` may be a date: then noon in Berlin."""
    global _stopped_at
    before = _stopped_at
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time(12))
    set(moment)
    try:
        yield
    finally:
        _stopped_at = before


def in_berlin(day: datetime.date, time: datetime.time = datetime.time(0)) -> datetime.datetime:
    """The aware moment of a day and a time of day in Berlin."""
    return datetime.datetime.combine(day, time, tzinfo=BERLIN)
