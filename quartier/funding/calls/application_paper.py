"""The application on paper: the same questions in the same order, as a page for printing and as PDF."""

from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from quartier.funding.calls import application_pages as pages
from quartier.funding.calls import models
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.ground.acts import clock
from quartier.ground.notify import sheets
from quartier.ground.ui import german

ROWS = 6


@dataclass(frozen=True, kw_only=True)
class Sheet(sheets.Sheet):
    """What stands on the paper besides its lines."""

    age: str
    kinds: tuple[str, ...]
    total: str
    flat: str
    themes_heading: str
    themes: tuple[str, ...]
    declaration: str
    rows: int = ROWS


def sheet(place, code: str = "", fund_rules=None) -> Sheet:
    """The words of the sheet for a place under its rules; `fund_rules`: those, where they are known."""
    fund_rules = fund_rules or queries.rules(place)
    labels = dict(models.Application.APPLICANTS)
    percent = german.percent(fund_rules.flat_rate_percent) if fund_rules.flat_rate_percent else ""
    return Sheet(
        title=_("Antrag Aktionsfonds %(year)s") % {"year": clock.today().year},
        subtitle=_subtitle(place, fund_rules),
        code=code,
        how=_how(place, code),
        age=_("Ich bin mindestens %(age)s Jahre alt.") % {"age": fund_rules.min_age} if fund_rules.min_age else "",
        kinds=tuple(str(labels[kind]) for kind in rules.kinds_of(fund_rules)),
        total=_total(fund_rules),
        flat=_("Dazu %(percent)s Pauschale (Telefon, Porto, Kopien)") % {"percent": percent} if percent else "",
        themes_heading=_themes_heading(fund_rules),
        themes=tuple(fund_rules.criteria),
        declaration=_("Die Aktion hat noch nicht begonnen. Ich habe die Hinweise zum Datenschutz bekommen."),
        programme=sheets.programme(place),
    )


def _subtitle(place, fund_rules) -> str:
    most = _(" Bis zu %(sum)s für Ihre Idee.") % {"sum": german.euro_words(fund_rules.cap_cents)} if fund_rules.cap_cents else ""
    return f"{sheets.where(place)}.{most}"


def _how(place, code) -> str:
    online = _("Sie können den Antrag auch mit dem Code im Internet weiter ausfüllen.") if code else ""
    told = [_("Ausfüllen, im Büro abgeben oder fotografieren und schicken."), sheets.help_of(place), online]
    return " ".join(filter(None, told))


def _total(fund_rules) -> str:
    if not fund_rules.cap_cents:
        return _("Zusammen")
    return _("Zusammen (höchstens %(sum)s)") % {"sum": german.euro(fund_rules.cap_cents)}


def _themes_heading(fund_rules) -> str:
    least = fund_rules.criteria_least
    if least == 1:
        return _("Mindestens ein Ziel muss passen")
    return _("Mindestens %(n)s Ziele müssen passen") % {"n": german.in_words(least)} if least else _("Was erreicht Ihre Aktion?")


TWIN = sheets.Twin(
    sheet,
    "calls/print/application_sheet.html",
    "calls/application_sheet",
    pages.DRAFT,
    "Antrag-Aktionsfonds.pdf",
    home="calls.apply",
    here="calls.application_sheet",
    as_pdf="calls.application_pdf",
)


def twin(fund_rules) -> sheets.Twin:
    """The paper twin under rules that are known."""
    return replace(TWIN, make=partial(sheet, fund_rules=fund_rules))
