"""Which moves the book allows, and the sentences for those that it does not."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.ground.ledger.models import ANSWERING, Kind, Reason

# reason → the pairs (from, to) that it may join. Budgets gives them their meaning; the book holds to them.
MOVES = {
    Reason.ALLOT: {(Kind.SOURCE, Kind.ALLOTTED)},
    Reason.TRANCHE: {(Kind.ALLOTTED, Kind.FREE)},
    Reason.RESERVE: {(Kind.FREE, Kind.RESERVED)},
    Reason.COMMIT: {(Kind.FREE, Kind.COMMITTED), (Kind.RESERVED, Kind.COMMITTED)},
    Reason.RELEASE: {(Kind.RESERVED, Kind.FREE), (Kind.COMMITTED, Kind.FREE), (Kind.RETURNED, Kind.FREE)},
    Reason.ORDER: {(Kind.COMMITTED, Kind.ORDERED)},
    Reason.PAY: {(Kind.ORDERED, Kind.PAID)},
    Reason.PROVE: {(Kind.PAID, Kind.PROVEN)},
    Reason.RETURN: {(Kind.PAID, Kind.RETURNED)},
    Reason.CARRY_OVER: {(kind, kind) for kind in (Kind.FREE, Kind.RESERVED, Kind.COMMITTED)},
    Reason.LAPSE: {(Kind.ALLOTTED, Kind.LAPSED), (Kind.FREE, Kind.LAPSED), (Kind.RETURNED, Kind.LAPSED)},
}
MAKES_A_YEAR = (Reason.TRANCHE, Reason.CARRY_OVER)  # the only reasons that may change the budget year (and a lapse of undivided money)


def move_problem(debit, credit, cents, reason):
    """None, or why this move is not one of the book's. `debit` and `credit` are accounts or names (same fields)."""
    if isinstance(cents, bool) or not isinstance(cents, int) or cents <= 0:
        return _("Ein Betrag muss mindestens einen Cent haben.")
    if reason == Reason.CORRECT:  # the mirror of a row that was right in form
        return None
    if (debit.kind, credit.kind) not in MOVES.get(reason, ()):
        return _("Diese Buchung gibt es nicht: %(reason)s von „%(debit)s“ nach „%(credit)s“.") % {
            "reason": Reason(reason).label, "debit": Kind(debit.kind).label, "credit": Kind(credit.kind).label,
        }  # fmt: skip
    return _purpose_problem(debit, credit, reason)


def _purpose_problem(debit, credit, reason):
    for part in ("fund_code", "place_id", "programme_year", "source_code"):
        if getattr(debit, part) != getattr(credit, part):
            return _("Geld bleibt in seinem Fonds, seinem Ort, seinem Programmjahr und bei seinem Geldgeber.")
    if debit.thread_id and credit.thread_id and debit.thread_id != credit.thread_id:
        return _("Geld geht nicht von einem Vorgang in einen anderen.")
    if debit.kind == credit.kind and debit.budget_year == credit.budget_year:
        return _("Ein Übertrag braucht zwei verschiedene Haushaltsjahre.")
    if debit.budget_year != credit.budget_year and not _may_change_year(debit, reason):
        return _("Nur ein Übertrag wechselt das Haushaltsjahr.")
    return None


def _may_change_year(debit, reason):
    return reason in MAKES_A_YEAR or (reason == Reason.ALLOT) or (reason == Reason.LAPSE and debit.kind == Kind.ALLOTTED)


def people_problem(reason, by_id, second_id):
    """None, or why these people may not do it: a payment takes two."""
    if reason == Reason.PAY and (not by_id or not second_id or by_id == second_id):
        return _("Eine Auszahlung braucht zwei Personen: eine gibt sie frei, eine andere zahlt aus.")
    return None


def answer_problem(reason, answers):
    """None, or why a row may not stand alone: a payment answers its order, a correction the row that it takes back."""
    if (reason in ANSWERING) == (answers is not None):
        return None
    return _("Eine Auszahlung gehört zu ihrer Freigabe, eine Berichtigung zu ihrer Buchung.")


def correction_problem(rows, note):
    """None, or why these transfers may not be taken back (asked under lock)."""
    if not rows:
        return _("Es gibt nichts zu berichtigen.")
    if not note.strip():
        return _("Bitte schreiben Sie, warum die Buchung falsch war.")
    if any(row.reason == Reason.CORRECT for row in rows):
        return _("Eine Berichtigung wird nicht berichtigt. Bitte buchen Sie den Schritt neu.")
    if any(_is_open_answer(row) for row in rows):
        return _("Diese Freigabe ist schon ausgezahlt. Bitte berichtigen Sie zuerst die Auszahlung.")
    if any(_is_taken_back(row) for row in rows):
        return ngettext("Diese Buchung ist schon berichtigt.", "Diese Buchungen sind schon berichtigt.", len(rows))
    return None


def order_problem(rows):
    """None, or why this order may not be paid (asked under lock)."""
    if not rows or any(row.reason != Reason.ORDER for row in rows):
        return _("Diese Zahlung ist nicht freigegeben.")
    if any(_is_taken_back(row) for row in rows):
        return _("Diese Freigabe ist zurückgenommen. Bitte geben Sie die Zahlung neu frei.")
    if any(row.answered_by.filter(reason=Reason.PAY).exists() for row in rows):
        return _("Diese Zahlung ist schon gebucht.")
    return None


def _is_taken_back(row):
    return row.answered_by.filter(reason=Reason.CORRECT).exists()


def _is_open_answer(row):
    payment = row.answered_by.filter(reason=Reason.PAY).first()
    return bool(payment) and not _is_taken_back(payment)
