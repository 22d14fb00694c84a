"""Verbs about applications of the Aktionsfonds."""

from django.db import transaction

from quartier.community.councils import actions as councils
from quartier.funding.budgets import actions as budgets
from quartier.funding.calls import case_pages, models
from quartier.funding.calls.actions import application_letters as letters
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import insist
from quartier.ground.files import actions as files
from quartier.ground.quarters import actions as quarters
from quartier.ground.ui import german
from quartier.ground.workflow import actions as workflow

VERBS = {"yes": "approve", "changed": "approve_changed", "no": "reject", "deferred": "defer"}


# --- handing in ------------------------------------------------------------------------------------------------------------


def submit(*, place, fund, rules, person, items: list[dict], by=None, **content) -> models.Application:
    """Take an application. `items`: rows {what, kind, cents}; `content`: fields of the model, money in cents.

    `by` is the person herself, or nobody for somebody without sign-in. Raises Refused with the first sentence.
    """
    return _new("submit", place, fund, rules, person, items, by, content)


def enter(*, place, fund, rules, person, items: list[dict], office_consent: str, by, **content) -> models.Application:
    """The office writes the application down with the person; `office_consent` says how she agreed."""
    return _new("enter", place, fund, rules, person, items, by, {**content, "filled_in_by": by, "office_consent": office_consent})


def _new(verb, place, fund, fund_rules, person, items, by, content) -> models.Application:
    content = {"budget_year": content["ends_on"].year, "name": person.name, "phone": person.phone, **content}
    application = models.Application(place=place, fund=fund, rules=fund_rules, person=person, submitted_at=clock.now(), **content)
    insist(rules.amount_fits(application, items=items), "requested_cents")
    with APPLICATION.take(verb, application, by=by, of=person, **_facts(application)) as application:
        application.thread = workflow.open_thread(place, "AF", by)
        application.save()
        _write_items(application, items)
        letters.tell(application, "received")
    return application


def _facts(application) -> dict:
    """What the rules about a new or changed application want to know besides the case."""
    fund_rules = application.rules
    return {
        "meeting": queries.next_meeting(application.place, fund_rules, application.requested_cents),
        "times": queries.times_funded(application.person, application.organisation, application.fund, fund_rules.repeat_years),
    }


def _write_items(application, items):
    application.items.all().delete()
    models.ApplicationItem.objects.bulk_create([models.ApplicationItem(application=application, **item) for item in items])


def send_back(application, reason, *, by) -> models.Application:
    """Back to the applicant with questions."""
    with APPLICATION.take("send_back", application, by=by, reason=reason, of=application.person) as application:
        application.decision_reason = reason
        letters.tell(application, "sent_back", reason=reason)
    return application


def resubmit(application, *, items: list[dict], by, **content) -> models.Application:
    """The applicant (or the office for her) has changed the application. It is checked anew."""
    return _change("resubmit", application, items, content, by=by)


def amend(application, *, items: list[dict], reason: str, by, **content) -> models.Application:
    """The office changes the application together with the person; `reason` says what was agreed and how. It is checked anew."""
    return _change("amend", application, items, content, by=by, reason=reason)


def _change(verb, application, items, content, **taken) -> models.Application:
    for name, value in content.items():
        setattr(application, name, value)
    application.budget_year = application.ends_on.year
    insist(rules.amount_fits(application, items=items), "requested_cents")
    with transaction.atomic():
        models.Application.objects.select_for_update().get(pk=application.pk)
        application.save(update_fields=[*content, "budget_year"])
        with APPLICATION.take(verb, application, of=application.person, **_facts(application), **taken) as application:
            application.decision_reason = ""
            _write_items(application, items)
            application.checks.all().delete()
            letters.tell(application, "received" if verb == "resubmit" else "amended")
    return application


# --- the office's check ------------------------------------------------------------------------------------------------------


