"""The tables of places. What a place is now is never stored: it follows from dated rows and the day that is asked about."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class PlaceQuerySet(models.QuerySet):
    def quarters(self):
        """Quarters of every phase, former ones included."""
        return self.filter(kind=Place.Kind.QUARTER)

    def with_phase(self, on):
        """Each place with `phase_kind`, `phase_from_on` and `phase_note` of the day `on`; None where no phase has begun."""
        begun = Phase.objects.filter(place=OuterRef("pk"), from_on__lte=on).order_by("-from_on")
        return self.annotate(
            phase_kind=Subquery(begun.values("kind")[:1]),
            phase_from_on=Subquery(begun.values("from_on")[:1]),
            phase_until_on=Subquery(begun.values("until_on")[:1]),
            phase_note=Subquery(begun.values("note")[:1]),
        )

    def with_span(self, on):
        """Each place with `began_on` (None if no source says when) and `ends_on`, the first day after a planned end."""
        phases = Phase.objects.filter(place=OuterRef("pk")).order_by("from_on")
        return self.annotate(
            began_on=Subquery(phases.exclude(kind=Phase.Kind.CLOSED).values("from_on")[:1]),
            ends_on=Subquery(phases.filter(kind=Phase.Kind.CLOSED, from_on__gt=on).values("from_on")[:1]),
        )

    def running(self, on):
        """Quarters that work on the day `on`: they start, are active or hand over."""
        return self.quarters().with_phase(on).filter(phase_kind__in=Phase.RUNNING)

    def under(self, place):
        """The place itself and everything below it (the tree is three levels deep)."""
        return self.filter(Q(pk=place.pk) | Q(parent=place) | Q(parent__parent=place))


class Place(models.Model):
    """A city, a district of it, or a quarter of a district. Everything else in the house belongs to one."""

    KIND = "quarters.place"

    class Kind(models.TextChoices):
        CITY = "city", _("Stadt")
        DISTRICT = "district", _("Bezirk")
        QUARTER = "quarter", _("Quartier")

    class Colour(models.TextChoices):
        ZIEGEL = "ziegel", _("Ziegel")
        SENF = "senf", _("Senf")
        LINDE = "linde", _("Linde")
        FLASCHE = "flasche", _("Flaschengrün")
        PETROL = "petrol", _("Petrol")
        PFLAUME = "pflaume", _("Pflaume")
        HIMBEER = "himbeer", _("Himbeer")
        SCHIEFER = "schiefer", _("Schiefer")

    class Pattern(models.IntegerChoices):
        PLAIN = 0, _("Ohne Muster")
        RHOMBUS = 1, _("Raute")
        CIRCLES = 2, _("Kreise")
        STAR = 3, _("Stern")
        SCALES = 4, _("Schuppen")
        CHECKS = 5, _("Schach")
        LEAVES = 6, _("Blätter")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=6, unique=True, null=True, blank=True, help_text="Letters that begin a file number")
    colour = models.CharField(max_length=10, choices=Colour.choices, blank=True)
    pattern = models.PositiveSmallIntegerField(choices=Pattern.choices, default=Pattern.PLAIN)
    lat = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    region = models.CharField(
        max_length=6, blank=True, help_text="State whose public holidays count, such as BE; a quarter takes its city's"
    )
    about = models.TextField(blank=True, help_text="What this place is, in two or three sentences")
    website = models.URLField(blank=True)
    source = models.TextField(blank=True, help_text="Where these facts were read")
    version = models.PositiveBigIntegerField(default=0)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="city", parent__isnull=True) | (~Q(kind="city") & Q(parent__isnull=False)),
                name="place_only_a_city_has_no_parent",
            ),
            models.CheckConstraint(condition=~Q(kind="quarter") | Q(code__isnull=False), name="place_quarter_has_code"),
            models.CheckConstraint(condition=Q(pattern__lte=6), name="place_pattern_is_known"),
            models.CheckConstraint(condition=Q(pattern=0) | (Q(kind="quarter") & ~Q(colour="")), name="place_tile_is_whole"),
            models.UniqueConstraint(fields=["colour", "pattern"], condition=Q(pattern__gt=0), name="place_tile_is_unique"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return {"city": "/", "district": f"/bezirke/{self.slug}/"}.get(self.kind, f"/{self.slug}/")

    @property
    def is_quarter(self):
        return self.kind == self.Kind.QUARTER

    @property
    def has_ended(self):
        """True if the phase that was asked for (`with_phase`) is the closed one."""
        return getattr(self, "phase_kind", None) == Phase.Kind.CLOSED

    @property
    def last_day(self):
        """The last day of a planned end (asked for with `with_span`), or None."""
        ends_on = getattr(self, "ends_on", None)
        return ends_on - datetime.timedelta(days=1) if ends_on else None

    @property
    def last_year(self):
        """The last year of an ended quarter; None if it runs or the year is not known."""
        return self.phase_from_on.year - 1 if self.has_ended and not self.phase_note else None

    @property
    def phase_word(self):
        """The phase that was asked for, as a word."""
        return Phase.Kind(self.phase_kind).label if getattr(self, "phase_kind", None) else ""

    @property
    def tile_pattern(self):
        """The pattern to draw: an ended quarter keeps its colour and shows it plain."""
        return self.Pattern.PLAIN if self.has_ended else self.pattern


class Phase(models.Model):
    """A span in the life of a quarter. The row that began last counts."""

    class Kind(models.TextChoices):
        STARTING = "starting", _("Beginnt")
        ACTIVE = "active", _("Aktiv")
        TRANSITION = "transition", _("Übergang")
        CLOSED = "closed", _("Beendet")

    RUNNING = (Kind.STARTING, Kind.ACTIVE, Kind.TRANSITION)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="phases")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        ordering = ["place", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "from_on"], name="phase_one_per_first_day"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="phase_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(merged_into__isnull=True) | Q(kind="closed"), name="phase_merged_is_closed"),
        ]

    def __str__(self):
        return f"{self.place_id} {self.kind} {self.from_on}"


class Boundary(models.Model):
    """The outline of a place from a day on, WGS 84, checked and simplified when saved. Older ones stay."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="boundaries")
    geojson = models.JSONField()
    from_on = models.DateField()
    is_schematic = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    area_m2 = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["place", "from_on"]
        constraints = [models.UniqueConstraint(fields=["place", "from_on"], name="boundary_one_per_first_day")]

    def __str__(self):
        return f"{self.place_id} {self.from_on}"


