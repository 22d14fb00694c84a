"""What stands in the menus. A line appears as soon as its page exists; apps of higher floors add what depends on the person."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the desk's menu: the names of its page (the first that exists here), first words of other paths it covers, lines below it."""

    label: str
    names: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    below: tuple["Entry", ...] = ()


PUBLIC = [
    (_("Termine"), ["events.list"]),
    (_("Ideen"), ["participation.ideas"]),
    (_("Projekte"), ["projects.list"]),
    (_("Geld für Ideen"), ["calls.money"]),
    (_("Mitbestimmen"), ["councils.list"]),
    (_("Netzwerk"), ["actors.network"]),
]
CITY = [(_("Quartiere"), ["portal.map"]), *PUBLIC]
ARCHIVE = [(_("Ideen"), ["participation.ideas"]), (_("Projekte"), ["projects.list"])]  # what an ended quarter still shows
DESK = [  # a heading with lines below it stands for the first of them that the person may see
    Entry(_("Wartet auf mich"), ("desk.home",)),
    Entry(
        _("Vorgänge"),
        below=(
            Entry(_("Alle Vorgänge"), ("desk.cases",)),
            Entry(_("Ideen"), ("participation.desk",)),
            Entry(_("Aktionsfonds"), ("calls.applications",)),
            Entry(_("Eckpunkte"), ("calls.briefs",)),
            Entry(_("Aufrufe"), ("calls.calls",), covers=("bewerbungen",)),
            Entry(_("Förderungen"), ("grants.desk",), covers=("akte",)),
        ),
    ),
    Entry(_("Gremien"), ("councils.desk",)),
    Entry(_("Kalender"), ("events.desk",)),
    Entry(
        _("Geld"),
        below=(
            Entry(_("Töpfe"), ("budgets.desk", "budgets.desk_all")),
            Entry(_("Zahlungen"), ("grants.payments",)),
            Entry(_("Buchungen"), ("budgets.transfers", "budgets.transfers_all")),
            Entry(_("Fonds"), ("budgets.funds", "budgets.funds_all")),
            Entry(_("Regeln der Fonds"), ("budgets.rules", "budgets.rules_all")),
        ),
    ),
    Entry(
        _("Menschen"),
        below=(
            Entry(_("Wer hier arbeitet"), ("access.people", "access.people_all")),
            Entry(_("Netzwerk"), ("actors.desk",)),
            Entry(_("Post"), ("notify.post",)),
        ),
    ),
    Entry(_("Gebiet"), ("quarters.area", "quarters.areas")),
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
    below: tuple["Link", ...] = ()


def for_person(links: Callable) -> Callable:
    """Register `links(person, place) -> [(label, address)]`: lines in the menu of a signed-in person."""
    _for_person.append(links)
    return links


def guard(allowed: Callable) -> Callable:
    """Register `allowed(person, url_name, place) -> bool`: a line of the desk's menu stands there only if all guards allow it."""
    _guards.append(allowed)
    return allowed


def public(place) -> list:
    """The table of the public menu: the city's, a quarter's, or an ended quarter's."""
    if getattr(place, "has_ended", False):
        return ARCHIVE
    return PUBLIC if _quarter(place) else CITY


def links(table: list, place, path: str = "", person=None) -> list[Link]:
    """Return the lines of `table` whose pages exist, for this place or for the whole city; `path` is the page being shown."""
    found = ((label, _first_address(names, place, person)) for label, names in table)
    return _marked([Link(label, address) for label, address in found if address], path)


def desk(place, path: str = "", person=None) -> list[Link]:
    """Return the desk's menu for this place: only pages that exist and that the person may see; a heading carries its lines `below` it."""
    tops = [(top, _leaves(top, place, path, person)) for top in DESK]
    nearest = max((_depth(leaf) for _top, leaves in tops for leaf in leaves), default=0)
    return [_desk_line(top, [_unless_nearest(leaf, nearest) for leaf in leaves]) for top, leaves in tops if leaves]


def _leaves(top: Entry, place, path: str, person) -> list[Link]:
    found = [(entry, _first_address(entry.names, place, person)) for entry in top.below or (top,)]
    return [Link(entry.label, address, _desk_mark(entry, address, path)) for entry, address in found if address]


def _desk_line(top: Entry, leaves: list[Link]) -> Link:
    if not top.below:
        return leaves[0]
    return Link(top.label, leaves[0].address, next((leaf.current for leaf in leaves if leaf.current), ""), tuple(leaves))


def _desk_mark(entry: Entry, address: str, path: str) -> str:
    if path == address:
        return "page"
    below = path.startswith(address) and not address.endswith("buero/")  # the desk's own home is no part of the others
    return "true" if below or path.partition("buero/")[2].partition("/")[0] in entry.covers else ""


def _depth(leaf: Link) -> int:
    return len(leaf.address) if leaf.current else 0


def _unless_nearest(leaf: Link, nearest: int) -> Link:
    return leaf if _depth(leaf) == nearest else Link(leaf.label, leaf.address)


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
