"""Applying for the Aktionsfonds: what it is, one question per page, the sheet on paper, and what was funded.

Each page of the form carries what was answered before in hidden fields, so going on and back keeps everything and the server need not
remember anybody. Only the last button is an act; what was typed can be kept as a draft and comes back by its code.
"""

import re
from datetime import timedelta

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.funding.budgets import rules as money
from quartier.funding.budgets import surfaces as budgets
from quartier.funding.calls import application_intake as intake
from quartier.funding.calls import application_pages as pages
from quartier.funding.calls import application_paper as paper
from quartier.funding.calls import case_pages
from quartier.funding.calls.forms import applications as forms
from quartier.funding.calls.queries import applications as queries
from quartier.ground.access import public
from quartier.ground.acts import clock, drafts, limits
from quartier.ground.acts.keeping import kept
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import sheets
from quartier.ground.quarters import surfaces as quarters
from quartier.ground.ui import german

SENDS_PER_HOUR = 20  # from one internet address; a house shares one
LAST = len(forms.PAGES)
FOUND_ON = {name: number for number, question in enumerate(forms.QUESTIONS, 1) for name in question.base_fields} | {
    "requested_cents": forms.QUESTIONS.index(forms.CostsForm) + 1
}


# --- before ----------------------------------------------------------------------------------------------------------------


@kept
@public
def apply(request, place):
    """What one can get, until when, who helps, and the three ways to begin."""
    fund_rules = queries.rules(place)
    context = {"today": clock.today(), "fund_rules": fund_rules, "why_not": pages.closed(place, fund_rules), "doors": quarters.doors(place)}
    if fund_rules:
        meeting = queries.next_meeting(place, fund_rules)
        context |= {
            "pot": queries.pot(place, clock.today().year),
            "meeting": meeting,
            "earliest": forms.earliest_words(intake.facts(place, fund_rules, meeting=meeting)),
            "deadline": money.next_deadline(fund_rules, clock.today()),
            "paragraphs": budgets.rules_in_words("aktionsfonds", place, known=fund_rules),
            "years": queries.granted_years(place)[:6],
        }
    return render(request, "calls/public/application_start.html", context)


# --- the form --------------------------------------------------------------------------------------------------------------


@public
def form(request, place):
    """The questions one after the other; the address stays the same."""
    fund_rules = queries.rules(place)
    if pages.closed(place, fund_rules):
        return redirect("calls.apply", quarter=place.slug)
    if drafts.is_save(request):
        return drafts.answer(request, pages.DRAFT, place_id=place.pk)
    if request.method != "POST":
        return _Turn(request, place, fund_rules, QueryDict()).show(1)
    draft = drafts.of(request, pages.DRAFT)
    if drafts.is_opening(request):
        typed = draft.as_post if draft else QueryDict()
        return _Turn(request, place, fund_rules, typed, draft).show(_number(typed.get("schritt")))
    return _Turn(request, place, fund_rules, request.POST, draft).go(_number(request.POST.get("schritt")))


def _number(text) -> int:
    text = str(text or "")
    return min(max(int(text), 1), LAST) if re.fullmatch(r"\d{1,2}", text) else 1


