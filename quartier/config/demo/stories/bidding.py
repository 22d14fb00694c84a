"""The competition: bids under seal, two people open, the panel scores, one is chosen."""

import datetime

from quartier.config.demo import bodies, cast
from quartier.config.demo.world import in_office, tomorrow
from quartier.funding.calls.actions import bids, briefs, calls, panel
from quartier.ground.acts import clock

DOCUMENTS = "Projektskizze (höchstens fünf Seiten) und Finanzplan nach Jahren, beide auf dem Vordruck."
PROCEDURE = "Das Quartiersteam prüft, ob alles da ist, das Bezirksamt prüft formal. Danach stellen die Träger ihr Konzept vor."
PANEL = "Das Fachamt, das Quartiersteam und Mitglieder des Quartiersrats."
REQUIREMENTS = "Erfahrung mit Nachbarschaften, Kenntnis des Quartiers, Fachkräfte mit mehreren Sprachen."
PRESENTED = 14  # days after the deadline on which the carriers present themselves
AFTERWARDS = "Was aufgebaut wird, soll danach ohne Förderung weitergehen. Die Skizze sagt, wer es trägt."
HEADINGS = ("situation", "goals", "measures", "target_groups", "participation", "schedule", "staff", "sustainability")


def draft(world, plan, brief, lead):
    """The text of the call, from the brief."""
    deadline = plan.moment("deadline", 12)
    content = {
        "title": plan.title,
        "summary": f"Gesucht wird ein Träger, der „{plan.title}“ durchführt.",
        "situation": brief.situation,
        "goals": brief.goals,
        "tasks": brief.tasks,
        "target_group": brief.target_group,
        "where": brief.where,
        "starts_on": brief.starts_on,
        "ends_on": brief.ends_on,
        "max_cents": brief.max_cents,
        "requirements": REQUIREMENTS,
        "sustainability": AFTERWARDS,
        "documents": DOCUMENTS,
        "procedure": PROCEDURE,
        "panel_text": PANEL,
        "contact": f"{lead.name}, {lead.email}",
        "deadline_at": deadline,
        "presentations_on": in_office(deadline, PRESENTED).astimezone(clock.BERLIN).date(),
        "is_scored": plan.is_scored,
        **plan.call,
    }
    return calls.draft_call(brief, by=lead, **content)


def compete(world, plan, call, lead):
    """From the first bid to the choice; returns the chosen bid or None."""
    for number, offer in enumerate(plan.offers):
        yield tomorrow(plan.moment("bids"), number, 11 + number)
        bid = _bid(world, plan, call, offer, lead)
        if offer.withdraws:
            yield tomorrow(clock.now(), 1)
            bids.withdraw_bid(bid, by=bid.person)
    if plan.until == "withdrawn_call":
        yield in_office(clock.now(), 3)
        yield from _give_up(world, plan, call, lead)
        return None
    if not plan.reaches("open"):
        return None
    yield plan.moment("opening", 15)
    if plan.until == "failed":
        calls.fail_call(call, by=lead)
        return None
    if not plan.reaches("closed"):
        return None
    call = calls.sign_opening(call, by=lead)
    if not plan.reaches("opening"):
        return None
    yield tomorrow(clock.now(), 0, 16)
    call = calls.open_bids(call, by=world[plan.district])
    if not plan.reaches("opened"):
        bids.find_complete(call.bids.filter(state="opened").order_by("pk").first(), by=lead)
        yield from _ask_again(world, plan, call, lead)
        return None
    return (yield from _select(world, plan, call, lead))


def _ask_again(world, plan, call, lead):
    """What cannot be read is asked for once more."""
    for bid, offer in _pairs(world, plan, call):
        if offer.is_spoiled == "asked":
            yield clock.now() + datetime.timedelta(hours=1)
            bids.ask_again(bid, "Die Datei ist beschädigt und lässt sich nicht öffnen.", until=world.next_workday(4, 12), by=lead)


def _give_up(world, plan, call, lead):
    """The call is withdrawn, the money is free again, nobody goes on with the brief."""
    calls.withdraw_call(call, plan.reason, by=lead)
    yield in_office(clock.now(), 6, 10)
    brief = call.brief
    brief.refresh_from_db()
    brief = briefs.release_budget(brief, plan.reason, by=world["state"])
    yield in_office(clock.now(), 1, 10)
    briefs.drop_brief(brief, plan.reason, by=lead)


