"""A carrier's own pages: bid, see that it is there, replace it, take it back. Only the carrier herself sees what she has sealed."""

from django.http import Http404
from django.shortcuts import redirect, render

from quartier.community.actors import actions as actors
from quartier.community.actors import queries as organisations
from quartier.funding.calls import bid_pages, case_pages, texts, turns, words
from quartier.funding.calls.actions import bids as actions
from quartier.funding.calls.forms import bids as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.rules import bids as rules
from quartier.ground.access import may, signed_in
from quartier.ground.acts import clock, drafts
from quartier.ground.acts.refusal import Refused


@signed_in
def mine(request, place):
    """Bids of the person's organisations, drafts, and calls that are open."""
    own = queries.own_bids(request.user)
    page = turns.page(own, "received_at", request.GET)
    done = set(own.exclude(state__in=queries.DEAD_BIDS).order_by().values_list("call_id", flat=True))
    context = {
        "rows": [(bid, *words.own_tag(bid)) for bid in page.rows],
        "page": page,
        "drafts": [
            (draft, address) for draft in drafts.open_of(request.user, bid_pages.DRAFT) if (address := bid_pages.draft_address(draft))
        ],
        "open_calls": [(call, words.days_left(call)) for call in queries.open_calls(place) if call.pk not in done],
        "organisations": list(organisations.organisations_of(request.user)),
    }
    return render(request, "calls/public/my_bids.html", context)


@signed_in
def new(request, place, call):
    """The bidding form: sketch and finance plan on one page, kept while it is written."""
    call = queries.call_to_bid(place, call)
    if call is None:
        raise Http404
    if drafts.is_save(request):
        return drafts.answer(request, bid_pages.DRAFT, place_id=call.place_id)
    if not organisations.organisation_ids(request.user) and request.method != "POST":
        return redirect("calls.found", call=call.pk)
    draft = _draft_of(request, call)
    form = _form(request, call, draft, organisations=organisations.organisations_of(request.user))
    if _is_sent(request) and form.is_valid() and (bid := _handed_in(call, form, draft, request.user)):
        return redirect("calls.my_bid", bid=bid.pk)
    return render(request, "calls/public/bid_form.html", _context(call, form, draft), status=_status(request, form))


def _draft_of(request, call):
    """The draft that the page names, if it is one for this call."""
    draft = drafts.of(request, bid_pages.DRAFT)
    return draft if draft is not None and draft.values.get("call") == [str(call.pk)] else None


def _form(request, call, draft, **facts):
    """Empty, from the draft that is opened, or from what was sent."""
    if drafts.is_opening(request):
        return forms.BidForm(None, call=call, **facts) if draft is None else _quiet(draft, call, facts)
    return forms.BidForm(request.POST if request.method == "POST" else None, call=call, **facts)


def _quiet(draft, call, facts):
    """A draft as it was typed, without errors: nobody has sent it yet."""
    typed = draft.as_post.copy()
    typed[forms.COUNT] = "1"
    return forms.BidForm(typed, call=call, **facts)


def _is_sent(request) -> bool:
    return request.method == "POST" and not drafts.is_opening(request)


def _handed_in(call, form, draft, by):
    said = form.cleaned_data
    try:
        bid = actions.hand_in_bid(call, organisation=said["organisation"], sketch=said["sketch"], lines=said["lines"], by=by)
    except Refused as refusal:
        refusal.onto(form)
        return None
    drafts.discard(draft)
    return bid


def _status(request, form) -> int:
    return 422 if _is_sent(request) and form.errors else 200


def _context(call, form, draft=None, **more) -> dict:
    return {
        "call": call,
        "form": form,
        "plan": form.plan(),
        "why_not": rules.call_is_open(call),
        "days_left": words.days_left(call),
        "own_share": words.own_share(call.rules),
        "legal": call.rules.call_notice,
        **drafts.context(draft),
        **more,
    }


@signed_in
def found(request, place, call):
    """Write down the organisation for which the person bids."""
    call = queries.call_to_bid(place, call)
    if call is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.FoundForm(data)
    if data is not None and form.is_valid():
        try:
            _found(call, form.cleaned_data, request.user)
            return redirect("calls.bid_new", call=call.pk)
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "calls/public/found.html", {"form": form, "call": call}, status=422 if form.errors else 200)


def _found(call, said, by):
    role = said.pop("role")
    organisation = actors.make_organisation(place=call.place, by=by, **said)
    actors.add_contact(organisation, person=by, role=role, from_on=clock.today(), by=by)


@may("calls.own_bid", bid=queries.own_bid)
def bid(request, place, bid):
    """One's own bid: that it is there, what can be done until when, and how it ended."""
    is_open = bid.state == "sealed" and rules.in_time(bid) is None
    content = actions.own_content(bid) if bid.sealed else {"sketch": bid.sketch, "lines": _lines(bid)}
    context = {
        "bid": bid,
        "call": bid.call,
        "tag": words.own_tag(bid),
        "is_open": is_open,
        "still_asked": rules.is_still_asked(bid) if bid.state == "asked" else None,
        "days_left": words.days_left(bid.call),
        "closed_since": words.closed_since(bid.call),
        "sketch": [(str(label), content["sketch"].get(name, "")) for name, label, *_ in texts.SKETCH if content["sketch"].get(name)],
        "plan": words.plan(bid.call, content["lines"]),
        "shows_note": bid.state == "excluded" and bid.call.state in ("chosen", "no_award"),
        "winner": queries.winner(bid.call) if bid.call.state == "chosen" else "",
        "next_address": case_pages.address_for(bid, request.user) if case_pages.is_owned(bid.KIND) and bid.state == "chosen" else "",
    }
    return render(request, "calls/public/my_bid.html", context)


def _lines(bid) -> list[dict]:
    return list(bid.lines.values("side", "kind", "label", "budget_year", "cents"))


@may("calls.own_bid", bid=queries.own_bid)
def replace(request, place, bid):
    """A newer version before the deadline; or once more what could not be opened."""
    act = REPLACING.get(bid.state)
    if act is None or (bid.state == "sealed" and bid.sealed is None):
        raise Http404
    call = bid.call
    facts = {"organisations": organisations.organisations_of(request.user), "is_new": False}
    if request.method == "POST":
        form = forms.BidForm(request.POST, call=call, **facts)
    else:
        form = forms.BidForm(None, call=call, initial=forms.initial(actions.own_content(bid), words.years_of(call)), **facts)
    if request.method == "POST" and form.is_valid():
        try:
            act(bid, sketch=form.cleaned_data["sketch"], lines=form.cleaned_data["lines"], by=request.user)
            return redirect("calls.my_bid", bid=bid.pk)
        except Refused as refusal:
            refusal.onto(form)
    why_not = rules.is_still_asked(bid) if bid.state == "asked" else rules.call_is_open(call)
    context = {**_context(call, form, bid=bid), "draft_address": "", "why_not": why_not}
    return render(request, "calls/public/bid_form.html", context, status=422 if form.errors else 200)


REPLACING = {"sealed": actions.replace_bid, "asked": actions.hand_in_again}  # what handing in once more means in which state


@may("calls.own_bid", bid=queries.own_bid)
def withdraw(request, place, bid):
    """Take the bid back before the deadline; asked once more."""
    if bid.state != "sealed":
        raise Http404
    if request.method == "POST":
        actions.withdraw_bid(bid, by=request.user)
        return redirect("calls.my_bids")
    return render(request, "calls/public/withdraw_bid.html", {"bid": bid, "call": bid.call, "why_not": rules.is_before_deadline(bid)})
