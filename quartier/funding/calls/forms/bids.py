"""Input of bids → clean values: the sketch by headings, the finance plan by budget year. Saves nothing."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors.models import LegalForm
from quartier.funding.calls import models, texts, words
from quartier.funding.calls.rules import bids as rules
from quartier.ground.acts import clock
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms

COUNT = "rechnen"  # the button that adds up and sends nothing
START = {"costs": ("staff", "fee", "materials", "overhead"), "cover": ("grant", "own_money", "own_work")}
LABELS = {"costs": models.FinanceLine.COSTS, "cover": models.FinanceLine.COVER}


class LineForm(forms.Form):
    """One row of the plan: what it is, and its amount in each budget year. Made for a call by `line_form`."""

    years: tuple[int, ...] = ()

    def clean(self):
        data = super().clean()
        amounts = {year: data.get(f"y{year}") for year in self.years}
        if not any(amounts.values()) and data.get("label") and not self.errors:
            self.add_error(f"y{self.years[0]}", _("Bitte in mindestens einem Jahr einen Betrag eintragen."))
        if any(amounts.values()) and not data.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Bitte wählen, was das ist."))
        return data


def line_form(side: str, years) -> type[LineForm]:
    """The form of a row for these budget years."""
    kind = forms.ChoiceField(label=gettext_lazy("Art"), choices=[("", gettext_lazy("Bitte wählen")), *LABELS[side]], required=False)
    hint = gettext_lazy("Was genau?") if side == "costs" else gettext_lazy("Woher?")
    label = forms.CharField(label=hint, max_length=200, required=False)
    money = {f"y{year}": fields.MoneyField(label=str(year), required=False) for year in years}
    return type(f"{side.title()}Line", (LineForm,), {"kind": kind, "label": label, **money, "years": tuple(years)})


class PlanForm(ui.Form):
    """Sketch and finance plan of a bid for `call`. `cleaned_data`: sketch (heading → text) and lines.

    `strict`: what is missing or does not add up is refused (a bid online); without it the office types in what the paper says.
    """

    def __init__(self, *args, call, strict=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.call, self.strict = call, strict
        self.years = words.years_of(call)
        for name, label, hint, lines in texts.SKETCH:
            self.fields[name] = _text(label, hint, lines, required=strict and name not in texts.OPTIONAL)
        labels = {"costs": _("Kosten"), "cover": _("Deckung: Wer bezahlt das?")}
        for side, label in labels.items():
            self.fields[side] = fields.RowsField(line_form(side, self.years), label=label, least=1 if strict else 0, most=40, spare=0)
            self.initial.setdefault(side, [{"kind": kind} for kind in START[side]])

    @property
    def asks_for_rows(self) -> bool:
        return super().asks_for_rows or self.asks_to_count

    @property
    def asks_to_count(self) -> bool:
        """Whether the button that only adds up was pressed."""
        return self.is_bound and COUNT in self.data

    def full_clean(self):
        super().full_clean()
        if self.asks_to_count:
            for rows in self.row_sets:
                for row in rows.forms:
                    row._errors, row.cleaned_data = ErrorDict(renderer=row.renderer), {}

    def clean(self):
        data = super().clean()
        if self.asks_for_rows:
            return data
        data["sketch"] = {name: data.get(name, "") for name, *_rest in texts.SKETCH if data.get(name)}
        data["lines"] = [line for side in LABELS for line in _lines(side, data.get(side) or [], self.years)]
        if self.strict and not self.errors:
            for sentence in rules.plan_problems(self.call, data["lines"]):
                self.add_error("cover", sentence)
        return data

    def plan(self) -> words.Plan:
        """The table of what stands in the rows now, whether the form holds or not."""
        return words.plan(self.call, [line for side in LABELS for line in self._typed(side)])

    def _typed(self, side: str) -> list[dict]:
        rows = [
            {name: row[name].value() for name in ("kind", "label", *(f"y{year}" for year in self.years))} for row in self[side].rows.forms
        ]
        return _lines(side, [{**row, **{f"y{year}": _cents(row[f"y{year}"]) for year in self.years}} for row in rows], self.years)

    @property
    def sketch_fields(self) -> list:
        return [self[name] for name, *_rest in texts.SKETCH]


def _text(label, hint, lines: int, *, required: bool):
    widget = forms.TextInput() if lines == 1 else forms.Textarea({"rows": min(lines, 8)})
    sentence = _("Bitte hier etwas schreiben. Ohne diese Angabe kann das Gremium nicht vergleichen.")
    messages = {"required": sentence}
    return forms.CharField(label=label, help_text=hint, max_length=6000, widget=widget, required=required, error_messages=messages)


def _cents(value) -> int:
    try:
        return fields.MoneyField(required=False).clean(value) or 0
    except ValidationError:
        return 0


def _lines(side: str, rows: list[dict], years) -> list[dict]:
    """Rows of the form → lines of the plan; years without an amount give none."""
    return [
        {"side": side, "kind": row["kind"], "label": row.get("label") or "", "budget_year": year, "cents": row[f"y{year}"]}
        for row in rows
        for year in years
        if row.get("kind") and row.get(f"y{year}")
    ]


def initial(content: dict, years) -> dict:
    """What a form shows of a bid's content: {sketch, lines} → initial."""
    found: dict[str, dict[tuple, dict]] = {"costs": {}, "cover": {}}
    for line in content["lines"]:
        row = found[line["side"]].setdefault((line["kind"], line["label"]), {"kind": line["kind"], "label": line["label"]})
        row[f"y{line['budget_year']}"] = row.get(f"y{line['budget_year']}", 0) + line["cents"]
    return {**content["sketch"], **{side: list(rows.values()) for side, rows in found.items() if rows}}


