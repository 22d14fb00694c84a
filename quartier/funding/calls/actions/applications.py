"""Verbs about applications of the Aktionsfonds."""

from django.db import transaction

from quartier.community.councils import actions as councils
from quartier.funding.budgets import actions as budgets
from quartier.funding.calls import models
from quartier.funding.calls.rules import applications as rules
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.accounts import links
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import insist
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters
from quartier.ground.ui import german
from quartier.ground.workflow import actions as workflow


def submit(*, place, fund, rules, person, items: list[dict], by=None, **content) -> models.Application:
    """Take an application. `items`: rows {what, kind, cents}; `content`: fields of the model, money in cents.

    `by` is the person herself, or nobody for somebody without sign-in. Raises Refused with the first sentence.
    """
    return _new("submit", place, fund, rules, person, items, by, content)


def enter(*, place, fund, rules, person, items: list[dict], office_consent: str, by, **content) -> models.Application:
    """The office writes the application down with the person; `office_consent` says how she agreed."""
    return _new("enter", place, fund, rules, person, items, by, {**content, "filled_in_by": by, "office_consent": office_consent})


def _new(verb, place, fund, fund_rules, person, items, by, content) -> models.Application:
    content = {"budget_year": content["ends_on"].year, **content}
    application = models.Application(place=place, fund=fund, rules=fund_rules, person=person, submitted_at=clock.now(), **content)
    insist(rules.amount_fits(application, items=items), "requested_cents")
    with APPLICATION.take(verb, application, by=by) as application:
        application.thread = workflow.open_thread(place, "AF", by)
        application.save()
        _write_items(application, items)
        tell(application, "received")
    return application


def _write_items(application, items):
    application.items.all().delete()
    models.ApplicationItem.objects.bulk_create([models.ApplicationItem(application=application, **item) for item in items])


def send_back(application, reason, *, by) -> models.Application:
    """Back to the applicant with questions."""
    with APPLICATION.take("send_back", application, by=by, reason=reason, of=application.person) as application:
        application.decision_reason = reason
        tell(application, "sent_back", reason=reason)
    return application


def resubmit(application, *, items: list[dict], by, **content) -> models.Application:
    """The applicant (or the office for her) has changed the application. Ticks about what changed are asked again."""
    with transaction.atomic():
        for name, value in content.items():
            setattr(application, name, value)
        application.budget_year = application.ends_on.year
        insist(rules.amount_fits(application, items=items), "requested_cents")
        application.save(update_fields=[*content, "budget_year"])
        with APPLICATION.take("resubmit", application, by=by) as application:
            application.decision_reason = ""
            _write_items(application, items)
            application.checks.all().delete()
            tell(application, "received")
    return application


def tick(application, answers: dict[str, bool | None], remarks: dict[str, str] | None = None, *, by) -> None:
    """Write ticks of the formal check: code of `rules.applications.TICKS` → yes, no, open."""
    with transaction.atomic():
        models.Application.objects.select_for_update().get(pk=application.pk)
        for code, is_met in answers.items():
            values = {"is_met": is_met, "remark": (remarks or {}).get(code, ""), "checked_by": by, "checked_at": clock.now()}
            models.FormalCheck.objects.update_or_create(application=application, code=code, defaults=values)
        _record("calls.tick", application, by, {"answers": answers})


def judge_items(application, eligible: dict[int, bool | None], *, by) -> None:
    """Say of each item (by id) whether it can be funded."""
    with transaction.atomic():
        models.Application.objects.select_for_update().get(pk=application.pk)
        for pk, is_eligible in eligible.items():
            application.items.filter(pk=pk).update(is_eligible=is_eligible)
        _record("calls.judge_items", application, by, {"items": {str(k): v for k, v in eligible.items()}})


def _record(act, application, by, data):
    log.record(act, about=application, place_id=application.place_id, thread_id=application.thread_id, by=by, data=data)


def table(application, *, meeting, by) -> models.Application:
    """Put the application on the agenda of the jury's meeting."""
    with APPLICATION.take("table", application, by=by, meeting=meeting) as application:
        councils.add_agenda_item(meeting, about=application, title=application.title, amount_cents=application.requested_cents, by=by)
        tell(application, "tabled", meeting=meeting)
    return application


def untable(application, reason, *, by) -> models.Application:
    """Off the agenda again."""
    with APPLICATION.take("untable", application, by=by, reason=reason) as application:
        councils.withdraw_item(application, by=by)
    return application


def decide(application, resolution, *, by) -> models.Application:
    """Take over what the jury has resolved. A yes reserves the money in the same transaction; a pot too small refuses the whole vote."""
    verb = {"yes": "approve", "changed": "approve_changed", "no": "reject", "deferred": "defer"}[resolution.result]
    cents = resolution.amount_cents or application.requested_cents
    data = {"yes": resolution.yes, "no": resolution.no, "abstained": resolution.abstain}
    if resolution.is_yes:
        data["amount_cents"] = cents
    with APPLICATION.take(verb, application, by=by, resolution=resolution, data=data) as application:
        application.decided_on = german.local(resolution.decided_at).date()
        application.decision_reason, application.conditions = resolution.reason, resolution.conditions
        if resolution.is_yes:
            application.approved_cents = cents
            _reserve(application, cents, by)
        elif resolution.result == "no":
            refuse_by_letter(application, by=by, resolution=resolution)
    quarters.touch(application.place_id)
    return application


def _reserve(application, cents, by):
    budgets.reserve(
        application.fund, application.place, {application.budget_year: cents}, thread=application.thread, about=application, by=by
    )


def find_ineligible(application, reason, *, by) -> models.Application:
    """The money may not be used for this; the letter says why and where else to go."""
    with APPLICATION.take("find_ineligible", application, by=by, reason=reason, of=application.person) as application:
        application.decision_reason = reason
        refuse_by_letter(application, by=by)
    return application


def reopen(application, reason, *, by) -> models.Application:
    """The finding was wrong."""
    with APPLICATION.take("reopen", application, by=by, reason=reason) as application:
        application.decision_reason = ""
        tell(application, "received")
    return application


def withdraw(application, *, by) -> models.Application:
    """The applicant does not want it any more; reserved money goes back to the pot."""
    was_approved = application.state in ("approved", "approved_changed")
    with APPLICATION.take("withdraw", application, by=by) as application:
        if application.approved_cents and was_approved:
            budgets.release(application.fund, application.place, thread=application.thread, about=application, by=by)
        councils.withdraw_item(application, by=by)
        tell(application, "withdrawn")
    quarters.touch(application.place_id)
    return application


def link_of(application) -> str:
    """The address of the applicant's own page of this case."""
    return f"/{application.place.slug}/vorgang/{links.key(application.person_id, application.KIND, application.pk)}/"


def tell(application, what: str, **context) -> None:
    """Mail the applicant, or lay a letter for her into the office's tray."""
    context = {"application": application, "link": link_of(application), **context}
    notify.mail(
        to_person=application.person,
        template=f"calls/mail/application_{what}",
        context=context,
        about=application,
        place=application.place,
    )


def refuse_by_letter(application, *, by, resolution=None) -> None:
    """A no is a letter with what, why and what now; and the same by mail where there is an address."""
    context = {"application": application, "resolution": resolution, "link": link_of(application)}
    notify.letter(
        to_person=application.person,
        address=[application.person.name, application.street, f"{application.postcode} {application.town}"],
        template="calls/letter/application_refused",
        context=context,
        about=application,
        place=application.place,
        by=by,
    )
    if application.person.email:
        tell(application, "refused", resolution=resolution)
