"""Verbs about bids. The content is sealed before it touches the database; only the opening unseals it."""

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from quartier.community.actors import queries as actors
from quartier.funding.calls import models, sealing
from quartier.funding.calls.actions import letters
from quartier.funding.calls.rules import bids as rules
from quartier.funding.calls.rules import calls
from quartier.funding.calls.steps.bids import BID
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.notify import actions as notify


def hand_in_bid(call, *, organisation, sketch: dict, lines: list[dict], by) -> models.Bid:
    """A carrier bids online. Raises Refused when the call is closed, the plan does not hold or there is a bid already.

    `sketch`: heading → text; `lines`: see `rules.bids.plan_problems`.
    """
    insist(rules.call_is_open(call))
    _must_hold(call, lines)
    return _receive("hand_in_bid", call, organisation, {"sketch": sketch, "lines": lines}, by)


def enter_bid(call, *, organisation, received_at, by, person=None, sketch: dict | None = None, lines: list[dict] = ()) -> models.Bid:
    """The office enters a bid on paper with the moment of its receipt; the envelope stays shut until the opening.

    `person`: who signed it, by default who acts for the organisation. With `sketch` and `lines` the content is known already (a copy
    came along) and sealed like any other; otherwise it is typed in after the opening. A late bid can only be excluded.
    """
    if lines:
        _must_hold(call, lines)
    more = {
        "is_on_paper": True,
        "received_at": received_at,
        "is_late": received_at >= call.deadline_at,
        "person": _contact(organisation, person),
    }
    return _receive("enter_bid", call, organisation, {"sketch": sketch or {}, "lines": list(lines)}, by, **more)


def enter_late_bid(call, *, organisation, received_at, by, person=None) -> models.Bid:
    """A letter that came after the deadline and after the opening: written down and excluded, unread."""
    note = _("Die Bewerbung ist nach dem Schluss eingegangen.")
    with transaction.atomic():
        call = _locked(call, organisation)
        facts = {"received_at": received_at, "is_on_paper": True, "is_late": True, "note": note, "commitment": ""}
        bid = _bid(call, organisation, _contact(organisation, person), **facts)
        with BID.take("enter_late_bid", bid, by=by, data={"is_late": True}) as bid:
            bid.save()
            _confirm_receipt(bid)
    return bid


def _contact(organisation, person):
    """Who gets the mails and letters of a bid on paper."""
    person = person or actors.people_of(organisation).first()
    if person is None:
        raise Refused(_("Bitte eintragen, wer für %(who)s unterschrieben hat.") % {"who": organisation.name}, field="name")
    return person


def _receive(verb, call, organisation, content, by, **more) -> models.Bid:
    with transaction.atomic():
        call = _locked(call, organisation)
        bid = _bid(call, organisation, by, **more)
        insist(BID.all[verb].broken_rule(bid))  # a call that is not open has no key to seal with
        bid.sealed, bid.commitment = _seal(call.pk, content)
        with BID.take(verb, bid, by=by, data={"commitment": bid.commitment, "is_late": bid.is_late}) as bid:
            bid.save()
            _confirm_receipt(bid)
    return bid


def _seal(call_id, content) -> tuple[bytes, str]:
    try:
        return sealing.seal(call_id, content)
    except sealing.CannotOpen as trouble:
        raise Refused(
            _("Ihre Bewerbung kann gerade nicht verschlossen werden. Bitte rufen Sie uns an; Ihr Entwurf bleibt erhalten.")
        ) from trouble


def _locked(call, organisation) -> models.Call:
    """The call under lock, so that an opening waits for a receipt and the other way round; one bid per organisation."""
    call = models.Call.objects.select_for_update().get(pk=call.pk)
    if calls.bids_in(call).filter(organisation=organisation).exists():
        raise Refused(_("Von %(who)s gibt es schon eine Bewerbung. Sie können sie bis zum Schluss ersetzen.") % {"who": organisation.name})
    return call


def _bid(call, organisation, by, **facts) -> models.Bid:
    known = {"place": call.place, "thread": call.thread, "call": call, "organisation": organisation, "person": by}
    return models.Bid(**{**known, "received_at": clock.now(), **facts})


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
    secret, commitment = _seal(bid.call_id, {"sketch": sketch, "lines": lines})
    with BID.take("replace_bid", bid, by=by, data={"commitment": commitment}) as bid:
        bid.sealed, bid.commitment, bid.received_at, bid.person = secret, commitment, clock.now(), by
        bid.is_on_paper = False
        _confirm_receipt(bid)
    return bid


def withdraw_bid(bid, *, by) -> models.Bid:
    """Take the bid back before the deadline; its content is erased."""
    with BID.take("withdraw_bid", bid, by=by) as bid:
        bid.sealed = None
    return bid


