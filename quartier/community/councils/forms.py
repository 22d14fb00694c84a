"""Input of the councils → clean values; saves nothing."""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from quartier.community.actors import queries as actors
from quartier.community.councils import counting, models, queries, templates_of_rules
from quartier.ground.acts import clock
from quartier.ground.files import forms as files
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms

WORDS = {"die hälfte": (1, 2), "hälfte": (1, 2), "alle": (1, 1), "zwei drittel": (2, 3), "ein drittel": (1, 3), "drei viertel": (3, 4)}
FRACTION = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
PERCENT = re.compile(r"(\d{1,3})\s*%")


class FractionField(forms.CharField):
    """A share as people write it: 2/3, 50 %, die Hälfte, alle. Clean value: (numerator, denominator)."""

    default_error_messages = {
        "required": lazy("Bitte einen Anteil eintragen, zum Beispiel 1/2 oder 2/3."),
        "invalid": lazy("Bitte den Anteil so schreiben: 1/2, 2/3 oder 51 %."),
        "too_much": lazy("Mehr als alle geht nicht. Bitte höchstens 1/1 eintragen."),
    }

    def prepare_value(self, value):
        return f"{value[0]}/{value[1]}" if isinstance(value, tuple | list) else value

    def to_python(self, value):
        text = super().to_python(value).replace("\N{NO-BREAK SPACE}", " ").strip().lower()
        if not text:
            return None
        if found := WORDS.get(text):
            return found
        share = self._share(text)
        if share is None or 0 in share:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if share[0] > share[1]:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        return share

    @staticmethod
    def _share(text):
        if match := FRACTION.fullmatch(text):
            return int(match[1]), int(match[2])
        if match := PERCENT.fullmatch(text):
            return int(match[1]), 100
        return None


STRICT = [("1", lazy("mehr als dieser Anteil")), ("0", lazy("mindestens dieser Anteil"))]


def strict_field():
    """ "More than" or "at least"; clean value: bool."""
    return forms.TypedChoiceField(label=lazy("Gemeint ist"), choices=STRICT, coerce=lambda value: value == "1", initial="1")


