"""Voting: open, cast, close. What counts is worked out anew until the close and frozen by it.

Locks: the meeting, then the vote, then what the subject locks. Casting locks the vote alone, so a ballot is either counted
or comes too late, never half.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.community.councils import counting, models, queries, rules, steps, words
from quartier.community.councils.actions import bias, meetings
from quartier.ground.acts import clock, log, subjects
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.quarters import actions as quarters

# -- bias


def declare_bias(item, person, *, by, reason="", source="self") -> models.Bias:
    """The person does not vote on the item's subject, now and in later meetings. The reason is for the chair alone."""
    with transaction.atomic():
        meeting = meetings.locked(item.meeting)
        if not queries.seats_on(meeting.body, queries.day_of(meeting)).filter(person=person).exists():
            raise Refused(_("Diese Person hat an diesem Tag keinen Sitz im Gremium."))
        if item.state != "waiting":
            raise Refused(_("Über diesen Punkt ist schon entschieden."))
        row = bias.write(item, person, source, reason)
        facts = {"source": source}
        log.record(
            "councils.declare_bias", about=item, place_id=meeting.place_id, by=by, data=facts, personal={"name": person.name}, of=person
        )
        return row


def lift_bias(row, item, *, by, reason) -> models.Bias:
    """Take a declaration back that was a mistake, with a reason. Raises Refused for what follows from the matter itself."""
    with transaction.atomic():
        meeting = meetings.locked(item.meeting)
        row = models.Bias.objects.select_for_update().get(pk=row.pk)
        insist(bias.why_not_lift(row))
        if not reason.strip():
            raise Refused(_("Bitte einen Grund eintragen. Er steht danach im Verlauf."), field="reason")
        row.lifted_at = clock.now()
        row.save(update_fields=["lifted_at"])
        log.record("councils.lift_bias", about=item, place_id=meeting.place_id, by=by, personal={"reason": reason}, of=row.person_id)
        return row


# -- open and cast


def open_vote(item, *, by, mode="phones", is_straw_poll=False, amount_cents=None, conditions="") -> models.Vote:
    """Open the vote on an item. `amount_cents` and `conditions` are what is voted on, by default what was asked for.

    Raises Refused without a quorum (unless it is a straw poll), while another vote runs, or without a presentation.
    """
    with transaction.atomic():
        meeting = meetings.locked(item.meeting)
        item = models.AgendaItem.objects.select_for_update().get(pk=item.pk)
        item.meeting = meeting
        if amount_cents is not None:
            insist(rules.is_reduced(item.amount_cents, amount_cents), field="amount_cents")
        bias.note_relations(item)
        room = queries.room(meeting, item)
        vote = models.Vote(
            item=item, place_id=meeting.place_id, thread_id=item.thread_id, rules=room.rules, mode=mode, is_straw_poll=is_straw_poll
        )
        facts = {"mode": mode, "straw_poll": is_straw_poll, "needed": room.needed, "present": room.numbers.present}
        with steps.VOTE.take("open_vote", vote, by=by, room=room, data=facts) as vote:
            vote.amount_cents = item.amount_cents if amount_cents is None else amount_cents
            vote.conditions = conditions
            vote.opened_at, vote.opened_by, vote.state = clock.now(), by, "open"
            vote.save()
            if meeting.current_item_id != item.pk and not meeting.is_circulation:
                meeting.current_item = item
                meeting.save(update_fields=["current_item"])
        return vote


def cast(vote, person, choice, *, recorded_by=None) -> models.Ballot:
    """The person votes, or changes the vote. `recorded_by`: who writes down what a member without a phone says."""
    with transaction.atomic():
        vote = _locked(vote)
        room = room_of(vote)
        voice = room.voice_of(person)
        insist(rules.may_cast(vote, voice, choice, room=room) or _why_not_now(vote, voice))
        row, _made = models.Ballot.objects.update_or_create(
            vote=vote,
            seat=voice.seat,
            defaults={"choice": choice, "cast_by": person, "recorded_by": recorded_by, "cast_at": clock.now()},
        )
        facts = {"seat": voice.seat.pk, "recorded": recorded_by is not None}
        by = recorded_by or person
        log.record("councils.cast", about=vote, place_id=vote.place_id, by=by, data=facts, personal={"choice": choice}, of=person)
        return row


