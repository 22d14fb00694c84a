"""Reads over bodies, meetings and votes: who counts in a room, what is next, what a person sits in."""

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from quartier.community.councils import agenda, counting
from quartier.community.councils.models import AgendaItem, Attendance, Ballot, Bias, Body, Meeting, Resolution, RulesOfProcedure, Seat, Vote
from quartier.ground.acts import clock, subjects
from quartier.ground.ui import german

NEXT = ("id", "form", "starts_at", "ends_at")  # what a list tells of a meeting to come
SHOWN = ("invited", "open", "closed", "minutes_draft", "minutes_approved")


# -- loaders of addresses: (place, raw) → object of this place or None


def body(place, slug) -> Body | None:
    return Body.objects.filter(place=place, slug=slug).select_related("place").first()


def meeting(place, pk) -> Meeting | None:
    return Meeting.objects.filter(place=place, pk=pk).select_related("body", "place", "current_item").first()


def item(place, pk) -> AgendaItem | None:
    return AgendaItem.objects.filter(meeting__place=place, pk=pk).select_related("meeting__body", "meeting__place").first()


def resolution(place, pk) -> Resolution | None:
    return Resolution.objects.filter(place=place, pk=pk).select_related("item__meeting__body", "body", "place", "vote__rules").first()


def vote(place, pk) -> Vote | None:
    return Vote.objects.filter(place=place, pk=pk).select_related("item__meeting__body", "rules", "place").first()


def seat(place, pk) -> Seat | None:
    return Seat.objects.filter(body__place=place, pk=pk).select_related("body__place", "person", "organisation").first()


def seat_anywhere(place, pk) -> Seat | None:
    """For a person's own pages, which lie at the city: the access table lets only the person in."""
    return Seat.objects.filter(pk=pk).select_related("body__place", "person").first()


# -- rules


def rules(body, on) -> RulesOfProcedure | None:
    """The rules in force on a day; before the first version, the first one. Asks nothing where they came along (`with_rules`)."""
    versions = getattr(body, "versions", None)
    if versions is None:
        versions = list(body.rules.filter(withdrawn_at=None).order_by("valid_from"))
    valid = [version for version in versions if version.valid_from <= on]
    return valid[-1] if valid else (versions[0] if versions else None)


def with_rules(meetings):
    """Meetings whose bodies bring their versions of rules along; one query for any number of them."""
    versions = RulesOfProcedure.objects.filter(withdrawn_at=None).order_by("valid_from")
    return meetings.prefetch_related(Prefetch("body__rules", versions, to_attr="versions"))


def with_invitation_days(meetings):
    """Meetings that know how many days ahead one invites (`invitation_days`, 7 without rules), by the rules of their day; no query more."""
    versions = RulesOfProcedure.objects.filter(withdrawn_at=None, body=OuterRef("body"))
    held = versions.filter(valid_from__lte=OuterRef("held_on")).order_by("-valid_from", "-pk")
    first = versions.order_by("valid_from", "pk")
    days = [Subquery(rows.values("invitation_days")[:1]) for rows in (held, first)]
    days_of = meetings.annotate(held_on=TruncDate("starts_at", tzinfo=clock.BERLIN))
    return days_of.annotate(invitation_days=Coalesce(*days, Value(7)))


def votes_to_cast(person):
    """Open votes by phone in the bodies in which a person sits today, which she has not cast and on whose subject she is not biased."""
    if not getattr(person, "pk", None):
        return Vote.objects.none()
    seats = Seat.objects.on(clock.today()).filter(person=person).values("body")
    about = Q(about_kind=OuterRef("item__about_kind"), about_id=OuterRef("item__about_id"))
    itself = Q(about_kind=AgendaItem.KIND, about_id=OuterRef("item_id"))
    bias = Bias.objects.filter(body=OuterRef("item__meeting__body"), person=person, lifted_at=None)
    open_ones = Vote.objects.filter(item__meeting__body__in=seats, state="open", mode="phones").exclude(ballots__cast_by=person)
    return open_ones.filter(~Exists(bias.filter(about | itself)))


def rules_of(meeting) -> RulesOfProcedure | None:
    """The rules that hold for a meeting: those of its day."""
    return rules(meeting.body, day_of(meeting))


def day_of(meeting):
    """The day of a meeting in Berlin."""
    return german.local(meeting.starts_at).date()


# -- the room


def seats_on(body, day):
    """Seats held on a day, with their people, residents first."""
    return body.seats.on(day).select_related("person", "organisation").order_by("-kind", "id")