def check(application, *, ticks: dict, items: dict, remarks: dict | None = None, by) -> models.Application:
    """Write the formal check: code of `rules.ticks_for` → yes, no or open; id of an item → yes, no or open. Only changes are noted."""
    with transaction.atomic():
        application = models.Application.objects.select_for_update().get(pk=application.pk)
        insist(rules.can_be_checked(application))
        _write_ticks(application, ticks, remarks or {}, by)
        _judge(application, items, by)
    return application


def tick(application, answers: dict[str, bool | None], remarks: dict[str, str] | None = None, *, by) -> None:
    """Write ticks of the formal check: code of `rules.applications.TICKS` → yes, no, open."""
    check(application, ticks=answers, items={}, remarks=remarks, by=by)


def judge_items(application, eligible: dict[int, bool | None], *, by) -> None:
    """Say of each item (by id) whether it can be funded."""
    check(application, ticks={}, items=eligible, by=by)


def _write_ticks(application, answers, remarks, by):
    known = {one.code: one for one in application.checks.all()}
    changed = {}
    for code, is_met in answers.items():
        if code not in rules.ticks_for(application) or not _is_new(known.get(code), is_met, remarks.get(code, "")):
            continue
        values = {"is_met": is_met, "remark": remarks.get(code, "")[:300], "checked_by": by, "checked_at": clock.now()}
        models.FormalCheck.objects.update_or_create(application=application, code=code, defaults=values)
        changed[code] = is_met
    if changed:
        _record("calls.tick", application, by, {"answers": changed})


def _is_new(old, is_met, remark) -> bool:
    return (is_met is not None or remark) if old is None else (old.is_met, old.remark) != (is_met, remark)


def _judge(application, eligible, by):
    changed = {}
    for item in application.items.select_for_update():
        if item.pk in eligible and item.is_eligible != eligible[item.pk]:
            item.is_eligible = changed[str(item.pk)] = eligible[item.pk]
            item.save(update_fields=["is_eligible"])
    if changed:
        _record("calls.judge_items", application, by, {"items": changed})


def _record(act, application, by, data):
    log.record(act, about=application, place_id=application.place_id, thread_id=application.thread_id, by=by, data=data)


def add_paper(application, upload, *, by):
    """Keep a signed sheet, an owner's consent, an offer: only the office sees it. Returns the file."""
    with transaction.atomic():
        file = files.store(upload, about=application, purpose="paper", place=application.place, by=by)
        _record("calls.add_paper", application, by, {"file": file.pk})
    return file


def note(application, reason, *, by) -> models.Application:
    """Write a note into the story of the case; only the office reads it."""
    with APPLICATION.take("note", application, by=by, reason=reason, of=application.person) as application:
        pass
    return application


# --- the jury --------------------------------------------------------------------------------------------------------------


def table(application, *, meeting, by) -> models.Application:
    """Put the application on the agenda of the jury's meeting."""
    with APPLICATION.take("table", application, by=by, meeting=meeting, data={"meeting": meeting.pk}) as application:
        councils.add_agenda_item(meeting, about=application, title=application.title, amount_cents=application.requested_cents, by=by)
        letters.tell(application, "tabled", meeting=meeting)
    return application


def put_on_agenda(application, meeting, by) -> None:
    """The same as `table`, as the councils call it from the page of a meeting."""
    table(application, meeting=meeting, by=by)


def untable(application, reason, *, by) -> models.Application:
    """Off the agenda again."""
    with APPLICATION.take("untable", application, by=by, reason=reason) as application:
        councils.withdraw_item(application, by=by)
    return application


def decide(application, resolution, *, by) -> models.Application:
    """Take over what the jury has resolved. A yes reserves the money in the same transaction; a pot too small refuses the whole vote."""
    cents = resolution.amount_cents or application.requested_cents
    data = {"yes": resolution.yes, "no": resolution.no, "abstained": resolution.abstain}
    if resolution.is_yes:
        data["amount_cents"] = cents
    with APPLICATION.take(VERBS[resolution.result], application, by=by, resolution=resolution, data=data) as application:
        application.decided_on = german.local(resolution.decided_at).date()
        application.decision_reason, application.conditions = resolution.reason, resolution.conditions
        if resolution.is_yes:
            application.approved_cents = cents
            _reserve(application, by)
        _tell_decision(application, resolution, by)
    quarters.touch(application.place_id)
    return application


