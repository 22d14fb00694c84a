"""When a proof of use can be handed in and accepted, and what follows from it in cents."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding.budgets import queries as budgets
from quartier.funding.budgets import rules as money
from quartier.funding.grants.rules import awards
from quartier.ground.acts import clock
from quartier.ground.ui import german

WITHOUT_RECEIPTS = ("lump_sum", "photo_report")
EDITABLE = ("running", "proof_returned")


def has_begun(award) -> str | None:
    """Nobody reports on what is still to come."""
    if clock.today() < award.starts_on:
        return _("Es geht erst am %(day)s los. Abrechnen können Sie danach.") % {"day": german.day(award.starts_on)}
    return None


def has_receipts(award) -> str | None:
    """Money is accounted for by receipts, unless the rules do without."""
    if award.rules.proof_kind in WITHOUT_RECEIPTS or counted(award):
        return None
    return _("Bitte zuerst mindestens einen Beleg eintragen.")


def counted(award) -> list:
    """The receipts that count, in their order; asks nothing where they came along (`queries.awards.whole`)."""
    return [row for row in award.receipts.all() if not row.is_dropped]


def is_told(award, *, what) -> str | None:
    """A proof tells what happened."""
    return None if len(what.strip()) >= 10 else _("Bitte in ein paar Sätzen schreiben, was geschehen ist.")


def is_declared_true(award, *, is_true) -> str | None:
    """The declaration of truth."""
    return None if is_true else _("Bitte bestätigen Sie, dass die Angaben stimmen.")


def is_editable(award) -> str | None:
    """Receipts can be entered until the proof is handed in, and again when it came back with questions."""
    if award.state in EDITABLE:
        return None
    if award.state == "granted":
        return _("Bitte nehmen Sie zuerst den Bescheid an.")
    return _("Die Abrechnung ist abgegeben. Belege ändern können Sie, wenn sie mit Fragen zurückkommt.")


def receipt_fits(award, *, receipt_on, paid_on, gross_cents) -> tuple[str, str] | None:
    """(field, sentence) of what is wrong with the days or the sum of a receipt; None if all is well."""
    if gross_cents <= 0:
        return "gross_cents", _("Bitte den Betrag eintragen, zum Beispiel 12,90.")
    if paid_on > clock.today():
        return "paid_on", _("Dieser Tag liegt in der Zukunft. Bitte den Tag eintragen, an dem Sie bezahlt haben.")
    if receipt_on > clock.today():
        return "receipt_on", _("Dieser Tag liegt in der Zukunft. Bitte das Datum vom Beleg abschreiben.")
    if award.granted_on and receipt_on < award.granted_on:
        return "receipt_on", _("Der Beleg ist vom %(day)s. Bezahlt wird nur, was nach der Bewilligung am %(granted)s gekauft wurde.") % {
            "day": german.day(receipt_on),
            "granted": german.day(award.granted_on),
        }
    return None


def eligible_fits(receipt, cents) -> str | None:
    """Never more than the receipt says."""
    if cents is not None and cents > receipt.gross_cents:
        return _("Beleg %(number)s: Anerkannt werden können höchstens %(most)s.") % {
            "number": receipt.number,
            "most": german.euro(receipt.gross_cents),
        }
    return None


def every_receipt_is_judged(award) -> str | None:
    """Each receipt has its eligible sum, nought included."""
    missing = sum(row.eligible_cents is None for row in counted(award))
    if not missing:
        return None
    if missing == 1:
        return _("Bei einem Beleg ist noch offen, wie viel anerkannt wird.")
    return _("Bei %(n)s Belegen ist noch offen, wie viel anerkannt wird.") % {"n": missing}


def no_payment_is_open(award) -> str | None:
    """What was asked for is paid or refused before the sums are made."""
    if any(row.state in ("requested", "released") and not row.is_final for row in award.drawdowns.all()):
        return _("Eine Zahlung ist noch offen. Bitte zuerst zahlen oder ablehnen.")
    return None


def settlement_can_be_undone(award) -> str | None:
    """Before money has moved because of it."""
    if any(row.is_final and row.state in ("released", "paid") for row in award.drawdowns.all()):
        return _("Die zweite Zahlung ist schon freigegeben oder gezahlt.")
    if award.returned_cents:
        return _("Es ist schon Geld zurückgekommen.")
    return None


def return_fits(award, *, cents, bank_on) -> str | None:
    """Not more comes back than was claimed, and on a day that has been."""
    if cents > award.outstanding_cents:
        return _("Offen sind nur noch %(open)s.") % {"open": german.euro(award.outstanding_cents)}
    if cents <= 0:
        return _("Bitte einen Betrag eintragen, zum Beispiel 40.")
    if bank_on > clock.today():
        return _("Der Tag der Bank liegt in der Zukunft. Bitte den Tag vom Kontoauszug eintragen.")
    return None


def has_returns(award) -> str | None:
    """Something has come back."""
    return None if award.returns else _("Es ist noch keine Rückzahlung eingetragen.")


def return_is_there(award, *, booking) -> str | None:
    """The repayment that is meant is still entered."""
    is_there = any(row["bookings"][0] == booking for row in award.returns)
    return None if is_there else _("Diese Rückzahlung ist schon zurückgenommen.")


def is_right_office(proof, *, by) -> str | None:
    """The rules say who checks."""
    return awards.is_right_office(proof.award, by=by)


def is_not_own(proof, *, by) -> str | None:
    """Nobody checks her own report."""
    return awards.is_not_own(proof.award, by=by)


# --- interim reports -------------------------------------------------------------------------------------------------


def interim_years(award) -> list[int]:
    """The budget years on which a yearly report is owed: all but the last, where the fund asks for a full proof of use."""
    if award.is_micro or award.rules.proof_kind != "statement":
        return []
    return list(range(award.starts_on.year, award.ends_on.year))


def interim_due_on(award, year: int) -> datetime.date | None:
    """The last day of the report on a year by the fund's rules; None where they name no period."""
    return money.proof_due_on(award.rules, datetime.date(year, 12, 31))


