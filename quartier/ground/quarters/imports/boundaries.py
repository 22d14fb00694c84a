"""Outlines from GeoJSON."""

import datetime
import json

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions
from quartier.ground.quarters.imports.report import Report, each, text_of, whole_or_nothing
from quartier.ground.quarters.models import Place

NAMES = ("slug", "adresse", "code", "kuerzel", "kürzel", "quartier", "name")


def boundaries_from_geojson(file, *, from_on: datetime.date | None = None, is_schematic=False, by=None, dry_run: bool = False) -> Report:
    """An outline per feature, in force from its `from_on` or the day given (today). The line of a problem is the feature's number."""
    features = _features(text_of(file))
    day = from_on or clock.today()
    report = Report()
    with whole_or_nothing(report, dry_run=dry_run):
        each(report, enumerate(features, 1), lambda _line, feature: _take(feature, day, is_schematic, report, by))
    return report


def _features(text: str) -> list:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Refused(_("Die Datei ist kein GeoJSON: %(reason)s") % {"reason": error}, field="file") from error
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise Refused(_("Erwartet wird GeoJSON mit einer FeatureCollection und mindestens einer Fläche."), field="file")
    return features


def _take(feature, day, is_schematic, report: Report, by) -> None:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise Refused(_("Diesem Eintrag fehlt die Fläche (geometry)."))
    facts = {str(name).casefold(): value for name, value in (feature.get("properties") or {}).items()}
    place = _place(facts)
    source = str(facts.get("source") or facts.get("quelle") or "")[:300]
    actions.set_boundary(place, geojson=feature, from_on=_day(facts, day), is_schematic=is_schematic, source=source, by=by)
    report.made += 1


def _place(facts) -> Place:
    words = [str(facts[name]).strip() for name in NAMES if facts.get(name)]
    for word in words:
        found = Place.objects.filter(slug=word).first() or Place.objects.filter(code=word.upper()).first() or _named(word)
        if found:
            return found
    if not words:
        raise Refused(_("Diesem Eintrag fehlt die Eigenschaft „slug“ oder „name“: Zu welchem Ort gehört er?"))
    raise Refused(_("Den Ort „%(name)s“ gibt es nicht.") % {"name": words[0][:60]})


def _named(name: str) -> Place | None:
    found = list(Place.objects.filter(name=name)[:2])
    return found[0] if len(found) == 1 else None


def _day(facts, day) -> datetime.date:
    text = str(facts.get("from_on") or facts.get("gilt_ab") or "")
    try:
        return datetime.date.fromisoformat(text) if text else day
    except ValueError as error:
        raise Refused(_("„%(text)s“ ist kein Tag. Bitte so schreiben: 2026-12-31.") % {"text": text[:20]}) from error
