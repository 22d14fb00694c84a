"""Verbs about one event, be it single or a date of a series."""

from quartier.community.events import models, steps
from quartier.ground.acts import clock
from quartier.ground.quarters import actions as quarters

WORDS = frozenset({*models.DETAILS, "starts_at", "ends_at", "has_end", "is_all_day"})


def create(*, place, by, **words) -> models.Event:
    """Write an event down as a draft; nobody outside the team sees it yet."""
    event = models.Event(place=place, made_at=clock.now(), **words)
    with steps.EVENT.take("create", event, by=by) as event:
        event.save()
    return event


def change(event, *, by, **words) -> models.Event:
    """Change what is said about it; published ones change at once. (A date of a series: `series.change_date`.)"""
    with steps.EVENT.take("change", event, by=by, starts_at=words["starts_at"], ends_at=words["ends_at"]) as event:
        for word in WORDS & words.keys():
            setattr(event, word, words[word])
        renew(event)
    return _changed(event)


def publish(event, *, by) -> models.Event:
    """Into the calendar."""
    return _simply("publish", event, by)


def cancel(event, reason, *, by) -> models.Event:
    """Called off: it stays in the calendar, struck through, with the reason."""
    with steps.EVENT.take("cancel", event, by=by, reason=reason) as event:
        event.cancel_reason = reason.strip()
        renew(event)
    return _changed(event)


def revive(event, reason, *, by) -> models.Event:
    """It takes place after all."""
    with steps.EVENT.take("revive", event, by=by, reason=reason) as event:
        event.cancel_reason, event.is_off_with_series = "", False
        renew(event)
    return _changed(event)


def unpublish(event, reason, *, by) -> models.Event:
    """Out of the calendar again, back to a draft."""
    return _simply("unpublish", event, by, reason)


def discard(event, *, by) -> models.Event:
    """A draft that nobody needs; it stays in the log."""
    return _simply("discard", event, by)


def renew(event) -> None:
    """Calendars elsewhere take the event anew, if they could have it."""
    event.changed_at = clock.now()
    if event.state != "draft":
        event.sequence += 1


def _simply(verb, event, by, reason=""):
    with steps.EVENT.take(verb, event, by=by, reason=reason) as event:
        renew(event)
    return _changed(event)


def _changed(event) -> models.Event:
    quarters.touch(event.place_id)
    return event
