"""Letters to bidders: everybody gets the reasons, as PDF and by mail (domain §8 row 16)."""

from quartier.funding.calls import models
from quartier.funding.calls.queries import panel as queries
from quartier.ground.notify import actions as notify

TEMPLATES = {
    "chosen": "calls/letter/bid_chosen",
    "not_chosen": "calls/letter/bid_not_chosen",
    "excluded": "calls/letter/bid_excluded",
}


def send_choice(call, *, by) -> None:
    """Each bidder of a decided call gets the reasoned letter: chosen, not chosen, or excluded."""
    bids = list(call.bids.exclude(state__in=("withdrawn", "void")).select_related("organisation", "person", "thread").order_by("pk"))
    winner = next((bid.organisation.name for bid in bids if bid.state == "chosen"), "")
    ranks = {rank.bid.pk: rank for rank in queries.ranking(call)} if call.is_scored else {}
    for bid in bids:
        known = {"call": call, "reason": call.choice_reason, "own_note": _note(bid), "bids": len(bids), "winner": winner}
        _send(bid, TEMPLATES[bid.state], by=by, **known, **_points(ranks.get(bid.pk)))


def _note(bid) -> str:
    """The reason of an exclusion; what the check noted otherwise is internal."""
    return bid.note if bid.state == "excluded" else ""


def _points(rank) -> dict:
    if rank is None or not rank.points:
        return {}
    return {"points": rank.shown, "possible": rank.possible, "rank": rank.place}


def send_unchosen(call, reason, *, by) -> None:
    """The choice is repeated; all bidders are told."""
    for bid in call.bids.filter(state="formally_ok").select_related("organisation", "person", "thread").order_by("pk"):
        _send(bid, "calls/letter/bid_again", by=by, call=call, reason=reason, again=True)


def send_asked(bid, reason, *, by) -> None:
    """The bid could not be opened; its carrier is asked for it once more."""
    _send(bid, "calls/letter/bid_asked", by=by, call=bid.call, reason=reason, asked=True)


def tell_extended(call, reason) -> None:
    """Who has bid already hears that there is more time."""
    for bid in call.bids.filter(state="sealed").select_related("organisation", "person", "thread", "place").order_by("pk"):
        context = {"bid": bid, "call": call, "reason": reason}
        to = {"to_person": bid.person, "about": bid, "place": bid.place, "address": address_lines(bid.organisation, bid.person)}
        notify.mail(template="calls/mail/bid_extended", context=context, **to)


def send_withdrawn(call, reason, *, by) -> None:
    """The call is withdrawn; all bidders are told why."""
    for bid in call.bids.filter(state="sealed").select_related("organisation", "person", "thread").order_by("pk"):
        _send(bid, "calls/letter/call_withdrawn", by=by, call=call, reason=reason, void=True)


def _send(bid, template: str, *, by, **context):
    context = {"bid": bid, "organisation": bid.organisation, **context}
    info = [("Aktenzeichen", bid.thread.file_number)]
    to = {"to_person": bid.person, "context": context, "about": bid, "place": bid.place}
    notify.letter(address=address_lines(bid.organisation, bid.person), template=template, by=by, info=info, **to)
    if bid.person.email:  # without an address the letter says it all
        notify.mail(template="calls/mail/bid_letter", **to)


def lines_of(ids) -> dict[int, list[str]]:
    """Where letters about these bids go today: {id: lines}."""
    rows = models.Bid.objects.filter(pk__in=ids).select_related("organisation", "person")
    return {bid.pk: address_lines(bid.organisation, bid.person) for bid in rows}


def address_lines(organisation, person) -> list[str]:
    """The lines in the window of the envelope."""
    lines = [organisation.name, person.name, organisation.street, f"{organisation.postcode} {organisation.town}".strip()]
    return [line for line in lines if line]
