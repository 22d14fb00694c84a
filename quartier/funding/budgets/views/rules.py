"""Rules of funds in the office.

What holds now, what held, what will hold; and a new version, with a preview in words before it is saved.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.funding.budgets import actions, forms, queries, templates_rules, words
from quartier.ground.access import may, may_somewhere
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ui import german

TYPED = ("csrfmiddlewaretoken", "weiter")  # not part of what is carried through the preview


@may("budgets.read")
def rules(request, place):
    """The funds of a quarter with the rules that hold there today."""
    return _overview(request, place, own=place, may_change=access.may(request.user, "budgets.change_rules", place))


@may_somewhere("budgets.read")
def rules_all(request, place):
    """The funds with the rules that hold wherever a place has none of its own."""
    return _overview(request, place, own=None, may_change=access.may(request.user, "budgets.change_rules", place))


def _overview(request, place, *, own, may_change):
    courses = queries.courses(place)
    funds = [_fund_facts(fund, courses.get(fund.pk, queries.Course()), own) for fund in queries.funds()]
    context = {"funds": funds, "may_change": may_change, "is_all": own is None, "all_places": _("alle Quartiere")}
    return render(request, "budgets/desk/rules.html", context)


def _fund_facts(fund, course, own):
    now, at = course.now, own and own.pk
    versions = [(one, _address("version", own, one.pk)) for one in course.versions if one.place_id == at]
    return {
        "fund": fund,
        "now": now,
        "paragraphs": words.paragraphs(now) if now else [],
        "next": course.next,
        "versions": versions,
        "new": _address("new", own, fund.code),
        "version_address": _address("version", own, now.pk) if now else "",
        "end": _address("end", own, fund.code) if own and now and now.place_id == own.pk else "",
    }


def _address(name, own, *args):
    return reverse(f"budgets.rules_{name}", args=[own.slug, *args]) if own else reverse(f"budgets.rules_{name}_all", args=args)


@may("budgets.read")
def version(request, place, version):
    """One version of rules in words, and what it changed."""
    return _version(request, place, version, own=place)


@may_somewhere("budgets.read")
def version_all(request, place, version):
    """One version of the rules that hold everywhere."""
    return _version(request, place, version, own=None)


def _version(request, place, pk, *, own):
    found = queries.rules_version(place, pk)
    if found is None:
        raise Http404
    before = next((one for one in queries.versions(found.fund, found.place) if one.version < found.version), None)
    context = {
        "version": found,
        "paragraphs": words.paragraphs(found),
        "changes": words.changes(before, found) if before else [],
        "before": before,
        "back": _back(own),
    }
    return render(request, "budgets/desk/version.html", context)


def _back(own):
    return reverse("budgets.rules", args=[own.slug]) if own else reverse("budgets.rules_all")


@may("budgets.change_rules")
def new(request, place, fund):
    """A new version for this quarter."""
    return _new(request, place, _fund_or_404(fund), own=place)


@may("budgets.change_rules")
def new_all(request, place, fund):
    """A new version for every place without rules of its own."""
    return _new(request, place, _fund_or_404(fund), own=None)


@may("budgets.change_rules")
def end(request, place, fund):
    """The quarter's own rules end: those hold again that hold above it."""
    fund = _fund_or_404(fund)
    now = queries.rules(fund, place)
    if now is None or now.place_id != place.pk:
        raise Http404
    form = forms.EndRulesForm(request.POST or None, initial={"valid_from": clock.today()})
    if form.is_valid():
        try:
            made = actions.end_rules(fund, place, by=request.user, **form.cleaned_data)
            return _ended(request, made, place)
        except Refused as refusal:
            refusal.onto(form)
    then = queries.rules(fund, place.parent) if place.parent else None
    context = {"form": form, "fund": fund, "then": then, "changes": words.changes(now, then) if then else [], "back": _back(place)}
    return render(request, "budgets/desk/rules_end.html", context, status=422 if form.errors else 200)


def _ended(request, made, place):
    then = queries.rules(made.fund, place, made.valid_from)
    facts = {"fund": made.fund, "day": german.day(made.valid_from), "whose": _whose(then)}
    messages.success(request, _("%(fund)s: Ab dem %(day)s gelten wieder die Regeln %(whose)s.") % facts)
    return redirect(_back(place))


def _whose(version):
    return _("von %(name)s") % {"name": version.place.name} if version.place else _("für alle Quartiere")


def _fund_or_404(code):
    found = queries.fund(code)
    if found is None:
        raise Http404
    return found


def _new(request, place, fund, *, own):
    now = queries.rules(fund, place)
    is_first = not queries.versions(fund, own).exists()
    form = forms.RulesForm(request.POST or None, initial=_initial(request, now), is_first=is_first)
    context = {
        "form": form,
        "fund": fund,
        "now": now,
        "is_all": own is None,
        "back": _back(own),
        "templates": _templates(),
        "chosen": request.GET.get("vorlage", ""),
    }
    if request.POST.get("weiter") == "aendern" or not form.is_valid():
        return render(request, "budgets/desk/rules_form.html", context)
    typed = form.version(fund, own, currency=_currency(request, now))
    if not form.check_lists(typed):
        return render(request, "budgets/desk/rules_form.html", context)
    if request.POST.get("weiter") != "speichern":
        return _preview(request, context, typed, now)
    return _save(request, form, context, typed)


def _preview(request, context, typed, now):
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in TYPED]
    more = {
        "typed": typed,
        "paragraphs": words.paragraphs(typed),
        "changes": words.changes(now, typed),
        "carried": carried,
        "today": clock.today(),
    }
    return render(request, "budgets/desk/rules_preview.html", {**context, **more})


def _save(request, form, context, typed):
    try:
        saved = actions.save_rules(typed, by=request.user)
    except Refused as refusal:
        refusal.onto(form)
        return render(request, "budgets/desk/rules_form.html", context)
    facts = {"fund": saved.fund, "version": saved.version, "day": german.day(saved.valid_from)}
    messages.success(request, _("%(fund)s, Fassung %(version)s gilt ab %(day)s. Laufende Vorgänge behalten ihre Regeln.") % facts)
    return redirect(context["back"])


def _templates():
    return [(name, label) for name, (label, _fields) in templates_rules.TEMPLATES.items()]


def _initial(request, now):
    if (name := request.GET.get("vorlage")) in templates_rules.TEMPLATES:
        blank = templates_rules.build(name, None, valid_from=clock.today())
        return forms.initial_of(blank)
    return forms.initial_of(now) if now else forms.initial_of(forms.FundRules())


def _currency(request, now):
    if (name := request.GET.get("vorlage")) in templates_rules.TEMPLATES:
        return templates_rules.values(name, clock.today()).get("currency", "EUR")
    return now.currency if now else "EUR"
