"""Reading the calendar: by week and month, by place, by what people need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, Sum

from quartier.community.events import links, models
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters
from quartier.ground.quarters.models import Place

NEEDS = {  # a word of the address → what must hold
    "kostenlos": Q(is_free=True),
    "stufenlos": Q(is_step_free=True),
    "kinderbetreuung": Q(has_childcare=True),
    "dolmetschen": Q(has_interpreting=True),
    "online": Q(attendance__in=("online", "beides")),
}
ASK_HOSTS_AFTER, ANSWER_WITHIN = timedelta(days=90), timedelta(days=14)
ASK_EVERY = timedelta(hours=4)
A_MONTH, NO_TIME = timedelta(days=31), timedelta(0)
AGES = timedelta(days=20_000)  # a list without end ends somewhere


@dataclass(frozen=True)
class Span:
    """Some days of the calendar in Berlin time: [first, until)."""

    first: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.until

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.until - self.first).days)]

    @property
    def start(self) -> datetime:
        return clock.in_berlin(self.first)

    @property
    def end(self) -> datetime:
        return clock.in_berlin(self.until)


def week(day: date) -> Span:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=7))


def month(day: date) -> Span:
    """The month of a day."""
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=32)).replace(day=1))


def from_on(day: date) -> Span:
    """From a day on."""
    return Span(day, day + AGES)


@dataclass(frozen=True)
class Fit:
    """What events must be like: for somebody (those for everybody fit as well), with what is needed, about something."""

    audience: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    topic: str = ""
    language: str = ""
    where: str = ""

    def among(self, events):
        """Those of the events that fit."""
        if self.audience:
            events = events.filter(audience__in=[*self.audience, models.Audience.ALL])
        if self.where:
            events = events.filter(where=self.where)
        if self.topic:
            events = events.filter(topic=self.topic)
        if self.language:
            events = events.filter(languages__contains=f",{self.language},")
        return events.filter(*(NEEDS[need] for need in self.needs))


ALL = Fit()


def in_span(place, span: Span, fit: Fit = ALL):
    """Public events of a quarter, or of all below a higher place, that touch the span and fit the wishes."""
    return fit.among(public_events(place).touching(span.start, span.end))


def public_events(place):
    """Everything in the calendar of a place and of the places below it, in the order of time."""
    found = quarters.lying_in(models.Event.objects.public(), place)
    return found.select_related("place", "organisation").order_by("starts_at", "id")


def from_cursor(events, timestamp: int, pk: int):
    """Those that come after the last row of the page before (keyset paging by beginning and id)."""
    moment = datetime.fromtimestamp(timestamp, UTC)
    return events.filter(Q(starts_at__gt=moment) | Q(pk__gt=pk), starts_at__gte=moment)


def public_event(place, raw):
    """Loader of the public page."""
    return models.Event.objects.public().filter(place=place, pk=raw).select_related("place", "organisation__place", "series").first()


def desk_events(place):
    """Every event of the quarter that was not discarded; drafts too."""
    return models.Event.objects.filter(place=place).exclude(state="discarded").select_related("place", "organisation", "series")


def desk_event(place, raw):
    """Loader of the desk pages."""
    return desk_events(place).filter(pk=raw).first()


def drafts(place):
    """Single events that are not public yet, the next to begin first; dates of a draft series stand with it."""
    return desk_events(place).filter(state__in=("draft", "handed_in"), series=None).order_by("starts_at", "id")


def desk_series(place):
    """Every series of the quarter that was not discarded and has not passed on to another; those ahead or without end first."""
    found = models.Series.objects.filter(place=place).exclude(state="discarded").prefetch_related("deviations")
    return found.select_related("place", "organisation")


def one_series(place, raw):
    """Loader of the desk pages of a series."""
    return desk_series(place).filter(pk=raw).first()


def running_series(place) -> list:
    """Those that are drafts or still have a date ahead, by title."""
    ahead = models.Event.objects.filter(series=OuterRef("pk"), ends_at__gt=clock.now()).exclude(state="discarded")
    return list(desk_series(place).filter(Q(state="draft") | Exists(ahead)).order_by("title", "id"))


def dates_ahead(series):
    """The dates of a series that are not over, the next first."""
    shown = series.dates.exclude(state="discarded").not_over(clock.now())
    return shown.select_related("place").order_by("starts_at", "id")


def public_dates_ahead(event):
    """The public dates of the same series that are not over, without this one."""
    found = models.Event.objects.public().filter(series=event.series_id).exclude(pk=event.pk).not_over(clock.now())
    return found.select_related("place").order_by("starts_at", "id")


def sources(place):
    """Other calendars whose events are taken over here; those that are still asked first."""
    return models.Source.objects.filter(place=place).order_by(F("ended_at").asc(nulls_first=True), "label", "id")


def source(place, raw):
    """Loader of the desk page."""
    return models.Source.objects.filter(place=place, pk=raw).select_related("place").first()


def sources_to_ask():
    """Those with an address that have not been asked for a while, whose place is not closed."""
    due = Q(checked_at=None) | Q(checked_at__lt=clock.now() - ASK_EVERY)
    return models.Source.objects.filter(due, ended_at=None).exclude(url="").order_by("id")


def taken_from(source):
    """What came from a source and is not over: single events and the dates of series, the next first."""
    found = models.Event.objects.filter(Q(taken_from=source) | Q(series__taken_from=source)).exclude(state="discarded")
    return found.not_over(clock.now()).select_related("place").order_by("starts_at", "id")


def seats_by_state(event) -> dict[str, int]:
    """State → how many seats registrations in it stand for; one query."""
    rows = models.Booking.objects.filter(event=event).order_by().values_list("state").annotate(sum=Sum("seats"))
    return dict(rows)


def in_line(booking) -> int:
    """Which one in line the registration is; 0 if it does not wait."""
    if booking.state != "waiting":
        return 0
    return models.Booking.objects.filter(event=booking.event_id, state="waiting", number__lte=booking.number).count()


def booking(place, token):
    """Loader of the page of a registration: by the signed token of its link."""
    pk = links.number(token)
    found = pk and models.Booking.objects.filter(pk=pk, event__place=place).select_related("event__place", "event__series").first()
    return found if found and links.fits(found, token) else None


def hand_in(place, token):
    """Loader of the page of an event handed in: by the signed token of its link."""
    pk = links.number(token)
    found = pk and models.HandIn.objects.filter(pk=pk, event__place=place).select_related("event__place", "event__series").first()
    return found if found and links.fits(found, token) else None


def desk_booking(place, raw):
    """Loader of the desk: a registration of this quarter."""
    return models.Booking.objects.filter(event__place=place, pk=raw).select_related("event__place").first()


def bookings_of(email: str):
    """Registrations with an address, the newest first."""
    return models.Booking.objects.filter(email=email.lower()).select_related("event__place").order_by("-id")


def registered(event) -> list:
    """Who has a seat, in the order of names, then who waits, in line."""
    rows = list(event.bookings.filter(state__in=("booked", "waiting")).order_by("id"))
    booked = sorted((row for row in rows if row.state == "booked"), key=lambda row: (row.name.casefold(), row.pk))
    return booked + sorted((row for row in rows if row.state == "waiting"), key=lambda row: row.number)


def hosted(place, token):
    """Loader of the page on which a host says whether a series goes on: by the signed token of her link."""
    pk = links.number(token)
    found = pk and models.Series.objects.filter(pk=pk, place=place).select_related("place").first()
    return found if found and links.fits(found, token) else None


def hosts_to_ask():
    """Public series that go on for more than a month and of which nobody has heard for three: neither made, asked nor confirmed."""
    cut, far = clock.now() - ASK_HOSTS_AFTER, clock.now() + timedelta(days=30)
    later = models.Event.objects.filter(series=OuterRef("pk"), state="published", starts_at__gt=far)
    heard = Q(asked_at=None) | Q(asked_at__lt=cut), Q(confirmed_at=None) | Q(confirmed_at__lt=cut)
    found = models.Series.objects.filter(*heard, Exists(later), state="published", made_at__lt=cut).exclude(host_email="")
    return found.select_related("place").order_by("id")


def hosts_silent():
    """Series whose host was asked two weeks ago and has not answered."""
    silent = Q(confirmed_at=None) | Q(confirmed_at__lt=F("asked_at"))
    return models.Series.objects.filter(silent, state="published", asked_at__lt=clock.now() - ANSWER_WITHIN).order_by("id")


@dataclass(frozen=True)
class Page:
    """Some rows of a long list and the way on."""

    rows: list
    next_address: str
    previous_address: str = ""


def ahead_page(place, after: str, size: int = 50) -> Page:
    """What is public and not over, the next to begin first; `after` is the cursor of the page before ("moment-id")."""
    rows = desk_events(place).filter(state__in=models.PUBLIC_STATES).not_over(clock.now()).order_by("starts_at", "id")
    moment, _dash, pk = after.partition("-")
    if moment.isdigit() and pk.isdigit() and len(moment) < 12 and len(pk) < 18:
        rows = from_cursor(rows, int(moment), int(pk))
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(shown, f"?ab={shown[-1].starts_at.timestamp():.0f}-{shown[-1].pk}" if len(found) > size else "")


def past(place, before: str, size: int = 50) -> Page:
    """What was public and is over, the newest first; `before` is the cursor of the page before ("moment-id")."""
    rows = desk_events(place).filter(state__in=models.PUBLIC_STATES, ends_at__lte=clock.now()).order_by("-starts_at", "-id")
    moment, _dash, pk = before.partition("-")
    if moment.isdigit() and pk.isdigit() and len(moment) < 12 and len(pk) < 18:
        start = datetime.fromtimestamp(int(moment), UTC)
        rows = rows.filter(Q(starts_at__lt=start) | Q(pk__lt=int(pk)), starts_at__lte=start)
    found = list(rows[: size + 1])
    shown = found[:size]
    way_on = f"?vergangen=1&vor={shown[-1].starts_at.timestamp():.0f}-{shown[-1].pk}" if len(found) > size else ""
    return Page(shown, way_on)


def for_feed(place, fit: Fit, most: int, since: timedelta):
    """What a feed tells: public events from some time ago on that fit, the first ones in the order of time."""
    return fit.among(public_events(place).not_over(clock.now() - since))[:most]


def next_after(place, moment, fit: Fit = ALL):
    """The first fitting event that begins at or after the moment; None if there is none."""
    return fit.among(public_events(place).filter(starts_at__gte=moment, state="published")).first()


def last_day(event):
    """The last day in Berlin on which the event takes place; midnight belongs to the day before."""
    return (event.ends_at - timedelta(microseconds=1)).astimezone(clock.BERLIN).date()


def under(place_ids):
    """Ids of the places and of all places below them, as a subquery."""
    ids = list(place_ids)
    return Place.objects.filter(Q(pk__in=ids) | Q(parent__in=ids) | Q(parent__parent__in=ids)).values("pk")
