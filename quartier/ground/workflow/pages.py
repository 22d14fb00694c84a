"""What a case page shows, and the small page on which a step is taken. Apps call both from their own views.

@may("participation.moderate", idea=queries.idea)
def step(request, place, idea, verb):
    return pages.take_view(STEPS, request, idea, verb, forms={"publish": forms.PublishForm}, back=idea_address)
"""

from importlib import import_module
from itertools import groupby
from types import SimpleNamespace

from django.apps import apps
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.ground.acts import log, subjects
from quartier.ground.acts.refusal import Refused
from quartier.ground.ui import german
from quartier.ground.workflow import forms as step_forms
from quartier.ground.workflow import queries, stages, turns


def case_context(steps, case, person) -> dict:
    """What the shared parts of a case page need: `case`, `title`, `state`, `offers`, `turn`, `stages`, `entries`, `timeline`, `thread`.

    For the desk: names and internal lines are included. Costs the same few queries however long the story is.
    """
    thread = getattr(case, "thread", None)
    found = queries.entries(thread, public_only=False) if thread else list(log.entries(about=case))
    names = queries.names_of(found)
    parts = stages.of_thread(case, person) if thread else []
    return {
        "case": case,
        "title": subjects.of(case).title(case),
        "state": steps.label(case.state),
        "offers": steps.offers(case, person),
        "turn": turns.of(steps, case, stages.goes_on_in(parts)),
        "stages": parts,
        "entries": _lines(found, names, leave_out=queries.ECHOES if thread else ()),
        "timeline": queries.timeline(thread, public_only=False, case=case, found=found, names=names) if thread else [],
        "thread": thread,
    }


def log_lines(case, thread=None) -> list:
    """The log of a case (of its whole thread, if given) for `<c-log>`, newest first: at, who, text, reason, is_public."""
    found = queries.entries(thread, public_only=False) if thread else list(log.entries(about=case))
    return _lines(found, queries.names_of(found), leave_out=queries.ECHOES if thread else ())


def _lines(found, names, leave_out=()) -> list:
    """The entries newest first; what was done several times in a row on one day is one line."""
    told = [_line(entry, names) for entry in reversed(found) if entry.act not in leave_out]
    return [_as_one(list(same)) for _key, same in groupby(told, key=lambda line: (german.local(line.at).date(), line.text, line.reason))]


def _as_one(lines):
    """Several equal lines as one that says how often; it names who acted if that was one person."""
    first, who = lines[0], {line.who for line in lines}
    if len(lines) == 1:
        return first
    text = _("%(text)s, %(n)d-mal") % {"text": first.text.rstrip("."), "n": len(lines)}
    return SimpleNamespace(**{**vars(first), "text": text, "who": first.who if len(who) == 1 else ""})


def _line(entry, names: dict):
    step = queries.step_of(entry)
    text = queries.public_sentence(entry, step) or queries.word_of(entry)
    reason = entry.personal.get("reason", "")
    return SimpleNamespace(
        at=entry.at,
        who="" if step and step.is_blind else names.get(entry.by_id, ""),
        text=text,
        reason="" if reason and reason in text else reason,
        is_public=entry.public,
        act=entry.act,
    )


def take_view(steps, request, case, verb, *, forms=None, actions=None, back=None, template="workflow/desk/step.html", context=None):
    """The page of one step: says what will happen, asks for a reason or data where the step needs them, then acts.

    Calls the action of the same name as the verb, `action(case, by=person, **clean values)`, in `actions` (default: the
    app's `actions`). `forms`: verb → form class; a `StepForm` gets case and person. `back`: the address afterwards (default:
    the case's own). A step that the person may not take is 404, one that is not possible yet shows the sentence.
    """
    offer = _offer(steps, case, verb, request.user)
    back = back or subjects.of(case).address(case)
    form = _form(offer.step, case, request, (forms or {}).get(verb))
    if request.method == "POST" and form.is_valid():
        try:
            _action(steps, verb, actions)(case, by=request.user, **form.cleaned_data)
            return HttpResponseRedirect(back)
        except Refused as refused:
            refused.onto(form)
    facts = {"case": case, "offer": offer, "step": offer.step, "form": form, "back": back, "case_title": subjects.of(case).title(case)}
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        template,
        {**facts, "state": steps.label(case.state), "target": _target(steps, offer.step), **(context or {})},
        status=status,
    )


def _offer(steps, case, verb, person):
    """The offer for a verb. When somebody was quicker, the step is still shown to whoever may take it, with the sentence."""
    step = steps.all.get(verb)
    if step is None or not steps.may_take(step, case, person):
        raise Http404
    return steps.offer(step, case, person)


def _target(steps, step) -> str:
    return " / ".join(steps.label(state) for state in step.targets)


def _form(step, case, request, form_class):
    form_class = form_class or step_forms.StepForm
    known = {"case": case, "person": request.user} if issubclass(form_class, step_forms.StepForm) else {}
    is_post = request.method == "POST"
    form = form_class(request.POST if is_post else None, request.FILES if is_post else None, **known)
    if step.needs_reason and "reason" not in form.fields:
        form.fields["reason"] = step_forms.reason_field("%(reason)s" in str(step.public or ""))
    return form


def _action(steps, verb, module):
    module = module or import_module(f"{apps.get_app_config(steps.app).name}.actions")
    return getattr(module, verb)
