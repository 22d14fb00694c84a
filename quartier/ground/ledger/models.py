"""The book: accounts with a stored balance, transfers that never change, and the head of the chain.

Money moves from the debit to the credit account. Every balance is credits minus debits and never below zero,
except for sources, which go below zero by what they have given: the sum over all accounts is always nought.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Where money is in its life. What a move between two kinds means is written in `funding.budgets.actions`."""

    SOURCE = "source", _("Geldgeber")
    ALLOTTED = "allotted", _("zugewiesen")
    FREE = "free", _("frei")
    RESERVED = "reserved", _("reserviert")
    COMMITTED = "committed", _("bewilligt")
    ORDERED = "ordered", _("zur Zahlung frei")
    PAID = "paid", _("ausgezahlt")
    PROVEN = "proven", _("nachgewiesen")
    RETURNED = "returned", _("zurückgezahlt")
    LAPSED = "lapsed", _("verfallen")


POT_KINDS = (Kind.SOURCE, Kind.ALLOTTED, Kind.FREE, Kind.LAPSED)
THREAD_KINDS = (Kind.RESERVED, Kind.COMMITTED, Kind.ORDERED, Kind.PAID, Kind.PROVEN, Kind.RETURNED)
YEARLESS_KINDS = (Kind.SOURCE, Kind.ALLOTTED)


class Reason(models.TextChoices):
    """Why money moved."""

    ALLOT = "allot", _("Zuweisung")
    TRANCHE = "tranche", _("Jahresscheibe")
    RESERVE = "reserve", _("Reservierung")
    COMMIT = "commit", _("Bewilligung")
    RELEASE = "release", _("Rückgabe in den Topf")
    ORDER = "order", _("Zahlungsfreigabe")
    PAY = "pay", _("Auszahlung")
    PROVE = "prove", _("Nachweis")
    RETURN = "return", _("Rückzahlung")
    CARRY_OVER = "carry_over", _("Übertrag")
    LAPSE = "lapse", _("Verfall")
    CORRECT = "correct", _("Berichtigung")


ANSWERING = (Reason.PAY, Reason.CORRECT)  # a payment answers its order, a correction the row it takes back


class Account(models.Model):
    """A place for money, named by what it is for. '' and 0 stand for "none", so that a name is unique on every engine."""

    NAME = ("kind", "fund_code", "place_id", "programme_year", "budget_year", "source_code", "thread_id")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    fund_code = models.CharField(max_length=40)
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    programme_year = models.PositiveSmallIntegerField(default=0)
    budget_year = models.PositiveSmallIntegerField(default=0)
    source_code = models.CharField(max_length=40)
    thread_id = models.BigIntegerField(default=0)
    balance_cents = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "fund_code", "kind", "programme_year", "budget_year", "source_code", "thread_id"],
                name="ledger_account_named_once",
            ),
            models.CheckConstraint(condition=Q(balance_cents__gte=0) | Q(kind="source"), name="ledger_balance_not_below_zero"),
            models.CheckConstraint(condition=~Q(kind="source") | Q(balance_cents__lte=0), name="ledger_source_only_gives"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="ledger_kind_is_known"),
            models.CheckConstraint(
                condition=(Q(kind__in=POT_KINDS) & Q(thread_id=0)) | (Q(kind__in=THREAD_KINDS) & Q(thread_id__gt=0)),
                name="ledger_thread_where_due",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=YEARLESS_KINDS) & Q(budget_year=0)) | (~Q(kind__in=YEARLESS_KINDS) & Q(budget_year__gt=0)),
                name="ledger_year_where_due",
            ),
        ]
        indexes = [models.Index(fields=["thread_id"], name="ledger_by_thread")]

    def __str__(self):
        return ":".join(str(getattr(self, part)) for part in self.NAME)


class Transfer(models.Model):
    """One move of whole cents between two accounts, for one reason. Never changed; mistakes are taken back by another row."""

    KIND = "ledger.transfer"

    number = models.BigIntegerField(primary_key=True)
    booking = models.BigIntegerField(db_index=True, help_text="Number of the first transfer of the same act")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    cents = models.BigIntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    on = models.DateField(help_text="The day it counts; for a payment the day of the bank")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(default=0)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    note = models.TextField(blank=True, help_text="Why, in words; names no private person")
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="ledger_cents_above_zero"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_two_accounts"),
            models.CheckConstraint(condition=Q(number__gt=0) & Q(booking__lte=F("number")), name="ledger_numbers_from_one"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="ledger_reason_is_known"),
            models.CheckConstraint(
                condition=~Q(reason="pay") | (Q(by__isnull=False) & Q(second__isnull=False) & ~Q(by=F("second"))),
                name="ledger_two_people_pay",
            ),
            models.CheckConstraint(
                condition=(Q(reason__in=ANSWERING) & Q(answers__isnull=False)) | (~Q(reason__in=ANSWERING) & Q(answers__isnull=True)),
                name="ledger_answers_where_due",
            ),
            models.CheckConstraint(condition=~Q(reason="correct") | ~Q(note=""), name="ledger_correction_says_why"),
            models.UniqueConstraint(fields=["answers", "reason"], name="ledger_answered_once"),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="ledger_by_about"),
            models.Index(fields=["on"], name="ledger_by_day"),
        ]

    def __str__(self):
        return f"{self.number}: {self.cents} {self.reason}"


class Head(models.Model):
    """The end of the chain, one row for the installation; whoever writes locks it last but one (`docs/explanation/money.md`)."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_one_head")]

    def __str__(self):
        return f"{self.number} {self.seal[:12]}"