def _why_not_now(vote, voice) -> str | None:
    """Somebody may have become involved since the item was called."""
    thing = queries.subject_of(vote.item)
    if thing is None or not rules.BIASING & set(subjects.of(thing).relations(thing, voice.person)):
        return None
    return _("Sie stimmen hier nicht mit, weil Sie beteiligt sind. Mitreden dürfen Sie.")


def room_of(vote) -> counting.Room:
    """Who may vote now: in a room who is there, by circulation every member."""
    meeting = vote.item.meeting
    return queries.everybody(meeting, vote.item, vote) if meeting.is_circulation else queries.room(meeting, vote.item, vote)


def record_hands(vote, hands: dict, *, by) -> models.Vote:
    """Write down raised hands: {"weight": {"yes": heads, …}}. Never more than there are people who may vote."""
    with transaction.atomic():
        meeting = meetings.locked(vote.item.meeting)
        vote = _locked(vote)
        vote.item.meeting = meeting
        if vote.state != "open" or vote.mode != "hands":
            raise Refused(_("Hier wird gerade nicht mit Handzeichen abgestimmt."))
        room = queries.room(meeting, vote.item, vote)
        allowed = set(counting.choices(vote.rules))
        if any(set(row) - allowed or min(row.values(), default=0) < 0 for row in hands.values()):
            raise Refused(_("Diese Wahl sieht die Geschäftsordnung nicht vor."))
        insist(counting.why_not_these_hands(hands, room.entitled_by_weight()))
        vote.hands = hands
        vote.save(update_fields=["hands"])
        log.record("councils.record_hands", about=vote, place_id=vote.place_id, by=by, data={"hands": hands})
        return vote


# -- close


def close_vote(vote, *, by, amount_cents=None, conditions="", reason="", as_straw_poll=False) -> models.Vote:
    """Close a vote: count, freeze, and hand the resolution to the subject, all in one transaction.

    `amount_cents` and `conditions` belong to a yes with less money or with a condition; `reason` to a no. If the subject
    refuses (the pot is too small), its sentence is raised and the vote stays open. A straw poll decides nothing.
    """
    with transaction.atomic():
        meeting = meetings.locked(vote.item.meeting)
        vote = _locked(vote)
        vote.item.meeting = meeting
        bias.note_relations(vote.item)
        room = queries.room(meeting, vote.item, vote)
        tally = queries.tally(vote, room)
        _must_still_fit(vote, room)
        eligible = queries.everybody(meeting, vote.item, vote) if meeting.is_circulation else room
        facts = {
            "room": room,
            "eligible": eligible,
            "tally": tally,
            "cast": len(queries.ballots(room)),
            "as_straw_poll": as_straw_poll,
        }
        data = {}
        with steps.VOTE.take("close_vote", vote, by=by, data=data, **facts) as fresh:
            fresh.item = vote.item
            _freeze(fresh, room, tally, by)
            fresh.is_straw_poll = fresh.is_straw_poll or as_straw_poll
            data.update(_facts(fresh))
            fresh.save()
            if not fresh.is_straw_poll:
                _resolve(fresh, room, tally, by, amount_cents=amount_cents, conditions=conditions, reason=reason)
        quarters.touch(fresh.place_id)
        return fresh


def _must_still_fit(vote, room):
    """Somebody who raised a hand may have left since: then the hands are counted anew."""
    if vote.mode == "hands" and vote.state == "open":
        insist(counting.why_not_these_hands(vote.hands, room.entitled_by_weight()))


def _freeze(vote, room, tally, by):
    vote.numbers, vote.tally = asdict(room.numbers), tally
    vote.quorum_needed = room.quorum_needed
    vote.needed = counting.needed(vote.rules, room.numbers, tally)
    vote.closed_at, vote.closed_by, vote.state = clock.now(), by, "closed"


def _facts(vote) -> dict:
    return {"needed": vote.needed, "quorum": vote.quorum_needed, "straw_poll": vote.is_straw_poll, **vote.numbers, **vote.tally}


def _resolve(vote, room, tally, by, *, amount_cents, conditions, reason):
    result = counting.outcome(vote.rules, room.numbers, tally)
    amount_cents, conditions, result = _content(vote, result, amount_cents, conditions)
    resolution = _new_resolution(vote, room, tally, result, amount_cents, conditions, reason)
    verb = "resolve_publicly" if words.is_public(vote.rules, resolution) else "resolve"
    data = {"body": vote.body.name, "line": words.line(resolution), "meeting": vote.item.meeting_id}
    with steps.RESOLUTION.take(verb, resolution, by=by, data=data) as resolution:
        resolution.state = "in_force"
        resolution.save()
    tell_subject(resolution, by)
    # last: who takes the subject's case off the agenda holds the case and waits for the item
    vote.item.state = "deferred" if result == "deferred" else "done"
    vote.item.save(update_fields=["state"])


