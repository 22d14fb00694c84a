"""Verbs about changes while a project runs."""

from django.db import transaction

from quartier.funding.budgets import rules as money
from quartier.funding.grants import hooks, models
from quartier.funding.grants.actions import letters, payments
from quartier.funding.grants.steps.changes import CHANGE
from quartier.ground.acts import clock
from quartier.ground.quarters import actions as quarters


def notify_change(award, text: str, *, by) -> models.Change:
    """Something small is different now; nobody has to agree."""
    return _new("notify_change", award, by, text=text)


def request_change(award, text: str, *, by, new_ends_on=None) -> models.Change:
    """Ask for a change that has to be agreed to, such as a later end."""
    return _new("request_change", award, by, text=text, new_ends_on=new_ends_on)


def _new(verb, award, by, **content) -> models.Change:
    with transaction.atomic():
        award = payments.locked(award)
        change = models.Change(award=award, place=award.place, thread=award.thread, made_at=clock.now(), made_by=by, **content)
        with CHANGE.take(verb, change, by=by) as change:
            change.save()
    return change


def withdraw_change(change, *, by) -> models.Change:
    """Not needed any more."""
    with CHANGE.take("withdraw_change", change, by=by) as change:
        pass
    return change


def agree_to_change(change, *, by, answer: str = "") -> models.Change:
    """The change is fine; a new end moves the day of the proof with it."""
    with transaction.atomic():
        change.award = award = payments.locked(change.award)
        with CHANGE.take("agree_to_change", change, by=by) as change:
            change.answer = answer.strip()
            if change.new_ends_on:
                _move_end(award, change.new_ends_on)
                hooks.tell("changed", award, by)
            letters.tell(award, "change_agreed", change=change)
    quarters.touch(award.place_id)
    return change


def _move_end(award, ends_on):
    length = award.proof_due_on - award.ends_on
    award.ends_on = ends_on
    award.proof_due_on = money.proof_due_on(award.rules, ends_on) or ends_on + length
    award.save(update_fields=["ends_on", "proof_due_on"])


def refuse_change(change, reason, *, by) -> models.Change:
    """The change does not go; the grantee is told why."""
    with CHANGE.take("refuse_change", change, by=by, reason=reason, of=change.award.person) as change:
        change.answer = reason
        letters.tell(change.award, "change_refused", change=change, reason=reason)
    return change
