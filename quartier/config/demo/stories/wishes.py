"""What people want to do with the little money, and how far each of them has come."""

from dataclasses import dataclass, field

from quartier.config.demo import texts
from quartier.config.demo.world import HOME

CONTACT = "Kontakte in der Nachbarschaft"


@dataclass(frozen=True)
class Wish:
    """One application. `session`: how many juries ago (`stories/evenings.py`, ago). `until` says where it stops.

    Before the jury: submitted, needs_rework, ineligible, withdrawn, tabled. After a yes: approved, drafted, granted, declined,
    cancelled, accepted, released, running, change, proof, returned, recovery, recovered, second, closed.
    Days count from the evening of the jury, `on` (first day of the action) from the demo's day, `fresh` is working days before it.
    """

    key: str
    who: str
    title: str
    text: str
    helpers: str
    items: tuple
    session: int
    place: str = HOME
    until: str = "closed"
    asked: int = 0
    spent: tuple = ()  # receipts at the end: payee, item, cents, eligible cents
    income: int = 0
    choices: str = ""
    close: dict = field(default_factory=dict)
    vote: str = "yes"
    kind: str = "resident"
    themes: tuple = (CONTACT,)
    target: str = "alle, die im Haus und nebenan wohnen"
    people: int = 40
    where: str = "Hof Donaustraße 88"
    street: str = "Donaustraße 88"
    postcode: str = "12043"
    own: str = "Wir bauen auf, kochen und räumen auf."
    came: int = -24
    fresh: int = 0
    begins: int = 18
    on: int | None = None
    lasts: int = 0
    asks_back: str = ""
    answer: str = ""
    reason: str = ""
    in_office: bool = False
    speaks: str = "Deutsch"
    no_quorum: str = ""  # too few came: what was said then
    biased: str = ""  # who says that she does not vote
    annulled: str = ""  # why the jury's first resolution did not hold
    broken_off: str = ""  # why the first vote was broken off
    is_redrafted: bool = False  # the first draft of the letter was a mistake
    changes: tuple = ()  # what was told or asked for while it ran: fate, text, answer
    writes: str = ""  # the report as far as it is written
    asks: str = ""  # what the office asks about the report
    report: str = "Es war gut besucht. Alle haben mit angepackt."
    inventory: str = ""


def all_of() -> list[Wish]:
    """The wishes of `data/wishes.toml`."""
    return [_wish(row) for row in texts.rows("wishes", "wish")]


def _wish(row) -> Wish:
    spent = tuple((*paid, paid[2]) if len(paid) == 3 else tuple(paid) for paid in row.pop("spent", ()))
    return Wish(**row, spent=spent)
