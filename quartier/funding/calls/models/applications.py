"""The application for a micro-grant of the Aktionsfonds (domain §7, §11.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Application(models.Model):
    """One application. `rules` is the version of the fund's rules under which it began; it stays with the case."""

    KIND = "calls.application"
    APPLICANTS = [  # the codes of `budgets.lists.APPLICANTS`; the rules of the fund say which of them may apply
        ("resident", _("eine Person, die hier wohnt")),
        ("worker", _("eine Person, die hier arbeitet")),
        ("group", _("eine Gruppe ohne Rechtsform")),
        ("association", _("ein Verein")),
        ("institution", _("eine Einrichtung")),
        ("business", _("ein Gewerbe")),
        ("owner", _("eine Eigentümerin oder ein Eigentümer")),
        ("authority", _("ein Amt")),
    ]
    PEOPLE = ("resident", "worker", "owner")  # these apply in their own name

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", on_delete=models.PROTECT, related_name="applications")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey("budgets.FundRules", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("Stand"), max_length=20, default="submitted")
    applicant_kind = models.CharField(_("Wer stellt den Antrag"), max_length=12, choices=APPLICANTS)
    group_name = models.CharField(_("Name der Gruppe oder Einrichtung"), max_length=200, blank=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)  # as typed; the person's row may say it otherwise
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    speaks = models.CharField(_("Sprachen und Hilfe"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)  # blank once erased
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    town = models.CharField(_("Ort"), max_length=100, default="Berlin", blank=True)
    is_old_enough = models.BooleanField(_("Alter bestätigt"), default=False)
    title = models.CharField(_("Titel"), max_length=120)
    description = models.TextField(_("Was haben Sie vor?"), max_length=3000)
    volunteering = models.TextField(_("Was machen Freiwillige?"), max_length=2000)
    themes = models.JSONField(_("Themen"), default=list)
    target_group = models.CharField(_("Für wen?"), max_length=300)
    people = models.PositiveIntegerField(_("Wie viele Menschen?"), null=True, blank=True)
    where = models.CharField(_("Wo?"), max_length=300)
    has_owner_consent = models.BooleanField(_("Der Ort ist mit der Eigentümerin abgesprochen"), default=False)
    starts_on = models.DateField(_("Erster Tag"))
    ends_on = models.DateField(_("Letzter Tag"))
    partners = models.TextField(_("Wer macht mit?"), blank=True, max_length=1000)
    publicity = models.TextField(_("Wie erfahren die Leute davon?"), blank=True, max_length=1000)
    wants_flat_rate = models.BooleanField(_("mit Pauschale"), default=True)
    income_cents = models.PositiveBigIntegerField(_("Einnahmen"), default=0)
    own_cents = models.PositiveBigIntegerField(_("eigenes Geld"), default=0)
    own_contribution = models.TextField(_("Was bringen Sie selbst ein?"), max_length=1000)
    requested_cents = models.PositiveBigIntegerField(_("beantragt"))
    not_begun = models.BooleanField(_("noch nicht angefangen"), default=False)
    has_privacy_notice = models.BooleanField(_("Hinweise zum Datenschutz gelesen"), default=False)
    deducts_input_tax = models.BooleanField(_("zieht Vorsteuer ab"), null=True, blank=True)
    may_publish = models.BooleanField(_("Titel, Name und Summe dürfen veröffentlicht werden"), default=False)
    remark = models.TextField(_("Bemerkung des Büros"), blank=True)
    filled_in_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office_consent = models.CharField(_("Einwilligung bei Ausfüllen im Büro"), max_length=200, blank=True)
    submitted_at = models.DateTimeField(_("eingereicht"))
    approved_cents = models.PositiveBigIntegerField(_("zugesagt"), null=True, blank=True)
    conditions = models.TextField(_("Auflagen"), blank=True)
    decided_on = models.DateField(_("entschieden am"), null=True, blank=True)
    decision_reason = models.TextField(_("Grund der Entscheidung"), blank=True)
    link_version = models.PositiveSmallIntegerField(default=1)  # one more makes older status links void
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))

    class Meta:
        indexes = [models.Index(fields=["place", "state"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="calls_application_ends_after_start"),
            models.CheckConstraint(condition=models.Q(requested_cents__gt=0), name="calls_application_sum_above_zero"),
        ]

    def __str__(self):
        return self.title


class ApplicationItem(models.Model):
    """One thing to be bought, hired or paid. `eligible`: open until the formal check decides."""

    KINDS = [
        ("material", _("Material")),
        ("service", _("Dienstleistung")),
        ("fee", _("Honorar")),
        ("permit", _("Genehmigung")),
        ("travel", _("Porto und Fahrten")),
        ("food", _("Essen und Getränke")),
        ("rent", _("Miete")),
        ("other", _("Anderes")),
    ]
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="items")
    what = models.CharField(_("Was?"), max_length=200)
    kind = models.CharField(_("Art"), max_length=10, choices=KINDS, default="material")
    cents = models.PositiveBigIntegerField(_("Preis"))
    is_eligible = models.BooleanField(_("förderfähig"), null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.what


class FormalCheck(models.Model):
    """One tick of the formal check of an application: who looked at it, when, and what she found."""

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=30)
    is_met = models.BooleanField(_("erfüllt"), null=True, blank=True)
    remark = models.CharField(_("Vermerk"), max_length=300, blank=True)
    checked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="calls_one_tick")]

    def __str__(self):
        return self.code
