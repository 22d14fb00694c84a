"""Who gives money, for what, by which rules, and how much of it a place has. What happened to it stands in the ledger alone."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartier.funding.budgets import lists


class Source(models.Model):
    """Who gives the money: federation, state, European fund, district …"""

    code = models.SlugField(_("Kürzel"), max_length=40, unique=True)
    label = models.CharField(_("Name"), max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return self.label


class Fund(models.Model):
    """A kind of money with a purpose: Aktionsfonds, Projektfonds … Its rules are dated and may differ per place."""

    KIND = "budgets.fund"

    code = models.SlugField(_("Kürzel"), max_length=40, unique=True)
    label = models.CharField(_("Name"), max_length=120)
    purpose = models.TextField(_("Wofür"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(_("endete am"), null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return self.label


class Rounding(models.TextChoices):
    HALF_UP = "half_up", _("kaufmännisch (halbe Cent auf)")
    HALF_EVEN = "half_even", _("halbe Cent zur geraden Zahl")
    DOWN = "down", _("immer ab")


class FundRules(models.Model):
    """One dated version of a fund's rules, for one place and those below it, or for all. Never changed: new rules are a new version.

    Versions are counted per fund, over all places, so that "Aktionsfonds, Fassung 14" names one text in the whole city.
    """

    KIND = "budgets.rules"

    class Base(models.TextChoices):
        GRANT = "grant", _("der Förderung")
        COSTS = "costs", _("der Gesamtkosten")

    class Window(models.TextChoices):
        ROLLING = "rolling", _("jederzeit")
        ROUNDS = "rounds", _("in Runden")
        CALL = "call", _("nur auf einen Aufruf hin")

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nein")
        ASK = "ask", _("nach Rückfrage")

    class Payment(models.TextChoices):
        ONE = "one", _("in einem Betrag vor dem Beginn")
        TWO_PARTS = "two_parts", _("in zwei Teilen")
        AFTER = "after", _("nach der Abrechnung")
        DRAWDOWN = "drawdown", _("auf Abruf")

    class Proof(models.TextChoices):
        RECEIPTS = "receipts", _("Belege und Kurzbericht")
        PHOTO_REPORT = "photo_report", _("Bericht mit Fotos")
        STATEMENT = "statement", _("Verwendungsnachweis: Sachbericht und zahlenmäßiger Nachweis")
        LUMP_SUM = "lump_sum", _("Pauschale, ohne Belege")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rules")
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("gilt ab"))
    version = models.PositiveIntegerField()
    is_end = models.BooleanField(default=False)  # the place's own rules end on `valid_from`: those above it hold again

    currency = models.CharField(_("Währung"), max_length=3, default="EUR")
    cap_cents = models.BigIntegerField(_("höchstens je Vorhaben"), null=True, blank=True)
    floor_cents = models.BigIntegerField(_("mindestens je Vorhaben"), null=True, blank=True)
    pot_cents = models.BigIntegerField(_("Topf im Jahr"), null=True, blank=True)
    flat_rate_percent = models.DecimalField(_("Pauschale in Prozent"), max_digits=5, decimal_places=2, default=0)
    flat_rate_inside_cap = models.BooleanField(_("Pauschale zählt zum Höchstbetrag"), default=True)
    rounding = models.CharField(_("Rundung"), max_length=10, choices=Rounding.choices, default=Rounding.HALF_UP)
    own_share_percent = models.DecimalField(_("Eigenanteil in Prozent"), max_digits=5, decimal_places=2, default=0)
    own_share_base = models.CharField(_("Eigenanteil gemessen an"), max_length=10, choices=Base.choices, default=Base.GRANT)
    own_share_kinds = models.JSONField(_("Eigenanteil als"), default=list, blank=True)

    applicant_kinds = models.JSONField(_("Wer darf beantragen"), default=list, blank=True)
    min_age = models.PositiveSmallIntegerField(_("Mindestalter"), null=True, blank=True)
    window = models.CharField(_("Anträge"), max_length=10, choices=Window.choices, default=Window.ROLLING)
    rounds = models.JSONField(_("Stichtage"), default=list, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("Vorlauf in Tagen"), default=0)
    check_days = models.PositiveSmallIntegerField(_("Antrag prüfen binnen Tagen"), default=7)
    answer_days = models.PositiveSmallIntegerField(_("Frage zum Aufruf beantworten binnen Tagen"), default=3)
    duration_months = models.PositiveSmallIntegerField(_("längste Dauer in Monaten"), null=True, blank=True)
    repeat_times = models.PositiveSmallIntegerField(_("höchstens so oft"), null=True, blank=True)
    repeat_years = models.PositiveSmallIntegerField(_("in so vielen Jahren"), null=True, blank=True)
    resubmission = models.BooleanField(_("Nach einer Absage neu stellen"), default=True)
    other_grants = models.CharField(_("Andere Förderung daneben"), max_length=5, choices=Answer.choices, default=Answer.ASK)

    criteria = models.JSONField(_("Ziele"), default=list, blank=True)
    criteria_least = models.PositiveSmallIntegerField(_("so viele Ziele mindestens"), default=0)
    eligible_kinds = models.JSONField(_("Was bezahlt wird"), default=list, blank=True)
    not_eligible = models.JSONField(_("Was nicht bezahlt wird"), default=list, blank=True)
    food = models.CharField(_("Essen und Getränke"), max_length=5, choices=Answer.choices, default=Answer.ASK)
    quotes_from_cents = models.BigIntegerField(_("drei Angebote ab"), null=True, blank=True)

    decision_path = models.JSONField(_("Wer entscheidet"), default=list, blank=True)
    select_percent = models.PositiveSmallIntegerField(_("Auswahl: mindestens so viel Prozent der Punkte"), null=True, blank=True)
    call_notice = models.JSONField(_("Rechtlicher Hinweis auf Aufrufen"), default=list, blank=True)
    tranches = models.JSONField(_("Aufteilung auf Haushaltsjahre in Prozent"), default=list, blank=True)
    commit_warn_days = models.PositiveSmallIntegerField(_("Warnung vor dem Tag der Bindung, in Tagen"), default=60)
    payment_mode = models.CharField(_("Auszahlung"), max_length=10, choices=Payment.choices, default=Payment.ONE)
    first_percent = models.PositiveSmallIntegerField(_("erster Teil in Prozent"), default=100)
    prompt_use_days = models.PositiveSmallIntegerField(_("Geld ausgeben binnen Tagen"), null=True, blank=True)
    proof_due_days = models.PositiveSmallIntegerField(_("Abrechnung binnen Tagen nach dem Ende"), null=True, blank=True)
    proof_propose_days = models.PositiveSmallIntegerField(_("sonst als Tag vorgeschlagen, Tage nach dem Ende"), default=60)
    proof_kind = models.CharField(_("Art der Abrechnung"), max_length=15, choices=Proof.choices, default=Proof.RECEIPTS)
    claim_due_days = models.PositiveSmallIntegerField(_("Rückzahlung binnen Tagen"), default=30)
    accept_remind_days = models.PositiveSmallIntegerField(_("Erinnerung an den Bescheid nach Tagen"), null=True, blank=True, default=14)
    remind_before_days = models.PositiveSmallIntegerField(_("Erinnerung so viele Tage vorher"), null=True, blank=True, default=14)
    remind_again_days = models.PositiveSmallIntegerField(_("zweite Mahnung so viele Tage danach"), null=True, blank=True, default=28)
    retention_years = models.PositiveSmallIntegerField(_("Aufbewahrung in Jahren"), null=True, blank=True)
    returns_to_pot = models.BooleanField(_("Zurückgezahltes Geld ist wieder frei"), default=False)
    carry_over = models.CharField(_("Übertrag ins nächste Jahr"), max_length=5, choices=Answer.choices, default=Answer.ASK)
    objection = models.TextField(_("Widerspruch"), blank=True)
    publicity = models.TextField(_("Hinweispflicht"), blank=True)

    authority = models.TextField(_("Quelle der Regeln"), blank=True)
    note = models.TextField(_("Grund der Änderung"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["fund", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "version"], name="rules_one_version"),
            models.CheckConstraint(
                condition=Q(cap_cents__isnull=True) | Q(floor_cents__isnull=True) | Q(floor_cents__lte=F("cap_cents")),
                name="rules_floor_below_cap",
            ),
            models.CheckConstraint(
                condition=(Q(cap_cents__isnull=True) | Q(cap_cents__gt=0)) & (Q(pot_cents__isnull=True) | Q(pot_cents__gte=0)),
                name="rules_amounts_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(flat_rate_percent__range=(0, 100), own_share_percent__range=(0, 100), first_percent__range=(0, 100))
                & (Q(select_percent__isnull=True) | Q(select_percent__range=(1, 100))),
                name="rules_percents_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(repeat_times__isnull=True, repeat_years__isnull=True)
                | Q(repeat_times__isnull=False, repeat_years__isnull=False),
                name="rules_repeat_is_whole",
            ),
            models.CheckConstraint(condition=Q(is_end=False) | Q(place__isnull=False), name="rules_only_own_ones_end"),
        ]

    def __str__(self):
        return f"{self.fund_id}/{self.place_id or '*'} v{self.version} {self.valid_from}"

    def clean(self):
        problems = lists.problems(self)
        if problems:
            raise ValidationError(problems)


class Allocation(models.Model):
    """Money given to a place for a fund and programme year: from whom, for which budget years, to be committed by when.

    The two JSON columns keep what was entered; what is left of it is asked of the ledger.
    """

    KIND = "budgets.allocation"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="allocations")
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    programme_year = models.PositiveSmallIntegerField(_("Programmjahr"))
    commit_by_on = models.DateField(_("binden bis"), null=True, blank=True)
    cents = models.BigIntegerField(_("Betrag"))
    by_source = models.JSONField()
    by_year = models.JSONField()
    note = models.TextField(_("Grund"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-programme_year", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="budgets_allocation_above_zero")]
        indexes = [models.Index(fields=["place", "fund", "programme_year"], name="budgets_allocation_of_pot")]

    def __str__(self):
        return f"{self.fund_id}/{self.place_id} {self.programme_year}: {self.cents}"
