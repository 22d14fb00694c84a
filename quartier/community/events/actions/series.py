"""Verbs about a series. Its dates stand as events; each verb lays them out anew under the lock of the series.

What is over stays as it was. A date that the rule does not know any more is discarded, never deleted: its address, its
entries in the log and who registered for it stay. One line in the log tells of the series, not one for each date.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from quartier.community.events import models, recurrence, rules, steps
from quartier.community.events.actions import bookings, events
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions as quarters

TIMING = ("rule", "first_on", "begins", "ends", "days")
SPARE = timedelta(days=30)  # a series is laid out further when less than HORIZON minus this lies ahead


def create(*, place, by, deviations=(), **facts) -> models.Series:
    """Write a series down as a draft: `facts` are its words and its timing, `deviations` values of `recurrence`. Raises Refused."""
    series = models.Series(place=place, made_at=clock.now(), **facts)
    with steps.SERIES.take("create", series, by=by, deviations=tuple(deviations)) as series:
        series.save()
        write_deviations(series, deviations)
        lay_out(series)
    return series


def change(series, *, by, deviations=None, **facts) -> models.Series:
    """Change the whole series, as far as it lies ahead. `deviations` replace those known; None leaves them.

    When the timing changes and dates are over already, the old series ends and a new one goes on; returns that one.
    """
    with steps.SERIES.take("change", series, by=by, deviations=deviations, facts=facts) as series:
        goes_on = series.state != "draft" and _timing_changes(series, facts) and _is_under_way(series)
        if goes_on:
            kept = _values(series) if deviations is None else deviations
            new = _goes_on(series, clock.today(), facts, kept)
        else:
            _set(series, facts)
            if deviations is not None:
                write_deviations(series, deviations)
            lay_out(series)
    return _changed(new if goes_on else series)


def change_following(event, *, by, **facts) -> models.Series:
    """Change this date and all that follow: the series ends before it, and a new one goes on with the same dates. Returns it."""
    with steps.SERIES.take("change", event.series, by=by, date=event, facts=facts) as series:
        event = models.Event.objects.select_for_update().get(pk=event.pk)
        days = (facts["first_on"] - event.starts_at.astimezone(clock.BERLIN).date()).days if "first_on" in facts else 0
        known = _with_rule_moved(series, event, facts, days)
        is_first = not series.dates.filter(recurrence_on__lt=event.recurrence_on).exclude(state="discarded").exists()
        if is_first:
            _shift_days(series.dates.all(), series, days)
            _set(series, known)
            write_deviations(series, _moved(_values(series), days))
            lay_out(series)
            new = series
        else:
            new = _goes_on(series, event.recurrence_on, known, _moved(_values(series), days), days)
    return _changed(new)


def change_all(event, *, by, **facts) -> models.Series:
    """Change the whole series, told at one of its dates: what is over stays, so it is changed from the next date on."""
    ahead = event.series.dates.exclude(state="discarded").filter(ends_at__gt=clock.now()).order_by("recurrence_on").first()
    if ahead is None:
        raise Refused(_("Alle Termine der Reihe sind schon vorbei."))
    days = (facts["first_on"] - event.starts_at.astimezone(clock.BERLIN).date()).days
    moved = ahead.starts_at.astimezone(clock.BERLIN).date() + timedelta(days=days)
    if not days and not _timing_changes(event.series, {name: facts[name] for name in ("begins", "ends", "days")}):
        return change(event.series, by=by, **{name: value for name, value in facts.items() if name not in TIMING})
    return change_following(ahead, by=by, **{**facts, "first_on": moved})


def change_date(event, *, by, **words) -> models.Event:
    """Change this one date of its series. Its words are its own from now on, if they are others; the series knows its new time."""
    with transaction.atomic():
        series = models.Series.objects.select_for_update().get(pk=event.series_id)
        _must_be(rules.fits_series(event, series=series, **{k: words[k] for k in ("starts_at", "ends_at", "is_all_day")}))
        if any(words[word] != getattr(series, word) for word in models.DETAILS if word in words):
            models.Event.objects.filter(pk=event.pk).update(is_own=True)
        event = events.change(event, by=by, **words)
        _note_time(series, event)
    return event


def publish(series, *, by) -> models.Series:
    """All its dates into the calendar."""
    with steps.SERIES.take("publish", series, by=by) as series:
        draft = series.dates.filter(state="draft")
        renew_rows(draft.filter(cancel_reason=""), state="published")
        renew_rows(draft.exclude(cancel_reason=""), state="cancelled")
    return _changed(series)


def cancel(series, reason, *, by) -> models.Series:
    """Called off from now on: its dates ahead stay in the calendar, struck through, with the reason."""
    with steps.SERIES.take("cancel", series, by=by, reason=reason) as series:
        series.cancel_reason = reason.strip()
        call_dates_off(series)
    return _changed(series)


def revive(series, reason, *, by) -> models.Series:
    """It goes on after all; dates that were called off one by one stay called off."""
    with steps.SERIES.take("revive", series, by=by, reason=reason) as series:
        series.cancel_reason = ""
        off = series.dates.filter(state="cancelled", is_off_with_series=True, ends_at__gt=clock.now())
        renew_rows(off, state="published", cancel_reason="", is_off_with_series=False)
    return _changed(series)


def unpublish(series, reason, *, by) -> models.Series:
    """Out of the calendar again, back to a draft."""
    with steps.SERIES.take("unpublish", series, by=by, reason=reason) as series:
        renew_rows(series.dates.public(), state="draft")
    return _changed(series)


def discard(series, *, by) -> models.Series:
    """A draft that nobody needs; it stays in the log."""
    with steps.SERIES.take("discard", series, by=by) as series:
        renew_rows(series.dates.filter(state="draft"), state="discarded")
    return _changed(series)


def extend(series) -> models.Series:
    """Lay out the dates that have come within sight since."""
    with steps.SERIES.take("extend", series, system=True) as series:
        lay_out(series)
    return _changed(series)


def extend_due() -> int:
    """Extend every series whose dates end too near; returns how many. The worker calls it."""
    near = clock.today() + models.HORIZON - SPARE
    due = models.Series.objects.filter(state__in=("draft", "published"), made_until__lt=near).order_by("id")
    return len([extend(series) for series in due])


# --- the dates ----------------------------------------------------------------------------------------------------------


def call_dates_off(series) -> None:
    """Its public dates ahead are off, for the reason of the series."""
    off = series.dates.filter(state="published", ends_at__gt=clock.now())
    for event in off.filter(seats_taken__gt=0).select_for_update():
        event.cancel_reason = series.cancel_reason
        bookings.tell_cancelled(event)
    renew_rows(off, state="cancelled", cancel_reason=series.cancel_reason, is_off_with_series=True)


def lay_out(series) -> None:
    """Make the rows say what the plan says, from now on; a draft's also as far as it is over."""
    until = max(clock.today() + models.HORIZON, series.first_on)
    plan = series.plan
    planned = {one.on: one for one in plan.dates(until)[-recurrence.MOST_TIMES :]}
    known = {row.recurrence_on: row for row in series.dates.select_for_update().order_by("id")}
    now, since = clock.now(), None if series.state == "draft" else series.made_until
    fresh = [on for on, one in planned.items() if on not in known and (since is None or on > since or one.starts_at >= now)]
    ahead = [row for row in known.values() if row.ends_at > now or series.state == "draft"]
    before = {row.pk: bookings.seen(row) for row in ahead}
    changed = [row for row in ahead if _follow(row, series, planned.get(row.recurrence_on))]
    models.Event.objects.bulk_create(_date(series, planned[on]) for on in fresh)
    models.Event.objects.bulk_update(changed, [*models.DETAILS, *MOVING], batch_size=100)
    for row in changed:
        bookings.follow(row, before[row.pk])
    series.made_until = date.max if _is_all(plan, until) else until
    series.save()


