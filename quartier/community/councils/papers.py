"""Minutes by themselves: what the evening left behind, gathered once for the page, the PDF and the file."""

from django.utils.translation import gettext as _

from quartier.community.councils import models, queries
from quartier.ground.acts import log
from quartier.ground.files import actions as files
from quartier.ground.notify import letters, pdf
from quartier.ground.ui import german


def minutes(meeting) -> dict:
    """Everything that stands in the internal minutes: who was there from when to when, and per item what was decided how."""
    items = queries.items(meeting)
    biases = queries.biases_of(items, meeting.body)
    return {
        "meeting": meeting,
        "title": _("Protokoll: %(body)s am %(day)s") % {"body": meeting.body.name, "day": german.day(meeting.starts_at)},
        "facts": _facts(meeting),
        "people": _people(meeting),
        "items": [_item(one, biases[one.pk]) for one in items],
        "head": meeting.log_head or log.head(meeting.place_id).hash,
    }


def _facts(meeting) -> list[tuple[str, str]]:
    began = meeting.opened_at or meeting.starts_at
    span = f"{german.day(began)}, {german.span(began, meeting.closed_at)}"
    facts = [
        (_("Zeit"), span),
        (_("Form"), str(meeting.get_form_display())),
        (_("Ort"), meeting.where),
        (_("Gäste, Bezirk, Senat"), meeting.guests),
        (_("Protokoll"), meeting.minutes_by),
        (_("Allgemeines"), meeting.minutes_note),
    ]
    return [(label, text) for label, text in facts if text]


def _people(meeting) -> list[dict]:
    """One row per seat of the day: when the holder was there, or that she was not."""
    times: dict[int, list[str]] = {}
    rows = queries.seats_with_times(meeting)
    for row in rows:
        if row.arrived_at is None or _was_a_slip(row, meeting):
            continue
        until = german.clock_digits(row.left_at) if row.left_at else ""
        online = _(" (online)") if row.was_online else ""
        times.setdefault(row.pk, []).append(f"{german.clock_digits(row.arrived_at)}–{until}{online}")
    if meeting.is_circulation:
        voted = models.Ballot.objects.filter(vote__item__meeting=meeting).values_list("seat_id", flat=True)
        times = {seat_id: [_("hat abgestimmt")] for seat_id in voted}
    seats = {row.pk: row for row in rows}.values()
    return [_person(seat, times) for seat in seats if seat.pk in times or not seat.substitute_for_id]


def _was_a_slip(row, meeting) -> bool:
    """Ticked and taken back within a minute, before the end: the log knows it, the minutes need not."""
    return bool(row.left_at) and row.left_at != meeting.closed_at and (row.left_at - row.arrived_at).total_seconds() < 60


def _person(seat, times) -> dict:
    role = seat.organisation.name if seat.organisation else str(dict(models.Seat.KINDS)[seat.kind])
    if seat.is_chair:
        role = _("%(role)s, Leitung") % {"role": role}
    return {"name": seat.person.name, "role": role, "when": ", ".join(times.get(seat.pk, [_("nicht da")])), "was_there": seat.pk in times}


def _item(one, biases) -> dict:
    result = one.result
    vote = result.vote if result else next((vote for vote in reversed(one.all_votes) if vote.state == "closed"), None)
    return {
        "item": one,
        "number": one.number,
        "title": one.title,
        "presenters": one.presenters,
        "text": one.minutes_text,
        "papers": [],
        "biased": [row.person.name for row in biases],
        "vote": _vote(vote) if vote else [],
        "resolution": result,
        "result": _result(one, vote),
        "conditions": result.conditions if result else "",
        "reason": result.reason if result else "",
        "amount": german.euro(result.amount_cents) if result and result.amount_cents else "",
        "responsible": one.responsible,
        "due": german.day(one.due_on) if one.due_on else "",
        "annulled": one.annulled,
    }


def _result(one, vote) -> str:
    if one.result:
        return str(one.result.get_result_display())
    if vote and vote.is_straw_poll:
        return _("Meinungsbild, kein Beschluss")
    if one.state in ("deferred", "withdrawn"):
        return str(one.get_state_display())
    return _("behandelt") if one.state == "done" else _("nicht behandelt")


def _vote(vote) -> list[tuple[str, str]]:
    labels = dict(models.Ballot.CHOICES)
    counts = ", ".join(f"{count} {labels[choice]}" for choice, count in vote.tally.items() if count)
    return [
        (_("Stimmen"), counts),
        (_("Nötig"), _("%(n)d Ja") % {"n": vote.needed}),
        (_("Da"), _("%(present)d von %(members)d, beschlussfähig ab %(quorum)d") % {**vote.numbers, "quorum": vote.quorum_needed}),
        (_("Abgestimmt"), str(vote.get_mode_display())),
    ]


def blocks(found: dict) -> list[dict]:
    """The minutes as blocks of a sheet (see `notify.texts`)."""
    rows = [{"kind": "table", "items": [[label, text] for label, text in found["facts"]]}]
    rows += [
        {"kind": "section", "text": _("Wer da war")},
        {"kind": "table", "items": [[f"{one['name']} ({one['role']})", one["when"]] for one in found["people"]] or [["–", ""]]},
    ]
    for one in found["items"]:
        rows += _item_blocks(one)
    rows.append({"kind": "paragraph", "text": _("Kopf des Verlaufs: %(head)s") % {"head": found["head"]}})
    return rows


def _item_blocks(one: dict) -> list[dict]:
    rows = [{"kind": "section", "text": f"TOP {one['number']}: {one['title']}"}]
    facts = [
        (_("Vorgestellt von"), one["presenters"]),
        (_("Befangen"), ", ".join(one["biased"])),
        *one["vote"],
        (_("Ergebnis"), " · ".join(filter(None, [one["result"], one["amount"]]))),
        (_("Auflage"), one["conditions"]),
        (_("Begründung"), one["reason"]),
        (_("Zuständig"), " · ".join(filter(None, [one["responsible"], one["due"] and _("bis %(day)s") % {"day": one["due"]}]))),
    ]
    if one["text"]:
        rows.append({"kind": "paragraph", "text": one["text"]})
    return [*rows, {"kind": "list", "items": [f"{label}: {text}" for label, text in facts if text]}]


def typeset(meeting) -> bytes:
    """The minutes as PDF."""
    found = minutes(meeting)
    data = {**letters.sender(meeting.place), "code": "", "blocks": blocks(found)}
    return pdf.render("notify/sheet", data, found["title"])


def store_minutes(meeting, by):
    """Typeset the minutes as they are now and keep them with the meeting."""
    name = f"Protokoll {meeting.body.name} {queries.day_of(meeting).isoformat()}"
    return files.store_bytes(typeset(meeting), name=name, about=meeting, purpose="paper", place=meeting.place, by=by)