def _reserve(application, by):
    years = {application.budget_year: application.approved_cents}
    budgets.reserve(application.fund, application.place, years, thread=application.thread, about=application, by=by)


def _tell_decision(application, resolution, by):
    if resolution.result == "no":
        letters.refuse(application, by=by, resolution=resolution)
    else:
        letters.tell(application, "deferred" if resolution.result == "deferred" else "approved", resolution=resolution)


def undo_decision(application, resolution, *, by, reason) -> models.Application:
    """The jury's resolution was counted wrong and is void: what it reserved is free again, the application waits for the jury anew."""
    with APPLICATION.take("undo_decision", application, by=by, resolution=resolution, reason=reason) as application:
        _give_back(application, by)
        application.decided_on = application.approved_cents = None
        application.decision_reason = application.conditions = ""
        letters.tell(application, "undone", reason=reason)
    quarters.touch(application.place_id)
    return application


def _give_back(application, by):
    if application.approved_cents:
        budgets.release(application.fund, application.place, thread=application.thread, about=application, by=by)


# --- other ends --------------------------------------------------------------------------------------------------------------


def find_ineligible(application, reason, *, by) -> models.Application:
    """The money may not be used for this; the letter says why and where else to go."""
    with APPLICATION.take("find_ineligible", application, by=by, reason=reason, of=application.person) as application:
        application.decision_reason = reason
        letters.refuse(application, by=by)
    return application


def reopen(application, reason, *, by) -> models.Application:
    """The finding was wrong."""
    with APPLICATION.take("reopen", application, by=by, reason=reason) as application:
        application.decision_reason = ""
        letters.tell(application, "reopened")
    return application


def withdraw(application, *, by) -> models.Application:
    """The applicant does not want it any more; reserved money goes back to the pot."""
    with APPLICATION.take("withdraw", application, by=by, of=application.person) as application:
        _give_back(application, by)
        councils.withdraw_item(application, by=by)
        letters.tell(application, "withdrawn")
    quarters.touch(application.place_id)
    return application


def lapse(application, *, by) -> models.Application:
    """The award came to nothing, declined or lifted: told by the floor above, which has given the money back already."""
    with APPLICATION.take("lapse", application, by=by, of=application.person) as application:
        pass
    return application


def take_up(application, reason, *, by) -> models.Application:
    """It is to be awarded after all: the money is reserved anew. Raises Refused when the pot is spent."""
    with APPLICATION.take("take_up", application, by=by, reason=reason, of=application.person) as application:
        is_whole = application.approved_cents == application.requested_cents and not application.conditions
        application.state = "approved" if is_whole else "approved_changed"
        _reserve(application, by)
        letters.tell(application, "taken_up", reason=reason)
    quarters.touch(application.place_id)
    return application


def renew_link(application, *, by) -> models.Application:
    """Older status links are void from now on; the applicant gets a new one."""
    with transaction.atomic():
        application = (
            models.Application.objects.select_for_update(of=("self",)).select_related("place", "person", "thread").get(pk=application.pk)
        )
        application.link_version += 1
        application.save(update_fields=["link_version"])
        letters.tell(application, "link")
        _record("calls.renew_link", application, by, {"version": application.link_version})
    return application


def link_of(application) -> str:
    """The address of the applicant's own page of this case."""
    return case_pages.address_for(application, application.person)


def erase(person) -> None:
    """Blank what applications keep of a person besides her row: name, phone, address. Titles, sums and decisions stay."""
    blank = dict.fromkeys(("name", "phone", "speaks", "street", "postcode", "town", "office_consent", "remark"), "")
    models.Application.objects.filter(person=person).update(**blank)