class Programme(models.Model):
    """The support programme named on all papers of a place and those below it, from a day on."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="programmes")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    strip = models.TextField(help_text="The sentence that must stand beside the logos")
    logos = models.JSONField(default=list, blank=True, help_text="Names in the order of the logo strip")
    from_on = models.DateField()

    class Meta:
        ordering = ["place", "from_on"]
        constraints = [models.UniqueConstraint(fields=["place", "from_on"], name="programme_one_per_first_day")]

    def __str__(self):
        return self.name


class Office(models.Model):
    """The room where people meet the team; for a district, the desk that coordinates its quarters."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    contractor = models.CharField(max_length=160, blank=True, help_text="Who employs the team")
    access_note = models.CharField(max_length=200, blank=True, help_text="Steps, lift, toilet, how to get in")
    is_step_free = models.BooleanField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self):
        return self.name


class OfficeHours(models.Model):
    """One span of a weekday on which the office is open; 0 is Monday."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["office", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_close_after_opening"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday_is_known"),
            models.UniqueConstraint(fields=["office", "weekday", "opens"], name="hours_one_per_opening"),
        ]


class OfficeClosure(models.Model):
    """Days on which the office stays shut although its hours say otherwise."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="closures")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["office", "from_on"]
        constraints = [models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="closure_ends_after_it_begins")]

    @property
    def place_id(self):
        """The place whose roles count for it."""
        return self.office.place_id


class TeamMember(models.Model):
    """A plate beside the bell: who is there, in which languages."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="team")
    name = models.CharField(max_length=120)
    task = models.CharField(max_length=120, blank=True)
    languages = models.CharField(max_length=160, blank=True, help_text="Comma-separated, each in its own name: Deutsch, Türkçe")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="plates")
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="plate_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.name


class AddressRange(models.Model):
    """House numbers of a street that belong to a quarter, for the test "do I live here?"."""

    class Parity(models.TextChoices):
        BOTH = "both", _("alle")
        ODD = "odd", _("ungerade")
        EVEN = "even", _("gerade")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="addresses")
    street = models.CharField(max_length=120)
    street_key = models.CharField(max_length=120, db_index=True)
    postcode = models.CharField(max_length=5, blank=True)
    from_no = models.PositiveIntegerField()
    to_no = models.PositiveIntegerField()
    parity = models.CharField(max_length=4, choices=Parity.choices, default=Parity.BOTH)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["street_key", "from_no", "place"]
        constraints = [
            models.CheckConstraint(condition=Q(to_no__gte=F("from_no")), name="address_to_not_below_from"),
            models.UniqueConstraint(fields=["place", "street_key", "postcode", "from_no", "to_no", "parity"], name="address_row_once"),
        ]

    def __str__(self):
        return f"{self.street} {self.from_no}–{self.to_no}"


class Imprint(models.Model):
    """Who answers in law for the pages of a place. A quarter without its own shows that of its district or city."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="imprint")
    operator = models.CharField(max_length=200)
    represented_by = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField()
    editor = models.CharField(max_length=200, blank=True, help_text="Responsible for the content (§ 18 MStV)")
    privacy_officer = models.CharField(max_length=200, blank=True)
    privacy_email = models.EmailField(blank=True)
    privacy_authority = models.CharField(max_length=300, blank=True)
    access_contact = models.CharField(max_length=200, blank=True, help_text="Who takes reports of barriers")
    access_email = models.EmailField(blank=True)
    access_checked_on = models.DateField(null=True, blank=True)
    access_gaps = models.TextField(blank=True, help_text="Known barriers, one a line")
    enforcement_body = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self):
        return self.operator


class Figure(models.Model):
    """A published figure of the Bilanz, as printed: never recomputed, always with period, perimeter and source."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="figures")
    order = models.PositiveSmallIntegerField(default=0)
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=40, blank=True)
    before = models.CharField(max_length=40, blank=True, help_text="A word before the figure, such as rund")
    label = models.CharField(max_length=200)
    period = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    source_url = models.URLField(blank=True)
    as_of = models.DateField()

    class Meta:
        ordering = ["place", "order", "id"]

    def __str__(self):
        return f"{self.value} {self.label}"
