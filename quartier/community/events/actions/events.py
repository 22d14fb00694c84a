"""Verbs about one event, be it single or a date of a series."""

import secrets

from quartier.community.events import links, models, steps
from quartier.community.events.actions import bookings
from quartier.ground.acts import clock
from quartier.ground.notify import actions as notify
from quartier.ground.notify import addresses
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
    facts = {"starts_at": words["starts_at"], "ends_at": words["ends_at"], "seats": words.get("seats")}
    with steps.EVENT.take("change", event, by=by, **facts) as event:
        before = bookings.seen(event)
        for word in WORDS & words.keys():
            setattr(event, word, words[word])
        renew(event)
        bookings.follow(event, before)
    return _changed(event)


def publish(event, *, by) -> models.Event:
    """Into the calendar; whoever handed it in is told."""
    with steps.EVENT.take("publish", event, by=by) as event:
        renew(event)
        _tell_sender(event, "accepted")
    return _changed(event)


def hand_in(*, place, name, email, **words) -> models.HandIn:
    """An event that somebody without an account tells of. The team looks at it; she gets the link with which she changes it."""
    event = models.Event(place=place, made_at=clock.now(), **words)
    with steps.EVENT.take("hand_in", event) as event:
        event.save()
        sender = models.HandIn.objects.create(
            event=event, name=name, email=email.strip().lower(), key=secrets.token_hex(16), at=clock.now()
        )
        _tell_sender(event, "handed_in")
    return sender


def edit(event, **words) -> models.Event:
    """Changed by the link: the team looks again before it is in the calendar."""
    facts = {"starts_at": words["starts_at"], "ends_at": words["ends_at"]}
    with steps.EVENT.take("edit", event, **facts) as event:
        before = bookings.seen(event)
        for word in WORDS & words.keys():
            setattr(event, word, words[word])
        renew(event)
        bookings.follow(event, before)
    return _changed(event)


def call_off(event, reason) -> models.Event:
    """Called off by the link of whoever handed it in: from the calendar struck through, from the desk gone."""
    with steps.EVENT.take("call_off", event, reason=reason) as event:
        event.cancel_reason = reason.strip()
        renew(event)
        bookings.tell_cancelled(event)
    return _changed(event)


def refuse(event, reason, *, by) -> models.Event:
    """Not for the calendar; whoever handed it in is told why."""
    with steps.EVENT.take("refuse", event, by=by, reason=reason) as event:
        _tell_sender(event, "refused", reason=reason)
    return _changed(event)


def _tell_sender(event, what: str, **more) -> None:
    sender = models.HandIn.objects.filter(event=event).exclude(email="").first()
    if sender is None:
        return
    sender.event = event
    context = {"event": event, "place": event.place, "link": links.absolute(sender), "page": _page(event), **more}
    notify.mail(to_address=sender.email, template=f"events/mail/{what}", context=context, about=event, place=event.place)


def _page(event) -> str:
    return addresses.absolute(f"/{event.place.slug}/termine/{event.pk}/")


def cancel(event, reason, *, by) -> models.Event:
    """Called off: it stays in the calendar, struck through, with the reason."""
    with steps.EVENT.take("cancel", event, by=by, reason=reason) as event:
        event.cancel_reason = reason.strip()
        renew(event)
        bookings.tell_cancelled(event)
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
