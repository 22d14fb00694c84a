"""Questions about events, and how the calendar cuts time."""

import datetime

import pytest

from quartier.community.events import calendar, queries, rules, wishes
from quartier.community.events.tests import factories
from quartier.ground.acts import clock


def test_a_week_begins_on_monday():
    span = queries.week(datetime.date(2026, 11, 24))
    assert (span.first, span.last) == (datetime.date(2026, 11, 23), datetime.date(2026, 11, 29))
    assert len(span.days) == 7


@pytest.mark.parametrize(("day", "days"), [((2026, 2, 14), 28), ((2024, 2, 1), 29), ((2026, 12, 31), 31)])
def test_a_month_has_its_days(day, days):
    assert len(queries.month(datetime.date(*day)).days) == days


def test_the_day_of_the_change_to_winter_time_has_25_hours():
    span = queries.Span(datetime.date(2026, 10, 25), datetime.date(2026, 10, 26))
    assert (span.end.astimezone(datetime.UTC) - span.start.astimezone(datetime.UTC)).total_seconds() == 25 * 3600


@pytest.mark.parametrize(
    ("query", "by", "first"),
    [
        ({}, "woche", (2026, 11, 23)),
        ({"woche": "2026-12-03"}, "woche", (2026, 11, 30)),
        ({"monat": "2017-12"}, "monat", (2017, 12, 1)),
        ({"monat": "2017-13"}, "monat", (2026, 11, 1)),
        ({"monat": "dezember"}, "monat", (2026, 11, 1)),
        ({"woche": "gestern"}, "woche", (2026, 11, 23)),
        ({"woche": "9999-12-31"}, "woche", (2026, 11, 23)),
        ({"monat": "0001-01"}, "monat", (2026, 11, 1)),
    ],
)
def test_an_address_names_a_span_or_means_today(rf, query, by, first):
    with clock.at(factories.TODAY):
        wish = wishes.read(rf.get("/", query).GET)
    assert (wish.by, wish.span.first) == (by, datetime.date(*first))


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ({"woche": "2026-11-24"}, "23. bis 29. November 2026"),
        ({"woche": "2026-12-01"}, "30. November bis 6. Dezember 2026"),
        ({"woche": "2026-12-31"}, "28. Dezember 2026 bis 3. Januar 2027"),
        ({"monat": "2017-12"}, "Dezember 2017"),
    ],
)
def test_the_span_has_a_name(rf, query, heading):
    assert calendar.heading(wishes.read(rf.get("/", query).GET)) == heading


def test_only_what_is_ahead_is_published_unless_it_is_for_the_archive(db):
    event = factories.draft()
    with clock.at(event.ends_at):
        assert rules.lies_ahead(event).startswith("Der Termin ist schon vorbei.")
        event.source = "Portal, Dezember 2017"
        assert rules.lies_ahead(event) is None
    with clock.at(event.starts_at):
        assert rules.lies_ahead(event) is None


def test_an_event_that_ends_at_midnight_is_over_the_day_before(db):
    event = factories.draft(starts_at=factories.at(26, 20), ends_at=factories.at(27, 0))
    assert queries.last_day(event) == datetime.date(2026, 11, 26)
