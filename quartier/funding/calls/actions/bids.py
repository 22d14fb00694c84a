"""Verbs about bids. The content is sealed before it touches the database; only the opening unseals it."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding.calls import models, sealing
from quartier.funding.calls.rules import bids as rules
from quartier.funding.calls.steps.bids import BID
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import actions as notify


def hand_in_bid(call, *, organisation, sketch: dict, lines: list[dict], by) -> models.Bid:
    """A carrier bids online. Raises Refused when the call is closed, the plan does not hold or there is a bid already.

    `sketch`: heading → text; `lines`: see `rules.bids.plan_problems`.
    """
    return _receive("hand_in_bid", call, organisation, sketch, lines, by)


def enter_bid(call, *, organisation, sketch: dict, lines: list[dict], received_at, by) -> models.Bid:
    """The office enters a bid on paper with its date of receipt; a late one is marked so and excluded by a step after the opening."""
    more = {"is_on_paper": True, "received_at": received_at, "is_late": received_at >= call.deadline_at}
    return _receive("enter_bid", call, organisation, sketch, lines, by, **more)


def _receive(verb, call, organisation, sketch, lines, by, **more) -> models.Bid:
    _must_hold(call, lines)
    with transaction.atomic():
        models.Call.objects.select_for_update().get(pk=call.pk)
        if call.bids.filter(organisation=organisation).exclude(state="withdrawn").exists():
            raise Refused(
                _("Von %(who)s gibt es schon eine Bewerbung. Sie können sie bis zum Schluss ersetzen.") % {"who": organisation.name}
            )
        bid = _sealed(call, organisation, sketch, lines, by, **more)
        with BID.take(verb, bid, by=by, data={"commitment": bid.commitment, "is_late": bid.is_late}) as bid:
            bid.save()
            _confirm_receipt(bid)
    return bid


def _sealed(call, organisation, sketch, lines, by, **more) -> models.Bid:
    content = {"sketch": sketch, "lines": lines}
    secret, commitment = sealing.seal(call.pk, content)
    fields = {
        "place": call.place,
        "thread": call.thread,
        "call": call,
        "organisation": organisation,
        "person": by,
        "received_at": clock.now(),
    }
    return models.Bid(sealed=secret, commitment=commitment, **{**fields, **more})


def _must_hold(call, lines):
    if problems := rules.plan_problems(call, lines):
        raise Refused(problems[0], field="lines")


def _confirm_receipt(bid):
    notify.mail(
        to_person=bid.person, template="calls/mail/bid_received", context={"bid": bid, "call": bid.call}, about=bid, place=bid.place
    )


def replace_bid(bid, *, sketch: dict, lines: list[dict], by) -> models.Bid:
    """A newer version before the deadline; the old content is gone, its commitment stays in the log."""
    _must_hold(bid.call, lines)
    secret, commitment = sealing.seal(bid.call_id, {"sketch": sketch, "lines": lines})
    with BID.take("replace_bid", bid, by=by, data={"commitment": commitment}) as bid:
        bid.sealed, bid.commitment, bid.received_at = secret, commitment, clock.now()
        _confirm_receipt(bid)
    return bid


def withdraw_bid(bid, *, by) -> models.Bid:
    """Take the bid back before the deadline; its content is erased."""
    with BID.take("withdraw_bid", bid, by=by) as bid:
        bid.sealed = None
    return bid


def own_content(bid) -> dict:
    """The content of a sealed bid for its own carrier, to go on with it before the deadline: {sketch, lines}."""
    return sealing.unseal(bid.call_id, bid.sealed)[0]


def unseal_bid(bid, *, by) -> models.Bid:
    """Open one bid, called by the opening of the call. Raises Refused when it is not what was handed in."""
    with BID.take("unseal_bid", bid, by=by, data={"commitment": bid.commitment}) as bid:
        content, commitment = sealing.unseal(bid.call_id, bid.sealed)
        if commitment != bid.commitment:
            raise Refused(_("Diese Bewerbung ist nicht mehr die abgegebene. Bitte die Verwaltung der Anlage rufen."))
        bid.sketch, bid.sealed = content["sketch"], None
        bid.grant_cents = rules.total(content["lines"], "cover", ("grant",))
        models.FinanceLine.objects.bulk_create([models.FinanceLine(bid=bid, **line) for line in content["lines"]])
    return bid


def find_complete(bid, *, by) -> models.Bid:
    """The team's check: all papers are there."""
    with BID.take("find_complete", bid, by=by) as bid:
        pass
    return bid


def find_formally_ok(bid, note="", *, by) -> models.Bid:
    """The district's formal check."""
    with BID.take("find_formally_ok", bid, by=by, personal={"note": note} if note else None) as bid:
        bid.note = note
    return bid


def exclude_bid(bid, reason, *, by) -> models.Bid:
    """Out of the selection, with the reason that stands in the letter."""
    with BID.take("exclude_bid", bid, by=by, reason=reason) as bid:
        bid.note = reason
    return bid


def readmit_bid(bid, reason, *, by) -> models.Bid:
    """The exclusion was wrong."""
    with BID.take("readmit_bid", bid, by=by, reason=reason) as bid:
        bid.note = ""
    return bid
