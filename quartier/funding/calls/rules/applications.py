"""What the formal check of an application looks at (domain §7 row 4). Each rule asks the version of fund rules of the case."""

import calendar
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import lists
from quartier.funding.budgets import rules as money
from quartier.funding.calls import hooks
from quartier.ground.acts import clock
from quartier.ground.ui import german

TICKS = {  # what a human looks at and ticks
    "place": gettext_lazy("Der Ort liegt im Quartier"),
    "address": gettext_lazy("Die Antragstellenden wohnen hier oder sind hier aktiv"),
    "owner": gettext_lazy("Die Eigentümerin ist einverstanden"),
    "community": gettext_lazy("Es nützt vielen, nicht nur einer Gruppe"),
    "volunteers": gettext_lazy("Freiwillige tragen die Aktion"),
    "own": gettext_lazy("Der eigene Anteil ist angemessen"),
}
QUOTES = "quotes"  # asked only where an item costs so much that the rules want three offers
QUOTES_LABEL = gettext_lazy("Drei Angebote liegen vor")
ELIGIBLE_CODES = {  # kind of item → code of `budgets.lists.ELIGIBLE`; food has a rule of its own
    "material": "materials",
    "service": "services",
    "fee": "fees",
    "permit": "permits",
    "travel": "postage",
    "rent": "rent",
}


# --- money ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """The money of an application in cents: costs and flat rate, less income and own money, give what is asked for."""

    costs: int = 0
    flat: int = 0
    income: int = 0
    own: int = 0
    requested: int = 0
    over: int = 0  # so much above the cap
    full_flat: int = 0  # the flat rate before the cap cut it

    @property
    def asked(self) -> int:
        """What the page shows as the sum: also where it is above the cap."""
        return self.requested if not self.over else max(0, self.costs - self.income - self.own)

    @property
    def is_cut(self) -> bool:
        """The flat rate does not fit under the cap as a whole."""
        return self.flat < self.full_flat


def plan(rules, items, *, income_cents=0, own_cents=0, wants_flat_rate=True) -> Plan:
    """Work out what the costs allow to be asked for. The flat rate lies inside the cap where the rules say so, and gives way to it."""
    costs = sum_of_items(items)
    net = max(0, costs - income_cents - own_cents)
    full = money.flat_rate(rules, costs) if wants_flat_rate and net else 0
    cap = rules.cap_cents
    over = max(0, net - cap) if cap is not None else 0
    flat = 0 if over else full
    if cap is not None and rules.flat_rate_inside_cap:
        flat = min(flat, cap - net) if not over else 0
    requested = net + flat if rules.flat_rate_inside_cap else net
    return Plan(costs, flat, income_cents, own_cents, requested, over, full)


def plan_problem(rules, found: Plan) -> str | None:
    """None, or why so much cannot be asked for: above the cap, below the floor, or nothing at all."""
    if found.costs and not found.requested:
        return _("Einnahmen und eigenes Geld decken schon alle Kosten. Dann brauchen Sie diesen Antrag nicht.")
    if found.over:
        return money.amount_problem(rules, rules.cap_cents + found.over)
    return money.amount_problem(rules, found.requested) if found.requested else _("Bitte mindestens eine Zeile ausfüllen.")


def sum_of_items(items) -> int:
    """Planned costs in cents of rows {what, kind, cents}."""
    return sum(item["cents"] for item in items)


def most_to_ask(rules, items, income_cents: int, wants_flat_rate: bool, own_cents: int = 0) -> int:
    """The most these costs allow to be asked for: costs, with the flat rate, less income and own money; in cents, never below zero."""
    costs = sum_of_items(items)
    inside = wants_flat_rate and rules.flat_rate_inside_cap
    extra = money.flat_rate(rules, costs) if inside else 0
    return max(0, costs + extra - income_cents - own_cents)


def amount_fits(application, *, items=None) -> str | None:
    """Within cap and floor of the rules, and not more than the plan needs."""
    if sentence := money.amount_problem(application.rules, application.requested_cents):
        return sentence
    return _more_than_needed(application, items) if items is not None else None


