"""Briefs at the desk: from an idea to the confirmed money."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.participation import queries as ideas
from quartier.funding.budgets import queries as money
from quartier.funding.calls import brief_pages, turns, words
from quartier.funding.calls.actions import briefs as actions
from quartier.funding.calls.forms import briefs as forms
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.rules import briefs as rules
from quartier.funding.calls.steps.briefs import BRIEF
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages
from quartier.ground.workflow.steps import Offer

BY_DESK = frozenset(step.verb for step in BRIEF if step.source and "body" not in step.who)


@may("calls.read")
def briefs(request, place):
    """Every brief of the quarter with its state."""
    page = turns.page(queries.desk_briefs(place), "made_at", request.GET)
    rows = [(brief, *words.tag(brief)) for brief in page.rows]
    context = {"rows": rows, "page": page, "can_write": access.may(request.user, "calls.write", place)}
    return render(request, "calls/desk/briefs.html", context)


@may("calls.write")
def new(request, place):
    """Write down the key points, from an idea (`?idee=`) or without one."""
    idea = _idea(place, request.GET.get("idee", ""))
    data = request.POST if request.method == "POST" else None
    form = forms.BriefForm(data, place=place, initial=_from_idea(idea))
    if data is not None and form.is_valid():
        try:
            brief = actions.draft_brief(place=place, idea=idea, by=request.user, **form.cleaned_data)
            return redirect("calls.brief", quarter=place.slug, brief=brief.pk)
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "idea": idea, "pots": _pots(place)}
    return render(request, "calls/desk/brief_new.html", context, status=422 if form.errors else 200)


def _idea(place, raw: str):
    if not raw:
        return None
    idea = ideas.desk_idea(place, raw) if raw.isdecimal() else None
    if idea is None or idea.state not in brief_pages.FIT_IDEAS:
        raise Http404
    return idea


def _from_idea(idea) -> dict:
    if idea is None:
        return {}
    return {"title": idea.title, "situation": idea.why, "tasks": idea.text, "where": idea.where}


def _pots(place):
    return [pot for pot in money.pots(place) if pot.fund.code != "aktionsfonds" and pot.free and pot.year >= clock.today().year - 3]


@may("calls.read", brief=queries.brief)
def brief(request, place, brief):
    """One brief as a case: the next step, what the council and the administration said, its money."""
    shared, can_call = pages.case_context(BRIEF, brief, request.user), _can_call(brief, request.user)
    context = {
        **shared,
        "offers": [*([_call_of(brief)] if can_call else []), *shared["offers"]],
        "brief": brief,
        "tag": words.tag(brief),
        "years": sorted((int(year), cents) for year, cents in brief.cents_by_year.items()),
        "period": words.period(brief),
        "opinion": _opinion(brief),
        "calls": [(call, *words.tag(call)) for call in brief.calls.order_by("pk").select_related("place")],
        "can_call": can_call,
        "money": money.thread_money(brief.thread),
        "pot": money.pot(brief.fund, place, brief.programme_year),
        "idea": brief.idea,
    }
    return render(request, "calls/desk/brief.html", context)


def _call_of(brief):
    """Writing the call, as the next act at a brief whose money is there."""
    return Offer.to(_("Aufruf schreiben"), f"{reverse('calls.call_new', args=[brief.place.slug])}?eckpunkte={brief.pk}")


def _opinion(brief) -> list[tuple[str, bool]]:
    said = brief.feasibility.get("opinion", {})
    return [(str(label), bool(said.get(code))) for code, label in rules.OPINION.items()] if said else []


def _can_call(brief, person) -> bool:
    is_free = brief.state == "confirmed" and rules.has_no_call(brief) is None
    return is_free and access.may(person, "calls.write", brief)


@may("calls.read", brief=queries.brief)
def step(request, place, brief, verb):
    """One step of a brief, asked once more."""
    if verb not in BY_DESK:
        raise Http404
    back = reverse("calls.brief", kwargs={"quarter": place.slug, "brief": brief.pk})
    return pages.take_view(BRIEF, request, brief, verb, forms=forms.STEP_FORMS, actions=actions, back=back)
