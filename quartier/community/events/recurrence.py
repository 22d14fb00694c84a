"""When something that comes again takes place: a rule, a first day, wall-clock times, deviations → dated occurrences.

Nothing here knows the database. A rule is counted in days and the time of day is put on afterwards in the zone of the
series, so that 14:00 stays 14:00 when the clocks change. Rules come as RRULE texts (RFC 5545) of whole days:
`FREQ=WEEKLY;BYDAY=TH;UNTIL=20180331`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule

ZONE = "Europe/Berlin"
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KEYS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS")
MOST_TIMES = 1000  # dates of one series, by COUNT or looked at in one go
LONGEST_RULE = 400  # characters; the longest sensible one (each day of a year by number) does not come from people
ASSUMED = timedelta(hours=2)  # how long something without an end is taken to last; never shown


class WrongRule(ValueError):
    """A rule that is not understood or too much; `args[0]` says which kind: form, often, many, long."""


@dataclass(frozen=True)
class Deviation:
    """What is otherwise than the rule on one day.

    kind "out": nothing takes place. "moved": the date of day `on` takes place on `to_on` and at `begins`, where given.
    "extra": a date more, on a day that the rule does not know.
    """

    on: date
    kind: str
    to_on: date | None = None
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Times:
    """The time of day by the clock on the wall. Without `begins`: whole days. Without `ends`: open. `days`: last day minus first."""

    begins: time | None = None
    ends: time | None = None
    days: int = 0

    def on(self, day: date, zone: str = ZONE) -> tuple[datetime, datetime, bool]:
        """Beginning and end on a day as moments, and whether the end is known."""
        last = day + timedelta(days=self.days)
        if self.begins is None:
            return _at(day, time(0), zone), _at(last + timedelta(days=1), time(0), zone), True
        start = _at(day, self.begins, zone)
        if self.ends is not None:
            return start, max(_at(last, self.ends, zone), start + timedelta(minutes=1)), True
        if self.days:
            return start, _at(last + timedelta(days=1), time(0), zone), False
        return start, start + ASSUMED, False


def _at(day: date, clock: time, zone: str) -> datetime:
    """The moment, in UTC: a time that the change of clocks leaves out is taken as if the clocks had not changed."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


@dataclass(frozen=True)
class Occurrence:
    """One date: the day by which the rule knows it, and when it really is."""

    on: date
    starts_at: datetime
    ends_at: datetime
    has_end: bool


@dataclass(frozen=True)
class Plan:
    """All that says when a series takes place."""

    rule: str
    first_on: date
    times: Times = Times()
    zone: str = ZONE
    deviations: tuple[Deviation, ...] = ()

    def days(self, until: date, since: date | None = None, most: int | None = None) -> list[date]:
        """The days of the rule alone, from `since` up to and with `until`; with `most` the first ones only."""
        found = []
        for moment in _counted(self.rule, self.first_on):
            on = moment.date()
            if on > until or (most is not None and len(found) >= most):
                break
            if since is None or on >= since:
                found.append(on)
        return found

    def dates(self, until: date, since: date | None = None) -> list[Occurrence]:
        """All dates whose day by the rule lies up to `until`, deviations applied, in the order of their days by the rule."""
        found = {on: self._occurrence(on) for on in self.days(until, since)}
        for one in self.deviations:
            if one.kind == "out":
                found.pop(one.on, None)
            elif one.on in found or (one.kind == "extra" and one.on <= until and (since is None or one.on >= since)):
                found[one.on] = self._occurrence(one.on, one)
        return [found[on] for on in sorted(found)]

    def next_dates(self, after: date, count: int) -> list[Occurrence]:
        """The next `count` dates from the day on, as far as a look at some years ahead goes."""
        moved_far = [one.to_on for one in self.deviations if one.to_on]
        days = self.days(date.max, since=after - timedelta(days=366), most=count + len(self.deviations) + 400)
        until = max([*days[-1:], *moved_far, *(one.on for one in self.deviations), after])
        coming = [one for one in self.dates(until, since=after - timedelta(days=366)) if _day(one.starts_at, self.zone) >= after]
        return sorted(coming, key=lambda one: one.starts_at)[:count]

    def _occurrence(self, on: date, deviation: Deviation | None = None) -> Occurrence:
        times, day = self.times, on
        if deviation is not None:
            day = deviation.to_on or on
            if deviation.begins is not None:
                times = self._shifted(deviation)
        return Occurrence(on, *times.on(day, self.zone))

    def _shifted(self, deviation: Deviation) -> Times:
        """Another beginning keeps the length of the others, unless the deviation says when it ends."""
        own = self.times
        if deviation.ends is not None or own.begins is None or own.ends is None:
            over_midnight = deviation.ends is not None and deviation.ends <= deviation.begins
            return Times(deviation.begins, deviation.ends, int(over_midnight))
        length = datetime.combine(date.min + timedelta(days=own.days), own.ends) - datetime.combine(date.min, own.begins)
        end = datetime.combine(date.min, deviation.begins) + length
        return Times(deviation.begins, end.time(), (end.date() - date.min).days)


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _counted(rule: str, first_on: date):
    return rrule.rrulestr(rule, dtstart=datetime.combine(first_on, time(0)), ignoretz=True, cache=False)


