"""A member's pages: the evening on the phone, the vote, the bias, the name on the net."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.councils import actions, board, forms, queries, surfaces
from quartier.ground.access import may, signed_in
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused

PART = "teil"  # asks for the live part of the page alone
SEEN = "stand"  # what the phone shows already


def evening(request, place, meeting):
    """The meeting as its members see it: the item that runs, the vote, the agenda, who is there."""
    items = queries.items(meeting)
    shown = board.Board(meeting, request.user, item=_wanted(request, meeting, items), items=items)
    if request.GET.get(PART) and request.GET.get(SEEN) == shown.mark:
        return HttpResponse(status=204)
    context = {
        "board": shown,
        "meeting": meeting,
        "body": meeting.body,
        "when": board.when(meeting),
        "leads": access.may(request.user, "councils.run", meeting),
        "is_member": "member" in access.relations(request.user, meeting),
        "can_join": _can_join(meeting, shown),
        "reads_minutes": meeting.state in ("closed", "minutes_draft", "minutes_approved"),
    }
    template = "councils/member/meeting.html"
    return render(request, f"{template}#live" if request.GET.get(PART) else template, context)


def _wanted(request, meeting, items):
    """An item somebody wants to read while another one runs, or the item of a circulation."""
    asked = next((one for one in items if str(one.pk) == request.GET.get("top")), None)
    if asked or not meeting.is_circulation:
        return asked
    return next((one for one in items if one.is_decision and one.state == "waiting"), items[0] if items else None)


def _can_join(meeting, shown) -> bool:
    voice = shown.voice
    return meeting.state == "open" and meeting.form in ("online", "hybrid") and voice is not None and not voice.is_present


@may("councils.vote", vote=queries.vote)
def cast(request, place, vote):
    """One press of one of the big buttons. Back to the page, where it is pressed."""
    if request.method == "POST":
        actions.cast(vote, request.user, request.POST.get("stimme", ""))
    return HttpResponseRedirect(f"{_back(vote.item)}#ab")  # where her choice stands


def _back(item) -> str:
    back = board.address(item.meeting)
    return f"{back}?top={item.pk}" if item.meeting.is_circulation else back


@may("councils.vote", meeting=queries.meeting)
def join(request, place, meeting):
    """A member is there online."""
    if request.method == "POST":
        mine = queries.seats_on(meeting.body, queries.day_of(meeting)).filter(person=request.user).first()
        if mine is None:
            raise Refused(_("Sie haben an diesem Tag keinen Sitz im Gremium."))
        actions.arrive(meeting, mine, by=request.user, is_online=True)
    return HttpResponseRedirect(board.address(meeting))


@may("councils.vote", item=queries.item)
def bias(request, place, item):
    """A member says that she is involved; why is hers to tell."""
    form = forms.BiasForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_bias(item, request.user, by=request.user, reason=form.cleaned_data["reason"])
            return HttpResponseRedirect(_back(item))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "item": item, "back": _back(item), "rules": queries.rules_of(item.meeting)}
    return render(request, "councils/member/bias.html", context, status=422 if form.is_bound else 200)


# -- my own bodies


@signed_in
def mine(request, place):
    """The bodies I sit in, what is next there, what waits for my vote."""
    context = {
        "rows": [
            {"seat": seat, "ahead": [(one, board.when(one)) for one in seat.body.ahead], "past": seat.body.past}
            for seat in queries.seats_with_meetings(request.user)
        ],
        "waiting": surfaces.waiting_for(request.user),
        "today": clock.today(),
    }
    return render(request, "councils/member/mine.html", context)


@may("councils.own_seat", seat=queries.seat_anywhere)
def consent(request, place, seat):
    """Whether my name stands on the page of the body."""
    start = {"publishes": "1" if seat.publishes_name else "0", "public_name": seat.public_name or seat.person.name}
    form = forms.ConsentForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_name_consent(seat, by=request.user, **form.cleaned_data)
            return HttpResponseRedirect(reverse("councils.mine"))
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "councils/member/consent.html", {"form": form, "seat": seat}, status=422 if form.is_bound else 200)