def _more_than_needed(application, items) -> str | None:
    most = most_to_ask(application.rules, items, application.income_cents, application.wants_flat_rate, application.own_cents)
    if application.requested_cents <= most:
        return None
    return _("Ihre Kosten ergeben zusammen nur %(most)s. Bitte höchstens diesen Betrag beantragen.") % {"most": german.euro_words(most)}


def eligible_items_suffice(application) -> str | None:
    """What is asked for is covered by the items that may be funded; asked once all of them are judged."""
    items = [{"cents": item.cents} for item in application.items.all() if item.is_eligible is not False]
    most = most_to_ask(application.rules, items, application.income_cents, application.wants_flat_rate, application.own_cents)
    if application.requested_cents <= most:
        return None
    return _("Ohne die Posten, die nicht förderfähig sind, gehen höchstens %(most)s. Der Antrag ist um %(over)s zu hoch.") % {
        "most": german.euro(most),
        "over": german.euro(application.requested_cents - most),
    }


def item_problem(rules, kind: str) -> str | None:
    """None, or why something of this kind is never paid: only food has a plain no in the rules."""
    if kind == "food" and rules.food == "no":
        return _("Essen und Getränke werden hier nicht bezahlt. Bitte diese Zeile entfernen oder selbst bezahlen.")
    return None


def item_note(rules, kind: str) -> str:
    """What the applicant should know about an item of this kind, or ""."""
    if kind == "food" and rules.food == "ask":
        return _("Manchmal wird Essen nicht bezahlt. Das Team sagt es Ihnen, bevor die Jury entscheidet.")
    if kind == "fee" and "fees" not in rules.eligible_kinds:
        return _("Honorare gibt es nur, wenn niemand das ehrenamtlich kann, zum Beispiel eine Musikerin. Das Team fragt nach.")
    code = ELIGIBLE_CODES.get(kind)
    if code and rules.eligible_kinds and code not in rules.eligible_kinds:
        return _("Das wird meist nicht bezahlt. Das Team fragt nach, bevor die Jury entscheidet.")
    return ""


# --- people --------------------------------------------------------------------------------------------------------------


def applicant_fits(application) -> str | None:
    """The rules let applicants of this kind in."""
    return money.applicant_problem(application.rules, application.applicant_kind)


def is_old_enough(application) -> str | None:
    """The applicant has confirmed the age that the rules ask for."""
    return age_problem(application.rules, application.is_old_enough)


def age_problem(rules, confirmed: bool) -> str | None:
    """None, or the sentence for somebody who has not confirmed her age."""
    if not rules.min_age or confirmed:
        return None
    return _("Bitte bestätigen Sie, dass Sie mindestens %(age)s Jahre alt sind. Jünger geht es zusammen mit einer älteren Person.") % {
        "age": rules.min_age
    }


def kinds_of(rules) -> list[str]:
    """The kinds of applicants the rules let in; all of them where they name none."""
    return list(rules.applicant_kinds or lists.APPLICANTS)


def may_apply_again(application, *, times=0) -> str | None:
    """The rules may limit how often somebody is funded in some years; `times`: how often it happened already."""
    return money.repeat_problem(application.rules, times)


def themes_fit(application) -> str | None:
    """At least as many aims as the rules ask for."""
    return money.criteria_problem(application.rules, application.themes)


def has_not_begun(application) -> str | None:
    """The declaration that the action has not begun."""
    if not application.not_begun:
        return _("Bitte bestätigen Sie, dass Sie noch nicht angefangen haben. Nachträglich wird nichts gefördert.")
    return None


# --- time ----------------------------------------------------------------------------------------------------------------


def starts_late_enough(application) -> str | None:
    """Nothing that has begun can be funded; the rules may ask for more time ahead."""
    return start_problem(application.rules, german.local(application.submitted_at).date(), application.starts_on)


def has_time_left(application) -> str | None:
    """The action still lies ahead: asked again when the application goes to the jury."""
    if application.starts_on <= clock.today():
        return _("Der erste Tag war am %(day)s. Bitte mit der Person einen späteren Tag vereinbaren.") % {
            "day": german.day(application.starts_on)
        }
    return None