MOVING = ("starts_at", "ends_at", "has_end", "is_all_day", "state", "cancel_reason", "is_off_with_series", "sequence", "changed_at")


def _is_all(plan, until) -> bool:
    """Whether no date can come after the day."""
    last = recurrence.until(plan.rule)
    count = recurrence.parts(plan.rule).get("COUNT")
    return bool(last and last <= until) or bool(count and len(plan.days(until)) >= int(count))


def _date(series, planned) -> models.Event:
    event = models.Event(series=series, place_id=series.place_id, recurrence_on=planned.on, made_at=clock.now())
    _follow(event, series, planned)
    event.sequence = 0
    return event


def _follow(event, series, planned) -> bool:
    """Make a date say what its series says; returns whether anything changed."""
    before = [getattr(event, name) for name in (*models.DETAIL_COLUMNS, *MOVING)]
    if planned is None:
        event.state = "discarded"
    else:
        event.starts_at, event.ends_at, event.has_end = planned.starts_at, planned.ends_at, planned.has_end
        event.is_all_day = series.is_all_day and event.starts_at.astimezone(clock.BERLIN).hour == 0
        if not event.is_own:
            for word in models.DETAIL_COLUMNS:
                setattr(event, word, getattr(series, word))
            if event.seats is not None:  # nobody loses a seat that was given away
                event.seats = max(event.seats, event.seats_taken)
        if event.state in ("draft", "discarded"):
            _take_state(event, series)
    is_other = before != [getattr(event, name) for name in (*models.DETAIL_COLUMNS, *MOVING)]
    if is_other:
        events.renew(event)
    return is_other


def _take_state(event, series) -> None:
    event.state = series.state or "draft"
    if series.state == "cancelled":
        event.cancel_reason, event.is_off_with_series = series.cancel_reason, True


