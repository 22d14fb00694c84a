"""Events as iCal (RFC 5545). A feed has one entry per date, so that a date called off is called off everywhere.

The zone of the city is written out with the rule that holds in the EU since 1996, not with a list of years: clients that
know the zone use their own, all others find the right hour.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur

from quartier.community.events import models, recurrence, words
from quartier.ground.acts import subjects
from quartier.ground.notify import addresses

UTC = ZoneInfo("UTC")
PRODUCT = "-//Quartier//Kalender//DE"
BERLIN = Timezone.from_ical(
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def feed(events, name: str) -> bytes:
    """A calendar of events under a name, to subscribe to."""
    made = _calendar()
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", recurrence.ZONE)
    made.add("refresh-interval", timedelta(hours=4), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT4H")
    for event in events:
        made.add_component(_dated(event))
    return made.to_ical()


def one(event) -> bytes:
    """One event, to put into one's own calendar."""
    made = _calendar()
    made.add_component(_dated(event))
    return made.to_ical()


def whole(series) -> bytes:
    """A series with its rule; dates that say something else or were called off stand beside it."""
    made = _calendar(series.zone)
    made.add_component(_master(series))
    for event in series.dates.public().select_related("place", "organisation").order_by("recurrence_on"):
        if _is_other(event, series):
            made.add_component(_override(event, series))
    return made.to_ical()


def _calendar(zone: str = recurrence.ZONE) -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add_component(BERLIN if zone == recurrence.ZONE else Timezone.from_tzid(zone))
    return made


def _dated(event) -> Event:
    made = _said(event, event)
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    _put_times(made, event, recurrence.ZONE)
    made.add("status", "CANCELLED" if event.state == "cancelled" else "TENTATIVE" if event.is_unconfirmed else "CONFIRMED")
    return made


def _said(about, event) -> Event:
    made = Event()
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    made.add("created", event.made_at.astimezone(UTC))
    made.add("last-modified", event.changed_at.astimezone(UTC))
    made.add("summary", about.title)
    made.add("location", about.where or about.link)
    made.add("url", addresses.absolute(subjects.of(event).address(event)) if isinstance(event, models.Event) else "")
    if text := description(about):
        made.add("description", text)
    if about.topic:
        made.add("categories", [str(about.get_topic_display())])
    if about.contact:
        made.add("contact", about.contact)
    return made


def description(about) -> str:
    """What a calendar shows below the title: why it is off, the text, what it costs, the way in."""
    costs = {True: _("kostenlos"), False: about.costs, None: ""}[about.is_free]
    languages = words.languages(about.language_codes)
    lines = [
        _("Abgesagt: %(reason)s") % {"reason": about.cancel_reason} if about.state == "cancelled" else "",
        about.text,
        _("Kosten: %(costs)s") % {"costs": costs} if costs else "",
        _("Sprachen: %(languages)s") % {"languages": languages} if languages else "",
        about.link,
    ]
    return "\n\n".join(line for line in lines if line)


def _put_times(made, event, zone: str) -> None:
    if event.is_all_day:
        made.add("dtstart", _local(event.starts_at, zone).date())
        made.add("dtend", _local(event.ends_at, zone).date())
        return
    made.add("dtstart", _local(event.starts_at, zone))
    if event.has_end:
        made.add("dtend", _local(event.ends_at, zone))


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _master(series) -> Event:
    plan = series.plan
    first = recurrence.Plan(series.rule, series.first_on, plan.times, series.zone)._occurrence(series.first_on)
    shown = models.Event(starts_at=first.starts_at, ends_at=first.ends_at, has_end=first.has_end, is_all_day=series.is_all_day)
    made = Event()
    stamp = max([event.changed_at for event in series.dates.all()], default=series.made_at)
    made.add("dtstamp", stamp.astimezone(UTC))
    made.add("uid", series.uid)
    made.add("summary", series.title)
    made.add("location", series.where or series.link)
    if text := description(series):
        made.add("description", text)
    if series.topic:
        made.add("categories", [str(series.get_topic_display())])
    _put_times(made, shown, series.zone)
    made.add("rrule", vRecur.from_ical(_rule_with_end(series)))
    for one in plan.deviations:
        if one.kind == "out":
            made.add("exdate", _on(series, one.on))
        elif one.kind == "extra":
            made.add("rdate", _on(series, one.on))
    made.add("status", "CANCELLED" if series.state == "cancelled" else "CONFIRMED")
    return made


def _rule_with_end(series) -> str:
    """An end of a rule is a moment in UTC where the series has times of day, else a day (RFC 5545, 3.3.10)."""
    last = recurrence.until(series.rule)
    if last is None or series.is_all_day:
        return series.rule
    end = datetime.combine(last, series.begins, tzinfo=ZoneInfo(series.zone)).astimezone(UTC)
    return recurrence.text(recurrence.parts(series.rule) | {"UNTIL": f"{end:%Y%m%dT%H%M%SZ}"})


def _on(series, day):
    return day if series.is_all_day else datetime.combine(day, series.begins, tzinfo=ZoneInfo(series.zone))


def _is_other(event, series) -> bool:
    planned = recurrence.Plan(series.rule, series.first_on, series.plan.times, series.zone)._occurrence(event.recurrence_on)
    is_moved = (planned.starts_at, planned.ends_at) != (event.starts_at, event.ends_at)
    return is_moved or event.is_own or event.state != series.state


def _override(event, series) -> Event:
    made = _said(event, event)
    made.add("uid", series.uid)
    made.add("sequence", event.sequence)
    made.add("recurrence-id", _on(series, event.recurrence_on))
    _put_times(made, event, series.zone)
    made.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
    return made
