"""Rows of acts. Persons and places are plain ids here: both stand above this app."""

import json

from django.core import signing
from django.db import models
from django.http import QueryDict
from encrypted_fields.fields import EncryptedTextField

DRAFT_SALT = "quartier.acts.draft"


class EntryQuerySet(models.QuerySet):
    """Reading words of the log."""

    def public(self):
        """What everybody may see."""
        return self.filter(public=True)

    def newest_first(self):
        """For lists."""
        return self.order_by("-id")


class Entry(models.Model):
    """One act, written down. Never changed; corrected by another entry."""

    place_id = models.BigIntegerField()
    number = models.BigIntegerField()  # running without gaps in its place
    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    public = models.BooleanField(default=False)
    data = models.JSONField(default=dict)  # nothing personal
    commitment = models.CharField(max_length=64, blank=True)  # stands for the personal part
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "number"], name="acts_entry_number"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="acts_entry_number_above_zero"),
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id=None) | (~models.Q(about_kind="") & models.Q(about_id__isnull=False)),
                name="acts_entry_about_both_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["thread_id", "id"], name="acts_entry_thread"),
            models.Index(fields=["about_kind", "about_id", "id"], name="acts_entry_about"),
            models.Index(fields=["by_id", "id"], name="acts_entry_by"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}/{self.number} {self.act}"

    @property
    def personal(self) -> dict:
        """The erasable part; {} if there was none or it has been erased."""
        row = getattr(self, "personal_row", None)
        return row.payload if row and row.payload else {}


class Personal(models.Model):
    """The erasable part of an entry. Only blanking it is possible; the entry's commitment stays."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="personal_row")
    person_id = models.BigIntegerField(null=True)  # whose data it is
    salt = models.CharField(max_length=64, blank=True)
    payload = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="acts_personal_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(salt="", payload__isnull=True) | (~models.Q(salt="") & models.Q(payload__isnull=False)),
                name="acts_personal_whole_or_blank",
            )
        ]


class LogHead(models.Model):
    """The end of a place's chain; locked while an entry is added."""

    place_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Nonce(models.Model):
    """A form token that has been used. The answer is encrypted with the token's own nonce, of which only a hash is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    content = models.CharField(max_length=64)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="acts_nonce_at")]


class Counter(models.Model):
    """How often something was tried in a window of time. The key (an address, a person) is kept as a hash."""

    name = models.CharField(max_length=60)
    key_hash = models.CharField(max_length=64)
    window_at = models.DateTimeField()
    until_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key_hash", "window_at"], name="acts_counter_window")]
        indexes = [models.Index(fields=["until_at"], name="acts_counter_until")]


class Draft(models.Model):
    """What somebody has typed so far. Found again by its person, by the page's own signed reference or by the code on paper."""

    key = models.CharField(max_length=40, unique=True)  # worth nothing without our signature, see `ref`
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    form_key = models.CharField(max_length=60)
    place_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    data = EncryptedTextField(default="{}")
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "form_key"], name="acts_draft_person"),
            models.Index(fields=["expires_at"], name="acts_draft_expires"),
        ]

    code = None  # set on a draft just made, to be shown once

    @property
    def ref(self) -> str:
        """The signed reference by which a page names its draft, in a hidden field."""
        return signing.dumps([self.key, self.form_key], salt=DRAFT_SALT)

    @property
    def values(self) -> dict[str, list]:
        """What was typed: name → all values."""
        return {name: said if isinstance(said, list) else [said] for name, said in json.loads(self.data or "{}").items()}

    @property
    def initial(self) -> dict:
        """What was typed, as `initial` of a form: one value alone stands without its list."""
        return {name: said[0] if len(said) == 1 else said for name, said in self.values.items()}

    @property
    def as_post(self) -> QueryDict:
        """What was typed, as if it were sent: for forms with rows."""
        sent = QueryDict(mutable=True)
        for name, said in self.values.items():
            sent.setlist(name, said)
        return sent
