"""What comes again: the same questions as for one event, and how often, until when, except when."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.events import models, recurrence, words
from quartier.community.events.forms import events
from quartier.ground.acts import clock
from quartier.ground.ui import fields, german
from quartier.ground.workflow import forms as step_forms

CUSTOM = "custom"
REPEATS = [
    ("weekly", gettext_lazy("jede Woche")),
    ("fortnightly", gettext_lazy("alle zwei Wochen")),
    ("monthly_weekday", gettext_lazy("jeden Monat am gleichen Wochentag (zum Beispiel am zweiten Donnerstag)")),
    ("monthly_last", gettext_lazy("jeden Monat am letzten dieser Wochentage (zum Beispiel am letzten Freitag)")),
    ("monthly_day", gettext_lazy("jeden Monat am gleichen Tag (zum Beispiel am 12.)")),
    ("daily", gettext_lazy("jeden Tag")),
    ("yearly", gettext_lazy("jedes Jahr")),
]
SHOWN = 10  # dates of the preview


class DeviationRow(forms.Form):
    """One day that is otherwise."""

    on = fields.DateField(label=gettext_lazy("Welcher Tag?"))
    kind = forms.ChoiceField(label=gettext_lazy("Was ist dann?"), choices=models.Deviation.KINDS, initial="out")
    to_on = fields.DateField(label=gettext_lazy("Neuer Tag"), required=False)
    begins = fields.TimeField(label=gettext_lazy("Beginn"), required=False)
    ends = fields.TimeField(label=gettext_lazy("Ende"), required=False)

    def clean(self):
        data = super().clean()
        kind, new = data.get("kind"), [name for name in ("to_on", "begins", "ends") if data.get(name)]
        if kind == "out" and new:
            self.add_error(new[0], _("Fällt der Termin weg, bleibt das leer. Oder bitte „verlegt“ wählen."))
        if kind == "moved" and not {"to_on", "begins"} & set(new) and not self.errors:
            self.add_error("begins", _("Bitte den neuen Tag oder den neuen Beginn eintragen."))
        if kind == "extra" and "to_on" in new:
            self.add_error("to_on", _("Bei einem zusätzlichen Termin steht der Tag vorn. Bitte dieses Feld leeren."))
        if "ends" in new and not data.get("begins") and not self.errors:
            self.add_error("begins", _("Bitte auch den Beginn eintragen."))
        return data

    @property
    def value(self) -> recurrence.Deviation:
        return deviation(self.cleaned_data)


def deviation(row: dict) -> recurrence.Deviation:
    """A row as the plan understands it."""
    return recurrence.Deviation(row["on"], row["kind"], row["to_on"], row["begins"], row["ends"])


class SeriesForm(events.EventForm):
    """One event or a series: with "einmalig" it is one. `series` is the one to be changed; then it stays a series."""

    repeat = forms.ChoiceField(label=gettext_lazy("Wie oft?"), choices=[("", gettext_lazy("einmalig")), *REPEATS], required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("An welchen Wochentagen?"),
        choices=list(enumerate(german.WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nur bei „jede Woche“ und „alle zwei Wochen“. Ohne Kreuz: am Wochentag des ersten Termins."),
    )
    until = fields.DateField(label=gettext_lazy("Bis wann?"), required=False, help_text=gettext_lazy("Leer: bis auf Weiteres."))
    host_email = forms.EmailField(
        label=gettext_lazy("Wen fragen wir, ob es weitergeht?"),
        required=False,
        help_text=gettext_lazy(
            "E-Mail der Veranstalterin. Alle drei Monate genügt ihr ein Druck auf einen Knopf. Steht nirgends öffentlich."
        ),
    )
    deviations = fields.RowsField(
        DeviationRow, label=gettext_lazy("Ausnahmen"), least=0, most=60, required=False, more_label=gettext_lazy("Noch eine Ausnahme")
    )

    def __init__(self, *args, place, series=None, **kwargs):
        self.series = series
        if series is not None:
            kwargs.setdefault("initial", {}).update(initial_of(series))
        super().__init__(*args, place=place, **kwargs)
        if series is not None:
            self._only_series()

    def _only_series(self):
        custom = [(CUSTOM, words.rule(self.series.rule, self.series.first_on))] if self.initial["repeat"] == CUSTOM else []
        self.fields["repeat"].choices = [*custom, *REPEATS]
        self.fields["repeat"].required = True

    @property
    def is_series(self) -> bool:
        return bool(self.cleaned_data.get("repeat"))

    def clean(self):
        data = super().clean()
        if self.errors.keys() & {"day", "last_day", "begins", "ends", "until", "weekdays", "repeat", "deviations"}:
            return data
        if data.get("repeat"):
            self._check_series(data)
        elif data.get("until") or data.get("weekdays") or data.get("deviations"):
            self.add_error("repeat", _("Kommt der Termin wieder? Dann bitte wählen, wie oft. Sonst die Felder darunter leeren."))
        return data

    def _check_series(self, data):
        if data["until"] and data["until"] < data["day"]:
            self.add_error("until", _("Das Ende liegt vor dem ersten Termin. Bitte das Datum prüfen."))
            return
        data["rule"] = self._rule(data)
        days = recurrence.Plan(data["rule"], data["day"]).days(data["day"] + timedelta(days=366 * 5), most=1)
        if days and days[0] != data["day"]:
            self.add_error("day", self._first_sentence(days[0]))
            return
        self._check_deviations(data)

    def _first_sentence(self, first) -> str:
        told = {"day": german.day(first), "weekday": german.weekday(first)}
        return _("An diesem Tag findet nach der Wiederholung nichts statt. Der erste Termin wäre am %(weekday)s, %(day)s.") % told

    def _rule(self, data) -> str:
        if data["repeat"] == CUSTOM:
            known = recurrence.parts(self.series.rule)
            return recurrence.text(known) if "COUNT" in known and not data["until"] else recurrence.ending(self.series.rule, data["until"])
        return recurrence.build(data["repeat"], data["day"], data["weekdays"], data["until"])

    def _check_deviations(self, data):
        rows = [deviation(row) for row in data.get("deviations") or ()]
        plan = recurrence.Plan(data["rule"], data["day"])
        known = set(plan.days(max([row.on for row in rows], default=data["day"])))
        seen: set[date] = set()
        for row in rows:
            if sentence := self._wrong_day(row, known, seen):
                self.add_error("deviations", sentence)
            seen.add(row.on)
        data["plan_deviations"] = tuple(rows)

    @staticmethod
    def _wrong_day(row, known, seen) -> str | None:
        day = {"day": f"{german.weekday_short(row.on)}, {german.day(row.on)}"}
        if row.on in seen:
            return _("Der %(day)s steht zweimal bei den Ausnahmen.") % day
        if row.kind == "extra" and row.on in known:
            return _("Am %(day)s findet die Reihe ohnehin statt.") % day
        if row.kind != "extra" and row.on not in known:
            return _("Am %(day)s findet nach der Wiederholung nichts statt. Bitte den Tag prüfen.") % day
        return None

    def _is_unchanged(self, day) -> bool:
        return super()._is_unchanged(day) or (self.series is not None and self.series.first_on == day)

    @property
    def plan(self) -> recurrence.Plan:
        """What was typed, as a plan; only of a valid form that is a series."""
        data = self.cleaned_data
        times = recurrence.Times(data.get("begins"), data.get("ends"), data["days"])
        return recurrence.Plan(data["rule"], data["day"], times, deviations=data["plan_deviations"])

    @property
    def series_words(self) -> dict:
        """What `actions.series.create` and `change` want."""
        data = self.cleaned_data
        timing = {
            "rule": data["rule"],
            "first_on": data["day"],
            "begins": data.get("begins"),
            "ends": data.get("ends"),
            "days": data["days"],
        }
        return (
            {name: data[name] for name in models.DETAILS}
            | timing
            | {"deviations": data["plan_deviations"], "host_email": data["host_email"]}
        )

    @property
    def preview(self) -> dict:
        """The series in words and its next dates."""
        today = clock.today()
        dates = self.plan.next_dates(min(today, self.plan.first_on) if self.cleaned_data.get("source") else today, SHOWN)
        return {"words": words.series(self.plan, today), "dates": [(one.starts_at, one.ends_at if one.has_end else None) for one in dates]}


class DateForm(events.EventForm):
    """One date of a series: for it alone, or for it and all that follow."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Was soll sich ändern?"),
        choices=[
            ("this", fields.Choice(gettext_lazy("nur dieser Termin"))),
            ("following", fields.Choice(gettext_lazy("dieser und alle folgenden"))),
            ("all", fields.Choice(gettext_lazy("die ganze Reihe"), hint=gettext_lazy("Was schon vorbei ist, bleibt, wie es war."))),
        ],
        widget=forms.RadioSelect,
        initial="this",
    )

    @property
    def timing(self) -> dict:
        """The timing from this date on: its day and times; the rule stays."""
        data = self.cleaned_data
        return {"first_on": data["day"], "begins": data.get("begins"), "ends": data.get("ends"), "days": data["days"]}

    @property
    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in models.DETAILS}


