"""The minutes: read inside, written by who led, approved, printed."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from quartier.community.councils import actions, board, forms, papers, queries, steps
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import queries as files
from quartier.ground.workflow import pages

VERBS = ("approve_minutes", "return_minutes")


@may("councils.read_minutes", meeting=queries.meeting)
def read(request, place, meeting):
    """The internal minutes, with names, for members and those who check."""
    context = {
        "minutes": papers.minutes(meeting),
        "meeting": meeting,
        "body": meeting.body,
        "when": board.when(meeting),
        "state": steps.MEETING.label(meeting.state),
        "writes": access.may(request.user, "councils.run", meeting) and meeting.state in ("closed", "minutes_draft"),
        "offers": [offer for offer in steps.MEETING.offers(meeting, request.user) if offer.verb in VERBS],
        "step_base": board.address(meeting, "councils.minutes"),
        "papers": files.of(meeting, "paper"),
        "is_member": "member" in access.relations(request.user, meeting),
        "base": "ui/desk.html" if access.may(request.user, "councils.desk", place) else "ui/page.html",
    }
    return render(request, "councils/desk/minutes.html", context)


@may("councils.run", meeting=queries.meeting)
def write(request, place, meeting):
    """Add what only people know."""
    start = {"minutes_by": meeting.minutes_by or request.user.name, "guests": meeting.guests, "note": meeting.minutes_note}
    form = forms.MinutesForm(request.POST or None, items=queries.items(meeting), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.draft_minutes(meeting, by=request.user, **form.words)
            return HttpResponseRedirect(board.address(meeting, "councils.minutes"))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "meeting": meeting, "body": meeting.body, "back": board.address(meeting, "councils.minutes")}
    return render(request, "councils/desk/write_minutes.html", context, status=422 if form.is_bound else 200)


@may("councils.run", meeting=queries.meeting)
def step(request, place, meeting, verb):
    """Approve, or take an approval back."""
    if verb not in VERBS:
        raise Http404
    return pages.take_view(steps.MEETING, request, meeting, verb, back=board.address(meeting, "councils.minutes"))