def room(meeting, item=None, vote=None) -> counting.Room:
    """Who counts in this meeting right now, for an item. By circulation everybody is there who has voted in `vote`."""
    body_rules = vote.rules if vote else rules_of(meeting)
    seats = list(seats_on(meeting.body, day_of(meeting)))
    there = _there(meeting, vote, seats)
    biased = biased_ids(meeting.body, item) if item else frozenset()
    return counting.room(body_rules, meeting.body.kind, _voices(body_rules, seats, there, biased))


def everybody(meeting, item=None, vote=None) -> counting.Room:
    """The room as if all members were there: who may take part in a circulation."""
    body_rules = vote.rules if vote else rules_of(meeting)
    seats = list(seats_on(meeting.body, day_of(meeting)))
    biased = biased_ids(meeting.body, item) if item else frozenset()
    return counting.room(body_rules, meeting.body.kind, _voices(body_rules, seats, {one.pk: False for one in seats}, biased))


def _there(meeting, vote, seats) -> dict[int, bool]:
    """Seat id → is it there online, of everybody who is there."""
    if not meeting.is_circulation:
        return dict(Attendance.objects.filter(meeting=meeting, left_at=None).values_list("seat_id", "is_online"))
    voted = set(Ballot.objects.filter(vote=vote).values_list("seat_id", flat=True)) if vote else set()
    return {one.pk: True for one in seats if one.pk in voted}


def _voices(body_rules, seats, there, biased):
    """One voice per seat that counts: its holder if there, else the first substitute who is."""
    stand_ins = {}
    for one in seats:
        if one.substitute_for_id and one.pk in there:
            stand_ins.setdefault(one.substitute_for_id, one)
    for one in seats:
        if one.substitute_for_id:
            continue
        speaker = one if one.pk in there else stand_ins.get(one.pk)
        yield counting.Voice(
            seat=one,
            speaker=speaker,
            weight=counting.weight(body_rules, one.kind, one.weight),
            is_excluded=(speaker or one).person_id in biased,
            is_online=bool(speaker and there[speaker.pk]),
        )


def biased_ids(body, item) -> frozenset[int]:
    """Ids of the people who do not vote on the item's subject."""
    kind, pk = item.subject_key
    return frozenset(Bias.objects.filter(body=body, about_kind=kind, about_id=pk, lifted_at=None).values_list("person_id", flat=True))


def biases(item) -> list[Bias]:
    """Who is biased on the item's subject, with the person."""
    kind, pk = item.subject_key
    rows = Bias.objects.filter(body=item.meeting.body, about_kind=kind, about_id=pk, lifted_at=None)
    return list(rows.select_related("person").order_by("id"))


# -- votes


def open_vote(meeting) -> Vote | None:
    """The vote that runs in a room now."""
    rows = Vote.objects.filter(item__meeting=meeting, state="open").select_related("item__meeting__body", "rules")
    return rows.order_by("-pk").first()


def ballots(vote, room) -> dict[int, str]:
    """Seat id → choice, of those who may vote now. What somebody said who has left or is biased stays uncounted."""
    counted = {voice.seat.pk for voice in room.voices if voice.may_vote}
    return {seat_id: choice for seat_id, choice in vote.ballots.values_list("seat_id", "choice") if seat_id in counted}


def tally(vote, room) -> dict[str, int]:
    """Votes per choice at this moment, weighed."""
    if vote.mode == "hands":
        return counting.count_hands(vote.hands)
    weights = {voice.seat.pk: voice.weight for voice in room.voices}
    return counting.count([(choice, weights[seat_id]) for seat_id, choice in ballots(vote, room).items()])


def refusals(body, about_kind: str, about_id: int) -> int:
    """How often the body has already said no to this."""
    return Resolution.objects.filter(body=body, about_kind=about_kind, about_id=about_id, result="no", state="in_force").count()


def planned_item(body, about_kind: str, about_id: int) -> AgendaItem | None:
    """The item under which something waits on an agenda of this body already."""
    rows = AgendaItem.objects.filter(meeting__body=body, meeting__state__in=("planned", "invited", "open"), state="waiting")
    return rows.filter(about_kind=about_kind, about_id=about_id).select_related("meeting").first()


def candidates(body) -> list:
    """What waits for an agenda of this body and does not stand on one yet; each with its subject's title."""
    busy = set(
        AgendaItem.objects.filter(meeting__body=body, meeting__state__in=("planned", "invited", "open"), state="waiting")
        .exclude(about_kind="")
        .values_list("about_kind", "about_id")
    )
    return [thing for thing in agenda.candidates(body.place, body.kind) if (type(thing).KIND, thing.pk) not in busy]


