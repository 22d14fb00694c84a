"""A year of the Aktionsfonds in Donaustraße-Nord: every way an application can go."""

import datetime

from quartier.community.councils import models as councils
from quartier.config.demo import bodies, cast
from quartier.config.demo.stories import council, grant, wishes
from quartier.config.demo.world import HOME, tomorrow
from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.actions import applications
from quartier.funding.calls.rules import applications as rules
from quartier.ground.acts import clock

EVERY = 35  # days between two juries
NEXT = 7  # the next one
SESSIONS = 11


def day_of(world, number: int) -> datetime.datetime:
    """The evening of the jury `number` sessions ago; 0 is the one to come."""
    return world.workday(NEXT - EVERY * number, 18)


def tales(world) -> list:
    """The evenings and the applications that come to them."""
    for number in (3,):
        world.absent[HOME, bodies.JURY, day_of(world, number).date()] = 5
    evenings = [council.evening(world, HOME, bodies.JURY, day_of(world, number)) for number in range(SESSIONS + 1)]
    return [*evenings, *(application(world, wish) for wish in wishes.all_of())]


def application(world, wish):
    """One application from the first form to wherever its wish says that it stops."""
    starts_at = day_of(world, wish.session)
    yield tomorrow(starts_at, wish.came, 14)
    case = world.cases[wish.key] = _submit(world, wish, starts_at)
    yield tomorrow(clock.now(), 1, 10)
    yield from _check(world, wish, case, starts_at)
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
    starts_on, ends_on = _days(wish, starts_at)
    content = {
        "place": world.home,
        "fund": world.funds["aktionsfonds"],
        "rules": budgets.rules("aktionsfonds", world.home),
        "person": person,
        "items": [dict(zip(("what", "kind", "cents"), item, strict=True)) for item in wish.items],
        "applicant_kind": wish.kind,
        "street": wish.street,
        "postcode": "12043",
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
        "requested_cents": wish.asked or _asked(wish, world),
        "not_begun": True,
        "has_privacy_notice": True,
        "may_publish": True,
        "speaks": wish.speaks,
    }
    if wish.in_office:
        return applications.enter(**content, office_consent="unterschrieben im Büro", by=world["rana"])
    return applications.submit(**content, by=person if person.is_demo else None)


def _asked(wish, world) -> int:
    items = [{"cents": cents} for _what, _kind, cents in wish.items]
    return rules.plan(budgets.rules("aktionsfonds", world.home), items).requested


def _days(wish, starts_at) -> tuple[datetime.date, datetime.date]:
    """First and last day, both in the year of the jury while there is a day left in it: its pot pays."""
    evening = starts_at.astimezone(clock.BERLIN).date()
    new_years_eve = datetime.date(evening.year, 12, 31)
    first = evening + datetime.timedelta(days=wish.begins)
    if evening < new_years_eve:
        first = min(first, max(new_years_eve - datetime.timedelta(days=1), evening + datetime.timedelta(days=1)))
    last = first + datetime.timedelta(days=wish.lasts)
    return first, last if last.year == first.year else datetime.date(first.year, 12, 31)


def _check(world, wish, case, starts_at):
    """The office looks at it; some go back once, some are not for this money."""
    if wish.asks_back:
        applications.send_back(case, wish.asks_back, by=world["lea"])
        if wish.until == "needs_rework":
            return
        yield tomorrow(clock.now(), 2, 17)
        content = {"description": wish.text + " " + wish.answer, "ends_on": case.ends_on}
        items = list(case.items.values("what", "kind", "cents"))
        applications.resubmit(case, items=items, by=case.person, **content)
        yield tomorrow(clock.now(), 1, 9)
    if wish.until == "ineligible":
        applications.find_ineligible(case, wish.reason, by=world["lea"])
        return
    ticks = dict.fromkeys(rules.ticks_for(case), True)
    if wish.until == "submitted":
        ticks["owner"] = ticks["items"] = None
    applications.tick(case, ticks, by=world["lea"])
    judged = {item.pk: None if wish.until == "submitted" and not n else True for n, item in enumerate(case.items.all())}
    applications.judge_items(case, judged, by=world["lea"])


def _to_the_jury(world, wish, case, starts_at):
    """On the agenda, and what the jury says; without a quorum it comes again."""
    yield max(tomorrow(starts_at, -10, 15), clock.now())
    _table(world, wish, case, starts_at)
    if wish.until == "withdrawn":
        yield tomorrow(clock.now(), 1, 12)
        applications.withdraw(case, by=case.person if case.person.is_demo else world["lea"])
        return
    if wish.until == "tabled":
        return
    if wish.no_quorum:
        yield tomorrow(starts_at, 1, 10)
        applications.untable(case, wish.no_quorum, by=world["lea"])
        starts_at = day_of(world, wish.session - 1)
        yield tomorrow(starts_at, -10, 15)
        _table(world, wish, case, starts_at, again=True)
    yield tomorrow(starts_at, 1, 9)


def _table(world, wish, case, starts_at, again=False) -> None:
    meeting = councils.Meeting.objects.get(pk=world.meetings[HOME, bodies.JURY, starts_at.date()].pk)
    applications.table(case, meeting=meeting, by=world["lea"])
    plan = {"choices": wish.choices, "close": wish.close}
    if wish.no_quorum and not again:
        plan["straw_poll"] = wish.no_quorum
    world.votes[type(case).KIND, case.pk] = plan
