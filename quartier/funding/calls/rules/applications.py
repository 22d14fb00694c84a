"""What the formal check of an application looks at (domain §7 row 4). Each rule asks the version of fund rules of the case."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import rules as money
from quartier.funding.calls import hooks
from quartier.ground.acts import clock
from quartier.ground.ui import german

TICKS = {  # what a human looks at and ticks
    "place": gettext_lazy("Der Ort liegt im Quartier"),
    "owner": gettext_lazy("Die Eigentümerin ist einverstanden"),
    "community": gettext_lazy("Es nützt vielen, nicht nur einer Gruppe"),
    "volunteers": gettext_lazy("Freiwillige tragen die Aktion"),
    "items": gettext_lazy("Die Posten sind förderfähig"),
    "own": gettext_lazy("Der eigene Anteil ist angemessen"),
}


def sum_of_items(items) -> int:
    """Planned costs in cents of rows {what, kind, cents}."""
    return sum(item["cents"] for item in items)


def most_to_ask(rules, items, income_cents: int, wants_flat_rate: bool) -> int:
    """The most these costs allow to be asked for: costs, with the flat rate, less income; in cents, never below zero."""
    costs = sum_of_items(items)
    extra = money.flat_rate(rules, costs) if wants_flat_rate else 0
    return max(0, costs + extra - income_cents)


def amount_fits(application, *, items=None) -> str | None:
    """Within cap and floor of the rules, and not more than the plan needs."""
    if sentence := money.amount_problem(application.rules, application.requested_cents):
        return sentence
    if items is None:
        return None
    most = most_to_ask(application.rules, items, application.income_cents, application.wants_flat_rate)
    if application.requested_cents > most:
        return _("Ihre Kosten ergeben zusammen nur %(most)s. Bitte höchstens diesen Betrag beantragen.") % {"most": german.euro_words(most)}
    return None


def applicant_fits(application) -> str | None:
    """The rules let applicants of this kind in, old enough."""
    if application.rules.min_age and not application.is_old_enough:
        return _("Bitte bestätigen Sie, dass Sie mindestens %(age)s Jahre alt sind. Jünger geht es zusammen mit einer älteren Person.") % {
            "age": application.rules.min_age
        }
    return None


def themes_fit(application) -> str | None:
    """At least as many aims as the rules ask for."""
    return money.criteria_problem(application.rules, application.themes)


def starts_late_enough(application) -> str | None:
    """Nothing that has begun can be funded; the rules may ask for more time ahead."""
    if application.starts_on <= clock.today():
        return _("Der erste Tag muss in der Zukunft liegen. Was schon läuft, kann nicht gefördert werden.")
    return money.lead_problem(application.rules, german.local(application.submitted_at).date(), application.starts_on)


def has_not_begun(application) -> str | None:
    """The declaration that the action has not begun."""
    if not application.not_begun:
        return _("Bitte bestätigen Sie, dass Sie noch nicht angefangen haben. Nachträglich wird nichts gefördert.")
    return None


def window_is_open(application) -> str | None:
    """Applications are taken on this day."""
    return money.window_problem(application.rules, clock.today())


def within_budget_year(application) -> str | None:
    """A micro-grant is used and settled within its budget year."""
    if application.ends_on.year != application.budget_year:
        return _("Das Geld ist für %(year)s. Bitte einen letzten Tag in diesem Jahr wählen.") % {"year": application.budget_year}
    return None


def is_ticked(application) -> str | None:
    """All ticks of the formal check are set to yes, and every item is decided."""
    ticks = {check.code: check.is_met for check in application.checks.all()}
    missing = [str(label) for code, label in TICKS.items() if not ticks.get(code)]
    if missing:
        return _("Geht noch nicht: %(what)s.") % {"what": _("Es fehlt noch: ") + "; ".join(missing)}
    if application.items.filter(is_eligible__isnull=True).exists():
        return _("Geht noch nicht: Bei einem Posten ist offen, ob er förderfähig ist.")
    return None


def starts_after(application, *, meeting=None) -> str | None:
    """The action begins after the meeting that decides."""
    if meeting is None:
        return None
    day = german.local(meeting.starts_at).date()
    if application.starts_on <= day:
        return _("Der erste Tag liegt vor der Entscheidung der Jury am %(day)s. Bitte einen späteren Tag wählen.") % {
            "day": german.day(day)
        }
    return None


def has_no_award(application) -> str | None:
    """Once an award was made, the grants floor goes on with the case."""
    return hooks.first_sentence(application)
