"""Leading an evening: who is there, which item runs, voting, what is decided. For the chair and for the team."""

from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.councils import actions, board, counting, forms, models, queries, steps
from quartier.community.councils.actions import votes
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages

VERBS = ("open_meeting", "close_meeting", "reopen_meeting")  # the others are for the team, at the desk


@may("councils.run", meeting=queries.meeting)
def run(request, place, meeting):
    """Everything one needs to lead the evening, on one page."""
    shown = board.Board(meeting, request.user)
    context = {
        "board": shown,
        "meeting": meeting,
        "body": meeting.body,
        "when": board.when(meeting),
        "offers": [offer for offer in steps.MEETING.offers(meeting, request.user) if offer.verb in VERBS],
        "step_base": board.address(meeting, "councils.run"),
        "circulated": _circulated(meeting),
        "ballots": _ballots(shown),
        "straw": _last_straw_poll(shown),
        "is_team": access.may(request.user, "councils.manage", meeting),
    }
    return render(request, "councils/desk/run.html", context)


def _circulated(meeting) -> list[dict]:
    """The open votes of a circulation, with how many have voted."""
    if not meeting.is_circulation:
        return []
    rows = models.Vote.objects.filter(item__meeting=meeting, state="open").select_related("item").order_by("item__order")
    return [{"vote": vote, "cast": vote.cast} for vote in rows.annotate(cast=Count("ballots"))]


def _ballots(shown) -> list[dict]:
    """Who may vote by phone and has, who has not: those first, they are asked next."""
    if not shown.vote or shown.vote.mode != "phones":
        return []
    labels = dict(models.Ballot.CHOICES)
    rows = [{"chip": chip, "choice": labels.get(shown.ballots.get(chip.seat.pk), "")} for chip in shown.chips if chip.voice.may_vote]
    return sorted(rows, key=lambda row: bool(row["choice"]))


def _last_straw_poll(shown):
    closed = [vote for vote in getattr(shown.item, "all_votes", []) if vote.state == "closed" and vote.is_straw_poll]
    return closed[-1] if closed else None


@may("councils.run", meeting=queries.meeting)
def attendance(request, place, meeting):
    """One press per arrival and per leaving: `da=<seat>`, `online=<seat>` or `weg=<seat>`; `alle=1` for everybody."""
    if request.method == "POST":
        _note_attendance(request, meeting)
    return HttpResponseRedirect(board.address(meeting, "councils.run"))


def _note_attendance(request, meeting):
    sent, by = request.POST, request.user
    seats = queries.seats_on(meeting.body, queries.day_of(meeting))
    if sent.get("alle"):
        for seat in seats.filter(substitute_for=None):
            actions.arrive(meeting, seat, by=by)
        return
    raw = sent.get("da") or sent.get("online") or sent.get("weg") or ""
    seat = seats.filter(pk=raw).first() if raw.isdecimal() else None
    if seat is None:
        raise Refused(_("Diese Person hat an diesem Tag keinen Sitz im Gremium."))
    if sent.get("weg"):
        actions.leave(meeting, seat, by=by)
    else:
        actions.arrive(meeting, seat, by=by, is_online=bool(sent.get("online")))


@may("councils.run", meeting=queries.meeting)
def step(request, place, meeting, verb):
    """Open, close, reopen."""
    if verb not in VERBS:
        raise Http404
    return pages.take_view(steps.MEETING, request, meeting, verb, back=board.address(meeting, "councils.run"))


# -- items


@may("councils.run", item=queries.item)
def call(request, place, item):
    """From now on everybody sees this item."""
    if request.method == "POST":
        actions.call_item(item, by=request.user)
    return _to_run(item.meeting)


@may("councils.run", item=queries.item)
def finish(request, place, item):
    """Tick an item off."""
    if request.method == "POST":
        actions.finish_item(item, by=request.user)
    return _to_run(item.meeting)


@may("councils.run", item=queries.item)
def defer(request, place, item):
    """Put an item off without a vote."""
    return _with_reason(
        request,
        item.meeting,
        _("Vertagen: %(title)s") % {"title": item.title},
        _("Vertagen"),
        lambda reason: actions.defer_item(item, by=request.user, reason=reason),
    )


@may("councils.run", item=queries.item)
def biases(request, place, item):
    """Who does not vote on this item. Reasons are shown to the chair alone."""
    form = forms.ChairBiasForm(request.POST if "seat" in request.POST or "reason" in request.POST else None, item=item)
    if request.method == "POST" and "aufheben" in request.POST:
        return _lift(request, item)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            actions.declare_bias(item, data["seat"].person, by=request.user, reason=data["reason"], source="chair")
            return HttpResponseRedirect(request.path)
        except Refused as refusal:
            refusal.onto(form)
    context = {
        "form": form,
        "item": item,
        "rows": queries.biases(item),
        "reads_reasons": access.may(request.user, "councils.bias_reason", item),
        "back": board.address(item.meeting, "councils.run"),
    }
    return render(request, "councils/desk/biases.html", context, status=422 if form.is_bound else 200)


def _lift(request, item):
    row = next((row for row in queries.biases(item) if str(row.pk) == request.POST["aufheben"]), None)
    if row is None:
        raise Refused(_("Das ist schon aufgehoben."))
    actions.lift_bias(row, item, by=request.user, reason=request.POST.get("grund", ""))
    return HttpResponseRedirect(request.path)