def _goes_on(series, from_on, facts, deviations, days=0) -> models.Series:
    """End the series before the day; a new one goes on with its dates, its deviations and the changes."""
    before = len(series.plan.days(from_on - timedelta(days=1)))
    new = models.Series(follows=series, made_at=clock.now(), made_until=series.made_until, place_id=series.place_id, zone=series.zone)
    for name in (*models.DETAIL_COLUMNS, *TIMING, "state", "cancel_reason", "host_email", "asked_at", "confirmed_at"):
        setattr(new, name, getattr(series, name))
    _set(new, facts)
    first = from_on + timedelta(days=days)
    if count := recurrence.parts(new.rule).get("COUNT"):
        new.rule = recurrence.text(recurrence.parts(new.rule) | {"COUNT": str(max(int(count) - before, 1))})
    found = recurrence.Plan(recurrence.ending(new.rule, None), new.first_on).days(date.max, since=first, most=1)
    new.first_on = found[0] if found else first
    new.save()
    write_deviations(new, [one for one in deviations if one.on >= first])
    _shift_days(series.dates.filter(recurrence_on__gte=from_on), new, days)
    old = recurrence.closed(series.plan, from_on - timedelta(days=1))
    series.rule, series.made_until = old.rule, date.max
    write_deviations(series, old.deviations)
    series.save()
    lay_out(new)
    return new


def _shift_days(dates, series, days: int) -> None:
    """The dates belong to the series and are known by another day of its rule; far away first, so that no two meet on the way."""
    rows = list(dates.select_for_update())
    for away in (timedelta(days=100_000), timedelta(days=days - 100_000)) if days else (timedelta(0),):
        for row in rows:
            row.recurrence_on, row.series = row.recurrence_on + away, series
        models.Event.objects.bulk_update(rows, ["recurrence_on", "series"], batch_size=100)


def _with_rule_moved(series, event, facts, days) -> dict:
    """The facts of a change from one date on, with the rule on its new weekday where the day was changed."""
    known = {name: value for name, value in facts.items() if name != "first_on"}
    if not days:
        return known
    kind = recurrence.kind(series.rule, series.first_on)
    if not kind:
        raise Refused(_("Diese Reihe hat eine eigene Regel. Den Tag ändern Sie bitte bei der Reihe."), field="day")
    week = [(number + days) % 7 for number in recurrence.weekdays(series.rule)]
    first = event.recurrence_on + timedelta(days=days)
    end = {key: value for key, value in recurrence.parts(series.rule).items() if key in ("UNTIL", "COUNT")}
    rule = recurrence.parts(recurrence.build(kind, first, week)) | end
    return {**known, "rule": recurrence.text(rule), "first_on": first}


def _moved(deviations, days: int) -> list:
    """Deviations known by another day."""
    by = timedelta(days=days)
    return [recurrence.Deviation(one.on + by, one.kind, one.to_on, one.begins, one.ends) for one in deviations]


def _note_time(series, event) -> None:
    """The plan knows when one date really is: as the rule says, or a deviation."""
    plan = series.plan
    by_rule = recurrence.Plan(plan.rule, plan.first_on, plan.times, plan.zone)._occurrence(event.recurrence_on)
    is_extra = series.deviations.filter(on=event.recurrence_on, kind="extra").exists()
    if (by_rule.starts_at, by_rule.ends_at) == (event.starts_at, event.ends_at) and not is_extra:
        series.deviations.filter(on=event.recurrence_on, kind="moved").delete()
        return
    start, end = event.starts_at.astimezone(clock.BERLIN), event.ends_at.astimezone(clock.BERLIN)
    times = {} if event.is_all_day else {"begins": start.time(), "ends": end.time() if event.has_end else None}
    to_on = start.date() if start.date() != event.recurrence_on or not times else None
    kind = "extra" if is_extra else "moved"
    series.deviations.update_or_create(on=event.recurrence_on, defaults={"kind": kind, "to_on": to_on, **times})


# --- small parts --------------------------------------------------------------------------------------------------------


def _timing_changes(series, facts) -> bool:
    """Whether the rule itself changes; another end of it is no other rule."""

    def bare(name, value):
        return recurrence.ending(value, None) if name == "rule" else value

    return any(name in facts and bare(name, facts[name]) != bare(name, getattr(series, name)) for name in TIMING)


def _is_under_way(series) -> bool:
    return series.dates.exclude(state="discarded").filter(starts_at__lte=clock.now()).exists()


def _set(series, facts) -> None:
    for name in {*models.DETAILS, *TIMING, "host_email"} & facts.keys():
        setattr(series, name, facts[name])


def _values(series) -> list:
    return list(series.plan.deviations)


def write_deviations(series, values) -> None:
    """These deviations and no others."""
    models.Deviation.objects.filter(series=series).delete()
    models.Deviation.objects.bulk_create(
        models.Deviation(series=series, on=one.on, kind=one.kind, to_on=one.to_on, begins=one.begins, ends=one.ends) for one in values
    )


def renew_rows(dates, **changes) -> int:
    """Change rows at once; calendars elsewhere take them anew. Returns how many."""
    return dates.update(sequence=F("sequence") + 1, changed_at=clock.now(), **changes)


def _must_be(sentence) -> None:
    if sentence:
        raise Refused(sentence)


def _changed(series) -> models.Series:
    quarters.touch(series.place_id)
    return series
