"""Questions about one office or place: when is it open, may this be its name."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from quartier.ground.quarters.models import OfficeClosure, OfficeHours
from quartier.ground.ui import german

DAYS_AHEAD = 28
SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@dataclass(frozen=True)
class OpenState:
    """Is the office open at the moment, and the sentence that says so; `sentence` is empty when no hours are known."""

    is_open: bool
    sentence: str
    why: str = ""


def open_state(hours: list[OfficeHours], closures: list[OfficeClosure], moment: datetime.datetime, region: str = "") -> OpenState:
    """The state at an aware moment of an office with these hours (in order) and closures; `region` names the holidays that count."""
    if not hours:
        return OpenState(False, "")
    local = german.local(moment)
    today, time = local.date(), local.time()
    why = _why_shut(closures, today, region)
    spans = [] if why else [span for span in hours if span.weekday == today.weekday()]
    for span in spans:
        if span.opens <= time < span.closes:
            return OpenState(True, _("Heute bis %(time)s offen") % {"time": german.clock(span.closes)})
        if time < span.opens:
            return OpenState(False, _("Heute ab %(time)s offen") % {"time": german.clock(span.opens)})
    return OpenState(False, _next_opening(hours, closures, today, region), why)


def _next_opening(hours, closures, today, region) -> str:
    for step in range(1, DAYS_AHEAD + 1):
        day = today + datetime.timedelta(days=step)
        spans = sorted(span.opens for span in hours if span.weekday == day.weekday())
        if spans and not _why_shut(closures, day, region):
            return _("Wieder offen: %(day)s, %(time)s") % {"day": _near_day(day, step), "time": german.clock(spans[0])}
    return _("Zurzeit geschlossen")


def _near_day(day, step: int) -> str:
    if step == 1:
        return _("morgen")
    return german.weekday(day) if step < 7 else f"{german.weekday(day)}, {german.day_month(day)}"


def _why_shut(closures, day, region) -> str:
    """Why the office is shut on a day on which its hours might say otherwise: its own closure or a public holiday."""
    for closure in closures:
        if closure.from_on <= day <= closure.until_on:
            return closure.reason or _("geschlossen")
    return holiday(day, region)


def holiday(day: datetime.date, region: str) -> str:
    """The name of the public holiday, or nothing."""
    return _holidays(region, day.year).get(day, "") if region else ""


@lru_cache(maxsize=32)
def _holidays(region: str, year: int) -> dict[datetime.date, str]:
    import holidays  # 40 ms: only when hours are shown

    try:
        return dict(holidays.country_holidays("DE", subdiv=region, years=year, language="de"))
    except NotImplementedError:
        return dict(holidays.country_holidays("DE", years=year, language="de"))


def hours_lines(hours: list[OfficeHours]) -> list[str]:
    """„Mo, Mi 10–13 Uhr": days with the same spans share a line, in the order of the week."""
    by_day: dict[int, list] = {}
    for span in hours:
        by_day.setdefault(span.weekday, []).append(f"{_short(span.opens)}–{_short(span.closes)}")
    lines: dict[tuple, list[str]] = {}
    for weekday, spans in sorted(by_day.items()):
        lines.setdefault(tuple(spans), []).append(SHORT[weekday])
    return [f"{', '.join(days)} {' und '.join(spans)} Uhr" for spans, days in lines.items()]


def _short(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02d}" if time.minute else str(time.hour)
