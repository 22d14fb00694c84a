"""Councils: who sits in them, and their evenings."""

import datetime

from quartier.community.actors import actions as actors
from quartier.community.councils import actions as councils
from quartier.community.councils import models
from quartier.config.demo import bodies, cast, texts
from quartier.config.demo.world import HOME, PANK, tomorrow
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

AGENDA_TEXT = "Bericht aus dem Quartier"
NOTE = "Das Team hat berichtet, was seit der letzten Sitzung geschehen ist. Fragen wurden beantwortet."


def bodies_everywhere(world):
    """Pankstraße has its council since 2022, Donaustraße-Nord for some years; every working quarter has a jury."""
    yield world.at(2021, 9, 6)
    partners = _partners(world, world.pank, "pank")
    bodies.found(world, world.pank, bodies.COUNCIL, residents=bodies.neighbours(world, 15), partners=partners)
    yield world.moment(-1080)
    _home(world, _partners(world, world.home, "home"))
    yield world.moment(-390)
    for place in quarters.active_quarters(clock.today()):
        if place.slug != HOME:
            bodies.found(world, place, bodies.JURY, residents=bodies.neighbours(world, 7))


def _partners(world, place, part) -> list[tuple]:
    """Write the organisations of a quarter down; returns who speaks for each: (person, organisation)."""
    lead, streets = world.lead(place), {"home": ("Donaustraße 12", "12043"), "pank": ("Pankstraße 8", "13357")}
    street, postcode = streets[part]
    for row in texts.rows("organisations", part):
        key, speaker = row.pop("key"), row.pop("speaker")
        address = {"street": street, "postcode": postcode, "town": "Berlin"}
        made = world.organisations[key] = actors.make_organisation(place=place, is_public=True, by=lead, **address, **row)
        person = world.people.get(speaker) or cast.resident(world, speaker)
        actors.add_contact(made, person=person, role="vertretungsberechtigt", from_on=clock.today(), by=lead)
        world.speakers[key] = person
    return [(world.speakers[row["key"]], world.organisations[row["key"]]) for row in texts.rows("organisations", part)]


def _home(world, partners) -> None:
    jury = [world["aylin"], world["viktor"], *bodies.neighbours(world, 5)]
    bodies.found(world, world.home, bodies.JURY, residents=jury)
    council = [world["fatou"], world["jonas"], *bodies.neighbours(world, 13)]
    bodies.found(world, world.home, bodies.COUNCIL, residents=council, partners=partners)


def tales(world) -> list:
    """One story per evening of a council, the next one included, and a first meeting of each other jury."""
    days = [(slug, moment) for slug, moments in sorted(world.evenings.items()) for moment in sorted(moments)]
    yesterday = evening(world, PANK, bodies.JURY, world.moment(-1, 18))
    return [*(evening(world, slug, bodies.COUNCIL, moment) for slug, moment in days), yesterday, cancelled(world), elsewhere(world)]


def evening(world, slug, kind, starts_at):
    """Plan, invite, meet, vote on what the other stories put on the agenda, write the minutes."""
    yield tomorrow(starts_at, -30, 10)
    place, body = world.places[slug], world.bodies[slug, kind]
    meeting = bodies.plan(world, body, starts_at)
    world.meetings[slug, kind, starts_at.date()] = meeting
    councils.add_agenda_item(meeting, title=AGENDA_TEXT, text=NOTE, is_decision=False, by=world.lead(place))
    yield tomorrow(starts_at, -8, 12)
    councils.invite(meeting, by=world.lead(place))
    yield starts_at
    bodies.gather(world, meeting, absent=world.absent.get((slug, kind, starts_at.date()), 1))
    for item in models.AgendaItem.objects.filter(meeting=meeting).order_by("order"):
        yield clock.now() + datetime.timedelta(minutes=12)
        _treat(world, meeting, item)
    yield clock.now() + datetime.timedelta(minutes=10)
    bodies.finish(world, meeting)
    yield bodies.writing_day(meeting)
    bodies.minutes(world, meeting, NOTE, approve=starts_at < world.moment(-20))


def _treat(world, meeting, item) -> None:
    lead = world.lead(meeting.place)
    plan = world.votes.pop((item.about_kind, item.about_id), None)
    if plan is None:
        councils.call_item(item, by=lead)
        councils.finish_item(item, by=lead)
    elif plan.get("straw_poll"):
        _straw_poll(world, meeting, item, plan)
    else:
        bodies.ballot(world, meeting, item, plan["choices"], **plan.get("close", {}))


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
    yield world.workday(-18, 11)
    meeting = bodies.plan(world, world.bodies[HOME, bodies.COUNCIL], world.workday(-3, 18))
    councils.add_agenda_item(meeting, title="Kennenlernen der neuen Mitglieder", is_decision=False, by=world["lea"])
    yield world.workday(-12, 11)
    councils.invite(meeting, by=world["lea"])
    yield world.workday(-5, 16)
    councils.cancel_meeting(meeting, reason="Zu viele sind krank. Wir holen es bei der nächsten Sitzung nach.", by=world["lea"])


def elsewhere(world):
    """Every other jury meets soon: planned today or last week, with one thing to talk about."""
    yield world.workday(-9, 11)
    for number, place in enumerate(quarters.active_quarters(clock.today())):
        if place.slug == HOME:
            continue
        body = world.bodies[place.slug, bodies.JURY]
        meeting = bodies.plan(world, body, world.workday(9 + number % 12, 18))
        councils.add_agenda_item(meeting, title="Kennenlernen und Jahresplan", is_decision=False, by=world.lead(place))
        if number % 3 == 0:
            councils.invite(meeting, by=world.lead(place))