def missing_interims(award) -> list[int]:
    """Years that are over and have no report yet, or one that came back with questions."""
    if not (over := [year for year in interim_years(award) if year < clock.today().year]):
        return []
    there = {one.budget_year for one in award.proofs.all() if one.is_interim and one.state not in ("draft", "returned")}
    return [year for year in over if year not in there]


def overdue_interims(award) -> list[int]:
    """Missing reports whose last day has passed."""
    return [y for y in missing_interims(award) if (due := interim_due_on(award, y)) is not None and due < clock.today()]


def is_about_something(proof) -> str | None:
    """A report belongs to a running award; a yearly one to a year on which one is owed."""
    if not proof.is_interim:
        return is_editable(proof.award)
    if proof.budget_year in interim_years(proof.award):
        return None
    return _("Für %(year)s ist kein Zwischenbericht nötig.") % {"year": proof.budget_year}


def report_says_something(proof) -> str | None:
    """A report tells what happened."""
    return None if len(proof.what.strip()) >= 10 else _("Bitte in ein paar Sätzen schreiben, was geschehen ist.")


def report_is_true(proof) -> str | None:
    """The declaration of truth."""
    return None if proof.is_true else _("Bitte bestätigen Sie, dass die Angaben stimmen.")


def year_is_over(proof) -> str | None:
    """A yearly report is about a year of the project that is over."""
    if proof.budget_year >= clock.today().year:
        return _("%(year)s ist noch nicht vorbei. Berichten können Sie ab Januar.") % {"year": proof.budget_year}
    return None


def year_is_judged(proof) -> str | None:
    """Each receipt of the year has its eligible sum."""
    missing = sum(row.budget_year == proof.budget_year and row.eligible_cents is None for row in counted(proof.award))
    if not missing:
        return None
    sentence = ngettext(
        "Bei einem Beleg von %(year)s ist noch offen, wie viel anerkannt wird.",
        "Bei %(n)s Belegen von %(year)s ist noch offen, wie viel anerkannt wird.",
        missing,
    )
    return sentence % {"n": missing, "year": proof.budget_year}


def proven_of_year(proof) -> int:
    """What a yearly report proves of the money paid in its year, in cents; the rest stays open until the final proof."""
    award, year = proof.award, proof.budget_year
    found = sum(row.eligible_cents or 0 for row in counted(award) if row.budget_year == year)
    covered = payable(award, found, proof.income_cents + proof.own_cents)
    return min(covered, budgets.thread_money(award.thread_id).by_year("unproven").get(year, 0))


# --- sums ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Settlement:
    """What follows from a proof, in cents. `more` is still paid, `back` is claimed, `rest` goes back to the pot; each by budget year."""

    award: int
    eligible: int
    flat_rate: int
    income: int
    own: int
    payable: int
    paid: int
    more: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)
    rest: dict[int, int] = field(default_factory=dict)
    proven: dict[int, int] = field(default_factory=dict)

    more_cents = property(lambda self: sum(self.more.values()))
    back_cents = property(lambda self: sum(self.back.values()))
    rest_cents = property(lambda self: sum(self.rest.values()))


def settlement(award, *, income_cents: int, own_cents: int = 0, held=None) -> Settlement:
    """The sums of the proof as it is judged now. Receipts that nobody has judged count as nought.

    payable = min(award, max(0, c + flat rate on c − income − own money)): the grant fills a gap, so money of others comes first.
    """
    eligible = sum(row.eligible_cents or 0 for row in counted(award))
    due = payable(award, eligible, income_cents + own_cents)
    held = budgets.thread_money(award.thread_id) if held is None else held
    waiting, unproven, paid = held.by_year("orderable"), held.by_year("unproven"), held.paid
    more = take(waiting, max(0, due - paid))
    back = take(dict(reversed(held.by_year("paid").items())), max(0, paid - due))
    return Settlement(
        award.cents, eligible, flat_rate(award, eligible), income_cents, own_cents, due, paid,
        more=more, back=back, rest=_less(waiting, more), proven=_less(unproven, back),
    )  # fmt: skip


def payable(award, costs_cents: int, income_cents: int) -> int:
    """What the grantee is owed for proven costs by the rules of the case, in cents; without the flat rate if none was asked for."""
    if award.is_micro and not award.application.wants_flat_rate:
        return min(award.cents, max(0, costs_cents - income_cents))
    return money.payable(award.rules, award.cents, costs_cents, income_cents)


def flat_rate(award, costs_cents: int) -> int:
    """The flat rate on proven costs, in cents; nought if none was asked for."""
    return 0 if award.is_micro and not award.application.wants_flat_rate else money.flat_rate(award.rules, costs_cents)


def take(by_year: dict[int, int], cents: int) -> dict[int, int]:
    """`cents` out of amounts by year, in the order given; without empty years."""
    taken = {}
    for year, there in by_year.items():
        part = min(there, cents)
        cents -= part
        taken |= {year: part} if part else {}
    return taken


def _less(by_year, taken) -> dict[int, int]:
    return {year: left for year, cents in by_year.items() if (left := cents - taken.get(year, 0)) > 0}
