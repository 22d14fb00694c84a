"""A person's own: cases, bodies, data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.surfaces.desk import sources


@dataclass(frozen=True)
class Group:
    """What one app stores: heading and pairs of label and lines."""

    heading: str
    lines: list[tuple[str, list[str]]]


def cases(person) -> list[dict]:
    """The person's own applications, awards, bids and panels. An application that has become an award is told by the award."""
    awards = sources.grants.cases_of(person)
    numbers = {case["number"] for case in awards}
    others = [*sources.calls.applications_of(person), *sources.calls.bids_of(person)]
    return [*awards, *(case for case in others if case["number"] not in numbers)]


def ideas(person) -> list[dict]:
    """The ideas that the person has handed in."""
    return sources.participation.cases_of(person)


def bodies(person) -> list:
    """The bodies in which the person sits today, each with its next meeting."""
    return sources.councils.bodies_of(person)


def stored(person) -> list[Group]:
    """All that is stored about the person, app by app, without empty parts."""
    groups = [Group(str(heading), _lines(app.personal_data(person), str(heading))) for heading, app in sources.DATA]
    return [group for group in groups if group.lines]


def export(person) -> dict:
    """The same as one document: heading → what the app tells."""
    told = {str(heading): app.personal_data(person) for heading, app in sources.DATA}
    return {"stand": clock.now(), "person": person.pk, **{heading: data for heading, data in told.items() if data}}


def _lines(data, heading) -> list[tuple[str, list[str]]]:
    if isinstance(data, list):
        return [(heading, [_told(row) for row in data])] if data else []
    return [(str(label), texts) for label, value in data.items() if (texts := _texts(value))]


def _texts(value) -> list[str]:
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return [_told(value)] if value not in (None, "") else []


def _told(value) -> str:
    if isinstance(value, dict):
        return " · ".join(text for one in value.values() if (text := _told(one)))
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if hasattr(value, "hour"):
        return german.moment(value)
    return german.day(value) if hasattr(value, "year") else str(value)


def why_not_erase(person) -> str | None:
    """None, or what has to be finished before the person can be erased."""
    if sources.grants.is_needed(person):
        return _(
            "Eine Förderung läuft noch auf Ihren Namen. Löschen geht, sobald sie abgeschlossen ist: Bis dahin brauchen wir Name und Konto."
        )
    return None
