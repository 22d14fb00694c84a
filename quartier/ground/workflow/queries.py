"""Reading threads: the surviving thread of a matter, its timeline in public or for the desk."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.accounts.models import Person
from quartier.ground.acts import log, subjects, words
from quartier.ground.workflow import models, steps

LABELS = words.LABELS  # acts that are no steps; apps add theirs
LABELS |= {
    "files.describe": gettext_lazy("Angaben zu einer Datei geändert"),
    "files.remove": gettext_lazy("Datei entfernt"),
    "notify.mark_printed": gettext_lazy("Brief gedruckt und abgesendet"),
    "notify.try_again": gettext_lazy("E-Mail noch einmal verschickt"),
}
ECHOES: set[str] = set()  # acts that another line of the same moment tells already; a case's log at the desk leaves them out


@dataclass(frozen=True)
class Stop:
    """One stop of a timeline, as `<c-thread>` shows it. state: done, now or next."""

    label: str
    who: str = ""
    at: datetime | None = None
    state: str = "done"
    sentence: str = ""
    is_public: bool = True
    page: tuple[str, str] | None = None  # label and path of what the stop is about, in stories for everybody


def surviving(thread) -> models.Thread:
    """The thread in which the matter goes on: the thread itself unless it was merged into another."""
    return thread.merged_into or thread


def thread_ids(thread) -> list[int]:
    """Ids of the thread and of all that were merged into it."""
    return [thread.pk, *thread.merged.order_by("pk").values_list("pk", flat=True)]


def entries(thread, public_only: bool) -> list:
    """The log entries of a thread and of those merged into it, in the order in which they were written."""
    which = Q(thread_id=thread.pk) | Q(thread_id__in=thread.merged.order_by().values("pk"))
    return list(log.entries(public_only=public_only).filter(which).select_related("personal_row"))


def timeline(thread, public_only: bool, case=None, found=None, names=None, slug: str = "") -> list[Stop]:
    """What happened in a thread, as stops from the first to now; with `case` also what comes next on its main path.

    Public lines carry the step's public sentence and the role of who acted, never a person's name. `found`, `names`: entries read before.
    With the `slug` of the quarter each stop leads to the page that everybody may read about it.
    """
    found = entries(thread, public_only) if found is None else found
    names = {} if public_only else names_of(found) if names is None else names
    told = [stop for entry in found if (stop := _stop(entry, public_only, names, thread.kind, slug))]
    table = steps.ALL.get(case.KIND) if case is not None else None
    is_closed = table is not None and table.is_end(case.state)
    if told and not is_closed:
        told[-1] = Stop(**{**told[-1].__dict__, "state": "now"})
    return told + [Stop(label=word, state="next") for word in (table.words_ahead(case.state) if table else [])]


def last_public(thread):
    """The newest public entry of a thread; None if nothing is public yet."""
    return log.entries(thread_id=thread.pk, public_only=True).last()


def _stop(entry, public_only: bool, names: dict, kind: str, slug: str = "") -> Stop | None:
    step = step_of(entry)
    if step is None or (public_only and step.public is None):
        return None
    label = public_sentence(entry, step) if step.public is not None else step.told
    who = ("" if step.is_blind else names.get(entry.by_id)) or step.actor_in(kind)
    page = subjects.by_kind(entry.about_kind).public_page(entry, slug) if slug and step.public is not None else None
    return Stop(label=label, who=who, at=entry.at, is_public=step.public is not None, page=page)


def step_of(entry) -> steps.Step | None:
    """The step that a log entry tells of; None for entries that are no steps (a role given, a file opened)."""
    table = steps.ALL.get(entry.about_kind)
    app, _dot, verb = entry.act.partition(".")
    return table.all.get(verb) if table and table.app == app else None


def label_of(entry) -> str:
    """A line for an entry that is no step of a known table: what its app registered in `LABELS`, else the bare act."""
    return str(LABELS.get(entry.act, entry.act))


def word_of(entry) -> str:
    """What an entry is called: its step, or the line its app registered."""
    step = step_of(entry)
    return step.told if step else label_of(entry)


def public_sentence(entry, step=None) -> str:
    """What everybody may read about an entry: the step's public sentence, filled with the entry's data."""
    step = step or step_of(entry)
    if step is None or step.public is None:
        return ""
    return str(step.public) % Shown({**entry.data, **entry.personal})


def names_of(found) -> dict[int, str]:
    """Id → name of all who acted in these entries, for the desk; one query."""
    ids = {entry.by_id for entry in found} - {None}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


class Shown(dict):
    """Data of the log as people read it: `…_cents` in euros, `…_on` as a day; what was erased says so."""

    def __getitem__(self, key):
        return _shown(key, self.get(key))

    def __contains__(self, key):
        return True


def _shown(key: str, value) -> str:
    from quartier.ground.ui import german

    if value in (None, ""):
        return _("(gelöscht)")
    if key.endswith("_cents"):
        return german.euro(value)
    if key.endswith("_on"):
        return german.day(value if isinstance(value, date) else date.fromisoformat(value))
    if key.endswith("_at"):
        return german.moment(value if isinstance(value, datetime) else datetime.fromisoformat(value))
    return str(value)