def void_bid(bid, *, by) -> models.Bid:
    """The call was withdrawn: nobody will ever read the bid; its content is erased unopened."""
    with BID.take("void_bid", bid, by=by) as bid:
        bid.sealed = None
    return bid


def own_content(bid) -> dict:
    """The content of a sealed bid for its own carrier, to go on with it before the deadline: {sketch, lines}. Empty where it cannot be read."""
    try:
        return sealing.unseal(bid.call_id, bid.sealed, bid.commitment)
    except sealing.CannotOpen:
        return {"sketch": {}, "lines": []}


def unseal_bid(bid, *, by) -> models.Bid:
    """Open one bid, called by the opening of the call. One that cannot be read is recorded as such and kept as it is."""
    data = {"commitment": bid.commitment}
    with BID.take("unseal_bid", bid, by=by, data=data) as bid:
        bid.state = "opened"
        if trouble := _open(bid):
            bid.state, bid.trouble = "damaged", trouble
            data["trouble"] = trouble
    return bid


def try_again(bid, *, by) -> models.Bid:
    """Open a damaged bid once more, after its key or its content came back. Raises Refused with what is still wrong."""
    with BID.take("try_again", bid, by=by, data={"commitment": bid.commitment}) as bid:
        if trouble := _open(bid):
            raise Refused(rules.trouble_in_words(trouble))
    return bid


def _open(bid) -> str:
    """Take the content out of its seal and write it down; returns why that cannot be, or "". What cannot be read stays as it is."""
    try:
        content = sealing.unseal(bid.call_id, bid.sealed, bid.commitment)
        with transaction.atomic():
            _write(bid, content["sketch"], content["lines"])
    except sealing.CannotOpen as trouble:
        return trouble.why
    except (KeyError, TypeError, ValueError, DatabaseError):
        bid.sketch, bid.grant_cents = {}, None
        return "content"
    bid.sealed, bid.trouble = None, ""
    return ""


def ask_again(bid, reason, *, until, by) -> models.Bid:
    """Ask the carrier to hand the same bid in once more until a moment, online or on paper."""
    with BID.take("ask_again", bid, by=by, reason=reason, why=reason, until=until, data={"until": until.isoformat()}) as bid:
        bid.asked_until = until
        letters.send_asked(bid, reason, by=by)
    return bid


def hand_in_again(bid, *, sketch: dict, lines: list[dict], by) -> models.Bid:
    """The carrier hands it in once more: it is open at once, because the opening is over."""
    _must_hold(bid.call, lines)
    with BID.take("hand_in_again", bid, by=by) as bid:
        _replace_damaged(bid, sketch, lines)
    return bid


def type_in_again(bid, *, sketch: dict, lines: list[dict], by) -> models.Bid:
    """It came once more on paper: the office types it in as it says."""
    with BID.take("type_in_again", bid, by=by) as bid:
        _replace_damaged(bid, sketch, lines)
        bid.is_on_paper = True
    return bid


def _replace_damaged(bid, sketch, lines):
    _write(bid, sketch, lines)
    bid.sealed, bid.trouble, bid.is_again = None, "", True


def _write(bid, sketch: dict, lines: list[dict]) -> None:
    bid.lines.all().delete()
    models.FinanceLine.objects.bulk_create([models.FinanceLine(bid=bid, **line) for line in lines])
    bid.sketch, bid.grant_cents = dict(sketch), rules.total(lines, "cover", ("grant",)) if lines else None


def type_in_bid(bid, *, sketch: dict, lines: list[dict], by) -> models.Bid:
    """Type in what the paper says, as it says it: whether the plan holds is for the formal check."""
    with BID.take("type_in_bid", bid, by=by) as bid:
        _write(bid, sketch, lines)
    return bid


def find_complete(bid, *, by) -> models.Bid:
    """The team's check: all papers are there."""
    with BID.take("find_complete", bid, by=by) as bid:
        pass
    return bid


def give_opinion(bid, opinion, *, by) -> models.Bid:
    """What the specialist department says about the bid; the panel reads it."""
    with BID.take("give_opinion", bid, by=by, personal={"opinion": opinion}) as bid:
        bid.opinion = opinion
    return bid


def recheck_bid(bid, reason, *, by) -> models.Bid:
    """The check was wrong: check again."""
    with BID.take("recheck_bid", bid, by=by, reason=reason) as bid:
        bid.note = ""
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
    """The exclusion was wrong; what could not be read still cannot."""
    with BID.take("readmit_bid", bid, by=by, reason=reason) as bid:
        bid.note, bid.state = "", "damaged" if bid.trouble else "opened"
    return bid
