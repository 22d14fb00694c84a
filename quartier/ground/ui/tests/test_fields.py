"""Tables input → value or sentence."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase

from quartier.ground.ui import fields

AMBIGUOUS = "„{}“ ist nicht eindeutig. Bitte den Betrag so schreiben: 1500 oder 1.500,00."
DATE_SHAPE = "Bitte das Datum so schreiben: 12. 12. 2026."
TIME_SHAPE = "Bitte die Uhrzeit so schreiben: 18:30."


def sentence(field, value):
    """What the field says about the value, "" if it takes it."""
    form = type("F", (forms.Form,), {"it": field})({"it": value})
    return " ".join(form.errors.get("it", [])).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.500,00", 150_000),
        ("1500", 150_000),
        ("1 500 €", 150_000),
        ("1 500 €", 150_000),
        ("1500,5", 150_050),
        ("1.500", 150_000),
        ("1.234.567,89", 123_456_789),
        ("€ 40", 4_000),
        ("40 Euro", 4_000),
        ("40,- EUR", 4_000),
        ("40,–", 4_000),
        ("12.50", 1_250),
        ("0", 0),
        ("0,01", 1),
        ("1'500", 150_000),
        ("  310 ", 31_000),
        ("٣١٠", 31_000),
    ],
)
def test_money_is_understood(typed, cents):
    assert fields.MoneyField().clean(typed) == cents


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Bitte einen Betrag eintragen, zum Beispiel 40."),
        ("€", "Bitte einen Betrag eintragen, zum Beispiel 40."),
        ("1.5000", AMBIGUOUS.format("1.5000")),
        ("1,500", AMBIGUOUS.format("1,500")),
        ("1,500.00", AMBIGUOUS.format("1,500.00")),
        ("15 00", AMBIGUOUS.format("15 00")),
        ("12,345", AMBIGUOUS.format("12,345")),
        ("etwa 40", AMBIGUOUS.format("etwa 40")),
        ("4O", AMBIGUOUS.format("4O")),
        ("1e3", AMBIGUOUS.format("1e3")),
        ("-40", "Bitte den Betrag ohne Minus eintragen."),
        ("999999999999", "Das ist zu viel: Hier gehen höchstens 1.000.000.000 Euro."),
    ],
)
def test_money_asks_back(typed, text):
    assert sentence(fields.MoneyField(), typed) == text


def test_money_has_bounds():
    field = fields.MoneyField(least=100, most=150_000)
    assert sentence(field, "0,99") == "Bitte mindestens 1 Euro eintragen."
    assert sentence(field, "1500,01") == "Das ist zu viel: Hier gehen höchstens 1.500 Euro."
    assert sentence(field, "1500") == ""


def test_money_shows_cents_as_a_person_would_type_them():
    field = fields.MoneyField()
    assert [field.prepare_value(value) for value in (150_000, 136_364, 5, "1.5000", None)] == ["1500", "1363,64", "0,05", "1.5000", None]


@pytest.mark.parametrize(
    "typed",
    [
        "12.12.2026",
        "12. 12. 26",
        "12.12.26",
        "2026-12-12",
        "12. Dezember 2026",
        "12 dez 2026",
        "12/12/2026",
        "Samstag, 12. Dezember 2026",
        "Sa 12.12.2026",
    ],
)
def test_dates_are_understood(typed):
    assert fields.DateField().clean(typed) == datetime.date(2026, 12, 12)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Bitte ein Datum eintragen, zum Beispiel 12. 12. 2026."),
        ("12.12.", DATE_SHAPE),
        ("morgen", DATE_SHAPE),
        ("12.13.2026", DATE_SHAPE),
        ("12.12.0026", DATE_SHAPE),
        ("12.12.202", DATE_SHAPE),
        ("31.02.2026", "Den 31. Februar 2026 gibt es nicht. Bitte das Datum prüfen."),
        ("29. Februar 2027", "Den 29. Februar 2027 gibt es nicht. Bitte das Datum prüfen."),
    ],
)
def test_dates_ask_back(typed, text):
    assert sentence(fields.DateField(), typed) == text


def test_dates_have_bounds():
    field = fields.DateField(earliest=datetime.date(2026, 12, 2), latest=datetime.date(2027, 6, 30))
    assert sentence(field, "1.12.2026") == "Bitte einen Tag ab dem 2. Dezember 2026 eintragen."
    assert sentence(field, "1.7.2027") == "Bitte einen Tag bis zum 30. Juni 2027 eintragen."


def test_a_date_of_birth_lies_in_the_last_century():
    assert fields.DateField().clean("1.2.85") == datetime.date(1985, 2, 1)


@pytest.mark.parametrize("typed", ["18:30", "18.30", "18:30 Uhr", "1830", "18h30"])
def test_times_are_understood(typed):
    assert fields.TimeField().clean(typed) == datetime.time(18, 30)


@pytest.mark.parametrize(("typed", "text"), [("halb acht", TIME_SHAPE), ("25", TIME_SHAPE), ("18:60", TIME_SHAPE), ("24:00", TIME_SHAPE)])
def test_times_ask_back(typed, text):
    assert sentence(fields.TimeField(), typed) == text


def test_a_full_hour_needs_no_minutes():
    assert fields.TimeField().clean("18 Uhr") == datetime.time(18)


@pytest.mark.parametrize(
    "typed", ["DE89370400440532013000", "de89 3704 0044 0532 0130 00", "IBAN: DE89 3704 0044 0532 0130 00", "DE89-3704-0044-0532-0130-00"]
)
def test_an_iban_is_normalised(typed):
    assert fields.IbanField().clean(typed) == "DE89370400440532013000"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Bitte die IBAN eintragen. Sie steht auf der Bankkarte und beginnt mit zwei Buchstaben."),
        ("89370400440532013000", "Eine IBAN beginnt mit zwei Buchstaben, zum Beispiel DE. Bitte prüfen."),
        ("DE8937040044053201300", "Diese IBAN hat nicht die richtige Länge: Es sind 21 Zeichen, nötig sind 22."),
        ("DE89370400440532013001", "Diese IBAN stimmt nicht: Eine Ziffer ist falsch oder vertauscht. Bitte vergleichen."),
        ("XX89370400440532013000", "Diese IBAN gibt es nicht. Bitte mit der Bankkarte vergleichen."),
    ],
)
def test_an_iban_asks_back(typed, text):
    assert sentence(fields.IbanField(), typed) == text


def test_the_bank_is_named():
    assert fields.bank_name("DE89370400440532013000") == "Commerzbank"
    assert fields.bank_name("DE02999999990000000000") == ""


def test_an_iban_is_shown_in_groups():
    assert fields.IbanField().prepare_value("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(("typed", "rate"), [("15", "15"), ("12,5", "12.5"), ("12.5 %", "12.5"), ("0", "0")])
def test_a_rate_is_understood(typed, rate):
    assert fields.PercentField().clean(typed) == Decimal(rate)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Bitte einen Prozentsatz eintragen, zum Beispiel 15."),
        ("viel", "Bitte den Prozentsatz so schreiben: 15 oder 12,5."),
        ("101", "Bitte einen Prozentsatz von 0 % bis 100 % eintragen."),
        ("-1", "Bitte einen Prozentsatz von 0 % bis 100 % eintragen."),
        ("12,345", "Bitte höchstens zwei Stellen nach dem Komma."),
        ("Infinity", "Bitte den Prozentsatz so schreiben: 15 oder 12,5."),
        ("NaN", "Bitte den Prozentsatz so schreiben: 15 oder 12,5."),
    ],
)
def test_a_rate_asks_back(typed, text):
    assert sentence(fields.PercentField(), typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1.500", ""),
        ("0", ""),
        ("", "Bitte eine Zahl eintragen, zum Beispiel 12."),
        ("zwölf", "Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
        ("1,5", "Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
        ("2000", "Bitte eine Zahl von 0 bis 1.500 eintragen."),
    ],
)
def test_a_number_asks_back(typed, text):
    assert sentence(fields.NumberField(most=1500), typed) == text


def test_zero_stays_zero():
    assert fields.NumberField().clean(0) == 0 and fields.NumberField().clean("0") == 0 and fields.MoneyField().clean(0) == 0


def test_a_file_that_is_too_big_is_named():
    big = SimpleUploadedFile("plan.pdf", b"x" * 2_000_000)
    form = type("F", (forms.Form,), {"it": fields.FileField(most_bytes=1_000_000)})({}, {"it": big})
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in form.errors["it"]] == [
        "„plan.pdf“ ist zu groß: 2,0 MB, es gehen höchstens 1,0 MB."
    ]


class Sentences(SimpleTestCase):
    """Django's own fields speak with the same voice."""

    def said(self, field, value):
        return sentence(field, value)

    def test_empty(self):
        assert self.said(forms.CharField(), "") == "Bitte hier etwas eintragen."
        assert self.said(forms.EmailField(), "") == "Bitte eine E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de."
        assert self.said(forms.ChoiceField(choices=[("a", "A")]), "") == "Bitte eine Möglichkeit wählen."
        assert self.said(forms.BooleanField(), "") == "Bitte hier zustimmen, sonst geht es nicht weiter."

    def test_wrong(self):
        assert self.said(forms.EmailField(), "ivana at beispiel") == "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."
        assert (
            self.said(forms.ChoiceField(choices=[("a", "A")]), "b") == "Diese Möglichkeit gibt es nicht (mehr). Bitte eine andere wählen."
        )

    def test_too_long(self):
        text = "Bitte kürzen: Hier passen höchstens 5 Zeichen hin, es sind 7."
        assert self.said(forms.CharField(max_length=5), "Laterne") == text

    def test_a_field_may_say_it_its_own_way(self):
        assert self.said(forms.CharField(error_messages={"required": "Wie heißen Sie?"}), "") == "Wie heißen Sie?"
