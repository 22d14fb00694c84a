"""Awards at the desk: the list, one award as a case, its draft and its steps."""

from dataclasses import replace
from types import SimpleNamespace

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.funding.budgets import queries as budgets
from quartier.funding.grants import lists, story
from quartier.funding.grants.actions import awards, changes, payments, proofs, receipts
from quartier.funding.grants.forms import desk as forms
from quartier.funding.grants.models import Award
from quartier.funding.grants.models.awards import CAME_TO_NOTHING, FREE_AGAIN
from quartier.funding.grants.queries import awards as queries
from quartier.funding.grants.queries import parts
from quartier.funding.grants.rules import proofs as proof_rules
from quartier.funding.grants.steps.awards import AWARD
from quartier.funding.grants.steps.changes import CHANGE
from quartier.funding.grants.steps.drawdowns import DRAWDOWN
from quartier.funding.grants.steps.proofs import PROOF
from quartier.funding.grants.views import entry as shared
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.files import queries as files
from quartier.ground.workflow import pages

FORMS = {
    "accept": forms.OfficeAcceptForm,
    "change_bank": forms.OfficeAcceptForm,
    "terminate": forms.TerminateForm,
    "book_return": forms.ReturnForm,
    "take_back_return": forms.TakeBackReturnForm,
    "agree_to_change": forms.AnswerForm,
    "pay_drawdown": forms.PayForm,
}
VERBS = SimpleNamespace(**{verb: getattr(awards, verb, None) or getattr(proofs, verb) for verb in AWARD.all})  # they lie in two files
OWN_PAGES = ("prepare", "change_award", "submit_proof", "settle")  # these have a page of their own


@may("grants.read")
def desk(request, place):
    """What waits to be awarded, and every award of the quarter by state."""
    context = {"page": lists.desk_page(place, request.GET), "can_prepare": access.may(request.user, "grants.prepare", place)}
    if context["can_prepare"]:
        context |= {"applications": queries.ready_applications([place.pk]), "bids": queries.ready_bids([place.pk])}
    return render(request, "grants/desk/list.html", context)


@may("grants.prepare", application=queries.application)
def from_application(request, place, application):
    """Draft the letter of an application that the jury said yes to."""
    return _prepare(request, place, application=application)


@may("grants.prepare", bid=queries.bid)
def from_bid(request, place, bid):
    """Draft the letter of a chosen bid."""
    return _prepare(request, place, bid=bid)


def _prepare(request, place, **of):
    proposal = Award(**awards.proposal(**of))
    form = forms.PrepareForm(*shared.bound(request), initial=forms.initial_of(proposal))
    if request.method == "POST" and form.is_valid():
        made = []
        if shared.act(form, lambda **values: made.append(awards.prepare(**values)), by=request.user, **of, **form.said):
            return redirect(_case(made[0]))
    context = {"form": form, "proposal": proposal, "back": reverse("grants.desk", args=[place.slug])}
    return render(request, "grants/desk/prepare.html", context, status=_status(form))


@may("grants.prepare", award=queries.award)
def draft(request, place, award):
    """Change the draft of a letter."""
    form = forms.PrepareForm(*shared.bound(request), initial=forms.initial_of(award))
    if request.method == "POST" and form.is_valid() and shared.act(form, awards.change_award, award=award, by=request.user, **form.said):
        return redirect(_case(award))
    context = {"form": form, "proposal": award, "award": award, "back": _case(award)}
    return render(request, "grants/desk/prepare.html", context, status=_status(form))


@may("grants.read", award=queries.award)
def case(request, place, award):
    """One award with its money, receipts, reports and story."""
    return render(request, "grants/desk/case.html", _case_context(request, award))


