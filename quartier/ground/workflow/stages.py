"""The stages of a matter from the idea to the award, as the desk leads from one to the other. Each app registers its own beside its subjects."""

from dataclasses import dataclass

from django.db.models import IntegerField, Q, Value
from django.urls import reverse

from quartier.ground.access import queries as access
from quartier.ground.workflow import steps

MOST = 500  # rows of one look; a quarter has far fewer open cases


@dataclass(frozen=True)
class Stage:
    """One kind of case: what it is called, its page at the desk with the word for it in the address, and the act that opens it."""

    order: int
    label: str
    page: str
    word: str
    reads: str

    def address(self, slug: str, pk: int) -> str:
        """The page of one case at the desk of a quarter."""
        return reverse(self.page, kwargs={"quarter": slug, self.word: pk})


@dataclass(frozen=True)
class Part:
    """One case of a matter, as the page of another one names it. `address` is empty for the page itself."""

    label: str
    state: str
    address: str


_stages: dict[str, Stage] = {}


def register(kind: str, stage: Stage) -> None:
    """Make a kind of case known as a stage."""
    _stages[kind] = stage


def known() -> dict[str, Stage]:
    """Kind → stage, earlier ones first."""
    return dict(sorted(_stages.items(), key=lambda pair: pair[1].order))


def readable(person, place) -> list[str]:
    """The kinds of cases that a person may open here, earlier stages first; who may not open a case does not find it in a list either."""
    return [kind for kind, stage in known().items() if access.may(person, stage.reads, place)]


def rows(wanted: dict[str, Q], **more) -> list[tuple[str, dict]]:
    """(kind, row) of several kinds in one query, earlier stages first; a row tells pk, title, state and thread, and `more`."""
    order = list(known())
    parts = [_part(kind, which, order.index(kind), more) for kind, which in wanted.items()]
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True).order_by("stage", "pk")
    return [(order[row["stage"]], row) for row in found[:MOST]]


def _part(kind, which, stage, more):
    found = steps.ALL[kind].model.objects.filter(which).order_by().annotate(stage=Value(stage, IntegerField()), **more)
    return found.values("pk", "title", "state", "thread_id", "stage", *more)


def of_thread(case, person) -> list[Part]:
    """The stages of the matter a case belongs to, itself among them; empty if it is the only one. One query."""
    kinds = readable(person, case.place) if case.thread_id else []
    found = rows({kind: Q(thread_id=case.thread_id) for kind in kinds})
    parts = [_told(kind, row, case) for kind, row in found]
    return parts if any(part.address for part in parts) else []


def last_of(thread, person) -> Part | None:
    """The last stage of a thread that the person may open, with its title as label."""
    found = rows({kind: Q(thread_id=thread.pk) for kind in readable(person, thread.place)})
    if not found:
        return None
    kind, row = found[-1]
    return Part(row["title"], steps.ALL[kind].label(row["state"]), known()[kind].address(thread.place.slug, row["pk"]))


def goes_on_in(parts: list[Part]) -> str:
    """The name of the last stage of a matter, if it is another one than that of the page."""
    return parts[-1].label if parts and parts[-1].address else ""


def _told(kind, row, case) -> Part:
    is_here = kind == case.KIND and row["pk"] == case.pk
    stage, state = known()[kind], steps.ALL[kind].label(row["state"])
    return Part(str(stage.label), state, "" if is_here else stage.address(case.place.slug, row["pk"]))
