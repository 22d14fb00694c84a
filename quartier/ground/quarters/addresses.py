"""„Wohne ich im Quartier?": what was typed, matched with the lists of house numbers. Nothing is stored, nothing is logged."""

import difflib
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.models import AddressRange, Place

LONGEST = 160
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e"})
_POSTCODE = re.compile(r"\b(\d{5})\b")
_NUMBER = re.compile(r"^(?P<street>\D.*?)\s*(?<!\d)(?P<number>\d{1,4})\s*[a-zA-Z]?(\s*[-–/]\s*\d{1,4}\s*[a-zA-Z]?)?$")


@dataclass(frozen=True)
class Address:
    """What was typed, taken apart."""

    street: str
    key: str
    number: int
    postcode: str = ""


@dataclass(frozen=True)
class Answer:
    """`kind`: inside, ended (a former quarter), outside (street listed, number not), unknown (street not listed)."""

    kind: str
    address: Address
    quarters: list[Place] = field(default_factory=list)
    others: list[Place] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)


def street_key(street: str) -> str:
    """„Donau-Str." and „donaustraße" are one street: letters and digits only, umlauts written out, „str." in full."""
    text = street.casefold().translate(_UMLAUTS)
    text = re.sub(r"str(\.|\b)", "strasse", text)
    return re.sub(r"[^a-z0-9]", "", text)


def parse(text: str) -> Address:
    """Street, number and postcode of one typed line. Raises Refused with the sentence that helps."""
    line = " ".join(text.split())[:LONGEST]
    found = _POSTCODE.search(line)
    line = _without_town(line)
    match = _NUMBER.match(line)
    if not match:
        raise Refused(_missing(line), field="adresse")
    street = match["street"].strip(" ,")
    return Address(street, street_key(street), int(match["number"]), found[1] if found else "")


def _without_town(line: str) -> str:
    """The part before the first comma that follows a house number, and without postcode and town."""
    if _POSTCODE.match(line):
        return line.partition(",")[2].strip(" ,") or _POSTCODE.sub("", line).strip()
    head, _comma, tail = _POSTCODE.split(line)[0].partition(",")
    return (head if re.search(r"\d", head) else f"{head} {tail}").strip(" ,")


def _missing(line: str) -> str:
    if not line:
        return _("Bitte Straße und Hausnummer eintragen, zum Beispiel Donaustraße 7.")
    if not re.search(r"[^\W\d]", line):
        return _("Bitte auch die Straße eintragen, zum Beispiel Donaustraße 7.")
    if re.search(r"\d", line):
        return _("Diese Adresse verstehen wir nicht. Bitte so schreiben: Donaustraße 7.")
    return _("Bitte auch die Hausnummer eintragen, zum Beispiel %(street)s 7.") % {"street": line[:60]}


def find(address: Address, on=None) -> Answer:
    """Look the address up in the lists of all quarters; two queries, three for an unknown street."""
    rows = [row for row in AddressRange.objects.filter(street_key=address.key) if _same_post(row, address)]
    if not rows:
        return Answer("unknown", address, similar=_similar(address.key))
    hits = {row.place_id for row in rows if _covers(row, address.number)}
    places = {
        one.pk: one
        for one in Place.objects.with_phase(on or clock.today()).select_related("parent").filter(pk__in={r.place_id for r in rows})
    }
    inside = [places[pk] for pk in sorted(hits)]
    running = [one for one in inside if not one.has_ended]
    near = [one for pk, one in sorted(places.items()) if pk not in hits and not one.has_ended]
    kind = "inside" if running else "ended" if inside else "outside"
    return Answer(kind, address, running or inside, near)


def _same_post(row: AddressRange, address: Address) -> bool:
    return not row.postcode or not address.postcode or row.postcode == address.postcode


def _covers(row: AddressRange, number: int) -> bool:
    if not row.from_no <= number <= row.to_no:
        return False
    return row.parity == row.Parity.BOTH or (number % 2 == 1) == (row.parity == row.Parity.ODD)


def _similar(key: str) -> list[str]:
    """Up to three listed streets that look like the one that was typed."""
    streets = dict(AddressRange.objects.order_by("street_key").values_list("street_key", "street").distinct())
    return [streets[near] for near in difflib.get_close_matches(key, streets, n=3, cutoff=0.75)]