def _case_context(request, award, check=None) -> dict:
    person, rows, held = request.user, proof_rules.counted(queries.whole(award)), budgets.thread_money(award.thread_id)
    reports = story.reports(award)
    found = files.by_kind([award, *rows, *reports])
    context = pages.case_context(AWARD, award, person)
    payments = _with_offers(DRAWDOWN, story.payments(award), "drawdown", person)
    changes = _with_offers(CHANGE, story.changes(award), "change", person)
    yearly = _reports(reports, found, person)
    return {
        **context,
        "state": story.state(award),
        "award": award,
        "tone": story.tone(award),
        "when": story.when(award),
        "offers": [*_next_of_parts(award, payments, changes, yearly), *_offers(award, context["offers"], person)],
        "next_title": _("Als Nächstes: Abrechnung prüfen") if award.state == "proof_submitted" and _may_check(award, person) else "",
        "parts": story.money_parts(award, held),
        "receipts": story.with_files(rows, found),
        "total": sum(row.gross_cents for row in rows),
        "plan": story.plan_lines(award, rows),
        "payments": payments,
        "changes": changes,
        "reports": yearly,
        "proof": _last_report(award),
        "inventory": award.inventory.all(),
        "letters": story.of_purpose(found, award, "letter"),
        "papers": _papers(award) if access.may(person, "grants.prepare", award) else [],
        **_rights(award, person, context["offers"]),
        **(_check_context(award, rows, held, check) if _may_check(award, person) else {}),
    }


def _offers(award, offers, person) -> list:
    """The steps of the award itself; those with a page of their own are elsewhere, changing the draft leads to its page."""
    hidden = (*OWN_PAGES, "change_bank", *(() if award.returns else ("take_back_return",)))
    found = [offer for offer in offers if offer.verb not in hidden]
    draft = next((offer for offer in offers if offer.verb == "change_award" and not offer.why_not), None)
    return [*found, replace(draft, address=reverse("grants.draft", args=[award.place.slug, award.pk]))] if draft else found


def _next_of_parts(award, payments, changes, reports) -> list:
    """What is to be done next about a payment, a change or a report, one of each kind; taken out of the part's own list."""
    kinds = [(payments, "drawdown", "abrufe"), (changes, "change", "aenderungen"), (reports, "proof", "berichte")]
    found = {}
    for rows, name, word in kinds:
        for row in rows:
            for offer in row["offers"]:
                if offer.step.kind == "main" and offer.verb not in found:
                    found[offer.verb] = replace(offer, address=f"{_case(award)}{word}/{row[name].pk}/{offer.verb}/")
                    row["offers"] = [other for other in row["offers"] if other is not offer]
    return list(found.values())


def _papers(award) -> list[tuple[str, str]]:
    """(word of the address, label) of the forms on paper that the grantee may need now."""
    if award.state == "granted":
        return [("annahme", "Annahme auf Papier")]
    if award.state in ("running", "proof_submitted", "proof_returned"):
        return [("abruf", "Abruf auf Papier"), ("aenderung", "Änderung auf Papier"), ("konto", "Neues Konto auf Papier")]
    return []


def _rights(award, person, offers) -> dict:
    is_team = access.may(person, "grants.prepare", award)
    sees_bank = access.may(person, "grants.see_bank", award)
    return {
        "can_enter": is_team and award.state in proof_rules.EDITABLE,
        "can_draft": is_team and award.state == "drafted",
        "can_begin_anew": is_team and award.bid_id and award.state in CAME_TO_NOTHING and queries.bid(award.place, award.bid_id),
        "can_note": is_team,
        "can_change_bank": any(offer.verb == "change_bank" for offer in offers),
        "sees_bank": sees_bank,
        "same_account": parts.same_account(award) if sees_bank else [],
        "can_renew_link": is_team and award.granted_on is not None and award.state not in FREE_AGAIN,
        "can_take_file": access.may(person, "grants.audit_file", award),
        "missing_years": proof_rules.missing_interims(award) if award.state == "running" else [],
    }


def _with_offers(steps, rows, name, person) -> list:
    return [{**row, "offers": [o for o in steps.offers(row[name], person) if _is_its_turn(o, row[name])]} for row in rows]


def _is_its_turn(offer, case) -> bool:
    """A payment that is not released yet is not to be noted as paid; what cannot be taken back is not offered."""
    return not (offer.verb == "pay_drawdown" and case.state == "requested") and not (offer.step.kind == "back" and offer.why_not)


def _reports(rows, found, person) -> list:
    return [
        {"proof": row, "state": PROOF.label(row.state), "offers": [o for o in PROOF.offers(row, person) if o.verb not in ("submit_interim",)],
         "photos": story.of_purpose(found, row, "photo")}
        for row in rows
    ]  # fmt: skip


def _last_report(award):
    return next((proof for proof in award.proofs.all() if not proof.is_interim), None)


# --- the check of a proof --------------------------------------------------------------------------------------------


def _may_check(award, person) -> bool:
    is_there = award.state == "proof_submitted" or any(proof.is_interim and proof.state == "submitted" for proof in award.proofs.all())
    settle = AWARD.all["settle"]
    allowed = AWARD.may_take(settle, award, person) and all(rule(award, by=person) is None for rule in settle.must[:2])
    return is_there and allowed