def start_problem(rules, applied_on, starts_on) -> str | None:
    """None, or why the first day is too early for an application of the day `applied_on`."""
    if starts_on <= clock.today():
        return _("Der erste Tag muss in der Zukunft liegen. Was schon läuft, kann nicht gefördert werden.")
    return money.lead_problem(rules, applied_on, starts_on)


def starts_after(application, *, meeting=None) -> str | None:
    """The action begins after the meeting that decides."""
    return None if meeting is None else jury_problem(application.starts_on, german.local(meeting.starts_at).date())


def jury_problem(starts_on, jury_on) -> str | None:
    """None, or that the first day lies before the decision."""
    if jury_on is None or starts_on > jury_on:
        return None
    return _("Der Tag liegt vor der Entscheidung der Jury am %(day)s. Bitte einen späteren Tag wählen.") % {"day": german.day(jury_on)}


def window_is_open(application) -> str | None:
    """Applications are taken on this day."""
    return money.window_problem(application.rules, clock.today())


def within_budget_year(application) -> str | None:
    """A micro-grant is used and settled within its budget year."""
    return period_problem(application.rules, application.starts_on, application.ends_on)


def period_problem(rules, starts_on, ends_on) -> str | None:
    """None, or why the action lasts too long: beyond its budget year, or longer than the rules allow."""
    if ends_on < starts_on:
        return _("Der letzte Tag liegt vor dem ersten. Bitte prüfen.")
    if ends_on.year != starts_on.year:
        return _("Das Geld gilt für ein Jahr. Bitte einen letzten Tag in %(year)s wählen, oder alles ins nächste Jahr legen.") % {
            "year": starts_on.year
        }
    if rules.duration_months and ends_on > _months_later(starts_on, rules.duration_months):
        return _("Die Aktion darf höchstens %(n)s Monate dauern.") % {"n": rules.duration_months}
    return None


def _months_later(day, months: int):
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))


# --- the office's check ---------------------------------------------------------------------------------------------------


def ticks_for(application) -> dict[str, str]:
    """Code → sentence of what a human must look at in this application."""
    ticks = dict(TICKS)
    limit = application.rules.quotes_from_cents
    if limit is not None and any(item.cents >= limit for item in application.items.all()):
        ticks[QUOTES] = QUOTES_LABEL
    return ticks


def can_be_checked(application) -> str | None:
    """Ticks are set while the office has the application, not while it lies with the applicant or the jury."""
    if application.state not in ("submitted", "deferred"):
        return _("Der Antrag ist gerade nicht in Prüfung. Häkchen gehen erst wieder, wenn er beim Büro liegt.")
    return None


def is_ticked(application) -> str | None:
    """All ticks of the formal check are set to yes, and every item is decided."""
    ticks = {check.code: check.is_met for check in application.checks.all()}
    labels = ticks_for(application)
    denied = "; ".join(str(label) for code, label in labels.items() if ticks.get(code) is False)
    missing = "; ".join(str(label) for code, label in labels.items() if ticks.get(code) is None)
    is_open = any(item.is_eligible is None for item in application.items.all())
    sentences = [
        _("Nicht erfüllt: %(what)s.") % {"what": denied} if denied else "",
        _("Noch nicht geprüft: %(what)s.") % {"what": missing} if missing else "",
        _("Bei einem Posten ist offen, ob er förderfähig ist.") if is_open else "",
    ]
    return " ".join(filter(None, sentences)) or None


def has_no_award(application) -> str | None:
    """Once an award was made, the grants floor goes on with the case."""
    return hooks.first_sentence(application)


def may_come_again(application) -> str | None:
    """After a no the rules decide whether the same idea may be handed in anew."""
    if application.state not in ("rejected", "ineligible", "withdrawn", "lapsed"):
        return _("Dieser Antrag läuft noch.")
    if application.state == "rejected" and not application.rules.resubmission:
        return _("Nach einer Absage kann derselbe Antrag hier nicht noch einmal gestellt werden.")
    return None