def initial_of(series: models.Series) -> dict:
    """What stands in the form when a series is changed."""
    known = {name: getattr(series, name) for name in models.DETAIL_COLUMNS}
    return {
        **known,
        "organisation": series.organisation_id,
        "languages": series.language_codes,
        "host_email": series.host_email,
        "price": {True: "free", False: "costs", None: "open"}[series.is_free],
        "day": series.first_on,
        "last_day": series.first_on + timedelta(days=series.days) if series.days else None,
        "is_all_day": series.is_all_day,
        "begins": series.begins,
        "ends": series.ends,
        "repeat": recurrence.kind(series.rule, series.first_on) or CUSTOM,
        "weekdays": [
            number for number in recurrence.weekdays(series.rule) if recurrence.weekdays(series.rule) != [series.first_on.weekday()]
        ],
        "until": recurrence.until(series.rule),
        "deviations": [vars(one) for one in series.plan.deviations],
    }


class CancelSeriesForm(step_forms.StepForm):
    """Why a series is called off; people read it at each of its dates."""

    reason = forms.CharField(
        label=gettext_lazy("Warum fallen alle weiteren Termine aus?"),
        max_length=300,
        help_text=gettext_lazy("Ein Satz. Er steht öffentlich bei jedem Termin; im Kalender bleiben die Termine durchgestrichen."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen, zum Beispiel: Die Gruppe macht Winterpause.")},
    )
