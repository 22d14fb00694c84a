"""From the jury's yes to the closed case: letter, account, money, receipts, check."""

import datetime

from quartier.config.demo.world import in_office, tomorrow
from quartier.funding.grants.actions import awards, changes, payments, proofs, receipts
from quartier.ground.acts import clock

IBANS = ("DE02120300000000202051", "DE02500105170137075030", "DE02100500000054540402", "DE02300209000106531065", "DE02200505501015871393")
FINISHED = ("second", "closed", "recovery", "recovered", "proof", "returned")
LATELY = {  # what waits at the end waits for a few working days, not longer: step → how many
    "accepted": {"accept": 2},
    "released": {"accept": 4, "release": 2},
    "change": {"ask": 2},
    "second": {"settle": 4, "last": 2},
    "returned": {"settle": 4},
}


def micro(world, wish, application):
    """The award of a micro-grant; the team signs, two of it pay."""
    lead = world.lead(application.place)
    if wish.until == "approved":
        return
    award = awards.prepare(application=application, by=lead)
    if wish.is_redrafted:
        awards.discard(award, "Im Entwurf stand das falsche Haus.", by=lead)
        award = awards.prepare(application=application, by=lead)
    if wish.until == "drafted":
        return
    yield in_office(clock.now(), 0, 15)
    award = awards.grant(award, by=lead)
    yield _lately(world, wish, "accept", tomorrow(clock.now(), 4, 18))
    if wish.until == "granted":
        return
    if wish.until == "declined":
        awards.decline(award, wish.reason, by=award.person)
        return
    award = _accept(world, award)
    yield from _pay_first(world, wish, award)
    if wish.until in FINISHED:
        yield from _account(world, wish, award)


def _lately(world, wish, step, moment) -> datetime.datetime:
    """The moment, or a later one where the case still waits at the end."""
    number = LATELY.get(wish.until, {}).get(step)
    return moment if number is None else max(moment, world.last_workday(number, 16))


def _accept(world, award):
    iban = IBANS[award.thread.number % len(IBANS)]
    if award.person.is_demo:
        return awards.accept(award, account_holder=award.person.name, iban=iban, by=award.person)
    by = world.scribe(award.place)
    return awards.accept(award, account_holder=award.person.name, iban=iban, by=by, accepted_with="unterschrieben im Büro")


def _pay_first(world, wish, award):
    """The first part: released by one, paid by another; some cases end here."""
    lead = world.lead(award.place)
    yield _lately(world, wish, "release", in_office(clock.now(), 1, 11))
    if wish.until == "accepted":
        return
    if wish.until == "cancelled":
        awards.cancel(award, wish.reason, by=lead)
        return
    for drawdown in award.drawdowns.filter(state="requested"):
        payments.release_drawdown(drawdown, by=lead)
    if wish.until == "released":
        return
    yield in_office(clock.now(), 2, 10)
    pay(award, by=world.second(award.place))
    for said in wish.changes:
        yield from _change(world, award, **said)
    if wish.until == "change":
        yield _lately(world, wish, "ask", tomorrow(clock.now(), 3, 16))
        changes.request_change(award, "Der Saal ist an dem Tag belegt. Wir möchten zwei Wochen später anfangen.", by=award.person)
    if wish.writes:
        yield world.moment(-2, 20)
        proofs.keep_report(award, by=award.person, what=wish.writes)


def _change(world, award, *, fate, text, answer=""):
    """Something is to be different: told, or asked for and answered."""
    yield tomorrow(clock.now(), 3, 16)
    if fate == "noted":
        changes.notify_change(award, text, by=award.person)
        return
    asked = changes.request_change(award, text, by=award.person)
    yield in_office(clock.now(), 2, 12)
    if fate == "withdrawn":
        changes.withdraw_change(asked, by=award.person)
    elif fate == "refused":
        changes.refuse_change(asked, answer, by=world.lead(award.place))
    else:
        changes.agree_to_change(asked, answer=answer, by=world.lead(award.place))


def pay(award, *, by) -> None:
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
    yield _lately(world, wish, "settle", in_office(clock.now(), 5, 11))
    award.refresh_from_db()
    if wish.asks:
        proofs.return_proof(award, wish.asks, by=world.lead(award.place))
        return
    yield from _settle(world, wish, award)


def _settle(world, wish, award):
    lead = world.lead(award.place)
    eligible = {receipt.pk: (row[3], "") for receipt, row in zip(award.receipts.order_by("number"), wish.spent, strict=True)}
    receipts.judge_receipts(award, eligible, by=lead)
    award = proofs.settle(award, income_cents=wish.income, by=lead)
    if wish.inventory:
        receipts.add_inventory(award, what=wish.inventory, where="Leihschrank im Büro", by=world.second(award.place))
    yield from _after(world, wish, award)


def _write_receipts(wish, award) -> None:
    for number, (payee, item, cents, _eligible) in enumerate(wish.spent):
        day = max(award.granted_on, award.starts_on - datetime.timedelta(days=4 - number % 4))
        receipts.add_receipt(award, receipt_on=day, paid_on=day, payee=payee, item=item, gross_cents=cents, by=award.person)


def _after(world, wish, award):
    lead, second = world.lead(award.place), world.second(award.place)
    yield _lately(world, wish, "last", in_office(clock.now(), 1, 10))
    if award.state == "recovery":
        if wish.until == "recovery":
            return
        yield in_office(clock.now(), 12, 10)
        award = proofs.book_return(award, cents=award.outstanding_cents, bank_on=clock.today(), by=second)
    for drawdown in award.drawdowns.filter(state="requested"):
        payments.release_drawdown(drawdown, by=lead)
    if wish.until == "second":
        return
    yield in_office(clock.now(), 2, 10)
    pay(award, by=second)
    yield in_office(clock.now(), 3, 9)
    award.refresh_from_db()
    awards.close(award, by=lead)
