"""Bodies and meetings in the office: found, plan, put on the agenda, invite."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from quartier.community.councils import actions, board, counting, forms, queries, rules, steps
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, subjects
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import actions as files
from quartier.ground.files import queries as stored
from quartier.ground.workflow import pages
from quartier.ground.workflow.steps import Offer

VERBS = ("invite", "cancel_meeting")


@may("councils.desk")
def list(request, place):
    """The bodies of the quarter and what is next in each."""
    context = {"bodies": queries.bodies_with_seats(place), "can_manage": access.may(request.user, "councils.manage", place)}
    return render(request, "councils/desk/list.html", context)


@may("councils.manage")
def new(request, place):
    """Found a body from a template of rules."""
    form = forms.BodyForm(request.POST or None, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return _to_body(actions.make_body(place=place, by=request.user, **form.cleaned_data))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, "Neues Gremium", reverse("councils.desk", args=[place.slug]), label="Gremium anlegen")


@may("councils.desk", body=queries.body)
def body(request, place, body):
    """Seats, meetings and rules of one body."""
    today = clock.today()
    body_rules = queries.rules(body, today)
    seats = queries.seats_on(body, today)
    context = {
        "body": body,
        "seats": seats,
        "coming": body.seats.filter(from_on__gt=today).select_related("person"),
        "ahead": [(one, board.when(one), steps.MEETING.label(one.state)) for one in queries.meetings_ahead(body)],
        "past": [(one, board.when(one), steps.MEETING.label(one.state)) for one in queries.past_meetings(body)],
        "rules": body_rules,
        "examples": counting.examples(body_rules)[:3] if body_rules else [],
        "filled": sum(not seat.substitute_for_id for seat in seats),
        "can_manage": access.may(request.user, "councils.manage", body),
    }
    return render(request, "councils/desk/body.html", context)


@may("councils.manage", body=queries.body)
def change(request, place, body):
    """How a body is called and described."""
    start = {"name": body.name, "purpose": body.purpose, "meets": body.meets}
    form = forms.BodyWordsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        return _to_body(actions.change_body(body, by=request.user, **form.cleaned_data))
    return _page(request, form, body.name, _body_address(body))


@may("councils.manage", body=queries.body)
def end(request, place, body):
    """A body comes to its end."""
    form = forms.EndBodyForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return _to_body(actions.end_body(body, by=request.user, **form.cleaned_data))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Gremium beenden: {body.name}", _body_address(body), label="Gremium beenden", is_hard=True)


# -- meetings


@may("councils.manage", body=queries.body)
def plan(request, place, body):
    """Plan a meeting or a circulation."""
    form = forms.MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _to_meeting(actions.plan_meeting(body, by=request.user, **form.words))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Sitzung planen: {body.name}", _body_address(body), label="Sitzung planen")


@may("councils.manage", meeting=queries.meeting)
def change_meeting(request, place, meeting):
    """Another day, another room."""
    form = forms.MeetingForm(request.POST or None, initial=forms.MeetingForm.initial_of(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            return _to_meeting(actions.change_meeting(meeting, by=request.user, **form.words))
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, "Sitzung ändern", board.address(meeting, "councils.desk_meeting"))


@may("councils.desk", meeting=queries.meeting)
def meeting(request, place, meeting):
    """The agenda in the making: what waits, what is on it, papers, invitation."""
    items = queries.items(meeting)
    papers = stored.by_object(items)
    can_manage = access.may(request.user, "councils.manage", meeting)
    is_open = meeting.state in ("planned", "invited", "open")
    shared = pages.case_context(steps.MEETING, meeting, request.user)
    context = {
        **shared,
        "offers": [*_leads(meeting), *(offer for offer in shared["offers"] if offer.verb in VERBS)],
        "meeting": meeting,
        "body": meeting.body,
        "when": board.when(meeting),
        "items": [{"item": one, "papers": papers.get(one.pk, []), "outcome": board.outcome_words(one)} for one in items],
        "waiting": [_candidate(thing) for thing in queries.candidates(meeting.body)] if can_manage and is_open else [],
        "can_manage": can_manage,
        "is_open": is_open,
        "late": rules.is_invited_in_time(meeting, queries.rules_of(meeting)) if meeting.state == "planned" else "",
        "members": queries.seats_on(meeting.body, queries.day_of(meeting)).count(),
        "step_base": reverse("councils.desk_meeting", args=[place.slug, meeting.pk]) + "schritt/",
    }
    return render(request, "councils/desk/meeting.html", context)


def _leads(meeting) -> list:
    """The page on which a meeting goes on: in the room, later at the minutes."""
    where = [meeting.place.slug, meeting.pk]
    if meeting.state in ("invited", "open"):
        return [Offer.to("Sitzung leiten", reverse("councils.run", args=where))]
    if meeting.state in ("closed", "minutes_draft"):
        word = "Protokoll schreiben" if meeting.state == "closed" else "Protokoll lesen und bestätigen"
        return [Offer.to(word, reverse("councils.minutes", args=where))]
    return []


def _candidate(thing) -> dict:
    subject = subjects.of(thing)
    return {"key": f"{subject.kind}:{thing.pk}", "title": subject.title(thing), "address": subject.address(thing)}


@may("councils.manage", meeting=queries.meeting)
def step(request, place, meeting, verb):
    """Invite, or call off."""
    if verb not in VERBS:
        raise Http404
    return pages.take_view(steps.MEETING, request, meeting, verb, back=board.address(meeting, "councils.desk_meeting"))


# -- agenda


@may("councils.manage", meeting=queries.meeting)
def put_on_agenda(request, place, meeting):
    """Something that waits comes on the agenda: `was=<kind>:<id>`."""
    if request.method == "POST":
        wanted = request.POST.get("was", "")
        thing = next((one for one in queries.candidates(meeting.body) if _candidate(one)["key"] == wanted), None)
        if thing is None:
            raise Refused("Das wartet nicht mehr: Es steht schon auf einer Tagesordnung, oder der Stand hat sich geändert.")
        actions.put_on_agenda(meeting, thing, by=request.user)
    return _to_meeting(meeting)


@may("councils.manage", meeting=queries.meeting)
def new_item(request, place, meeting):
    """A point that is only words."""
    form = forms.ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_agenda_item(meeting, by=request.user, **form.cleaned_data)
            return _to_meeting(meeting)
        except Refused as refusal:
            refusal.onto(form)
    return _page(
        request, form, "Neuer Tagesordnungspunkt", board.address(meeting, "councils.desk_meeting"), label="Auf die Tagesordnung setzen"
    )


@may("councils.manage", item=queries.item)
def change_item(request, place, item):
    """Change a point."""
    start = {name: getattr(item, name) for name in ("title", "text", "amount_cents", "presenters", "is_decision")}
    form = forms.ItemForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(item, by=request.user, **form.cleaned_data)
            return _to_meeting(item.meeting)
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, "Tagesordnungspunkt ändern", board.address(item.meeting, "councils.desk_meeting"))


@may("councils.manage", item=queries.item)
def arrange(request, place, item):
    """Up, down, off: `wohin=hoch|runter|weg`."""
    if request.method == "POST":
        where = request.POST.get("wohin")
        if where == "weg":
            actions.remove_item(item, by=request.user)
        elif where in ("hoch", "runter"):
            actions.move_item(item, up=where == "hoch", by=request.user)
        else:
            raise Refused("Bitte einen der Knöpfe drücken.")
    return _to_meeting(item.meeting)


@may("councils.manage", item=queries.item)
def paper(request, place, item):
    """Add a paper for the members."""
    form = forms.PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            files.store(form.cleaned_data["file"], about=item, purpose="paper", place=place, by=request.user)
            return _to_meeting(item.meeting)
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, form, f"Unterlage zu: {item.title}", board.address(item.meeting, "councils.desk_meeting"), label="Hochladen")


def _page(request, form, heading, back, label="Speichern", is_hard=False):
    context = {"form": form, "heading": heading, "label": label, "back": back, "is_hard": is_hard}
    return render(request, "councils/desk/form.html", context, status=422 if form.is_bound else 200)


def _body_address(body) -> str:
    return reverse("councils.desk_body", args=[body.place.slug, body.slug])


def _to_body(body):
    return HttpResponseRedirect(_body_address(body))


def _to_meeting(meeting):
    return HttpResponseRedirect(board.address(meeting, "councils.desk_meeting"))
