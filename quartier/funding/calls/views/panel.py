"""The selection panel: the desk settles who scores by what; members score, also on the phone."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.funding.calls import turns, words
from quartier.funding.calls.actions import panel as actions
from quartier.funding.calls.forms import panel as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.queries import panel as panel_queries
from quartier.funding.calls.rules import calls as call_rules
from quartier.funding.calls.rules import panel as rules
from quartier.ground.access import may, signed_in
from quartier.ground.access import queries as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts.refusal import Refused


def _case(call, name="calls.call_case") -> str:
    return reverse(name, kwargs={"quarter": call.place.slug, "call": call.pk})


# --- at the desk


@may("calls.write", call=queries.call)
def settle(request, place, call):
    """Who sits in the panel, and who keeps out."""
    data = request.POST if request.method == "POST" else None
    form = forms.MemberForm(data)
    if data is not None and form.is_valid():
        try:
            said = form.cleaned_data
            person = accounts.find_or_make(email=said["email"], name=said["name"], by=request.user)
            actions.add_member(call, person=person, speaks_for=said["speaks_for"], by=request.user)
            return redirect(_case(call, "calls.panel"))
        except Refused as refusal:
            refusal.onto(form)
    context = {
        "form": form,
        "call": call,
        "members": list(call.panel.select_related("person", "bias").order_by("pk")),
        "sees_reason": access.may(request.user, "calls.bias_reason", call),
        "why_not": rules.selection_goes_on(call),
        "back": _case(call),
    }
    return render(request, "calls/desk/panel.html", context, status=422 if form.errors else 200)


@may("calls.write", call=queries.call)
def member(request, place, call, member):
    """Take somebody out, or note that somebody keeps out; asked once more."""
    member = call.panel.select_related("person", "call", "bias").filter(pk=member).first()
    if member is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.BiasForm(data)
    if data is not None and form.is_valid():
        try:
            _change(member, request, form.cleaned_data["reason"])
            return redirect(_case(call, "calls.panel"))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "call": call, "member": member, "is_biased": hasattr(member, "bias"), "back": _case(call, "calls.panel")}
    return render(request, "calls/desk/panel_member.html", context, status=422 if form.errors else 200)


def _change(member, request, reason):
    if "entfernen" in request.POST:
        actions.remove_member(member, by=request.user)
    elif "aufheben" in request.POST:
        actions.lift_bias(member, by=request.user)
    else:
        actions.declare_bias(member, reason, by=request.user)


@may("calls.write", call=queries.call)
def criteria(request, place, call):
    """By what is scored."""
    data = request.POST if request.method == "POST" else None
    form = forms.CriteriaForm(data, initial={"rows": _rows(call)})
    if data is not None and form.is_valid():
        try:
            actions.set_criteria(call, form.cleaned_data["rows"], by=request.user)
            return redirect(_case(call))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "call": call, "why_not": rules.criteria_can_change(call), "back": _case(call)}
    return render(request, "calls/desk/criteria.html", context, status=422 if form.errors else 200)


def _rows(call) -> list[dict]:
    words_ = ("label", "max_points", "weight", "is_knock_out")
    known = [{word: getattr(one, word) for word in words_} for one in call.criteria.all()]
    return known or [{"label": str(label), "max_points": 5, "weight": 1} for label in actions.DEFAULT_CRITERIA]


@may("calls.read_bids", call=queries.call)
def ranking(request, place, call):
    """How the panel has scored: averages of those who count, who is missing, who keeps out."""
    if not access.may(request.user, "calls.read", call) or call_rules.has_no_part(call, by=request.user):
        raise Http404  # members read it on their own page once all have scored; who acts for a bidder never does
    said = panel_queries.Selection(call)
    given, wanted = said.scores_given()
    context = {
        "call": call,
        "tag": words.tag(call),
        "ranks": said.ranking(),
        "by_criterion": said.by_criterion(),
        "criteria": said.criteria,
        "progress": said.progress(),
        "given": given,
        "wanted": wanted,
        "sees_reason": access.may(request.user, "calls.bias_reason", call),
        "back": _case(call),
    }
    return render(request, "calls/desk/ranking.html", context)


# --- members


@signed_in
def mine(request, place):
    """The panels in which the person sits."""
    page = turns.page(queries.own_panel(request.user), "call__deadline_at", request.GET)
    rows = [(seat, *words.tag(seat.call)) for seat in page.rows]
    return render(request, "calls/public/selections.html", {"rows": rows, "page": page})


@may("calls.score", call=queries.panel_call)
def selection(request, place, call):
    """One call from a member's seat: which bids, what is scored already."""
    seat = panel_queries.member(call, request.user)
    said, bias = panel_queries.Selection(call), rules.keeps_out(seat.is_biased)
    given, wanted = said.scores_given()
    context = {
        "call": call,
        "seat": seat,
        "tag": words.tag(call),
        "bias": bias,
        "rows": said.rows_of(seat) if bias is None else [],
        "is_running": call.state == "selecting",
        "can_declare": rules.selection_goes_on(call) is None,
        "ranks": said.ranking() if wanted and given == wanted and bias is None else [],
    }
    return render(request, "calls/public/selection.html", context)


@may("calls.score", call=queries.panel_call)
def declare(request, place, call):
    """A member says that she has a part in it."""
    seat = panel_queries.member(call, request.user)
    data = request.POST if request.method == "POST" else None
    form = forms.BiasForm(data)
    if data is not None and form.is_valid():
        try:
            actions.declare_bias(seat, form.cleaned_data["reason"], by=request.user)
            return redirect("calls.selection", call=call.pk)
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "calls/public/declare_bias.html", {"form": form, "call": call}, status=422 if form.errors else 200)


@may("calls.score", call=queries.panel_call, bid=queries.panel_bid)
def score(request, place, call, bid):
    """Read one bid and give it points; a biased member sees neither."""
    seat = panel_queries.member(call, request.user)
    if bid.call_id != call.pk or rules.keeps_out(seat.is_biased):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.ScoreForm(data, criteria=call.criteria.all(), given=bid.scores.filter(member=seat))
    if data is not None and form.is_valid():
        try:
            actions.score(seat, bid, form.points, form.comments, by=request.user)
            return redirect("calls.selection", call=call.pk)
        except Refused as refusal:
            refusal.onto(form)
    context = {
        "call": call,
        "bid": bid,
        "form": form,
        "sketch": words.sketch(bid),
        "plan": words.plan_of(bid),
        "can_score": call.state == "selecting" and call.is_scored,
    }
    return render(request, "calls/public/score.html", context, status=422 if form.errors else 200)
