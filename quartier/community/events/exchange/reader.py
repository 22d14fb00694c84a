"""Reads an iCal file that strangers wrote. Runs as a process of its own that may be killed: knows no database and no network.

    python -m quartier.community.events.exchange.reader 2026-11-24 < calendar.ics   →  JSON on standard output

What comes out is plain: items to take over, in our own words, and what was left out with the reason. Rules are checked
before they are counted, counted with an end, and all of it under limits of processor time and memory set by the caller.
"""

import json
import re
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Calendar

from quartier.community.events import recurrence

MOST_EVENTS = 2000
MOST_DATES = 5000  # all series of a file together
LONGEST_LINE = 100_000  # unfolded
DEEPEST = 8
HORIZON, LONGEST = timedelta(days=400), timedelta(days=368)
COMMON = ("Europe/Berlin", "Europe/London", "Europe/Athens", "Etc/UTC", "America/New_York", "America/Chicago", "America/Los_Angeles")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Refused(Exception):
    """The whole file is not taken; `args[0]` says why: empty, no_calendar, line, many, deep, broken, dates."""


class Skipped(Exception):
    """One event is not taken; `args[0]` says why."""


def read(content: bytes, today: date) -> dict:
    """What stands in the file. Raises Refused."""
    check(content)
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise Refused("broken") from error
    events = [(event, str(one.get("X-WR-TIMEZONE", ""))) for one in calendars for event in one.walk("VEVENT")]
    if len(events) > MOST_EVENTS:
        raise Refused("many")
    name = next((_text(one, key) for one in calendars for key in ("X-WR-CALNAME", "NAME") if _text(one, key)), "")
    return {"name": name[:120], **_items(events, today)}


def check(content: bytes) -> None:
    """What can be seen without understanding: a calendar at all, lines and nesting of a sensible size. Raises Refused."""
    if not content.strip():
        raise Refused("empty")
    if b"BEGIN:VCALENDAR" not in content[:100_000].upper():
        raise Refused("no_calendar")
    depth = length = 0
    for line in content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        length = length + len(line) if line[:1] in (b" ", b"\t") else len(line)
        if length > LONGEST_LINE:
            raise Refused("line")
        start = line[:6].upper()
        depth += start == b"BEGIN:"
        depth -= start[:4] == b"END:"
        if depth > DEEPEST:
            raise Refused("deep")
    if content.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Refused("many")


def _items(events, today) -> dict:
    items, skipped, overrides, left = [], [], [], MOST_DATES
    for event, zone in events:
        try:
            item = _item(event, zone, today)
        except Skipped as why:
            skipped.append({"title": _text(event, "SUMMARY")[:120], "why": why.args[0]})
            continue
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
            skipped.append({"title": _text(event, "SUMMARY")[:120], "why": "broken"})
            continue
        (overrides if item.get("recurrence_on") else items).append(item)
        left -= item.pop("count", 1)
        if left < 0:
            raise Refused("dates")
    _join(items, overrides)
    return {"items": items, "skipped": skipped}


def _join(items, overrides) -> None:
    """Dates of a series that say something else go to their series; those whose series is not here stand alone."""
    masters = {item["uid"]: item for item in items if item.get("rule")}
    known: dict = {}
    for override in overrides:
        master = masters.get(override["uid"])
        if master is None:
            override["uid"] = f"{override['uid'][:230]}#{override['recurrence_on']}"
            items.append(override)
        else:
            master["overrides"] = [one for one in master["overrides"] if one["recurrence_on"] != override["recurrence_on"]] + [override]
    for item in items:  # the highest number counts when a file says one thing twice
        before = known.get(item["uid"])
        if before is None or item["sequence"] >= before["sequence"]:
            known[item["uid"]] = item
    items[:] = known.values()