def _check_context(award, rows, held, form=None) -> dict:
    form = form or forms.CheckForm(receipts=rows, initial=_reported(award))
    sums = proof_rules.settlement(award, held=held, **_reported(award))
    is_judged = any(row.eligible_cents is not None for row in rows)
    return {
        "check": form,
        "sums": sums,
        "is_final": award.state == "proof_submitted",
        "is_judged": is_judged,
        "is_all_judged": all(row.eligible_cents is not None for row in rows),
    }


def _reported(award) -> dict:
    proof = next((proof for proof in award.proofs.all() if not proof.is_interim and proof.state != "draft"), None)
    return {"income_cents": proof.income_cents if proof else 0, "own_cents": proof.own_cents if proof else 0}


@may("grants.check", award=queries.award)
def check(request, place, award):
    """Judge the receipts; with the other button accept the proof as well."""
    if request.method != "POST" or not _may_check(award, request.user):
        return redirect(_case(award))
    if "fuellen" in request.POST:
        return render(request, "grants/desk/case.html", _case_context(request, award, _filled_up(award, request.POST)))
    form = forms.CheckForm(request.POST, receipts=story.receipts(award), initial=_reported(award))
    if form.is_valid() and shared.act(form, lambda **said: _judge(award, form, request), by=request.user):
        return redirect(_case(award) + ("" if "anerkennen" in request.POST else "#pruefung"))
    return render(request, "grants/desk/case.html", _case_context(request, award, form), status=422)


def _filled_up(award, said):
    """The form again, with the whole sum where nothing was typed; nothing is saved by it."""
    rows = story.receipts(award)
    whole = {f"eligible_{row.pk}": row.gross_cents for row in rows if not said.get(f"eligible_{row.pk}", "").strip()}
    typed = {name: value for name, value in said.items() if name not in whole}
    return forms.CheckForm(receipts=rows, initial={**_reported(award), **typed, **whole})


def _judge(award, form, request):
    receipts.judge_receipts(award, form.judged, by=request.user)
    if "anerkennen" in request.POST:
        said = {name: form.cleaned_data[name] for name in ("income_cents", "own_cents", "note")}
        proofs.settle(award, by=request.user, **said)


# --- steps -----------------------------------------------------------------------------------------------------------


@may("grants.read", award=queries.award)
def step(request, place, award, verb):
    """One step of the award, asked once more."""
    if verb in OWN_PAGES:
        raise Http404
    return pages.take_view(AWARD, request, award, verb, forms=FORMS, actions=VERBS, back=_case(award))


@may("grants.read", award=queries.award, drawdown=parts.drawdown)
def drawdown_step(request, place, award, drawdown, verb):
    """One step of a payment."""
    _must_belong(drawdown, award)
    back = reverse("grants.payments", args=[place.slug]) if request.GET.get("zurueck") == "zahlungen" else _case(award)
    return pages.take_view(
        DRAWDOWN, request, drawdown, verb, forms=FORMS, actions=payments, back=back, template="grants/desk/drawdown_step.html",
        context={"award": drawdown.award, "sees_bank": parts.sees_bank(request.user, drawdown.award), "same_account": parts.same_account(drawdown.award)},
    )  # fmt: skip


@may("grants.read", award=queries.award, change=parts.change)
def change_step(request, place, award, change, verb):
    """One step of a change."""
    _must_belong(change, award)
    return pages.take_view(CHANGE, request, change, verb, forms=FORMS, actions=changes, back=_case(change.award))


@may("grants.read", award=queries.award, proof=parts.proof)
def proof_step(request, place, award, proof, verb):
    """One step of a yearly report; handing one in has a page of its own, and the last report is settled with the award."""
    _must_belong(proof, award)
    if verb not in INTERIM_STEPS or proof.budget_year is None:
        raise Http404
    return pages.take_view(PROOF, request, proof, verb, actions=proofs, back=_case(proof.award))


INTERIM_STEPS = ("return_interim", "accept_interim", "reopen_interim")


def _must_belong(thing, award):
    if thing.award_id != award.pk:
        raise Http404


def _case(award) -> str:
    return reverse("grants.case", args=[award.place.slug, award.pk])


def _status(form) -> int:
    return 422 if form.is_bound and form.errors else 200
