"""Councils and juries, and how an evening in them goes."""

from quartier.community.councils import actions as councils
from quartier.community.councils import models
from quartier.config.demo import cast
from quartier.config.demo.world import tomorrow
from quartier.ground.acts import clock

JURY, COUNCIL = "jury", "council"
NAMES = {JURY: "Aktionsfondsjury", COUNCIL: "Quartiersrat"}
PURPOSES = {
    JURY: "Nachbarinnen und Nachbarn entscheiden, welche kleinen Aktionen Geld aus dem Aktionsfonds bekommen.",
    COUNCIL: "Nachbarschaft und Einrichtungen beraten, was der Kiez braucht. Die Nachbarschaft hat immer die Mehrheit.",
}
MEETS = {JURY: "alle fünf Wochen, dienstags um 18 Uhr", COUNCIL: "alle zwei Monate, donnerstags um 18 Uhr"}


def found(world, place, kind, *, residents, partners=(), chair=0, template="") -> models.Body:
    """Found a body with these residents and partners (person, organisation); the team of the quarter does it."""
    lead = world.lead(place)
    body = councils.make_body(
        place=place, kind=kind, name=NAMES[kind], purpose=PURPOSES[kind], meets=MEETS[kind], template=template, by=lead
    )
    for number, person in enumerate(residents):
        seat = councils.add_seat(body, person=person, kind="resident", is_chair=number == chair, is_speaker=number == chair, by=lead)
        if number < 2:
            councils.set_name_consent(seat, publishes=True, public_name=_short(person.name), by=person)
    for person, organisation in partners:
        councils.add_seat(body, person=person, kind="partner", organisation=organisation, by=lead)
    world.bodies[place.slug, kind] = body
    return body


def _short(name: str) -> str:
    first, _space, last = name.rpartition(" ")
    return f"{first} {last[0]}."


def neighbours(world, number: int) -> list:
    """So many people who are not in the cast."""
    return [cast.resident(world) for _ in range(number)]


def plan(world, body, starts_at, **facts) -> models.Meeting:
    """Plan a meeting in the office."""
    return councils.plan_meeting(body, starts_at=starts_at, where="Quartiersbüro", by=world.lead(body.place), **facts)


def gather(world, meeting, *, absent: int = 1) -> list:
    """Open the meeting; all but the last so many come. Returns the seats that are there."""
    lead = world.lead(meeting.place)
    meeting = councils.open_meeting(meeting, by=lead)
    seats = [seat for seat in meeting.body.seats.on(clock.today()).select_related("person").order_by("id") if not seat.substitute_for_id]
    there = seats[: len(seats) - absent]
    for seat in there:
        councils.arrive(meeting, seat, by=lead)
    return there


def ballot(world, meeting, about, choices: str, *, by=None, item=None, **close):
    """Vote on what is about a subject: one letter per present member: y(es), n(o), a(bstain), l(ess), c(onditions), d(efer).

    Members who are involved are passed over; more members than letters say yes. Returns the vote.
    """
    lead = by or world.lead(meeting.place)
    item = item or meeting.items.get(about_kind=type(about).KIND, about_id=about.pk)
    councils.call_item(item, by=lead)
    vote = councils.open_vote(item, by=lead)
    biased = set(
        models.Bias.objects.filter(
            body=meeting.body, about_kind=item.subject_key[0], about_id=item.subject_key[1], lifted_at=None
        ).values_list("person_id", flat=True)
    )
    there = models.Attendance.objects.filter(meeting=meeting, left_at=None).select_related("seat__person").order_by("seat_id")
    voices = [row.seat.person for row in there if row.seat.person_id not in biased]
    for person, letter in zip(voices, choices.ljust(len(voices), "y"), strict=False):
        councils.cast(vote, person, LETTERS[letter])
    return councils.close_vote(vote, by=lead, **close)


LETTERS = {"y": "yes", "n": "no", "a": "abstain", "l": "less", "c": "conditions", "d": "defer"}


def finish(world, meeting, *, note="") -> None:
    """Close the evening."""
    councils.close_meeting(models.Meeting.objects.get(pk=meeting.pk), by=world.lead(meeting.place))


def minutes(world, meeting, note: str, *, approve=True) -> None:
    """Write the minutes and approve them."""
    lead = world.lead(meeting.place)
    drafted = councils.draft_minutes(models.Meeting.objects.get(pk=meeting.pk), note=note, minutes_by=lead.name, by=lead)
    if approve:
        councils.approve_minutes(drafted, by=lead)


def writing_day(meeting):
    """When minutes are written: two days after the evening."""
    return tomorrow(meeting.starts_at, 2, hour=11)
