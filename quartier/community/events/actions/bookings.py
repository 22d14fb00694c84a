"""Verbs about registrations: seats held while the form is filled in, booked, or a place in the line of those who wait.

The event's row is the lock and holds the counters; no seat is counted on the fly. Nobody overtakes those who wait: when seats
become free, the first in line moves up if they suffice for her, and nobody before her does.
"""

import secrets
from datetime import timedelta

from django.db import transaction

from quartier.community.events import links, models, queries, rules, steps
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters

HOLD = timedelta(minutes=15)  # so long seats are kept for somebody who fills in the form
FORGET_AFTER = timedelta(days=30)  # after the event; then names and addresses go


def hold(event, seats: int) -> models.Booking:
    """Keep seats for whoever is about to fill in the form; if there are none left she may join the line. Raises Refused."""
    with transaction.atomic():
        event = _locked(event)
        _lapse_old(event)
        booking = _new(event, seats, held_until=clock.now() + HOLD)
        with steps.BOOKING.take("hold", booking, data={"seats": seats}) as booking:
            booking.state = "held" if _fits(event, seats) else "asking"
            booking.save()
            _count(event)
    return booking


def book(booking, *, name, email, phone="", note="") -> models.Booking:
    """The form is filled in: the held seats are hers; without them she is the last in line. Raises Refused."""
    with transaction.atomic():
        event = _locked(booking.event)
        _lapse_old(event, but=booking.pk)
        email = email.strip().lower()
        booking.event = event
        with steps.BOOKING.take("book", booking, email=email, data={"seats": booking.seats}) as booking:
            booking.event = event
            booking.name, booking.email, booking.phone, booking.note = name, email, phone, note
            _place(event, booking, has_seats=booking.state == "held")
        _count(event)
        _tell(booking, booking.state)
    return booking


def enter(event, *, seats, name, email="", phone="", note="", by) -> models.Booking:
    """The office registers somebody who asked in person or by phone."""
    with transaction.atomic():
        event = _locked(event)
        _lapse_old(event)
        email = email.strip().lower()
        booking = _new(event, seats, name=name, email=email, phone=phone, note=note, is_by_office=True)
        _must_be(rules.is_first_of_address(booking, email=email))
        with steps.BOOKING.take("enter", booking, by=by, data={"seats": seats}) as booking:
            _place(event, booking, has_seats=False)
        _count(event)
        _tell(booking, booking.state)
    return booking


def leave(booking) -> models.Booking:
    """By the link: the seats are free again, and the next in line move up."""
    return _gone("leave", booking)


def remove(booking, *, by) -> models.Booking:
    """The office takes somebody off the list who said so."""
    return _gone("remove", booking, by)


def say_participants(event, count: int, *, by) -> models.Event:
    """How many came, said afterwards."""
    with transaction.atomic():
        event = _locked(event)
        _must_be(rules.has_begun(event))
        event.participants = count
        event.save(update_fields=["participants"])
        log.record("events.say_participants", about=event, place_id=event.place_id, by=by, data={"count": count})
    return event


def lapse_due() -> int:
    """Give back seats whose time is over, whoever looks; returns for how many events. The worker calls it."""
    due = models.Booking.objects.filter(state__in=("held", "asking"), held_until__lte=clock.now()).order_by()
    events = list(due.values_list("event_id", flat=True).distinct())
    for pk in sorted(events):
        with transaction.atomic():
            _lapse_old(_locked(models.Event(pk=pk)))
    return len(events)


def forget_due() -> int:
    """Names and addresses go a month after the event; the numbers stay. Returns how many were forgotten."""
    models.HandIn.objects.filter(event__ends_at__lt=clock.now() - FORGET_AFTER).exclude(name="", email="").update(name="", email="")
    over = models.Booking.objects.filter(event__ends_at__lt=clock.now() - FORGET_AFTER).exclude(name="", email="", phone="", note="")
    return over.update(name="", email="", phone="", note="")


def erase_address(email: str) -> int:
    """Blank what one address has left behind; who is registered stays as a number."""
    if email:
        models.HandIn.objects.filter(email=email.strip().lower()).update(name="", email="")
    return models.Booking.objects.filter(email=email.strip().lower()).update(name="", email="", phone="", note="") if email else 0


# --- what happens to the event ------------------------------------------------------------------------------------------


