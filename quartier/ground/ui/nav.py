"""What stands in the menus. A line appears as soon as its page exists; apps of higher floors add what depends on the person."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

PUBLIC = [
    (_("Termine"), ["events.list"]),
    (_("Ideen"), ["participation.ideas"]),
    (_("Projekte"), ["projects.list"]),
    (_("Geld für Ideen"), ["calls.money"]),
    (_("Mitbestimmen"), ["councils.list"]),
]
DESK = [
    (_("Wartet auf mich"), ["desk.home"]),
    (_("Vorgänge"), ["desk.cases"]),
    (_("Gremien"), ["councils.desk"]),
    (_("Ideen"), ["participation.desk"]),
    (_("Aktionsfonds"), ["calls.applications"]),
    (_("Aufrufe"), ["calls.calls"]),
    (_("Förderungen"), ["grants.desk", "grants.payments"]),
    (_("Kalender"), ["events.desk"]),
    (_("Netzwerk"), ["actors.desk"]),
    (_("Geld"), ["budgets.desk"]),
    (_("Menschen"), ["access.people", "access.people_all"]),
    (_("Gebiet"), ["quarters.area", "quarters.areas"]),
]
HELP = [
    (_("Büro und Kontakt"), ["portal.office"]),
    (_("Wohne ich in einem Quartier?"), ["quarters.here"]),
    (_("Was ist Quartiersmanagement?"), ["portal.about"]),
    (_("Ziele und Aufgaben"), ["portal.goals"]),
    (_("Finanzierung"), ["portal.financing"]),
]
LEGAL = [
    (_("Impressum"), ["portal.imprint"]),
    (_("Datenschutz"), ["portal.privacy"]),
    (_("Erklärung zur Barrierefreiheit"), ["portal.accessibility"]),
]
OPEN = [
    (_("Karte der Quartiere"), ["portal.map"]),
    (_("Öffentliches Protokoll"), ["acts.protocol"]),
    (_("Bausteine der Seiten"), ["ui.gallery"]),
]
MINE = [(_("Meine Vorgänge"), ["desk.mine"]), (_("Meine Daten"), ["desk.my_data"])]
SIGN_IN = [(_("Anmelden"), ["account_login"])]
SIGN_OUT = [(_("Abmelden"), ["account_logout"])]

_for_person: list[Callable] = []
_guards: list[Callable] = []


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str
    current: str = ""  # "page" on the page itself, "true" on the pages below it


def for_person(links: Callable) -> Callable:
    """Register `links(person, place) -> [(label, address)]`: lines in the menu of a signed-in person."""
    _for_person.append(links)
    return links


def guard(allowed: Callable) -> Callable:
    """Register `allowed(person, url_name, place) -> bool`: a line of the desk's menu stands there only if all guards allow it."""
    _guards.append(allowed)
    return allowed


def links(table: list, place, path: str = "", person=None) -> list[Link]:
    """Return the lines of `table` whose pages exist, for this place or for the whole city; `path` is the page being shown."""
    found = ((label, _first_address(names, place, person)) for label, names in table)
    return _marked([Link(label, address) for label, address in found if address], path)


def personal(person, place) -> list[Link]:
    """Return the lines for a signed-in person: own cases, what other apps add, and the way out."""
    added = [Link(label, address) for provider in _for_person for label, address in provider(person, place)]
    return [*links(MINE, place), *added, *links(SIGN_OUT, None)]


def home(place) -> str:
    """Return the address of a quarter's home; of the city's for everything else."""
    slug = _quarter(place)
    return address("portal.quarter", quarter=slug) or f"/{slug}/" if slug else "/"


def address(name: str, **kwargs) -> str:
    """Return the address of a page, or "" if there is no such page (yet)."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def languages() -> list[tuple[str, str]]:
    """Return the languages to choose from, none if there is only one."""
    return settings.LANGUAGES if len(settings.LANGUAGES) > 1 else []


def _first_address(names: list[str], place, person) -> str:
    slug = _quarter(place)
    for name in names:
        found = (address(name, quarter=slug) if slug else "") or address(name)
        if found and (person is None or all(allowed(person, name, place) for allowed in _guards)):
            return found
    return ""


def _marked(lines: list[Link], path: str) -> list[Link]:
    under = [line for line in lines if line.address != "/" and path.startswith(line.address)]
    nearest = max(under, key=lambda line: len(line.address), default=None)
    if nearest is None:
        return lines
    word = "page" if nearest.address == path else "true"
    return [Link(line.label, line.address, word) if line is nearest else line for line in lines]


def _quarter(place) -> str:
    return place.slug if place is not None and getattr(place, "kind", "") == "quarter" else ""
