"""Verbs about other calendars whose events are taken over. Taking over again changes what is known and doubles nothing.

One line in the log tells of a whole calendar. What somebody here called off stays off; words and times follow the source.
"""

import hashlib
import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.community.events import models, recurrence
from quartier.community.events.actions import events, series
from quartier.ground.acts import clock, log
from quartier.ground.quarters import actions as quarters


def create(*, place, label, url="", is_public=False, by) -> models.Source:
    """A new source; nothing is taken over yet."""
    with transaction.atomic():
        source = models.Source.objects.create(place=place, label=label, url=url, is_public=is_public, made_at=clock.now())
        log.record("events.add_source", about=source, place_id=place.pk, by=by, data={"url": url})
    return source


def end(source, *, by) -> models.Source:
    """The source is asked no more; what came from it stays."""
    with transaction.atomic():
        source = models.Source.objects.select_for_update().get(pk=source.pk)
        source.ended_at = source.ended_at or clock.now()
        source.save(update_fields=["ended_at"])
        log.record("events.end_source", about=source, place_id=source.place_id, by=by)
    return source


def publish(source, *, by) -> int:
    """Everything from this source that still is a draft goes into the calendar; what comes later too. Returns how many dates."""
    with transaction.atomic():
        source = models.Source.objects.select_for_update().get(pk=source.pk)
        source.is_public = True
        source.save(update_fields=["is_public"])
        drafts = models.Event.objects.filter(taken_from=source, state="draft", cancel_reason="")
        count = series.renew_rows(drafts, state="published")
        for one in models.Series.objects.filter(taken_from=source, state="draft").order_by("id"):
            count += series.publish(one, by=by).dates.filter(state="published").count()
        log.record("events.publish_source", about=source, place_id=source.place_id, by=by, data={"dates": count})
        quarters.touch(source.place_id)
    return count


def note_problem(source, sentence: str) -> None:
    """The source could not be read this time; the sentence stands at the desk until it can."""
    models.Source.objects.filter(pk=source.pk).update(problem=str(sentence)[:300], checked_at=clock.now())


def take_in(source, told: dict, *, by=None) -> dict:
    """Take over what a calendar says (as `exchange.incoming` tells it). Returns how many were new, changed and as before."""
    with transaction.atomic():
        source = models.Source.objects.select_for_update().get(pk=source.pk)
        counts = _take_events(source, [item for item in told["items"] if not item.get("rule")])
        for item in told["items"]:
            if item.get("rule"):
                counts[_take_series(source, item)] += 1
        source.checked_at, source.problem, source.left_out = clock.now(), "", told["skipped"][:50]
        source.save()
        log.record("events.take_in", about=source, place_id=source.place_id, by=by, data={**counts, "left_out": len(told["skipped"])})
        if counts["new"] or counts["changed"]:
            quarters.touch(source.place_id)
    return counts


# --- single events --------------------------------------------------------------------------------------------------------


def _take_events(source, items) -> dict:
    known = {row.uid: row for row in models.Event.objects.select_for_update().filter(taken_from=source).order_by("id")}
    counts, fresh, changed = {"new": 0, "changed": 0, "same": 0}, [], []
    for item in items:
        row, digest = known.get(item["uid"]), _digest(item)
        if row is not None and row.digest == digest:
            counts["same"] += 1
            continue
        counts["new" if row is None else "changed"] += 1
        (fresh if row is None else changed).append(_event(source, item, row, digest))
    models.Event.objects.bulk_create(fresh, batch_size=200)
    models.Event.objects.bulk_update(changed, [*models.DETAILS, *series.MOVING, "digest"], batch_size=100)
    return counts


def _event(source, item, row, digest) -> models.Event:
    event = row or models.Event(
        place_id=source.place_id, taken_from=source, uid=item["uid"], made_at=clock.now(), state=_state(source), sequence=item["sequence"]
    )
    for word, value in details(source, item).items():
        setattr(event, word, value)
    event.starts_at, event.ends_at = datetime.fromisoformat(item["starts_at"]), datetime.fromisoformat(item["ends_at"])
    event.has_end, event.is_all_day, event.digest = item["has_end"], item["is_all_day"], digest
    _call_off(event, item["is_off"])
    if row is not None:
        events.renew(event)
        event.sequence = max(event.sequence, item["sequence"])
    return event


def _state(source) -> str:
    return "published" if source.is_public else "draft"


def _off() -> str:
    return _("Abgesagt, sagt der Kalender, aus dem der Termin kommt.")


