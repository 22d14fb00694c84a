"""Handing in an idea: one question per page, without an account, without JavaScript.

Each page carries what was answered before in hidden fields, so going on and back keeps everything and the server need not
remember anybody. Only the last button is an act; what was typed can be kept as a draft and comes back by its code.
"""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.participation import actions, forms, paper, rules
from quartier.ground.access import public
from quartier.ground.acts import drafts, limits
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import sheets

DRAFT = paper.DRAFT
SENDS_PER_HOUR = 20  # from one internet address; a school class shares one
LAST = len(forms.QUESTIONS)


@public
def new(request, place):
    """The questions one after the other; the address stays the same."""
    if sentence := rules.takes_ideas(place):
        return render(request, "participation/public/closed.html", {"sentence": sentence})
    if drafts.is_save(request):
        return drafts.answer(request, DRAFT, place_id=place.pk)
    if request.method != "POST":
        return _show(request, place, 1, {})
    draft = drafts.of(request, DRAFT)
    if drafts.is_opening(request):
        typed = dict(draft.initial) if draft else {}
        return _show(request, place, _number(typed.get("schritt")), typed, draft)
    return _turn(request, place, _number(request.POST.get("schritt")), draft)


def _number(text) -> int:
    text = str(text or "")
    return min(max(int(text), 1), LAST) if text.isdecimal() and len(text) < 3 else 1


def _turn(request, place, number, draft):
    if "zurueck" in request.POST:
        return _show(request, place, number - 1, request.POST.dict(), draft)
    form = _form(request, number, request.POST)
    if not form.is_valid():
        return _page(request, place, number, form, request.POST.dict(), draft)
    if number < LAST:
        return _show(request, place, number + 1, request.POST.dict(), draft)
    return _send(request, place, form, draft)


def _send(request, place, form, draft):
    """The last button: all answers are looked at once more, then the idea goes in."""
    values = dict(form.cleaned_data)
    for number, question in enumerate(forms.QUESTIONS[:-1], 1):
        earlier = question(request.POST)
        if not earlier.is_valid():
            return _page(request, place, number, earlier, request.POST.dict(), draft)
        values |= earlier.cleaned_data
    limits.hit("participation.send", limits.client(request), per=timedelta(hours=1), most=SENDS_PER_HOUR)
    try:
        address = _handed_in(request, place, {word: values[word] for word in WORDS})
    except Refused as refusal:
        refusal.onto(form)
        return _page(request, place, LAST, form, request.POST.dict(), draft)
    drafts.discard(draft)
    return redirect(address)


def _handed_in(request, place, words) -> str:
    """Somebody signed in under this very address need not confirm it; everybody else gets the link."""
    person = request.user if request.user.is_authenticated else None
    if person and person.email == words["email"].lower():
        del words["email"]
        idea = actions.hand_in(place=place, by=person, **words)
        return reverse("participation.mine", kwargs={"quarter": place.slug, "idea": idea.pk})
    actions.submit_idea(place=place, **words)
    return reverse("participation.sent", kwargs={"quarter": place.slug})


def _form(request, number, data=None, typed=None):
    question = forms.QUESTIONS[number - 1]
    if number < LAST:
        return question(data, initial=typed)
    person = request.user if request.user.is_authenticated else None
    known = {"email": person.email, "author_name": person.name} if person else {}
    return question(data, initial={**known, **(typed or {})}, known=person is not None)


WORDS = ("title", "text", "why", "where", "email", "author_name", "shows_name")


def _show(request, place, number, typed, draft=None):
    """A question as it was left: what was typed before stands in it, nothing is judged yet."""
    number = min(max(number, 1), LAST)
    return _page(request, place, number, _form(request, number, typed=typed), typed, draft)


def _page(request, place, number, form, typed, draft):
    context = {
        "form": form,
        "step": number,
        "steps": LAST,
        "step_of": typed.get("title", "")[:80],
        "is_last": number == LAST,
        "carried": _carried(form, typed),
        "answers": _answers(typed) if number == LAST else [],
        **drafts.context(draft),
    }
    return render(request, "participation/public/new.html", context, status=422 if form.is_bound and form.errors else 200)


def _carried(form, typed) -> list[tuple[str, str]]:
    """What the other questions' fields hold, for the hidden fields."""
    return [(word, typed[word]) for word in WORDS if word in typed and word not in form.fields]


def _answers(typed) -> list[tuple[str, str]]:
    """What was answered so far, to look over before sending."""
    labels = {"title": _("Ihre Idee"), "text": _("Was soll passieren?"), "why": _("Warum und für wen?"), "where": _("Wo?")}
    return [(label, typed.get(word, "")) for word, label in labels.items()]


# --- on paper -------------------------------------------------------------------------------------------------------------


@public
def sheet(request, place):
    """The same questions on paper; by POST with a code that opens an empty draft."""
    if rules.takes_ideas(place):
        return redirect("participation.new", quarter=place.slug)
    return sheets.answer(request, place, paper.TWIN)


@public
def sheet_pdf(request, place):
    """The sheet as PDF, without a code."""
    if rules.takes_ideas(place):
        raise Http404
    return sheets.answer_pdf(place, paper.TWIN)
