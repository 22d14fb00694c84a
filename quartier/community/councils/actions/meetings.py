"""A meeting from the plan to the approved minutes: agenda, invitation, who is there."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quartier.community.councils import agenda, models, papers, queries, rules, steps
from quartier.community.councils.actions import bias
from quartier.ground.acts import clock, log, subjects
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters
from quartier.ground.ui import german

WORDS = ("form", "starts_at", "ends_at", "where", "online_address", "note")


# -- planning


def plan_meeting(body, *, starts_at, by, form="room", where="", ends_at=None, online_address="", note="") -> models.Meeting:
    """Plan a meeting, or a vote by circulation (`form="circulation"`, open until `ends_at`)."""
    meeting = models.Meeting(body=body, place_id=body.place_id)
    words = {"form": form, "starts_at": starts_at, "ends_at": ends_at, "where": where, "online_address": online_address, "note": note}
    _must_fit(body, words)
    with transaction.atomic():
        with steps.MEETING.take("plan_meeting", meeting, by=by, data={"form": form}) as meeting:
            _write(meeting, words)
            meeting.save()
        quarters.touch(meeting.place_id)
    return meeting


def change_meeting(meeting, *, by, **words) -> models.Meeting:
    """Move or describe a meeting anew. Whoever was invited already is told by mail."""
    with transaction.atomic():
        with steps.MEETING.take("change_meeting", meeting, by=by) as meeting:
            before = (meeting.starts_at, meeting.where)
            _must_fit(meeting.body, words)
            _write(meeting, words)
            if meeting.state == "invited" and before != (meeting.starts_at, meeting.where):
                _tell_members(meeting, "councils/mail/moved", by)
        quarters.touch(meeting.place_id)
    return meeting


def _must_fit(body, words):
    body_rules = queries.rules(body, german.local(words["starts_at"]).date())
    insist(rules.is_in_future(words["starts_at"]), field="starts_on")
    insist(rules.fits_online(body_rules, words["form"]), field="form")
    insist(rules.fits_circulation(body_rules, words["form"], words["starts_at"], words["ends_at"]), field="ends_on")


def _write(meeting, words):
    for word in WORDS:
        if word in words:
            setattr(meeting, word, words[word])


def cancel_meeting(meeting, *, by, reason) -> models.Meeting:
    """Call a meeting off; who was invited is told why."""
    with transaction.atomic():
        with steps.MEETING.take("cancel_meeting", meeting, by=by, reason=reason) as meeting:
            meeting.cancel_reason = reason
            if meeting.state == "invited":
                _tell_members(meeting, "councils/mail/cancelled", by, reason=reason)
        quarters.touch(meeting.place_id)
    return meeting


# -- agenda


def add_agenda_item(meeting, *, by, about=None, title="", text="", amount_cents=None, is_decision=True, presenters="") -> models.AgendaItem:
    """Put a text or anything that has a subject on the agenda, at its end.

    Title, text and amount come from the subject where they are not given. Raises Refused when the meeting is over, when it
    stands on an agenda already, or when the rules do not let it come again.
    """
    with transaction.atomic():
        meeting = locked(meeting)
        insist(rules.agenda_is_open(meeting))
        if about is not None:
            _must_be_new(meeting, about)
        told = agenda.description(about) if about is not None else agenda.Description()
        kind, pk = subjects.ref(about)
        item = models.AgendaItem.objects.create(
            meeting=meeting,
            order=(meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1,
            thread_id=getattr(about, "thread_id", None),
            title=(title or subjects.of(about).title(about) if about is not None else title)[:200],
            text=text or told.text,
            amount_cents=amount_cents if amount_cents is not None else told.amount_cents,
            is_decision=is_decision,
            presenters=presenters,
            about_kind=kind,
            about_id=pk,
        )
        facts = {"item": item.pk, "about": [kind, pk]}
        log.record("councils.add_agenda_item", about=meeting, place_id=meeting.place_id, thread_id=item.thread_id, by=by, data=facts)
        quarters.touch(meeting.place_id)
        return item


def put_on_agenda(meeting, about, *, by) -> models.AgendaItem:
    """Put something that waits on the agenda by its owner's own step, where it has one."""
    put = agenda.putter(type(about).KIND)
    return put(about, meeting, by) if put else add_agenda_item(meeting, about=about, by=by)


