"""What projects show elsewhere."""

from django.db.models import Case, When
from django.utils.translation import gettext as _

from quartier.funding.projects import queries
from quartier.ground.acts import clock
from quartier.ground.ui import german


def running(place, limit: int = 3) -> list[queries.Row]:
    """Running projects and actions of a place as cards: what has begun before what begins soon, the larger first; three queries."""
    begun = Case(When(starts_on__lte=clock.today(), then=0), default=1)
    found = queries.running(place).select_related("place", "organisation", "award").order_by(begun, "-cents", "-id")[:limit]
    return queries.cards(list(found))


def latest(place, limit: int = 3) -> list[queries.Row]:
    """The newest projects, running or not; one query."""
    found = queries.public(place).select_related("place", "organisation", "award").order_by("-starts_on", "-id")[:limit]
    return [queries.row(project, shows_place=not place.is_quarter) for project in found]


def figures(place, year=None) -> list[tuple]:
    """[(label, number, source)] of projects."""
    source = _("Projekte des Quartiers, %(day)s") % {"day": german.day(clock.today())}
    return [
        (_("laufende Projekte und Aktionen"), queries.running(place).count(), source),
        (_("Projekte und Aktionen insgesamt"), queries.public(place).count(), source),
    ]


def waiting_for(person, place=None) -> list:
    """Nothing waits at a project itself; its award says what is to be done."""
    return []


def personal_data(person) -> dict:
    """Projects name organisations, not people."""
    return {}


def erase(person, *, by=None) -> None:
    """Nothing to do: no person stands in a project."""
