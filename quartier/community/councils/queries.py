"""Reads over bodies, meetings and votes: who counts in a room, what is next, what a person sits in."""

from django.db.models import CharField, Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from quartier.community.councils import agenda, counting
from quartier.community.councils.models import AgendaItem, Ballot, Bias, Body, Meeting, Resolution, RulesOfProcedure, Seat, Vote
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, subjects
from quartier.ground.ui import german

NEXT = ("id", "form", "starts_at", "ends_at")  # what a list tells of a meeting to come
SHOWN = ("invited", "open", "closed", "minutes_draft", "minutes_approved")
OVER = ("closed", "minutes_draft", "minutes_approved")


# -- loaders of addresses: (place, raw) → object of this place or None


def body(place, slug) -> Body | None:
    return Body.objects.filter(place=place, slug=slug).select_related("place").first()


def meeting(place, pk) -> Meeting | None:
    found = Meeting.objects.filter(place=place, pk=pk).select_related("body", "current_item").first()
    return found and _at(place, found)


def item(place, pk) -> AgendaItem | None:
    found = AgendaItem.objects.filter(meeting__place=place, pk=pk).select_related("meeting__body").first()
    return found and _at(place, found, found.meeting)


def resolution(place, pk) -> Resolution | None:
    found = Resolution.objects.filter(place=place, pk=pk).select_related("item__meeting__body", "body", "place", "vote__rules").first()
    return found and _at(place, found, found.item.meeting)


def vote(place, pk) -> Vote | None:
    found = Vote.objects.filter(place=place, pk=pk).select_related("item__meeting__body", "rules", "place").first()
    return found and _at(place, found, found.item.meeting)


def _at(place, found, meeting=None):
    """What was found, with its meeting's place known: the place of the address, which a body shares with its meetings."""
    meeting = meeting or found
    meeting.place = meeting.body.place = place
    return found


def seat(place, pk) -> Seat | None:
    found = Seat.objects.filter(body__place=place, pk=pk).select_related("body", "person", "organisation").first()
    if found is not None:
        found.body.place = place
    return found


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
    """Who counts in this meeting right now, for an item. By circulation everybody is there who has voted in `vote`.

    The seats know what was said in `vote` (`seat.choice`); one query, and one for the rules where no vote brings them along.
    """
    seats = _seats_in(meeting, item, vote)
    there = {one.pk: bool(one.there_online) for one in seats if (one.choice if meeting.is_circulation else one.there_online is not None)}
    return _room(meeting, vote, seats, there)


def everybody(meeting, item=None, vote=None) -> counting.Room:
    """The room as if all members were there: who may take part in a circulation."""
    seats = _seats_in(meeting, item, vote)
    return _room(meeting, vote, seats, {one.pk: False for one in seats})


def _room(meeting, vote, seats, there) -> counting.Room:
    body_rules = vote.rules if vote else rules_of(meeting)
    substitutes = [one for one in seats if one.substitute_for_id]
    return counting.room(body_rules, meeting.body.kind, _voices(body_rules, seats, there), substitutes)


def _seats_in(meeting, item, vote) -> list[Seat]:
    """The seats of the day with what the room knows of each: `there_online` (None: not there), `is_biased`, `choice`."""
    kind, pk = item.subject_key if item else ("", None)
    bias = Bias.objects.filter(body=meeting.body, about_kind=kind, about_id=pk, lifted_at=None, person=OuterRef("person_id"))
    said = Ballot.objects.filter(vote=vote, seat=OuterRef("pk")).values("choice")[:1]
    now = FilteredRelation("attendances", condition=Q(attendances__meeting=meeting, attendances__left_at=None))
    seats = (
        seats_on(meeting.body, day_of(meeting))
        .annotate(now=now)
        .annotate(
            there_online=F("now__is_online"),
            is_biased=Exists(bias) if item else Value(False),
            choice=Subquery(said) if vote else Value(None, CharField()),
        )
    )
    return list(seats)


def _voices(body_rules, seats, there):
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
            is_excluded=(speaker or one).is_biased,
            is_online=bool(speaker and there[speaker.pk]),
        )


def biased_ids(body, item) -> frozenset[int]:
    """Ids of the people who do not vote on the item's subject."""
    kind, pk = item.subject_key
    return frozenset(Bias.objects.filter(body=body, about_kind=kind, about_id=pk, lifted_at=None).values_list("person_id", flat=True))


def biases(item) -> list[Bias]:
    """Who is biased on the item's subject, with the person."""
    return biases_of([item], item.meeting.body)[item.pk]


def biases_of(items, body) -> dict[int, list[Bias]]:
    """Who is biased on the subjects of some items of a body, with the person, by item; one query."""
    found: dict[tuple, list[Bias]] = {}
    rows = Bias.objects.filter(body=body, about_id__in={item.subject_key[1] for item in items}, lifted_at=None)
    for row in rows.select_related("person").order_by("id"):
        found.setdefault((row.about_kind, row.about_id), []).append(row)
    return {item.pk: found.get(item.subject_key, []) for item in items}


