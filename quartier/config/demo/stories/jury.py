"""A year of the Aktionsfonds: every way an application can go, most of them in Donaustraße-Nord."""

import datetime

from quartier.community.councils import models as councils
from quartier.config.demo import bodies, cast
from quartier.config.demo.stories import council, evenings, grant, wishes
from quartier.config.demo.world import HOME, ONE_DAY, in_office, tomorrow
from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.actions import applications
from quartier.funding.calls.rules import applications as rules
from quartier.ground.acts import clock

SICK = 5  # so many stay at home when a jury has no quorum
TABLED = 14  # days before the evening


def tales(world) -> list:
    """The evenings and the applications that come to them."""
    told = wishes.all_of()
    days = {(HOME, day): evenings.at(day) for day in world.evenings[HOME, bodies.JURY]}
    for wish in told:
        starts_at = _evening(world, wish)
        days[wish.place, starts_at.astimezone(clock.BERLIN).date()] = starts_at
        if wish.no_quorum:
            world.absent[wish.place, bodies.JURY, starts_at.astimezone(clock.BERLIN).date()] = SICK
    plays = [council.evening(world, slug, bodies.JURY, starts_at) for (slug, _day), starts_at in sorted(days.items())]
    return [*plays, *(application(world, wish) for wish in told)]


def _evening(world, wish, later: int = 0) -> datetime.datetime:
    return evenings.ago(world, wish.place, bodies.JURY, wish.session - later)


def application(world, wish):
    """One application from the first form to wherever its wish says that it stops."""
    starts_at = _evening(world, wish)
    yield world.last_workday(wish.fresh, 14, 51) if wish.fresh else tomorrow(starts_at, wish.came, 14)
    case = world.cases[wish.key] = _submit(world, wish, starts_at)
    yield in_office(clock.now(), 1, 10)
    yield from _check(world, wish, case)
    if wish.until in BEFORE_THE_JURY:
        return
    yield from _to_the_jury(world, wish, case, starts_at)
    if wish.until in ("tabled", "withdrawn") or wish.vote in ("no", "deferred"):
        return
    case.refresh_from_db()
    yield from grant.micro(world, wish, case)


BEFORE_THE_JURY = ("submitted", "needs_rework", "ineligible")


def _submit(world, wish, starts_at):
    person = world.people.get(wish.who) or cast.resident(world, wish.who)
    place, (starts_on, ends_on) = world.places[wish.place], _days(world, wish, starts_at)
    content = {
        "place": place,
        "fund": world.funds["aktionsfonds"],
        "rules": budgets.rules("aktionsfonds", place),
        "person": person,
        "items": [dict(zip(("what", "kind", "cents"), item, strict=True)) for item in wish.items],
        "applicant_kind": wish.kind,
        "street": wish.street,
        "postcode": wish.postcode,
        "is_old_enough": True,
        "title": wish.title,
        "description": wish.text,
        "volunteering": wish.helpers,
        "themes": wish.themes,
        "target_group": wish.target,
        "people": wish.people,
        "where": wish.where,
        "has_owner_consent": wish.until != "submitted",
        "starts_on": starts_on,
        "ends_on": ends_on,
        "own_contribution": wish.own,
        "publicity": "Aushang im Hausflur, Kalender des Quartiers",
        "requested_cents": wish.asked or _asked(wish, place),
        "not_begun": True,
        "has_privacy_notice": True,
        "may_publish": True,
        "speaks": wish.speaks,
    }
    if wish.in_office:
        return applications.enter(**content, office_consent="unterschrieben im Büro", by=world.scribe(place))
    return applications.submit(**content, by=person if person.is_demo else None)


def _asked(wish, place) -> int:
    items = [{"cents": cents} for _what, _kind, cents in wish.items]
    return rules.plan(budgets.rules("aktionsfonds", place), items).requested


def _days(world, wish, starts_at) -> tuple[datetime.date, datetime.date]:
    """First and last day of the action; both lie in one year, whose pot pays."""
    evening = starts_at.astimezone(clock.BERLIN).date()
    first = world.day(wish.on) if wish.on is not None else evening + wish.begins * ONE_DAY
    last = first + wish.lasts * ONE_DAY
    return first, last if last.year == first.year else datetime.date(first.year, 12, 31)


def _check(world, wish, case):
    """The office looks at it; some go back once, some are not for this money."""
    lead = world.lead(case.place)
    if wish.asks_back:
        applications.send_back(case, wish.asks_back, by=lead)
        if wish.until == "needs_rework":
            return
        yield tomorrow(clock.now(), 2, 17)
        content = {"description": wish.text + " " + wish.answer, "ends_on": case.ends_on}
        items = list(case.items.values("what", "kind", "cents"))
        applications.resubmit(case, items=items, by=case.person, **content)
        yield in_office(clock.now(), 1, 9)
    if wish.until == "ineligible":
        applications.find_ineligible(case, wish.reason, by=lead)
        return
    ticks = dict.fromkeys(rules.ticks_for(case), True)
    if wish.until == "submitted":
        ticks["owner"] = ticks["items"] = None
    applications.tick(case, ticks, by=lead)
    judged = {item.pk: None if wish.until == "submitted" and not n else True for n, item in enumerate(case.items.all())}
    applications.judge_items(case, judged, by=lead)


def _to_the_jury(world, wish, case, starts_at):
    """On the agenda, and what the jury says; without a quorum it comes again."""
    yield max(in_office(starts_at, -TABLED, 15), clock.now())
    _table(world, wish, case, starts_at)
    if wish.until == "withdrawn":
        yield tomorrow(clock.now(), 1, 12)
        applications.withdraw(case, by=case.person if case.person.is_demo else world.lead(case.place))
        return
    if wish.until == "tabled":
        return
    if wish.no_quorum:
        yield in_office(starts_at, 1, 10)
        applications.untable(case, wish.no_quorum, by=world.lead(case.place))
        starts_at = _evening(world, wish, later=1)
        yield in_office(starts_at, -TABLED, 15)
        _table(world, wish, case, starts_at, again=True)
    yield in_office(starts_at, 1, 9)


def _table(world, wish, case, starts_at, again=False) -> None:
    day = starts_at.astimezone(clock.BERLIN).date()
    meeting = councils.Meeting.objects.get(pk=world.meetings[wish.place, bodies.JURY, day].pk)
    applications.table(case, meeting=meeting, by=world.lead(case.place))
    plan = {"choices": wish.choices, "close": wish.close, "biased": wish.biased}
    plan |= {"annulled": wish.annulled, "broken_off": wish.broken_off}
    if wish.no_quorum and not again:
        plan["straw_poll"] = wish.no_quorum
    world.votes[type(case).KIND, case.pk] = plan
