"""What happens in a quarter, when and where, and what one needs to know before going."""

import secrets
import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartier.community.events import recurrence
from quartier.ground.acts import clock

PUBLIC_STATES = ("published", "cancelled")
LONGEST = timedelta(days=368)  # a year and its last day; a rule
HORIZON = timedelta(days=400)  # so far ahead the dates of a series stand as rows


class Audience(models.TextChoices):
    """Whom an event is made for; others are welcome all the same."""

    ALL = "alle", _("Alle")
    FAMILIES = "familien", _("Familien")
    CHILDREN = "kinder", _("Kinder")
    YOUTH = "jugend", _("Jugendliche")
    OLDER = "aeltere", _("Ältere")
    WOMEN = "frauen", _("Frauen")


class Topic(models.TextChoices):
    """The five fields of action of the programme since 2021 (`domain` §12)."""

    TOGETHER = "nachbarschaft", _("Integration und Nachbarschaft")
    LEARNING = "bildung", _("Bildung")
    SPACE = "raum", _("Öffentlicher Raum")
    HEALTH = "gesundheit", _("Gesundheit und Bewegung")
    SAY = "beteiligung", _("Beteiligung und Vernetzung")


class Attendance(models.TextChoices):
    """How one takes part."""

    ONSITE = "vor-ort", _("vor Ort")
    ONLINE = "online", _("online")
    HYBRID = "beides", _("vor Ort und online")


class Language(models.TextChoices):
    """Languages that are spoken at an event; two are not languages of a country and still what people look for."""

    DE = "de", _("Deutsch")
    EASY = "ls", _("Leichte Sprache")
    SIGN = "dgs", _("Deutsche Gebärdensprache")
    AR = "ar", _("Arabisch")
    BG = "bg", _("Bulgarisch")
    EN = "en", _("Englisch")
    FA = "fa", _("Farsi")
    FR = "fr", _("Französisch")
    KU = "ku", _("Kurdisch")
    PL = "pl", _("Polnisch")
    RO = "ro", _("Rumänisch")
    RU = "ru", _("Russisch")
    ES = "es", _("Spanisch")
    TR = "tr", _("Türkisch")
    UK = "uk", _("Ukrainisch")
    VI = "vi", _("Vietnamesisch")