def _must_be_new(meeting, about):
    kind, pk = subjects.ref(about)
    if other := queries.planned_item(meeting.body, kind, pk):
        facts = {"title": other.title, "day": german.day(other.meeting.starts_at)}
        raise Refused(_("„%(title)s“ steht schon auf der Tagesordnung vom %(day)s.") % facts)
    insist(rules.may_come_again(queries.rules_of(meeting), queries.refusals(meeting.body, kind, pk)))


def change_item(item, *, by, **words) -> models.AgendaItem:
    """Change title, text, amount or who presents; what was voted on keeps its amount."""
    with transaction.atomic():
        meeting = locked(item.meeting)
        item = models.AgendaItem.objects.select_for_update().get(pk=item.pk)
        if meeting.state not in ("planned", "invited", "open"):
            raise Refused(_("Die Sitzung ist vorbei. Änderungen gehören ins Protokoll."))
        if item.votes.exclude(state="cancelled").exists() and "amount_cents" in words and words["amount_cents"] != item.amount_cents:
            raise Refused(_("Über diesen Betrag wurde schon abgestimmt."), field="amount_cents")
        for word in ("title", "text", "amount_cents", "presenters", "is_decision"):
            if word in words:
                setattr(item, word, words[word])
        item.save()
        log.record("councils.change_item", about=item, place_id=meeting.place_id, by=by)
        quarters.touch(meeting.place_id)
        return item


