"""The thread of a matter and the counters that number threads without gaps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """The last number given out for one place, kind of matter and year; one locked row per counter."""

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "year"], name="workflow_one_counter")]

    def __str__(self):
        return f"{self.place_id}-{self.kind}-{self.year}: {self.last}"


class Thread(models.Model):
    """What joins all stages of one matter, from the first idea to the last receipt, under one file number."""

    KIND = "workflow.thread"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Art"), max_length=10)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    number = models.PositiveIntegerField(_("laufende Nummer"))
    file_number = models.CharField(_("Aktenzeichen"), max_length=40, unique=True)
    opened_at = models.DateTimeField(_("angelegt"))
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "year", "number"], name="workflow_one_number"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="workflow_number_above_zero"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="workflow_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.file_number
