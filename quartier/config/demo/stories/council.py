"""Councils and juries: who sits in them, and how their evenings go."""

import datetime

from quartier.community.actors import actions as actors
from quartier.community.councils import actions as councils
from quartier.community.councils import models, templates_of_rules
from quartier.config.demo import bodies, cast, texts
from quartier.config.demo.stories import evenings
from quartier.config.demo.world import HOME, PANK, in_office, others
from quartier.ground.acts import clock

PLANNED, INVITED = 42, 8  # days before the evening
APPROVED = 20  # days after it the minutes are approved
PLAYED = 365  # evenings of a council are played so many days back, older ones only where something was decided
STREETS = {"home": ("Donaustraße 12", "12043"), "pank": ("Pankstraße 8", "13357")}


def bodies_everywhere(world):
    """Pankstraße has its council since 2021, Donaustraße-Nord for some years; every working quarter has a jury."""
    yield world.at(2021, 9, 6)
    partners = _partners(world, world.pank, "pank")
    bodies.found(world, world.pank, bodies.COUNCIL, residents=bodies.neighbours(world, 15), partners=partners)
    yield world.moment(-1120)
    _home(world, _partners(world, world.home, "home"))
    yield world.moment(-390)
    for place in others(world):
        bodies.found(world, place, bodies.JURY, residents=bodies.neighbours(world, 7), meets=bodies.WHEN_NEEDED)


def _partners(world, place, part) -> list[tuple]:
    """Write the organisations of a quarter down; returns who speaks for each: (person, organisation)."""
    lead, (street, postcode) = world.lead(place), STREETS[part]
    for row in texts.rows("organisations", part):
        key, speaker = row.pop("key"), row.pop("speaker")
        address = {"street": street, "postcode": postcode, "town": "Berlin"}
        made = world.organisations[key] = actors.make_organisation(place=place, is_public=True, by=lead, **{**address, **row})
        person = world.people.get(speaker) or cast.resident(world, speaker)
        actors.add_contact(made, person=person, role="vertretungsberechtigt", from_on=clock.today(), by=lead)
        world.speakers[key] = person
    return [(world.speakers[row["key"]], world.organisations[row["key"]]) for row in texts.rows("organisations", part)]


def _home(world, partners) -> None:
    jury = [world["aylin"], world["viktor"], *bodies.neighbours(world, 5)]
    bodies.found(world, world.home, bodies.JURY, residents=jury)
    council = [world["fatou"], world["jonas"], *bodies.neighbours(world, 13)]
    bodies.found(world, world.home, bodies.COUNCIL, residents=council, partners=partners)


def tales(world, plans) -> list:
    """The evenings of the councils, a vote by circulation, and what happens to seats, rules and meetings besides."""
    wanted = {(plan.place, day) for plan in plans if (day := evenings.following(world, plan.place, bodies.COUNCIL, plan.tabled_on))}
    for slug in (HOME, PANK):
        days = world.evenings[slug, bodies.COUNCIL]
        recent = [day for day in days if slug == HOME and day > world.day(-PLAYED)]
        wanted |= {(slug, day) for day in (*recent, *days[-2:])}
    plays = [evening(world, slug, bodies.COUNCIL, evenings.at(day)) for slug, day in sorted(wanted)]
    return [*plays, cancelled(world), circulation(world), seats(world), new_rules(world), elsewhere(world)]


def evening(world, slug, kind, starts_at):
    """Plan, invite, meet, vote on what the other stories put on the agenda, write the minutes and approve them."""
    yield in_office(starts_at, -PLANNED, 10)
    place, body = world.places[slug], world.bodies[slug, kind]
    meeting = bodies.plan(world, body, starts_at)
    world.meetings[slug, kind, starts_at.astimezone(clock.BERLIN).date()] = meeting
    talk = _talk(kind, starts_at)
    councils.add_agenda_item(meeting, title=talk["title"], text=talk["text"], is_decision=False, by=world.lead(place))
    yield in_office(starts_at, -INVITED, 12)
    councils.invite(meeting, by=world.lead(place))
    yield starts_at
    bodies.gather(world, meeting, absent=world.absent.get((slug, kind, starts_at.astimezone(clock.BERLIN).date()), 1))
    for item in models.AgendaItem.objects.filter(meeting=meeting).order_by("order"):
        yield clock.now() + datetime.timedelta(minutes=12)
        _treat(world, meeting, item)
    yield clock.now() + datetime.timedelta(minutes=10)
    bodies.finish(world, meeting)
    yield in_office(starts_at, 1, 11)
    bodies.minutes(world, meeting, talk["note"])
    yield in_office(starts_at, APPROVED, 11)
    bodies.approve(world, meeting)


