import datetime
from decimal import Decimal

import pytest

from quartier.ground.ui import german

SUMMER = datetime.datetime(2026, 7, 1, 16, 0, tzinfo=datetime.UTC)
WINTER = datetime.datetime(2026, 11, 24, 13, 51, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 12, 1)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("function", "value", "text"),
    [
        (german.euro, 150_000, "1.500 €"),
        (german.euro, 136_364, "1.363,64 €"),
        (german.euro, 0, "0 €"),
        (german.euro, 5, "0,05 €"),
        (german.euro, -7_400, "−74 €"),
        (german.euro, 123_456_789_00, "123.456.789 €"),
        (german.euro_exact, 150_000, "1.500,00 €"),
        (german.euro_words, 7_400, "74 Euro"),
        (german.number, 96_000, "96.000"),
        (german.percent, Decimal("15.00"), "15 %"),
        (german.percent, Decimal("12.50"), "12,5 %"),
        (german.percent, 0, "0 %"),
        (german.percent, 100, "100 %"),
        (german.day, DAY, "1. Dezember 2026"),
        (german.day, datetime.datetime(2026, 11, 30, 23, 30, tzinfo=datetime.UTC), "1. Dezember 2026"),
        (german.day_short, DAY, "1. Dez"),
        (german.day_month, DAY, "1. Dezember"),
        (german.day_digits, DAY, "01.12.2026"),
        (german.weekday, DAY, "Dienstag"),
        (german.weekday_short, DAY, "Di"),
        (german.clock, SUMMER, "18 Uhr"),
        (german.clock, datetime.time(18, 30), "18:30 Uhr"),
        (german.clock_digits, WINTER, "14:51"),
        (german.moment, WINTER, "24. November 2026, 14:51 Uhr"),
        (german.in_words, 2, "zwei"),
        (german.in_words, 13, "13"),
        (german.file_size, 820_400, "820 kB"),
        (german.file_size, 10, "1 kB"),
        (german.file_size, 1_400_000, "1,4 MB"),
    ],
)
def test_reads_as_people_write(function, value, text):
    assert plain(function(value)) == text


def test_money_never_breaks_before_the_sign():
    assert german.euro(150_000) == "1.500\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    ("minutes", "text"), [(180, "18 bis 21 Uhr"), (90, "18 bis 19:30 Uhr"), (24 * 60, "18 Uhr bis 2. Juli 2026, 18 Uhr")]
)
def test_the_span_of_an_event(minutes, text):
    assert plain(german.span(SUMMER, SUMMER + datetime.timedelta(minutes=minutes))) == text


def test_an_event_without_an_end():
    assert plain(german.span(SUMMER, None)) == "18 Uhr"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-2, "2 Tage zu spät"),
        (-1, "1 Tag zu spät"),
        (0, "heute"),
        (1, "morgen"),
        (5, "noch 5 Tage"),
        (21, "noch 21 Tage"),
        (112, "noch 16 Wochen"),
    ],
)
def test_how_far_off_a_last_day_is(days, text):
    assert german.days_left(DAY + datetime.timedelta(days=days), DAY) == text


def test_one_and_many():
    assert [german.plural(n, "Idee", "Ideen") for n in (0, 1, 2, 1200)] == ["0 Ideen", "1 Idee", "2 Ideen", "1.200 Ideen"]
