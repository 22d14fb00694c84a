"""Verbs about awards: from the draft of the letter to the closed case."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.crypto import salted_hmac

from quartier.community.participation import actions as participation
from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import rules as money
from quartier.funding.calls.actions import applications
from quartier.funding.calls.models import Application
from quartier.funding.calls.rules import bids as bid_rules
from quartier.funding.grants import hooks, models
from quartier.funding.grants.actions import letters, payments
from quartier.funding.grants.models.awards import FREE_AGAIN
from quartier.funding.grants.steps.awards import AWARD
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import insist
from quartier.ground.ledger.models import Kind
from quartier.ground.quarters import actions as quarters

# --- the draft -------------------------------------------------------------------------------------------------------


def proposal(*, application=None, bid=None) -> dict:
    """What a new award would say, taken from the decided application or the chosen bid: the fields of `models.Award`."""
    made = _from_application(application) if application is not None else _from_bid(bid)
    return {**made, "proof_due_on": money.proposed_proof_day(made["rules"], made["ends_on"])}


def _from_application(application) -> dict:
    items = [
        {"side": "costs", "kind": item.kind, "label": item.what, "year": application.budget_year, "cents": item.cents}
        for item in application.items.all()
        if item.is_eligible is not False
    ]
    return {
        "application": application, "place": application.place, "thread": application.thread, "fund": application.fund,
        "rules": application.rules, "person": application.person, "organisation": application.organisation,
        "title": application.title, "cents": application.approved_cents or application.requested_cents,
        "cents_by_year": {str(application.budget_year): application.approved_cents or application.requested_cents},
        "programme_year": None, "plan": items, "conditions": application.conditions, "starts_on": application.starts_on,
        "ends_on": application.ends_on,
    }  # fmt: skip


def _from_bid(bid) -> dict:
    call = bid.call
    lines = list(bid.lines.all())
    rows = [{"side": line.side, "kind": line.kind, "label": line.label, "year": line.budget_year, "cents": line.cents} for line in lines]
    years = bid_rules.grant_by_year([{**row, "budget_year": row["year"]} for row in rows])
    return {
        "bid": bid, "place": bid.place, "thread": bid.thread, "fund": call.brief.fund, "rules": call.rules, "person": bid.person,
        "organisation": bid.organisation, "title": call.brief.title, "cents": bid.grant_cents,
        "cents_by_year": {str(year): cents for year, cents in years.items()}, "programme_year": call.brief.programme_year,
        "plan": rows, "conditions": "", "starts_on": call.starts_on, "ends_on": call.ends_on,
        "external_reference": call.external_reference,
    }  # fmt: skip


def prepare(*, application=None, bid=None, by, **changes) -> models.Award:
    """Draft the award of an approved application or a chosen bid. `changes`: fields of the proposal that shall say something else.

    Raises Refused when nothing was decided, the amount is more than was decided, or there is an award already.
    """
    award = models.Award(**{**proposal(application=application, bid=bid), **changes})
    with AWARD.take("prepare", award, by=by, data={"amount_cents": award.cents}) as award:
        award.save()
    return award


def change_award(award, *, by, **changes) -> models.Award:
    """Change the draft."""
    with transaction.atomic(), AWARD.take("change_award", award, by=by) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        insist(AWARD.all["change_award"].broken_rule(fresh, by=by))
    return fresh


def discard(award, reason, *, by) -> models.Award:
    """The draft was a mistake."""
    with AWARD.take("discard", award, by=by, reason=reason) as award:
        pass
    return award


# --- the promise -----------------------------------------------------------------------------------------------------


def grant(award, *, by) -> models.Award:
    """Sign: bind the money by budget year and source, give back what was reserved beyond it, send letter and mail.

    Raises Refused when the money is short; then nothing of it has happened.
    """
    data = {"amount_cents": award.cents, "cents_by_year": award.cents_by_year}
    with AWARD.take("grant", award, by=by, data=data) as award:
        award.granted_on = clock.today()
        budgets.commit(award.fund, award.place, award.years, thread=award.thread, about=award, by=by, programme_year=award.programme_year)
        budgets.release(award.fund, award.place, thread=award.thread, about=award, by=by)
        letters.send(award, "award", by=by)
        participation.record_outcome(award.thread_id, "microgrant" if award.is_micro else "project", by)
        hooks.tell("granted", award, by)
    quarters.touch(award.place_id)
    return award


def take_back_award(award, reason, *, by) -> models.Award:
    """The letter was wrong and not accepted yet: the money is reserved again, the grantee is told."""
    with AWARD.take("take_back_award", award, by=by, reason=reason, of=award.person) as award:
        _free_again(award, by)
        years = dict(award.years)
        budgets.reserve(award.fund, award.place, years, thread=award.thread, about=award, by=by, programme_year=award.programme_year)
        award.granted_on = None
        letters.tell(award, "taken_back", reason=reason)
        participation.record_outcome(award.thread_id, "microgrant" if award.is_micro else "chosen", by)
        hooks.tell("taken_back", award, by)
    quarters.touch(award.place_id)
    return award


def accept(award, *, account_holder: str, iban: str, by, accepted_with: str = "") -> models.Award:
    """The grantee agrees and names her account; by the fund's rules the first payment is noted at once, also for a year to come.

    `iban` without spaces and checked (see `ui.fields.IbanField`). The office notes in `accepted_with` how the person agreed.
    """
    facts = {"account_holder": account_holder, "iban": iban, "accepted_with": accepted_with}
    with transaction.atomic():
        with AWARD.take("accept", award, by=by, of=award.person, **facts) as award:
            award.accepted_at, award.accepted_with = clock.now(), accepted_with.strip()
            _write_bank(award, account_holder, iban)
            letters.tell(award, "accepted")
            hooks.tell("running", award, by)
        payments.plan_first(award, by=by)
    quarters.touch(award.place_id)
    return award


def change_bank(award, *, account_holder: str, iban: str, by, accepted_with: str = "") -> models.Award:
    """Another account from now on; the grantee gets a mail, so that nobody changes it behind her back."""
    facts = {"account_holder": account_holder, "iban": iban, "accepted_with": accepted_with}
    with AWARD.take("change_bank", award, by=by, of=award.person, **facts) as award:
        _write_bank(award, account_holder, iban)
        letters.tell(award, "bank_changed")
    return award


def _write_bank(award, account_holder, iban):
    award.account_holder, award.iban, award.iban_hash = account_holder.strip(), iban, bank_hash(iban)


def bank_hash(iban: str) -> str:
    """The keyed hash under which an account is recognised without being read."""
    return salted_hmac("grants.iban", iban, algorithm="sha256").hexdigest() if iban else ""


def decline(award, reason, *, by) -> models.Award:
    """The grantee does not want it: the money is free again."""
    with _source_locked(award), AWARD.take("decline", award, by=by, reason=reason, of=award.person) as award:
        _fall(award, by)
    quarters.touch(award.place_id)
    return award


def cancel(award, reason, *, by) -> models.Award:
    """The award is lifted before any money was paid; asked-for payments fall with it."""
    with _source_locked(award), AWARD.take("cancel", award, by=by, reason=reason, of=award.person) as award:
        _fall(award, by)
        award.drawdowns.filter(state="requested").update(state="withdrawn")
        letters.send(award, "cancelled", by=by, reason=reason)
    quarters.touch(award.place_id)
    return award


@contextmanager
def _source_locked(award):
    """What falls takes its application along: the application's row is locked first, as everywhere."""
    with transaction.atomic():
        if award.application_id:
            Application.objects.select_for_update().get(pk=award.application_id)
        yield


