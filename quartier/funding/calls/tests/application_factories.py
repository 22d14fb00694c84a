"""Applications, a jury and a pot for tests, made by the real actions."""

import datetime

from quartier.community.councils.tests import factories as councils
from quartier.funding.budgets import queries as budgets
from quartier.funding.budgets.tests import factories as money
from quartier.funding.calls import models
from quartier.funding.calls.actions import applications as actions
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=clock.BERLIN)
PARTY = datetime.date(2026, 12, 12)
ITEMS = [
    {"what": "Papier, Draht, Kleber, LED-Lichter", "kind": "material", "cents": 310_00},
    {"what": "Musikerin, zwei Stunden", "kind": "fee", "cents": 500_00},
]
make_person, make_staff = councils.make_person, councils.make_staff


def make_rules(**changes):
    """The rules of Berlin with two weeks of lead time, as in the mockups."""
    return money.make_rules(**{"lead_days": 14, **changes})


def make_pot(place=None, cents=10_000_00, **facts):
    """Money for the year."""
    return money.fill_pot(cents, place or places.make_quarter(), fund=budgets.fund("aktionsfonds"), **facts)


def content(**changes) -> dict:
    """All that an application says, without items."""
    said = {
        "applicant_kind": "group",
        "group_name": "Hofgruppe Donaustraße 88",
        "name": "Ivana Petrović",
        "phone": "0176 555 01 23",
        "street": "Donaustraße 88",
        "postcode": "12043",
        "town": "Berlin",
        "is_old_enough": True,
        "title": "Laternen für den Hof",
        "description": "Wir bauen Laternen, laufen durch den Kiez und essen Suppe.",
        "volunteering": "Zwölf Nachbarinnen und Nachbarn helfen beim Bauen und Kochen.",
        "themes": ["Kontakte in der Nachbarschaft"],
        "target_group": "alle aus dem Haus und der Straße",
        "people": 80,
        "where": "Hof Donaustraße 88",
        "has_owner_consent": True,
        "starts_on": PARTY,
        "ends_on": PARTY,
        "wants_flat_rate": True,
        "own_contribution": "Wir kochen selbst und räumen auf.",
        "requested_cents": 891_00,
        "not_begun": True,
        "has_privacy_notice": True,
    }
    return {**said, **changes}


def make_application(place=None, *, person=None, items=None, at=NOON, rules=None, **changes) -> models.Application:
    """An application that was handed in without an account at noon of 24 November 2026."""
    place = place or places.make_quarter()
    rules = rules or budgets.rules("aktionsfonds", place, NOON.date()) or make_rules()
    with clock.at(at):
        return actions.submit(
            place=place,
            fund=rules.fund,
            rules=rules,
            person=person or make_person("Ivana Petrović"),
            items=items or ITEMS,
            **content(**changes),
        )


def tick_all(application, by):
    """The office has looked at everything and all is well."""
    from quartier.funding.calls.rules import applications as rules

    ticks = dict.fromkeys(rules.ticks_for(application), True)
    actions.check(application, ticks=ticks, items={item.pk: True for item in application.items.all()}, by=by)


def make_jury(place=None, team=None):
    """(body, seats): a jury of seven."""
    body = councils.make_body(place=place, by=team)
    return body, councils.members(body)


def make_meeting(body, team, **facts):
    """The jury's meeting on 1 December 2026, 18 o'clock."""
    return councils.meeting(body, team, items=(), **{"state": "planned", **facts})


def vote(item, seats, team, yes=7, reason="", **asked):
    """The jury is there, `yes` of them are for it, the rest against; returns the closed vote."""
    from quartier.community.councils import actions as councils_do

    with clock.at(councils.EVENING + datetime.timedelta(minutes=30)):
        if item.meeting.state == "planned":
            councils_do.invite(item.meeting, by=team)
        if item.meeting.state == "invited":
            councils_do.open_meeting(item.meeting, by=team)
            councils.come(item.meeting, *seats, by=team)
        found = councils_do.open_vote(item, by=team, **asked)
        for number, seat in enumerate(seats):
            councils_do.cast(found, seat.person, "yes" if number < yes else "no")
        return councils_do.close_vote(found, by=team, reason=reason)
