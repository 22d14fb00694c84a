"""What is said about one event."""

from datetime import date, time, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import queries as actors
from quartier.community.events import models, queries, recurrence
from quartier.ground.acts import clock
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms


class EventForm(ui.Form):
    """All that a person needs to know before she goes there."""

    title = forms.CharField(label=gettext_lazy("Was findet statt?"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Worum geht es, wer ist eingeladen?"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    day = fields.DateField(label=gettext_lazy("An welchem Tag?"), help_text=gettext_lazy("Zum Beispiel 12. 12. 2026"))
    last_day = fields.DateField(
        label=gettext_lazy("Letzter Tag"), required=False, help_text=gettext_lazy("Nur wenn es über mehrere Tage geht")
    )
    is_all_day = forms.BooleanField(label=gettext_lazy("Den ganzen Tag"), required=False)
    begins = fields.TimeField(
        label=gettext_lazy("Beginn"),
        help_text=gettext_lazy("Zum Beispiel 18 oder 18:30"),
        error_messages={
            "required": gettext_lazy("Bitte den Beginn eintragen, zum Beispiel 18 oder 18:30, oder „Den ganzen Tag“ ankreuzen.")
        },
    )
    ends = fields.TimeField(label=gettext_lazy("Ende"), required=False)
    attendance = forms.ChoiceField(
        label=gettext_lazy("Wie nimmt man teil?"), choices=models.Attendance.choices, widget=forms.RadioSelect, initial="vor-ort"
    )
    where = forms.CharField(
        label=gettext_lazy("Wo?"),
        max_length=160,
        help_text=gettext_lazy("So, dass man hinfindet: Haus, Straße, Nummer. Findet es nur online statt, bleibt das leer."),
    )
    link = forms.URLField(
        label=gettext_lazy("Adresse im Netz"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Nur wenn man online teilnimmt; steht öffentlich"),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Wer lädt ein?"), queryset=None, required=False, empty_label=gettext_lazy("steht nicht in der Liste")
    )
    organiser = forms.CharField(label=gettext_lazy("Wer lädt ein, wenn es nicht in der Liste steht?"), max_length=160, required=False)
    contact = forms.CharField(
        label=gettext_lazy("Fragen an"), max_length=200, required=False, help_text=gettext_lazy("Telefon oder E-Mail; steht öffentlich")
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Handlungsfeld"), choices=[("", gettext_lazy("keines davon")), *models.Topic.choices], required=False
    )
    audience = forms.ChoiceField(label=gettext_lazy("Für wen vor allem?"), choices=models.Audience.choices, initial="alle")
    age_from = fields.NumberField(label=gettext_lazy("Ab welchem Alter?"), required=False, most=120)
    age_to = fields.NumberField(label=gettext_lazy("Bis zu welchem Alter?"), required=False, most=120)
    price = forms.ChoiceField(
        label=gettext_lazy("Kostet es etwas?"),
        choices=[
            ("free", gettext_lazy("kostenlos")),
            ("costs", gettext_lazy("es kostet etwas")),
            ("open", gettext_lazy("steht noch nicht fest")),
        ],
        widget=forms.RadioSelect,
        initial="free",
    )
    costs = forms.CharField(
        label=gettext_lazy("Was kostet es?"), max_length=160, required=False, help_text=gettext_lazy("Zum Beispiel: 3 €, Kinder frei")
    )
    is_step_free = forms.BooleanField(label=gettext_lazy("stufenlos erreichbar"), required=False)
    has_childcare = forms.BooleanField(label=gettext_lazy("mit Kinderbetreuung"), required=False)
    has_interpreting = forms.BooleanField(label=gettext_lazy("mit Dolmetschen"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Welche Sprachen werden gesprochen?"),
        choices=models.Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_booking = forms.BooleanField(
        label=gettext_lazy("mit Anmeldung"),
        required=False,
        help_text=gettext_lazy("Wer kommen will, meldet sich auf der Seite des Termins an, ohne Konto."),
    )
    seats = fields.NumberField(
        label=gettext_lazy("Wie viele Plätze?"), required=False, least=1, most=10_000, help_text=gettext_lazy("Leer: so viele kommen")
    )
    party = fields.NumberField(label=gettext_lazy("Wie viele Plätze darf eine Person nehmen?"), least=1, most=50, initial=4, required=False)
    source = forms.CharField(
        label=gettext_lazy("Quelle"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Nur für vergangene Termine im Archiv: Woher ist er bekannt?"),
    )

    def __init__(self, *args, place, event=None, **kwargs):
        if event is not None:
            kwargs.setdefault("initial", {}).update(initial_of(event))
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["begins"].required = not self.data.get("is_all_day")
        self.fields["where"].required = self.data.get("attendance") != models.Attendance.ONLINE
        self.fields["organisation"].queryset = actors.desk_organisations(place)

    def clean(self):
        data = super().clean()
        self._check_organiser(data)
        self._check_costs(data)
        self._check_online(data)
        self._check_booking(data)
        data["languages"] = joined(data.get("languages", ()))
        if "day" in data and "last_day" in data:
            self._check_days(data)
            self._check_times(data)
            self._check_span(data)
        return data

    def _check_organiser(self, data):
        if data.get("organisation") and data.get("organiser"):
            self.add_error("organiser", _("Bitte nur eins von beiden: aus der Liste wählen oder hier schreiben."))

    def _check_costs(self, data):
        if "costs" in self.errors or "price" in self.errors:
            return
        data["is_free"] = {"free": True, "costs": False, "open": None}[data["price"]]
        if data["is_free"] is False and not data["costs"]:
            self.add_error("costs", _("Bitte den Preis eintragen, zum Beispiel 3 €."))
        if data["is_free"] is not False and data["costs"]:
            self.add_error("costs", _("Hier steht ein Preis. Bitte darüber „es kostet etwas“ wählen oder dieses Feld leeren."))

    def _check_online(self, data):
        if data.get("attendance") == models.Attendance.ONSITE and data.get("link"):
            self.add_error("link", _("Hier steht eine Adresse im Netz. Bitte darüber „online“ wählen oder dieses Feld leeren."))
        if data.get("age_from") and data.get("age_to") and data["age_to"] < data["age_from"]:
            self.add_error("age_to", _("Das ist jünger als das Alter davor. Bitte die beiden Zahlen prüfen."))

    def _check_booking(self, data):
        data["party"] = data.get("party") or 4
        if data.get("seats") and not data.get("needs_booking"):
            self.add_error("seats", _("Hier stehen Plätze. Bitte darüber „mit Anmeldung“ ankreuzen oder dieses Feld leeren."))

    def _check_days(self, data):
        first, last = data["day"], data["last_day"]
        if last and last < first:
            self.add_error("last_day", _("Der letzte Tag liegt vor dem ersten. Bitte das Datum prüfen."))
        if last and last > first + timedelta(days=366):
            self.add_error("last_day", _("Das ist länger als ein Jahr. Bitte das Datum prüfen."))
        if not self._is_unchanged(first) and (last or first) < clock.today() and not data.get("source"):
            self.add_error(
                "day", _("Der Tag ist schon vorbei. Bitte einen späteren Tag wählen oder unten die Quelle für das Archiv nennen.")
            )

    def _is_unchanged(self, day) -> bool:
        return self.event is not None and clock_day(self.event.starts_at) == day

    def _check_times(self, data):
        if data.get("is_all_day") and (data.get("begins") or data.get("ends")):
            self.add_error("begins", _("Den ganzen Tag oder zu einer Uhrzeit? Bitte das Häkchen wegnehmen oder die Zeiten leeren."))

    def _check_span(self, data):
        if self.errors.keys() & {"day", "last_day", "begins", "ends"}:
            return
        data.update(span_of(data["day"], data["last_day"], data.get("begins"), data.get("ends")))
        data["days"] = ((data["last_day"] or data["day"]) - data["day"]).days
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", _("Das Ende liegt vor dem Beginn. Geht es über Mitternacht? Dann bitte den letzten Tag eintragen."))

    @property
    def words(self) -> dict:
        """What `actions.create` and `actions.change` want."""
        known = (*models.DETAILS, "starts_at", "ends_at", "has_end", "is_all_day")
        return {name: value for name, value in self.cleaned_data.items() if name in known}


def span_of(day: date, last_day: date | None, begins: time | None, ends: time | None) -> dict:
    """Beginning and end as moments. Without times: whole days; without an end: two hours are assumed and not shown."""
    times = recurrence.Times(begins, ends if begins else None, max((last_day - day).days, 0) if last_day else 0)
    starts_at, ends_at, has_end = times.on(day)
    if begins and ends and not times.days and ends <= begins:
        ends_at = clock.in_berlin(day, ends)
    return {"starts_at": starts_at, "ends_at": ends_at, "has_end": has_end}


def joined(codes) -> str:
    """Codes of languages as they are kept: one of them can be looked for between commas."""
    return f",{','.join(codes)}," if codes else ""


def clock_day(moment) -> date:
    """The day of a moment in Berlin."""
    return moment.astimezone(clock.BERLIN).date()


def initial_of(event: models.Event) -> dict:
    """What stands in the form when an event is changed."""
    words = {name: getattr(event, name) for name in (*models.DETAIL_COLUMNS, "is_all_day")}
    starts, ends = (moment.astimezone(clock.BERLIN) for moment in (event.starts_at, event.ends_at))
    last_day = queries.last_day(event)
    timed = not event.is_all_day
    return {
        **words,
        "organisation": event.organisation_id,
        "languages": event.language_codes,
        "price": {True: "free", False: "costs", None: "open"}[event.is_free],
        "day": starts.date(),
        "last_day": last_day if last_day != starts.date() else None,
        "begins": starts.time() if timed else None,
        "ends": ends.time() if timed and event.has_end else None,
    }


class CancelForm(step_forms.StepForm):
    """Why an event is called off; people read it."""

    reason = forms.CharField(
        label=gettext_lazy("Warum fällt der Termin aus?"),
        max_length=300,
        help_text=gettext_lazy("Ein Satz. Er steht öffentlich beim Termin, im Kalender bleibt der Termin durchgestrichen."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen, zum Beispiel: Die Referentin ist krank.")},
    )


class RefuseForm(step_forms.StepForm):
    """Why an event that was handed in does not come into the calendar; whoever sent it reads this."""

    reason = forms.CharField(
        label=gettext_lazy("Warum kommt der Termin nicht in den Kalender?"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Die Person bekommt diesen Satz per E-Mail."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen, zum Beispiel: Der Termin ist nicht im Quartier.")},
    )
