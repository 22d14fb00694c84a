"""Finding projects: what everybody may see."""

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.grants.models import Proof
from quartier.funding.projects import models
from quartier.ground.acts import clock
from quartier.ground.files.models import StoredFile
from quartier.ground.ui import drawings

SIZE = 50
SHOWN = ("running", "terminated", "ended")
STATES = {"laufend": gettext_lazy("Läuft"), "beendet": gettext_lazy("Beendet")}
KINDS = {"projekte": gettext_lazy("Projekte"), "aktionen": gettext_lazy("Aktionen")}


def public(place):
    """Projects and funded actions of a quarter, or of all below a higher place."""
    found = models.Project.objects.filter(state__in=SHOWN)
    return found.filter(place=place) if place.is_quarter else found.filter(place__in=type(place).objects.under(place))


def running(place):
    """Those whose last day has not passed."""
    return public(place).filter(state="running", ends_on__gte=clock.today())


def public_project(place, raw):
    """Loader: a project of this quarter that everybody may see."""
    found = models.Project.objects.filter(place=place, pk=raw, state__in=SHOWN)
    return found.select_related("place", "thread", "organisation", "fund", "award").first()


@dataclass(frozen=True)
class Row:
    """One project as the list shows it."""

    title: str
    address: str
    who: str
    when: str
    cents: int
    tag: str
    tone: str
    place: object = None
    picture: str = ""  # where it is shown as a card


@dataclass
class Page:
    """Some projects and the way on (keyset paging by first day and id)."""

    rows: list[Row]
    label: str
    states: list = field(default_factory=list)
    kinds: list = field(default_factory=list)
    is_filtered: bool = False
    next_address: str = ""
    previous_address: str = ""


def page(place, query) -> Page:
    """One page of the public list; one query."""
    state, kind = (query.get(name, "") if query.get(name) in words else "" for name, words in (("stand", STATES), ("art", KINDS)))
    found = _after(_filtered(public(place), state, kind), query.get("vor", "")).order_by("-starts_on", "-id")
    projects = list(found.select_related("place", "organisation", "fund", "award")[: SIZE + 1])
    made = Page([row(project, shows_place=not place.is_quarter) for project in projects[:SIZE]], _label(state, kind))
    made.states, made.kinds = _choices(STATES, state), _choices(KINDS, kind)
    made.is_filtered = bool(state or kind)
    if len(projects) > SIZE:
        made.next_address = _address(state, kind, f"{projects[SIZE - 1].starts_on}_{projects[SIZE - 1].pk}")
    made.previous_address = (_address(state, kind) or "?") if query.get("vor") else ""
    return made


def _choices(words, wanted):
    return [("", _("Alle"), not wanted), *((word, str(label), word == wanted) for word, label in words.items())]


def _label(state, kind) -> str:
    return ", ".join(str(words[word]) for words, word in ((KINDS, kind), (STATES, state)) if word) or _("Alle Projekte und Aktionen")


def _filtered(found, state, kind):
    over = ~Q(state="running") | Q(ends_on__lt=clock.today())
    found = found.filter(over) if state == "beendet" else found.exclude(over) if state == "laufend" else found
    return found.filter(award__bid__isnull=kind == "aktionen") if kind else found


def _after(found, cursor):
    day, _sep, pk = cursor.partition("_")
    try:
        day = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(Q(starts_on__lt=day) | Q(starts_on=day, id__lt=int(pk))) if pk.isdecimal() and len(pk) < 18 else found


def _address(state, kind, before="") -> str:
    pairs = [(name, value) for name, value in (("stand", state), ("art", kind), ("vor", before)) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


def row(project, shows_place=False) -> Row:
    """A project as a row: title, carrier, years, sum and state, nothing else (domain §7–8, column Public)."""
    tag, tone = tag_of(project)
    who = project.organisation.name if project.organisation else _("Aktion aus der Nachbarschaft")
    address = f"/{project.place.slug}/projekte/{project.pk}/"
    return Row(project.title, address, who, years(project), project.cents, tag, tone, project.place if shows_place else None)


def cards(projects) -> list[Row]:
    """Projects as cards: each with its first public picture, or a drawing; one query more, however many there are."""
    photos = _first_photos(projects)
    return [replace(row(one), picture=photos.get(one.pk) or drawings.of(one.title, one.text, fallback=drawings.HOUSES)) for one in projects]


def _first_photos(projects) -> dict[int, str]:
    """Project → address of its first public picture; those of its reports count too."""
    reports = Proof.objects.filter(award__project__in=projects).order_by()
    about = Q(about_kind=models.Project.KIND, about_id__in=[one.pk for one in projects]) | Q(
        about_kind=Proof.KIND, about_id__in=reports.values("pk")
    )
    project = Subquery(reports.filter(pk=OuterRef("about_id")).values("award__project")[:1])
    found = {}
    for file in StoredFile.objects.public().filter(about, content_type__startswith="image/").annotate(project=project).order_by("pk"):
        found.setdefault(file.about_id if file.about_kind == models.Project.KIND else file.project, file.address)
    return found


def years(project) -> str:
    """The years of a project."""
    first, last = project.starts_on.year, project.ends_on.year
    return str(first) if first == last else f"{first}–{last}"


def tag_of(project) -> tuple[str, str]:
    """The state in a word, and its tone; whether it is over is derived from the clock."""
    if project.state == "terminated":
        return _("Vorzeitig beendet"), "warn"
    if project.state == "ended":
        return _("Abgeschlossen"), "done"
    if project.ends_on < clock.today():
        return _("Beendet, wird abgerechnet"), ""
    return (_("Läuft"), "ok") if project.starts_on <= clock.today() else (_("Beginnt bald"), "ok")


def pictures(project) -> list[StoredFile]:
    """The public pictures: of the page itself and those of its reports that were shown."""
    reports = Proof.objects.filter(award_id=project.award_id).values("pk")
    about = Q(about_kind=project.KIND, about_id=project.pk) | Q(about_kind=Proof.KIND, about_id__in=reports)
    return list(StoredFile.objects.public().filter(about, content_type__startswith="image/").order_by("pk"))


def photos_to_show(project) -> list[StoredFile]:
    """All pictures of the page and its reports, public or not, for those who decide."""
    reports = Proof.objects.filter(award_id=project.award_id).values("pk")
    about = Q(about_kind=project.KIND, about_id=project.pk) | Q(about_kind=Proof.KIND, about_id__in=reports)
    return list(StoredFile.objects.filter(about, removed_at=None, content_type__startswith="image/").order_by("pk"))


def summaries(project) -> list[tuple[int, str]]:
    """(year, short text) of accepted yearly reports."""
    found = Proof.objects.filter(award_id=project.award_id, is_interim=True, state="accepted").exclude(summary="")
    return list(found.order_by("budget_year").values_list("budget_year", "summary"))
