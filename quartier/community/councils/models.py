"""Bodies, their dated rules, seats, meetings, agenda, votes, resolutions. Who may do what stands in `steps.py` and in access."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

PERSON = settings.AUTH_USER_MODEL


class BodyQuerySet(models.QuerySet):
    def active(self, on):
        """Bodies that exist on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on))


class Body(models.Model):
    """A body that decides: council, jury, steering group or selection panel."""

    KIND = "councils.body"
    KINDS = [
        ("council", _("Quartiersrat")),
        ("jury", _("Jury")),
        ("steering", _("Steuerungsrunde")),
        ("panel", _("Auswahlgremium")),
    ]
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    purpose = models.TextField(blank=True)
    meets = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["place_id", "kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "slug"], name="councils_body_slug"),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="councils_body_period"),
        ]

    def __str__(self) -> str:
        return self.name


class RulesOfProcedure(models.Model):
    """One dated version of a body's rules. Never changed once valid; a change is a new version."""

    KIND = "councils.rules"
    QUORUM_BASES = [("members", _("alle Mitglieder")), ("seats", _("alle vorgesehenen Sitze"))]
    MAJORITY_BASES = [
        ("members", _("alle Mitglieder")),
        ("present", _("alle Anwesenden")),
        ("entitled_present", _("alle anwesenden Stimmberechtigten")),
        ("votes_cast", _("die abgegebenen Stimmen")),
    ]
    ROUNDINGS = [("ceil", _("aufrunden")), ("half_up", _("kaufmännisch runden")), ("floor", _("abrunden"))]
    ABSTENTIONS = [("count_as_no", _("wirkt wie ein Nein")), ("ignored", _("zählt nicht mit"))]
    BIAS_RULES = [
        ("may_discuss", _("darf mitreden, stimmt nicht mit")),
        ("leaves_room", _("verlässt den Raum")),
    ]
    OPTIONS = [
        ("conditions", _("Ja, mit Auflage")),
        ("less", _("Ja, aber weniger")),
        ("defer", _("Vertagen")),
    ]
    NO_QUORUM = [
        ("repeat", _("neue Sitzung")),
        ("circulation", _("Abstimmung im Umlauf")),
        ("steering", _("Entscheidung der Steuerungsrunde")),
    ]
    TEAM_VOTES = [("none", _("keine Stimme")), ("seat", _("Stimme mit eigenem Sitz"))]
    RESULTS_PUBLIC = [("all", _("jedes Ergebnis")), ("approved", _("nur Zusagen")), ("none", _("keine Ergebnisse"))]

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="rules")
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    template = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField()
    size_min = models.PositiveSmallIntegerField()
    min_age = models.PositiveSmallIntegerField(default=16)
    term_years = models.PositiveSmallIntegerField(default=2)
    quorum_base = models.CharField(max_length=10, choices=QUORUM_BASES, default="members")
    quorum_num = models.PositiveSmallIntegerField(default=1)
    quorum_den = models.PositiveSmallIntegerField(default=2)
    quorum_strict = models.BooleanField(default=True)
    quorum_counts_biased = models.BooleanField(default=True)
    majority_base = models.CharField(max_length=20, choices=MAJORITY_BASES, default="members")
    majority_num = models.PositiveSmallIntegerField(default=1)
    majority_den = models.PositiveSmallIntegerField(default=2)
    majority_strict = models.BooleanField(default=True)
    rounding = models.CharField(max_length=10, choices=ROUNDINGS, default="ceil")
    abstentions = models.CharField(max_length=12, choices=ABSTENTIONS, default="count_as_no")
    bias_rule = models.CharField(max_length=12, choices=BIAS_RULES, default="may_discuss")
    resident_weight = models.PositiveSmallIntegerField(default=1)
    partner_weight = models.PositiveSmallIntegerField(default=1)
    resident_share_num = models.PositiveSmallIntegerField(null=True, blank=True)
    resident_share_den = models.PositiveSmallIntegerField(null=True, blank=True)
    resident_share_strict = models.BooleanField(default=True)
    options = models.JSONField(default=list, blank=True)
    circulation_allowed = models.BooleanField(default=False)
    circulation_days = models.PositiveSmallIntegerField(default=7)
    online_allowed = models.BooleanField(default=False)
    invitation_days = models.PositiveSmallIntegerField(default=7)
    presentation_from_cents = models.BigIntegerField(null=True, blank=True)
    sessions_public = models.BooleanField(default=True)
    agenda_public = models.BooleanField(default=True)
    results_public = models.CharField(max_length=10, choices=RESULTS_PUBLIC, default="all")
    counts_public = models.BooleanField(default=True)
    team_vote = models.CharField(max_length=10, choices=TEAM_VOTES, default="none")
    resubmission_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    no_quorum = models.CharField(max_length=12, choices=NO_QUORUM, default="repeat")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["body_id", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["body", "version"], name="councils_rules_version"),
            models.UniqueConstraint(fields=["body", "valid_from"], condition=Q(withdrawn_at=None), name="councils_rules_one_per_day"),
            models.CheckConstraint(
                condition=Q(quorum_den__gte=1, majority_den__gte=1, quorum_num__gte=1, majority_num__gte=1),
                name="councils_rules_fractions",
            ),
            models.CheckConstraint(
                condition=Q(quorum_num__lte=F("quorum_den")) & Q(majority_num__lte=F("majority_den")),
                name="councils_rules_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(resident_share_num=None, resident_share_den=None)
                | Q(resident_share_num__gte=1, resident_share_den__gte=F("resident_share_num")),
                name="councils_rules_share",
            ),
            models.CheckConstraint(condition=Q(resident_weight__gte=1, partner_weight__gte=1), name="councils_rules_weights"),
            models.CheckConstraint(condition=~Q(majority_base="members", abstentions="ignored"), name="councils_rules_abstentions"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.valid_from:%d.%m.%Y}"


