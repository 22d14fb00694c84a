"""Rules of procedure in the office: what holds, what held, and a new dated version with a preview in words."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from quartier.community.councils import actions, counting, forms, queries, templates_of_rules
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused


@may("councils.desk", body=queries.body)
def rules(request, place, body):
    """All versions, the one of today in words."""
    today = clock.today()
    now = queries.rules(body, today)
    context = {
        "body": body,
        "now": now,
        "words": counting.in_words(now),
        "examples": counting.examples(now),
        "versions": [{"row": row, "is_ahead": row.valid_from > today, "words": counting.in_words(row)} for row in body.rules.all()],
        "can_change": access.may(request.user, "councils.rules", body),
        "templates": templates_of_rules.for_kind(body.kind),
    }
    return render(request, "councils/desk/rules.html", context)


@may("councils.rules", body=queries.body)
def adopt(request, place, body):
    """A new version: look at it in words first, then adopt. Looking changes nothing."""
    code = request.POST.get("vorlage") or request.GET.get("vorlage", "")
    form = forms.RulesForm(request.POST or None, initial=forms.RulesForm.initial_of(_start(body, code)))
    shown = None
    if request.method == "POST" and form.is_valid():
        shown = form.preview
        if "beschliessen" in request.POST:
            try:
                data = form.cleaned_data
                actions.adopt_rules(
                    body, values=form.values, valid_from=data["valid_from"], note=data["note"], by=request.user, template=code
                )
                return HttpResponseRedirect(reverse("councils.rules", args=[place.slug, body.slug]))
            except Refused as refusal:
                refusal.onto(form)
    context = {
        "body": body,
        "form": form,
        "code": code,
        "words": counting.in_words(shown) if shown else [],
        "examples": counting.examples(shown) if shown else [],
    }
    return render(request, "councils/desk/adopt_rules.html", context, status=422 if form.is_bound and form.errors else 200)


def _start(body, code):
    if code in dict(templates_of_rules.for_kind(body.kind)):
        return templates_of_rules.values(code)
    return body.rules.filter(withdrawn_at=None).first()


@may("councils.rules", body=queries.body)
def withdraw(request, place, body, version):
    """Take back a version that does not hold yet."""
    row = body.rules.filter(version=version).first()
    if row is None:
        raise Http404
    form = forms.ReasonForm(request.POST or None)
    back = reverse("councils.rules", args=[place.slug, body.slug])
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_rules(row, by=request.user, reason=form.cleaned_data["reason"])
            return HttpResponseRedirect(back)
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "heading": f"Fassung {row.version} zurücknehmen", "label": "Zurücknehmen", "back": back}
    return render(request, "councils/desk/reason.html", context, status=422 if form.is_bound else 200)