def _call_off(event, is_off: bool) -> None:
    """Off and on again with the source; what was called off here stays off."""
    if is_off and event.state in ("draft", "published"):
        event.cancel_reason = event.cancel_reason or _off()
        event.state = "cancelled" if event.state == "published" else "draft"
    elif not is_off and event.cancel_reason == _off():
        event.cancel_reason = ""
        event.state = "published" if event.state == "cancelled" else event.state


# --- series ---------------------------------------------------------------------------------------------------------------


def _take_series(source, item) -> str:
    digest = _digest(item)
    row = models.Series.objects.select_for_update().filter(taken_from=source, uid=item["uid"]).first()
    if row is not None and row.digest == digest:
        return "same"
    is_new = row is None
    made = row or models.Series(place_id=source.place_id, taken_from=source, uid=item["uid"], made_at=clock.now(), state=_state(source))
    made.digest = digest
    for name, value in {**details(source, item), **_timing(item)}.items():
        setattr(made, name, value)
    made.save()
    series.write_deviations(made, _deviations(made, item))
    series.lay_out(made)
    _take_overrides(source, made, item)
    if item["is_off"] and made.state == "published":
        made.state, made.cancel_reason = "cancelled", _off()
        made.save(update_fields=["state", "cancel_reason"])
        series.call_dates_off(made)
    return "new" if is_new else "changed"


def _timing(item) -> dict:
    return {
        "rule": item["rule"],
        "first_on": date.fromisoformat(item["first_on"]),
        "begins": _time(item["begins"]),
        "ends": _time(item["ends"]),
        "days": item["days"],
        "zone": item["zone"],
    }


def _time(text) -> time | None:
    return time.fromisoformat(text) if text else None


def _deviations(made, item) -> list:
    """Days out, days more, and dates whose time is another."""
    found = {
        date.fromisoformat(one["on"]): recurrence.Deviation(date.fromisoformat(one["on"]), one["kind"], begins=_time(one.get("begins")))
        for one in item["deviations"]
    }
    times = recurrence.Times(made.begins, made.ends, made.days)
    for one in item["overrides"]:
        on = date.fromisoformat(one["recurrence_on"])
        start, end = (datetime.fromisoformat(one[name]) for name in ("starts_at", "ends_at"))
        if on in found and found[on].kind == "out":
            del found[on]
        if (start, end) != times.on(on, made.zone)[:2]:
            kind = "extra" if on in found else "moved"
            found[on] = _moved(on, kind, start.astimezone(_zone(made)), end.astimezone(_zone(made)), one, made)
    return list(found.values())


def _zone(made):
    return ZoneInfo(made.zone)


def _moved(on, kind, start, end, one, made) -> recurrence.Deviation:
    if made.is_all_day or one["is_all_day"]:
        return recurrence.Deviation(on, kind, to_on=start.date())
    return recurrence.Deviation(on, kind, start.date(), start.time().replace(tzinfo=None), end.time() if one["has_end"] else None)


def _take_overrides(source, made, item) -> None:
    """Dates that say something else of their own, or are off."""
    whole = details(source, item)
    rows = {row.recurrence_on: row for row in made.dates.filter(recurrence_on__in=[one["recurrence_on"] for one in item["overrides"]])}
    for one in item["overrides"]:
        row = rows.get(date.fromisoformat(one["recurrence_on"]))
        own = details(source, one)
        if row is None:
            continue
        row.is_own = own != whole
        for word, value in own.items():
            setattr(row, word, value)
        _call_off(row, one["is_off"])
        events.renew(row)
        row.save()


# --- words ----------------------------------------------------------------------------------------------------------------


def details(source, item) -> dict:
    """What our calendar says about an item; what it does not know stays open rather than guessed."""
    where, link = item["where"], _link(item["link"])
    attendance = models.Attendance.HYBRID if where and link else models.Attendance.ONLINE if link else models.Attendance.ONSITE
    topics = {str(label).casefold(): code for code, label in models.Topic.choices}
    return {
        "title": item["title"] or _("Ohne Titel"),
        "text": item["text"],
        "where": where or ("" if link else _("ohne Ortsangabe")),
        "link": link,
        "attendance": attendance.value,
        "contact": item["contact"],
        "topic": next((topics[word.casefold()] for word in item["categories"] if word.casefold() in topics), ""),
        "source": source.label,
    }


def _link(text: str) -> str:
    return text if text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text) else ""


def _digest(item) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
