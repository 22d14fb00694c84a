"""A person's own: cases, bodies, data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.surfaces.desk import sources

LONG = 6  # more lines than these are folded in


@dataclass(frozen=True)
class Line:
    """One thing that is stored: what it is, all of it where there is more to read, and where it can be opened."""

    text: str
    more: str = ""
    address: str = ""


@dataclass(frozen=True)
class Part:
    """A label with what is stored under it."""

    label: str
    lines: list[Line]

    @property
    def is_fact(self) -> bool:
        """One short line: it stands beside its label."""
        return len(self.lines) == 1 and not self.lines[0].more and not self.lines[0].address

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LONG or any(line.more for line in self.lines)


@dataclass(frozen=True)
class Group:
    """What one app stores."""

    heading: str
    parts: list[Part]

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(part.label, part.lines[0].text) for part in self.parts if part.is_fact]

    @property
    def lists(self) -> list[Part]:
        return [part for part in self.parts if not part.is_fact]


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
    groups = [Group(str(heading), _parts(app.personal_data(person), str(heading))) for heading, app in sources.DATA]
    return [group for group in groups if group.parts]


def export(person) -> dict:
    """The same as one document: heading → what the app tells."""
    told = {str(heading): _plain(app.personal_data(person)) for heading, app in sources.DATA}
    return {"stand": clock.now(), "person": person.pk, **{heading: data for heading, data in told.items() if data}}


def _plain(data):
    """With headings as texts: an app may give words that are translated only when they are shown."""
    if isinstance(data, dict):
        return {str(name): _plain(value) for name, value in data.items()}
    return [_plain(one) for one in data] if isinstance(data, list | tuple) else data


def _parts(data, heading) -> list[Part]:
    if isinstance(data, list):
        return [Part(heading, [_line(row) for row in data])] if data else []
    return [Part(str(label), lines) for label, value in data.items() if (lines := _lines(value))]


def _lines(value) -> list[Line]:
    if isinstance(value, list | tuple):
        return [_line(one) for one in value]
    return [_line(value)] if value not in (None, "") else []


def _line(value) -> Line:
    """A row as the page shows it; of a text the first line says what it is, the others come after it."""
    if isinstance(value, dict):
        told = [_told(name, one) for name, one in value.items() if name not in ("text", "address")]
        return Line(" · ".join(filter(None, told)), str(value.get("text") or ""), value.get("address") or "")
    head, _cut, more = _told("", value).partition("\n")
    return Line(head, more)


def _told(name, value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if name == "size":
        return german.file_size(value)
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
