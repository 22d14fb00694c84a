"""Ideas of the people who live here, who supports them, and the links that take the place of an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PUBLIC_STATES = ("published", "answered", "refused")


class Outcome(models.TextChoices):
    """What later stages made of an idea; the last one recorded counts."""

    NONE = "", _("Neu")
    NEED = "need", _("Als Bedarf aufgenommen")
    BRIEF = "brief", _("Wird vorbereitet")
    COUNCIL = "council", _("Im Quartiersrat")
    COUNCIL_YES = "council_yes", _("Der Rat ist dafür")
    COUNCIL_NO = "council_no", _("Der Rat ist dagegen")
    FEASIBLE = "feasible", _("Möglich, sagt das Bezirksamt")
    INFEASIBLE = "infeasible", _("Nicht möglich")
    CALL = "call", _("Aufruf läuft")
    CALL_FAILED = "call_failed", _("Niemand gefunden")
    CHOSEN = "chosen", _("Träger gefunden")
    MICROGRANT = "microgrant", _("Im Aktionsfonds")
    PROJECT = "project", _("Wird umgesetzt")
    CLOSED = "closed", _("Umgesetzt")
    STOPPED = "stopped", _("Beendet")


class Ideas(models.QuerySet):
    def public(self):
        """Those that everybody may read; merged ones only forward and are not listed."""
        return self.filter(state__in=PUBLIC_STATES)


class Idea(models.Model):
    """What somebody wishes for the quarter, in her words. Never deleted; blanked when nobody but she was interested."""

    KIND = "participation.idea"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, default="unconfirmed")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default="", blank=True)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)
    why = models.TextField(max_length=2000)
    where = models.CharField(max_length=160)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField(max_length=120, blank=True)
    shows_name = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    is_by_office = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=3000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    support_count = models.PositiveIntegerField(default=0)

    objects = Ideas.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="merged") & Q(merged_into__isnull=False)) | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="idea_merged_says_into_what",
            ),
            models.CheckConstraint(condition=~Q(state__in=["refused", "answered"]) | ~Q(answer=""), name="idea_answer_is_given"),
            models.CheckConstraint(condition=Q(published_at__isnull=False) | ~Q(state__in=PUBLIC_STATES), name="idea_public_since"),
        ]
        indexes = [
            models.Index(fields=["place", "-published_at", "-id"], name="idea_list"),  # without the state: several are public,
            models.Index(fields=["-published_at", "-id"], name="idea_list_city"),  # and the order must come from the index
            models.Index(fields=["thread"], name="idea_thread"),
        ]

    def __str__(self) -> str:
        return self.title


class Support(models.Model):
    """One person finds one idea good. An erased person stays as a number."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey(Idea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("idea", "person", name="support_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} · {self.person_id}"


class Purpose(models.TextChoices):
    """What a link in a mail is for."""

    CONFIRM = "confirm", _("Idee bestätigen")
    SUPPORT = "support", _("Unterstützung bestätigen")
    AUTHOR = "author", _("Meine Idee ansehen, zurückziehen")


class Link(models.Model):
    """A link that was sent by mail. Only the hash of its token is kept; opening it does nothing, its button acts."""

    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="links")
    address = models.EmailField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["idea", "purpose"], name="link_of_idea")]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.idea_id}"
