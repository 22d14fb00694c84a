"""Verbs about roles; the only writers of `Membership`."""

import datetime

from django.db import IntegrityError, transaction

from quartier.ground.access import letters, queries, rules
from quartier.ground.access.models import Membership
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock, log, refusal


@transaction.atomic
def give_role(
    person, role: str, place, *, by=None, from_on: datetime.date | None = None, until_on: datetime.date | None = None
) -> Membership:
    """Let a person hold a role at a place from a day (today) to another, both included; `by=None`: the installation. Raises `Refused`."""
    from_on = from_on or clock.today()
    _refuse_giving(person, role, place, from_on, until_on, by)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(person=person, role=role, place=place, from_on=from_on, until_on=until_on, given_by=by)
    except IntegrityError:  # somebody else was quicker
        raise refusal.Refused(rules.is_new(person, role, place, from_on, until_on), "role") from None
    _forget(person)
    span = {"role": role, "from_on": from_on.isoformat(), "until_on": until_on.isoformat() if until_on else None, "person": person.pk}
    log.record("access.give_role", about=membership, place_id=place.pk, by=by, data=span)
    return membership


def _refuse_giving(person, role, place, from_on, until_on, by) -> None:
    refusal.insist(rules.may_give(queries.gives(by, place), role, place), "role")
    refusal.insist(rules.is_somebody_else(by, person), "email")
    refusal.insist(rules.can_hold(person), "email")
    if wrong := rules.dates_fit(from_on, until_on):
        raise refusal.Refused(wrong[1], wrong[0])
    refusal.insist(rules.is_new(person, role, place, from_on, until_on), "role")


@transaction.atomic
def invite(*, name: str, email: str, role: str, place, by, address: str, from_on=None, until_on=None) -> Membership:
    """Give a role to whoever has this address, writing her down if need be, and tell her by mail. `address`: URL of the sign-in page."""
    person = accounts.find_or_make(email=email, name=name, by=by)
    membership = give_role(person, role, place, by=by, from_on=from_on, until_on=until_on)
    letters.send_invitation(membership, address)
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by=None, on: datetime.date | None = None, reason: str = "") -> Membership:
    """End a role: today means from this moment on, a later day is the last one. Raises `Refused`."""
    refusal.insist(rules.may_end(queries.gives(by, membership.place_id), by, membership))
    locked = _locked(membership)
    today = clock.today()
    on = on or today
    refusal.insist(rules.can_end(locked, on), "on")
    if on == today:
        locked.ended_on = today
    else:
        locked.until_on = on
    locked.save(update_fields=["ended_on", "until_on"])
    _forget(membership.person)
    data = {"role": locked.role, "on": on.isoformat(), "person": locked.person_id}
    told = {"reason": reason} if reason else None
    log.record("access.end_role", about=locked, place_id=locked.place_id, by=by, data=data, personal=told, of=locked.person_id)
    return locked


def _locked(membership: Membership) -> Membership:
    """The row, fresh, and with it all rows of its role, so that two people cannot end the last two at once."""
    same = Membership.objects.select_for_update().filter(role=membership.role).order_by("pk")
    return next(row for row in same if row.pk == membership.pk)


def _forget(person) -> None:
    """A person whose roles have just changed is asked anew."""
    if getattr(person, "access_memory", None):
        person.access_memory.clear()