def _fall(award, by):
    _free_again(award, by)
    if award.application_id:
        applications.lapse(award.application, by=by)
    participation.record_outcome(award.thread_id, "stopped", by)
    hooks.tell("cancelled", award, by)


def _free_again(award, by):
    budgets.release(award.fund, award.place, thread=award.thread, about=award, by=by, kind=Kind.COMMITTED)


def terminate(award, reason, *, ends_on, by) -> models.Award:
    """The project ends before its time; what was spent is accounted for by the new day."""
    data = {"ended_on": ends_on.isoformat()}
    with AWARD.take("terminate", award, by=by, reason=reason, of=award.person, ends_on=ends_on, data=data) as award:
        due, proposed = money.proof_due_on(award.rules, ends_on), money.proposed_proof_day(award.rules, clock.today())
        award.ends_on, award.ended_early_on = ends_on, clock.today()
        award.proof_due_on = due or min(award.proof_due_on, proposed)
        letters.tell(award, "terminated", reason=reason)
        hooks.tell("terminated", award, by)
    quarters.touch(award.place_id)
    return award


# --- the end ---------------------------------------------------------------------------------------------------------


def close(award, *, by) -> models.Award:
    """Nothing is open any more; from here the period of keeping runs."""
    first, last = award.starts_on.year, award.ends_on.year
    data = {"amount_cents": award.cents, "years": str(first) if first == last else f"{first}–{last}"}
    with AWARD.take("close", award, by=by, data=data) as award:
        budgets.release_all(award.fund, award.place, thread=award.thread, about=award, by=by)
        award.closed_on = clock.today()
        award.keep_until_on = money.keep_until(award.rules, award.closed_on)
        letters.tell(award, "closed")
        participation.record_outcome(award.thread_id, "closed", by)
        hooks.tell("closed", award, by)
    quarters.touch(award.place_id)
    return award


def reopen_award(award, reason, *, by) -> models.Award:
    """It was closed too early."""
    with AWARD.take("reopen_award", award, by=by, reason=reason) as award:
        award.closed_on = award.keep_until_on = None
        participation.record_outcome(award.thread_id, "microgrant" if award.is_micro else "project", by)
        hooks.tell("reopened", award, by)
    quarters.touch(award.place_id)
    return award


def renew_link(award, *, by) -> models.Award:
    """All links sent so far become void; the grantee gets a new one. Where there was an application, its link is the one renewed."""
    if award.application_id:
        applications.renew_link(award.application, by=by)
        return award
    with transaction.atomic():
        award = models.Award.objects.select_for_update().get(pk=award.pk)
        award.link_version += 1
        award.save(update_fields=["link_version"])
        letters.tell(award, "new_link")
        log.record("grants.renew_link", about=award, place_id=award.place_id, thread_id=award.thread_id, by=by)
    return award


# --- people ----------------------------------------------------------------------------------------------------------


def erase_grantee(person, *, by=None) -> int:
    """Blank account, reports and receipts' words of a person's closed awards; sums, days and years stay. Returns how many awards."""
    with transaction.atomic():
        ended = models.Award.objects.filter(person=person, organisation=None, state__in=("closed", *FREE_AGAIN))
        keys = list(ended.values_list("pk", flat=True))
        models.Receipt.objects.filter(award__in=keys).update(payee="", item="", note="", check_note="")
        models.Proof.objects.filter(award__in=keys).update(what="", deviations="", questions="")
        models.Change.objects.filter(award__in=keys).update(text="", answer="")
        for award in ended.select_for_update():
            award.account_holder = award.iban = None
            award.iban_hash = award.accepted_with = award.settle_note = ""
            award.save(update_fields=["account_holder", "iban", "iban_hash", "accepted_with", "settle_note"])
            log.record("grants.erase_grantee", about=award, place_id=award.place_id, thread_id=award.thread_id, by=by)
    return len(keys)
