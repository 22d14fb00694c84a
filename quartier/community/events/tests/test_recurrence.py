"""When a series takes place."""

import datetime
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quartier.community.events import recurrence
from quartier.community.events.recurrence import Deviation, Plan, Times

BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(1999, 1, 1), date(2050, 12, 31))
quick = settings(deadline=None, max_examples=30)
clocks = st.times().map(lambda one: one.replace(second=0, microsecond=0))


def local(occurrence):
    return f"{occurrence.starts_at.astimezone(BERLIN):%d.%m.%Y %H:%M}"


def test_each_thursday_but_not_between_the_years_and_once_an_hour_later():
    plan = Plan(
        "FREQ=WEEKLY;BYDAY=TH",
        date(2017, 12, 14),
        Times(time(14), time(16)),
        deviations=(Deviation(date(2017, 12, 28), "out"), Deviation(date(2018, 1, 4), "moved", begins=time(15))),
    )
    found = plan.dates(date(2018, 1, 11))
    assert [local(one) for one in found] == ["14.12.2017 14:00", "21.12.2017 14:00", "04.01.2018 15:00", "11.01.2018 14:00"]
    assert found[2].ends_at - found[2].starts_at == datetime.timedelta(hours=2)


def test_a_date_moves_to_another_day_and_keeps_its_name():
    plan = Plan("FREQ=WEEKLY;BYDAY=TH", date(2026, 11, 26), Times(time(14)), deviations=(
        Deviation(date(2026, 12, 3), "moved", to_on=date(2026, 12, 4)), Deviation(date(2026, 12, 8), "extra"),
    ))  # fmt: skip
    found = plan.dates(date(2026, 12, 10))
    assert [(one.on.day, local(one)) for one in found] == [
        (26, "26.11.2026 14:00"), (3, "04.12.2026 14:00"), (8, "08.12.2026 14:00"), (10, "10.12.2026 14:00"),
    ]  # fmt: skip


def test_the_clock_on_the_wall_holds_when_the_clocks_change():
    plan = Plan("FREQ=WEEKLY;BYDAY=TH", date(2026, 3, 26), Times(time(14), time(16)))
    before, after = plan.dates(date(2026, 4, 2))
    assert (before.starts_at.hour, after.starts_at.hour) == (13, 12)
    assert local(before).endswith("14:00")
    assert local(after).endswith("14:00")


def test_an_hour_that_does_not_exist_is_the_next_one():
    (only,) = Plan("FREQ=YEARLY;COUNT=1", date(2026, 3, 29), Times(time(2, 30))).dates(date(2026, 12, 31))
    assert local(only) == "29.03.2026 03:30"


def test_another_zone_keeps_its_own_clock():
    plan = Plan("FREQ=DAILY;COUNT=2", date(2026, 3, 8), Times(time(9)), zone="America/New_York")
    assert [local(one)[-5:] for one in plan.dates(date(2026, 12, 31))] == ["14:00", "14:00"]
    plan = Plan("FREQ=DAILY;COUNT=2", date(2026, 3, 7), Times(time(9)), zone="America/New_York")
    assert [local(one)[-5:] for one in plan.dates(date(2026, 12, 31))] == ["15:00", "14:00"]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (Times(), ("26.11.2026 00:00", "27.11.2026 00:00", True)),
        (Times(days=2), ("26.11.2026 00:00", "29.11.2026 00:00", True)),
        (Times(time(20), time(2), 1), ("26.11.2026 20:00", "27.11.2026 02:00", True)),
        (Times(time(20)), ("26.11.2026 20:00", "26.11.2026 22:00", False)),
        (Times(time(20), None, 1), ("26.11.2026 20:00", "28.11.2026 00:00", False)),
    ],
)
def test_times_become_moments(times, expected):
    start, end, has_end = times.on(date(2026, 11, 26))
    assert (f"{start.astimezone(BERLIN):%d.%m.%Y %H:%M}", f"{end.astimezone(BERLIN):%d.%m.%Y %H:%M}", has_end) == expected


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "often"),
        ("FREQ=HOURLY;COUNT=3", "often"),
        ("FREQ=DAILY;BYHOUR=9,10,11", "often"),
        ("FREQ=DAILY;COUNT=1000000000", "many"),
        ("FREQ=DAILY;COUNT=1001", "many"),
        ("FREQ=DAILY;INTERVAL=5000", "many"),
        ("FREQ=DAILY;INTERVAL=0", "form"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "form"),
        ("FREQ=WEEKLY;BYDAY=XX", "form"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "form"),
        ("FREQ=MONTHLY;BYMONTHDAY=99999999999999999999", "form"),
        ("BYDAY=MO", "form"),
        ("", "form"),
        ("FREQ=DAILY;UNTIL=morgen", "form"),
        ("FREQ=DAILY;X-EVIL=1", "form"),
        ("FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 366))), "long"),
    ],
)
def test_what_is_not_understood_or_too_much_is_refused(rule, why):
    with pytest.raises(recurrence.WrongRule) as wrong:
        recurrence.parts(rule)
    assert wrong.value.args == (why,)