def latest_decision_day(body):
    """The day of the last meeting in which was voted; None without one."""
    last = Meeting.objects.filter(body=body, items__votes__state="closed").order_by("-starts_at").first()
    return day_of(last) if last else None


# -- lists


def bodies(place, on=None):
    """The bodies of a place that exist today."""
    return Body.objects.filter(place=place).active(on or clock.today()).order_by("kind", "name")


def bodies_with_seats(place) -> list[Body]:
    """Active bodies with the seats of today (`body.now`) and the next meetings (`body.ahead`), in three queries."""
    today = clock.today()
    now = Prefetch("seats", Seat.objects.on(today).filter(substitute_for=None).select_related("person"), to_attr="now")
    ahead = Prefetch("meetings", _ahead().order_by("starts_at"), to_attr="ahead")
    return list(bodies(place, today).prefetch_related(now, ahead))


def _ahead():
    return Meeting.objects.filter(state__in=("planned", "invited", "open")).filter(
        Q(starts_at__gte=clock.now() - german_day()) | Q(ends_at__gte=clock.now()) | Q(state="open")
    )


def german_day():
    """Half a day: a meeting that began this evening still counts as next."""
    from datetime import timedelta

    return timedelta(hours=12)


def next_meetings(place, limit: int = 3) -> list[Meeting]:
    """Meetings to come, soonest first; circulations are not for the calendar."""
    found = list(_ahead().filter(place=place).exclude(form="circulation").select_related("body").order_by("starts_at")[:limit])
    for one in found:
        one.place = one.body.place = place  # known already
    return found


def past_meetings(body, limit: int = 20) -> list[Meeting]:
    """Meetings that are over, newest first, with the number of public results."""
    rows = body.meetings.filter(state__in=("closed", "minutes_draft", "minutes_approved"))
    return list(rows.annotate(decided=Count("items__resolutions")).order_by("-starts_at")[:limit])


def meetings_ahead(body) -> list[Meeting]:
    return list(_ahead().filter(body=body).order_by("starts_at"))


def items(meeting) -> list[AgendaItem]:
    """The agenda in order, each with its resolution (`item.result`) and its votes."""
    in_force = Prefetch(
        "resolutions", Resolution.objects.filter(state="in_force").select_related("vote__rules").order_by("pk"), to_attr="results"
    )
    votes = Prefetch("votes", Vote.objects.order_by("pk"), to_attr="all_votes")
    found = list(AgendaItem.objects.filter(meeting=meeting).prefetch_related(in_force, votes).order_by("order", "pk"))
    for number, one in enumerate(found, 1):
        one.number, one.meeting = number, meeting
        one.result = one.results[-1] if one.results else None
    return found


def attendance(meeting) -> list[Attendance]:
    """Who came and went, in the order of arrival."""
    return list(
        Attendance.objects.filter(meeting=meeting).select_related("seat__person", "seat__organisation").order_by("arrived_at", "pk")
    )


def seats_of(person, on=None) -> list[Seat]:
    """The seats a person holds today."""
    rows = Seat.objects.on(on or clock.today()).filter(person=person)
    return list(rows.select_related("body__place").order_by("body__place__name", "body__name", "pk"))


def seats_with_next_meeting(person) -> list[Seat]:
    """The seats a person holds today, each with the next meeting of its body to which one was invited (`next_meeting` or None)."""
    condition = Q(body__meetings__state__in=("invited", "open"), body__meetings__starts_at__gte=clock.now())
    rows = Seat.objects.on(clock.today()).filter(person=person).select_related("body__place")
    rows = rows.annotate(ahead=FilteredRelation("body__meetings", condition=condition))
    rows = rows.annotate(**{f"next_{name}": F(f"ahead__{name}") for name in NEXT})
    found = {}
    for seat in rows.order_by("body__place__name", "body__name", "pk", "next_starts_at"):
        if found.setdefault(seat.pk, seat) is seat:
            facts = {name: getattr(seat, f"next_{name}") for name in NEXT}
            seat.next_meeting = Meeting(place=seat.body.place, body=seat.body, **facts) if seat.next_id else None
    return list(found.values())


def relations(body, person) -> set[str]:
    """member and chair of a body today. A substitute is a member too: the papers are for both."""
    if not getattr(person, "pk", None):
        return set()
    rows = list(Seat.objects.on(clock.today()).filter(body=body, person_id=person.pk).values_list("is_chair", flat=True))
    return ({"member"} if rows else set()) | ({"chair"} if any(rows) else set())


def subject_of(item):
    """What an item is about, or None for a plain text."""
    return subjects.find(item.about_kind, item.about_id) if item.about_kind else None
