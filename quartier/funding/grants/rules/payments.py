"""When money may be asked for, released and paid."""

import datetime

from django.utils.translation import gettext as _

from quartier.funding.budgets import queries as budgets
from quartier.funding.budgets import rules as money
from quartier.funding.grants.rules import awards, proofs
from quartier.ground.acts import clock
from quartier.ground.ui import german


def award_is_running(drawdown) -> str | None:
    """Money goes out while the project runs, and once more after the settlement."""
    states = ("settled",) if drawdown.is_final else ("running", "proof_submitted", "proof_returned")
    if drawdown.award.state in states:
        return None
    return _("Geld gibt es, sobald der Bescheid angenommen ist, und solange das Vorhaben läuft.")


def bank_is_there(drawdown) -> str | None:
    """Without an account nothing can be paid."""
    return None if drawdown.award.iban else _("Die Bankverbindung fehlt noch.")


def year_has_begun(drawdown) -> str | None:
    """Money of a budget year is paid from its first day on."""
    if opens_on(drawdown.budget_year):
        return _("Geld für %(year)s gibt es ab dem 1. Januar %(year)s.") % {"year": drawdown.budget_year}
    return None


def opens_on(budget_year: int) -> datetime.date | None:
    """The first day on which money of a budget year can go out, while it lies ahead; None once the year has begun."""
    return datetime.date(budget_year, 1, 1) if budget_year > clock.today().year else None


def first_opens_on(award) -> datetime.date | None:
    """The day before which no first payment of the award can go out; None where there is none or its year has begun."""
    return opens_on(min(award.years)) if award.years and money.first_payment(award.rules, award.cents) else None


def left_to_ask(award, held=None) -> dict[int, int]:
    """Budget year → cents that are awarded and neither paid, released nor asked for. `held`: the thread's money, where it is known."""
    left = (held or budgets.thread_money(award.thread_id)).by_year("orderable")
    for row in award.drawdowns.all():
        if row.state == "requested":
            left[row.budget_year] = left.get(row.budget_year, 0) - row.cents
    return {year: cents for year, cents in sorted(left.items()) if cents > 0}


def fits_the_year(drawdown) -> str | None:
    """Not more than what is left of the budget year."""
    left = left_to_ask(drawdown.award).get(drawdown.budget_year, 0)
    if drawdown.cents <= left:
        return None
    if not left:
        return _("Für %(year)s ist nichts mehr übrig: Alles ist schon abgerufen.") % {"year": drawdown.budget_year}
    return _("Für %(year)s sind noch %(left)s übrig. Bitte höchstens diesen Betrag abrufen.") % {
        "year": drawdown.budget_year,
        "left": german.euro(left),
    }


def fits_the_mode(drawdown) -> str | None:
    """Where the rules pay in parts, no more than the first part goes out before the accounts are done."""
    award = drawdown.award
    if drawdown.is_final or award.rules.payment_mode == "drawdown":
        return None
    first, gone = money.first_payment(award.rules, award.cents), asked_before(award)
    if gone + drawdown.cents <= first:
        return None
    if not first:
        return _("Hier gibt es das Geld nach der Abrechnung.")
    return _("Vor der Abrechnung gibt es höchstens %(first)s, der Rest kommt danach.") % {"first": german.euro(first)}


def asked_before(award) -> int:
    """What was asked for before the settlement and not refused, in cents."""
    gone = ("requested", "released", "paid")
    return sum(row.cents for row in award.drawdowns.all() if not row.is_final and row.state in gone)


def may_ask(award, held=None) -> dict[int, int]:
    """Budget year → cents that can be asked for today. `held`: the thread's money, where it is known."""
    if award.state not in ("running", "proof_submitted", "proof_returned"):
        return {}
    left = {year: cents for year, cents in left_to_ask(award, held).items() if year <= clock.today().year}
    if award.rules.payment_mode == "drawdown":
        return left
    return proofs.take(left, max(0, money.first_payment(award.rules, award.cents) - asked_before(award)))


def reports_are_there(drawdown) -> str | None:
    """The next money waits for the report on the year before."""
    missing = proofs.overdue_interims(drawdown.award)
    if missing and not drawdown.is_final:
        return _("Der Zwischenbericht für %(year)s fehlt noch. Danach geht es mit dem Geld weiter.") % {"year": missing[0]}
    return None


def is_right_office(drawdown, *, by) -> str | None:
    """The rules say who pays."""
    return awards.is_right_office(drawdown.award, by=by)


def is_not_own(drawdown, *, by) -> str | None:
    """Nobody pays herself."""
    return awards.is_not_own(drawdown.award, by=by)


def is_released(drawdown) -> str | None:
    """Paying needs the release by somebody else."""
    return None if drawdown.released_by_id else _("Die zweite Person hat die Zahlung noch nicht freigegeben.")


def is_another_person(drawdown, *, by) -> str | None:
    """Who has released does not pay."""
    if by is not None and drawdown.released_by_id == by.pk:
        return _("Sie haben diese Zahlung freigegeben. Zahlen muss eine andere Person.")
    return None


def bank_day_holds(drawdown, *, bank_on) -> str | None:
    """The day of the bank lies between the release and today."""
    if bank_on > clock.today():
        return _("Der Tag der Bank liegt in der Zukunft. Bitte den Tag vom Kontoauszug eintragen.")
    if drawdown.released_at and bank_on < german.local(drawdown.released_at).date():
        return _("Die Zahlung ist erst am %(day)s freigegeben. Bitte den Tag vom Kontoauszug prüfen.") % {
            "day": german.day(german.local(drawdown.released_at).date())
        }
    return None


def is_not_settled(drawdown) -> str | None:
    """A payment inside a settlement is taken back with the settlement."""
    if drawdown.award.state in ("settled", "recovery", "closed") and not drawdown.is_final:
        return _("Das Vorhaben ist schon abgerechnet. Bitte zuerst die Abrechnung zurücknehmen.")
    return None
