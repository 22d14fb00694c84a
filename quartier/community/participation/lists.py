"""How ideas are listed and told: words of the address → rows, one idea → its whole story."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.participation import models, queries, steps
from quartier.ground.acts import subjects
from quartier.ground.ledger import queries as ledger
from quartier.ground.ui import money
from quartier.ground.workflow import queries as workflow

SIZE = 50
FILTERS = {  # word of the address → label, states, outcomes
    "neu": (gettext_lazy("Neu"), ("published",), ("",)),
    "beantwortet": (gettext_lazy("Beantwortet"), ("answered", "refused"), None),
    "in-arbeit": (
        gettext_lazy("In Arbeit"),
        ("published", "answered"),
        ("need", "brief", "council", "council_yes", "feasible", "call", "chosen", "microgrant"),
    ),
    "umgesetzt": (gettext_lazy("Wird umgesetzt oder fertig"), ("published", "answered"), ("project", "closed")),
}
TONES = {
    "council_yes": "ok",
    "feasible": "ok",
    "project": "ok",
    "closed": "ok",
    "council_no": "bad",
    "infeasible": "bad",
    "call_failed": "warn",
    "stopped": "bad",
}


@dataclass(frozen=True)
class Row:
    """One idea as the list shows it: plain values, nothing more to ask."""

    title: str
    address: str
    quote: str
    tag: str
    tone: str
    support_count: int
    place: object = None


@dataclass
class Page:
    """Some ideas and the way on (keyset paging by day of publication and id)."""

    rows: list[Row]
    next_address: str = ""
    previous_address: str = ""
    label: str = ""
    is_filtered: bool = False
    is_first: bool = True
    rest: dict = field(default_factory=dict)


def tag_of(idea) -> tuple[str, str]:
    """The status of an idea in a word, and its tone."""
    if idea.outcome:
        return str(models.Outcome(idea.outcome).label), TONES.get(idea.outcome, "")  # Django's own way asks all labels for each row
    if idea.state == "published":
        return _("Neu"), ""
    if idea.state == "refused":
        return _("Nicht Sache des Quartiers"), ""
    return steps.IDEA.label(idea.state).capitalize(), ""


def row(idea, shows_place=False, place=None) -> Row:
    """The idea as a row; `place` where it is known already."""
    place = place or idea.place
    tag, tone = tag_of(idea)
    address = f"/{place.slug}/ideen/{idea.pk}/"
    return Row(idea.title, address, shortened(idea.text), tag, tone, idea.support_count, place if shows_place else None)


def shortened(text: str, most: int = 180) -> str:
    """The beginning of a text, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]} …"


def choices(query) -> list[tuple[str, str, bool]]:
    """The filter: word, label, whether it is on."""
    wanted = query.get("stand", "")
    return [("", _("Alle"), wanted not in FILTERS), *((word, str(label), word == wanted) for word, (label, *_rest) in FILTERS.items())]


def page(place, query) -> Page:
    """One page of the public list of a place: one query with the places of its rows."""
    word = query.get("stand", "") if query.get("stand") in FILTERS else ""
    ideas = _filtered(queries.for_list(place), word)
    before = query.get("vor", "")
    found = list(queries.before_cursor(ideas, before)[: SIZE + 1])
    rows = [row(idea, not place.is_quarter, place if place.is_quarter else None) for idea in found[:SIZE]]
    made = Page(rows, label=str(FILTERS[word][0]) if word else _("Alle Ideen"), is_filtered=bool(word), is_first=not before)
    if len(found) > SIZE:
        made.next_address = _address(word, queries.cursor_of(found[SIZE - 1]))
    if before:
        made.previous_address = _address(word) or "?"
    return made


def _filtered(ideas, word):
    if not word:
        return ideas
    _label, states, outcomes = FILTERS[word]
    ideas = ideas.filter(state__in=states)
    return ideas if outcomes is None else ideas.filter(outcome__in=outcomes)


