"""The questions of an application → clean values; saves nothing. One form per page on the phone, all of them on one page in the office.

Every question knows `facts`: the rules of the case and the day on which the jury decides next. What a rule says stands beside its field.
"""

import copy
import datetime
from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import rules as money
from quartier.funding.calls import models
from quartier.funding.calls.rules import applications as rules
from quartier.ground.acts.forms import HumanForm
from quartier.ground.files.forms import UploadField
from quartier.ground.ui import fields, german, rows
from quartier.ground.ui import forms as ui


@dataclass(frozen=True)
class Facts:
    """What the questions ask the rules with."""

    rules: object  # budgets.FundRules
    applied_on: datetime.date
    jury_on: datetime.date | None = None
    kind: str = ""  # who applies, as answered before


NO_FIRMS = ("", *models.Application.PEOPLE, "group")  # who is never asked about input tax


class Question(ui.Form):
    """One page of the form. `question` is its heading, `hint` one sentence below it."""

    question, hint = "", ""

    def __init__(self, *args, facts: Facts, **kwargs):
        self.facts = facts
        super().__init__(*args, **kwargs)
        self.prepare(facts)

    def prepare(self, facts):
        """Fit the fields to the rules."""

    def quiet(self):
        """Show what was typed without judging it yet."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        for row_set in self.row_sets:
            for row in row_set.forms:
                row._errors, row.cleaned_data = ErrorDict(renderer=row.renderer), {}
        return self

    def insist(self, field, sentence):
        """Put a rule's sentence beside its field."""
        if sentence and field not in self.errors:
            self.add_error(field, sentence)


