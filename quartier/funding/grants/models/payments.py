"""Drawdowns: a request for money, released by one person, marked paid with its bank date by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Drawdown(models.Model):
    """One payment to the grantee out of one budget year. The bookings are numbers in the ledger."""

    KIND = "grants.drawdown"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="drawdowns")
    part = models.PositiveSmallIntegerField(_("Teil"))
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    cents = models.PositiveBigIntegerField(_("Betrag"))
    purpose = models.TextField(_("Wofür?"), max_length=1000, blank=True)
    spent_cents = models.PositiveBigIntegerField(_("bisher ausgegeben"), null=True, blank=True)
    is_final = models.BooleanField(_("nach der Abrechnung"), default=False)
    spend_until_on = models.DateField(_("auszugeben bis"), null=True, blank=True)  # prompt use, domain §2.5
    state = models.CharField(_("Stand"), max_length=20, default="requested")
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bank_on = models.DateField(_("Datum der Bank"), null=True, blank=True)
    answer = models.TextField(_("Grund der Ablehnung"), blank=True)
    order_booking = models.BigIntegerField(null=True, blank=True)
    pay_booking = models.BigIntegerField(null=True, blank=True)
    prove_booking = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["part", "id"]
        indexes = [models.Index(fields=["place", "state"], name="grants_drawdown_at_place")]
        constraints = [
            models.UniqueConstraint(fields=["award", "part"], name="grants_drawdown_parts"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="grants_drawdown_above_zero"),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | (Q(released_by__isnull=False) & ~Q(paid_by=F("released_by"))),
                name="grants_two_people_pay",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", bank_on__isnull=False) | (~Q(state="paid") & Q(bank_on__isnull=True)),
                name="grants_paid_has_bank_date",
            ),
        ]

    def __str__(self):
        return f"{self.award_id}/{self.part}: {self.cents}"
