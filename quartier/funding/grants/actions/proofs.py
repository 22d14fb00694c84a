"""Verbs about the proof of use: handing in, checking, what follows in money."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import queries
from quartier.funding.budgets import rules as money
from quartier.funding.grants import models
from quartier.funding.grants.actions import letters, payments
from quartier.funding.grants.rules import proofs as rules
from quartier.funding.grants.steps.awards import AWARD
from quartier.funding.grants.steps.proofs import PROOF
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import insist
from quartier.ground.files import actions as files
from quartier.ground.ledger.models import Kind
from quartier.ground.quarters import actions as quarters

# --- writing reports -------------------------------------------------------------------------------------------------


def report_of(award, *, by, budget_year: int | None = None) -> models.Proof:
    """The report of the award, the final one or that of a year; begun now if there is none."""
    with transaction.atomic():
        award = payments.locked(award)
        found = _found(award, budget_year)
        return found or _begin(award, by, budget_year)


def _found(award, budget_year):
    return models.Proof.objects.filter(award=award, is_interim=budget_year is not None, budget_year=budget_year).first()


def _begin(award, by, budget_year) -> models.Proof:
    now = clock.now()
    proof = models.Proof(
        award=award,
        place=award.place,
        thread=award.thread,
        is_interim=budget_year is not None,
        budget_year=budget_year,
        begun_at=now,
        saved_at=now,
    )
    with PROOF.take("begin_report", proof, by=by) as proof:
        proof.save()
    return proof


def keep_report(award, *, by, budget_year: int | None = None, **content) -> models.Proof:
    """Keep what was written so far; nothing is handed in."""
    with transaction.atomic():
        proof = report_of(award, by=by, budget_year=budget_year)
        insist(_writable(proof))
        _fill(proof, content)
    return proof


def _writable(proof) -> str | None:
    return None if proof.state in ("draft", "returned") else rules.is_editable(proof.award) or _("Der Bericht ist schon abgegeben.")


def _fill(proof, content):
    for name, value in content.items():
        setattr(proof, name, value)
    proof.saved_at = clock.now()
    proof.save()


def add_photo(award, *, upload, alt: str, rights_holder: str, consent: str, by, budget_year: int | None = None):
    """One photo for a report, kept at once. It stays private until the office shows it on the project's page."""
    with transaction.atomic():
        proof = report_of(award, by=by, budget_year=budget_year)
        insist(_writable(proof))
        return files.store(
            upload, about=proof, purpose="photo", place=award.place, by=by, alt=alt, rights_holder=rights_holder, consent=consent
        )


# --- the final proof -------------------------------------------------------------------------------------------------


def submit_proof(award, *, by, is_true: bool, what: str, **content) -> models.Proof:
    """Hand the report in, together with the receipts entered so far; again after questions.

    `content`: fields of `models.Proof`, money in cents.
    """
    with transaction.atomic():
        proof = report_of(award, by=by)
        with AWARD.take("submit_proof", award, by=by, is_true=is_true, what=what, of=award.person) as award:
            proof.state, proof.questions, proof.submitted_at = "submitted", "", clock.now()
            _fill(proof, {**content, "what": what, "is_true": is_true})
            letters.tell(award, "proof_received")
    return proof


def return_proof(award, reason, *, by) -> models.Award:
    """Back to the grantee with questions."""
    with AWARD.take("return_proof", award, by=by, reason=reason, of=award.person) as award:
        award.proofs.filter(is_interim=False).update(state="returned", questions=reason)
        letters.tell(award, "proof_returned", reason=reason)
    return award


def settle(award, *, income_cents: int, by, own_cents: int = 0, note: str = "", claim_due_on=None) -> models.Award:
    """Accept the proof: what is proven is booked, the rest of the award goes back to the pot, and by the sums either a second
    payment is asked for, or the excess is claimed back, or neither.

    `income_cents` and `own_cents` (own money and money of others) are what the check counts, not what was reported.
    """
    with transaction.atomic():
        with AWARD.take("settle", award, by=by, data=(data := {})) as award:
            sums = rules.settlement(award, income_cents=income_cents, own_cents=own_cents)
            award.settle_bookings = _book(award, sums, by)
            _write(award, sums, note, claim_due_on)
            award.proofs.filter(is_interim=False).update(state="accepted", accepted_on=clock.today())
            data |= {
                "eligible_cents": sums.eligible,
                "payable_cents": sums.payable,
                "paid_cents": sums.paid,
                "claim_cents": sums.back_cents,
            }
            letters.send(award, "claim" if sums.back else "settled", by=by, sums=sums)
        for year, cents in sums.more.items():
            payments.request_drawdown(award, budget_year=year, cents=cents, by=by, is_final=True)
    quarters.touch(award.place_id)
    return award


def _book(award, sums, by) -> list[int]:
    facts = {"thread": award.thread, "about": award, "by": by, "programme_year": award.programme_year}
    made = []
    if _unprove(award, sums.back, by):
        sums = rules.settlement(award, income_cents=sums.income, own_cents=sums.own)
    if sums.proven:
        made.append(budgets.prove(award.fund, award.place, sums.proven, **facts))
    if sums.rest:
        made.append(budgets.release(award.fund, award.place, sums.rest, kind=Kind.COMMITTED, **facts))
    return made


def _unprove(award, back, by) -> bool:
    """Money that has to come back cannot count as proven: yearly reports that said so are corrected, the newest first."""
    changed = False
    for proof in award.proofs.filter(is_interim=True, prove_booking__isnull=False).order_by("-budget_year"):
        unproven = queries.thread_money(award.thread_id).by_year("unproven")
        if any(cents > unproven.get(year, 0) for year, cents in back.items()):
            payments.take_back(proof.prove_booking, by=by, note=_("Die Abrechnung sagt es anders."))
            proof.prove_booking, changed = None, True
            proof.save(update_fields=["prove_booking"])
    return changed