class WhoForm(Question):
    """The first question: who applies."""

    question = gettext_lazy("Wer stellt den Antrag?")
    hint = gettext_lazy("Sie brauchen keinen Verein. Auch Nachbarinnen und Nachbarn können Geld bekommen.")

    applicant_kind = forms.ChoiceField(label=gettext_lazy("Den Antrag stellt"), widget=forms.RadioSelect)
    group_name = forms.CharField(
        label=gettext_lazy("Name der Gruppe oder Einrichtung"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Nur wenn es eine gibt. Zum Beispiel: Hofgruppe Donaustraße 88"),
    )
    name = forms.CharField(
        label=gettext_lazy("Ihr Name"),
        max_length=120,
        help_text=gettext_lazy("Sie sind für den Antrag verantwortlich. Ihr Name wird nicht veröffentlicht."),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Bitte Ihren Namen eintragen, zum Beispiel Ivana Petrović.")},
    )
    is_old_enough = forms.BooleanField(label="", required=False)

    def prepare(self, facts):
        super().prepare(facts)
        labels = {**dict(models.Application.APPLICANTS), "group": _("eine Gruppe ohne Verein")}
        self.fields["applicant_kind"].choices = [(code, labels[code]) for code in rules.kinds_of(facts.rules)]
        if facts.rules.min_age:
            self.fields["is_old_enough"].label = _("Ich bin mindestens %(age)s Jahre alt.") % {"age": facts.rules.min_age}
        else:
            del self.fields["is_old_enough"]

    def clean(self):
        said = super().clean()
        kind = said.get("applicant_kind")
        if kind and kind not in models.Application.PEOPLE and not said.get("group_name"):
            self.insist("group_name", _("Bitte den Namen eintragen, zum Beispiel: Hofgruppe Donaustraße 88."))
        self.insist("applicant_kind", kind and money.applicant_problem(self.facts.rules, kind))
        if "is_old_enough" in self.fields:
            self.insist("is_old_enough", rules.age_problem(self.facts.rules, said.get("is_old_enough", False)))
        return said


class WhatForm(Question):
    """The second question: what it is about."""

    question = gettext_lazy("Was haben Sie vor?")
    hint = gettext_lazy("Schreiben Sie, wie Sie sprechen. Fehler machen nichts.")

    title = forms.CharField(
        label=gettext_lazy("Name der Aktion"),
        max_length=120,
        help_text=gettext_lazy("So steht sie später in der Liste, ohne Ihren Namen. Zum Beispiel: Laternen für den Hof"),
        error_messages={"required": gettext_lazy("Bitte der Aktion einen Namen geben, zum Beispiel: Laternen für den Hof.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Was passiert?"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Was machen Sie, wie, und was haben die Menschen im Quartier davon?"),
        error_messages={"required": gettext_lazy("Bitte in zwei, drei Sätzen schreiben, was passiert und wer etwas davon hat.")},
    )
    themes = forms.MultipleChoiceField(label=gettext_lazy("Was erreicht Ihre Aktion?"), required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self, facts):
        super().prepare(facts)
        if not facts.rules.criteria:
            del self.fields["themes"]
            return
        least = facts.rules.criteria_least
        field = self.fields["themes"]
        field.choices = [(text, text) for text in facts.rules.criteria]
        field.required, field.error_messages["required"] = bool(least), money.criteria_problem(facts.rules, [])
        field.help_text = (
            _("Mindestens ein Ziel muss passen.")
            if least == 1
            else _("Mindestens %(n)s Ziele müssen passen.") % {"n": german.in_words(least)}
        )

    def clean(self):
        said = super().clean()
        if "themes" in self.fields:
            self.insist("themes", money.criteria_problem(self.facts.rules, said.get("themes", [])))
        return said


class HelpersForm(Question):
    """The third question: who does it."""

    question = gettext_lazy("Wer macht mit?")
    hint = gettext_lazy("Ehrenamtliche Arbeit gehört dazu: Bezahlt wird vor allem Material.")

    volunteering = forms.CharField(
        label=gettext_lazy("Was machen Freiwillige?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Wer hilft ohne Bezahlung mit, und wobei?"),
        error_messages={
            "required": gettext_lazy("Bitte schreiben, wer freiwillig mitmacht, zum Beispiel: Zwölf Nachbarn kochen und bauen auf.")
        },
    )
    partners = forms.CharField(
        label=gettext_lazy("Wer macht noch mit?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Zum Beispiel eine Kita, ein Laden, ein Verein."),
    )


class ForWhomForm(Question):
    """The fourth question: for whom it is, and how they hear of it."""

    question = gettext_lazy("Für wen ist es?")

    target_group = forms.CharField(
        label=gettext_lazy("Wer soll kommen oder etwas davon haben?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Bitte schreiben, für wen es ist, zum Beispiel: Familien aus der Straße.")},
    )
    people = fields.NumberField(
        label=gettext_lazy("Wie viele Menschen machen etwa mit?"),
        least=1,
        most=100_000,
        error_messages={"required": gettext_lazy("Bitte eine ungefähre Zahl eintragen, zum Beispiel 80.")},
    )
    publicity = forms.CharField(
        label=gettext_lazy("Wie erfahren die Leute davon?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Zum Beispiel Aushang im Haus. Auf Zettel und Plakate gehört die Logoleiste, die bekommen Sie von uns."),
    )


class WhenForm(Question):
    """The fifth question: when and where."""

    question = gettext_lazy("Wann und wo?")

    where = forms.CharField(
        label=gettext_lazy("Ort"),
        max_length=300,
        help_text=gettext_lazy("Der Ort liegt im Quartier. Zum Beispiel: Hof Donaustraße 88"),
        error_messages={"required": gettext_lazy("Bitte einen Ort nennen, zum Beispiel: Hof Donaustraße 88.")},
    )
    has_owner_consent = forms.BooleanField(
        label=gettext_lazy("Die Eigentümerin oder der Eigentümer ist einverstanden."),
        required=False,
        help_text=gettext_lazy("Noch nicht gefragt? Dann lassen Sie es frei. Wir helfen dabei."),
    )
    starts_on = fields.DateField(label=gettext_lazy("Erster Tag"), help_text=gettext_lazy("Zum Beispiel 12. 12. 2026"))
    ends_on = fields.DateField(
        label=gettext_lazy("Letzter Tag"), required=False, help_text=gettext_lazy("Nur wenn es mehr als ein Tag ist.")
    )

    def prepare(self, facts):
        super().prepare(facts)
        self.earliest = earliest_words(facts)
        self.hint = self.hint or self.earliest

    def clean(self):
        said = super().clean()
        starts, facts = said.get("starts_on"), self.facts
        said["ends_on"] = said.get("ends_on") or starts
        if starts:
            self.insist(
                "starts_on", rules.start_problem(facts.rules, facts.applied_on, starts) or rules.jury_problem(starts, facts.jury_on)
            )
            self.insist("ends_on", "ends_on" not in self.errors and rules.period_problem(facts.rules, starts, said["ends_on"]))
        return said


def earliest_words(facts: Facts) -> str:
    """From which day on the action may begin, in a sentence."""
    soonest = facts.applied_on + datetime.timedelta(days=max(facts.rules.lead_days, 1))
    if facts.jury_on and facts.jury_on >= soonest:
        return _("Die Jury entscheidet am %(jury)s. Ihre Aktion kann ab dem Tag danach beginnen.") % {"jury": german.day(facts.jury_on)}
    return _("Ihre Aktion kann ab dem %(day)s beginnen. So lange brauchen Prüfung und Jury.") % {"day": german.day(soonest)}


class ItemRow(forms.Form):
    """One thing to be bought, hired or paid."""

    what = forms.CharField(
        label=gettext_lazy("Was?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Bitte schreiben, was das ist, zum Beispiel Papier und Kleber.")},
    )
    cents = fields.MoneyField(
        label=gettext_lazy("Preis"),
        least=1,
        error_messages={"required": gettext_lazy("Bitte einen Preis eintragen, zum Beispiel 40.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Art"), choices=models.ApplicationItem.KINDS, initial="material")


class CostsForm(Question):
    """The sixth question: what the money is for, and how much of it."""

    question = gettext_lazy("Was wollen Sie kaufen oder mieten?")
    hint = gettext_lazy("Schreiben Sie auf, was Sie brauchen. Ein ungefährer Preis reicht. Kassenzettel brauchen wir erst später.")

    items = fields.RowsField(ItemRow, least=1, most=40, label="")
    wants_flat_rate = forms.BooleanField(label="", required=False, initial=True)
    income_cents = fields.MoneyField(
        label=gettext_lazy("Einnahmen"),
        required=False,
        help_text=gettext_lazy("Eintritt, Spenden, Geld von anderen Stellen. Wenn es keine gibt: frei lassen."),
    )
    own_cents = fields.MoneyField(
        label=gettext_lazy("Das zahlen wir selbst"), required=False, help_text=gettext_lazy("Eigenes Geld, wenn Sie welches geben.")
    )

    def prepare(self, facts):
        super().prepare(facts)
        if not facts.rules.flat_rate_percent:
            del self.fields["wants_flat_rate"]
            return
        percent = german.percent(facts.rules.flat_rate_percent)
        field = self.fields["wants_flat_rate"]
        field.label = _("Dazu %(percent)s Pauschale") % {"percent": percent}
        field.help_text = _("Für Telefon, Internet, Porto, Kopien und eigene Sachen. Dafür brauchen Sie keine Belege.") + (
            " " + _("Sie zählt zum Höchstbetrag.") if facts.rules.flat_rate_inside_cap and facts.rules.cap_cents else ""
        )

    def clean(self):
        said = super().clean()
        said["income_cents"], said["own_cents"] = said.get("income_cents") or 0, said.get("own_cents") or 0
        if "wants_flat_rate" not in self.fields:
            said["wants_flat_rate"] = False
        if not self.errors and not self.asks_for_rows:
            self._check_sum(said)
        return said

    def _check_sum(self, said):
        found = rules.plan(
            self.facts.rules,
            said["items"],
            income_cents=said["income_cents"],
            own_cents=said["own_cents"],
            wants_flat_rate=said["wants_flat_rate"],
        )
        for item in said["items"]:
            self.insist("items", rules.item_problem(self.facts.rules, item["kind"]))
        self.insist("items", rules.plan_problem(self.facts.rules, found))
        said["requested_cents"] = found.requested

    def plan(self) -> rules.Plan:
        """The sum as far as it can be worked out from what stands there, for showing it beside the rows."""
        said = self._seen()
        items = [{"cents": cents} for cents in said["items"]]
        flat = bool(said["flat"]) and "wants_flat_rate" in self.fields
        return rules.plan(self.facts.rules, items, income_cents=said["income"], own_cents=said["own"], wants_flat_rate=flat)

    def _seen(self) -> dict:
        if not self.is_bound:
            items = [row.get("cents", 0) for row in self.initial.get("items", ()) if row]
            flat = self.initial.get("wants_flat_rate", True)
            return {
                "items": items,
                "income": self.initial.get("income_cents") or 0,
                "own": self.initial.get("own_cents") or 0,
                "flat": flat,
            }
        items = [_cents(row["cents"].data) for row_set in self.row_sets for row in row_set.forms if row.is_bound]
        flat = "wants_flat_rate" in self.fields and self["wants_flat_rate"].data
        return {"items": items, "income": _cents(self["income_cents"].data), "own": _cents(self["own_cents"].data), "flat": flat}

    @property
    def sum_errors(self) -> list[str]:
        """What is wrong with the sum; wrong cells say it themselves."""
        return [str(sentence) for sentence in self.errors.get("items", ()) if str(sentence) != str(rows.CELLS)]

    def notes(self) -> list[str]:
        """What the applicant should know about the kinds she chose, each sentence once."""
        if self.is_bound:
            kinds = [row["kind"].data for row_set in self.row_sets for row in row_set.forms if row.is_bound and row["what"].data]
        else:
            kinds = [row.get("kind", "") for row in self.initial.get("items", ()) if row]
        return list(dict.fromkeys(filter(None, (rules.item_note(self.facts.rules, kind) for kind in kinds))))


def _cents(text) -> int:
    try:
        return fields.MoneyField(required=False).clean(text) or 0
    except forms.ValidationError:
        return 0


class OwnForm(Question):
    """The seventh question: what the applicants bring in themselves."""

    question = gettext_lazy("Was bringen Sie selbst ein?")
    hint = gettext_lazy("Das muss kein Geld sein. Zeit, Arbeit, Räume, Werkzeug: alles zählt.")

    own_contribution = forms.CharField(
        label=gettext_lazy("Unser Anteil"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Zum Beispiel: Wir kochen selbst, leihen Tische und räumen auf."),
        error_messages={"required": gettext_lazy("Bitte schreiben, was Sie selbst einbringen, zum Beispiel: Wir kochen und räumen auf.")},
    )


class ContactForm(Question):
    """The eighth question: how to reach the applicant."""

    question = gettext_lazy("Wie erreichen wir Sie?")
    hint = gettext_lazy("Adresse und Telefon sieht nur das Team, nicht die Jury.")

    street = forms.CharField(
        label=gettext_lazy("Straße und Hausnummer"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "street-address"}),
        error_messages={"required": gettext_lazy("Bitte Straße und Hausnummer eintragen, zum Beispiel Donaustraße 7.")},
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("Postleitzahl"),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric", "class": "in-short"}),
        error_messages={
            "required": gettext_lazy("Bitte die Postleitzahl eintragen, zum Beispiel 12043."),
            "invalid": gettext_lazy("Eine Postleitzahl hat 5 Ziffern, zum Beispiel 12043."),
        },
    )
    town = forms.CharField(
        label=gettext_lazy("Ort"), max_length=100, initial="Berlin", error_messages={"required": gettext_lazy("Bitte den Ort eintragen.")}
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("Dann bekommen Sie einen Link und sehen immer, wie es steht. Ohne E-Mail schreiben wir Briefe."),
    )
    speaks = forms.CharField(
        label=gettext_lazy("Welche Sprachen sprechen Sie? Brauchen Sie Hilfe?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Serbisch und Deutsch, bitte anrufen statt schreiben."),
    )
    needs_way = True  # telephone or e-mail, so that questions reach her

    def clean(self):
        said = super().clean()
        if self.needs_way and not said.get("phone") and not said.get("email") and not {"phone", "email"} & self.errors.keys():
            self.insist("phone", _("Bitte Telefon oder E-Mail eintragen, damit wir nachfragen können."))
        return said


class DeclareForm(Question):
    """The ninth question: what the applicant declares."""

    question = gettext_lazy("Bitte noch bestätigen")

    deducts_input_tax = forms.ChoiceField(
        label=gettext_lazy("Dürfen Sie die Vorsteuer abziehen?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("nein", gettext_lazy("Nein")), ("ja", gettext_lazy("Ja"))],
    )
    not_begun = forms.BooleanField(
        label=gettext_lazy("Die Aktion hat noch nicht begonnen, und es ist noch nichts bestellt oder gekauft."), required=False
    )
    has_privacy_notice = forms.BooleanField(
        label=gettext_lazy("Ich habe die Hinweise zum Datenschutz gelesen."),
        error_messages={"required": gettext_lazy("Bitte die Hinweise zum Datenschutz lesen und ankreuzen.")},
    )
    may_publish = forms.BooleanField(
        label=gettext_lazy("Der Name unserer Gruppe oder Einrichtung darf in der Liste der Aktionen stehen."),
        required=False,
        help_text=gettext_lazy("Freiwillig. Titel, Summe und Jahr einer bewilligten Aktion stehen immer darin. Ihr eigener Name nie."),
    )

    def prepare(self, facts):
        super().prepare(facts)
        if facts.kind in NO_FIRMS:
            del self.fields["deducts_input_tax"]
        if facts.kind in models.Application.PEOPLE:  # she has no group whose name could stand there
            del self.fields["may_publish"]

    def clean_deducts_input_tax(self):
        return {"ja": True, "nein": False}.get(self.cleaned_data["deducts_input_tax"])

    def clean(self):
        said = super().clean()
        if not said.get("not_begun"):
            self.insist("not_begun", _("Bitte bestätigen Sie, dass Sie noch nicht angefangen haben. Nachträglich wird nichts gefördert."))
        kind = said.get("applicant_kind", self.facts.kind)
        if "deducts_input_tax" in self.fields and kind not in NO_FIRMS and said.get("deducts_input_tax") is None:
            self.insist("deducts_input_tax", _("Bitte wählen: Das Finanzamt hat es Ihnen geschrieben, meistens ist es Nein."))
        return said


class SendForm(HumanForm, Question):
    """The last page: look over everything and send."""

    question = gettext_lazy("Stimmt alles?")
    hint = gettext_lazy("Lesen Sie noch einmal. Danach schicken Sie den Antrag ab.")


QUESTIONS = (WhoForm, WhatForm, HelpersForm, ForWhomForm, WhenForm, CostsForm, OwnForm, ContactForm, DeclareForm)
PAGES = (*QUESTIONS, SendForm)
OF_PERSON = ("email",)  # belongs to the person's row, not to the application


class WholeForm(*QUESTIONS):
    """All questions on one page: for changing what was handed in, and for the office with the person."""

    question, hint = "", ""
    field_order = [name for question in QUESTIONS for name in question.base_fields]

    @property
    def parts(self) -> list[dict]:
        """The questions in order, each with its heading and fields; the one about costs is drawn in its own way."""
        return [
            {
                "heading": asked.question,
                "is_costs": asked is CostsForm,
                "fields": [self[name] for name in asked.base_fields if name in self.fields],
            }
            for asked in QUESTIONS
        ]

    def prepare(self, facts):
        super().prepare(facts)
        for name in ("deducts_input_tax", "may_publish"):  # who applies may change on this very page
            self.fields.setdefault(name, copy.deepcopy(DeclareForm.base_fields[name]))
        self.fields["deducts_input_tax"].help_text = _("Nur für Vereine, Einrichtungen und Gewerbe.")
        self.order_fields(self.field_order)


class ChangeForm(WholeForm):
    """The applicant changes what was handed in; her e-mail address stays."""

    needs_way = False

    def prepare(self, facts):
        super().prepare(facts)
        del self.fields["email"]


class EnterForm(WholeForm):
    """The office fills the form in with the person."""

    needs_way = False

    office_consent = forms.CharField(
        label=gettext_lazy("Wie hat die Person zugestimmt?"),
        max_length=200,
        help_text=gettext_lazy("Zum Beispiel: Einwilligung unterschrieben am 24. November, Bogen in der Akte."),
        error_messages={"required": gettext_lazy("Ohne Einwilligung dürfen wir nichts speichern. Bitte fragen und hier eintragen, wie.")},
    )
    papers = UploadField(
        label=gettext_lazy("Unterschriebener Antrag als Bild oder PDF"),
        required=False,
        multiple=True,
        most=6,
        help_text=gettext_lazy("Foto oder Scan."),
    )
    field_order = [*WholeForm.field_order, "office_consent", "papers"]

    def prepare(self, facts):
        super().prepare(facts)
        self.fields["email"].help_text = _(
            "Wenn es eine gibt: Die Person bekommt dann Nachricht und ihren Link. Sonst schreiben wir Briefe."
        )


class AmendForm(ChangeForm):
    """The office changes an application together with the person."""

    reason = forms.CharField(
        label=gettext_lazy("Was ist wie mit der Person besprochen?"),
        max_length=600,
        help_text=gettext_lazy("Zum Beispiel: am Telefon mit Frau Petrović um 74 Euro gekürzt."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Bitte eintragen, was besprochen ist. Es steht danach im Verlauf.")},
    )
    field_order = [*WholeForm.field_order, "reason"]
