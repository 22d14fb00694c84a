"""Bids of carriers, sealed until two people open them after the deadline."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Bid(models.Model):
    """One carrier's bid. Until the opening its content is only in `sealed`; after it in the fields below and the lines."""

    KIND = "calls.bid"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="bids")
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="bids")
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="sealed")
    received_at = models.DateTimeField(_("eingegangen"))
    is_on_paper = models.BooleanField(_("auf Papier"), default=False)
    is_late = models.BooleanField(_("verspätet"), default=False)
    sealed = models.BinaryField(null=True)
    commitment = models.CharField(max_length=64)  # sha256 of salt and content, in the log since the receipt
    sketch = models.JSONField(_("Projektskizze"), default=dict, blank=True)  # filled at the opening
    grant_cents = models.PositiveBigIntegerField(_("beantragt"), null=True, blank=True)
    trouble = models.CharField(max_length=10, blank=True)  # why it could not be opened: key, content or changed (`sealing.CannotOpen`)
    asked_until = models.DateTimeField(_("noch einmal angefordert bis"), null=True, blank=True)
    is_again = models.BooleanField(_("nach der Öffnung noch einmal abgegeben"), default=False)
    note = models.TextField(_("Vermerk"), blank=True)  # of the formal check; the reason of an exclusion stands in the letter
    opinion = models.TextField(_("Fachliche Stellungnahme"), blank=True)

    class Meta:
        indexes = [models.Index(fields=["call", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"], condition=~models.Q(state="withdrawn"), name="calls_one_bid_per_organisation"
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.call_id}"


class FinanceLine(models.Model):
    """One line of a finance plan: costs or cover of one budget year, in cents."""

    COSTS = [
        ("staff", _("Personal")),
        ("fee", _("Honorare")),
        ("materials", _("Sachmittel")),
        ("purchase", _("Anschaffungen")),
        ("rent", _("Miete")),
        ("travel", _("Fahrten")),
        ("publicity", _("Öffentlichkeitsarbeit")),
        ("overhead", _("Verwaltung")),
        ("building", _("kleine Bauarbeiten")),
    ]
    COVER = [
        ("grant", _("beantragte Förderung")),
        ("own_money", _("eigenes Geld")),
        ("own_work", _("eigene Arbeit")),
        ("third_party", _("Mittel anderer")),
        ("income", _("Einnahmen")),
    ]
    bid = models.ForeignKey("calls.Bid", on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=5, choices=[("costs", _("Kosten")), ("cover", _("Deckung"))])
    kind = models.CharField(max_length=20, choices=COSTS + COVER)
    label = models.CharField(_("Was"), max_length=200, blank=True)
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    cents = models.PositiveBigIntegerField(_("Betrag"))

    class Meta:
        ordering = ["side", "id"]

    def __str__(self):
        return f"{self.kind} {self.budget_year}: {self.cents}"