def move_item(item, *, up: bool, by) -> None:
    """Move an item one place up or down; at the end of the list nothing happens."""
    with transaction.atomic():
        meeting = locked(item.meeting)
        insist(rules.agenda_is_open(meeting))
        row = list(meeting.items.order_by("order", "pk"))
        here = next(i for i, one in enumerate(row) if one.pk == item.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(row):
            return
        row[here], row[there] = row[there], row[here]
        for number, one in enumerate(row, 1):
            if one.order != number:
                models.AgendaItem.objects.filter(pk=one.pk).update(order=number)
        log.record("councils.move_item", about=item, place_id=meeting.place_id, by=by)
        quarters.touch(meeting.place_id)


def remove_item(item, *, by) -> None:
    """Take an item off the agenda. Raises Refused once something was voted on it."""
    with transaction.atomic():
        meeting = locked(item.meeting)
        insist(rules.agenda_is_open(meeting))
        item = models.AgendaItem.objects.select_for_update().get(pk=item.pk)
        insist(rules.item_can_go(item))
        if meeting.current_item_id == item.pk:
            meeting.current_item = None
            meeting.save(update_fields=["current_item"])
        facts = {"item": item.pk, "about": list(item.subject_key)}
        log.record("councils.remove_item", about=meeting, place_id=meeting.place_id, by=by, data=facts)
        quarters.touch(meeting.place_id)
        item.delete()


def withdraw_item(about, *, by) -> None:
    """Take something off every agenda to come; for its owner, inside its own step. Raises Refused while it is voted on.

    Locks the items alone: the caller holds its case, which a closing vote wants after the meeting.
    """
    kind, pk = subjects.ref(about)
    with transaction.atomic():
        waiting = models.AgendaItem.objects.select_for_update(of=("self",)).filter(about_kind=kind, about_id=pk, state="waiting")
        for item in waiting.filter(meeting__state__in=("planned", "invited", "open")).select_related("meeting"):
            if item.votes.filter(state="open").exists():
                raise Refused(_("Darüber wird gerade abgestimmt. Bitte warten Sie das Ende ab."))
            facts = {"item": item.pk, "about": [kind, pk]}
            log.record("councils.withdraw_item", about=item.meeting, place_id=item.place_id, thread_id=item.thread_id, by=by, data=facts)
            _drop(item)


def _drop(item):
    """An item with votes that were broken off stays in the minutes, as withdrawn."""
    if not item.votes.exists():
        item.delete()
        return
    item.state = "withdrawn"
    item.save(update_fields=["state"])


# -- inviting


def invite(meeting, *, by) -> models.Meeting:
    """Invite all members with agenda and papers: by mail, by letter who has no address."""
    with transaction.atomic():
        with steps.MEETING.take("invite", meeting, by=by) as meeting:
            meeting.invited_at = clock.now()
            _tell_members(meeting, "councils/mail/invitation", by)
        quarters.touch(meeting.place_id)
    return meeting


def _tell_members(meeting, template, by, **more):
    context = {"meeting": meeting, "body": meeting.body, "items": queries.items(meeting), **more}
    for seat in queries.seats_on(meeting.body, queries.day_of(meeting)):
        notify.mail(to_person=seat.person, template=template, context={**context, "seat": seat}, about=meeting, place=meeting.place, by=by)


# -- the evening


def open_meeting(meeting, *, by) -> models.Meeting:
    """Open a meeting; by circulation that opens the vote on every decision at once."""
    from quartier.community.councils.actions import votes

    with transaction.atomic():
        with steps.MEETING.take("open_meeting", meeting, by=by) as meeting:
            meeting.opened_at = clock.now()
        if meeting.is_circulation:
            for item in meeting.items.filter(is_decision=True):
                votes.open_vote(item, by=by)
        quarters.touch(meeting.place_id)
    return meeting


def close_meeting(meeting, *, by) -> models.Meeting:
    """Close a meeting; who is still there leaves now, what was not reached stays open."""
    with transaction.atomic():
        with steps.MEETING.take("close_meeting", meeting, by=by) as meeting:
            meeting.closed_at = clock.now()
            meeting.current_item = None
            models.Attendance.objects.filter(meeting=meeting, left_at=None).update(left_at=meeting.closed_at)
        quarters.touch(meeting.place_id)
    return meeting


def reopen_meeting(meeting, *, by, reason) -> models.Meeting:
    """Take a closing back, as it was a mistake: whoever left with it is there again."""
    with transaction.atomic():
        with steps.MEETING.take("reopen_meeting", meeting, by=by, reason=reason) as meeting:
            models.Attendance.objects.filter(meeting=meeting, left_at=meeting.closed_at).update(left_at=None)
            meeting.closed_at = None
        quarters.touch(meeting.place_id)
    return meeting


def arrive(meeting, seat, *, by, is_online=False) -> models.Attendance:
    """A seat's holder or substitute is there from now on. Twice is once."""
    with transaction.atomic():
        meeting = locked(meeting)
        _must_run(meeting)
        if is_online:
            insist(rules.fits_online(queries.rules_of(meeting), "online"))
        if seat.body_id != meeting.body_id or not queries.seats_on(meeting.body, queries.day_of(meeting)).filter(pk=seat.pk).exists():
            raise Refused(_("Diese Person hat an diesem Tag keinen Sitz im Gremium."))
        if known := models.Attendance.objects.filter(meeting=meeting, seat=seat, left_at=None).first():
            return known
        row = models.Attendance.objects.create(meeting=meeting, seat=seat, is_online=is_online, arrived_at=clock.now())
        if meeting.current_item_id:
            bias.note_relations(meeting.current_item)
        facts = {"seat": seat.pk, "online": is_online}
        log.record("councils.arrive", about=meeting, place_id=meeting.place_id, by=by, data=facts)
        return row


def leave(meeting, seat, *, by) -> None:
    """A seat's holder or substitute has gone. Twice is once."""
    with transaction.atomic():
        meeting = locked(meeting)
        _must_run(meeting)
        gone = models.Attendance.objects.filter(meeting=meeting, seat=seat, left_at=None).update(left_at=clock.now())
        if gone:
            log.record("councils.leave", about=meeting, place_id=meeting.place_id, by=by, data={"seat": seat.pk})


def call_item(item, *, by) -> models.AgendaItem:
    """Call an item: from now on everybody sees it on the phone and on the wall."""
    with transaction.atomic():
        meeting = locked(item.meeting)
        _must_run(meeting)
        insist(rules.no_vote_is_open(meeting))
        bias.note_relations(item)
        meeting.current_item = item
        meeting.save(update_fields=["current_item"])
        log.record("councils.call_item", about=item, place_id=meeting.place_id, thread_id=item.thread_id, by=by)
        return item


def finish_item(item, *, by) -> models.AgendaItem:
    """Tick off an item without a vote."""
    return _settle(item, "done", "councils.finish_item", by)


def defer_item(item, *, by, reason) -> models.AgendaItem:
    """Put an item off to another meeting without a vote, with the reason. What it is about waits for an agenda again."""
    if not reason.strip():
        raise Refused(_("Bitte einen Grund eintragen. Er steht danach im Verlauf."), field="reason")
    return _settle(item, "deferred", "councils.defer_item", by, reason)


def _settle(item, state, act, by, reason=""):
    with transaction.atomic():
        meeting = locked(item.meeting)
        _must_run(meeting)
        item = models.AgendaItem.objects.select_for_update().get(pk=item.pk)
        if item.state != "waiting":
            raise Refused(_("Dieser Punkt ist schon behandelt."))
        if item.votes.filter(state="open").exists():
            raise Refused(_("Die Abstimmung läuft noch. Bitte erst schließen oder abbrechen."))
        item.state = state
        if reason:
            item.minutes_text = "\n\n".join(filter(None, [item.minutes_text, reason]))
        item.save(update_fields=["state", "minutes_text"])
        personal = {"reason": reason} if reason else None
        log.record(act, about=item, place_id=meeting.place_id, thread_id=item.thread_id, by=by, personal=personal)
        quarters.touch(meeting.place_id)
        return item


def _must_run(meeting):
    if meeting.state != "open":
        raise Refused(_("Die Sitzung läuft nicht."))


# -- minutes


def draft_minutes(meeting, *, by, note="", guests="", minutes_by="", items: dict | None = None) -> models.Meeting:
    """Write what only people know: remarks, guests, and per item (id → text, responsible, due_on, presenters) what was said."""
    with transaction.atomic(), steps.MEETING.take("draft_minutes", meeting, by=by) as meeting:
        meeting.minutes_note, meeting.guests, meeting.minutes_by = note, guests, minutes_by
        for item in meeting.items.select_for_update():
            _write_item(item, (items or {}).get(item.pk, {}))
    return meeting


def _write_item(item, words):
    changed = [word for word in ("minutes_text", "responsible", "due_on", "presenters") if word in words]
    for word in changed:
        setattr(item, word, words[word])
    if changed:
        item.save(update_fields=changed)


def approve_minutes(meeting, *, by) -> models.Meeting:
    """Approve the minutes: the PDF is made once and kept, with the head of the log printed in it."""
    with transaction.atomic():
        with steps.MEETING.take("approve_minutes", meeting, by=by) as meeting:
            meeting.approved_at, meeting.approved_by = clock.now(), by
            meeting.log_head = log.head(meeting.place_id).hash
            papers.store_minutes(meeting, by)
        quarters.touch(meeting.place_id)
    return meeting


def return_minutes(meeting, *, by, reason) -> models.Meeting:
    """Take an approval back with a reason; the PDF that was approved stays in the file."""
    with transaction.atomic():
        with steps.MEETING.take("return_minutes", meeting, by=by, reason=reason) as meeting:
            meeting.approved_at, meeting.approved_by = None, None
        quarters.touch(meeting.place_id)
    return meeting


def locked(meeting) -> models.Meeting:
    """The meeting, fresh and locked: whatever changes who counts goes through here."""
    return models.Meeting.objects.select_for_update(of=("self",)).select_related("body", "place", "current_item").get(pk=meeting.pk)
