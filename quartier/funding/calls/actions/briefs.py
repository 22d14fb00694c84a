"""Verbs about briefs. The council and the administration answer two different questions: worthy, and feasible."""

from django.db import transaction

from quartier.community.councils import actions as councils
from quartier.community.participation import actions as participation
from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models
from quartier.funding.calls.rules import briefs as rules
from quartier.funding.calls.steps.briefs import BRIEF
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import insist
from quartier.ground.workflow import actions as workflow
from quartier.ground.workflow import queries as threads


def draft_brief(*, place, by, idea=None, **content) -> models.Brief:
    """Write down the key points, from an idea or without one; the brief goes on in the idea's thread.

    `content`: the fields of `models.Brief`; money in cents. Raises Refused when the years do not add up or the fund's rules say no.
    """
    with transaction.atomic():
        thread = threads.surviving(idea.thread) if idea and idea.thread_id else workflow.open_thread(place, "PF", by)
        brief = models.Brief(place=place, thread=thread, idea=idea, made_at=clock.now(), made_by=by, **content)
        with BRIEF.take("draft_brief", brief, by=by, fund_rules=_rules(brief)) as brief:
            brief.save()
        participation.record_outcome(thread.pk, "brief", by)
    return brief


def change_brief(brief, *, by, **content) -> models.Brief:
    """Change the key points while they are a draft."""
    with BRIEF.take("change_brief", brief, by=by) as fresh:
        for name, value in content.items():
            setattr(fresh, name, value)
        insist(rules.years_add_up(fresh))
        insist(rules.fits_the_fund(fresh, fund_rules=_rules(fresh)))
    return fresh


def _rules(brief):
    return money.rules(brief.fund, brief.place)


def table_brief(brief, *, meeting, by) -> models.Brief:
    """Put the brief on the agenda of a meeting of a council of its place."""
    insist(rules.is_for_the_council(brief, meeting))
    with BRIEF.take("table_brief", brief, by=by) as brief:
        councils.add_agenda_item(meeting, about=brief, title=brief.title, by=by)
        participation.record_outcome(brief.thread_id, "council", by)
    return brief


def untable_brief(brief, reason, *, by) -> models.Brief:
    """Take the brief off the agenda again."""
    with BRIEF.take("untable_brief", brief, by=by, reason=reason) as brief:
        councils.withdraw_item(brief, by=by)
    return brief


VERBS = {"yes": "find_worthy", "changed": "ask_changes", "deferred": "defer_brief", "no": "find_unworthy"}
OUTCOMES = {"yes": "council_yes", "no": "council_no"}


def decide(brief, resolution, *, by) -> models.Brief:
    """Take over what the council has resolved, in the transaction of its vote."""
    counts = {"yes": resolution.yes, "no": resolution.no, "abstained": resolution.abstain}
    with BRIEF.take(VERBS[resolution.result], brief, by=by, data=counts, resolution=resolution) as brief:
        brief.council_note = "\n".join(filter(None, (resolution.conditions, resolution.reason)))
        participation.record_outcome(brief.thread_id, OUTCOMES.get(resolution.result, "brief"), by)
    return brief


def undo_council(brief, resolution, *, by, reason) -> models.Brief:
    """The council's resolution was counted wrong and is void: the brief waits for it anew."""
    with BRIEF.take("undo_council", brief, by=by, resolution=resolution, reason=reason) as brief:
        brief.council_note = ""
        participation.record_outcome(brief.thread_id, "council", by)
    return brief


def rework_brief(brief, reason, *, by) -> models.Brief:
    """After a no: back to the draft, to come again in another shape."""
    with BRIEF.take("rework_brief", brief, by=by, reason=reason) as brief:
        brief.feasibility = {}
        participation.record_outcome(brief.thread_id, "brief", by)
    return brief


def find_feasible(brief, opinion, note="", *, by) -> models.Brief:
    """The administration says yes. `opinion`: code of `rules.briefs.OPINION` → bool, each must hold."""
    with BRIEF.take("find_feasible", brief, by=by, opinion=opinion, data={"opinion": opinion}, personal={"note": note}) as brief:
        brief.feasibility = {"opinion": opinion, "note": note, "on": clock.today().isoformat()}
        participation.record_outcome(brief.thread_id, "feasible", by)
    return brief


def find_not_feasible(brief, opinion, reason, *, by) -> models.Brief:
    """The administration says no; its reason goes back to the council and to the public."""
    with BRIEF.take("find_not_feasible", brief, by=by, reason=reason, data={"opinion": opinion}) as brief:
        brief.feasibility = {"opinion": opinion, "note": reason, "on": clock.today().isoformat()}
        participation.record_outcome(brief.thread_id, "infeasible", by)
    return brief


def reopen_feasibility(brief, reason, *, by) -> models.Brief:
    """The check was wrong: check again."""
    with BRIEF.take("reopen_feasibility", brief, by=by, reason=reason) as brief:
        brief.feasibility = {}
        participation.record_outcome(brief.thread_id, "council_yes", by)
    return brief


def list_brief(brief, *, by) -> models.Brief:
    """The steering group puts it on the list of the programme year."""
    with BRIEF.take("list_brief", brief, by=by) as brief:
        pass
    return brief


def confirm_budget(brief, *, by) -> models.Brief:
    """The programme's budget is confirmed: reserve the amounts of each budget year. Raises Refused when money is short."""
    with BRIEF.take("confirm_budget", brief, by=by, data={"amount_cents": brief.max_cents}) as brief:
        budgets.reserve(
            fund=brief.fund,
            place=brief.place,
            cents_by_year=_years(brief),
            programme_year=brief.programme_year,
            thread=brief.thread,
            about=brief,
            by=by,
        )
    return brief


def release_budget(brief, reason, *, by) -> models.Brief:
    """Give the reserved money back to the pot."""
    with BRIEF.take("release_budget", brief, by=by, reason=reason) as brief:
        budgets.release(brief.fund, brief.place, thread=brief.thread, about=brief, by=by)
    return brief


def drop_brief(brief, reason, *, by) -> models.Brief:
    """Nothing comes of it; the reason stays."""
    with BRIEF.take("drop_brief", brief, by=by, reason=reason) as brief:
        participation.record_outcome(brief.thread_id, "stopped", by)
    return brief


def _years(brief) -> dict[int, int]:
    return {int(year): cents for year, cents in brief.cents_by_year.items() if cents}
