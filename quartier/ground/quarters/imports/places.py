"""Districts and quarters from a table."""

import datetime
import re

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions, queries
from quartier.ground.quarters.imports.report import Report, each, number, rows_of, whole_or_nothing
from quartier.ground.quarters.models import Phase, Place
from quartier.ground.quarters.slugs import slug_of

COLUMNS = {
    "name": ("name", "quartier"),
    "district": ("bezirk",),
    "kind": ("art",),
    "slug": ("adresse",),
    "code": ("kürzel", "kuerzel"),
    "lat": ("breite",),
    "lon": ("länge", "laenge"),
    "colour": ("farbe",),
    "pattern": ("muster",),
    "start": ("beginn", "start_year"),
    "end": ("ende", "end_year"),
    "source": ("quelle",),
}
KINDS = {"": Place.Kind.QUARTER, "quartier": Place.Kind.QUARTER, "quarter": Place.Kind.QUARTER}
KINDS |= {"bezirk": Place.Kind.DISTRICT, "district": Place.Kind.DISTRICT}


def places_from_csv(file, *, by=None, dry_run: bool = False) -> Report:
    """Make places or change those whose address word is known. All rows or none; raises Refused if the file is no such table."""
    rows = rows_of(file, COLUMNS, needed=("name",))
    report = Report()
    seen: set[str] = set()
    with whole_or_nothing(report, dry_run=dry_run):
        each(report, rows, lambda _line, row: _take(row, report, seen, by))
    return report


def _take(row, report: Report, seen: set[str], by) -> None:
    kind = KINDS.get(row.get("kind", "").casefold())
    if not kind:
        raise Refused(_("Die Art „%(kind)s“ gibt es nicht. Möglich sind: Bezirk, Quartier.") % {"kind": row["kind"][:40]})
    if not row["name"]:
        raise Refused(_("Der Name fehlt."))
    slug = row.get("slug") or slug_of(row["name"])
    if slug in seen:
        raise Refused(_("Die Adresse „%(slug)s“ steht zweimal in der Datei.") % {"slug": slug})
    seen.add(slug)
    facts = _facts(row)
    known = Place.objects.filter(slug=slug).first()
    place = _change(known, kind, row, facts, by) if known else _make(kind, row, slug, facts, by)
    report.changed, report.made = report.changed + bool(known), report.made + (not known)
    _set_tile(place, row, by)
    if kind == Place.Kind.QUARTER and not known:
        _set_phases(place, row, by)


def _facts(row) -> dict:
    facts = {"source": row.get("source", "")}
    if row.get("lat") or row.get("lon"):
        facts["lat"] = number(row.get("lat", ""), _("Breite"), -90, 90)
        facts["lon"] = number(row.get("lon", ""), _("Länge"), -180, 180)
    return facts


def _make(kind, row, slug, facts, by) -> Place:
    if not re.fullmatch(r"[a-z0-9-]{2,80}", slug):
        raise Refused(_("Die Adresse „%(slug)s“ darf nur kleine Buchstaben, Ziffern und Bindestriche haben.") % {"slug": slug[:80]})
    parent = queries.city() if kind == Place.Kind.DISTRICT else _district(row.get("district", ""))
    if parent is None:
        raise Refused(_("Es gibt noch keine Stadt. Bitte zuerst die Stadt anlegen."))
    return actions.make_place(kind=kind, name=row["name"][:120], slug=slug, parent=parent, code=_code(row), by=by, **facts)


def _code(row) -> str:
    code = row.get("code", "").upper()
    if code and not re.fullmatch(r"[A-Z]{2,4}", code):
        raise Refused(_("Das Kürzel „%(code)s“ muss aus zwei bis vier Buchstaben bestehen.") % {"code": code[:20]})
    return code


def _district(name: str) -> Place:
    found = Place.objects.filter(kind=Place.Kind.DISTRICT)
    district = found.filter(name=name).first() or found.filter(slug=slug_of(name)).first() if name else None
    if not district:
        raise Refused(_("Den Bezirk „%(name)s“ gibt es nicht.") % {"name": name[:60]} if name else _("Der Bezirk fehlt."))
    return district


def _change(place: Place, kind, row, facts, by) -> Place:
    if place.kind != kind:
        raise Refused(_("„%(slug)s“ gibt es schon mit einer anderen Art.") % {"slug": place.slug})
    if row.get("code") and place.code and _code(row) != place.code:
        raise Refused(
            _("Das Kürzel von %(name)s ist %(code)s und bleibt so: Es steht in Aktenzeichen.") % {"name": place.name, "code": place.code}
        )
    return actions.change_place(
        place, name=row["name"][:120], by=by, **{name: value for name, value in facts.items() if value not in ("", None)}
    )


def _set_tile(place: Place, row, by) -> None:
    colour, pattern = row.get("colour", "").casefold(), row.get("pattern", "")
    if not colour and not pattern:
        return
    if colour not in Place.Colour.values:
        raise Refused(
            _("Die Farbe „%(colour)s“ gibt es nicht. Möglich sind: %(all)s.")
            % {"colour": colour[:20], "all": ", ".join(Place.Colour.values)}
        )
    actions.set_tile(place, colour=colour, pattern=int(number(pattern or "0", _("Muster"), 0, 6)), by=by)


def _set_phases(place: Place, row, by) -> None:
    start, end = _day(row.get("start", ""), last=False), _day(row.get("end", ""), last=True)
    if start and end and end < start:
        raise Refused(_("Das Ende liegt vor dem Beginn."))
    if start:
        actions.begin_phase(place, kind=Phase.Kind.ACTIVE, from_on=start, by=by)
    elif not end:
        actions.begin_phase(place, kind=Phase.Kind.STARTING, from_on=clock.today(), by=by)
    if end:
        actions.begin_phase(place, kind=Phase.Kind.CLOSED, from_on=end + datetime.timedelta(days=1), by=by)


def _day(text: str, *, last: bool) -> datetime.date | None:
    """A year (its first or last day), 31.12.2027 or 2027-12-31. Raises Refused."""
    if not text:
        return None
    if re.fullmatch(r"\d{4}", text):
        return datetime.date(int(text), 12, 31) if last else datetime.date(int(text), 1, 1)
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Refused(_("„%(text)s“ ist kein Tag. Bitte so schreiben: 31.12.2027 oder nur das Jahr.") % {"text": text[:20]})
