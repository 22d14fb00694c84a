"""Councils and juries, and how an evening in them goes."""

from quartier.community.councils import actions as councils
from quartier.community.councils import models
from quartier.config.demo import cast
from quartier.ground.acts import clock

JURY, COUNCIL = "jury", "council"
NAMES = {JURY: "Aktionsfondsjury", COUNCIL: "Quartiersrat"}
PURPOSES = {
    JURY: "Nachbarinnen und Nachbarn entscheiden, welche kleinen Aktionen Geld aus dem Aktionsfonds bekommen.",
    COUNCIL: "Nachbarschaft und Einrichtungen beraten, was der Kiez braucht. Die Nachbarschaft hat immer die Mehrheit.",
}
MEETS = {JURY: "alle vier Wochen, dienstags um 18 Uhr", COUNCIL: "alle vier Wochen, donnerstags um 18 Uhr"}
WHEN_NEEDED = "wenn Anträge da sind, abends um 18 Uhr"


def found(world, place, kind, *, residents, partners=(), chair=0, template="", meets="") -> models.Body:
    """Found a body with these residents and partners (person, organisation); the team of the quarter does it."""
    lead = world.lead(place)
    body = councils.make_body(
        place=place, kind=kind, name=NAMES[kind], purpose=PURPOSES[kind], meets=meets or MEETS[kind], template=template, by=lead
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


def ballot(world, meeting, item, choices: str, **close):
    """Vote on an item: one letter per member who may vote: y(es), n(o), a(bstain), l(ess), c(onditions), d(efer); the rest says yes.

    A jury votes on its phones, a council raises hands. Returns the closed vote.
    """
    lead = world.lead(meeting.place)
    councils.call_item(item, by=lead)
    mode = "phones" if meeting.body.kind == JURY else "hands"
    vote = councils.open_vote(item, mode=mode, by=lead)
    voices = _voices(meeting, item)
    letters = choices[: len(voices)].ljust(len(voices), "y")
    if mode == "hands":
        raised = {LETTERS[letter]: letters.count(letter) for letter in sorted(set(letters))}
        councils.record_hands(vote, {"1": raised}, by=lead)
    else:
        for person, letter in zip(voices, letters, strict=True):
            councils.cast(vote, person, LETTERS[letter])
    return councils.close_vote(vote, by=lead, **close)


def break_off(world, meeting, item, reason: str) -> None:
    """Begin a vote that nothing comes of."""
    lead = world.lead(meeting.place)
    councils.call_item(item, by=lead)
    vote = councils.open_vote(item, by=lead)
    councils.cast(vote, _voices(meeting, item)[0], "yes")
    councils.cancel_vote(vote, reason=reason, by=lead)


def _voices(meeting, item) -> list:
    """Who is there and not involved."""
    kind, pk = item.subject_key
    biased = models.Bias.objects.filter(body=meeting.body, about_kind=kind, about_id=pk, lifted_at=None).values("person")
    there = models.Attendance.objects.filter(meeting=meeting, left_at=None).exclude(seat__person__in=biased)
    return [row.seat.person for row in there.select_related("seat__person").order_by("seat_id")]


LETTERS = {"y": "yes", "n": "no", "a": "abstain", "l": "less", "c": "conditions", "d": "defer"}


def finish(world, meeting) -> None:
    """Close the evening."""
    councils.close_meeting(models.Meeting.objects.get(pk=meeting.pk), by=world.lead(meeting.place))


def minutes(world, meeting, note: str) -> None:
    """Write the minutes."""
    lead = world.lead(meeting.place)
    councils.draft_minutes(models.Meeting.objects.get(pk=meeting.pk), note=note, minutes_by=lead.name, by=lead)


def approve(world, meeting) -> None:
    """The minutes are right."""
    councils.approve_minutes(models.Meeting.objects.get(pk=meeting.pk), by=world.lead(meeting.place))
