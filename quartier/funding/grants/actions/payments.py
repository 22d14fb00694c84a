"""Verbs about payments. One person releases, another pays; the ledger knows both."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import rules as money
from quartier.funding.grants import models
from quartier.funding.grants.actions import letters
from quartier.funding.grants.rules import proofs as proof_rules
from quartier.funding.grants.steps.drawdowns import DRAWDOWN
from quartier.ground.acts import clock


def locked(award) -> models.Award:
    """The award's row, locked: payments and settlement of one award wait for each other."""
    return models.Award.objects.select_for_update().get(pk=award.pk)


def take_back(booking: int, *, by, note: str) -> None:
    """A step of ours takes its booking back; the step itself writes the log."""
    budgets.cancel_payment(booking, by=by, note=note)


def request_drawdown(award, *, budget_year: int, cents: int, by, purpose: str = "", spent_cents: int | None = None,
                     is_final: bool = False) -> models.Drawdown:  # fmt: skip
    """Ask for money out of one budget year. Raises Refused when it is more than is left, or a report is missing."""
    with transaction.atomic():
        award = locked(award)
        said = {"budget_year": budget_year, "cents": cents, "purpose": purpose.strip(), "spent_cents": spent_cents, "is_final": is_final}
        drawdown = _new(award, by, **said)
        data = {"amount_cents": cents, "budget_year": budget_year}
        with DRAWDOWN.take("request_drawdown", drawdown, by=by, data=data) as drawdown:
            drawdown.save()
    return drawdown


def plan_first(award, *, by) -> list[models.Drawdown]:
    """What the fund's rules pay before the start: all, a part, or nothing, out of the earliest budget years of the award.

    Noted at once, also for a year that has not begun; it is released from the first day of that year on.
    """
    with transaction.atomic():
        award = locked(award)
        first = money.first_payment(award.rules, award.cents)
        purpose = _("Erste Zahlung") if first < award.cents else _("Zahlung vor dem Beginn")
        return [_plan(award, year, cents, purpose, by) for year, cents in proof_rules.take(award.years, first).items()]


def _plan(award, year, cents, purpose, by) -> models.Drawdown:
    drawdown = _new(award, by, budget_year=year, cents=cents, purpose=purpose)
    with DRAWDOWN.take("plan_drawdown", drawdown, by=by, data={"amount_cents": cents, "budget_year": year}) as drawdown:
        drawdown.save()
    return drawdown


def _new(award, by, **content) -> models.Drawdown:
    return models.Drawdown(
        award=award, place=award.place, thread=award.thread, part=_next_part(award), requested_at=clock.now(), requested_by=by, **content
    )


def _next_part(award) -> int:
    return (award.drawdowns.aggregate(last=Max("part"))["last"] or 0) + 1


def withdraw_drawdown(drawdown, *, by) -> models.Drawdown:
    """The money is not needed now."""
    with DRAWDOWN.take("withdraw_drawdown", drawdown, by=by) as drawdown:
        pass
    return drawdown


def release_drawdown(drawdown, *, by) -> models.Drawdown:
    """First person: the payment is right. Raises Refused when the money is not there."""
    with transaction.atomic():
        drawdown.award = locked(drawdown.award)
        with DRAWDOWN.take("release_drawdown", drawdown, by=by, data={"amount_cents": drawdown.cents}) as drawdown:
            award = drawdown.award
            drawdown.order_booking = budgets.order_payment(
                award.fund, award.place, {drawdown.budget_year: drawdown.cents}, thread=award.thread, about=drawdown, by=by,
                programme_year=award.programme_year,
            )  # fmt: skip
            drawdown.released_by, drawdown.released_at = by, clock.now()
    return drawdown


def refuse_drawdown(drawdown, reason, *, by) -> models.Drawdown:
    """The payment is not right; the grantee is told why."""
    with DRAWDOWN.take("refuse_drawdown", drawdown, by=by, reason=reason, of=drawdown.award.person) as drawdown:
        drawdown.answer = reason
        letters.tell(drawdown.award, "payment_refused", drawdown=drawdown, reason=reason)
    return drawdown


def unrelease_drawdown(drawdown, reason, *, by) -> models.Drawdown:
    """The release was a mistake."""
    with transaction.atomic():
        drawdown.award = locked(drawdown.award)
        with DRAWDOWN.take("unrelease_drawdown", drawdown, by=by, reason=reason) as drawdown:
            take_back(drawdown.order_booking, by=by, note=reason)
            drawdown.order_booking = drawdown.released_by = drawdown.released_at = None
    return drawdown


def pay_drawdown(drawdown, *, bank_on, by) -> models.Drawdown:
    """Second person: the money has left the bank on that day; from it the time for spending runs. Raises Refused for the first person."""
    with transaction.atomic():
        drawdown.award = locked(drawdown.award)
        data = {"amount_cents": drawdown.cents, "bank_on": bank_on.isoformat()}
        with DRAWDOWN.take("pay_drawdown", drawdown, by=by, bank_on=bank_on, data=data) as drawdown:
            award = drawdown.award
            drawdown.pay_booking = budgets.pay(drawdown.order_booking, paid_by=by, bank_on=bank_on, about=drawdown)
            drawdown.paid_by, drawdown.bank_on = by, bank_on
            if drawdown.is_final:
                drawdown.prove_booking = _prove(drawdown, by)
            else:
                drawdown.spend_until_on = _spend_until(award, bank_on)
            letters.tell(award, "paid", drawdown=drawdown)
    return drawdown


def _prove(drawdown, by) -> int:
    award = drawdown.award
    return budgets.prove(
        award.fund, award.place, {drawdown.budget_year: drawdown.cents}, thread=award.thread, about=drawdown, by=by,
        programme_year=award.programme_year,
    )  # fmt: skip


def _spend_until(award, bank_on):
    days = award.rules.prompt_use_days
    return bank_on + datetime.timedelta(days=days) if days else None


def bounce_drawdown(drawdown, reason, *, by) -> models.Drawdown:
    """The bank has sent the payment back: it is asked for again and can be released anew."""
    with transaction.atomic():
        drawdown.award = locked(drawdown.award)
        with DRAWDOWN.take("bounce_drawdown", drawdown, by=by, reason=reason) as drawdown:
            if drawdown.prove_booking:
                take_back(drawdown.prove_booking, by=by, note=reason)
            budgets.correct(drawdown.pay_booking, by=by, note=reason)
            drawdown.order_booking = drawdown.pay_booking = drawdown.prove_booking = None
            drawdown.released_by = drawdown.released_at = drawdown.paid_by = drawdown.bank_on = drawdown.spend_until_on = None
            letters.tell(drawdown.award, "payment_bounced", drawdown=drawdown)
    return drawdown
