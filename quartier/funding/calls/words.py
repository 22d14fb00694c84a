"""How calls and bids are shown: state in a word, days until the deadline, a finance plan as a table."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quartier.funding.calls import models, texts
from quartier.funding.calls.rules import bids as rules
from quartier.funding.calls.rules import calls as call_rules
from quartier.funding.calls.steps.bids import BID
from quartier.funding.calls.steps.briefs import BRIEF
from quartier.funding.calls.steps.calls import CALL
from quartier.ground.acts import clock
from quartier.ground.ui import german

TONES = {
    "drafted": "", "tabled": "warn", "worthy": "warn", "rejected": "bad", "feasible": "warn", "not_feasible": "bad", "listed": "warn",
    "confirmed": "ok", "dropped": "", "approved": "warn", "published": "ok", "opening": "warn", "opened": "warn", "selecting": "warn",
    "chosen": "ok", "no_award": "bad", "failed": "bad", "withdrawn": "", "sealed": "", "complete": "warn", "formally_ok": "ok",
    "excluded": "bad", "not_chosen": "", "void": "", "damaged": "bad", "asked": "warn",
}  # fmt: skip


def capital(text) -> str:
    """The first letter large: states stand alone in a tag."""
    text = str(text)
    return text[:1].upper() + text[1:]


def tag(case) -> tuple[str, str]:
    """(word, tone) of a brief's, call's or bid's state, for the desk; a published call says whether it is open."""
    if isinstance(case, models.Call):
        return call_tag(case)
    table = BRIEF if isinstance(case, models.Brief) else BID
    return capital(table.label(case.state)), TONES[case.state]


def call_tag(call) -> tuple[str, str]:
    """(word, tone) for everybody and for the desk."""
    if call_rules.is_open(call):
        return _("Offen"), "ok"
    if call.state == "published" and clock.now() < call.opens_at:
        return _("Beginnt am %(day)s") % {"day": german.day(call.opens_at)}, ""
    if call.state in ("published", "opening"):
        return _("Geschlossen"), "warn"
    if call.state == "opened":
        return _("Bewerbungen werden geprüft"), "warn"
    return capital(CALL.label(call.state)), TONES[call.state]


def own_tag(bid) -> tuple[str, str]:
    """(word, tone) of a bid for its carrier: what the checks found is told by the letter, not before."""
    is_decided = bid.call.state in ("chosen", "no_award")
    if bid.state == "asked":
        return _("Bitte noch einmal abgeben"), "warn"
    if bid.state in ("damaged", "opened", "complete", "formally_ok") or (bid.state == "excluded" and not is_decided):
        return _("In Prüfung"), "warn"
    return tag(bid)


def closed_since(call) -> str:
    """ "Der Aufruf ist seit gestern geschlossen.", or "" while it is open."""
    if clock.now() < call.deadline_at:
        return ""
    days = (clock.today() - german.local(call.deadline_at).date()).days
    if days == 0:
        return _("Der Aufruf ist seit heute geschlossen.")
    if days == 1:
        return _("Der Aufruf ist seit gestern geschlossen.")
    return _("Der Aufruf ist seit dem %(day)s geschlossen.") % {"day": german.day(call.deadline_at)}


def days_left(call) -> str:
    """ "noch 17 Tage", "morgen", "heute"."""
    return german.days_left(german.local(call.deadline_at).date(), clock.today())


def period(case) -> str:
    """First and last day of a brief or call."""
    return _("%(first)s bis %(last)s") % {"first": german.day(case.starts_on), "last": german.day(case.ends_on)}


def own_share(fund_rules) -> str:
    """What the bidder brings, in words; "" where the rules ask for nothing."""
    if not fund_rules.own_share_percent:
        return ""
    facts = {"percent": german.percent(fund_rules.own_share_percent), "base": fund_rules.get_own_share_base_display()}
    return _("Sie bringen mindestens %(percent)s %(base)s selbst ein: als Geld oder als eigene Arbeit.") % facts


def least_points(call) -> str:
    """The least points that the fund's rules ask for, in words; "" where there are none."""
    percent = call.rules.select_percent
    if percent is None or not call.is_scored:
        return ""
    return _("Gewählt wird nur, wer mindestens %(percent)s der Punkte bekommt.") % {"percent": german.percent(percent)}


def sketch(bid) -> list[tuple[str, str]]:
    """(heading, text) of an opened bid's sketch, in the order of the form."""
    return [(str(label), bid.sketch.get(name, "")) for name, label, _hint, _lines in texts.SKETCH if bid.sketch.get(name)]


# --- the finance plan


@dataclass
class Row:
    """One line of the shown plan: kind and label, cents per year, their sum."""

    label: str
    what: str
    cents: list[int]
    years: list[int]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """(year, cents) from left to right."""
        return list(zip(self.years, self.cents, strict=True))

    @property
    def total(self) -> int:
        return sum(self.cents)


@dataclass
class Plan:
    """A finance plan as a table: costs, cover, and per year what is left over or missing."""

    years: list[int]
    costs: list[Row] = field(default_factory=list)
    cover: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def totals(self) -> list[Row]:
        """Costs and cover summed, year by year."""
        return [
            Row(_("Kosten"), "", _summed(self.costs, self.years), self.years),
            Row(_("Deckung"), "", _summed(self.cover, self.years), self.years),
        ]

    @property
    def parts(self) -> list[tuple[list[Row], Row]]:
        """(rows, their sum) of costs and cover."""
        return list(zip((self.costs, self.cover), self.totals, strict=True))

    @property
    def grant(self) -> int:
        """The grant asked for, in cents."""
        label = str(dict(models.FinanceLine.COVER)["grant"])
        return sum(row.total for row in self.cover if row.label == label)


def _summed(rows: list[Row], years: list[int]) -> list[int]:
    return [sum(row.cents[i] for row in rows) for i in range(len(years))]


def years_of(call) -> list[int]:
    """The budget years of a call's period."""
    return list(range(call.starts_on.year, call.ends_on.year + 1))


def plan(call, lines: list[dict]) -> Plan:
    """The table of a plan's lines with the sentences about it; years outside the period get a column too."""
    years = sorted({*years_of(call), *(int(line["budget_year"]) for line in lines)})
    made = Plan(years, problems=rules.plan_problems(call, lines) if lines else [])
    for side, labels, rows in (("costs", models.FinanceLine.COSTS, made.costs), ("cover", models.FinanceLine.COVER, made.cover)):
        names = dict(labels)
        found: dict[tuple[str, str], list[int]] = {}
        for line in lines:
            if line["side"] == side:
                cents = found.setdefault((line["kind"], line["label"]), [0] * len(years))
                cents[years.index(int(line["budget_year"]))] += line["cents"]
        rows += [Row(str(names.get(kind, kind)), what, cents, years) for (kind, what), cents in found.items()]
    return made


def plan_of(bid) -> Plan:
    """The plan of an opened bid."""
    return plan(bid.call, lines_of(bid))


def lines_of(bid) -> list[dict]:
    """The lines of an opened bid's plan as plain rows."""
    return list(bid.lines.values("side", "kind", "label", "budget_year", "cents"))