def _write(award, sums, note, claim_due_on):
    award.eligible_cents, award.income_cents, award.own_cents = sums.eligible, sums.income, sums.own
    award.payable_cents, award.settled_on, award.settle_note = sums.payable, clock.today(), note.strip()
    award.claim_by_year = {str(year): cents for year, cents in sums.back.items()}
    award.claim_due_on = (claim_due_on or money.claim_due_on(award.rules, clock.today())) if sums.back else None
    award.returned_cents, award.returns = 0, []
    award.state = "recovery" if sums.back else "settled"


def unsettle(award, reason, *, by) -> models.Award:
    """The check was wrong and no money has moved because of it: its bookings are taken back."""
    with AWARD.take("unsettle", award, by=by, reason=reason) as award:
        for booking in reversed(award.settle_bookings):
            payments.take_back(booking, by=by, note=reason)
        award.drawdowns.filter(is_final=True, state="requested").update(state="withdrawn")
        award.settle_bookings, award.claim_by_year, award.claim_due_on = [], {}, None
        award.eligible_cents = award.income_cents = award.own_cents = award.payable_cents = award.settled_on = None
        award.proofs.filter(is_interim=False).update(state="submitted", accepted_on=None)
        letters.tell(award, "unsettled", reason=reason)
    quarters.touch(award.place_id)
    return award


def book_return(award, *, cents: int, bank_on, by) -> models.Award:
    """Claimed money has come back on the bank's day, whole or in part."""
    data = {"amount_cents": cents, "bank_on": bank_on.isoformat()}
    with AWARD.take("book_return", award, by=by, cents=cents, bank_on=bank_on, data=data) as award:
        by_year = rules.take(_open_claim(award), cents)
        bookings = budgets.recover(
            award.fund, award.place, by_year, thread=award.thread, about=award, by=by, bank_on=bank_on,
            to_pot=award.rules.returns_to_pot, programme_year=award.programme_year,
        )  # fmt: skip
        kept = {str(year): part for year, part in by_year.items()}
        award.returns.append({"cents": cents, "by_year": kept, "bank_on": bank_on.isoformat(), "bookings": bookings})
        award.returned_cents += cents
        award.state = "settled" if not award.outstanding_cents else "recovery"
        letters.tell(award, "returned", cents=cents)
    quarters.touch(award.place_id)
    return award


def take_back_return(award, reason, *, booking: int, by) -> models.Award:
    """A repayment was entered wrongly: its bookings are taken back and the claim is open again. `booking`: its first in the ledger.

    Raises Refused where there is none, or where the pot has spent the money since.
    """
    data = {}
    with AWARD.take("take_back_return", award, by=by, reason=reason, of=award.person, booking=booking, data=data) as award:
        row = next(row for row in award.returns if row["bookings"][0] == booking)
        award.returns.remove(row)
        data |= {"amount_cents": row["cents"], "bank_on": row["bank_on"]}
        for made in reversed(row["bookings"]):
            payments.take_back(made, by=by, note=reason)
        award.returned_cents -= row["cents"]
        letters.tell(award, "return_taken_back", cents=row["cents"], reason=reason)
    quarters.touch(award.place_id)
    return award


def _open_claim(award) -> dict[int, int]:
    """What is still claimed by budget year, the latest year first, in which order it comes back."""
    came = [row["by_year"] for row in award.returns]
    left = {int(year): cents - sum(row.get(year, 0) for row in came) for year, cents in award.claim_by_year.items()}
    return {year: cents for year, cents in sorted(left.items(), reverse=True) if cents}


# --- yearly reports --------------------------------------------------------------------------------------------------


def submit_interim(award, *, budget_year: int, by, is_true: bool, **content) -> models.Proof:
    """Hand in the report on one year of a running project; again after questions."""
    with transaction.atomic():
        proof = keep_report(award, by=by, budget_year=budget_year, is_true=is_true, **content)
        with PROOF.take("submit_interim", proof, by=by, data={"year": budget_year}) as proof:
            proof.questions, proof.submitted_at = "", clock.now()
            letters.tell(proof.award, "interim_received", year=budget_year)
    return proof


def return_interim(proof, reason, *, by) -> models.Proof:
    """Back to the carrier with questions."""
    with PROOF.take("return_interim", proof, by=by, reason=reason, of=proof.award.person, data={"year": proof.budget_year}) as proof:
        proof.questions = reason
        letters.tell(proof.award, "interim_returned", year=proof.budget_year, reason=reason)
    return proof


def accept_interim(proof, *, by) -> models.Proof:
    """The report is right: what it proves is booked, its summary becomes public."""
    with PROOF.take("accept_interim", proof, by=by, data=(data := {"year": proof.budget_year})) as proof:
        award, proven = proof.award, rules.proven_of_year(proof)
        if proven:
            proof.prove_booking = budgets.prove(
                award.fund, award.place, {proof.budget_year: proven}, thread=award.thread, about=proof, by=by,
                programme_year=award.programme_year,
            )  # fmt: skip
            data["proven_cents"] = proven
        proof.accepted_on = clock.today()
        letters.tell(proof.award, "interim_accepted", year=proof.budget_year)
    quarters.touch(proof.place_id)
    return proof


def reopen_interim(proof, reason, *, by) -> models.Proof:
    """It was accepted too early."""
    with PROOF.take("reopen_interim", proof, by=by, reason=reason, data={"year": proof.budget_year}) as proof:
        if proof.prove_booking:
            payments.take_back(proof.prove_booking, by=by, note=reason)
        proof.accepted_on = proof.prove_booking = None
    quarters.touch(proof.place_id)
    return proof
