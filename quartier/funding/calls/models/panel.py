"""The selection panel of a call: who scores, by what, and who keeps out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PanelMember(models.Model):
    """A person in the panel of one call, for the council, a department or the team."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    speaks_for = models.CharField(_("für"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="calls_once_in_a_panel")]

    def __str__(self):
        return f"{self.person_id} ({self.speaks_for})"


class Bias(models.Model):
    """A member keeps out of this call. The reason is for the chair's eyes only."""

    member = models.OneToOneField("calls.PanelMember", on_delete=models.CASCADE, related_name="bias")
    reason = models.TextField(_("Grund"), blank=True)
    declared_at = models.DateTimeField()
    is_automatic = models.BooleanField(default=False)  # the person acts for a bidder; nobody can lift it

    def __str__(self):
        return str(self.member_id)


class Criterion(models.Model):
    """What bids are scored by; criteria without points may only knock out."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="criteria")
    label = models.CharField(_("Kriterium"), max_length=200)
    weight = models.PositiveSmallIntegerField(_("Gewicht"), default=1)
    max_points = models.PositiveSmallIntegerField(_("höchste Punktzahl"), default=5)
    is_knock_out = models.BooleanField(_("muss erfüllt sein"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self):
        return self.label


class Score(models.Model):
    """Points of one member for one bid under one criterion."""

    member = models.ForeignKey("calls.PanelMember", on_delete=models.CASCADE, related_name="scores")
    bid = models.ForeignKey("calls.Bid", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("calls.Criterion", on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(_("Punkte"))
    comment = models.TextField(_("Bemerkung"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "bid", "criterion"], name="calls_one_score")]

    def __str__(self):
        return f"{self.bid_id}/{self.criterion_id}: {self.points}"
