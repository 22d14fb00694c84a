"""Questions about events and series: None, or the sentence why not."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.events import models, recurrence
from quartier.ground.acts import clock

WRONG = {
    "often": gettext_lazy("Öfter als einmal am Tag kann ein Termin hier nicht wiederkehren."),
    "many": gettext_lazy("Das sind zu viele Wiederholungen. Es gehen höchstens 1.000."),
    "long": gettext_lazy("Die Regel der Wiederholung ist zu lang."),
    "form": gettext_lazy("Die Regel der Wiederholung ist nicht zu verstehen."),
}


def ends_after_it_begins(event) -> str | None:
    """Whether the end lies after the beginning, and not more than a year."""
    return span_is_right(event, starts_at=event.starts_at, ends_at=event.ends_at)


def span_is_right(event, *, starts_at, ends_at) -> str | None:
    """The same question about a change."""
    if ends_at <= starts_at:
        return _("Das Ende liegt vor dem Anfang. Bitte die Zeiten prüfen.")
    if ends_at > starts_at + models.LONGEST:
        return _("Das ist länger als ein Jahr. Bitte das Datum prüfen.")
    return None


def lies_ahead(event) -> str | None:
    """Whether one can still go there. A past event is published only for the archive, with its source."""
    if event.ends_at <= clock.now() and not event.source:
        return _("Der Termin ist schon vorbei. Für das Archiv bitte eintragen, woher er bekannt ist.")
    return None


def is_not_over(event) -> str | None:
    """Whether it makes sense to call the event off."""
    if event.ends_at <= clock.now():
        return _("Der Termin ist schon vorbei. Absagen geht nicht mehr.")
    return None


def is_on(event) -> str | None:
    """Whether a draft takes place at all: one that its own calendar has called off is not published."""
    return _("Der Kalender, aus dem der Termin kommt, hat ihn abgesagt.") if event.cancel_reason else None


def stands_alone(event) -> str | None:
    """Whether the event has a life of its own; a date of a series is published and taken back with it."""
    if event.series_id:
        return _("Dieser Termin gehört zu einer Reihe. Das geht nur bei der ganzen Reihe.")
    return None


def series_goes_on(event) -> str | None:
    """Whether a date may take place although it was called off: not while its whole series is off."""
    if event.series_id and event.series.state == "cancelled":
        return _("Die ganze Reihe ist abgesagt. Nehmen Sie dort die Absage zurück.")
    return None


# --- series -------------------------------------------------------------------------------------------------------------


def rule_is_right(rule: str) -> str | None:
    """Whether the rule is understood and not too much."""
    try:
        recurrence.parts(rule)
    except recurrence.WrongRule as wrong:
        return WRONG[wrong.args[0]]
    return None


def has_dates(series, *, deviations) -> str | None:
    """Whether a new series takes place at all."""
    if sentence := rule_is_right(series.rule):
        return sentence
    times = recurrence.Times(series.begins, series.ends, series.days)
    plan = recurrence.Plan(series.rule, series.first_on, times, series.zone, deviations)
    until = max(clock.today() + models.HORIZON, series.first_on)
    return _times_are_right(plan) or (None if plan.dates(until) else _no_dates())


def change_leaves_dates(series, *, facts, deviations=None) -> str | None:
    """The same question about a change."""
    if sentence := rule_is_right(facts.get("rule", series.rule)):
        return sentence
    values = {name: facts.get(name, getattr(series, name)) for name in ("rule", "first_on", "begins", "ends", "days")}
    times = recurrence.Times(values["begins"], values["ends"], values["days"])
    known = series.plan.deviations if deviations is None else tuple(deviations)
    plan = recurrence.Plan(values["rule"], values["first_on"], times, series.zone, known)
    until = max(clock.today() + models.HORIZON, values["first_on"])
    return _times_are_right(plan) or (None if plan.dates(until) else _no_dates())


def _times_are_right(plan) -> str | None:
    if plan.times.days > models.LONGEST.days - 2:
        return _("Das ist länger als ein Jahr. Bitte das Datum prüfen.")
    if plan.times.begins and plan.times.ends and not plan.times.days and plan.times.ends <= plan.times.begins:
        return _("Das Ende liegt vor dem Anfang. Bitte die Zeiten prüfen.")
    return None


def _no_dates() -> str:
    return _("So käme kein einziger Termin heraus. Bitte den ersten Tag, das Ende und die Ausnahmen prüfen.")


def date_is_ahead(series, *, date=None) -> str | None:
    """Whether a change from one date on still has something to change."""
    if date is not None and date.ends_at <= clock.now():
        return _("Der Termin ist schon vorbei. Ab hier lässt sich nichts mehr ändern.")
    return None


def has_dates_ahead(series) -> str | None:
    """Whether one can still go there; a series that is over needs a source, for the archive."""
    if series.source or series.dates.filter(ends_at__gt=clock.now()).exclude(state="discarded").exists():
        return None
    return _("Alle Termine sind schon vorbei. Für das Archiv bitte eintragen, woher die Reihe bekannt ist.")


def is_still_running(series) -> str | None:
    """Whether there is anything left to call off."""
    if series.dates.filter(ends_at__gt=clock.now(), state__in=models.PUBLIC_STATES).exists():
        return None
    return _("Die Reihe ist schon vorbei. Absagen geht nicht mehr.")


def fits_series(event, *, series, starts_at, ends_at, is_all_day) -> str | None:
    """Whether one date may be so different: whole days and several days are a matter of the whole series."""
    if is_all_day != series.is_all_day:
        return _("Ganztägig oder mit Uhrzeit gilt für die ganze Reihe. Bitte dort ändern, oder einen eigenen Termin anlegen.")
    if _last_day(ends_at) - _day(starts_at) > timedelta(days=max(series.days, 1)):
        return _("So viele Tage gelten nur für die ganze Reihe. Bitte dort ändern, oder einen eigenen Termin anlegen.")
    return None


def _day(moment) -> date:
    return moment.astimezone(clock.BERLIN).date()


def _last_day(moment) -> date:
    return _day(moment - timedelta(microseconds=1))


# --- registration -------------------------------------------------------------------------------------------------------


def can_book(event) -> str | None:
    """Whether one can register for the event now."""
    if not event.needs_booking:
        return _("Für diesen Termin braucht man keine Anmeldung. Kommen Sie einfach.")
    if event.state == "cancelled":
        return _("Dieser Termin fällt aus.")
    if event.state != "published":
        return _("Für diesen Termin kann man sich noch nicht anmelden.")
    if event.starts_at <= clock.now():
        return _("Der Termin hat schon begonnen. Anmelden geht nicht mehr.")
    return None


def takes_bookings(booking) -> str | None:
    """The same about a registration, and whether it asks for a sensible number of seats."""
    if sentence := can_book(booking.event):
        return sentence
    if booking.seats > booking.event.party and not booking.is_by_office:
        return _("Auf einmal gehen höchstens %(n)d Plätze. Für eine größere Gruppe fragen Sie bitte im Büro.") % {"n": booking.event.party}
    if booking.event.seats is not None and booking.seats > booking.event.seats:
        return _("So viele Plätze hat dieser Termin nicht.")
    return None


def is_first_of_address(booking, *, email="") -> str | None:
    """Whether nobody has registered with this address yet: who wants more seats leaves and registers anew."""
    others = booking.event.bookings.filter(state__in=("booked", "waiting"), email=email).exclude(pk=booking.pk)
    if email and others.exists():
        return _("Mit dieser E-Mail-Adresse ist schon jemand angemeldet. Der Link in der E-Mail führt zu dieser Anmeldung.")
    return None


def is_still_ahead(booking) -> str | None:
    """Whether leaving still helps anybody."""
    return _("Der Termin ist schon vorbei.") if booking.event.ends_at <= clock.now() else None


def has_begun(event) -> str | None:
    """Whether one can say already how many came."""
    return None if event.starts_at <= clock.now() else _("Der Termin hat noch nicht begonnen.")


def seats_suffice(event, *, seats=None) -> str | None:
    """Whether there are as many seats as have been given away."""
    if seats is not None and seats < event.seats_taken:
        return _("Es sind schon %(taken)d Plätze vergeben. Weniger als so viele können es nicht werden.") % {"taken": event.seats_taken}
    return None
