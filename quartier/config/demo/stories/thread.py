"""One project from the first idea to the last receipt. A plan says when and how; the story stops where its plan says."""

import datetime
from dataclasses import dataclass, field

from quartier.community.councils import models as councils
from quartier.community.participation import actions as participation
from quartier.config.demo import bodies
from quartier.config.demo.stories import bidding, evenings, ideas, project
from quartier.config.demo.world import in_office, working
from quartier.funding.calls.actions import briefs, calls
from quartier.funding.calls.rules import briefs as rules
from quartier.ground.acts import clock

STAGES = (
    "published",
    "drafted",
    "dropped",
    "tabled",
    "council",
    "not_feasible",
    "feasible",
    "listed",
    "confirmed",
    "call_drafted",
    "approved",
    "open",
    "failed",
    "withdrawn_call",
    "closed",
    "opening",
    "opened",
    "selecting",
    "no_award",
    "chosen",
    "award_drafted",
    "granted",
    "running",
    "terminated",
    "closed_project",
)
DAYS = {  # days after the idea on which each stage begins, unless a plan says otherwise
    "brief": 30,
    "table": 45,
    "feasible": 116,
    "listed": 140,
    "confirmed": 160,
    "call": 170,
    "approved": 175,
    "publish": 180,
    "bids": 211,
    "deadline": 217,
    "opening": 218,
    "check": 222,
    "selection": 226,
    "choice": 236,
    "award": 260,
    "grant": 265,
    "accept": 272,
}


@dataclass(frozen=True)
class Offer:
    """What one carrier offers: share of the maximum it asks for, points it gets, what it says."""

    carrier: str
    percent: int = 100
    points: int = 4
    sketch: dict = field(default_factory=dict)
    is_on_paper: bool = False
    is_spoiled: str = ""  # "damaged": it cannot be opened; "asked": it was asked for once more
    excluded: str = ""
    withdraws: bool = False


@dataclass(frozen=True)
class Plan:
    """How a project goes. `days` overrules DAYS; `cents_by_year` counts from the first year of the project."""

    key: str
    place: str
    idea_on: datetime.date
    who: str
    title: str
    text: str
    why: str
    where: str
    brief: dict
    until: str
    council: str = ""
    council_close: dict = field(default_factory=dict)
    cents: tuple = (2_800_000, 2_800_000, 2_800_000)
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    supporters: int = 5
    days: dict = field(default_factory=dict)
    offers: tuple = ()
    reason: str = ""
    opinion: str = "Keine Einwände. Das Vorhaben passt zum Handlungskonzept des Quartiers."
    end_reason: str = ""
    refused_drawdown: str = ""
    costs: tuple = ("Projektleitung, 10 Stunden in der Woche", "Honorare", "Material und Raum")
    district: str = "katrin"
    circulates: bool = False
    call: dict = field(default_factory=dict)
    panel: tuple = ()
    is_scored: bool = True
    report: dict = field(default_factory=dict)
    project: dict = field(default_factory=dict)

    def moment(self, stage: str, hour: int = 10) -> datetime.datetime:
        """When the stage begins."""
        days = {**DAYS, **self.days}[stage]
        day = days if isinstance(days, datetime.date) else self.idea_on + datetime.timedelta(days=days)
        return clock.in_berlin(working(day), datetime.time(hour))

    @property
    def tabled_on(self) -> datetime.date:
        """The day on which the brief goes to the council."""
        return self.moment("table").astimezone(clock.BERLIN).date()

    @property
    def years(self) -> dict[int, int]:
        """Budget year → cents."""
        return {self.starts_on.year + step: cents for step, cents in enumerate(self.cents) if cents}

    @property
    def programme_year(self) -> int:
        """The newest programme that was allotted when the budget is confirmed, and does not begin after the project."""
        return min((self.moment("confirmed") - datetime.timedelta(days=20)).year, self.starts_on.year)

    def reaches(self, stage: str) -> bool:
        """Whether the story goes beyond this stage."""
        return STAGES.index(self.until) > STAGES.index(stage)


