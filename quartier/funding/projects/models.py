"""The running project and its milestones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Project(models.Model):
    """What the public sees of a granted project, from its start on and for good."""

    KIND = "projects.project"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="projects")
    award = models.OneToOneField("grants.Award", on_delete=models.PROTECT, related_name="project")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="running")
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Worum es geht"), blank=True)
    where = models.CharField(_("Ort"), max_length=300, blank=True)
    contact = models.CharField(_("Kontakt"), max_length=300, blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    cents = models.PositiveBigIntegerField(_("Fördersumme"))
    result = models.TextField(_("Was daraus geworden ist"), blank=True)
    was_terminated = models.BooleanField(default=False)  # how it stood before it was closed
    started_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["place", "-starts_on", "-id"], name="projects_of_place"),
            models.Index(fields=["-starts_on", "-id"], name="projects_of_city"),
        ]

    def __str__(self):
        return self.title


class Milestone(models.Model):
    """Something the project wants to reach, and whether it did."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField(_("Meilenstein"), max_length=200)
    due_on = models.DateField(_("bis"), null=True, blank=True)
    reached_on = models.DateField(_("erreicht am"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self):
        return self.label