# -- votes


def ballots(room) -> dict[int, str]:
    """Seat id → choice, of those who may vote now; the room was read for the vote. What somebody said who has left or is biased stays
    uncounted."""
    return {voice.seat.pk: voice.seat.choice for voice in room.voices if voice.may_vote and voice.seat.choice}


def tally(vote, room) -> dict[str, int]:
    """Votes per choice at this moment, weighed. The room was read for this vote."""
    if vote.mode == "hands":
        return counting.count_hands(vote.hands)
    weights = {voice.seat.pk: voice.weight for voice in room.voices}
    return counting.count([(choice, weights[seat_id]) for seat_id, choice in ballots(room).items()])


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


def is_ahead(meeting) -> bool:
    """The same of one meeting: still to come, or running."""
    if meeting.state not in ("planned", "invited", "open"):
        return False
    ends_later = meeting.ends_at is not None and meeting.ends_at >= clock.now()
    return meeting.state == "open" or meeting.starts_at >= clock.now() - german_day() or ends_later


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
    rows = body.meetings.filter(state__in=OVER)
    return list(rows.annotate(decided=Count("items__resolutions")).order_by("-starts_at")[:limit])


def meetings_ahead(body) -> list[Meeting]:
    return list(_ahead().filter(body=body).order_by("starts_at"))


def items(meeting) -> list[AgendaItem]:
    """The agenda in order, each with its votes (`item.all_votes`), its resolution (`item.result`) and those annulled. Two queries."""
    votes = Prefetch("votes", Vote.objects.select_related("rules", "resolution").order_by("pk"), to_attr="all_votes")
    found = list(AgendaItem.objects.filter(meeting=meeting).prefetch_related(votes).order_by("order", "pk"))
    for number, one in enumerate(found, 1):
        one.number, one.meeting = number, meeting
        for vote in one.all_votes:
            vote.item = one
        told = sorted((vote.resolution for vote in one.all_votes if hasattr(vote, "resolution")), key=lambda row: row.pk)
        for resolution in told:
            resolution.item = one
        one.annulled = [row for row in reversed(told) if row.state == "annulled"]
        one.result = next((row for row in reversed(told) if row.state == "in_force"), None)
    return found


def seats_with_times(meeting) -> list[Seat]:
    """The seats of the day, each once for every time somebody came: `arrived_at`, `left_at`, `was_online`; in the order of arrival."""
    came = FilteredRelation("attendances", condition=Q(attendances__meeting=meeting))
    rows = seats_on(meeting.body, day_of(meeting)).annotate(came=came)
    rows = rows.annotate(arrived_at=F("came__arrived_at"), left_at=F("came__left_at"), was_online=F("came__is_online"))
    return list(rows.order_by("-kind", "id", "came__arrived_at", "came__pk"))


def seats_with_meetings(person) -> list[Seat]:
    """The seats a person holds today, each with the meetings to come (`seat.body.ahead`) and the last three (`seat.body.past`)."""
    rows = Seat.objects.on(clock.today()).filter(person=person).select_related("body__place")
    ahead = Prefetch("body__meetings", _ahead().order_by("starts_at"), to_attr="ahead")
    past = Prefetch("body__meetings", Meeting.objects.filter(state__in=OVER).order_by("-starts_at")[:3], to_attr="past")
    return list(rows.prefetch_related(ahead, past).order_by("body__place__name", "body__name", "pk"))


def seats_with_presence(person) -> list[Seat]:
    """All seats that a person ever held, each once for every time she came (`came_id`, `arrived_at`, `left_at`); one query."""
    rows = Seat.objects.filter(person=person).select_related("body__place")
    rows = rows.annotate(**{name: F(f"attendances__{field}") for name, field in CAME.items()})
    return list(rows.order_by("id", "attendances__id"))


CAME = {"came_id": "id", "arrived_at": "arrived_at", "left_at": "left_at"}


def seats_with_next_meeting(person) -> list[Seat]:
    """The seats a person holds today, each with the next meeting of its body (`next_meeting` or None)."""
    condition = Q(body__meetings__state__in=("planned", "invited", "open"), body__meetings__starts_at__gte=clock.now())
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
    rows = Seat.objects.on(clock.today()).filter(person_id=person.pk).order_by().values_list("body_id", "is_chair")
    mine = [is_chair for body_id, is_chair in access.remembered(person, ("seats", clock.today()), lambda: list(rows)) if body_id == body.pk]
    return ({"member"} if mine else set()) | ({"chair"} if any(mine) else set())


def subject_of(item):
    """What an item is about, or None for a plain text."""
    return subjects.find(item.about_kind, item.about_id) if item.about_kind else None