class BidForm(PlanForm):
    """A bid online: for which organisation, sketch, plan, declarations."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Für welche Organisation?"), queryset=None, empty_label=None)
    not_begun = forms.BooleanField(
        label=gettext_lazy("Wir haben mit dem Projekt noch nicht begonnen"),
        error_messages={"required": gettext_lazy("Bitte bestätigen. Was schon läuft, kann nicht gefördert werden.")},
    )
    knows_terms = forms.BooleanField(
        label=gettext_lazy("Wir wissen: Es gibt keinen Anspruch auf Förderung, und Kosten der Bewerbung werden nicht erstattet"),
        error_messages={"required": gettext_lazy("Bitte bestätigen, dass Sie das gelesen haben.")},
    )

    def __init__(self, *args, organisations, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if not is_new:
            del self.fields["organisation"]
        self.order_fields(["organisation", *(name for name, *_rest in texts.SKETCH), "costs", "cover", "not_begun", "knows_terms"])


class FoundForm(ui.Form):
    """A carrier writes her organisation down."""

    name = forms.CharField(
        label=gettext_lazy("Name der Organisation"),
        max_length=160,
        error_messages={"required": gettext_lazy("Bitte den Namen eintragen, so wie er im Register oder auf dem Briefkopf steht.")},
    )
    legal_form = forms.ChoiceField(label=gettext_lazy("Rechtsform"), choices=[("", gettext_lazy("Bitte wählen")), *LegalForm.choices])
    role = forms.CharField(
        label=gettext_lazy("Ihre Aufgabe dort"),
        max_length=80,
        help_text=gettext_lazy("Zum Beispiel: Geschäftsführung, Vorstand."),
        error_messages={"required": gettext_lazy("Bitte eintragen, als was Sie für die Organisation handeln.")},
    )
    street = forms.CharField(label=gettext_lazy("Straße und Hausnummer"), max_length=120)
    postcode = forms.RegexField(
        r"\d{5}",
        label=gettext_lazy("Postleitzahl"),
        max_length=5,
        widget=forms.TextInput({"class": "in-short", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Bitte die Postleitzahl mit fünf Ziffern eintragen.")},
    )
    town = forms.CharField(label=gettext_lazy("Ort"), max_length=80, initial="Berlin")
    email = forms.EmailField(label=gettext_lazy("E-Mail der Organisation"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"}))


class OpinionForm(step_forms.StepForm):
    """What the specialist department says."""

    opinion = forms.CharField(
        label=gettext_lazy("Stellungnahme"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": gettext_lazy("Bitte schreiben, was Ihr Amt dazu sagt.")},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, initial={"opinion": case.opinion}, **kwargs)


class NoteForm(step_forms.StepForm):
    """A note of the formal check."""

    note = forms.CharField(
        label=gettext_lazy("Vermerk"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Nur für Verwaltung, Team und Gremium."),
    )


class AskAgainForm(step_forms.StepForm):
    """Until when the carrier may hand in once more, and why she has to."""

    reason = forms.CharField(
        label=gettext_lazy("Was ist geschehen?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Das steht im Brief an den Träger."),
        error_messages={"required": gettext_lazy("Bitte schreiben, warum die Bewerbung noch einmal gebraucht wird.")},
    )
    until_on = fields.DateField(label=gettext_lazy("Noch einmal abgeben bis"))
    until_time = fields.TimeField(label=gettext_lazy("um"), initial=datetime.time(12, 0))

    def clean(self):
        data = super().clean()
        day, time = data.pop("until_on", None), data.pop("until_time", None)
        if day and time:
            data["until"] = datetime.datetime.combine(day, time, tzinfo=clock.BERLIN)
            if sentence := rules.leaves_time(self.case, until=data["until"]):
                self.add_error("until_on", sentence)
        return data


STEP_FORMS = {"ask_again": AskAgainForm, "give_opinion": OpinionForm, "find_formally_ok": NoteForm}
