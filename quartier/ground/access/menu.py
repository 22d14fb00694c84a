"""What stands in a staff member's menu, and where her work begins."""

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from quartier.ground.access import queries
from quartier.ground.accounts import starts
from quartier.ground.ui import nav

ALL_OFFICES = "/buero/"


@nav.for_person
def offices(person, place) -> list[tuple[str, str]]:
    """The offices in which the person works, three at most."""
    lines = [(_("Büro %(place)s") % {"place": where.name}, office(where)) for where in queries.workplaces(person)[:3]]
    return [line for line in lines if exists(line[1])]


@starts.finder
def work(person) -> str | None:
    """The office of the person's first role."""
    return next((address for where in queries.workplaces(person) if exists(address := office(where))), None)


@nav.guard
def allowed(person, name: str, place) -> bool:
    """A line of the desk's menu stands there only if the person may see its page at this place."""
    found = _view(nav.address(name, quarter=place.slug) if place is not None and place.is_quarter else "") or _view(nav.address(name))
    mark = getattr(found, "access", None)
    if mark is None or mark.act is None:
        return True
    if mark.somewhere or place is None:
        return bool(queries.places_where(person, mark.act))
    return bool(mark.loaders) or queries.may(person, mark.act, place)


def office(place) -> str:
    """The address of a place's office; districts and the city share one."""
    return f"/{place.slug}/buero/" if place.is_quarter else ALL_OFFICES


def exists(address: str) -> bool:
    """Is there a page at this address? A reserved word that could be read as a quarter's name is none."""
    try:
        found = resolve(address)
    except Resolver404:
        return False
    return address != ALL_OFFICES or "quarter" not in found.kwargs


def _view(address: str):
    try:
        return resolve(address).func if address else None
    except Resolver404:
        return None
