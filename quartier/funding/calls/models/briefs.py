"""The project brief (Eckpunkte): what the council finds worthy and the administration feasible."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Brief(models.Model):
    """Key points of a project before its call. `cents_by_year`: budget year as text → cents; their sum is `max_cents`."""

    KIND = "calls.brief"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="briefs")
    idea = models.ForeignKey("participation.Idea", on_delete=models.PROTECT, null=True, blank=True, related_name="briefs")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="drafted")
    title = models.CharField(_("Titel"), max_length=200)
    situation = models.TextField(_("Ausgangssituation"))
    goals = models.TextField(_("Ziele"))
    tasks = models.TextField(_("Aufgaben"))
    target_group = models.CharField(_("Zielgruppe"), max_length=300)
    where = models.CharField(_("Ort"), max_length=300, blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    max_cents = models.PositiveBigIntegerField(_("höchste Fördersumme"))
    cents_by_year = models.JSONField(_("Summe je Haushaltsjahr"), default=dict)
    programme_year = models.PositiveSmallIntegerField(_("Programmjahr"))
    council_note = models.TextField(_("Was der Rat dazu sagt"), blank=True)
    feasibility = models.JSONField(_("Prüfung der Machbarkeit"), default=dict, blank=True)
    made_at = models.DateTimeField(_("angelegt"))
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["place", "state"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="calls_brief_ends_after_start"),
            models.CheckConstraint(condition=models.Q(max_cents__gt=0), name="calls_brief_sum_above_zero"),
        ]

    def __str__(self):
        return self.title