class BodyForm(ui.Form):
    """A new body."""

    kind = forms.ChoiceField(label=lazy("Was für ein Gremium?"), choices=models.Body.KINDS)
    name = forms.CharField(label=lazy("Wie heißt es?"), max_length=120, help_text=lazy("Zum Beispiel Aktionsfondsjury"))
    purpose = forms.CharField(
        label=lazy("Was macht es?"),
        max_length=1500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=lazy("Zwei Sätze. Sie stehen öffentlich."),
    )
    meets = forms.CharField(
        label=lazy("Wann trifft es sich?"), max_length=200, required=False, help_text=lazy("Zum Beispiel: jeden ersten Dienstag, 18:30 Uhr")
    )
    from_on = fields.DateField(label=lazy("Seit wann gibt es das Gremium?"))
    template = forms.ChoiceField(
        label=lazy("Geschäftsordnung am Anfang"), help_text=lazy("Eine Vorlage. Jede Einzelheit können Sie danach ändern.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = dict(models.Body.KINDS)
        self.fields["template"].choices = [(str(kinds[kind]), templates_of_rules.for_kind(kind)) for kind in kinds]

    def clean(self):
        data = super().clean()
        fitting = dict(templates_of_rules.for_kind(data.get("kind", "")))
        if data.get("template") and data.get("kind") and data["template"] not in fitting:
            self.add_error("template", _("Diese Vorlage ist für eine andere Art von Gremium. Bitte eine passende wählen."))
        return data


class BodyWordsForm(ui.Form):
    """How a body is called and described."""

    name = forms.CharField(label=lazy("Wie heißt es?"), max_length=120)
    purpose = forms.CharField(label=lazy("Was macht es?"), max_length=1500, required=False, widget=forms.Textarea({"rows": 3}))
    meets = forms.CharField(label=lazy("Wann trifft es sich?"), max_length=200, required=False)


class EndBodyForm(ui.Form):
    """The last day of a body."""

    until_on = fields.DateField(label=lazy("Letzter Tag"))
    reason = step_forms.reason_field(False)


class RulesForm(ui.Form):
    """A whole version of rules of procedure; `values` are fields of the model."""

    valid_from = fields.DateField(label=lazy("Gilt ab"), help_text=lazy("Bis zum Tag davor gelten die bisherigen Regeln."))
    note = forms.CharField(
        label=lazy("Wer hat das beschlossen?"),
        max_length=300,
        required=False,
        help_text=lazy("Zum Beispiel: Quartiersrat am 3. November 2026"),
    )
    seats = fields.NumberField(label=lazy("Vorgesehene Sitze"), least=1, most=200)
    size_min = fields.NumberField(label=lazy("Davon mindestens besetzt"), least=1, most=200)
    min_age = fields.NumberField(label=lazy("Mindestalter"), least=6, most=30)
    term_years = fields.NumberField(label=lazy("Amtszeit in Jahren"), least=1, most=20)
    quorum = FractionField(label=lazy("Beschlussfähig: welcher Anteil muss da sein?"), help_text=lazy("1/2, 2/3 oder 51 %"))
    quorum_strict = strict_field()
    quorum_base = forms.ChoiceField(label=lazy("Anteil wovon?"), choices=models.RulesOfProcedure.QUORUM_BASES)
    quorum_counts_biased = forms.BooleanField(label=lazy("Befangene zählen bei der Beschlussfähigkeit mit"), required=False)
    no_quorum = forms.ChoiceField(label=lazy("Was folgt, wenn nicht genug da sind?"), choices=models.RulesOfProcedure.NO_QUORUM)
    majority = FractionField(label=lazy("Mehrheit: welcher Anteil muss Ja sagen?"), help_text=lazy("1/2, 2/3 oder alle"))
    majority_strict = strict_field()
    majority_base = forms.ChoiceField(label=lazy("Anteil wovon?"), choices=models.RulesOfProcedure.MAJORITY_BASES)
    rounding = forms.ChoiceField(label=lazy("Krumme Zahlen"), choices=models.RulesOfProcedure.ROUNDINGS)
    abstentions = forms.ChoiceField(label=lazy("Eine Enthaltung …"), choices=models.RulesOfProcedure.ABSTENTIONS)
    options = forms.MultipleChoiceField(
        label=lazy("Außer Ja, Nein und Enthaltung ist möglich"),
        choices=models.RulesOfProcedure.OPTIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bias_rule = forms.ChoiceField(label=lazy("Wer befangen ist …"), choices=models.RulesOfProcedure.BIAS_RULES)
    resident_weight = fields.NumberField(label=lazy("Stimmen je Sitz der Bewohnerschaft"), least=1, most=9)
    partner_weight = fields.NumberField(label=lazy("Stimmen je Sitz einer Einrichtung"), least=1, most=9)
    resident_share = FractionField(
        label=lazy("Anteil der Bewohnerschaft, unter dem gewarnt wird"),
        required=False,
        help_text=lazy("Leer: keine Warnung. Sie hält keine Abstimmung auf."),
    )
    resident_share_strict = strict_field()
    team_vote = forms.ChoiceField(label=lazy("Das Team hat …"), choices=models.RulesOfProcedure.TEAM_VOTES)
    invitation_days = fields.NumberField(label=lazy("Einladung spätestens so viele Tage vorher"), least=0, most=60)
    presentation_from = fields.MoneyField(
        label=lazy("Vorstellung nötig ab"), required=False, help_text=lazy("Leer: nie. 0: immer."), least=0
    )
    online_allowed = forms.BooleanField(label=lazy("Online-Teilnahme ist erlaubt"), required=False)
    circulation_allowed = forms.BooleanField(label=lazy("Abstimmung im Umlauf ist erlaubt"), required=False)
    circulation_days = fields.NumberField(label=lazy("Frist im Umlauf in Tagen"), least=1, most=60)
    resubmission_limit = fields.NumberField(
        label=lazy("So oft darf ein abgelehnter Antrag wiederkommen"),
        required=False,
        least=0,
        most=20,
        help_text=lazy("Leer: beliebig oft"),
    )
    sessions_public = forms.BooleanField(label=lazy("Gäste sind willkommen"), required=False)
    agenda_public = forms.BooleanField(label=lazy("Die Themen stehen vorher im Netz"), required=False)
    results_public = forms.ChoiceField(label=lazy("Im Netz steht"), choices=models.RulesOfProcedure.RESULTS_PUBLIC)
    counts_public = forms.BooleanField(label=lazy("mit Stimmenzahl"), required=False)

    GROUPS = [
        (lazy("Ab wann und von wem"), "valid_from note"),
        (
            lazy("Wer dazugehört"),
            "seats size_min min_age term_years resident_weight partner_weight resident_share resident_share_strict team_vote",
        ),
        (lazy("Ab wann beschlossen werden kann"), "quorum quorum_strict quorum_base quorum_counts_biased no_quorum"),
        (lazy("Wann ein Ja ein Ja ist"), "majority majority_strict majority_base rounding abstentions options bias_rule"),
        (
            lazy("Wie eingeladen und abgestimmt wird"),
            "invitation_days presentation_from online_allowed circulation_allowed circulation_days resubmission_limit",
        ),
        (lazy("Was öffentlich ist"), "sessions_public agenda_public results_public counts_public"),
    ]
    SHARES = ("quorum", "majority", "resident_share")

    @classmethod
    def initial_of(cls, version) -> dict:
        """What the form starts from: an existing version, or the values of a template."""
        value = version.get if isinstance(version, dict) else lambda name, default=None: getattr(version, name, default)
        plain = {name: value(name) for name in cls.base_fields if value(name) is not None}
        for share in cls.SHARES:
            if value(f"{share}_num"):
                plain[share] = (value(f"{share}_num"), value(f"{share}_den"))
        for name in ("quorum_strict", "majority_strict", "resident_share_strict"):
            plain[name] = "0" if value(name) is False else "1"
        plain["presentation_from"] = value("presentation_from_cents")
        plain.pop("valid_from", None)
        plain.pop("note", None)
        return plain

    @property
    def groups(self):
        """(heading, bound fields) for the page."""
        return [(heading, [self[name] for name in names.split()]) for heading, names in self.GROUPS]

    def clean(self):
        data = super().clean()
        self._check_sizes(data)
        self._check_shares(data)
        return data

    def _check_sizes(self, data):
        if data.get("seats") and data.get("size_min") and data["size_min"] > data["seats"]:
            self.add_error("size_min", _("Das sind mehr als die vorgesehenen Sitze. Bitte eine kleinere Zahl eintragen."))

    def _check_shares(self, data):
        for share in ("quorum", "majority"):
            found = data.get(share)
            if found and found[0] == found[1] and data.get(f"{share}_strict"):
                self.add_error(f"{share}_strict", _("Mehr als alle geht nicht. Bitte „mindestens“ wählen."))
        if data.get("majority_base") == "members" and data.get("abstentions") == "ignored":
            self.add_error("abstentions", _("Wenn alle Mitglieder die Grundlage sind, wirkt eine Enthaltung immer wie ein Nein."))

    @property
    def values(self) -> dict:
        """The fields of the model."""
        data = dict(self.cleaned_data)
        for share in self.SHARES:
            data[f"{share}_num"], data[f"{share}_den"] = data.pop(share) or (None, None)
        data["presentation_from_cents"] = data.pop("presentation_from")
        data.pop("valid_from")
        data.pop("note")
        return data

    @property
    def preview(self):
        """The rules as they would be, not saved; for words and worked examples."""
        return models.RulesOfProcedure(**self.values)


class SeatForm(ui.Form):
    """A person and her seat. An address finds the person if she is known already."""

    name = forms.CharField(label=lazy("Vor- und Nachname"), max_length=200)
    email = forms.EmailField(
        label=lazy("E-Mail-Adresse"),
        required=False,
        help_text=lazy("Ohne Adresse schicken wir Briefe. Abstimmen geht dann bei der Leitung."),
    )
    phone = forms.CharField(label=lazy("Telefon"), required=False, max_length=40)
    kind = forms.ChoiceField(label=lazy("Sitz für"), choices=models.Seat.KINDS, widget=forms.RadioSelect, initial="resident")
    organisation = forms.ModelChoiceField(label=lazy("Einrichtung"), queryset=None, required=False, empty_label=lazy("keine"))
    substitute_for = forms.ModelChoiceField(
        label=lazy("Vertretung für"),
        queryset=None,
        required=False,
        empty_label=lazy("eigener Sitz"),
        help_text=lazy("Eine Vertretung stimmt, wenn die andere Person nicht da ist."),
    )
    weight = fields.NumberField(
        label=lazy("Eigene Stimmenzahl"), required=False, least=1, most=9, help_text=lazy("Leer: wie in der Geschäftsordnung")
    )
    is_chair = forms.BooleanField(label=lazy("leitet die Sitzungen"), required=False)
    is_speaker = forms.BooleanField(label=lazy("spricht für das Gremium"), required=False)
    from_on = fields.DateField(label=lazy("Erster Tag"))
    until_on = fields.DateField(label=lazy("Letzter Tag"), required=False, help_text=lazy("Leer: bis auf Weiteres"))

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = actors.desk_organisations(body.place)
        self.fields["substitute_for"].queryset = body.seats.on(clock.today()).filter(substitute_for=None).select_related("person")

    def clean(self):
        data = super().clean()
        if data.get("kind") == "partner" and not data.get("organisation") and not data.get("substitute_for"):
            self.add_error("organisation", _("Bitte die Einrichtung wählen, für die dieser Sitz ist."))
        if data.get("until_on") and data.get("from_on") and data["until_on"] < data["from_on"]:
            self.add_error("until_on", _("Das Ende liegt vor dem Anfang. Bitte den Tag prüfen."))
        return data


class SeatChangeForm(ui.Form):
    """What may change about a seat."""

    organisation = forms.ModelChoiceField(label=lazy("Einrichtung"), queryset=None, required=False, empty_label=lazy("keine"))
    weight = fields.NumberField(
        label=lazy("Eigene Stimmenzahl"), required=False, least=1, most=9, help_text=lazy("Leer: wie in der Geschäftsordnung")
    )
    is_chair = forms.BooleanField(label=lazy("leitet die Sitzungen"), required=False)
    is_speaker = forms.BooleanField(label=lazy("spricht für das Gremium"), required=False)

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = actors.desk_organisations(body.place)


class EndSeatForm(ui.Form):
    """The last day of a seat."""

    until_on = fields.DateField(label=lazy("Letzter Tag"), help_text=lazy("Er zählt noch mit."))
    reason = forms.CharField(
        label=lazy("Grund"), required=False, max_length=200, help_text=lazy("Zum Beispiel: weggezogen. Steht nur in der Akte.")
    )


class ConsentForm(ui.Form):
    """Whether the person's name stands on the body's page."""

    publishes = forms.TypedChoiceField(
        label=lazy("Dürfen alle lesen, dass Sie in diesem Gremium sind?"),
        choices=[("1", lazy("Ja, unter diesem Namen")), ("0", lazy("Nein, mein Name steht nicht im Netz"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    public_name = forms.CharField(
        label=lazy("So soll der Name dastehen"),
        required=False,
        max_length=120,
        help_text=lazy("Zum Beispiel nur der Vorname und der Anfang des Nachnamens"),
    )


class MeetingForm(ui.Form):
    """When, where, how."""

    form = forms.ChoiceField(label=lazy("Wie?"), choices=models.Meeting.FORMS, widget=forms.RadioSelect, initial="room")
    starts_on = fields.DateField(label=lazy("An welchem Tag?"), help_text=lazy("Im Umlauf: der Tag, ab dem abgestimmt wird"))
    starts_time = fields.TimeField(label=lazy("Um wie viel Uhr?"), help_text=lazy("Zum Beispiel 18 oder 18:30"))
    ends_on = fields.DateField(label=lazy("Letzter Tag"), required=False, help_text=lazy("Nur im Umlauf: bis wann abgestimmt wird"))
    ends_time = fields.TimeField(label=lazy("Ende"), required=False, help_text=lazy("Im Umlauf ohne Angabe 23:59 Uhr"))
    where = forms.CharField(
        label=lazy("Wo?"), required=False, max_length=200, help_text=lazy("So, dass man hinfindet: Haus, Straße, Nummer")
    )
    online_address = forms.URLField(label=lazy("Adresse der Videokonferenz"), required=False, max_length=300, assume_scheme="https")
    note = forms.CharField(
        label=lazy("Ein Satz zur Einladung"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=lazy("Zum Beispiel: Wir kochen. Kinder sind willkommen."),
    )

    @staticmethod
    def initial_of(meeting) -> dict:
        """The form filled with a meeting."""
        words = {name: getattr(meeting, name) for name in ("form", "where", "online_address", "note")}
        start, end = meeting.starts_at.astimezone(clock.BERLIN), meeting.ends_at and meeting.ends_at.astimezone(clock.BERLIN)
        words |= {"starts_on": start.date(), "starts_time": start.time()}
        return words | ({"ends_on": end.date(), "ends_time": end.time()} if end else {})

    def clean(self):
        data = super().clean()
        if data.get("form") in ("room", "hybrid") and not data.get("where"):
            self.add_error("where", _("Bitte den Ort eintragen."))
        if data.get("form") in ("online", "hybrid") and not data.get("online_address") and "online_address" not in self.errors:
            self.add_error("online_address", _("Bitte die Adresse der Videokonferenz eintragen."))
        if data.get("form") == "circulation" and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _("Bitte den letzten Tag eintragen."))
        self._check_end(data)
        return data

    def _check_end(self, data):
        start, end = self._start(data), self._end(data)
        if start and end and end <= start:
            self.add_error("ends_time" if not data.get("ends_on") else "ends_on", _("Das Ende liegt vor dem Anfang. Bitte prüfen."))

    @staticmethod
    def _start(data):
        if data.get("starts_on") and data.get("starts_time") is not None:
            return datetime.combine(data["starts_on"], data["starts_time"], tzinfo=clock.BERLIN)
        return None

    @staticmethod
    def _end(data):
        day = data.get("ends_on") or data.get("starts_on")
        if data.get("form") == "circulation" and data.get("ends_on"):
            time = data.get("ends_time") or datetime.max.time().replace(hour=23, minute=59, second=0, microsecond=0)
            return datetime.combine(data["ends_on"], time, tzinfo=clock.BERLIN)
        if day and data.get("ends_time") is not None:
            return datetime.combine(day, data["ends_time"], tzinfo=clock.BERLIN)
        return None

    @property
    def words(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        words = {name: data[name] for name in ("form", "where", "online_address", "note")}
        return words | {"starts_at": self._start(data), "ends_at": self._end(data)}


class ItemForm(ui.Form):
    """A point of the agenda that is only words."""

    title = forms.CharField(label=lazy("Worum geht es?"), max_length=200)
    text = forms.CharField(label=lazy("In zwei Sätzen"), required=False, max_length=3000, widget=forms.Textarea({"rows": 3}))
    amount_cents = fields.MoneyField(label=lazy("Summe"), required=False, least=1)
    presenters = forms.CharField(label=lazy("Wer stellt vor?"), required=False, max_length=200)
    is_decision = forms.BooleanField(label=lazy("Darüber wird abgestimmt"), required=False, initial=True)


class PaperForm(ui.Form):
    """A paper for the members."""

    file = files.UploadField(label=lazy("Unterlage"), help_text=lazy("Ein PDF oder ein Bild. Mitglieder können es lesen, sonst niemand."))


class VoteForm(ui.Form):
    """How a vote is held."""

    mode = forms.ChoiceField(label=lazy("Wie wird abgestimmt?"), choices=models.Vote.MODES, widget=forms.RadioSelect, initial="phones")
    is_straw_poll = forms.BooleanField(label=lazy("nur ein Meinungsbild, kein Beschluss"), required=False)
    amount_cents = fields.MoneyField(
        label=lazy("Abgestimmt wird über"),
        required=False,
        least=1,
        help_text=lazy("Nur ändern, wenn vorher über weniger Geld gesprochen wurde."),
    )
    conditions = forms.CharField(label=lazy("mit der Auflage"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    presenters = forms.CharField(label=lazy("Wer hat vorgestellt?"), required=False, max_length=200)

    def __init__(self, *args, item, body_rules, **kwargs):
        super().__init__(*args, **kwargs)
        if item.amount_cents is None:
            del self.fields["amount_cents"]
        if "conditions" not in body_rules.options:
            del self.fields["conditions"]


class HandsForm(ui.Form):
    """Raised hands per choice, and per weight where seats weigh differently."""

    def __init__(self, *args, room, vote, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = room.entitled_by_weight()
        labels = dict(models.Ballot.CHOICES)
        for votes in self.groups:
            for choice in counting.choices(vote.rules):
                suffix = f" ({_('je %(n)s Stimmen') % {'n': votes}})" if len(self.groups) > 1 else ""
                self.fields[f"{choice}-{votes}"] = fields.NumberField(
                    label=f"{labels[choice]}{suffix}", required=False, least=0, most=200, initial=vote.hands.get(votes, {}).get(choice, "")
                )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        sentence = counting.why_not_these_hands(self.hands, self.groups)
        if sentence:
            raise ValidationError(sentence)
        return data

    @property
    def hands(self) -> dict:
        """{"weight": {"yes": heads}} without the empty ones."""
        found: dict[str, dict] = {}
        for name, heads in self.cleaned_data.items():
            choice, _dash, votes = name.partition("-")
            found.setdefault(votes, {})[choice] = heads or 0
        return found


class CloseForm(ui.Form):
    """What a yes to less or with a condition needs, or why it is a no. Fields that do not matter are left out."""

    amount_cents = fields.MoneyField(label=lazy("Betrag, auf den sich das Gremium einigt"), required=False)
    conditions = forms.CharField(label=lazy("Auflage"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    reason = forms.CharField(
        label=lazy("Begründung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=lazy("Sie steht im Schreiben an die Antragstellenden."),
    )

    def __init__(self, *args, result, vote, **kwargs):
        super().__init__(*args, **kwargs)
        if result != "changed" or vote.amount_cents is None:
            del self.fields["amount_cents"]
        if result != "changed":
            del self.fields["conditions"]
        if result not in ("no", "deferred"):
            del self.fields["reason"]


class BiasForm(ui.Form):
    """The reason is free; only the chair reads it."""

    reason = forms.CharField(
        label=lazy("Warum?"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=lazy("Sie müssen nichts schreiben. Lesen kann es nur, wer die Sitzung leitet."),
    )


class ReasonForm(ui.Form):
    """A step that needs its reason."""

    reason = step_forms.reason_field(False)


class ChairBiasForm(ui.Form):
    """The chair states that somebody is involved."""

    seat = forms.ModelChoiceField(label=lazy("Wer ist beteiligt?"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    reason = forms.CharField(label=lazy("Warum?"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = item.meeting
        self.fields["seat"].queryset = queries.seats_on(meeting.body, queries.day_of(meeting)).exclude(
            person_id__in=queries.biased_ids(meeting.body, item)
        )


class MinutesForm(ui.Form):
    """What only people know about an evening; counts and names come from the meeting itself."""

    minutes_by = forms.CharField(label=lazy("Wer schreibt das Protokoll?"), max_length=120)
    guests = forms.CharField(
        label=lazy("Gäste, Bezirk, Senat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=lazy("Nur im internen Protokoll"),
    )
    note = forms.CharField(label=lazy("Allgemeines"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))

    PARTS = ("presenters", "minutes_text", "responsible", "due_on")

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            for name, field in self._fields_of().items():
                field.initial = getattr(item, name)
                self.fields[f"{name}-{item.pk}"] = field

    @staticmethod
    def _fields_of() -> dict:
        return {
            "presenters": forms.CharField(label=_("Vorgestellt von"), required=False, max_length=200),
            "minutes_text": forms.CharField(
                label=_("Was wurde gesagt?"), required=False, max_length=6000, widget=forms.Textarea({"rows": 3})
            ),
            "responsible": forms.CharField(label=_("Wer kümmert sich?"), required=False, max_length=120),
            "due_on": fields.DateField(label=_("Bis wann?"), required=False),
        }

    @property
    def parts(self):
        """(item, its bound fields) for the page."""
        return [(item, [self[f"{name}-{item.pk}"] for name in self.PARTS]) for item in self.items]

    @property
    def words(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        items = {item.pk: {name: data[f"{name}-{item.pk}"] for name in self.PARTS} for item in self.items}
        return {"note": data["note"], "guests": data["guests"], "minutes_by": data["minutes_by"], "items": items}
