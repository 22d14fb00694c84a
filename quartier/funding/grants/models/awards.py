"""The award: the promise of money to one grantee, for one application or one bid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField


class Award(models.Model):
    """An award. `cents_by_year`: budget year as text → cents, their sum is `cents`. Bank data is encrypted in the table."""

    KIND = "grants.award"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="awards")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey("budgets.FundRules", on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField("calls.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="award")
    bid = models.OneToOneField("calls.Bid", on_delete=models.PROTECT, null=True, blank=True, related_name="award")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="drafted")
    title = models.CharField(_("Titel"), max_length=200)
    cents = models.PositiveBigIntegerField(_("Bewilligt"))
    cents_by_year = models.JSONField(_("je Haushaltsjahr"), default=dict)
    programme_year = models.PositiveSmallIntegerField(_("Programmjahr"))
    plan = models.JSONField(_("Finanzplan"), default=list, blank=True)  # rows {kind, label, year, cents} of planned costs
    conditions = models.TextField(_("Auflagen"), blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    proof_due_on = models.DateField(_("Abrechnung fällig am"))
    granted_on = models.DateField(_("bewilligt am"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("angenommen"), null=True, blank=True)
    accepted_with = models.CharField(_("Einwilligung"), max_length=200, blank=True)  # how, when the office did it with the person
    account_holder = EncryptedCharField(_("Kontoinhaberin"), max_length=120, blank=True)
    iban = EncryptedCharField(_("IBAN"), max_length=40, blank=True)
    iban_hash = models.CharField(max_length=64, blank=True, db_index=True)  # keyed hash: "this account again"
    external_reference = models.CharField(_("Nummer im Fördersystem des Landes"), max_length=60, blank=True)
    payable_cents = models.PositiveBigIntegerField(_("anerkannt"), null=True, blank=True)
    settled_on = models.DateField(_("abgerechnet am"), null=True, blank=True)
    closed_on = models.DateField(_("abgeschlossen am"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["place", "state"]), models.Index(fields=["state", "proof_due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=True, bid__isnull=False) | Q(application__isnull=False, bid__isnull=True),
                name="grants_award_for_one_thing",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="grants_award_above_zero"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="grants_award_ends_after_start"),
        ]

    def __str__(self):
        return self.title


class Change(models.Model):
    """A change during the project: a notice (no check) or a request (decided)."""

    KIND = "grants.change"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(_("Stand"), max_length=20, default="requested")
    text = models.TextField(_("Was ändert sich und warum?"), max_length=2000)
    new_ends_on = models.DateField(_("neues Ende"), null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return self.text[:60]
