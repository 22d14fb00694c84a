"""Dates, times, euros and plurals as people in Germany write them. Times are shown in Europe/Berlin."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
MONTHS_SHORT = ("Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez")
SMALL = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
NBSP = "\N{NO-BREAK SPACE}"
Day = datetime.date | datetime.datetime


def euro(cents: int) -> str:
    """Return "1.500 €" for whole euros, else "1.363,64 €"; the space does not break."""
    return _amount(cents, exact=cents % 100 != 0)


def euro_exact(cents: int) -> str:
    """Return the amount with cents, always: "1.500,00 €" (for tables and ledgers)."""
    return _amount(cents, exact=True)


def euro_words(cents: int) -> str:
    """Return "1.500 Euro", for sentences."""
    return euro(cents).replace("€", "Euro")


def number(value: int) -> str:
    """Return a whole number with German grouping: "96.000"."""
    return f"{value:,}".replace(",", ".")


def percent(value) -> str:
    """Return "15 %" or "12,5 %"; `value` is in per cent, not a fraction."""
    text = f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return f"{text.replace('.', ',')}{NBSP}%"


def day(value: Day) -> str:
    """Return "1. Dezember 2026"."""
    value = local(value)
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def day_short(value: Day) -> str:
    """Return "1. Dez", for lists in which the year is clear."""
    value = local(value)
    return f"{value.day}. {MONTHS_SHORT[value.month - 1]}"


def day_table(value: Day) -> str:
    """Return "1. Dez 2026" that stays on one line, for tables."""
    value = local(value)
    return f"{value.day}.{NBSP}{MONTHS_SHORT[value.month - 1]}{NBSP}{value.year}"


def day_month(value: Day) -> str:
    """Return "1. Dezember", for sentences in which the year is clear."""
    value = local(value)
    return f"{value.day}. {MONTHS[value.month - 1]}"


def day_digits(value: Day) -> str:
    """Return "01.12.2026", the way a date stands in a field."""
    return local(value).strftime("%d.%m.%Y")


def month_short(value: Day) -> str:
    """Return "Dez"."""
    return MONTHS_SHORT[local(value).month - 1]


def weekday(value: Day) -> str:
    """Return "Dienstag"."""
    return WEEKDAYS[local(value).weekday()]


def weekday_short(value: Day) -> str:
    """Return "Di"."""
    return weekday(value)[:2]


def clock(value: datetime.time | datetime.datetime) -> str:
    """Return "18 Uhr" or "18:30 Uhr"."""
    value = local(value)
    return f"{value.hour}:{value.minute:02d}{NBSP}Uhr" if value.minute else f"{value.hour}{NBSP}Uhr"


def clock_digits(value: datetime.time | datetime.datetime) -> str:
    """Return "18:30", the way a time stands in a field or a log."""
    return local(value).strftime("%H:%M")


def moment(value: datetime.datetime) -> str:
    """Return "24. November 2026, 14:51 Uhr", on the hour "24. November 2026, 18 Uhr"."""
    return f"{day(value)}, {clock(value)}"


def span(start: datetime.datetime, end: datetime.datetime | None) -> str:
    """Return "16 bis 19 Uhr" for an event of one day, "16 Uhr" without an end, else both moments."""
    if end is None:
        return clock(start)
    if local(start).date() == local(end).date():
        return f"{clock(start).removesuffix(f'{NBSP}Uhr')} bis {clock(end)}"
    return f"{clock(start)} bis {day(end)}, {clock(end)}"


def days_left(until: datetime.date, today: datetime.date) -> str:
    """Return how far off a last day is: "2 Tage zu spät", "heute", "morgen", "noch 5 Tage", "noch 3 Wochen"."""
    days = (until - today).days
    if days < 0:
        return plural(-days, "Tag zu spät", "Tage zu spät")
    if days < 2:
        return ("heute", "morgen")[days]
    return f"noch {days} Tage" if days < 22 else f"noch {days // 7} Wochen"


def plural(count: int, one: str, many: str) -> str:
    """Return "1 Idee" or "23 Ideen"."""
    return f"{number(count)} {one if count == 1 else many}"


def in_words(count: int) -> str:
    """Return a small count as a word ("zwei"), a larger one in figures; for headings such as "noch zwei Angaben"."""
    return SMALL[count] if 0 <= count < len(SMALL) else number(count)


def iban(value: str) -> str:
    """Return "DE02 1203 0000 0000 2020 51", in groups of four as on a bank card."""
    packed = value.replace(" ", "")
    return " ".join(packed[start : start + 4] for start in range(0, len(packed), 4))


def file_size(size: int) -> str:
    """Return "820 kB" or "1,4 MB" for a number of bytes."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}kB"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + f"{NBSP}MB"


def local(value):
    """Return an aware datetime in Europe/Berlin; dates, times and naive values as they are."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _amount(cents: int, *, exact: bool) -> str:
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{number(euros)}{f',{rest:02d}' if exact else ''}{NBSP}€"
