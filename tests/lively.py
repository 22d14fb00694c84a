"""What every demo shows, on whatever day it plays: every state, every phase, something in each quarter, nothing that waits too long."""

import datetime

from django.db.models import Q
from django.test import Client

from quartier.community.councils import models as councils
from quartier.community.events import models as events
from quartier.community.participation import models as participation
from quartier.funding.budgets import models as budgets
from quartier.funding.calls import models as calls
from quartier.funding.grants import models as grants
from quartier.funding.grants.rules import proofs
from quartier.ground.accounts import queries as accounts
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message
from quartier.ground.quarters import queries as quarters
from quartier.ground.workflow import steps
from quartier.surfaces.desk import waiting

PASSING = {"events.booking": {"held", "asking"}}  # while somebody fills in a form: minutes, so nobody would find them the next morning
WEEK = datetime.timedelta(days=7)
LATE = 14  # so many days late a case of the demo may be


def missing_states() -> list[str]:
    """Kind and state of each step table that no case is in."""
    found = []
    for kind, table in sorted(steps.ALL.items()):
        there = set(table.model.objects.order_by("state").values_list("state", flat=True).distinct())
        found += [f"{kind} {state}" for state in table.states if state not in there | PASSING.get(kind, set())]
    return found


def missing_phases() -> list[str]:
    """Phases that follow from the clock and that no case is in."""
    return [name for name, is_there in phases().items() if not is_there]


def phases() -> dict[str, bool]:
    """Each phase that follows from the clock, and whether something is in it."""
    return _of_calls() | _of_awards() | _of_bodies() | _of_events() | _of_rules()


def _of_calls() -> dict[str, bool]:
    public = calls.Call.objects.filter(state="published")
    return {
        "call open": public.filter(deadline_at__gt=clock.now()).exists(),
        "call closed and not opened": public.filter(deadline_at__lte=clock.now(), bids__isnull=False).exists(),
        "bid left out by hand": calls.Bid.objects.filter(state="excluded").exists(),
        "bid on paper": calls.Bid.objects.filter(is_on_paper=True).exists(),
    }


def _of_awards() -> dict[str, bool]:
    today = clock.today()
    running, claimed = grants.Award.objects.filter(state="running"), grants.Award.objects.filter(state="recovery")
    reminded = set(grants.Reminder.objects.values_list("kind", flat=True))
    return {
        "award accepted, not begun": running.filter(starts_on__gt=today).exists(),
        "award under way": running.filter(starts_on__lte=today, ends_on__gte=today, bid__isnull=False).exists(),
        "award over, accounts due": running.filter(ends_on__lt=today, proof_due_on__gte=today).exists(),
        "accounts of an action overdue": running.filter(proof_due_on__lt=today, application__isnull=False).exists(),
        "accounts of a project overdue": running.filter(proof_due_on__lt=today, bid__isnull=False).exists(),
        "claim to be paid": claimed.filter(claim_due_on__gte=today).exists(),
        "claim overdue": claimed.filter(claim_due_on__lt=today).exists(),
        "yearly report missing": any(proofs.missing_interims(award) for award in running.filter(bid__isnull=False)),
        "letter to be printed": Message.objects.filter(channel="letter", state="waiting").exists(),
        **{f"reminder {kind}": kind in reminded for kind in ("accept", "proof", "overdue", "claim", "spend")},
    }


def _of_bodies() -> dict[str, bool]:
    today, soon = clock.today(), Q(starts_at__gt=clock.now(), starts_at__lt=clock.now() + 2 * WEEK)
    return {
        "jury in two weeks with cases": councils.Meeting.objects.filter(
            soon, body__kind="jury", items__about_kind="calls.application"
        ).exists(),
        "council soon with briefs": councils.Meeting.objects.filter(
            starts_at__gt=clock.now(), body__kind="council", items__about_kind="calls.brief", state__in=("planned", "invited")
        ).exists(),
        "vote by circulation open": councils.Vote.objects.filter(state="open", item__meeting__ends_at__gt=clock.now()).exists(),
        "straw poll": councils.Vote.objects.filter(is_straw_poll=True).exists(),
        "member biased": councils.Bias.objects.exclude(source="relation").exists(),
        "seat ended": councils.Seat.objects.filter(until_on__lt=today).exists(),
        "rules of procedure to come": councils.RulesOfProcedure.objects.filter(valid_from__gt=today).exists(),
    }


def _of_events() -> dict[str, bool]:
    now, published = clock.now(), events.Event.objects.filter(state="published")
    return {
        "event ahead": published.filter(starts_at__gt=now).exists(),
        "event over": published.filter(starts_at__lt=now).exists(),
        "event called off, still ahead": events.Event.objects.filter(state="cancelled", starts_at__gt=now).exists(),
    }


def _of_rules() -> dict[str, bool]:
    today = clock.today()
    return {
        "rules of a fund to come": budgets.FundRules.objects.filter(valid_from__gt=today).exists(),
        "rules of a fund of its own": budgets.FundRules.objects.filter(place__isnull=False, valid_from__lte=today).exists(),
        "quarter ended": quarters.all_quarters(today).filter(phase_kind="closed").exists(),
    }


def dull_quarters() -> list[str]:
    """Quarters that work and whose home has nothing for this week, no idea, or does not come."""
    soon = events.Event.objects.filter(state="published", starts_at__range=(clock.now(), clock.now() + WEEK))
    ideas = participation.Idea.objects.filter(state__in=("published", "answered"))
    alive = set(soon.values_list("place_id", flat=True)) & set(ideas.values_list("place_id", flat=True))
    places = quarters.active_quarters(clock.today())
    return [place.slug for place in places if place.pk not in alive or Client().get(place.get_absolute_url()).status_code != 200]


def kept_waiting() -> list[tuple]:
    """What has waited longer for one of the cast than anybody would let it."""
    earliest = clock.today() - datetime.timedelta(days=LATE)
    people = [person for _role, group in accounts.demo_people() for person in group]
    lines = [(person.name, line) for person in people for line in waiting.of(person)]
    return [(name, line.title, line.due_on) for name, line in lines if line.due_on and line.due_on < earliest]
