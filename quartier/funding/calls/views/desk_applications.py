"""Applications at the desk: the list, one application as a case, its formal check, its steps, and filling one in with a person."""

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import application_desk as desk
from quartier.funding.calls import application_intake as intake
from quartier.funding.calls import application_pages as pages
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.forms import application_steps as step_forms
from quartier.funding.calls.forms import applications as forms
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.accounts import office
from quartier.ground.acts import drafts
from quartier.ground.acts.forms import CodeForm
from quartier.ground.acts.refusal import Refused
from quartier.ground.files.forms import UploadField
from quartier.ground.workflow import pages as workflow

STEPS = ("send_back", "table", "untable", "find_ineligible", "reopen", "take_up", "withdraw", "note")
FORMS = {
    "table": step_forms.TableForm,
    "send_back": step_forms.QuestionsForm,
    "find_ineligible": step_forms.IneligibleForm,
    "note": step_forms.NoteForm,
}


@may("calls.read_applications")
def applications(request, place):
    """Every application of the quarter by state; those that wait for the office stand first."""
    context = {"page": desk.page(place, request.GET), "can_enter": access.may(request.user, "calls.enter_application", place)}
    return render(request, "calls/desk/applications.html", context)


@may("calls.enter_application")
def enter(request, place):
    """Fill the form in with the person: the same questions on one page, with her consent."""
    fund_rules = queries.rules(place)
    if fund_rules is None:
        return render(request, "calls/desk/application_enter.html", {"fund_rules": None})
    if drafts.is_save(request):
        return drafts.answer(request, pages.DRAFT_OFFICE, place_id=place.pk)
    code_form = CodeForm(request.POST if "bogen" in request.POST else None)
    draft = _draft(request, place, code_form)
    form = _enter_form(request, intake.facts(place, fund_rules), draft)
    if request.method == "POST" and not _is_only_shown(request) and form.is_valid():
        try:
            application = intake.enter(place, fund_rules, form.cleaned_data, by=request.user)
            drafts.discard(draft)
            return redirect(_case(application))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "code_form": code_form, "plan": form.plan(), "fund_rules": fund_rules, **drafts.context(draft)}
    bad = (form.is_bound and form.errors) or (code_form.is_bound and code_form.errors)
    return render(request, "calls/desk/application_enter.html", context, status=422 if bad else 200)


def _draft(request, place, code_form):
    """The draft that the page names, or the one whose code stands on the sheet: what the person wrote at home goes on here."""
    if not code_form.is_bound:
        return drafts.of(request, pages.DRAFT_OFFICE) or drafts.of(request, pages.DRAFT)
    return code_form.draft_at(request, place, pages.DRAFT, pages.DRAFT_OFFICE)


def _enter_form(request, facts, draft):
    if request.method != "POST" or "bogen" in request.POST or drafts.is_opening(request):
        is_typed = draft is not None and any(intake.belongs(forms.WholeForm, name) for name in draft.values)
        if is_typed:
            return forms.EnterForm(intake.completed(draft.as_post), facts=facts).quiet()
        return forms.EnterForm(facts=facts, initial={"items": [{}, {}]})
    form = forms.EnterForm(request.POST, request.FILES, facts=facts)
    return form.quiet() if "rechnen" in request.POST else form


def _is_only_shown(request) -> bool:
    return drafts.is_opening(request) or "rechnen" in request.POST or "bogen" in request.POST


@may("calls.read_applications", application=queries.application)
def application(request, place, application):
    """One application as a case: what is next with its checklist, what is asked for, the money, what was."""
    return _page(request, place, application, desk.check_form(application))


def _page(request, place, application, check_form, status=200):
    sees = access.may(request.user, "calls.read_applicant", application)
    checks = access.may(request.user, "calls.check_application", application)
    context = {
        "thread": application.thread,
        "entries": workflow.log_lines(application, application.thread),
        **desk.case(application, request.user, sees_applicant=sees),
        "sees_applicant": sees,
        "form": check_form,
        "can_check": checks and check_form.why_not is None,
    }
    return render(request, "calls/desk/application.html", context, status=status)


@may("calls.check_application", application=queries.application)
def check(request, place, application):
    """The formal check: ticks, remarks, and each item."""
    if request.method != "POST":
        return redirect(_case(application))
    form = desk.check_form(application, request.POST)
    if form.is_valid():
        try:
            actions.check(application, by=request.user, **form.answers())
            return redirect(f"{_case(application)}#pruefung")
        except Refused as refusal:
            refusal.onto(form)
    return _page(request, place, application, form, status=422)


class PaperForm(django_forms.Form):
    """A signed sheet, an owner's consent, an offer."""

    paper = UploadField(label=_("Papier hinzufügen"), help_text=_("Unterschriebener Antrag, Einverständnis, Angebot. Foto oder PDF."))


@may("calls.check_application", application=queries.application)
def paper(request, place, application):
    """Add a paper to the case."""
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_paper(application, form.cleaned_data["paper"], by=request.user)
            return redirect(_case(application))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "application": application, "back": _case(application)}
    return render(request, "calls/desk/application_paper.html", context, status=422 if form.is_bound and form.errors else 200)


@may("calls.check_application", application=queries.application)
def link(request, place, application):
    """Send the applicant a new link; older ones are void from then on."""
    if request.method == "POST":
        actions.renew_link(application, by=request.user)
        return redirect(_case(application))
    return render(request, "calls/desk/application_link.html", {"application": application, "back": _case(application)})


@may("calls.check_application", application=queries.application)
def address(request, place, application):
    """Where the applicant can be reached."""
    return office.address_view(request, application.person, back=_case(application), about=application.title)


@may("calls.check_application", application=queries.application)
def step(request, place, application, verb):
    """One step, asked once more: what happens, why, and the button."""
    if verb == "amend":
        return _amend(request, place, application)
    if verb not in STEPS:
        raise Http404
    return workflow.take_view(APPLICATION, request, application, verb, forms=FORMS, actions=actions, back=_case(application))


def _amend(request, place, application):
    """The office changes the application with the person: the same form, and what was agreed."""
    if application.state not in APPLICATION.all["amend"].source:
        return redirect(_case(application))
    facts = intake.facts(place, application.rules, applied_on=pages.applied_on(application))
    form = forms.AmendForm(request.POST if request.method == "POST" else None, facts=facts, initial=intake.initial(application))
    if request.method == "POST" and "rechnen" not in request.POST and form.is_valid():
        said = form.cleaned_data
        try:
            actions.amend(application, items=intake.items(said), reason=said["reason"], by=request.user, **intake.content(said))
            return redirect(_case(application))
        except Refused as refusal:
            refusal.onto(form)
    if "rechnen" in request.POST:
        form.quiet()
    context = {"form": form, "plan": form.plan(), "application": application, "fund_rules": application.rules, "back": _case(application)}
    return render(request, "calls/desk/application_amend.html", context, status=422 if form.is_bound and form.errors else 200)


def _case(application) -> str:
    return reverse("calls.application", kwargs={"quarter": application.place.slug, "application": application.pk})
