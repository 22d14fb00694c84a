"""Who holds which role where, from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.ground.access import roles


class Memberships(models.QuerySet):
    """Reading words."""

    def on(self, day):
        """Memberships in force on this day; first and last day are included, the day of ending is not."""
        return self.ahead(day).filter(from_on__lte=day)

    def ahead(self, day):
        """Memberships in force on this day or begun later."""
        planned = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.filter(planned & (Q(ended_on__isnull=True) | Q(ended_on__gt=day)))


class Membership(models.Model):
    """A person holds a role at a place and at all places below it."""

    KIND = "access.membership"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Rolle"), max_length=30, choices=roles.CHOICES)
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("ab"))
    until_on = models.DateField(_("bis einschließlich"), null=True, blank=True)
    ended_on = models.DateField(_("beendet am"), null=True, blank=True, help_text="taken away; holds from the first minute of this day")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = Memberships.as_manager()

    class Meta:
        ordering = ["role", "from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="access_membership_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(role__in=sorted(roles.ROLES)), name="access_membership_known_role"),
            models.UniqueConstraint(
                fields=["person", "role", "place"],
                condition=Q(until_on__isnull=True, ended_on__isnull=True),
                name="access_membership_one_open",
            ),
        ]
        indexes = [models.Index(fields=["place", "role"], name="access_by_place")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} @ {self.place_id}"

    def is_in_force(self, day) -> bool:
        """What `Memberships.on` says, of one membership."""
        is_planned = self.until_on is None or self.until_on >= day
        return self.from_on <= day and is_planned and (self.ended_on is None or self.ended_on > day)
