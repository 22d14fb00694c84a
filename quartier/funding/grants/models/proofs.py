"""Proof of use: receipts, report, and what was bought."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """One receipt. `eligible_cents` is open until the check; it is never above `gross_cents`."""

    KIND = "grants.receipt"

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField(_("Nr."))
    receipt_on = models.DateField(_("Datum des Belegs"))
    paid_on = models.DateField(_("bezahlt am"))
    payee = models.CharField(_("Bezahlt an"), max_length=200)
    item = models.CharField(_("Wofür"), max_length=300)
    kind = models.CharField(_("Posten"), max_length=20, blank=True)
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    gross_cents = models.PositiveBigIntegerField(_("Betrag"))
    eligible_cents = models.PositiveBigIntegerField(_("anerkannt"), null=True, blank=True)
    note = models.CharField(_("Bemerkung"), max_length=300, blank=True)  # of who entered it
    check_note = models.CharField(_("Vermerk der Prüfung"), max_length=300, blank=True)
    is_dropped = models.BooleanField(default=False)  # taken out by the grantee before handing in; its number stays used
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="grants_receipt_numbers"),
            models.CheckConstraint(condition=models.Q(gross_cents__gt=0), name="grants_receipt_above_zero"),
            models.CheckConstraint(
                condition=models.Q(eligible_cents__isnull=True) | models.Q(eligible_cents__lte=models.F("gross_cents")),
                name="grants_eligible_within_gross",
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.payee}"


class Proof(models.Model):
    """The report of an award: what happened, with whom, and the income. Interim reports carry their budget year."""

    KIND = "grants.proof"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="proofs")
    is_interim = models.BooleanField(_("Zwischennachweis"), default=False)
    budget_year = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=20, default="draft")
    what = models.TextField(_("Was ist geschehen?"), max_length=8000, blank=True)
    summary = models.TextField(_("Kurz für alle"), max_length=1000, blank=True)  # public, if accepted
    participants = models.PositiveIntegerField(_("Wie viele Menschen waren da?"), null=True, blank=True)
    helpers = models.PositiveIntegerField(_("Wie viele haben geholfen?"), null=True, blank=True)
    helper_hours = models.PositiveIntegerField(_("Stunden der Freiwilligen"), null=True, blank=True)
    deviations = models.TextField(_("Was war anders als geplant?"), blank=True, max_length=4000)
    targets = models.JSONField(_("Soll und Ist"), default=list, blank=True)
    income_cents = models.PositiveBigIntegerField(_("Einnahmen"), default=0)
    own_cents = models.PositiveBigIntegerField(_("eigenes Geld und Mittel anderer"), default=0)
    is_true = models.BooleanField(_("Die Angaben stimmen"), default=False)
    questions = models.TextField(_("Rückfragen"), blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_on = models.DateField(_("geprüft am"), null=True, blank=True)
    prove_booking = models.BigIntegerField(null=True, blank=True)  # of a yearly report: number in the ledger

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["award"], condition=models.Q(is_interim=False), name="grants_one_final_proof"),
            models.UniqueConstraint(fields=["award", "budget_year"], condition=models.Q(is_interim=True), name="grants_one_interim_a_year"),
            models.CheckConstraint(
                condition=models.Q(is_interim=False) | models.Q(budget_year__isnull=False), name="grants_interim_has_its_year"
            ),
        ]

    def __str__(self):
        return f"{self.award_id}"


class InventoryItem(models.Model):
    """Something bought that stays; it may be lent out."""

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="inventory")
    what = models.CharField(_("Was"), max_length=200)
    where = models.CharField(_("Wo"), max_length=200, blank=True)
    cents = models.PositiveBigIntegerField(_("Preis"), null=True, blank=True)
    bought_on = models.DateField(_("gekauft am"), null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.what