def seen(event) -> tuple:
    """What those who registered were told last."""
    return (event.starts_at, event.ends_at, event.where, event.seats, event.state)


def follow(event, before: tuple) -> None:
    """The event was changed: those who registered hear of another time or place, and more seats are given to those who wait."""
    if not (event.seats_taken or event.seats_waiting):
        return
    starts_at, ends_at, where, seats, _state = before
    if event.state == "discarded":
        tell_cancelled(event)
    elif (event.starts_at, event.ends_at, event.where) != (starts_at, ends_at, where):
        _tell_all(event, "changed")
    if event.seats != seats:
        event.save()
        _move_up(event)
        _count(event)


def tell_cancelled(event) -> None:
    """Everybody who has a seat or waits for one hears that it falls through."""
    _tell_all(event, "cancelled")


# --- small parts --------------------------------------------------------------------------------------------------------


def _locked(event) -> models.Event:
    return models.Event.objects.select_for_update(of=("self",)).select_related("place").get(pk=event.pk)


def _new(event, seats, **more) -> models.Booking:
    return models.Booking(event=event, seats=seats, key=secrets.token_hex(16), made_at=clock.now(), **more)


def _fits(event, seats: int) -> bool:
    """Whether the seats are free and nobody waits for them."""
    return event.seats is None or (event.seats_waiting == 0 and event.seats_taken + seats <= event.seats)


def _place(event, booking, *, has_seats: bool) -> None:
    if has_seats or _fits(event, booking.seats):
        booking.state, booking.booked_at = "booked", clock.now()
    else:
        last = event.bookings.order_by("-number").exclude(number=None).values_list("number", flat=True).first()
        booking.state, booking.number = "waiting", (last or 0) + 1
    booking.held_until = None
    booking.save()


def _gone(verb, booking, by=None) -> models.Booking:
    with transaction.atomic():
        event = _locked(booking.event)
        booking.event = event
        with steps.BOOKING.take(verb, booking, by=by, data={"seats": booking.seats}) as booking:
            booking.held_until = None
        _count(event)
        _move_up(event)
        _count(event)
    return booking


def _lapse_old(event, but=None) -> None:
    """Held seats whose time is over go to those who wait."""
    old = event.bookings.filter(state__in=("held", "asking"), held_until__lte=clock.now()).exclude(pk=but).order_by("id")
    gone = list(old)
    for booking in gone:
        with steps.BOOKING.take("lapse", booking, system=True):
            pass
    if gone:
        _count(event)
        _move_up(event)
        _count(event)


def _move_up(event) -> None:
    """The first in line take what is free, one after the other; the first for whom it does not suffice ends it."""
    if rules.can_book(event):
        return
    free = None if event.seats is None else event.seats - event.seats_taken
    for booking in event.bookings.filter(state="waiting").order_by("number"):
        if free is not None and booking.seats > free:
            return
        booking.event = event
        with steps.BOOKING.take("move_up", booking, system=True, data={"seats": booking.seats}) as booking:
            booking.booked_at = clock.now()
        free = None if free is None else free - booking.seats
        _tell(booking, "moved_up")


def _count(event) -> None:
    """The counters say what the rows say; whoever sees the page sees whether there is still a seat."""
    was_full, before = event.is_full, (event.seats_taken, event.seats_waiting)
    sums = queries.seats_by_state(event)
    event.seats_taken = sum(sums.get(state, 0) for state in models.Booking.TAKES)
    event.seats_waiting = sums.get("waiting", 0)
    if before != (event.seats_taken, event.seats_waiting):
        models.Event.objects.filter(pk=event.pk).update(seats_taken=event.seats_taken, seats_waiting=event.seats_waiting)
    if was_full != event.is_full:
        quarters.touch(event.place_id)


def _tell_all(event, what: str) -> None:
    for booking in event.bookings.filter(state__in=("booked", "waiting")).order_by("id"):
        booking.event = event
        _tell(booking, what)


def _tell(booking, what: str) -> None:
    """A mail with the link to the registration; nothing if there is no address."""
    if not booking.email:
        return
    event = booking.event
    context = {
        "booking": booking,
        "event": event,
        "place": event.place,
        "link": links.absolute(booking),
        "in_line": queries.in_line(booking),
    }
    notify.mail(to_address=booking.email, template=f"events/mail/{what}", context=context, about=event, place=event.place)


def _must_be(sentence) -> None:
    if sentence:
        raise Refused(sentence)
