"""Uploaded and generated files; the bytes lie under MEDIA_ROOT, one row says what they are and whose."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StoredFileQuerySet(models.QuerySet):
    def of(self, about):
        """The files of one object, oldest first."""
        return self.filter(about_kind=about.KIND, about_id=about.pk, removed_at=None).order_by("pk")

    def public(self):
        """Files that everybody may see."""
        return self.filter(is_public=True, removed_at=None)


class StoredFile(models.Model):
    """One file with what must be known about it: whose it is, what it shows, who may use it.

    A removed file keeps its row (something may refer to it), but its bytes, name and texts are gone.
    """

    KIND = "files.file"

    class Purpose(models.TextChoices):
        RECEIPT = "receipt", _("Beleg")
        PHOTO = "photo", _("Foto")
        PAPER = "paper", _("Unterlage")
        LETTER = "letter", _("Schreiben")

    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Dateiname"), max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(_("Größe in Byte"))
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, unique=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    purpose = models.CharField(_("Zweck"), max_length=20, choices=Purpose.choices)
    rights_holder = models.CharField(_("Wer hat die Rechte?"), max_length=200, blank=True)
    alt = models.CharField(_("Was ist zu sehen?"), max_length=500, blank=True)
    consent = models.TextField(_("Einwilligung"), blank=True)
    is_public = models.BooleanField(_("öffentlich"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="files_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id__isnull=True) | (~models.Q(about_kind="") & models.Q(about_id__isnull=False)),
                name="files_about_both_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(is_public=False)
                | ~models.Q(content_type__startswith="image/")
                | (~models.Q(rights_holder="") & ~models.Q(alt="")),
                name="files_public_picture_has_rights_and_alt",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def address(self) -> str:
        """Where the file is served: public files to everybody, the others through the rights of what they belong to."""
        word = "files.public" if self.is_public else "files.private"
        return reverse(word, kwargs={"file": self.pk, "name": self.name})