class Details(models.Model):
    """What is said about an event, be it one or each of a series."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=3000, blank=True)
    where = models.CharField(max_length=160, blank=True)
    attendance = models.CharField(max_length=7, choices=Attendance.choices, default=Attendance.ONSITE)
    link = models.URLField(max_length=300, blank=True)
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organiser = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=13, choices=Topic.choices, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ALL)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    is_free = models.BooleanField(null=True, blank=True)
    costs = models.CharField(max_length=160, blank=True)
    is_step_free = models.BooleanField(default=False)
    has_childcare = models.BooleanField(default=False)
    has_interpreting = models.BooleanField(default=False)
    languages = models.CharField(max_length=80, blank=True)  # codes between commas, ",de,tr,": one can be looked for
    source = models.CharField(max_length=300, blank=True)
    needs_booking = models.BooleanField(default=False)
    seats = models.PositiveIntegerField(null=True, blank=True)  # none: as many as come
    party = models.PositiveSmallIntegerField(default=4)  # seats that one person may take at once

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def language_codes(self) -> list[str]:
        return [code for code in self.languages.split(",") if code]


def new_uid() -> str:
    """The name under which calendars elsewhere know an event; it stays, also when the house moves to another address."""
    return f"{uuid.uuid4()}@quartier"


def new_key() -> str:
    """What makes a signed link of one row unlike that of another."""
    return secrets.token_hex(16)


DETAILS = tuple(field.name for field in Details._meta.local_fields)
DETAIL_COLUMNS = tuple(field.attname for field in Details._meta.local_fields)


def details_checks(name: str) -> list:
    """What holds for the details of an event and of a series alike; constraints carry the name of their table."""
    return [
        models.CheckConstraint(
            condition=Q(is_free=False) & ~Q(costs="") | (Q(is_free=True) | Q(is_free__isnull=True)) & Q(costs=""),
            name=f"{name}_costs_or_free",
        ),
        models.CheckConstraint(condition=Q(organisation__isnull=True) | Q(organiser=""), name=f"{name}_one_organiser"),
        models.CheckConstraint(condition=Q(attendance="online") | ~Q(where=""), name=f"{name}_says_where"),
        models.CheckConstraint(condition=Q(attendance="vor-ort") & Q(link="") | ~Q(attendance="vor-ort"), name=f"{name}_link_is_online"),
        models.CheckConstraint(condition=Q(party__gte=1), name=f"{name}_party_of_one_at_least"),
        models.CheckConstraint(
            condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")), name=f"{name}_ages_in_order"
        ),
    ]


class Source(models.Model):
    """Where events of other calendars come from: an address that is asked again and again, or a file that somebody brings."""

    KIND = "events.source"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120)
    url = models.URLField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False)  # what comes is published at once
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    left_out = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["label", "id"]
        indexes = [models.Index(fields=["place", "label"], name="source_list")]

    def __str__(self) -> str:
        return self.label


class Taken(Details):
    """What may have come from another calendar: known there by `uid`, and by `digest` whether it has changed since."""

    uid = models.CharField(max_length=255, default=new_uid)
    taken_from = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class Series(Taken):
    """Something that comes again. Its dates stand as events of their own up to `made_until`, so that lists stay one query."""

    KIND = "events.series"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    rule = models.CharField(max_length=recurrence.LONGEST_RULE)
    first_on = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    zone = models.CharField(max_length=40, default=recurrence.ZONE)
    made_until = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    cancel_reason = models.CharField(max_length=300, blank=True)
    host_email = models.EmailField(blank=True)  # who is asked now and then whether it goes on
    key = models.CharField(max_length=32, default=new_key)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            *details_checks("series"),
            models.UniqueConstraint(fields=["taken_from", "uid"], name="series_taken_once"),
            models.CheckConstraint(condition=Q(begins__isnull=False) | Q(ends__isnull=True), name="series_ends_if_it_begins"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="series_cancelled_says_why"),
        ]
        indexes = [
            models.Index(fields=["place", "state"], name="series_list"),
            models.Index(fields=["state", "made_until"], name="series_to_extend"),
        ]

    @property
    def is_all_day(self) -> bool:
        return self.begins is None

    @property
    def plan(self) -> recurrence.Plan:
        """When it takes place; asks for the deviations once (prefetch them for lists)."""
        times = recurrence.Times(self.begins, self.ends, self.days)
        return recurrence.Plan(self.rule, self.first_on, times, self.zone, tuple(one.value for one in self.deviations.all()))


class Deviation(models.Model):
    """One day on which a series is otherwise than its rule."""

    KINDS = (("out", _("fällt weg")), ("moved", _("verlegt")), ("extra", _("zusätzlich")))

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="deviations")
    on = models.DateField()
    kind = models.CharField(max_length=5, choices=KINDS)
    to_on = models.DateField(null=True, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="deviation_once_a_day"),
            models.CheckConstraint(
                condition=~Q(kind="moved") | Q(to_on__isnull=False) | Q(begins__isnull=False), name="deviation_moves_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"

    @property
    def value(self) -> recurrence.Deviation:
        return recurrence.Deviation(self.on, self.kind, self.to_on, self.begins, self.ends)


class Events(models.QuerySet):
    def public(self):
        """Those that everybody may see: a cancelled one stays in the calendar, struck through."""
        return self.filter(state__in=PUBLIC_STATES)

    def touching(self, start, end):
        """Those that take place, in part at least, in [start, end)."""
        return self.not_over(start).filter(starts_at__lt=end)

    def not_over(self, moment):
        """Those that end after the moment. Nothing lasts longer than LONGEST, so that older years need not be looked through."""
        return self.filter(ends_at__gt=moment, starts_at__gt=moment - LONGEST)


class Event(Taken):
    """One event on one day or over several. All-day events begin and end at Berlin midnight.

    A date of a series carries the day by which the rule knows it (`recurrence_on`). It says what its series says, until
    somebody changes this one date (`is_own`).
    """

    KIND = "events.event"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    has_end = models.BooleanField(default=True)
    is_all_day = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=300, blank=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="dates")
    recurrence_on = models.DateField(null=True, blank=True)
    is_own = models.BooleanField(default=False)
    is_off_with_series = models.BooleanField(default=False)
    is_unconfirmed = models.BooleanField(default=False)  # the host was asked whether it goes on and has not answered
    seats_taken = models.PositiveIntegerField(default=0)  # held and booked; moved under the lock of the event
    seats_waiting = models.PositiveIntegerField(default=0)
    participants = models.PositiveIntegerField(null=True, blank=True)  # how many came, said afterwards
    sequence = models.PositiveIntegerField(default=0)  # how often a calendar elsewhere must take it anew
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(default=clock.now)

    objects = Events.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            *details_checks("event"),
            models.UniqueConstraint(fields=["taken_from", "uid"], name="event_taken_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="event_cancelled_says_why"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, recurrence_on__isnull=True) | Q(series__isnull=False, recurrence_on__isnull=False),
                name="event_date_of_its_series",
            ),
            models.CheckConstraint(condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")), name="event_has_seats_for_all"),
            models.UniqueConstraint(fields=["series", "recurrence_on"], name="event_once_a_day_of_its_series"),
        ]
        indexes = [
            models.Index(fields=["place", "starts_at", "id"], name="event_list"),  # without the state: several are public,
            models.Index(fields=["starts_at", "id"], name="event_list_city"),  # and the order must come from the index
        ]

    @property
    def free_seats(self) -> int | None:
        """Seats that nobody holds or has booked; None where there are as many as come."""
        return None if self.seats is None else self.seats - self.seats_taken

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now goes to the waiting list: nobody overtakes those who wait."""
        return self.seats is not None and (self.seats_taken >= self.seats or self.seats_waiting > 0)


class Booking(models.Model):
    """Seats that somebody holds, has booked or waits for; without an account, by a link."""

    KIND = "events.booking"
    TAKES = ("held", "booked")  # states that take seats

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=8, default="held")
    seats = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_by_office = models.BooleanField(default=False)
    key = models.CharField(max_length=32)
    number = models.PositiveIntegerField(null=True, blank=True)  # place in the line of those who wait
    made_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_of_one_at_least"),
            models.CheckConstraint(condition=~Q(state="waiting") | Q(number__isnull=False), name="booking_waits_in_line"),
            models.UniqueConstraint(fields=["event", "number"], name="booking_one_place_in_line"),
            models.UniqueConstraint(
                fields=["event", "email"], condition=Q(state__in=("booked", "waiting")) & ~Q(email=""), name="booking_once_per_address"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "id"], name="booking_list"),
            models.Index(fields=["state", "held_until"], name="booking_to_lapse"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} · {self.seats}"

    @property
    def place(self):
        return self.event.place

    @property
    def place_id(self) -> int:
        return self.event.place_id


class HandIn(models.Model):
    """Who told us of an event, and the key of the link with which she changes it. Nobody but the team reads it."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="hand_in")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    key = models.CharField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def place_id(self) -> int:
        return self.event.place_id
