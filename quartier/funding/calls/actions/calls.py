"""Verbs about calls: from the draft to the choice."""

from django.utils.translation import gettext as _

from quartier.community.participation import actions as participation
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models, sealing
from quartier.funding.calls.actions import bids as bid_actions
from quartier.funding.calls.actions import letters, panel
from quartier.funding.calls.rules import calls as rules
from quartier.funding.calls.steps.bids import BID
from quartier.funding.calls.steps.calls import CALL
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.quarters import actions as quarters
from quartier.ground.ui import german


def draft_call(brief, *, by, rules=None, **content) -> models.Call:
    """Draft the call of a brief whose money is confirmed. `content`: the fields of `models.Call`.

    `rules`: the fund's version that holds for the call, by default the one in force. Raises Refused without one.
    """
    rules = rules or money.rules(brief.fund, brief.place)
    if rules is None:
        raise Refused(_("Für diesen Fonds gelten hier keine Regeln. Bitte zuerst die Förderregeln anlegen."))
    call = models.Call(place=brief.place, thread=brief.thread, brief=brief, rules=rules, made_at=clock.now(), **content)
    with CALL.take("draft_call", call, by=by) as call:
        call.save()
    return call


def change_call(call, *, by, **content) -> models.Call:
    """Change a draft."""
    with CALL.take("change_call", call, by=by) as fresh:
        for name, value in content.items():
            setattr(fresh, name, value)
        insist(rules.within_brief(fresh))
    return fresh


def approve_call(call, *, by) -> models.Call:
    """Senate or district agree to the text."""
    with CALL.take("approve_call", call, by=by) as call:
        pass
    return call


def unapprove_call(call, reason, *, by) -> models.Call:
    """Back to the draft, to change the text."""
    with CALL.take("unapprove_call", call, by=by, reason=reason) as call:
        pass
    return call


def publish_call(call, *, by) -> models.Call:
    """Open the call to the public; its key is laid down first, so that no bid can come unsealed."""
    sealing.make_key(call.pk)
    with CALL.take("publish_call", call, by=by, data=_deadline(call.deadline_at, amount_cents=call.max_cents)) as call:
        call.opens_at = call.opens_at or clock.now()
        participation.record_outcome(call.thread_id, "call", by)
    quarters.touch(call.place_id)
    return call


def extend_call(call, reason, *, deadline_at, by) -> models.Call:
    """Give all bidders more time."""
    data = _deadline(deadline_at)
    with CALL.take("extend_call", call, by=by, reason=reason, deadline_at=deadline_at, data=data) as call:
        call.deadline_at = deadline_at
        letters.tell_extended(call, reason)
    quarters.touch(call.place_id)
    return call


def _deadline(moment, **more) -> dict:
    return {"deadline_on": german.local(moment).date().isoformat(), **more}


def sign_opening(call, *, by) -> models.Call:
    """The first of two people who open."""
    with CALL.take("sign_opening", call, by=by) as call:
        call.first_opener = by
    return call


def unsign_opening(call, reason, *, by) -> models.Call:
    """The first signature was a mistake."""
    with CALL.take("unsign_opening", call, by=by, reason=reason) as call:
        call.first_opener = None
    return call


def open_bids(call, *, by) -> models.Call:
    """The second person: all bids are unsealed in one transaction; one that cannot be read holds up no other."""
    data = {}
    with CALL.take("open_bids", call, by=by, data=data) as call:
        call.second_opener, call.opened_at = by, clock.now()
        sealed = list(call.bids.filter(state="sealed").order_by("pk"))
        opened = [bid_actions.unseal_bid(bid, by=by) for bid in sealed]
        data |= {"bids": len(sealed), "damaged": sum(bid.state == "damaged" for bid in opened)}
        panel.exclude_carriers(call)
    return call


def start_selection(call, *, by) -> models.Call:
    """Hand the checked bids to the panel; who acts for a bidder is out of it."""
    with CALL.take("start_selection", call, by=by) as call:
        panel.exclude_carriers(call)
        panel.tell_members(call)
    return call


def choose(call, *, bid, choice_reason: str, by) -> models.Call:
    """The choice: winner public, a reasoned letter to each bidder."""
    data = {"bid": bid.pk, "organisation": bid.organisation.name}
    with CALL.take("choose", call, by=by, bid=bid, choice_reason=choice_reason, data=data) as call:
        call.choice_reason = choice_reason
        with BID.take("choose_bid", bid, by=by):
            pass
        _pass_over(call, by)
        letters.send_choice(call, by=by)
        participation.record_outcome(call.thread_id, "chosen", by)
    quarters.touch(call.place_id)
    return call


def _pass_over(call, by):
    for other in call.bids.filter(state__in=BID.all["pass_over_bid"].source).order_by("pk"):
        with BID.take("pass_over_bid", other, by=by) as other:
            other.state = "excluded" if other.state == "excluded" else "not_chosen"


def unchoose(call, reason, *, by) -> models.Call:
    """The choice was wrong and nothing follows from it yet; the bidders are told."""
    with CALL.take("unchoose", call, by=by, reason=reason) as call:
        call.choice_reason = ""
        for bid in call.bids.filter(state__in=("chosen", "not_chosen")).order_by("pk"):
            with BID.take("put_back_bid", bid, by=by):
                pass
        letters.send_unchosen(call, reason, by=by)
        participation.record_outcome(call.thread_id, "call", by)
    quarters.touch(call.place_id)
    return call


def choose_nobody(call, reason, *, by) -> models.Call:
    """No bid fits; all bidders get the reason."""
    with CALL.take("choose_nobody", call, by=by, reason=reason) as call:
        call.choice_reason = reason
        _pass_over(call, by)
        letters.send_choice(call, by=by)
        participation.record_outcome(call.thread_id, "call_failed", by)
    quarters.touch(call.place_id)
    return call


def fail_call(call, *, by) -> models.Call:
    """Nobody bid."""
    with CALL.take("fail_call", call, by=by) as call:
        participation.record_outcome(call.thread_id, "call_failed", by)
    quarters.touch(call.place_id)
    return call


def withdraw_call(call, reason, *, by) -> models.Call:
    """The call is taken back; who has bid is told."""
    with CALL.take("withdraw_call", call, by=by, reason=reason) as call:
        letters.send_withdrawn(call, reason, by=by)
        for bid in call.bids.filter(state="sealed").order_by("pk"):
            bid_actions.void_bid(bid, by=by)
        participation.record_outcome(call.thread_id, "call_failed", by)
    quarters.touch(call.place_id)
    return call
