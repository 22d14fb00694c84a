"""Briefs, calls and bids for tests, made by the real verbs."""

import datetime

from django.conf import settings

from quartier.community.actors.tests import factories as actors
from quartier.community.councils import actions as councils
from quartier.community.councils.tests import factories as bodies
from quartier.community.participation.tests import factories as ideas
from quartier.funding.budgets import queries as money
from quartier.funding.budgets.tests import factories as budgets
from quartier.funding.calls import models
from quartier.funding.calls.actions import bids, briefs, calls, panel
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.quarters.tests.factories import make_quarter

MAY = datetime.datetime(2026, 5, 4, 10, 0, tzinfo=clock.BERLIN)
DEADLINE = datetime.datetime(2026, 6, 10, 18, 0, tzinfo=clock.BERLIN)
AFTER = DEADLINE + datetime.timedelta(hours=16)
YEARS = {"2026": 1_000_000, "2027": 2_000_000}
BRIEF = {
    "title": "Nachbarschaft im Hof",
    "situation": "Der Hof ist leer.",
    "goals": "Menschen lernen sich kennen.",
    "tasks": "Treffen, Beete, Werkstatt.",
    "target_group": "Familien aus der Donaustraße",
    "where": "Donaustraße 100",
    "starts_on": datetime.date(2026, 8, 1),
    "ends_on": datetime.date(2027, 12, 31),
    "max_cents": 3_000_000,
    "cents_by_year": YEARS,
    "programme_year": 2026,
}
CALL = {
    "title": "Träger gesucht: Nachbarschaft im Hof",
    "summary": "Gesucht wird ein Träger, der den Hof belebt.",
    **{name: BRIEF[name] for name in ("situation", "goals", "tasks", "target_group", "where", "starts_on", "ends_on", "max_cents")},
    "procedure": "Ein Gremium wählt aus.",
    "panel_text": "Bezirksamt, Team, zwei Mitglieder des Quartiersrats",
    "contact": "Lea Brandt, 030 1234",
    "deadline_at": DEADLINE,
}
OPINION = {"fundable": True, "additional": True, "owner": True, "follow_up": True, "carries_on": True}
SKETCH = {"title": "Unser Hof", "summary": "Wir machen den Hof auf."}
REASON = "Das Konzept passt am besten zum Aufruf und bindet die Nachbarschaft ein."


def team(place=None, name="Lea Brandt", role="team_member"):
    return make_staff(role, place or make_quarter(), name=name)


def staff(role, name="Amt", place=None):
    """Somebody above the quarters."""
    return make_staff(role, place or make_quarter().parent, name=name)


def fund(place=None):
    """The Projektfonds with its rules and enough money in two budget years."""
    place = place or make_quarter()
    if money.rules("projektfonds", place) is None:
        budgets.make_rules("projektfonds")
    if not money.free_by_year("projektfonds", place):
        found = budgets.make_fund("projektfonds")
        budgets.fill_pot(9_000_000, place, fund=found, by_year={2026: 3_000_000, 2027: 3_000_000, 2028: 3_000_000})
    return money.fund("projektfonds")


def drafted(place=None, by=None, idea=None, **changes) -> models.Brief:
    place = place or make_quarter()
    return briefs.draft_brief(place=place, by=by or team(place), idea=idea, **{**BRIEF, "fund": fund(place), **changes})


def council(place=None):
    """(body, open meeting, somebody of the team, the seats that are there)."""
    place = place or make_quarter()
    by = team(place)
    body = bodies.make_body("council", place, "Quartiersrat", by=by)
    seats = bodies.members(body, 7)
    return body, by, seats


def tabled(place=None, **changes):
    """(brief on the agenda, meeting, by, seats)."""
    brief = drafted(place, **changes)
    body, by, seats = council(brief.place)
    meeting = bodies.meeting(body, by)
    return briefs.table_brief(brief, meeting=meeting, by=by), meeting, by, seats