def _item(event, calendar_zone: str, today: date) -> dict:
    if str(event.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL"):
        raise Skipped("private")
    start = event.get("DTSTART")
    if start is None or isinstance(start, list):
        raise Skipped("no_start")
    zone = _zone(start, calendar_zone)
    begin, end, has_end = _span(event, start.dt, zone)
    said = _said(event) | {"sequence": _number(event.get("SEQUENCE")), "is_off": str(event.get("STATUS", "")).upper() == "CANCELLED"}
    said["uid"] = (_text(event, "UID") or f"ohne-uid-{_text(event, 'SUMMARY')}-{begin.isoformat()}")[:255]
    said |= {"starts_at": begin.isoformat(), "ends_at": end.isoformat(), "has_end": has_end, "is_all_day": not _is_timed(start.dt)}
    if (named := event.get("RECURRENCE-ID")) is not None:
        return said | {"recurrence_on": _day(named.dt, zone).isoformat()}
    if "RRULE" in event or "RDATE" in event or "EXRULE" in event:
        return said | _series(event, start.dt, end, begin, zone, today)
    return said


def _series(event, start, end, begin, zone, today) -> dict:
    if "EXRULE" in event:
        raise Skipped("exrule")
    if isinstance(event.get("RRULE"), list):
        raise Skipped("rules")
    first = start if not _is_timed(start) else begin.astimezone(ZoneInfo(zone)).date()
    rule = _rule(event, start, first, zone)
    times = _times(start, begin, end, zone, bool(event.get("DTEND") or event.get("DURATION")))
    plan = recurrence.Plan(rule, first, times, zone)
    days = set(plan.days(max(today + HORIZON, first), most=20_000))
    deviations = _deviations(event, zone, first, days)
    if not days - {date.fromisoformat(one["on"]) for one in deviations if one["kind"] == "out"} and not any(
        one["kind"] == "extra" for one in deviations
    ):
        raise Skipped("no_dates")
    timing = {"begins": times.begins, "ends": times.ends, "days": times.days}
    return {
        "rule": rule,
        "first_on": first.isoformat(),
        **{name: value.isoformat() if isinstance(value, time) else value for name, value in timing.items()},
        "zone": zone,
        "deviations": deviations,
        "overrides": [],
        "count": min(len(days), recurrence.MOST_TIMES),
    }


def _rule(event, start, first, zone) -> str:
    """The rule in days. Times of day inside a rule are taken only where they repeat the beginning."""
    if "RRULE" not in event:
        return "FREQ=DAILY;COUNT=1"
    found = {key.upper(): value for key, value in (part.partition("=")[::2] for part in event["RRULE"].to_ical().decode().split(";"))}
    for key in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        if "," not in found.get(key, ""):
            found.pop(key, None)
    if len(found.get("UNTIL", "")) > 8:
        found["UNTIL"] = _last_day(found["UNTIL"], start, zone)
    try:
        return recurrence.clean(";".join(f"{key}={value}" for key, value in found.items()))
    except recurrence.WrongRule as wrong:
        raise Skipped(f"rule_{wrong.args[0]}") from wrong


def _last_day(until: str, start, zone) -> str:
    """The day of the last date: an end before the time of day of the last one leaves it out."""
    moment = datetime.strptime(until[:15], "%Y%m%dT%H%M%S")
    if until.endswith("Z"):
        moment = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    clock = start.time() if _is_timed(start) else time(0)
    return f"{moment.date() - timedelta(days=moment.time() < clock):%Y%m%d}"


def _deviations(event, zone, first, days) -> list[dict]:
    out = {_day(one, zone) for one in _moments(event.get("EXDATE"))}
    extra = {_day(one, zone): _clock(one, zone) for one in _moments(event.get("RDATE"))}
    if first not in days:
        extra.setdefault(first, None)
    found = [{"on": on.isoformat(), "kind": "out"} for on in sorted(out & days)]
    for on, begins in sorted(extra.items()):
        if on not in days and on not in out:
            found.append({"on": on.isoformat(), "kind": "extra", "begins": begins and begins.isoformat()})
    return found


def _moments(value) -> list:
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return [one.dt[0] if isinstance(one.dt, tuple) else one.dt for each in lists for one in each.dts]


def _clock(moment, zone) -> time | None:
    return _in_zone(moment, zone).time().replace(tzinfo=None) if _is_timed(moment) else None


def _day(moment, zone) -> date:
    return _in_zone(moment, zone).date() if _is_timed(moment) else moment


def _in_zone(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))


