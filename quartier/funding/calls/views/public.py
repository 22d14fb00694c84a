"""Money for ideas as everybody sees it: what is open, one call with its questions, its forms on paper."""

import datetime
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.funding.calls import application_pages, papers, turns, words
from quartier.funding.calls.actions import questions
from quartier.funding.calls.forms import calls as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.rules import bids as bid_rules
from quartier.funding.calls.rules import calls as rules
from quartier.ground.access import public
from quartier.ground.acts import limits
from quartier.ground.acts.keeping import kept
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import queries as threads

CLOSED_SHOWN = 30
ASKS_PER_HOUR = 10


@kept
@public
def money(request, place):
    """What is open now and what was: the micro-grants and the calls, of a quarter or of the whole city."""
    page = turns.page(queries.closed_calls(place), "deadline_at", request.GET, CLOSED_SHOWN)
    winners = queries.winners(page.rows)
    context = {
        "box": application_pages.box(place) if place.is_quarter else None,
        "open_calls": [(call, words.days_left(call)) for call in queries.open_calls(place)],
        "closed": [(call, *words.call_tag(call), winners.get(call.pk, "")) for call in page.rows],
        "page": page,
    }
    return render(request, "calls/public/money.html", context)


@kept
@public(call=queries.public_call)
def call(request, place, call):
    """One call under all its headings; what became of it once it is decided."""
    is_open = rules.is_open(call)
    context = {
        "call": call,
        "tag": words.call_tag(call),
        "is_open": is_open,
        "closed_since": words.closed_since(call),
        "days_left": words.days_left(call) if is_open else "",
        "sections": _sections(call),
        "own_share": words.own_share(call.rules),
        "period": words.period(call),
        "legal": call.rules.call_notice,
        "least_points": words.least_points(call),
        "questions": list(queries.public_questions(call)),
        "winner": queries.winner(call) if call.state == "chosen" else "",
        "timeline": _timeline(call),
    }
    return render(request, "calls/public/call.html", context)


def _timeline(call) -> list:
    """The public story; between the last day and the opening it says that the deadline is over, though nobody has acted yet."""
    told = threads.timeline(call.thread, public_only=True, case=call, slug=call.place.slug)
    if rules.is_open(call) or call.state not in ("published", "opening"):
        return told
    is_over = threads.Stop(_("Die Frist ist vorbei. Die Bewerbungen werden geöffnet und geprüft."), at=call.deadline_at, state="now")
    before = [replace(stop, state="done") for stop in told if stop.state != "next"]
    return [*before, is_over, *[stop for stop in told if stop.state == "next"][1:]]


def _sections(call) -> list[tuple[str, str]]:
    found = [
        (_("Ausgangslage"), call.situation),
        (_("Ziele"), call.goals),
        (_("Beschreibung und Aufgaben"), call.tasks),
        (_("Für wen?"), call.target_group),
        (_("Wo?"), call.where),
        (_("Wer sich bewerben kann"), call.requirements),
        (_("Was danach bleiben soll"), call.sustainability),
        (_("Was Sie einreichen"), call.documents),
    ]
    return [(heading, text) for heading, text in found if text]


# --- questions


@public(call=queries.public_call)
def ask(request, place, call):
    """Ask a question, without an account."""
    data = request.POST if request.method == "POST" else None
    form = forms.AskForm(data)
    why_not = bid_rules.call_is_open(call)
    if data is not None and form.is_valid():
        limits.hit("calls.ask", limits.client(request), per=datetime.timedelta(hours=1), most=ASKS_PER_HOUR)
        try:
            questions.ask(call, form.cleaned_data["text"], form.cleaned_data["email"])
            return redirect("calls.asked", quarter=place.slug, call=call.pk)
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "calls/public/ask.html", {"form": form, "call": call, "why_not": why_not}, status=422 if form.errors else 200)


@public(call=queries.public_call)
def asked(request, place, call):
    """The question is there."""
    return render(request, "calls/public/asked.html", {"call": call})


# --- forms on paper


@public(call=queries.public_call)
def sketch_form(request, place, call):
    """The sketch to fill in by hand, as PDF."""
    return _pdf(papers.sketch(call), "Projektskizze.pdf")


@public(call=queries.public_call)
def plan_form(request, place, call):
    """The finance plan to fill in by hand, as PDF."""
    return _pdf(papers.plan(call), "Finanzplan.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
