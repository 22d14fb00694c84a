"""Verbs about receipts and about things that were bought and stay."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quartier.funding.grants import models
from quartier.funding.grants.actions.payments import locked
from quartier.funding.grants.rules import awards as award_rules
from quartier.funding.grants.rules import proofs as rules
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.files import actions as files


def add_receipt(award, *, receipt_on, paid_on, payee: str, item: str, gross_cents: int, by, kind: str = "", note: str = "",
                budget_year: int | None = None, upload=None) -> models.Receipt:  # fmt: skip
    """Write one receipt down; `upload` is its photo or PDF. The budget year is that of the payment, within the award's years."""
    with transaction.atomic():
        award = locked(award)
        _check(award, receipt_on, paid_on, gross_cents)
        receipt = models.Receipt.objects.create(
            award=award, number=_next_number(award), receipt_on=receipt_on, paid_on=paid_on, payee=payee.strip(), item=item.strip(),
            kind=kind, note=note.strip(), gross_cents=gross_cents, entered_at=clock.now(),
            budget_year=budget_year or _year(award, paid_on),
        )  # fmt: skip
        _store(receipt, upload, by)
        _record("grants.add_receipt", award, by, receipt)
    return receipt


def change_receipt(receipt, *, by, upload=None, **changes) -> models.Receipt:
    """Correct a receipt before handing in; a new photo is added to the old one. A judgement made before is asked again."""
    with transaction.atomic():
        award = locked(receipt.award)
        receipt = models.Receipt.objects.select_for_update().get(pk=receipt.pk)
        for name, value in changes.items():
            setattr(receipt, name, value)
        _check(award, receipt.receipt_on, receipt.paid_on, receipt.gross_cents)
        if "paid_on" in changes and "budget_year" not in changes:
            receipt.budget_year = _year(award, receipt.paid_on)
        receipt.eligible_cents, receipt.check_note = None, ""
        receipt.save()
        _store(receipt, upload, by)
        _record("grants.change_receipt", award, by, receipt)
    return receipt


def drop_receipt(receipt, *, by) -> models.Receipt:
    """Take a receipt out before handing in; its number stays used."""
    with transaction.atomic():
        award = locked(receipt.award)
        insist(rules.is_editable(award))
        receipt.is_dropped, receipt.eligible_cents = True, None
        receipt.save(update_fields=["is_dropped", "eligible_cents"])
        _record("grants.drop_receipt", award, by, receipt)
    return receipt


def judge_receipts(award, judged: dict[int, tuple[int | None, str]], *, by) -> None:
    """The check: receipt id → (eligible cents or None for open, note of the check). Raises Refused naming the receipt that does not fit."""
    with transaction.atomic():
        award = locked(award)
        insist(award_rules.is_right_office(award, by=by))
        insist(award_rules.is_not_own(award, by=by))
        if award.state != "proof_submitted" and not award.proofs.filter(is_interim=True, state="submitted").exists():
            raise Refused(_("Geprüft wird, was abgegeben ist. Im Moment liegt nichts zur Prüfung vor."))
        for receipt in award.receipts.filter(pk__in=judged, is_dropped=False):
            cents, note = judged[receipt.pk]
            insist(rules.eligible_fits(receipt, cents), f"eligible_{receipt.pk}")
            receipt.eligible_cents, receipt.check_note = cents, note.strip()
            receipt.save(update_fields=["eligible_cents", "check_note"])
        data = {"receipts": {str(pk): cents for pk, (cents, _note) in judged.items()}}
        log.record("grants.judge_receipts", about=award, place_id=award.place_id, thread_id=award.thread_id, by=by, data=data)


def add_inventory(award, *, what: str, by, where: str = "", cents: int | None = None, bought_on=None) -> models.InventoryItem:
    """Something bought that stays in the quarter."""
    with transaction.atomic():
        row = models.InventoryItem.objects.create(
            place=award.place, award=award, what=what.strip(), where=where.strip(), cents=cents, bought_on=bought_on
        )
        data = {"what": row.what, "cents": cents}
        log.record("grants.add_inventory", about=award, place_id=award.place_id, thread_id=award.thread_id, by=by, data=data)
    return row


def _check(award, receipt_on, paid_on, gross_cents):
    insist(rules.is_editable(award))
    if wrong := rules.receipt_fits(award, receipt_on=receipt_on, paid_on=paid_on, gross_cents=gross_cents):
        field, sentence = wrong
        raise Refused(sentence, field)


def _next_number(award) -> int:
    return (award.receipts.aggregate(last=Max("number"))["last"] or 0) + 1


def _year(award, paid_on) -> int:
    return min(max(paid_on.year, min(award.years)), max(award.years))


def _store(receipt, upload, by):
    if upload is not None:
        files.store(upload, about=receipt, purpose="receipt", place=receipt.award.place, by=by)


def _record(act, award, by, receipt):
    data = {"number": receipt.number, "cents": receipt.gross_cents}
    log.record(act, about=award, place_id=award.place_id, thread_id=award.thread_id, by=by, data=data)