def _times(start, begin, end, zone, has_end) -> recurrence.Times:
    if not _is_timed(start):
        return recurrence.Times(days=max(_in_berlin(end) - _in_berlin(begin), 1) - 1)
    local, local_end = begin.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    begins = local.time().replace(second=0, microsecond=0)
    if not has_end or end <= begin:
        return recurrence.Times(begins)
    return recurrence.Times(begins, local_end.time().replace(microsecond=0), (local_end.date() - local.date()).days)


def _in_berlin(moment) -> int:
    return moment.astimezone(ZoneInfo(recurrence.ZONE)).date().toordinal()


def _span(event, start, zone) -> tuple[datetime, datetime, bool]:
    """Beginning and end in UTC; whole days are days of the city."""
    end = event.get("DTEND").dt if event.get("DTEND") else None
    length = event.get("DURATION").dt if event.get("DURATION") else None
    if not _is_timed(start):
        last = end if end and not _is_timed(end) and end > start else start + max(length or timedelta(days=1), timedelta(days=1))
        begin, finish, has_end = _midnight(start), _midnight(last), True
    else:
        begin = _in_zone(start, zone).astimezone(ZoneInfo("UTC"))
        finish = _in_zone(end, zone).astimezone(ZoneInfo("UTC")) if end is not None and _is_timed(end) else begin + (length or timedelta(0))
        has_end = finish > begin
        finish = finish if has_end else begin + recurrence.ASSUMED
    if finish - begin > LONGEST:
        raise Skipped("long")
    if not 1970 <= begin.year < 2150:
        raise Skipped("far")
    return begin, finish, has_end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(recurrence.ZONE)).astimezone(ZoneInfo("UTC"))


def _is_timed(moment) -> bool:
    return isinstance(moment, datetime)


def _zone(start, calendar_zone: str) -> str:
    """The zone whose clock on the wall the event follows; without one that of the calendar, or the city's."""
    moment = start.dt
    if not _is_timed(moment):
        return recurrence.ZONE
    if moment.tzinfo is None:
        return calendar_zone if calendar_zone in available_timezones() else recurrence.ZONE
    name = str(getattr(moment.tzinfo, "key", "") or getattr(moment.tzinfo, "zone", "") or "")
    if name in available_timezones():
        return "Etc/UTC" if name == "UTC" else name
    if moment.utcoffset() == timedelta(0) and not str(start.params.get("TZID", "")):
        return "Etc/UTC"
    return _like(moment)


def _like(moment: datetime) -> str:
    """A known zone that shows the same hours through the year as one that the file describes itself."""
    probes = [moment.replace(month=month, day=15) for month in range(1, 13)]
    wanted = [probe.utcoffset() for probe in probes]
    for name in (*COMMON, *sorted(available_timezones())):
        if [probe.replace(tzinfo=ZoneInfo(name)).utcoffset() for probe in probes] == wanted:
            return name
    return recurrence.ZONE


def _said(event) -> dict:
    where, link = _text(event, "LOCATION"), ""
    conference = _text(event, "CONFERENCE")
    if re.match(r"https?://\S+$", where):
        where, link = "", where
    elif conference.startswith(("https://", "http://")):
        link = conference
    title, text = _text(event, "SUMMARY"), _text(event, "DESCRIPTION")
    if len(title) > 120:
        title, text = f"{title[:119]}…", f"{title}\n\n{text}"
    if (page := _text(event, "URL")) and page not in text:
        text = f"{text}\n\n{page}".strip()
    return {
        "title": title,
        "text": text[:3000],
        "where": where.replace("\n", ", ")[:160],
        "link": link[:300],
        "contact": _text(event, "CONTACT")[:200],
        "categories": _categories(event),
    }


def _categories(event) -> list[str]:
    found = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found] if found is not None else []
    return [str(word)[:80] for one in lists for word in getattr(one, "cats", [one])][:20]


def _text(event, key: str) -> str:
    """A text as it was typed, without what no page can show."""
    value = event.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    return CONTROL.sub("", str(value or "")).replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(value) -> int:
    with suppress(TypeError, ValueError):
        return min(max(int(value or 0), 0), 2_000_000_000)
    return 0


def main() -> None:
    try:
        told = read(sys.stdin.buffer.read(), date.fromisoformat(sys.argv[1]))
    except Refused as why:
        told = {"refused": why.args[0]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    from quartier.community.events.exchange import cage

    cage.close()
    main()