def _talk(kind, starts_at) -> dict:
    """What is talked about: something else each month."""
    talks = texts.rows("meetings", kind)
    return talks[starts_at.toordinal() // evenings.RHYTHM % len(talks)]


def _treat(world, meeting, item) -> None:
    lead = world.lead(meeting.place)
    plan = world.votes.pop((item.about_kind, item.about_id), None)
    if plan is None:
        councils.call_item(item, by=lead)
        councils.finish_item(item, by=lead)
    elif plan.get("straw_poll"):
        _straw_poll(world, meeting, item, plan)
    else:
        _decide(world, meeting, item, plan)


def _decide(world, meeting, item, plan) -> None:
    """The vote; some are broken off, or do not hold, and are taken again."""
    lead, close = world.lead(meeting.place), plan.get("close", {})
    if plan.get("biased"):
        member = world[plan["biased"]]
        councils.declare_bias(item, member, by=member, reason="Ich spiele selbst in der Mannschaft.")
    if plan.get("broken_off"):
        bodies.break_off(world, meeting, item, plan["broken_off"])
    vote = bodies.ballot(world, meeting, item, plan["choices"], **close)
    if plan.get("annulled"):
        councils.annul(models.Resolution.objects.get(vote=vote), by=lead, reason=plan["annulled"])
        bodies.ballot(world, meeting, models.AgendaItem.objects.get(pk=item.pk), plan["choices"], **close)


def _straw_poll(world, meeting, item, plan) -> None:
    """Too few are there to decide: they say what they think, and the matter waits."""
    lead = world.lead(meeting.place)
    councils.call_item(item, by=lead)
    vote = councils.open_vote(item, is_straw_poll=True, by=lead)
    for row in models.Attendance.objects.filter(meeting=meeting, left_at=None).select_related("seat__person").order_by("seat_id"):
        councils.cast(vote, row.seat.person, "yes")
    councils.close_vote(vote, by=lead)
    councils.defer_item(models.AgendaItem.objects.get(pk=item.pk), reason=plan["straw_poll"], by=lead)


def cancelled(world):
    """One evening of the council is called off, and everybody who was invited is told why."""
    starts_at = world.last_workday(9, 18)
    yield in_office(starts_at, -16, 11)
    meeting = bodies.plan(world, world.bodies[HOME, bodies.COUNCIL], starts_at)
    councils.add_agenda_item(meeting, title="Sondersitzung: Baustelle an der Schule", is_decision=False, by=world["lea"])
    yield in_office(starts_at, -9, 11)
    councils.invite(meeting, by=world["lea"])
    yield in_office(starts_at, -2, 16)
    councils.cancel_meeting(
        meeting, reason="Die Baustelle beginnt erst im nächsten Jahr. Eine eigene Sitzung ist nicht nötig.", by=world["lea"]
    )


def circulation(world):
    """A vote by circulation that runs these days: most have answered, some of the cast have not."""
    opens_at = world.last_workday(3, 9)
    yield in_office(opens_at, -25, 10)
    ends_at = evenings.at(world.next_workday(3).astimezone(clock.BERLIN).date())
    body = world.bodies[HOME, bodies.COUNCIL]
    meeting = bodies.plan(world, body, opens_at, form="circulation", ends_at=max(ends_at, opens_at + datetime.timedelta(days=8)))
    world.meetings[HOME, "circulation", None] = meeting
    yield in_office(opens_at, -2, 15)
    councils.invite(meeting, by=world["lea"])
    yield opens_at
    meeting = councils.open_meeting(meeting, by=world["lea"])
    vote = models.Vote.objects.get(item__meeting=meeting)
    people = [seat.person for seat in body.seats.on(clock.today()).select_related("person").order_by("pk") if not seat.person.is_demo]
    for person in people[:-2]:
        yield clock.now() + datetime.timedelta(minutes=47)
        councils.cast(vote, person, "yes")


def seats(world):
    """Somebody moves away and leaves the council; somebody else takes the seat."""
    yield world.last_workday(70, 11)
    body = world.bodies[HOME, bodies.COUNCIL]
    seat = body.seats.filter(kind="resident", until_on=None).order_by("pk").last()
    councils.end_seat(seat, until_on=clock.today(), reason="Umzug in ein anderes Quartier", by=world["lea"])
    yield world.last_workday(60, 11)
    councils.add_seat(body, person=cast.resident(world), kind="resident", by=world["lea"])


def new_rules(world):
    """The jury's rules of procedure change from the next year on."""
    yield world.last_workday(12, 15)
    body = world.bodies[HOME, bodies.JURY]
    template = templates_of_rules.default(bodies.JURY)
    values = {**templates_of_rules.values(template), "invitation_days": 10}
    begins, note = datetime.date(world.today.year + 1, 1, 1), "Einladungen kommen künftig zehn Tage vorher."
    councils.adopt_rules(body, values=values, valid_from=begins, note=note, template=template, by=world["lea"])


def elsewhere(world):
    """Every other jury meets soon: planned today or last week, with one thing to talk about."""
    yield world.last_workday(6, 11)
    talks = texts.rows("meetings", "elsewhere")
    for number, place in enumerate(others(world)):
        starts_at = world.workday(9 + number % 12, 17 + number % 3)
        meeting = bodies.plan(world, world.bodies[place.slug, bodies.JURY], starts_at)
        councils.add_agenda_item(meeting, title=talks[number % len(talks)]["title"], is_decision=False, by=world.lead(place))
        if number % 3 == 0:
            councils.invite(meeting, by=world.lead(place))
