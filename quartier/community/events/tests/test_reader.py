"""Calendars that strangers wrote: valid, odd and hostile."""

import datetime
import time
from datetime import date

import pytest

from quartier.community.events.exchange import incoming, reader
from quartier.community.events.tests import factories
from quartier.ground.acts import clock

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


def cal(*events, head="") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{body}END:VCALENDAR\r\n".encode()


def event(*lines, uid="a", title="Treffen", start="DTSTART;TZID=Europe/Berlin:20261126T140000") -> str:
    return "\r\n".join([f"UID:{uid}", f"SUMMARY:{title}", start, *lines])


def only(*events, head="") -> dict:
    (item,) = reader.read(cal(*events, head=head), TODAY)["items"]
    return item


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261126T140000", "2026-11-26T13:00:00+00:00"),
        ("DTSTART:20261126T130000Z", "2026-11-26T13:00:00+00:00"),
        ("DTSTART:20261126T140000", "2026-11-26T13:00:00+00:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261126T140000", "2026-11-26T13:00:00+00:00"),
        ("DTSTART;TZID=America/New_York:20261126T080000", "2026-11-26T13:00:00+00:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261126T140000", "2026-11-26T13:00:00+00:00"),
        ("DTSTART;VALUE=DATE:20261126", "2026-11-25T23:00:00+00:00"),
    ],
)
def test_the_hour_is_right_whatever_the_zone(start, hour):
    assert only(event(start=start))["starts_at"] == hour


def test_a_zone_that_the_file_describes_itself_is_known_by_its_hours():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Hier\r\nBEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:19961027T030000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    item = only(event("RRULE:FREQ=WEEKLY", start="DTSTART;TZID=Hier:20261126T140000"), head=zone)
    assert (item["zone"], item["starts_at"], item["begins"]) == ("Europe/Berlin", "2026-11-26T13:00:00+00:00", "14:00:00")


def test_a_series_comes_with_exceptions_moved_and_cancelled_dates():
    master = event(
        "DTEND;TZID=Europe/Berlin:20261126T160000", "RRULE:FREQ=WEEKLY;BYDAY=TH;BYHOUR=14;UNTIL=20261231T130000Z",
        "EXDATE;TZID=Europe/Berlin:20261203T140000,20261224T140000", "RDATE;TZID=Europe/Berlin:20261208T150000",
    )  # fmt: skip
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261210T140000", "STATUS:CANCELLED", start="DTSTART;TZID=Europe/Berlin:20261211T090000"
    )
    item = only(moved, master)
    assert (item["rule"], item["first_on"], item["begins"], item["ends"]) == (
        "FREQ=WEEKLY;UNTIL=20261231;BYDAY=TH", "2026-11-26", "14:00:00", "16:00:00",
    )  # fmt: skip
    assert [(one["on"], one["kind"]) for one in item["deviations"]] == [
        ("2026-12-03", "out"), ("2026-12-24", "out"), ("2026-12-08", "extra"),
    ]  # fmt: skip
    assert [(one["recurrence_on"], one["is_off"]) for one in item["overrides"]] == [("2026-12-10", True)]


def test_an_end_before_the_time_of_day_leaves_the_last_date_out():
    assert only(event("RRULE:FREQ=DAILY;UNTIL=20261130T125959Z"))["rule"] == "FREQ=DAILY;UNTIL=20261129"
    assert only(event("RRULE:FREQ=DAILY;UNTIL=20261130T130000Z"))["rule"] == "FREQ=DAILY;UNTIL=20261130"


def test_the_newest_of_two_versions_counts_and_what_has_no_series_stands_alone():
    told = reader.read(
        cal(event("SEQUENCE:2", title="Neu"), event("SEQUENCE:1", title="Alt"), event("RECURRENCE-ID:20261203T130000Z", uid="b")), TODAY
    )
    assert [(one["uid"], one["title"]) for one in told["items"]] == [("a", "Neu"), ("b#2026-12-03", "Treffen")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (event("CLASS:PRIVATE"), "private"),
        ("UID:a\r\nSUMMARY:x", "no_start"),
        (event("RRULE:FREQ=SECONDLY"), "rule_often"),
        (event("RRULE:FREQ=DAILY;BYHOUR=1,2,3"), "rule_often"),
        (event("RRULE:FREQ=DAILY;COUNT=1000000000"), "rule_many"),
        (event("RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"), "exrule"),
        (event("RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261126T140000,20261127T140000"), "no_dates"),
        (event("DURATION:P4000D"), "long"),
        (event(start="DTSTART:00010101T000000Z"), "far"),
        (event(start="DTSTART:gestern"), "broken"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_reason(text, why):
    told = reader.read(cal(text, event(uid="gut")), TODAY)
    assert [one["uid"] for one in told["items"]] == ["gut"]
    assert [one["why"] for one in told["skipped"]] == [why]
    assert incoming.reason(told["skipped"][0])


HOSTILE = {
    "often": cal(event("RRULE:FREQ=SECONDLY;INTERVAL=1")),
    "many": cal(event("RRULE:FREQ=DAILY;COUNT=1000000000")),
    "equal exclusion": cal(event("RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY")),
    "never": cal(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    "never by place": cal(event("RRULE:FREQ=DAILY;BYSETPOS=300;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12")),
    "many that never are": cal(*(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", uid=str(n)) for n in range(200))),
    "old": cal(*(event("RRULE:FREQ=DAILY", uid=str(n), start="DTSTART:19700101T000000Z") for n in range(2000))),
    "line": cal(event(f"DESCRIPTION:{'x' * 1_000_000}")),
    "folded line": cal(event("DESCRIPTION:x\r\n " + "y\r\n " * 200_000)),
    "large": cal(event()) + b"X" * 50_000_000,
    "many events": cal(*(event(uid=str(n)) for n in range(3000))),
    "deep": b"BEGIN:VCALENDAR\r\n" * 5000,
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 1000,
    "nothing": cal(),
    "html": b"<html><body>BEGIN:VCALENDAR</body></html>",
    "unfinished": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026",
    "bytes": b"BEGIN:VCALENDAR\r\n" + bytes(range(256)) * 100,
    "entities": b"BEGIN:VCALENDAR\r\n" + b"X-A;X=" + b'"a",' * 20_000 + b":1\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_files_are_refused_with_a_sentence_and_soon(name):
    before = time.process_time()
    with pytest.raises(incoming.Problem) as problem:
        incoming.of_bytes(HOSTILE[name])
    assert str(problem.value).endswith(".")
    assert time.process_time() - before < 1  # of our own; the reader has 1.2 seconds of its own processor time


def test_awkward_words_come_as_they_were_typed():
    item = only(event("DESCRIPTION:a\\nb\\, <b>&amp; \u202eنص 🎈\x07", "LOCATION:https://treffen.example/x", title="=1+1"))
    assert (item["title"], item["text"], item["where"], item["link"]) == (
        "=1+1", "a\nb, <b>&amp; \u202eنص 🎈", "", "https://treffen.example/x",
    )  # fmt: skip


def test_a_good_file_passes_through_the_process():
    told = incoming.of_bytes(cal(event("RRULE:FREQ=WEEKLY"), head="X-WR-CALNAME:Nachbarn\r\n"))
    assert (told["name"], told["items"][0]["title"], told["skipped"]) == ("Nachbarn", "Treffen", [])
    assert datetime.date.fromisoformat(told["items"][0]["first_on"]) == date(2026, 11, 26)
