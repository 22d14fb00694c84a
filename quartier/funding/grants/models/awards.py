"""The award: the promise of money to one grantee, for one application or one bid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

CAME_TO_NOTHING = ("declined", "cancelled")
FREE_AGAIN = ("discarded", *CAME_TO_NOTHING)  # states after which the same thing may be awarded anew
STANDING = ~Q(state__in=FREE_AGAIN)


class Award(models.Model):
    """An award. `cents_by_year`: budget year as text → cents, their sum is `cents`. Bank data is encrypted in the table.

    `plan`: rows {side: costs|cover, kind, label, year, cents} of what was planned when the award was made.
    """

    KIND = "grants.award"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="awards")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey("budgets.FundRules", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("calls.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    bid = models.ForeignKey("calls.Bid", on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="drafted")
    title = models.CharField(_("Titel"), max_length=200)
    cents = models.PositiveBigIntegerField(_("Bewilligt"))
    cents_by_year = models.JSONField(_("je Haushaltsjahr"), default=dict)
    programme_year = models.PositiveSmallIntegerField(_("Programmjahr"), null=True, blank=True)  # None: the oldest that has the year
    plan = models.JSONField(_("Finanzplan"), default=list, blank=True)
    conditions = models.TextField(_("Auflagen"), blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    proof_due_on = models.DateField(_("Abrechnung fällig am"))
    granted_on = models.DateField(_("bewilligt am"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("angenommen"), null=True, blank=True)
    accepted_with = models.CharField(_("Einwilligung"), max_length=200, blank=True)  # how, when the office did it with the person
    account_holder = EncryptedCharField(_("Kontoinhaberin"), max_length=120, null=True, blank=True)
    iban = EncryptedCharField(_("IBAN"), max_length=40, null=True, blank=True)
    iban_hash = models.CharField(max_length=64, blank=True, db_index=True)  # keyed hash: "this account again"
    link_version = models.PositiveSmallIntegerField(default=1)  # raising it makes all links sent so far void
    external_reference = models.CharField(_("Nummer im Fördersystem des Landes"), max_length=60, blank=True)
    ended_early_on = models.DateField(_("vorzeitig beendet am"), null=True, blank=True)
    eligible_cents = models.PositiveBigIntegerField(_("anerkannte Ausgaben"), null=True, blank=True)
    income_cents = models.PositiveBigIntegerField(_("angerechnete Einnahmen"), null=True, blank=True)
    own_cents = models.PositiveBigIntegerField(_("angerechnetes eigenes Geld"), null=True, blank=True)
    payable_cents = models.PositiveBigIntegerField(_("steht zu"), null=True, blank=True)
    settled_on = models.DateField(_("abgerechnet am"), null=True, blank=True)
    settle_note = models.TextField(_("Vermerk zur Prüfung"), blank=True)
    settle_bookings = models.JSONField(default=list, blank=True)  # numbers in the ledger, to take the settlement back
    claim_by_year = models.JSONField(_("zurückzuzahlen"), default=dict, blank=True)
    claim_due_on = models.DateField(_("zurückzuzahlen bis"), null=True, blank=True)
    returned_cents = models.PositiveBigIntegerField(_("zurückgezahlt"), default=0)
    returns = models.JSONField(default=list, blank=True)  # what came back: {cents, by_year, bank_on, bookings: numbers in the ledger}
    closed_on = models.DateField(_("abgeschlossen am"), null=True, blank=True)
    keep_until_on = models.DateField(_("aufbewahren bis"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["place", "state"], name="grants_award_at_place"),
            models.Index(fields=["state", "proof_due_on"], name="grants_award_due"),
            models.Index(fields=["person"], name="grants_award_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=True, bid__isnull=False) | Q(application__isnull=False, bid__isnull=True),
                name="grants_award_for_one_thing",
            ),
            models.UniqueConstraint(fields=["application"], condition=STANDING, name="grants_one_award_per_application"),
            models.UniqueConstraint(fields=["bid"], condition=STANDING, name="grants_one_award_per_bid"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="grants_award_above_zero"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="grants_award_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    @property
    def years(self) -> dict[int, int]:
        """Budget year → cents, in order."""
        return {int(year): cents for year, cents in sorted(self.cents_by_year.items()) if cents}

    @property
    def is_micro(self) -> bool:
        """A micro-grant that a jury said yes to, not a project found by a call."""
        return self.application_id is not None

    @property
    def claim_cents(self) -> int:
        """What has to come back, in cents."""
        return sum(self.claim_by_year.values())

    @property
    def outstanding_cents(self) -> int:
        """What of the claim has not come back yet, in cents."""
        return self.claim_cents - self.returned_cents

    @property
    def grantee(self) -> str:
        """Who gets the money, as a letter names it."""
        return self.organisation.name if self.organisation_id else self.person.name


class Change(models.Model):
    """A change during the project: a notice (no check) or a request (decided)."""

    KIND = "grants.change"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(_("Stand"), max_length=20, default="requested")
    text = models.TextField(_("Was ändert sich und warum?"), max_length=2000)
    new_ends_on = models.DateField(_("neues Ende"), null=True, blank=True)
    answer = models.TextField(_("Antwort"), blank=True, max_length=2000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.text[:60]


class Reminder(models.Model):
    """A reminder that was sent; each kind once per award and occasion, so that a crash or a second worker repeats none."""

    award = models.ForeignKey("grants.Award", on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20)
    about_on = models.DateField()  # the day it was about: a new deadline is reminded of anew
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "kind", "about_on"], name="grants_reminded_once")]

    def __str__(self):
        return f"{self.award_id}: {self.kind}"