def _address(word, cursor="") -> str:
    pairs = [(name, value) for name, value in (("stand", word), ("vor", cursor)) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


DESK_FILTERS = {
    "": (gettext_lazy("Neu eingegangen"), ("received",)),
    "oeffentlich": (gettext_lazy("Öffentlich"), ("published", "answered", "refused")),
    "zusammengelegt": (gettext_lazy("Zusammengelegt"), ("merged",)),
    "nicht-oeffentlich": (gettext_lazy("Nicht veröffentlicht oder zurückgezogen"), ("held_back", "withdrawn")),
}


@dataclass
class DeskPage:
    """Some ideas of one kind at the desk, and how many of each kind there are."""

    rows: list[dict]
    tabs: list[dict]
    label: str
    next_address: str = ""
    previous_address: str = ""


def desk_page(place, query) -> DeskPage:
    """The desk's list: new ones by age, all others the newest first."""
    word = query.get("stand", "") if query.get("stand") in DESK_FILTERS else ""
    label, states = DESK_FILTERS[word]
    ideas = queries.desk_ideas(place).filter(state__in=states)
    before = query.get("vor", "")
    ideas = ideas.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 18 else ideas
    found = list(ideas[: SIZE + 1])
    made = DeskPage([_desk_row(idea) for idea in found[:SIZE]], _tabs(place, word), str(label))
    if len(found) > SIZE:
        made.next_address = _address(word, str(found[SIZE - 1].pk))
    made.previous_address = (_address(word) or "?") if before else ""
    return made


def _tabs(place, wanted) -> list[dict]:
    counts = queries.count_by_state(place)
    return [
        {"label": label, "address": _address(word) or "?", "is_on": word == wanted, "count": sum(counts.get(state, 0) for state in states)}
        for word, (label, states) in DESK_FILTERS.items()
    ]


def _desk_row(idea) -> dict:
    tag, tone = tag_of(idea)
    return {
        "title": idea.title,
        "address": f"/{idea.place.slug}/buero/ideen/{idea.pk}/",
        "submitted_at": idea.submitted_at,
        "quote": shortened(idea.text, 120),
        "tag": tag,
        "tone": tone,
        "support_count": idea.support_count,
    }


# --- one idea -------------------------------------------------------------------------------------------------------------


def story(idea) -> dict:
    """Status, public timeline of the whole thread, its money and facts."""
    tag, tone = tag_of(idea)
    return {
        "tag": tag,
        "tone": tone,
        "timeline": _timeline(idea) if idea.thread else [],
        "money": thread_money(idea.thread_id),
        "facts": _facts(idea),
    }


def _timeline(idea) -> list:
    stage = _stage(idea)
    told = workflow.timeline(idea.thread, public_only=True, case=stage, slug=idea.place.slug)
    if stage is idea and idea.state == "published":
        told.append(workflow.Stop(_("Das Team antwortet, oder der Quartiersrat berät"), state="next"))
    return told


def _stage(idea):
    """The stage at which the matter stands: what the last public line is about; it knows what comes next."""
    entry = workflow.last_public(idea.thread)
    if entry is None or (entry.about_kind, entry.about_id) == (idea.KIND, idea.pk):
        return idea
    found = subjects.find(entry.about_kind, entry.about_id)
    decided = getattr(found, "about_id", None)  # a resolution leads on to what was decided about
    return subjects.find(found.about_kind, decided) if decided else found


def _facts(idea) -> list[tuple[str, str]]:
    facts = [(_("Ort"), idea.where), (_("Nummer"), idea.thread.file_number if idea.thread else "")]
    return [(term, text) for term, text in facts if text]


@dataclass(frozen=True)
class Money:
    """The money of a thread for everybody: what was granted, and where it is now. Cents."""

    granted: int
    planned: int
    parts: list


def thread_money(thread_id) -> Money | None:
    """Figures from the ledger; None as long as no money is planned for the thread."""
    if not thread_id:
        return None
    cents = ledger.total(ledger.accounts(thread_id=thread_id))
    held = cents.get("committed", 0) + cents.get("ordered", 0)
    granted = held + cents.get("paid", 0) + cents.get("proven", 0)
    planned = cents.get("reserved", 0)
    return Money(granted, planned, _parts(cents, held, granted)) if granted or planned else None


def _parts(cents, held, granted) -> list:
    parts = [
        money.Part("proof", _("ausgezahlt und nachgewiesen"), cents.get("proven", 0)),
        money.Part("paid", _("ausgezahlt, Nachweis folgt"), cents.get("paid", 0)),
        money.Part("held", _("noch nicht ausgezahlt"), held),
    ]
    return [part for part in parts if part.cents] + [money.Part("", _("bewilligt"), granted, is_total=True)]