def _content(vote, result, amount_cents, conditions):
    """What a yes is about: what was voted on, or, after a yes to less or to a condition, what the chair names now."""
    if result == "yes":
        if conditions.strip() or (amount_cents is not None and amount_cents != vote.amount_cents):
            raise Refused(_("Das Ja gilt dem, worüber abgestimmt wurde. Für weniger Geld oder eine Auflage bitte darüber abstimmen."))
        is_as_asked = vote.amount_cents == vote.item.amount_cents and not vote.conditions
        return vote.amount_cents, vote.conditions, "yes" if is_as_asked else "changed"
    if result != "changed":
        return None, "", result
    if amount_cents is None and not conditions.strip():
        field = "amount_cents" if vote.amount_cents else "conditions"
        raise Refused(_("Das Gremium sagt Ja, aber nicht wie beantragt. Bitte den neuen Betrag oder die Auflage eintragen."), field=field)
    if amount_cents is not None:
        insist(rules.is_reduced(vote.amount_cents, amount_cents), field="amount_cents")
    return vote.amount_cents if amount_cents is None else amount_cents, conditions or vote.conditions, "changed"


def _new_resolution(vote, room, tally, result, amount_cents, conditions, reason):
    kind, pk = (vote.item.about_kind, vote.item.about_id)
    return models.Resolution(
        place_id=vote.place_id,
        thread_id=vote.thread_id,
        body=vote.body,
        item=vote.item,
        vote=vote,
        about_kind=kind,
        about_id=pk,
        result=result,
        yes=counting.yes_votes(tally),
        no=tally.get("no", 0) + tally.get("defer", 0),
        abstain=tally.get("abstain", 0),
        needed=vote.needed,
        present=room.numbers.present,
        members=room.numbers.members,
        excluded=room.numbers.excluded,
        amount_cents=amount_cents,
        conditions=conditions,
        reason=reason,
        decided_at=vote.closed_at,
    )


def tell_subject(resolution, by) -> None:
    """Hand the resolution to what it is about, in this transaction. A kind about which nothing can be decided is left alone."""
    thing = subjects.find(resolution.about_kind, resolution.about_id) if resolution.about_kind else None
    if thing is None:
        return
    subject = subjects.of(thing)
    if type(subject).decided is not subjects.Subject.decided:
        subject.decided(thing, resolution, by=by)


def cancel_vote(vote, *, by, reason) -> models.Vote:
    """Break a vote off with a reason; nothing is decided, and it may be opened again."""
    with transaction.atomic():
        meetings.locked(vote.item.meeting)
        with steps.VOTE.take("cancel_vote", vote, by=by, reason=reason) as vote:
            vote.closed_at, vote.closed_by = clock.now(), by
        return vote


def annul(resolution, *, by, reason) -> models.Resolution:
    """Take a resolution back that was counted wrong. Its subject must be able to follow (`undecided`); the item is open again."""
    with transaction.atomic():
        meetings.locked(resolution.item.meeting)
        thing = subjects.find(resolution.about_kind, resolution.about_id) if resolution.about_kind else None
        undo = getattr(subjects.of(thing), "undecided", None) if thing is not None else None
        decides = thing is not None and type(subjects.of(thing)).decided is not subjects.Subject.decided
        if decides and undo is None:
            raise Refused(
                _("Mit diesem Beschluss wird schon weitergearbeitet. Bitte den Vorgang selbst zurücknehmen oder neu beschließen.")
            )
        with steps.RESOLUTION.take("annul", resolution, by=by, reason=reason, data={"body": resolution.body.name}) as fresh:
            models.AgendaItem.objects.filter(pk=fresh.item_id).update(state="waiting")
            if undo:
                undo(thing, fresh, by=by, reason=reason)
        quarters.touch(fresh.place_id)
        return fresh


def _locked(vote):
    return (
        models.Vote.objects.select_for_update(of=("self",))
        .select_related("item__meeting__body", "item__meeting__place", "rules")
        .get(pk=vote.pk)
    )
