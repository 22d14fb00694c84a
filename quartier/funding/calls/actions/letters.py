"""Letters to bidders: everybody gets the reasons, as PDF and by mail (domain §8 row 16)."""

from quartier.ground.notify import actions as notify


def send_choice(call, *, by) -> None:
    """Each bidder of a decided call gets the reasoned letter: chosen, not chosen, or excluded."""
    for bid in call.bids.exclude(state="withdrawn").select_related("organisation", "person").order_by("pk"):
        _send(bid, f"calls/letter/bid_{bid.state}", by=by, call=call, reason=call.choice_reason, own_note=bid.note)


def send_unchosen(call, *, by) -> None:
    """The choice is repeated; all bidders are told."""
    for bid in call.bids.filter(state="formally_ok").select_related("organisation", "person").order_by("pk"):
        _send(bid, "calls/letter/bid_again", by=by, call=call)


def send_withdrawn(call, reason, *, by) -> None:
    """The call is withdrawn; all bidders are told why."""
    for bid in call.bids.filter(state="sealed").select_related("organisation", "person").order_by("pk"):
        _send(bid, "calls/letter/call_withdrawn", by=by, call=call, reason=reason)


def _send(bid, template: str, *, by, **context):
    context = {"bid": bid, "organisation": bid.organisation, **context}
    notify.letter(
        to_person=bid.person,
        address=address_lines(bid.organisation, bid.person),
        template=template,
        context=context,
        about=bid,
        place=bid.place,
        by=by,
    )
    notify.mail(to_person=bid.person, template="calls/mail/bid_letter", context=context, about=bid, place=bid.place)


def address_lines(organisation, person) -> list[str]:
    """The lines in the window of the envelope."""
    lines = [organisation.name, person.name, organisation.street, f"{organisation.postcode} {organisation.town}".strip()]
    return [line for line in lines if line]