def test_equal_rules_read_equal():
    assert recurrence.clean("FREQ=WEEKLY;BYDAY=MO, TU") == "FREQ=WEEKLY;BYDAY=MO,TU"
    assert recurrence.clean("rrule:byday=th;freq=weekly") == recurrence.clean("FREQ=WEEKLY;BYDAY=TH") == "FREQ=WEEKLY;BYDAY=TH"


@pytest.mark.parametrize(
    ("kind", "first", "rule"),
    [
        ("weekly", date(2026, 11, 26), "FREQ=WEEKLY;BYDAY=TH"),
        ("fortnightly", date(2026, 11, 26), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("monthly_day", date(2026, 11, 26), "FREQ=MONTHLY;BYMONTHDAY=26"),
        ("monthly_weekday", date(2026, 11, 12), "FREQ=MONTHLY;BYDAY=2TH"),
        ("monthly_last", date(2026, 11, 26), "FREQ=MONTHLY;BYDAY=-1TH"),
        ("yearly", date(2026, 11, 26), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=26"),
        ("daily", date(2026, 11, 26), "FREQ=DAILY"),
    ],
)
def test_what_people_choose_becomes_a_rule_and_is_known_again(kind, first, rule):
    assert recurrence.build(kind, first) == rule
    assert recurrence.kind(rule, first) == kind


@quick
@given(st.sampled_from(recurrence.KINDS), days, st.sets(st.integers(0, 6)))
def test_a_chosen_rule_is_always_known_again(kind, first, weekdays):
    rule = recurrence.build(kind, first, weekdays, last_on=first + datetime.timedelta(days=900))
    assert recurrence.clean(rule) == rule
    known = recurrence.kind(rule, first)
    assert known == kind or {known, kind} <= {"monthly_weekday", "monthly_last"}
    assert recurrence.until(rule) == first + datetime.timedelta(days=900)


@quick
@given(st.sampled_from(recurrence.KINDS), days, clocks, st.data())
def test_dates_are_the_days_of_the_rule_but_for_what_deviates(kind, first, begins, data):
    plan = Plan(recurrence.build(kind, first), first, Times(begins))
    until = first + datetime.timedelta(days=400)
    known = plan.days(until)
    assert known == sorted(set(known))
    assert first in known or kind in ("monthly_weekday", "monthly_last")
    out = data.draw(st.sets(st.sampled_from(known), max_size=5)) if known else set()
    rest = sorted(set(known) - out)
    moved = data.draw(st.sets(st.sampled_from(rest), max_size=3)) if rest else set()
    to_on = data.draw(days)
    deviations = [Deviation(on, "out") for on in out] + [Deviation(on, "moved", to_on=to_on) for on in moved]
    found = Plan(plan.rule, first, plan.times, deviations=tuple(deviations)).dates(until)
    assert [one.on for one in found] == rest
    for one in found:
        shown = one.starts_at.astimezone(BERLIN)
        assert shown.date() == (to_on if one.on in moved else one.on)
        gap = shown.utcoffset() - datetime.datetime.combine(shown.date(), begins, BERLIN).utcoffset()
        assert (shown.replace(tzinfo=None) - gap).time() == begins
        assert one.ends_at > one.starts_at


@quick
@given(days, st.integers(1, 60), st.integers(0, 59))
def test_a_closed_plan_and_its_successor_are_the_whole(first, count, cut):
    plan = Plan(recurrence.build("weekly", first, count=count), first, Times(time(14)))
    whole = plan.days(date(2060, 1, 1))
    assert len(whole) == count
    last = first + datetime.timedelta(weeks=cut)
    rest = Plan(recurrence.build("weekly", first), first).days(whole[-1], since=last + datetime.timedelta(days=1))
    assert recurrence.closed(plan, last).days(whole[-1]) + rest == whole


@quick
@given(days, days, st.integers(1, 12))
def test_the_next_dates_lie_ahead_and_in_order(first, after, count):
    plan = Plan(recurrence.build("weekly", first), first, Times(time(14)), deviations=(Deviation(first, "out"),))
    found = plan.next_dates(after, count)
    assert len(found) == count
    assert [one.starts_at for one in found] == sorted(one.starts_at for one in found)
    assert found[0].starts_at.astimezone(BERLIN).date() >= max(after, first)
