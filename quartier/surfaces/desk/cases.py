"""Every case of a place in one list: the threads with their latest stage, and what waits for others.

Apps are reached by what they register on the ground floor: step tables and subjects.
"""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.models import Entry
from quartier.ground.ui import german
from quartier.ground.workflow import stages, steps, turns
from quartier.ground.workflow.models import Thread

SIZE = 50
FIRST = {"ID": "participation.idea", "PF": "calls.call", "AF": "calls.application"}  # kind of thread → by what one may know of it
FILTERS = {  # word of the address → label, kinds of threads
    "aktionsfonds": (gettext_lazy("Aktionsfonds"), ("AF",)),
    "ideen-und-projekte": (gettext_lazy("Ideen und Projekte"), ("ID", "PF")),
}
PATIENT = {
    "grants.award": ("running",),
    "participation.idea": ("unconfirmed",),
}  # states in which nobody waits although somebody has the next word


@dataclass(frozen=True)
class Case:
    """One thread as the list shows it."""

    title: str
    address: str
    kind: str
    number: str
    state: str
    who: str
    tone: str


@dataclass
class Page:
    """Some cases and the way on (keyset by thread)."""

    rows: list[Case]
    next_address: str = ""
    previous_address: str = ""
    is_first: bool = True


# --- the list


def page(place, query, person) -> Page:
    """One page of the cases of a quarter that a person may read, the newest first: one query for the threads, one for their stages."""
    word, text, before = query.get("art", ""), query.get("q", "").strip(), query.get("vor", "")
    kinds = stages.readable(person, place)
    threads = Thread.objects.filter(place=place, merged_into=None, kind__in=_threads(kinds)).order_by("-pk")
    if word in FILTERS:
        threads = threads.filter(kind__in=FILTERS[word][1])
    if text:
        threads = threads.filter(Q(file_number__icontains=text) | Q(pk__in=_with_title(place, text, kinds)))
    if before.isdecimal() and len(before) < 19:
        threads = threads.filter(pk__lt=int(before))
    found = list(threads[: SIZE + 1])
    made = Page(_cases(found[:SIZE], place, kinds), is_first=not before)
    if len(found) > SIZE:
        made.next_address = _address(query, found[SIZE - 1].pk)
    if before:
        made.previous_address = _address(query)
    return made


def _threads(kinds) -> list[str]:
    return [thread for thread, first in FIRST.items() if first in kinds]


def _with_title(place, text, kinds) -> set[int]:
    found = stages.rows({kind: Q(place=place, title__icontains=text) for kind in kinds})
    return {row["thread_id"] for _kind, row in found if row["thread_id"]}


def _address(query, before=None) -> str:
    rest = query.copy()
    rest.pop("vor", None)
    if before:
        rest["vor"] = str(before)
    return f"?{rest.urlencode()}"


def _cases(threads, place, kinds) -> list[Case]:
    latest: dict[int, tuple] = {}
    ids = [thread.pk for thread in threads]
    for kind, row in stages.rows({kind: Q(thread_id__in=ids) for kind in kinds}):
        latest[row["thread_id"]] = (kind, row)
    return [_case(*latest[thread.pk], thread.file_number, place) for thread in threads if thread.pk in latest]


def _case(kind, row, number, place) -> Case:
    table, stage = steps.ALL[kind], stages.known()[kind]
    return Case(
        row["title"],
        stage.address(place.slug, row["pk"]),
        str(stage.label),
        number,
        table.label(row["state"]),
        turns.in_words(turns.who(table, row["state"]) or turns.who_after(table, row["state"])),
        "ok" if row["state"] in table.main_path[-1:] else "",
    )


def choices(query, person, place) -> list[tuple[str, str, bool]]:
    """The filter: address, label, whether it is on. What the person may not read is no choice."""
    wanted, text, threads = query.get("art", ""), query.get("q", "").strip(), _threads(stages.readable(person, place))
    found = [("", _("Alle")), *((word, str(label)) for word, (label, kinds) in FILTERS.items() if set(kinds) & set(threads))]
    return [(_filter(word, text), label, word == wanted) for word, label in found]


def _filter(word, text) -> str:
    rest = QueryDict(mutable=True)
    rest.update({key: value for key, value in (("art", word), ("q", text)) if value})
    return f"?{rest.urlencode()}"


# --- what waits for others


@dataclass(frozen=True)
class Elsewhere:
    """A case whose next word somebody else has."""

    title: str
    address: str
    who: str
    state: str
    days: int
    since: str


def elsewhere(person, place) -> list[Elsewhere]:
    """Cases of a quarter that the person may read and that wait for others, those first that have waited longest. One query."""
    mine = access.holds(person, place)
    wanted = {kind: Q(place=place, state__in=_states_elsewhere(kind, mine)) for kind in stages.readable(person, place)}
    found = stages.rows(wanted, last=_last_entry())
    rows = [_elsewhere(kind, row, row["last"], place) for kind, row in found]
    return sorted(rows, key=lambda row: -row.days)


def _last_entry() -> Subquery:
    entries = Entry.objects.filter(thread_id=OuterRef("thread_id")).order_by("-pk")
    return Subquery(entries.values("at")[:1])


def _states_elsewhere(kind, mine) -> list[str]:
    table, patient = steps.ALL[kind], PATIENT.get(kind, ())
    return [state for state in table.states if state not in patient and (who := turns.who(table, state)) and not mine & set(who)]


def _elsewhere(kind, row, last, place) -> Elsewhere:
    table, stage = steps.ALL[kind], stages.known()[kind]
    days = (clock.today() - german.local(last).date()).days if last else 0
    since = ngettext("%(n)d Tag", "%(n)d Tage", days) % {"n": days} if days else _("seit heute")
    address = stage.address(place.slug, row["pk"])
    return Elsewhere(row["title"], address, turns.in_words(turns.who(table, row["state"])), table.label(row["state"]), days, since)