class _Turn:
    """One request of the form: what was typed so far, and the page that answers."""

    def __init__(self, request, place, fund_rules, typed, draft=None):
        self.request, self.place, self.fund_rules, self.typed, self.draft = request, place, fund_rules, typed, draft
        self.facts = intake.facts(place, fund_rules, kind=typed.get("applicant_kind", ""))

    def go(self, number):
        """The button that was pressed: back, to a question, work the sum out, or on."""
        if "zurueck" in self.typed:
            return self.show(number - 1)
        if "zu" in self.typed:
            return self.show(_number(self.typed["zu"]), returns=True)
        if "rechnen" in self.typed:
            return self.show(number)
        form = self.form(number, self.typed)
        if not form.is_valid():
            return self.page(number, form)
        if number == LAST:
            return self.send(form)
        return self.show(LAST if "pruefen" in self.typed else number + 1)

    def form(self, number, data=None):
        """The form of a page. Whoever has signed in finds her name and addresses in it and need not prove to be human."""
        question, person = forms.PAGES[number - 1], self.person
        known = {"name": person.name, "email": person.email, "phone": person.phone} if person else {}
        more = {"known": person is not None} if number == LAST else {}
        first = {"items": [{}, {}]} if "items" in question.base_fields else {}
        return question(data, facts=self.facts, initial={**known, **first}, **more)

    @property
    def person(self):
        return self.request.user if self.request.user.is_authenticated else None

    def show(self, number, returns=False):
        """A question as it was left: what was typed before stands in it, nothing is judged yet."""
        number = min(max(number, 1), LAST)
        if number == LAST:
            missing = self.first_open()
            return self.show(missing, returns=True) if missing else self.page(LAST, self.form(LAST))
        question = forms.PAGES[number - 1]
        form = self.form(number, self.typed).quiet() if intake.was_seen(question, self.typed) else self.form(number)
        return self.page(number, form, returns=returns or "pruefen" in self.typed)

    def first_open(self) -> int | None:
        """The number of the first question that is not well answered; None when all are: then `said` has the clean values."""
        self.said = {}
        for number, question in enumerate(forms.QUESTIONS, 1):
            form = question(self.typed, facts=self.facts)
            if not form.is_valid():
                return number
            self.said |= form.cleaned_data
        return None

    def send(self, form):
        """The last button: all answers are looked at once more, then the application goes in."""
        if number := self.first_open():
            form = self.form(number, self.typed)
            form.is_valid()
            return self.page(number, form, returns=True)
        limits.hit("calls.apply", limits.client(self.request), per=timedelta(hours=1), most=SENDS_PER_HOUR)
        try:
            application = intake.hand_in(self.place, self.fund_rules, self.said, by=self.person, earlier=self.earlier())
        except Refused as refusal:
            return self.refused(refusal, form)
        drafts.discard(self.draft)
        return redirect(case_pages.address_for(application, application.person))

    def earlier(self):
        """The application that this one follows, named by its link."""
        link = case_pages.opened(self.place, self.typed.get("vorher", ""))
        return link.case if link and link.kind == queries.KIND else None

    def refused(self, refusal, last):
        """A rule said no in the act: on the page of its field, or on the last one."""
        number = FOUND_ON.get(refusal.field, LAST)
        form = last if number == LAST else self.form(number, self.typed)
        form.is_valid()
        refusal.onto(form)
        return self.page(number, form, returns=True)

    def page(self, number, form, *, returns=False):
        context = {
            "form": form,
            "step": number,
            "steps": LAST,
            "step_of": self.typed.get("title", "")[:80],
            "carried": intake.carried(number, self.typed),
            "earlier": self.typed.get("vorher", ""),
            "returns": returns or "pruefen" in self.typed,
            "is_last": number == LAST,
            "doors": quarters.doors(self.place),
            "fund_rules": self.fund_rules,
            "answers": self.answers() if number == LAST else (),
            "plan": form.plan() if hasattr(form, "plan") else None,
            **drafts.context(self.draft),
        }
        bad = form.is_bound and form.errors
        return render(self.request, "calls/public/application_form.html", context, status=422 if bad else 200)

    def answers(self) -> list:
        """What was answered, page by page, to look over before sending: (number, question, [(label, text)])."""
        shown = []
        for number, question in enumerate(forms.QUESTIONS, 1):
            form = question(self.typed, facts=self.facts)
            form.is_valid()
            asked = [(_("Das beantragen Sie"), german.euro(form.plan().requested))] if hasattr(form, "plan") else []
            shown.append((number, question.question, pages.read_back(form) + asked))
        return shown


# --- on paper --------------------------------------------------------------------------------------------------------------


@public
def sheet(request, place):
    """The same questions on paper. By POST the sheet carries a code that opens an empty draft; the code is on the sheet alone."""
    fund_rules = queries.rules(place)
    if pages.closed(place, fund_rules):
        return redirect("calls.apply", quarter=place.slug)
    return sheets.answer(request, place, paper.twin(fund_rules))


@public
def sheet_pdf(request, place):
    """The sheet as PDF, without a code."""
    fund_rules = queries.rules(place)
    if pages.closed(place, fund_rules):
        raise Http404
    return sheets.answer_pdf(place, paper.twin(fund_rules))


# --- afterwards ------------------------------------------------------------------------------------------------------------


@kept
@public
def year(request, place, year):
    """The actions that were funded in a year: title, amount, year, nothing else."""
    if not 1999 <= year <= clock.today().year + 1:
        raise Http404
    rows = list(queries.granted(place, year))
    years = queries.granted_years(place)
    if not rows and year != clock.today().year:
        raise Http404
    context = {
        "rows": rows,
        "year": year,
        "years": [one for one, _n, _c in years if one != year],
        "total": sum(row["approved_cents"] for row in rows),
        "pot": queries.pot(place, year),
        "today": clock.today(),
    }
    return render(request, "calls/public/application_year.html", context)


@kept
@public
def this_year(request, place):
    """The list of the running year."""
    return redirect("calls.actions", quarter=place.slug, year=clock.today().year)