# -- votes


@may("councils.run", item=queries.item)
def open_vote(request, place, item):
    """What is needed stands here before the vote opens."""
    shown = board.Board(item.meeting, request.user, item=item)
    start = {"amount_cents": item.amount_cents, "presenters": item.presenters, "is_straw_poll": not shown.room.is_quorate}
    form = forms.VoteForm(request.POST or None, item=item, body_rules=shown.house_rules, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _open(item, form.cleaned_data, request.user)
            return _to_run(item.meeting)
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "board": shown, "item": item, "meeting": item.meeting, "back": board.address(item.meeting, "councils.run")}
    return render(request, "councils/desk/open_vote.html", context, status=422 if form.is_bound else 200)


def _open(item, data, by):
    presenters = data.pop("presenters")
    if presenters != item.presenters:
        item = actions.change_item(item, by=by, presenters=presenters)
    return actions.open_vote(item, by=by, **data)


@may("councils.run", vote=queries.vote)
def record(request, place, vote):
    """Who leads writes down what a member without a phone says: `sitz` and `stimme`."""
    if request.method == "POST":
        room = votes.room_of(vote)
        voice = next((voice for voice in room.voices if str(voice.seat.pk) == request.POST.get("sitz")), None)
        if voice is None:
            raise Refused(_("Diese Person hat an diesem Tag keinen Sitz im Gremium."))
        actions.cast(vote, voice.person, request.POST.get("stimme", ""), recorded_by=request.user)
    return _to_run(vote.item.meeting)


@may("councils.run", vote=queries.vote)
def hands(request, place, vote):
    """Raised hands, counted by who leads."""
    shown = board.Board(vote.item.meeting, request.user, item=vote.item)
    form = forms.HandsForm(request.POST or None, room=shown.room, vote=vote)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_hands(vote, form.hands, by=request.user)
            return HttpResponseRedirect(reverse("councils.close_vote", args=[place.slug, vote.pk]))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "board": shown, "vote": vote, "item": vote.item, "back": board.address(vote.item.meeting, "councils.run")}
    return render(request, "councils/desk/hands.html", context, status=422 if form.is_bound else 200)


@may("councils.run", vote=queries.vote)
def close_vote(request, place, vote):
    """The count, what it means, and what still has to be said; then closed for good."""
    shown = board.Board(vote.item.meeting, request.user, item=vote.item)
    is_shown = shown.vote == vote and not vote.item.meeting.is_circulation
    room = shown.room if is_shown else queries.room(vote.item.meeting, vote.item, vote)
    tally = queries.tally(vote, room)
    result = counting.outcome(vote.rules, room.numbers, tally)
    form = forms.CloseForm(request.POST or None, result=result, vote=vote)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_vote(vote, by=request.user, as_straw_poll="meinungsbild" in request.POST, **form.cleaned_data)
            return _to_run(vote.item.meeting)
        except Refused as refusal:
            refusal.onto(form)
    context = {
        "form": form,
        "board": shown,
        "vote": vote,
        "item": vote.item,
        "counts": [(label, tally[choice]) for choice, label in models.Ballot.CHOICES if tally.get(choice)],
        "needed": counting.needed(vote.rules, room.numbers, tally),
        "result": dict(models.Resolution.RESULTS)[result],
        "code": result,
        "why_not": "" if vote.is_straw_poll else room.why_not_quorate or "",
        "back": board.address(vote.item.meeting, "councils.run"),
    }
    return render(request, "councils/desk/close_vote.html", context, status=422 if form.is_bound and form.errors else 200)


@may("councils.run", vote=queries.vote)
def cancel_vote(request, place, vote):
    """Break a vote off."""
    heading = _("Abstimmung abbrechen: %(title)s") % {"title": vote.item.title}
    return _with_reason(
        request, vote.item.meeting, heading, _("Abbrechen"), lambda reason: actions.cancel_vote(vote, by=request.user, reason=reason)
    )


@may("councils.run", resolution=queries.resolution)
def annul(request, place, resolution):
    """Take back a resolution that was counted wrong."""
    heading = _("Beschluss aufheben: %(title)s") % {"title": resolution.item.title}
    return _with_reason(
        request, resolution.item.meeting, heading, _("Aufheben"), lambda reason: actions.annul(resolution, by=request.user, reason=reason)
    )


def _with_reason(request, meeting, heading, label, act):
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
            return _to_run(meeting)
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "heading": heading, "label": label, "back": board.address(meeting, "councils.run")}
    return render(request, "councils/desk/reason.html", context, status=422 if form.is_bound else 200)


def _to_run(meeting):
    return HttpResponseRedirect(board.address(meeting, "councils.run"))


# -- the wall


@may("councils.run", meeting=queries.meeting)
def beamer(request, place, meeting):
    """One thing, readable from 8 m; it looks for news by itself."""
    shown = board.Board(meeting)
    if request.GET.get("teil") and request.GET.get("stand") == shown.mark:
        return HttpResponse(status=204)
    context = {"board": shown, "meeting": meeting, "body": meeting.body}
    template = "councils/member/beamer.html"
    return render(request, f"{template}#live" if request.GET.get("teil") else template, context)
