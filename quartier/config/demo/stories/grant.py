"""From the jury's yes to the closed case: letter, account, money, receipts, check."""

import datetime

from quartier.config.demo.world import tomorrow
from quartier.funding.grants.actions import awards, changes, payments, proofs, receipts
from quartier.ground.acts import clock

IBANS = ("DE02120300000000202051", "DE02500105170137075030", "DE02100500000054540402", "DE02300209000106531065", "DE02200505501015871393")
FINISHED = ("second", "closed", "recovery", "recovered", "proof", "returned")


def micro(world, wish, application):
    """The award of a micro-grant; the team signs, two of it pay."""
    if wish.until == "approved":
        return
    award = awards.prepare(application=application, by=world["lea"])
    if wish.until == "drafted":
        return
    yield tomorrow(clock.now(), 0, 15)
    award = awards.grant(award, by=world["lea"])
    yield tomorrow(clock.now(), 4, 18)
    if wish.until == "granted":
        return
    if wish.until == "declined":
        awards.decline(
            award,
            wish.reason,
            by=_grantee(world, award),
        )
        return
    award = _accept(world, award)
    yield from _pay_first(world, wish, award)
    if wish.until in FINISHED:
        yield from _account(world, wish, award)


def _grantee(world, award):
    return award.person


def _accept(world, award):
    iban = IBANS[award.pk % len(IBANS)]
    if award.person.is_demo:
        return awards.accept(award, account_holder=award.person.name, iban=iban, by=award.person)
    return awards.accept(award, account_holder=award.person.name, iban=iban, by=world["rana"], accepted_with="unterschrieben im Büro")


def _pay_first(world, wish, award):
    """The first part: released by one, paid by another; some cases end here."""
    yield tomorrow(clock.now(), 1, 11)
    if wish.until == "accepted":
        return
    if wish.until == "cancelled":
        awards.cancel(award, wish.reason, by=world["lea"])
        return
    for drawdown in award.drawdowns.filter(state="requested"):
        payments.release_drawdown(drawdown, by=world["lea"])
    if wish.until == "released":
        return
    yield tomorrow(clock.now(), 2, 10)
    pay(world, award, by=world["cem"])
    if wish.until == "change":
        yield tomorrow(clock.now(), 3, 16)
        changes.request_change(award, "Der Saal ist an dem Tag belegt. Wir möchten zwei Wochen später anfangen.", by=award.person)


def pay(world, award, *, by) -> None:
    """What is released leaves the bank today."""
    for drawdown in award.drawdowns.filter(state="released"):
        payments.pay_drawdown(drawdown, bank_on=clock.today(), by=by)


def _account(world, wish, award):
    """Receipts, report, check; the second payment or the money back."""
    yield max(tomorrow(clock.now(), 1), clock.in_berlin(award.ends_on + datetime.timedelta(days=6), datetime.time(19)))
    _write_receipts(wish, award)
    yield tomorrow(clock.now(), 2, 17)
    proofs.submit_proof(
        award,
        by=award.person,
        is_true=True,
        what=wish.report,
        summary=wish.report,
        participants=wish.people,
        helpers=9,
        helper_hours=40,
        income_cents=wish.income,
        deviations="",
    )
    if wish.until == "proof":
        return
    yield tomorrow(clock.now(), 5, 11)
    eligible = {receipt.pk: (row[3], "") for receipt, row in zip(award.receipts.order_by("number"), wish.spent, strict=True)}
    receipts.judge_receipts(award, eligible, by=world["lea"])
    award.refresh_from_db()
    if wish.until == "returned":
        proofs.return_proof(award, "Bitte schicken Sie den Beleg über die Miete noch einmal, er ist nicht lesbar.", by=world["lea"])
        return
    award = proofs.settle(award, income_cents=wish.income, by=world["lea"])
    if wish.inventory:
        receipts.add_inventory(award, what=wish.inventory, where="Leihschrank im Büro", by=world["cem"])
    yield from _after(world, wish, award)


def _write_receipts(wish, award) -> None:
    for number, (payee, item, cents, _eligible) in enumerate(wish.spent):
        day = max(award.granted_on, award.starts_on - datetime.timedelta(days=4 - number % 4))
        receipts.add_receipt(award, receipt_on=day, paid_on=day, payee=payee, item=item, gross_cents=cents, by=award.person)


def _after(world, wish, award):
    yield tomorrow(clock.now(), 1, 10)
    if award.state == "recovery":
        if wish.until == "recovery":
            return
        yield tomorrow(clock.now(), 12, 10)
        award = proofs.book_return(award, cents=award.outstanding_cents, bank_on=clock.today(), by=world["cem"])
    for drawdown in award.drawdowns.filter(state="requested"):
        payments.release_drawdown(drawdown, by=world["lea"])
    if wish.until == "second":
        return
    yield tomorrow(clock.now(), 2, 10)
    pay(world, award, by=world["cem"])
    yield tomorrow(clock.now(), 3, 9)
    award.refresh_from_db()
    awards.close(award, by=world["lea"])
