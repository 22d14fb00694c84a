"""The public call for proposals (Projektaufruf). It is neither an expression of interest nor a tender."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """A call with the headings of a real one (domain §8.1). Open and closed follow from the clock, not from a state."""

    KIND = "calls.call"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="calls")
    brief = models.ForeignKey("calls.Brief", on_delete=models.PROTECT, related_name="calls")
    rules = models.ForeignKey("budgets.FundRules", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="drafted")
    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(_("Wer sucht was, in zwei Sätzen"), max_length=600)
    situation = models.TextField(_("Ausgangssituation"))
    goals = models.TextField(_("Ziele"))
    tasks = models.TextField(_("Beschreibung und Aufgaben"))
    target_group = models.CharField(_("Zielgruppe"), max_length=300)
    where = models.CharField(_("Ort"), max_length=300, blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    max_cents = models.PositiveBigIntegerField(_("höchste Fördersumme"))
    requirements = models.TextField(_("Anforderungen an den Träger"), blank=True)
    sustainability = models.TextField(_("Was nach der Förderung bleiben soll"), blank=True)
    documents = models.TextField(_("Einzureichende Unterlagen"), blank=True)
    procedure = models.TextField(_("Auswahlverfahren"))
    panel_text = models.TextField(_("Wer auswählt"))
    contact = models.TextField(_("Ansprechperson"))
    opens_at = models.DateTimeField(_("veröffentlicht ab"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("Bewerbungsschluss"))
    presentations_on = models.DateField(_("Vorstellung der Konzepte ab"), null=True, blank=True)
    is_scored = models.BooleanField(_("Auswahl mit Punkten"), default=True)
    external_reference = models.CharField(_("Nummer im Fördersystem des Landes"), max_length=60, blank=True)
    first_opener = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_opener = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("Bewerbungen geöffnet"), null=True, blank=True)
    choice_reason = models.TextField(_("Begründung der Auswahl"), blank=True)
    made_at = models.DateTimeField(_("angelegt"))

    class Meta:
        indexes = [models.Index(fields=["place", "state", "deadline_at"]), models.Index(fields=["state", "deadline_at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="calls_call_ends_after_start"),
            models.CheckConstraint(condition=models.Q(max_cents__gt=0), name="calls_call_sum_above_zero"),
            models.CheckConstraint(
                condition=models.Q(second_opener__isnull=True) | ~models.Q(second_opener=models.F("first_opener")),
                name="calls_two_different_openers",
            ),
        ]

    def __str__(self):
        return self.title


class Question(models.Model):
    """A question about an open call and its answer; both are public once answered, the asker's address never."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("Frage"), max_length=1000)
    email = models.EmailField(_("E-Mail"), blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self):
        return self.text[:60]
