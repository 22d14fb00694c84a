"""Ideas at the desk: what nobody has looked at yet, and one idea as a case."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.community.participation import actions, forms, lists, paper, queries, rules, steps, ways
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.accounts import office
from quartier.ground.acts import drafts
from quartier.ground.acts.forms import CodeForm
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import pages
from quartier.ground.workflow.steps import Offer

FORMS = {
    "answer": forms.AnswerForm,
    "refuse": forms.AnswerForm,
    "merge": forms.MergeForm,
    "redact": forms.RedactForm,
    "hold_back": forms.HoldBackForm,
}
STEPS = ("publish", "answer", "refuse", "merge", "hold_back", "redact", "unpublish", "reopen", "release", "split")


@may("participation.read")
def ideas(request, place):
    """Every idea of the quarter by state; the ones that nobody has looked at stand first."""
    context = {
        "page": lists.desk_page(place, request.GET),
        "can_enter": access.may(request.user, "participation.enter", place) and rules.takes_ideas(place) is None,
    }
    return render(request, "participation/desk/ideas.html", context)


@may("participation.enter")
def enter(request, place):
    """Write down what somebody told in the office, in the street, on the phone."""
    code_form = CodeForm(request.POST if "bogen" in request.POST else None)
    draft = code_form.draft_at(request, place, paper.DRAFT) if code_form.is_bound else drafts.of(request, paper.DRAFT)
    is_sent = request.method == "POST" and not code_form.is_bound
    form = forms.EnterForm(request.POST if is_sent else None, initial=draft.initial if draft else None)
    if is_sent and form.is_valid():
        try:
            idea = _entered(place, form.cleaned_data, request.user)
            drafts.discard(draft)
            return redirect(_case(idea))
        except Refused as refusal:
            refusal.onto(form)
    context = {"form": form, "code_form": code_form, "draft": draft, "why_not": rules.takes_ideas(place)}
    bad = form.is_bound or code_form.errors
    return render(request, "participation/desk/enter.html", context, status=422 if bad else 200)


def _entered(place, data, by):
    name, email, phone = data["author_name"], data["email"], data["phone"]
    if email:
        person = accounts.find_or_make(email=email, name=name, phone=phone, by=by)
    else:
        person = accounts.make_person(name=name, phone=phone, by=by)
    words = {word: data[word] for word in ("title", "text", "why", "where", "author_name", "shows_name")}
    return actions.enter_idea(place=place, person=person, by=by, **words)


@may("participation.read", idea=queries.desk_idea)
def idea(request, place, idea):
    """One idea as a case: what can be done next, what was, who wrote it."""
    shared = pages.case_context(steps.IDEA, idea, request.user)
    leads = [Offer.to(way.label, way.address, way.why_not or None, kind="side") for way in ways.on(idea, request.user)]
    context = {
        **shared,
        "offers": [*leads, *shared["offers"]],
        "idea": idea,
        "tag": lists.tag_of(idea),
        "is_public": idea.state in ("published", "answered", "refused"),
        "sees_author": access.may(request.user, "participation.moderate", idea),
    }
    return render(request, "participation/desk/idea.html", context)


@may("participation.moderate", idea=queries.desk_idea)
def address(request, place, idea):
    """Where the author can be reached."""
    return office.address_view(request, idea.author, back=_case(idea), about=idea.title)


@may("participation.moderate", idea=queries.desk_idea)
def step(request, place, idea, verb):
    """One step, asked once more: what happens, why, and the button."""
    if verb not in STEPS:
        raise Http404
    return pages.take_view(steps.IDEA, request, idea, verb, forms=FORMS, back=_case(idea))


def _case(idea) -> str:
    return reverse("participation.case", kwargs={"quarter": idea.place.slug, "idea": idea.pk})