def resolve(brief, meeting, seats, by, yes=6, no=1, **more):
    """Let the council vote by a show of hands."""
    meeting.refresh_from_db()
    if meeting.state == "invited":
        meeting = councils.open_meeting(meeting, by=by)
    bodies.come(meeting, *seats, by=by)
    item = meeting.items.get(about_kind="calls.brief", about_id=brief.pk)
    councils.call_item(item, by=by)
    vote = councils.open_vote(item, mode="hands", by=by)
    vote = councils.record_hands(vote, {"1": {"yes": yes, "no": no, "abstain": 0}}, by=by)
    councils.close_vote(vote, by=by, **more)
    brief.refresh_from_db()
    return brief


def worthy(place=None, **changes) -> models.Brief:
    brief = drafted(place, **changes)
    models.Brief.objects.filter(pk=brief.pk).update(state="worthy")
    brief.refresh_from_db()
    return brief


def confirmed(place=None, **changes) -> models.Brief:
    brief = worthy(place, **changes)
    briefs.find_feasible(brief, OPINION, by=staff("district_coordinator", place=brief.place.parent))
    briefs.list_brief(brief, by=staff("district_coordinator", place=brief.place.parent))
    return briefs.confirm_budget(brief, by=staff("state_coordinator", place=brief.place.parent.parent))


def call(place=None, *, state="published", brief=None, **changes) -> models.Call:
    """A call: drafted, approved or published. Keys lie in a folder of the test's own (`secrets` fixture)."""
    brief = brief or confirmed(place)
    by = team(brief.place)
    found = calls.draft_call(brief, by=by, **{**CALL, **changes})
    if state != "drafted":
        calls.approve_call(found, by=staff("district_coordinator", place=brief.place.parent))
    if state == "published":
        calls.publish_call(found, by=by)
    return found


def organisation(name="Hofkultur e. V.", place=None, person=None):
    """(organisation, person who acts for it)."""
    found = actors.make_organisation(place or make_quarter(), name=name)
    person = person or ideas.make_person(name=f"Chefin von {name}")
    actors.make_carrier(found, person)
    return found, person


def lines(grant=2_000_000, own=200_000, year=2026):
    """A finance plan that holds."""
    return [
        {"side": "costs", "kind": "staff", "label": "Leitung", "budget_year": year, "cents": grant + own},
        {"side": "cover", "kind": "grant", "label": "", "budget_year": year, "cents": grant},
        {"side": "cover", "kind": "own_work", "label": "Ehrenamt", "budget_year": year, "cents": own},
    ]


def bid(call, name="Hofkultur e. V.", **changes) -> models.Bid:
    found, person = organisation(name, call.place)
    words = {"sketch": SKETCH, "lines": lines(), **changes}
    return bids.hand_in_bid(call, organisation=found, by=person, **words)


def opened(call, *names) -> list[models.Bid]:
    """Bids of these organisations, opened by two people after the deadline. Needs the clock to be before the deadline and sets none."""
    for name in names:
        bid(call, name)
    with clock.at(AFTER):
        calls.sign_opening(call, by=team(call.place))
        calls.open_bids(call, by=staff("district_coordinator", place=call.place.parent))
    return list(call.bids.order_by("pk"))


def selecting(call, *names, members=2, criteria=1):
    """(bids formally ok, panel members, criteria) with the selection begun."""
    found = opened(call, *names)
    by, district = team(call.place), staff("district_coordinator", place=call.place.parent)
    with clock.at(AFTER):
        for one in found:
            bids.find_complete(one, by=by)
            bids.find_formally_ok(one, by=district)
        seats = [
            panel.add_member(call, person=ideas.make_person(f"Mitglied {n}"), speaks_for="Quartiersrat", by=by) for n in range(members)
        ]
        panel.set_criteria(call, [{"label": f"Kriterium {n}", "weight": 1, "max_points": 5} for n in range(criteria)], by=by)
        calls.start_selection(call, by=by)
    return list(call.bids.order_by("pk")), seats, list(call.criteria.all())


def key_file(call):
    return settings.SECRET_DIR / "calls" / f"{call.pk}.key"
