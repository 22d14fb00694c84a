"""Calls at the desk: text, publication, questions, the opening by two people, the choice."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.funding.calls import hooks, turns, words
from quartier.funding.calls.actions import bids as bid_actions
from quartier.funding.calls.actions import calls as actions
from quartier.funding.calls.actions import questions
from quartier.funding.calls.forms import calls as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.queries import panel as panel_queries
from quartier.funding.calls.rules import calls as rules
from quartier.funding.calls.steps.calls import CALL
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages
from quartier.ground.workflow.steps import Offer

BY_DESK = frozenset(step.verb for step in CALL if step.source)
READABLE = ("opened", "selecting", "chosen", "no_award")  # the bids are open


@may("calls.read")
def calls(request, place):
    """Every call of the quarter, and briefs that wait for theirs."""
    page = turns.page(queries.desk_calls(place), "made_at", request.GET)
    context = {
        "rows": [(call, *words.tag(call)) for call in page.rows],
        "page": page,
        "waiting": queries.briefs_to_call(place),
        "can_write": access.may(request.user, "calls.write", place),
    }
    return render(request, "calls/desk/calls.html", context)


@may("calls.write")
def new(request, place):
    """Draft the call of a brief (`?eckpunkte=`), filled in from it."""
    raw = request.GET.get("eckpunkte", "")
    brief = queries.briefs_to_call(place).filter(pk=raw).first() if raw.isdecimal() else None
    if brief is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.CallForm(data, brief=brief)
    if data is not None and form.is_valid():
        try:
            call = actions.draft_call(brief, by=request.user, **form.cleaned_data)
            return redirect("calls.call_case", quarter=place.slug, call=call.pk)
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "calls/desk/call_new.html", {"form": form, "brief": brief}, status=422 if form.errors else 200)


@may("calls.read", call=queries.call)
def call(request, place, call):
    """One call as a case: next step, bids (only how many until they are opened), questions, panel."""
    said = _keep_said(call)
    bids, shared = _bids(call), pages.case_context(CALL, call, request.user)
    context = {
        **shared,
        "offers": [*(Offer.to(label, address) for address, label in hooks.ways_on(call, request.user)), *shared["offers"]],
        "call": call,
        "tag": words.tag(call),
        "facts": _facts(call),
        "bids": bids,
        "is_shut": call.opened_at is None,
        "number": len(bids) if call.opened_at else rules.bids_in(call).count(),
        "questions": list(call.questions.all()),
        "panel": said.seats if said else list(call.panel.select_related("person", "bias").order_by("pk")),
        "criteria": said.criteria if said else list(call.criteria.all()),
        "can_write": access.may(request.user, "calls.write", call),
        "takes_paper": call.state in ("published", "opening", "opened", "selecting"),
        "is_public": call.state not in queries.HIDDEN,
    }
    return render(request, "calls/desk/call.html", context)


def _keep_said(call):
    """While a panel scores its word is asked for by the rules and by the page: read once."""
    call.said = panel_queries.Selection(call) if call.state == "selecting" else None
    return call.said


def _facts(call) -> list:
    named = {"first_opener": call.first_opener, "second_opener": call.second_opener}
    return [(name, person.name) for name, person in named.items() if person]


def _bids(call) -> list:
    """Until the opening not even who has bid is shown."""
    if call.opened_at is None:
        return []
    return [(bid, *words.tag(bid)) for bid in queries.bids_of(call)]


@may("calls.read", call=queries.call)
def step(request, place, call, verb):
    """One step of a call, asked once more."""
    if verb not in BY_DESK:
        raise Http404
    _keep_said(call)
    return pages.take_view(CALL, request, call, verb, forms=forms.STEP_FORMS, actions=actions, back=_case(call))


def _case(call) -> str:
    return reverse("calls.call_case", kwargs={"quarter": call.place.slug, "call": call.pk})


@may("calls.write", call=queries.call)
def answer(request, place, call, question):
    """Answer a question for all, change the answer, or remove what is no question."""
    question = call.questions.filter(pk=question).first()
    if question is None:
        raise Http404
    if request.method == "POST" and "entfernen" in request.POST:
        questions.drop(question, by=request.user)
        return redirect(_case(call))
    data = request.POST if request.method == "POST" else None
    form = forms.AnswerForm(data, initial={"public_text": question.text, "answer": question.answer})
    if data is not None and form.is_valid():
        try:
            questions.answer(question, form.cleaned_data["answer"], public_text=form.cleaned_data["public_text"], by=request.user)
            return redirect(_case(call))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "call": call, "question": question, "back": _case(call)}
    return render(request, "calls/desk/answer.html", context, status=422 if form.errors else 200)


@may("calls.write", call=queries.call)
def enter_bid(request, place, call):
    """A bid came by post: written down, not opened. After the opening only a late one can still be written down."""
    data = request.POST if request.method == "POST" else None
    form = forms.EnterBidForm(data, call=call)
    if data is not None and form.is_valid():
        try:
            _enter(call, form.cleaned_data, request.user)
            return redirect(_case(call))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "call": call, "is_opened": call.state in READABLE, "back": _case(call)}
    return render(request, "calls/desk/enter_bid.html", context, status=422 if form.errors else 200)


def _enter(call, data, by):
    person = None
    if data["name"]:
        make = accounts.find_or_make if data["email"] else accounts.make_person
        person = make(name=data["name"], by=by, **({"email": data["email"]} if data["email"] else {}))
    act = bid_actions.enter_late_bid if call.state in ("opened", "selecting") else bid_actions.enter_bid
    return act(call, organisation=data["organisation"], received_at=data["received_at"], person=person, by=by)
