"""Lists of house numbers from a table. A file replaces the whole list of each quarter that it names."""

import re

from django.utils.translation import gettext as _

from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions
from quartier.ground.quarters.addresses import street_key
from quartier.ground.quarters.imports.report import Report, each, rows_of, whole_or_nothing
from quartier.ground.quarters.models import AddressRange, Place

COLUMNS = {
    "quarter": ("quartier", "kürzel", "kuerzel", "slug"),
    "street": ("straße", "strasse"),
    "from_no": ("von",),
    "to_no": ("bis",),
    "parity": ("seite",),
    "postcode": ("plz",),
}
SIDES = {
    "": "both",
    "alle": "both",
    "both": "both",
    "ungerade": "odd",
    "u": "odd",
    "odd": "odd",
    "gerade": "even",
    "g": "even",
    "even": "even",
}
HIGHEST = 9999


def addresses_from_csv(file, *, is_demo=False, by=None, dry_run: bool = False) -> Report:
    """Replace the address lists of the quarters in the file. Raises Refused if the file is no such table."""
    rows = rows_of(file, COLUMNS, needed=("quarter", "street", "from_no"))
    report = Report()
    intake = _Intake(rows, is_demo)
    with whole_or_nothing(report, dry_run=dry_run):
        each(report, rows, lambda _line, row: intake.take(row))
        report.made = len(intake.taken)
        if not report.problems:
            _replace(intake.taken, by)
    return report


def _replace(taken, by) -> None:
    for place in {row.place_id: row.place for row in taken}.values():
        actions.replace_addresses(place, [row for row in taken if row.place_id == place.pk], by=by)


class _Intake:
    """The rows taken so far, by street, next to the lists of the quarters that the file does not name."""

    def __init__(self, rows, is_demo: bool):
        self.is_demo = is_demo
        self.quarters = {word: _quarter(word) for word in {row["quarter"] for _line, row in rows}}
        self.taken: list[AddressRange] = []
        self.by_street: dict[str, list[AddressRange]] = {}

    def take(self, row) -> None:
        place = self.quarters[row["quarter"]]
        if not place:
            name = row["quarter"][:60]
            raise Refused(_("Das Quartier „%(name)s“ gibt es nicht.") % {"name": name} if name else _("Das Quartier fehlt."))
        made = _range(row, place, self.is_demo)
        street = self.street(made.street_key)
        _refuse_overlap(made, street)
        street.append(made)
        self.taken.append(made)

    def street(self, key: str) -> list[AddressRange]:
        if key not in self.by_street:
            named = [place.pk for place in self.quarters.values() if place]
            others = AddressRange.objects.filter(street_key=key).exclude(place__in=named).select_related("place")
            self.by_street[key] = list(others)
        return self.by_street[key]


def _range(row, place, is_demo) -> AddressRange:
    key = street_key(row["street"])
    if not key:
        raise Refused(_("Die Straße fehlt."))
    from_no = _house(row["from_no"], _("von"))
    to_no = _house(row.get("to_no") or row["from_no"], _("bis"))
    if to_no < from_no:
        raise Refused(_("„bis“ (%(to)d) ist kleiner als „von“ (%(from)d).") % {"to": to_no, "from": from_no})
    side = SIDES.get(row.get("parity", "").casefold())
    if not side:
        raise Refused(_("Die Seite „%(side)s“ gibt es nicht. Möglich sind: alle, gerade, ungerade.") % {"side": row["parity"][:20]})
    postcode = row.get("postcode", "")
    if postcode and not re.fullmatch(r"\d{5}", postcode):
        raise Refused(_("Die Postleitzahl „%(code)s“ hat nicht fünf Ziffern.") % {"code": postcode[:20]})
    return AddressRange(
        place=place,
        street=row["street"][:120],
        street_key=key[:120],
        postcode=postcode,
        from_no=from_no,
        to_no=to_no,
        parity=side,
        is_demo=is_demo,
    )


def _quarter(word: str) -> Place | None:
    quarters = Place.objects.quarters()
    return quarters.filter(slug=word).first() or quarters.filter(code=word.upper()).first() or quarters.filter(name=word).first()


def _house(text: str, name: str) -> int:
    """A house number; a letter behind it belongs to the number. Raises Refused."""
    match = re.fullmatch(r"(\d{1,4})\s*[a-zA-Z]?", text)
    if not match or not 0 < int(match[1]) <= HIGHEST:
        raise Refused(_("„%(name)s“ muss eine Hausnummer sein, zum Beispiel 7. Da steht: „%(text)s“.") % {"name": name, "text": text[:20]})
    return int(match[1])


def _refuse_overlap(made: AddressRange, street) -> None:
    for other in street:
        if _share(made, other):
            where = other.place.name if other.place_id != made.place_id else _("einer anderen Zeile")
            raise Refused(_("%(row)s überschneidet sich mit %(where)s.") % {"row": made, "where": where})


def _share(a: AddressRange, b: AddressRange) -> bool:
    if a.postcode and b.postcode and a.postcode != b.postcode:
        return False
    if a.to_no < b.from_no or b.to_no < a.from_no:
        return False
    return a.parity == b.parity or AddressRange.Parity.BOTH in (a.parity, b.parity)