def story(world, plan: Plan):
    """The whole thread, as far as the plan goes."""
    yield clock.in_berlin(plan.idea_on, datetime.time(16))
    place = world.places[plan.place]
    lead = world.lead(place)
    idea = world.cases["idea", plan.key] = yield from _idea(world, plan, place, lead)
    if not plan.reaches("published"):
        return
    yield plan.moment("brief")
    brief = world.cases["brief", plan.key] = _brief(world, plan, place, idea, lead)
    if not plan.reaches("drafted"):
        return
    yield plan.moment("table", 15)
    if plan.until == "dropped":
        briefs.drop_brief(brief, plan.reason, by=lead)
        return
    yield from _council(world, plan, brief, lead)
    if not plan.reaches("council"):
        return
    brief.refresh_from_db()
    yield from _administration(world, plan, brief)
    if not plan.reaches("confirmed"):
        return
    yield from _call(world, plan, brief, lead)


def _idea(world, plan, place, lead):
    words = {"title": plan.title, "text": plan.text, "why": plan.why, "where": plan.where}
    idea = ideas.hand_in(world, place, plan.who, words)
    yield in_office(clock.now(), 3, 11)
    idea = participation.publish(idea, by=lead)
    ideas.support(world, idea, plan.supporters)
    return idea


def _brief(world, plan, place, idea, lead):
    years = {str(year): cents for year, cents in plan.years.items()}
    return briefs.draft_brief(
        place=place,
        idea=idea,
        fund=world.funds["projektfonds"],
        title=plan.title,
        where=plan.where,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        max_cents=sum(plan.cents),
        cents_by_year=years,
        programme_year=plan.programme_year,
        by=lead,
        **plan.brief,
    )


def _council(world, plan, brief, lead):
    """On the agenda of the next evening, and what the council says there; one goes round by circulation."""
    told = {"choices": plan.council, "close": plan.council_close}
    if plan.circulates:
        briefs.table_brief(brief, meeting=world.meetings[plan.place, "circulation", None], by=lead)
        return
    day = evenings.following(world, plan.place, bodies.COUNCIL, plan.tabled_on)
    if day is None:
        return
    meeting = councils.Meeting.objects.get(pk=world.meetings[plan.place, bodies.COUNCIL, day].pk)
    briefs.table_brief(brief, meeting=meeting, by=lead)
    world.votes[type(brief).KIND, brief.pk] = told
    yield in_office(evenings.at(day), 1, 9)


def _administration(world, plan, brief):
    """Is it possible, is it on the list, is the money there?"""
    yield plan.moment("feasible")
    opinion = dict.fromkeys(rules.OPINION, True)
    if plan.until == "not_feasible":
        briefs.find_not_feasible(brief, {**opinion, "owner": False}, plan.reason, by=world["haupt"])
        return
    if not plan.reaches("not_feasible"):
        return
    brief = briefs.find_feasible(brief, opinion, plan.opinion, by=world[plan.district])
    if not plan.reaches("feasible"):
        return
    yield plan.moment("listed")
    brief = briefs.list_brief(brief, by=world[plan.district])
    if not plan.reaches("listed"):
        return
    yield plan.moment("confirmed")
    briefs.confirm_budget(brief, by=world["state"])


def _call(world, plan, brief, lead):
    """The public call, from the draft to the award."""
    yield plan.moment("call")
    brief.refresh_from_db()
    call = bidding.draft(world, plan, brief, lead)
    if not plan.reaches("call_drafted"):
        return
    yield plan.moment("approved")
    call = calls.approve_call(call, by=world[plan.district])
    if not plan.reaches("approved"):
        return
    yield plan.moment("publish")
    call = world.cases["call", plan.key] = calls.publish_call(call, by=lead)
    chosen = yield from bidding.compete(world, plan, call, lead)
    if chosen is not None and plan.reaches("chosen"):
        yield from project.run(world, plan, chosen)