def parts(rule: str) -> dict[str, str]:
    """The parts of a rule, checked. Raises WrongRule."""
    if len(rule) > LONGEST_RULE:
        raise WrongRule("long")
    found: dict[str, str] = {}
    for piece in filter(None, "".join(rule.upper().split()).removeprefix("RRULE:").split(";")):
        key, is_one, value = piece.partition("=")
        if not is_one or not value or key in found:
            raise WrongRule("form")
        found[key] = value
    _check(found)
    return found


def _check(found: dict[str, str]) -> None:
    if found.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY") or found.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise WrongRule("often")
    if found.get("FREQ") not in FREQUENCIES or found.keys() - set(KEYS):
        raise WrongRule("form")
    for key in ("COUNT", "INTERVAL"):
        if not found.get(key, "1").isdecimal() or len(found.get(key, "1")) > 12 or int(found.get(key, "1")) < 1:
            raise WrongRule("form")
    if int(found.get("COUNT", "1")) > MOST_TIMES or int(found.get("INTERVAL", "1")) > MOST_TIMES:
        raise WrongRule("many")
    if any(len(number) > 3 for key, value in found.items() if key.startswith("BY") for number in re.findall(r"\d+", value)):
        raise WrongRule("form")
    if "COUNT" in found and "UNTIL" in found:
        raise WrongRule("form")
    try:
        _counted(text(found), date(2024, 2, 29))
    except (ValueError, TypeError, KeyError, OverflowError, IndexError) as error:
        raise WrongRule("form") from error


def text(found: dict[str, str]) -> str:
    """The rule as text, its parts in one order, so that equal rules read equal."""
    return ";".join(f"{key}={found[key]}" for key in KEYS if key in found)


def clean(rule: str) -> str:
    """The rule in its one form. Raises WrongRule."""
    return text(parts(rule))


def until(rule: str) -> date | None:
    """The last day that the rule allows, if it says one."""
    stated = parts(rule).get("UNTIL", "")[:8]
    return datetime.strptime(stated, "%Y%m%d").date() if stated else None


def ending(rule: str, last_on: date | None) -> str:
    """The same rule with another last day, or without end."""
    found = parts(rule)
    found.pop("UNTIL", None)
    found.pop("COUNT", None)
    return text(found | ({"UNTIL": f"{last_on:%Y%m%d}"} if last_on else {}))


# --- rules as people say them ---------------------------------------------------------------------------------------

KINDS = ("daily", "weekly", "fortnightly", "monthly_day", "monthly_weekday", "monthly_last", "yearly")


def build(kind: str, first_on: date, weekdays=(), last_on: date | None = None, count: int | None = None) -> str:
    """The rule that people mean by "every week", "every second Thursday of the month"; it always knows `first_on` or a later day.

    `weekdays` (0 is Monday) count for weeks alone; without them it is the weekday of the first day.
    """
    week = ",".join(DAYS[number] for number in sorted(set(weekdays) or {first_on.weekday()}))
    own, nth = DAYS[first_on.weekday()], (first_on.day - 1) // 7 + 1
    rules = {
        "daily": {"FREQ": "DAILY"},
        "weekly": {"FREQ": "WEEKLY", "BYDAY": week},
        "fortnightly": {"FREQ": "WEEKLY", "INTERVAL": "2", "BYDAY": week},
        "monthly_day": {"FREQ": "MONTHLY", "BYMONTHDAY": str(first_on.day)},
        "monthly_weekday": {"FREQ": "MONTHLY", "BYDAY": f"{nth}{own}"},
        "monthly_last": {"FREQ": "MONTHLY", "BYDAY": f"-1{own}"},
        "yearly": {"FREQ": "YEARLY", "BYMONTH": str(first_on.month), "BYMONTHDAY": str(first_on.day)},
    }
    end = {"UNTIL": f"{last_on:%Y%m%d}"} if last_on else {"COUNT": str(count)} if count else {}
    return text(rules[kind] | end)


def kind(rule: str, first_on: date) -> str:
    """Which of KINDS a rule is; "" for one that people did not choose from the list."""
    found = parts(rule)
    days = weekdays(rule)
    bare = text({key: value for key, value in found.items() if key not in ("UNTIL", "COUNT", "WKST")})
    return next((one for one in KINDS if build(one, first_on, days) == bare), "")


def weekdays(rule: str) -> list[int]:
    """The weekdays of a weekly rule, 0 is Monday."""
    found = parts(rule)
    named = found.get("BYDAY", "").split(",") if found["FREQ"] == "WEEKLY" else []
    return [DAYS.index(name) for name in named if name in DAYS]


def closed(plan: Plan, last_on: date) -> Plan:
    """The plan as far as the day, with what deviates up to it."""
    kept = tuple(one for one in plan.deviations if one.on <= last_on)
    return replace(plan, rule=ending(plan.rule, last_on), deviations=kept)
