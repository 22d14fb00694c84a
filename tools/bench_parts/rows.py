"""Public rows for measuring, written straight into the tables: no money, no mail, no log; only in a throw-away database."""

import datetime

from quartier.community.actors.models import Contact, Organisation
from quartier.community.councils.models import Body, Meeting, Seat
from quartier.community.events.models import Event
from quartier.community.participation.models import Idea
from quartier.ground.access import actions as access
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

QUARTER = "donaustrasse-nord"
BATCH = 5_000
IN_VIEW = 60  # events of the present month: more than one page shows, however many there are in other months
TEXT = (
    "Auf dem kleinen Platz vor der Schule stehen zwei Bänke in der Sonne und keine im Schatten. Im Sommer sitzt dort niemand, obwohl "
    "alle vorbeikommen. Zwei Bänke unter den Linden und ein Brunnen, aus dem man trinken kann, würden viel ändern."
)


def people() -> tuple[Person, Person]:
    """A resident with cases of her own and somebody who leads the quarter's team."""
    resident = Person.objects.create(name="Ayşe Bench", email="ayse@bench.example")
    lead = Person.objects.create(name="Lea Bench", email="lea@bench.example")
    access.give_role(lead, "team_lead", quarters.quarter(QUARTER))
    return resident, lead


def many(count: int, author: Person | None = None) -> None:
    """Bring ideas and events of the quarter to `count` rows each; those that are new belong to `author`."""
    place, now = quarters.quarter(QUARTER), clock.now()
    _fill(Idea, count, lambda number: _idea(place, now, number, author))
    _fill(Event, count, lambda number: _event(place, number))


def few(count: int, author: Person) -> None:
    """The same for what a quarter has tens of: organisations, and meetings of a body in which `author` sits."""
    place, now = quarters.quarter(QUARTER), clock.now()
    _fill(
        Organisation, count, lambda number: Organisation(place=place, name=f"Verein {number}", legal_form="ev", is_public=True, made_at=now)
    )
    if not Contact.objects.exists():
        Contact.objects.create(organisation=Organisation.objects.first(), person=author, role="Vorstand", from_on=clock.today())
    body = Body.objects.first() or Body.objects.create(place=place, kind="council", name="Quartiersrat", slug="rat", from_on=clock.today())
    if not Seat.objects.exists():
        Seat.objects.create(body=body, person=author, kind="resident", from_on=clock.today())
    _fill(Meeting, count, lambda number: _meeting(body, number))


def _fill(model, count: int, make) -> None:
    have = model.objects.count()
    for start in range(have, count, BATCH):
        model.objects.bulk_create([make(number) for number in range(start, min(start + BATCH, count))])


def _idea(place, now, number: int, author) -> Idea:
    at = now - datetime.timedelta(minutes=number)
    return Idea(
        place=place,
        state="published",
        outcome=("", "", "need", "council_yes", "project")[number % 5],
        title=f"Zwei Bänke im Schatten, Vorschlag {number}",
        text=TEXT,
        why="Damit man sich ausruhen kann.",
        where="Platz vor der Schule",
        author=author,
        submitted_at=at,
        published_at=at,
        support_count=number % 40,
    )


def _event(place, number: int) -> Event:
    starts_at = _moment(number)
    return Event(
        place=place,
        state="published",
        title=f"Offene Werkstatt, Treffen {number}",
        text=TEXT,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
        where="Nachbarschaftshaus, Donaustraße 1",
        organiser="Werkstatt für alle",
        is_free=True,
        is_step_free=number % 2 == 0,
        made_at=starts_at,
    )


def _moment(number: int) -> datetime.datetime:
    """The first ones lie in the present month, all others in years before and after it."""
    first = clock.today().replace(day=1)
    if number < IN_VIEW:
        return clock.in_berlin(first + datetime.timedelta(days=number % 27), datetime.time(8 + number % 12))
    away = 40 + number % 9_000
    return clock.in_berlin(first + datetime.timedelta(days=away if number % 2 else -away), datetime.time(8 + number % 12))


def _meeting(body, number: int) -> Meeting:
    weeks = number // 2 + 1  # one ahead, one past, in turn: what shows the next meeting shows it with one row too
    starts_at = clock.now() + datetime.timedelta(weeks=-weeks if number % 2 else weeks)
    return Meeting(place=body.place, body=body, state="closed" if number % 2 else "planned", starts_at=starts_at, where="Büro")
