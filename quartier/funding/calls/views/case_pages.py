"""The applicant's page of a case, opened by the link of a mail, without an account; and what she can do there."""

from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render

from quartier.funding.calls import application_intake as intake
from quartier.funding.calls import application_pages as pages
from quartier.funding.calls import case_pages
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.forms import applications as forms
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.access import public
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import surfaces as quarters


@public
@case_pages.by_link
def case(request, place, link):
    """How it stands, who has to do what until when, what was, and what other floors add."""
    head = case_pages.head_of(link)
    is_application = link.kind == queries.KIND
    context = {
        "link": link,
        "head": head,
        "next": case_pages.next_of(link, head),
        "sections": case_pages.sections_of(link),
        "answers": pages.answers(link.case) if is_application else (),
        "items": list(link.case.items.all()) if is_application else (),
        "doors": quarters.doors(place),
    }
    return render(request, "calls/public/case.html", context)


@public
@case_pages.by_link
def change(request, place, link):
    """The applicant changes what the office asked about and hands it in again."""
    application = _application(link)
    if application is None or application.state != "needs_rework":
        return redirect(link.address())
    facts = intake.facts(place, application.rules, applied_on=pages.applied_on(application))
    form = forms.ChangeForm(request.POST if request.method == "POST" else None, facts=facts, initial=intake.initial(application))
    if request.method == "POST" and "rechnen" not in request.POST and form.is_valid():
        try:
            actions.resubmit(application, items=intake.items(form.cleaned_data), by=link.person, **intake.content(form.cleaned_data))
            return redirect(link.address())
        except Refused as refusal:
            refusal.onto(form)
    if "rechnen" in request.POST:
        form.quiet()
    context = {"link": link, "application": application, "form": form, "plan": form.plan(), "fund_rules": application.rules}
    return render(request, "calls/public/application_change.html", context, status=422 if form.is_bound and form.errors else 200)


@public
@case_pages.by_link
def withdraw(request, place, link):
    """Take the application back; asked once more."""
    application = _application(link)
    if application is None:
        return redirect(link.address())
    offer = next((one for one in APPLICATION.offers(application, link.person) if one.verb == "withdraw"), None)
    if offer is None:
        return redirect(link.address())
    why_not = offer.why_not
    if request.method == "POST":
        try:
            actions.withdraw(application, by=link.person)
            return redirect(link.address())
        except Refused as refusal:
            why_not = str(refusal)
    context = {"link": link, "application": application, "why_not": why_not}
    return render(request, "calls/public/application_withdraw.html", context, status=422 if request.method == "POST" else 200)


@public
@case_pages.by_link
def again(request, place, link):
    """Begin a new application with what stood in this one."""
    application = _application(link)
    if application is None:
        return redirect(link.address())
    prefetch_related_objects([application], "items")
    context = {
        "link": link,
        "application": application,
        "why_not": rules.may_come_again(application),
        "carried": [(name, value) for name, values in intake.as_typed(application).lists() for value in values],
    }
    return render(request, "calls/public/application_again.html", context)


def _application(link):
    return link.case if link.kind == queries.KIND else None
