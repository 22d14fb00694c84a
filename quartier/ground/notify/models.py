"""The outbox: one row per recipient, written in the transaction of the act, worked off later."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def fresh_message_id() -> str:
    """A Message-ID for good: a repeated sending carries the same one, so that it is recognised as a repetition."""
    from quartier.ground.notify import addresses

    return f"<{uuid.uuid4()}@{addresses.own_domain()}>"


class Message(models.Model):
    """A mail or a letter to one recipient. Mail goes waiting → sending → sent or failed; a letter waiting → printed."""

    KIND = "notify.message"

    class Channel(models.TextChoices):
        MAIL = "mail", _("E-Mail")
        LETTER = "letter", _("Brief")

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENDING = "sending", _("wird gesendet")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("nicht zustellbar")
        PRINTED = "printed", _("gedruckt und abgesendet")

    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to = models.CharField(_("An"), max_length=500)
    sender = models.CharField(max_length=300, blank=True)
    subject = models.CharField(_("Betreff"), max_length=300)
    body = models.TextField(_("Text"))
    html = models.TextField(blank=True)
    content = models.JSONField(default=dict, blank=True)  # of a letter, to typeset it anew: blocks, info, day, name, is_by_hand
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120, unique=True, default=fresh_message_id)
    is_secret = models.BooleanField(default=False)
    code = models.CharField(max_length=12, null=True, blank=True, unique=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state__in=["waiting", "sending"]), name="notify_due"),
            models.Index(fields=["about_kind", "about_id"], name="notify_about"),
            models.Index(fields=["place", "state"], name="notify_place_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id__isnull=True) | (~models.Q(about_kind="") & models.Q(about_id__isnull=False)),
                name="notify_about_both_or_none",
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"


class Job(models.Model):
    """When a registered job runs next, and until when a worker holds it."""

    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=100, blank=True)

    def __str__(self):
        return self.name
