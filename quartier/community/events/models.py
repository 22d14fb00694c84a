"""What happens in a quarter, when and where, and what one needs to know before going."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

PUBLIC_STATES = ("published", "cancelled")
LONGEST = timedelta(days=368)  # a year and its last day; a rule


class Audience(models.TextChoices):
    """Whom an event is made for; others are welcome all the same."""

    ALL = "alle", _("Alle")
    FAMILIES = "familien", _("Familien")
    CHILDREN = "kinder", _("Kinder")
    YOUTH = "jugend", _("Jugendliche")
    OLDER = "aeltere", _("Ältere")
    WOMEN = "frauen", _("Frauen")


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


class Event(models.Model):
    """One event on one day or over several. All-day events begin and end at Berlin midnight."""

    KIND = "events.event"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=3000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    has_end = models.BooleanField(default=True)
    is_all_day = models.BooleanField(default=False)
    where = models.CharField(max_length=160)
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organiser = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ALL)
    is_free = models.BooleanField(null=True, blank=True)
    costs = models.CharField(max_length=160, blank=True)
    is_step_free = models.BooleanField(default=False)
    has_childcare = models.BooleanField(default=False)
    has_interpreting = models.BooleanField(default=False)
    languages = models.CharField(max_length=160, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    objects = Events.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(is_free=False) & ~Q(costs="") | (Q(is_free=True) | Q(is_free__isnull=True)) & Q(costs=""),
                name="event_costs_or_free",
            ),
            models.CheckConstraint(condition=Q(organisation__isnull=True) | Q(organiser=""), name="event_one_organiser"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="event_cancelled_says_why"),
        ]
        indexes = [
            models.Index(fields=["place", "starts_at", "id"], name="event_list"),  # without the state: several are public,
            models.Index(fields=["starts_at", "id"], name="event_list_city"),  # and the order must come from the index
        ]

    def __str__(self) -> str:
        return self.title