class SeatQuerySet(models.QuerySet):
    def on(self, day):
        """Seats held on a day."""
        return self.filter(from_on__lte=day).filter(Q(until_on=None) | Q(until_on__gte=day))


class Seat(models.Model):
    """A person's seat in a body, from a day to a day. A substitute's seat points at the seat it stands in for."""

    KIND = "councils.seat"
    KINDS = [("resident", _("Bewohnerin oder Bewohner")), ("partner", _("Einrichtung, Verein oder Betrieb"))]
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=10, choices=KINDS)
    organisation = models.ForeignKey("actors.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as the rules say for this kind
    is_chair = models.BooleanField(default=False)
    is_speaker = models.BooleanField(default=False)
    substitute_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    publishes_name = models.BooleanField(default=False)
    public_name = models.CharField(max_length=120, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="councils_seat_period"),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__gte=1), name="councils_seat_weight"),
            models.CheckConstraint(
                condition=Q(publishes_name=False) | (Q(consent_at__isnull=False) & ~Q(public_name="")),
                name="councils_seat_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def place(self):
        return self.body.place

    @property
    def place_id(self) -> int:
        return self.body.place_id


class Meeting(models.Model):
    """One meeting, or one vote by circulation, which is a meeting where nobody has to be in a room."""

    KIND = "councils.meeting"
    FORMS = [("room", _("vor Ort")), ("hybrid", _("vor Ort und online")), ("online", _("online")), ("circulation", _("im Umlauf"))]
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=20, default="planned")
    form = models.CharField(max_length=12, choices=FORMS, default="room")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # circulation: votes are taken until then
    where = models.CharField(max_length=200, blank=True)
    online_address = models.URLField(max_length=300, blank=True)
    note = models.TextField(blank=True)  # a sentence for the invitation
    current_item = models.ForeignKey("councils.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    guests = models.TextField(blank=True)
    minutes_by = models.CharField(max_length=120, blank=True)
    minutes_note = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    log_head = models.CharField(max_length=128, blank=True)

    thread = None
    thread_id = None

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["place", "starts_at"], name="councils_meeting_when")]
        constraints = [models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="councils_meeting_times")]

    def __str__(self) -> str:
        return f"{self.body}, {self.starts_at:%d.%m.%Y}"

    @property
    def is_circulation(self) -> bool:
        return self.form == "circulation"


