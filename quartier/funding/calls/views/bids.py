"""Bids at the desk: what stands in them once they are open, completeness, formal check, the department's opinion."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.funding.calls import words
from quartier.funding.calls.actions import bids as actions
from quartier.funding.calls.forms import bids as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.rules import bids as rules
from quartier.funding.calls.steps.bids import BID
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages

BY_DESK = (
    "type_in_bid", "type_in_again", "find_complete", "find_formally_ok", "ask_again", "try_again", "exclude_bid", "readmit_bid", "recheck_bid",
    "give_opinion",
)  # fmt: skip
TYPING = ("type_in_bid", "type_in_again")  # these have a page of their own


def _open_bid(place, raw):
    """Loader: a bid at the desk. Sealed ones are found too, and show nothing but that they are."""
    return queries.bid(place, raw)


@may("calls.read", bid=_open_bid)
def bid(request, place, bid):
    """One bid. Until the opening there is no such page: not even who bids is known."""
    if bid.call.opened_at is None:
        raise Http404
    shared, lines = pages.case_context(BID, bid, request.user), words.lines_of(bid)
    context = {
        **shared,
        "entries": pages.log_lines(bid),
        "bid": bid,
        "tag": words.tag(bid),
        "offers": [_addressed(offer, bid) for offer in _of_desk(shared["offers"], bid)],
        "sketch": words.sketch(bid),
        "plan": words.plan(bid.call, lines),
        "checks": _checks(bid, lines),
        "trouble": rules.trouble_in_words(bid.trouble),
        "can_read": access.may(request.user, "calls.read_bids", bid) and rules.checker_has_no_part(bid, by=request.user) is None,
        "call_address": reverse("calls.call_case", kwargs={"quarter": place.slug, "call": bid.call_id}),
    }
    return render(request, "calls/desk/bid.html", context)


def _of_desk(offers, bid) -> list:
    """What the desk does with a bid; typing in is for paper, and for what was asked for once more."""
    verbs = BY_DESK if bid.is_on_paper else BY_DESK[1:]
    return [offer for offer in offers if offer.verb in verbs]


def _addressed(offer, bid):
    """Typing in has a page of its own."""
    if offer.verb not in TYPING:
        return offer
    return type(offer)(offer.step, offer.why_not, reverse("calls.type_in", kwargs={"quarter": bid.place.slug, "bid": bid.pk}))


def _checks(bid, lines) -> list[tuple[str, str | None]]:
    """(what holds, sentence why not) of the formal check that a program can do."""
    if bid.state in ("sealed", "withdrawn", "void", "damaged", "asked") or not lines:
        return []
    return [("Pünktlich eingegangen", rules.was_in_time(bid)), *rules.plan_checks(bid.call, lines)]


@may("calls.read", bid=_open_bid)
def step(request, place, bid, verb):
    """One step of a bid, asked once more."""
    if verb not in BY_DESK or verb in TYPING:
        raise Http404
    return pages.take_view(BID, request, bid, verb, forms=forms.STEP_FORMS, actions=actions, back=_case(bid))


def _case(bid) -> str:
    return reverse("calls.bid", kwargs={"quarter": bid.place.slug, "bid": bid.pk})


@may("calls.write", bid=_open_bid)
def type_in(request, place, bid):
    """Type in what the paper says, as it says it."""
    offer = next((one for one in BID.offers(bid, request.user) if one.verb in TYPING), None)
    if offer is None:
        raise Http404
    known = {"sketch": bid.sketch, "lines": words.lines_of(bid)}
    data = request.POST if request.method == "POST" else None
    form = forms.PlanForm(data, call=bid.call, strict=False, initial=forms.initial(known, words.years_of(bid.call)))
    if data is not None and form.is_valid():
        try:
            act = actions.type_in_again if offer.verb == "type_in_again" else actions.type_in_bid
            act(bid, sketch=form.cleaned_data["sketch"], lines=form.cleaned_data["lines"], by=request.user)
            return redirect(_case(bid))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "bid": bid, "plan": form.plan(), "why_not": offer.why_not, "back": _case(bid)}
    return render(request, "calls/desk/type_in.html", context, status=422 if form.errors else 200)
