"""How the calendar is shown: events as rows, days, a page."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from quartier.community.events import models, queries, steps, wishes, words
from quartier.ground.acts import clock, keeping
from quartier.ground.quarters import queries as quarters
from quartier.ground.ui import german

MOST = 50  # rows on one page of the calendar, so that a phone gets less than 60 kB; "Weitere" leads on


@dataclass
class Row:
    """One event as the lists show it: plain values, nothing more to ask."""

    title: str
    address: str
    when: str
    clock: str
    where: str
    is_cancelled: bool
    tags: list[str] = field(default_factory=list)
    place: object = None


@dataclass
class Day:
    """One day of the calendar."""

    on: date
    rows: list[Row] = field(default_factory=list)
    is_today: bool = False
    is_other: bool = False  # of the month before or after


@dataclass
class Page:
    """The calendar for one wish."""

    wish: wishes.Wish
    heading: str
    days: list[Day]
    is_grid: bool
    turns: tuple  # (name, address) of the time before and the time after
    more: str = ""
    count: int = 0
    next: Row | None = None
    next_address: str = ""


def page(place, wish: wishes.Wish) -> Page:
    """Everything that the public list of a place shows; two queries, three when nothing fits."""
    scope = scope_of(place, wish.area)
    events = _after(queries.in_span(scope, wish.span, wish.fit), wish.after)
    found = list(events[: MOST + 1])
    shown, is_more = found[:MOST], len(found) > MOST
    is_grid = wish.by != "liste" and scope.is_quarter and not is_more and not wish.after
    days = _grid(shown, wish) if is_grid else agenda(shown, wish.span, shows_place=not scope.is_quarter)
    made = Page(wish, heading(wish), days, is_grid, _turns(wish), count=len(shown))
    if is_more:
        made.more = wish.address(after=f"{shown[-1].starts_at.timestamp():.0f}-{shown[-1].pk}")
    if not shown:
        _say_what_comes(made, scope)
    return made


def scope_of(place, area: str):
    """The place itself, its district or its city."""
    chain = quarters.chain(place)
    if area:
        keeping.everywhere()
    return {"bezirk": chain[min(1, len(chain) - 1)], "stadt": chain[-1]}.get(area, place)


def areas(place) -> list[tuple[str, str]]:
    """What "Wo?" offers: the quarter, its district, the city."""
    chain = quarters.chain(place)
    if len(chain) < 3:
        return []
    return [
        ("", place.name),
        ("bezirk", _("Ganz %(name)s") % {"name": chain[1].name}),
        ("stadt", _("Ganz %(name)s") % {"name": chain[2].name}),
    ]


def _after(events, cursor: str):
    moment, _dash, pk = cursor.partition("-")
    if not (moment.isdigit() and pk.isdigit() and len(moment) < 12 and len(pk) < 18):
        return events
    return queries.from_cursor(events, int(moment), int(pk))


def _say_what_comes(made: Page, scope):
    wish = made.wish
    event = queries.next_after(scope, max(clock.now(), wish.span.end), wish.fit)
    if event is not None:
        made.next = row(event, shows_place=not scope.is_quarter)
        made.next_address = wish.address(day=event.starts_at.astimezone(clock.BERLIN).date())


def _grid(events, wish) -> list[Day]:
    """Whole weeks; a month shows the days around it without their events."""
    whole = queries.Span(queries.week(wish.span.first).first, queries.week(wish.span.last).until)
    days = {on: Day(on, is_today=on == clock.today(), is_other=on not in wish.span) for on in whole.days}
    for event in events:
        for on in _days_of(event, wish.span):
            days[on].rows.append(row(event))
    return list(days.values())


def agenda(events, span, shows_place=False) -> list[Day]:
    """The days on which something begins, each with its events; what began before stands on the first day."""
    days: dict[date, Day] = {}
    for event in events:
        on = next(_days_of(event, span))
        days.setdefault(on, Day(on, is_today=on == clock.today())).rows.append(row(event, shows_place))
    return sorted(days.values(), key=lambda day: day.on)


def _days_of(event, span):
    on = max(event.starts_at.astimezone(clock.BERLIN).date(), span.first)
    until = min(queries.last_day(event), span.last)
    while on <= until:
        yield on
        on += timedelta(days=1)


def row(event, shows_place=False) -> Row:
    """The event as a row."""
    return Row(
        title=event.title,
        address=f"/{event.place.slug}/termine/{event.pk}/",
        when=when(event),
        clock=_("ganztägig") if event.is_all_day else german.clock_digits(event.starts_at),
        where=event.where or _("online"),
        is_cancelled=event.state == "cancelled",
        tags=tags(event),
        place=event.place if shows_place else None,
    )


def desk_row(event) -> dict:
    """The event as the tables of the desk show it."""
    return {
        "title": event.title,
        "address": f"/{event.place.slug}/buero/termine/{event.pk}/",
        "on": event.starts_at,
        "when": when(event),
        "where": event.where or _("online"),
        "state": steps.EVENT.label(event.state),
        "is_cancelled": event.state == "cancelled",
        "is_draft": event.state == "draft",
        "is_own": event.is_own,
        "is_series": event.series_id is not None,
    }


def when(event) -> str:
    """The time without the first day: "16 bis 19 Uhr", "ganztägig", "18 Uhr bis 3. Mai 2026, 12 Uhr"."""
    if event.is_all_day:
        last, first = queries.last_day(event), event.starts_at.astimezone(clock.BERLIN).date()
        return _("ganztägig") if last == first else _("ganztägig bis %(day)s") % {"day": german.day(last)}
    return german.span(event.starts_at, event.ends_at if event.has_end else None)


def tags(event) -> list[str]:
    """What people look for before they go."""
    audience = [] if event.audience == models.Audience.ALL else [event.get_audience_display()]
    if ages := words.ages(event):
        audience.append(ages)
    facts = [
        (getattr(event, "is_unconfirmed", False), _("noch nicht bestätigt")),
        (event.attendance != models.Attendance.ONSITE, event.get_attendance_display()),
        (event.is_free, _("kostenlos")),
        (event.is_step_free, _("stufenlos")),
        (event.has_childcare, _("Kinderbetreuung")),
        (event.has_interpreting, _("Dolmetschen")),
        (event.needs_booking, _("mit Anmeldung")),
    ]
    return [str(word) for word in audience] + [str(word) for holds, word in facts if holds]


def heading(wish: wishes.Wish) -> str:
    """ "23. bis 29. November 2026" or "Dezember 2017"."""
    if wish.by == "liste":
        return _("Ab %(day)s") % {"day": german.day(wish.span.first)}
    if wish.by == "monat":
        return f"{german.MONTHS[wish.span.first.month - 1]} {wish.span.first.year}"
    return _week_name(wish.span, with_year=True)


def _week_name(span, with_year=False) -> str:
    first, last = span.first, span.last
    if first.year != last.year and with_year:
        start = german.day(first)
    else:
        start = f"{first.day}." if first.month == last.month else german.day_month(first)
    return _("%(first)s bis %(last)s") % {"first": start, "last": german.day(last) if with_year else german.day_month(last)}


def _turns(wish: wishes.Wish):
    if wish.by == "liste":
        return ()
    days = (wish.span.first - timedelta(days=1), wish.span.until)
    if wish.by == "monat":
        return tuple((german.MONTHS[day.month - 1] + f" {day.year}", wish.address(day=day)) for day in days)
    return tuple((_week_name(queries.week(day)), wish.address(day=queries.week(day).first)) for day in days)
