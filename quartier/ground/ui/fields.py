"""Fields that understand how people in Germany write, and ask back with a sentence that helps."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.ui import german, widgets
from quartier.ground.ui.rows import RowsField

__all__ = [
    "Choice", "DateField", "FileField", "IbanField", "MoneyField", "NumberField", "PercentField", "RowsField", "TimeField", "bank_name",
]  # fmt: skip

SPACES = "\\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
EURO_SIGN = re.compile(r"(€|euro|eur)", re.IGNORECASE)
AMOUNT = re.compile(rf"(?P<euros>\d+|\d{{1,3}}(?:[.{SPACES}'’]\d{{3}})+)(?:,(?P<cents>\d{{1,2}}|-|–|—)|\.(?P<point>\d{{1,2}}))?")
WHOLE = re.compile(rf"\d+|\d{{1,3}}(?:[.{SPACES}]\d{{3}})+")
MOST_CENTS = 100_000_000_000  # a milliard euros: more is a slip of the finger
DIGITS_DATE = re.compile(r"(\d{1,2})[.\s/]+(\d{1,2})[.\s/]+(\d{2}|\d{4})\.?")
WORDS_DATE = re.compile(r"(\d{1,2})\.?\s*([a-zäö]+)\.?\s*(\d{2}|\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?|(\d{2})(\d{2})")
MONTH_NUMBERS = {
    **{name: i for i, month in enumerate(german.MONTHS, 1) for name in (month.lower(), month[:3].lower())},
    "jänner": 1,
    "sept": 9,
}


class Choice(str):
    """A label of a choice with a hint below it: `Choice(_("Eine Gruppe ohne Verein"), hint=_("Eine Person unterschreibt."))`."""

    def __new__(cls, label, hint=""):
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class MoneyField(forms.Field):
    """An amount in euros as people type it; clean value: whole cents.

    `least` and `most` are cents. Understood: 1500 · 1.500 · 1.500,00 · 1 500 € · 1500,5 · 40,- · 12.50; asked back: 1.5000, 1,500.
    """

    widget = widgets.Unit
    default_error_messages = {
        "required": gettext_lazy("Bitte einen Betrag eintragen, zum Beispiel 40."),
        "negative": gettext_lazy("Bitte den Betrag ohne Minus eintragen."),
    }

    def __init__(self, *, least=0, most=MOST_CENTS, **kwargs):
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        euros, cents = divmod(value, 100)
        return f"{euros},{cents:02d}" if cents else str(euros)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        text = _stripped(EURO_SIGN.sub("", str(value)))
        if not text:
            return None
        if text[0] in "-−–":
            raise ValidationError(self.error_messages["negative"], code="negative")
        if not (match := AMOUNT.fullmatch(text)):
            raise ValidationError(self._ask_back(value), code="invalid")
        return _cents(match)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            raise ValidationError(_("Bitte mindestens %(euros)s eintragen.") % {"euros": german.euro_words(self.least)}, code="least")
        if value > self.most:
            raise ValidationError(
                _("Das ist zu viel: Hier gehen höchstens %(euros)s.") % {"euros": german.euro_words(self.most)}, code="most"
            )

    @staticmethod
    def _ask_back(value) -> str:
        typed = {"typed": str(value).strip()[:40]}
        return _("„%(typed)s“ ist nicht eindeutig. Bitte den Betrag so schreiben: 1500 oder 1.500,00.") % typed

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class NumberField(forms.Field):
    """A whole number from `least` to `most`; understands 1.500 and 1 500."""

    widget = widgets.Short
    default_error_messages = {
        "required": gettext_lazy("Bitte eine Zahl eintragen, zum Beispiel 12."),
        "invalid": gettext_lazy("Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
    }

    def __init__(self, *, least=0, most=1_000_000_000, **kwargs):
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values and value != 0 else value
        text = _stripped(value)
        if not text:
            return None
        if not WHOLE.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"\D", "", text))

    def validate(self, value):
        super().validate(value)
        if value is not None and not self.least <= value <= self.most:
            bounds = {"least": german.number(self.least), "most": german.number(self.most)}
            raise ValidationError(_("Bitte eine Zahl von %(least)s bis %(most)s eintragen.") % bounds, code="bounds")


class PercentField(forms.DecimalField):
    """A rate in per cent with up to two places; understands 12,5 and 12.5 and "12,5 %". Clean value: Decimal."""

    widget = widgets.Unit
    default_error_messages = {
        "required": gettext_lazy("Bitte einen Prozentsatz eintragen, zum Beispiel 15."),
        "invalid": gettext_lazy("Bitte den Prozentsatz so schreiben: 15 oder 12,5."),
    }

    def __init__(self, *, least=0, most=100, **kwargs):
        kwargs.setdefault("widget", widgets.Unit(unit="%"))
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value):
        return german.percent(value).split(german.NBSP)[0] if isinstance(value, int | float) or hasattr(value, "quantize") else value

    def to_python(self, value):
        if isinstance(value, str):
            value = _stripped(value.replace("%", "")).replace(",", ".")
        value = super().to_python(value)
        if value is not None and not value.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if value is not None and value != round(value, 2):
            raise ValidationError(_("Bitte höchstens zwei Stellen nach dem Komma."), code="places")
        return value

    def validate(self, value):
        super().validate(value)
        if value is not None and not self.least <= value <= self.most:
            bounds = {"least": german.percent(self.least), "most": german.percent(self.most)}
            raise ValidationError(_("Bitte einen Prozentsatz von %(least)s bis %(most)s eintragen.") % bounds, code="bounds")


class DateField(forms.Field):
    """A day as people type it; clean value: date. Understood: 12.12.2026 · 12. 12. 26 · 12. Dezember 2026 · 2026-12-12."""

    widget = widgets.Short
    default_error_messages = {
        "required": gettext_lazy("Bitte ein Datum eintragen, zum Beispiel 12. 12. 2026."),
        "invalid": gettext_lazy("Bitte das Datum so schreiben: 12. 12. 2026."),
        "earliest": gettext_lazy("Bitte einen Tag ab dem %(day)s eintragen."),
        "latest": gettext_lazy("Bitte einen Tag bis zum %(day)s eintragen."),
    }

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def prepare_value(self, value):
        return german.day_digits(value) if isinstance(value, datetime.date) else value

    def to_python(self, value):
        if isinstance(value, datetime.datetime):
            return german.local(value).date()
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        text = _stripped(value).lower()
        return self._parsed(text) if text else None

    def validate(self, value):
        super().validate(value)
        if value is not None and self.earliest and value < self.earliest:
            raise ValidationError(self.error_messages["earliest"] % {"day": german.day(self.earliest)}, code="earliest")
        if value is not None and self.latest and value > self.latest:
            raise ValidationError(self.error_messages["latest"] % {"day": german.day(self.latest)}, code="latest")

    def _parsed(self, text: str) -> datetime.date:
        day, month, year = self._numbers(text)
        if not 1 <= month <= 12 or not 1900 <= year <= 2199:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return datetime.date(year, month, day)
        except ValueError:
            named = {"day": f"{day}. {german.MONTHS[month - 1]} {year}"}
            raise ValidationError(_("Den %(day)s gibt es nicht. Bitte das Datum prüfen.") % named, code="no_such_day") from None

    def _numbers(self, text: str) -> tuple[int, int, int]:
        text = re.sub(r"^(mo|di|mi|do|fr|sa|so)[a-z]*[.,\s]+", "", text)
        if match := DIGITS_DATE.fullmatch(text):
            return int(match[1]), int(match[2]), _year(match[3])
        if match := ISO_DATE.fullmatch(text):
            return int(match[3]), int(match[2]), int(match[1])
        if (match := WORDS_DATE.fullmatch(text)) and match[2] in MONTH_NUMBERS:
            return int(match[1]), MONTH_NUMBERS[match[2]], _year(match[3])
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class TimeField(forms.Field):
    """A time of day as people type it; clean value: time. Understood: 18 · 18 Uhr · 18:30 · 18.30 Uhr · 1830."""

    widget = widgets.Short
    default_error_messages = {
        "required": gettext_lazy("Bitte eine Uhrzeit eintragen, zum Beispiel 18:30."),
        "invalid": gettext_lazy("Bitte die Uhrzeit so schreiben: 18:30."),
    }

    def prepare_value(self, value):
        return german.clock_digits(value) if isinstance(value, datetime.time | datetime.datetime) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        text = _stripped(value).lower().removesuffix("uhr").strip()
        if not text:
            return None
        match = TIME.fullmatch(text)
        hour, minute = (int(match[1] or match[3]), int(match[2] or match[4] or 0)) if match else (99, 99)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)


class IbanField(forms.CharField):
    """A bank account; clean value: the IBAN without spaces, in capitals."""

    default_error_messages = {
        "required": gettext_lazy("Bitte die IBAN eintragen. Sie steht auf der Bankkarte und beginnt mit zwei Buchstaben."),
        "country": gettext_lazy("Eine IBAN beginnt mit zwei Buchstaben, zum Beispiel DE. Bitte prüfen."),
        "length": gettext_lazy("Diese IBAN hat nicht die richtige Länge: Es sind %(have)s Zeichen, nötig sind %(need)s."),
        "checksum": gettext_lazy("Diese IBAN stimmt nicht: Eine Ziffer ist falsch oder vertauscht. Bitte vergleichen."),
        "invalid": gettext_lazy("Diese IBAN gibt es nicht. Bitte mit der Bankkarte vergleichen."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def prepare_value(self, value):
        text = str(value or "")
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4)) if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", text) else value

    def to_python(self, value):
        return re.sub(r"[\s\N{NO-BREAK SPACE}.\-]|^iban:?", "", super().to_python(value), flags=re.IGNORECASE).upper()

    def validate(self, value):
        super().validate(value)
        if value:
            self._check(value)

    def _check(self, value: str) -> None:
        from schwifty import IBAN
        from schwifty import exceptions as wrong

        if not re.match(r"[A-Z]{2}", value):
            raise ValidationError(self.error_messages["country"], code="country")
        try:
            IBAN(value)
        except wrong.InvalidLength:
            raise ValidationError(self.error_messages["length"] % _lengths(value), code="length") from None
        except wrong.InvalidChecksumDigits:
            raise ValidationError(self.error_messages["checksum"], code="checksum") from None
        except wrong.SchwiftyException:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class FileField(forms.FileField):
    """A file of at most `most_bytes`; the page names the file that is stored or was chosen. `accept` as in HTML: "image/jpeg,.pdf"."""

    widget = widgets.File

    def __init__(self, *, accept="", most_bytes=10_000_000, **kwargs):
        super().__init__(**kwargs)
        self.most_bytes = most_bytes
        if accept:
            self.widget.attrs["accept"] = accept

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None and upload.size > self.most_bytes:
            sizes = {"name": upload.name, "size": german.file_size(upload.size), "most": german.file_size(self.most_bytes)}
            raise ValidationError(_("„%(name)s“ ist zu groß: %(size)s, es gehen höchstens %(most)s.") % sizes, code="too_big")
        return upload


def bank_name(iban: str) -> str:
    """Return the name of the bank of a valid IBAN, to show it back ("Ihr Konto bei der …"); "" if unknown."""
    from schwifty import IBAN

    bank = IBAN(iban, allow_invalid=True).bank
    return bank.name if bank else ""


def _stripped(value) -> str:
    return str(value).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()


def _cents(match) -> int:
    euros = int(re.sub(r"\D", "", match["euros"]))
    cents = match["cents"] or match["point"] or "0"
    return euros * 100 + (int(cents.ljust(2, "0")) if cents.isdecimal() else 0)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 80 else 1900)


def _lengths(value: str) -> dict:
    from schwifty import IBAN

    return {"have": len(value), "need": IBAN(value, allow_invalid=True).spec.iban_length}
