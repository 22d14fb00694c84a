"""What other parts of the house show of the councils: next meetings, what waits, what is stored about a person."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.councils import board, models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting


def next_meetings(place, limit: int = 3, person=None) -> list[models.Meeting]:
    """Meetings to come at a place, soonest first, each with its body. For a `person` at her desk from what was read for her anyway."""
    if person is None:
        return queries.next_meetings(place, limit)
    return [one for one in _unfinished(person, place) if queries.is_ahead(one) and not one.is_circulation][:limit]


def meeting_address(meeting) -> str:
    """The page of a meeting, the same for everybody."""
    return board.address(meeting)


def waiting_for(person, place=None) -> list[Waiting]:
    """What waits for a person: votes as a member, invitations and minutes as the team. `place` narrows it down. Two queries."""
    return [*_votes(person, place), *_for_team(person, place)]


def own_waiting(person) -> list[Waiting]:
    """What waits for her as a member: votes. One query."""
    return _votes(person, None)


def _votes(person, place) -> list[Waiting]:
    rows = queries.votes_to_cast(person).select_related("item__meeting__body", "item__meeting__place").order_by("opened_at")
    return [_vote(row) for row in (rows if place is None else rows.filter(item__meeting__place=place))]


def _vote(vote) -> Waiting:
    meeting = vote.item.meeting
    due = meeting.ends_at.astimezone(clock.BERLIN).date() if meeting.is_circulation else queries.day_of(meeting)
    top = f"?top={vote.item_id}" if meeting.is_circulation else ""
    return Waiting(vote.item.title, board.address(meeting) + top, due, _("Bitte abstimmen"), meeting.place)


def _for_team(person, place) -> list[Waiting]:
    if place is not None:
        rows = _unfinished(person, place) if access.may(person, "councils.manage", place) else []
    else:
        rows = _of_places(ids) if (ids := access.places_where(person, "councils.manage")) else []
    return [line for row in rows if (line := _for_meeting(row))]


UNFINISHED = ("planned", "invited", "open", "closed", "minutes_draft")


def _unfinished(person, place) -> list[models.Meeting]:
    """The meetings of a place that are not over and done, the soonest first; asked once per request."""
    rows = models.Meeting.objects.filter(state__in=UNFINISHED, place=place)
    return access.remembered(person, ("councils.unfinished", place.pk), lambda: _read(rows))


def _of_places(ids) -> list[models.Meeting]:
    """The same of these places and all below them."""
    where = Q(place__in=ids) | Q(place__parent__in=ids) | Q(place__parent__parent__in=ids)
    return _read(models.Meeting.objects.filter(state__in=UNFINISHED).filter(where))


def _read(rows) -> list[models.Meeting]:
    return list(queries.with_invitation_days(rows).select_related("body", "place").order_by("starts_at"))


def _for_meeting(meeting) -> Waiting | None:
    """What the team has to do about a meeting now."""
    day = queries.day_of(meeting)
    title = f"{meeting.body.name}, {board.when(meeting)}"
    desk = board.address(meeting, "councils.desk_meeting")
    if meeting.state == "planned":
        return Waiting(title, desk, date.fromordinal(day.toordinal() - meeting.invitation_days), _("Bitte einladen"), meeting.place)
    if meeting.state == "invited" and day <= clock.today():
        return Waiting(title, board.address(meeting, "councils.run"), day, _("Bitte eröffnen"), meeting.place)
    if meeting.state == "open" and (not meeting.is_circulation or clock.now() >= meeting.ends_at):
        return Waiting(title, board.address(meeting, "councils.run"), day, _("Bitte schließen"), meeting.place)
    if meeting.state in ("closed", "minutes_draft"):
        why = _("Bitte das Protokoll schreiben") if meeting.state == "closed" else _("Bitte das Protokoll bestätigen")
        return Waiting(title, board.address(meeting, "councils.minutes"), date.fromordinal(day.toordinal() + 14), why, meeting.place)
    return None


def bodies_of(person) -> list[dict]:
    """The bodies in which a person sits today, for "Meine Vorgänge": title, address, when the next meeting is. One query."""
    return [_own_body(seat, seat.next_meeting) for seat in queries.seats_with_next_meeting(person)]


def _own_body(seat, meeting) -> dict:
    address = board.address(meeting) if meeting else my_page()
    return {"title": f"{seat.body.name}, {seat.body.place.name}", "address": address, "next": board.when(meeting) if meeting else ""}


def figures(place) -> dict[str, int]:
    """Numbers of today for a place."""
    today = clock.today()
    bodies = queries.bodies(place, today)
    return {
        "bodies": bodies.count(),
        "members": models.Seat.objects.on(today).filter(body__in=bodies, substitute_for=None).count(),
        "resolutions": models.Resolution.objects.filter(place=place, state="in_force").count(),
    }


def personal_data(person) -> dict:
    """All that the councils keep about a person, for her to read and take along: German label → lines."""
    rows = queries.seats_with_presence(person)
    seats, there = {row.pk: row for row in rows}.values(), sorted((row for row in rows if row.came_id), key=lambda row: row.came_id)
    ballots = models.Ballot.objects.filter(cast_by=person).select_related("vote__item").order_by("id")
    return {
        _("Sitze in Gremien"): [_seat_line(seat) for seat in seats],
        _("Anwesenheit in Sitzungen"): [_presence_line(row) for row in there],
        _("Abgegebene Stimmen"): [f"{row.vote.item.title}: {row.get_choice_display()} ({german.moment(row.cast_at)})" for row in ballots],
        _("Befangenheit"): [_bias_line(row) for row in models.Bias.objects.filter(person=person)],
    }


def _seat_line(seat) -> str:
    until = german.day(seat.until_on) if seat.until_on else _("heute")
    shown = _("im Netz als „%(name)s“") % {"name": seat.public_name} if seat.publishes_name else _("nicht im Netz")
    return f"{seat.body}, {seat.body.place.name}: {german.day(seat.from_on)} – {until}, {shown}"


def _presence_line(row) -> str:
    left = german.clock_digits(row.left_at) if row.left_at else ""
    return f"{row.body}, {german.day(row.arrived_at)}, {german.clock_digits(row.arrived_at)}–{left}"


def _bias_line(row) -> str:
    return " · ".join(filter(None, [german.moment(row.declared_at), str(row.get_source_display()), row.reason or ""]))


def erase(person, *, by=None) -> None:
    """Blank what is hers alone: the name on the net, reasons of bias. Seats, presence and counted votes stay without the name."""
    models.Seat.objects.filter(person=person).update(publishes_name=False, public_name="", consent_at=None)
    models.Seat.objects.filter(person=person, until_on=None).update(until_on=clock.today(), end_reason="")
    models.Bias.objects.filter(person=person).update(reason=None)


def my_page() -> str:
    """The page "Meine Gremien"."""
    return reverse("councils.mine")
