"""Input about briefs → clean values; saves nothing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.councils.models import Meeting
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.rules import briefs as rules
from quartier.ground.acts import clock
from quartier.ground.ui import fields, german
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms

LONG = forms.Textarea({"rows": 4})


class Year(forms.Form):
    """What one budget year gives."""

    year = fields.NumberField(
        label=gettext_lazy("Haushaltsjahr"),
        least=2000,
        most=2100,
        error_messages={"required": gettext_lazy("Bitte das Jahr eintragen, zum Beispiel 2027.")},
    )
    cents = fields.MoneyField(label=gettext_lazy("Summe"), least=100)


class BriefForm(step_forms.StepForm, ui.Form):
    """The key points. Needs `place` where there is no case yet; `clean` gives the fields of `models.Brief`."""

    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=200,
        error_messages={"required": gettext_lazy("Bitte einen Titel eintragen, zum Beispiel: Bewegung im Freien.")},
    )
    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=None, empty_label=None)
    situation = forms.CharField(label=gettext_lazy("Ausgangslage"), max_length=5000, widget=LONG)
    goals = forms.CharField(label=gettext_lazy("Ziele"), max_length=5000, widget=LONG)
    tasks = forms.CharField(label=gettext_lazy("Aufgaben"), max_length=5000, widget=LONG)
    target_group = forms.CharField(label=gettext_lazy("Zielgruppe"), max_length=300)
    where = forms.CharField(label=gettext_lazy("Ort"), max_length=300, required=False)
    starts_on = fields.DateField(label=gettext_lazy("Erster Tag"))
    ends_on = fields.DateField(label=gettext_lazy("Letzter Tag"))
    programme_year = fields.NumberField(
        label=gettext_lazy("Programmjahr"), least=2000, most=2100, help_text=gettext_lazy("Aus dem Topf dieses Jahres kommt das Geld.")
    )
    max_cents = fields.MoneyField(label=gettext_lazy("Höchste Fördersumme"), least=100)
    years = fields.RowsField(
        Year,
        label=gettext_lazy("Davon in den Jahren"),
        help_text=gettext_lazy("Die Jahre ergeben zusammen die höchste Fördersumme."),
        most=10,
        more_label=gettext_lazy("Noch ein Jahr"),
    )

    def __init__(self, data=None, files=None, *, case=None, person=None, place=None, initial=None, **kwargs):
        self.place = case.place if case else place
        super().__init__(data, files, case=case, person=person, initial={**_initial(case), **(initial or {})}, **kwargs)
        self.fields["fund"].queryset = queries.funds_for_projects()

    def clean(self):
        data = super().clean()
        if self.asks_for_rows:
            return data
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn. Bitte die Tage prüfen."))
        rows = data.pop("years", None)
        if not self.errors:
            data["cents_by_year"] = self._by_year(rows)
        if not self.errors:
            self._check(data)
        return data

    def _by_year(self, rows) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in rows:
            if str(row["year"]) in found:
                self.add_error("years", _("Das Jahr %(year)s steht zweimal da. Bitte zusammenfassen.") % {"year": row["year"]})
            found[str(row["year"])] = row["cents"]
        return found

    def _check(self, data):
        brief = models.Brief(place=self.place, **data)
        if sentence := rules.years_add_up(brief):
            self.add_error("years", sentence)
        fund_rules = money.rules(data["fund"], self.place)
        if fund_rules is None:
            self.add_error("fund", _("Für diesen Fonds gelten hier keine Regeln. Bitte zuerst die Förderregeln anlegen."))
        elif sentence := rules.sum_fits(brief, fund_rules=fund_rules):
            self.add_error("max_cents", sentence)
        elif sentence := rules.length_fits(brief, fund_rules=fund_rules):
            self.add_error("ends_on", sentence)


def _initial(case) -> dict:
    if case is None:
        return {"programme_year": clock.today().year}
    words = ("title", "fund", "situation", "goals", "tasks", "target_group", "where", "starts_on", "ends_on", "programme_year", "max_cents")
    years = [{"year": int(year), "cents": cents} for year, cents in sorted(case.cents_by_year.items())]
    return {**{word: getattr(case, word) for word in words}, "years": years}


class TableForm(step_forms.StepForm):
    """The meeting on whose agenda the brief goes."""

    meeting = forms.ModelChoiceField(
        label=gettext_lazy("Sitzung"),
        queryset=None,
        empty_label=gettext_lazy("Bitte wählen"),
        error_messages={"required": gettext_lazy("Bitte eine Sitzung wählen. Ist keine da, planen Sie erst eine unter „Gremien“.")},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        found = queries.council_meetings(case.place)
        chosen = self.fields["meeting"]
        chosen.queryset = Meeting.objects.filter(pk__in=[one.pk for one in found]).select_related("body").order_by("starts_at")
        chosen.label_from_instance = lambda one: f"{one.body.name}, {german.weekday(one.starts_at)}, {german.moment(one.starts_at)}"
        if not found:
            chosen.help_text = _("Es ist keine Sitzung des Quartiersrats geplant.")
        elif len(found) == 1:
            self.initial.setdefault("meeting", found[0].pk)


class OpinionForm(step_forms.StepForm):
    """The five points of the administration as ticks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = list(self.fields)
        for code, label in rules.OPINION.items():
            self.fields[code] = forms.BooleanField(label=label, required=False)
        self.order_fields([*rules.OPINION, *own])

    def clean(self):
        data = super().clean()
        data["opinion"] = {code: bool(data.pop(code, False)) for code in rules.OPINION}
        return data


class FeasibleForm(OpinionForm):
    """A yes: every point holds."""

    note = forms.CharField(
        label=gettext_lazy("Vermerk"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Nur für die Verwaltung und das Team."),
    )

    def clean(self):
        data = super().clean()
        for code, is_met in data["opinion"].items():
            if not is_met:
                self.add_error(code, _("Ein Ja geht erst, wenn dieser Punkt erfüllt ist."))
        return data


class NotFeasibleForm(OpinionForm):
    """A no: which points hold all the same; the reason is asked for by the step."""


STEP_FORMS = {
    "change_brief": BriefForm,
    "table_brief": TableForm,
    "find_feasible": FeasibleForm,
    "find_not_feasible": NotFeasibleForm,
}