def _bid(world, plan, call, offer, lead):
    organisation, person = world.organisations[offer.carrier], world.speakers[offer.carrier]
    lines = finance_plan(call, offer.percent, plan.costs)
    sketch = {**dict.fromkeys(HEADINGS, ""), "title": call.title, "goals": call.goals, **offer.sketch}
    if offer.is_on_paper:
        return bids.enter_bid(call, organisation=organisation, person=person, received_at=clock.now(), sketch=sketch, lines=lines, by=lead)
    bid = bids.hand_in_bid(call, organisation=organisation, sketch=sketch, lines=lines, by=person)
    if offer.is_spoiled:  # a fault of the storage: the one thing in the demo that no action can play
        type(bid).objects.filter(pk=bid.pk).update(sealed=bid.sealed[:-8])
    return bid


def finance_plan(call, percent: int, labels) -> list[dict]:
    """Costs and cover of each year: the grant asked for, and a tenth of it as own work on top."""
    rows = []
    for year, cents in sorted((int(year), cents) for year, cents in call.brief.cents_by_year.items()):
        grant = cents * percent // 100
        own = -(-grant // 10)
        staff, fees, things = grant * 60 // 100, grant * 20 // 100, grant - grant * 60 // 100 - grant * 20 // 100
        rows += [
            _line("costs", "staff", labels[0], year, staff),
            _line("costs", "fee", labels[1], year, fees + own),
            _line("costs", "materials", labels[2], year, things),
            _line("cover", "grant", "Projektfonds", year, grant),
            _line("cover", "own_work", "Stunden der Ehrenamtlichen", year, own),
        ]
    return rows


def _line(side, kind, label, year, cents) -> dict:
    return {"side": side, "kind": kind, "label": label, "budget_year": year, "cents": cents}


def _select(world, plan, call, lead):
    """Formal check, scores of the panel, choice."""
    yield plan.moment("check")
    for bid, offer in _pairs(world, plan, call):
        if offer.excluded:
            bids.exclude_bid(bid, offer.excluded, by=world[plan.district])
            continue
        bids.find_formally_ok(bids.find_complete(bid, by=lead), by=world[plan.district])
    if plan.until == "no_award":
        yield plan.moment("choice")
        calls.choose_nobody(call, plan.reason, by=world[plan.district])
        return None
    _seat(world, plan, call, lead)
    yield plan.moment("selection", 11)
    call = calls.start_selection(call, by=lead)
    if plan.is_scored:
        yield from _score(world, plan, call)
    if not plan.reaches("selecting"):
        return None
    yield plan.moment("choice", 17)
    best = max(_pairs(world, plan, call), key=lambda pair: pair[1].points * (not pair[1].excluded))[0]
    calls.choose(call, bid=best, choice_reason=plan.reason, by=world[plan.district])
    best.refresh_from_db()
    return best


def _pairs(world, plan, call):
    by_carrier = {bid.organisation_id: bid for bid in call.bids.order_by("pk")}
    return [(by_carrier[world.organisations[offer.carrier].pk], offer) for offer in plan.offers]


def _seat(world, plan, call, lead) -> None:
    if call.is_scored:
        rows = [{"label": str(label), "weight": 1, "max_points": 5, "is_knock_out": False} for label in panel.DEFAULT_CRITERIA]
        panel.set_criteria(call, rows, by=lead)
    for who, speaks_for in plan.panel:
        panel.add_member(call, person=_member(world, plan, who), speaks_for=speaks_for, by=lead)


def _member(world, plan, who):
    """A key of the cast, a name, `@team` for the team's last, `@council:1` for the second seat of the council."""
    place = world.places[plan.place]
    if who == "@team":
        return world.teams[place.pk][-1]
    if who.startswith("@council:"):
        return world.bodies[plan.place, bodies.COUNCIL].seats.order_by("pk")[int(who.partition(":")[2])].person
    return world.people.get(who) or cast.resident(world, who)


def _score(world, plan, call):
    """Each unbiased member gives points; where the story stops in the selection, the last one has not done so yet."""
    unbiased = list(call.panel.filter(bias__isnull=True).order_by("pk"))
    for number, member in enumerate(unbiased if plan.reaches("selecting") else unbiased[:-1]):
        yield clock.now() + datetime.timedelta(hours=1)
        for bid, offer in _pairs(world, plan, call):
            if not offer.excluded:
                points = {criterion.pk: max(0, offer.points - (order + number) % 2) for order, criterion in enumerate(call.criteria.all())}
                panel.score(member, bid, points, by=member.person)