class AgendaItem(models.Model):
    """One TOP: a text, or something from any floor that is to be talked about or decided."""

    KIND = "councils.item"
    STATES = [("waiting", _("offen")), ("done", _("erledigt")), ("deferred", _("vertagt")), ("withdrawn", _("zurückgezogen"))]
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    thread = models.ForeignKey("workflow.Thread", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    amount_cents = models.BigIntegerField(null=True, blank=True)
    is_decision = models.BooleanField(default=True)
    presenters = models.CharField(max_length=200, blank=True)
    minutes_text = models.TextField(blank=True)
    responsible = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "order", "id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="councils_item_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="councils_item_about_both",
            ),
            models.UniqueConstraint(fields=["meeting", "about_kind", "about_id"], condition=~Q(about_kind=""), name="councils_item_once"),
            models.CheckConstraint(condition=Q(amount_cents=None) | Q(amount_cents__gt=0), name="councils_item_amount"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self):
        return self.meeting.place

    @property
    def place_id(self) -> int:
        return self.meeting.place_id

    @property
    def subject_key(self) -> tuple[str, int]:
        """What a bias sticks to: the subject, or the item itself when it is only a text."""
        return (self.about_kind, self.about_id) if self.about_kind else (self.KIND, self.pk)


class Attendance(models.Model):
    """From when to when somebody with a seat was there; coming back makes a second row."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    is_online = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], condition=Q(left_at=None), name="councils_present_once"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="councils_attendance_times"),
        ]


class Bias(models.Model):
    """Somebody does not vote on a subject, in this and in every later meeting of the body."""

    SOURCES = [("self", _("selbst erklärt")), ("chair", _("von der Leitung festgestellt")), ("relation", _("am Antrag beteiligt"))]
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="biases")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    source = models.CharField(max_length=10, choices=SOURCES)
    reason = EncryptedTextField(blank=True, null=True)  # for the chair's eyes only
    declared_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="councils_bias_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "about_kind", "about_id"], condition=Q(lifted_at=None), name="councils_bias_once"
            )
        ]


class Vote(models.Model):
    """One vote on one agenda item. What it was counted by is frozen here when it closes."""

    KIND = "councils.vote"
    MODES = [("phones", _("jede und jeder am Telefon")), ("hands", _("mit Handzeichen"))]
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    rules = models.ForeignKey(RulesOfProcedure, on_delete=models.PROTECT, related_name="votes")
    state = models.CharField(max_length=12, default="open")
    mode = models.CharField(max_length=8, choices=MODES, default="phones")
    is_straw_poll = models.BooleanField(default=False)
    amount_cents = models.BigIntegerField(null=True, blank=True)  # the amount that is voted on; None: no money
    conditions = models.TextField(blank=True)  # what a yes would be bound to, said before the vote
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hands = models.JSONField(default=dict, blank=True)  # {"weight": {"yes": heads, …}}
    tally = models.JSONField(default=dict, blank=True)  # {"yes": votes, …}, frozen
    numbers = models.JSONField(default=dict, blank=True)  # rules.Numbers, frozen
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    needed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="councils_one_open_vote"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False, needed__isnull=False), name="councils_vote_frozen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}"

    @property
    def body(self) -> Body:
        return self.item.meeting.body


class Ballot(models.Model):
    """What one seat says in one vote. Changing one's mind changes this row; there is never a second."""

    CHOICES = [
        ("yes", _("Ja")),
        ("no", _("Nein")),
        ("less", _("Ja, aber weniger")),
        ("conditions", _("Ja, mit Auflage")),
        ("defer", _("Vertagen")),
        ("abstain", _("Enthaltung")),
    ]
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")  # the seat that counts, not its substitute's
    choice = models.CharField(max_length=12, choices=CHOICES)
    cast_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["vote_id", "seat_id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="councils_one_ballot"),
            models.CheckConstraint(
                condition=Q(choice__in=["yes", "no", "less", "conditions", "defer", "abstain"]), name="councils_ballot_choice"
            ),
        ]


class Resolution(models.Model):
    """What a body has decided. Handed to the subject; the counts stay as they were."""

    KIND = "councils.resolution"
    RESULTS = [("yes", _("Ja")), ("changed", _("Ja, geändert")), ("deferred", _("vertagt")), ("no", _("Nein"))]
    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("workflow.Thread", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="in_force")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="resolution")
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=RESULTS)
    yes = models.PositiveSmallIntegerField()  # every kind of yes, in votes
    no = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    members = models.PositiveSmallIntegerField()
    excluded = models.PositiveSmallIntegerField()
    amount_cents = models.BigIntegerField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # what the body says when it refuses or defers
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="councils_resolution_about")]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_result_display()}"

    @property
    def is_yes(self) -> bool:
        """The body wants it, as asked or changed."""
        return self.result in ("yes", "changed")
