"""Input of the money pages → clean values."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import lists, words
from quartier.funding.budgets.models import FundRules, Rounding
from quartier.ground.acts import clock
from quartier.ground.ledger.models import Kind, Reason
from quartier.ground.ui import fields
from quartier.ground.ui.forms import Form

FIRST_YEAR, LAST_YEAR = 1999, 2099
TOO_EARLY = gettext_lazy("Neue Regeln gelten frühestens ab heute, weil laufende Vorgänge ihre Regeln behalten.")


class Lines(forms.Field):
    """A list of texts, one per line; clean value: list of str."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value):
        super().validate(value)
        if too_long := next((line for line in value if len(line) > 200), None):
            raise ValidationError(_("Diese Zeile ist länger als 200 Zeichen: „%(line)s …“") % {"line": too_long[:40]}, code="long")


class Days(Lines):
    """Days, one per line; clean value: sorted list of ISO texts."""

    def prepare_value(self, value):
        return "\n".join(_as_typed(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value):
        one = fields.DateField()
        return sorted({one.clean(line).isoformat() for line in super().to_python(value)})


class Shares(forms.Field):
    """Shares of years in per cent, one after the other; clean value: list of whole numbers that are a hundred together, or []."""

    widget = forms.TextInput

    def prepare_value(self, value):
        return ", ".join(str(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value):
        words = [word for word in re.split(r"[\s,;%]+", str(value or "")) if word]
        return [int(word) if re.fullmatch(r"\d{1,3}", word) else 0 for word in words]

    def validate(self, value):
        super().validate(value)
        if sentence := lists.shares_problem(value):
            raise ValidationError(sentence, code="shares")


def _as_typed(text):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day}. {day.month}. {day.year}"


def _year(label, **more):
    return fields.NumberField(
        label=label,
        least=FIRST_YEAR,
        most=LAST_YEAR,
        error_messages={"required": gettext_lazy("Bitte ein Jahr eintragen, zum Beispiel 2026.")},
        **more,
    )


class YearRow(forms.Form):
    year = _year(gettext_lazy("Haushaltsjahr"))
    cents = fields.MoneyField(label=gettext_lazy("Betrag"), least=1)


class AllotForm(Form):
    """Money for a pot. Each source is a field `source_<code>`; the years follow a pattern or are typed."""

    fund = forms.ChoiceField(label=gettext_lazy("Fonds"))
    programme_year = _year(gettext_lazy("Programmjahr"))
    spread = forms.ChoiceField(
        label=gettext_lazy("Wann darf das Geld ausgegeben werden?"), widget=forms.RadioSelect, initial="one",
        choices=[
            ("one", gettext_lazy("Alles im Programmjahr")),
            ("rules", gettext_lazy("So auf die Jahre verteilt, wie es die Regeln des Fonds sagen")),
            ("years", gettext_lazy("In diesen Jahren:")),
        ],
    )  # fmt: skip
    years = fields.RowsField(YearRow, label=gettext_lazy("Jahre"), least=0, most=10, required=False)
    commit_by_on = fields.DateField(
        label=gettext_lazy("Bis wann muss es bewilligt sein?"), required=False, help_text=gettext_lazy("zum Beispiel 30. 6. 2027")
    )
    note = forms.CharField(
        label=gettext_lazy("Grundlage"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("zum Beispiel: Schreiben der Senatsverwaltung vom 12. 1. 2027"),
    )

    def __init__(self, *args, funds, sources, rules_of, places=(), **kwargs):
        """`rules_of(slug of the chosen place or None)` → {code of a fund: rules in force there}."""
        super().__init__(*args, **kwargs)
        self.rules_of = rules_of
        self.fields["spread"].help_text = _shares_of_funds(funds, rules_of(None))
        self.fields["fund"].choices = [(one.code, one.label) for one in funds]
        self.sources = {f"source_{one.code}": one.code for one in sources}
        for one in sources:
            self.fields[f"source_{one.code}"] = fields.MoneyField(label=_("Betrag von: %(source)s") % {"source": one.label}, required=False)
        if places:
            self.fields["place"] = forms.ChoiceField(
                label=_("Quartier"), choices=[("", _("Bitte wählen")), *((one.slug, one.name) for one in places)]
            )
        first = (["place"] if places else []) + ["fund", "programme_year", *self.sources]
        self.order_fields(first)

    def clean(self):
        data = super().clean()
        if (
            not any(data.get(name) for name in self.sources)
            and not any(name in self.errors for name in self.sources)
            and not self.asks_for_rows
        ):
            self.add_error(next(iter(self.sources), None), _("Bitte mindestens einen Betrag eintragen, zum Beispiel 10.000."))
        years = [row["year"] for row in data.get("years") or []]
        if data.get("spread") == "years" and not years and "years" not in self.errors:
            self.add_error("years", _("Bitte mindestens ein Jahr mit seinem Betrag eintragen."))
        if len(set(years)) != len(years):
            self.add_error("years", _("Bitte jedes Jahr nur einmal eintragen."))
        if data.get("spread") == "rules" and not self._shares():
            self.add_error("spread", _("Die Regeln dieses Fonds verteilen das Geld nicht auf Jahre. Bitte die Jahre unten eintragen."))
        return data

    def _shares(self):
        """Per cents by year as the fund's rules say, [] where they say nothing."""
        rules = self.rules_of(self.cleaned_data.get("place")).get(self.cleaned_data.get("fund"))
        return rules.tranches if rules else []

    def amounts(self):
        """The keyword arguments of `actions.allot` about amounts."""
        said = self.cleaned_data
        year, spread = said["programme_year"], said["spread"]
        by_source = {code: said[name] for name, code in self.sources.items() if said.get(name)}
        if spread == "years":
            return {"by_source": by_source, "by_year": {row["year"]: row["cents"] for row in said["years"]}}
        shares = self._shares() if spread == "rules" else [100]
        return {"by_source": by_source, "percents": {year + index: percent for index, percent in enumerate(shares)}}

    def field_of(self, field):
        """The field of this form for a field that an action names."""
        return {"by_source": next(iter(self.sources), None), "by_year": "years"}.get(field, field)


def _shares_of_funds(funds, rules):
    """How the rules of each fund spread its money, in words."""
    told = [(one.label, rules[one.code].tranches) for one in funds if one.code in rules and rules[one.code].tranches]
    return "; ".join(f"{label}: {words.shares_in_words(shares)}" for label, shares in told)


class MoveForm(Form):
    """Money of a pot to another year, or lapsed at the end of one."""

    what = forms.ChoiceField(
        label=gettext_lazy("Was soll geschehen?"),
        widget=forms.RadioSelect,
        choices=[
            ("carry_over", gettext_lazy("Freies Geld in ein anderes Haushaltsjahr übertragen")),
            ("lapse", gettext_lazy("Freies Geld verfallen lassen")),
        ],
    )
    fund = forms.ChoiceField(label=gettext_lazy("Fonds"))
    from_year = _year(gettext_lazy("Haushaltsjahr"))
    to_year = _year(gettext_lazy("Neues Haushaltsjahr"), required=False, help_text=gettext_lazy("nur für einen Übertrag"))
    cents = fields.MoneyField(label=gettext_lazy("Betrag"), least=1)
    note = forms.CharField(
        label=gettext_lazy("Grund"), max_length=500, error_messages={"required": gettext_lazy("Bitte schreiben Sie den Grund dazu.")}
    )

    def __init__(self, *args, funds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = [(one.code, one.label) for one in funds]

    def clean(self):
        data = super().clean()
        if data.get("what") == "carry_over" and not data.get("to_year") and "to_year" not in self.errors:
            self.add_error("to_year", _("Bitte das neue Haushaltsjahr eintragen."))
        return data


class CorrectForm(Form):
    note = forms.CharField(
        label=gettext_lazy("Warum war die Buchung falsch?"),
        widget=forms.Textarea,
        max_length=500,
        help_text=gettext_lazy("Bitte keine Namen von Privatpersonen."),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, warum die Buchung falsch war.")},
    )


class FilterForm(forms.Form):
    """What the list of transfers shows; every part is optional, German words in the address."""

    fonds = forms.ChoiceField(label=gettext_lazy("Fonds"), required=False)
    jahr = fields.NumberField(label=gettext_lazy("Programmjahr"), least=FIRST_YEAR, most=LAST_YEAR, required=False)
    haushalt = fields.NumberField(label=gettext_lazy("Haushaltsjahr"), least=FIRST_YEAR, most=LAST_YEAR, required=False)
    geldgeber = forms.ChoiceField(label=gettext_lazy("Geldgeber"), required=False)
    grund = forms.ChoiceField(label=gettext_lazy("Art der Buchung"), required=False, choices=[("", gettext_lazy("Alle")), *Reason.choices])
    stand = forms.ChoiceField(label=gettext_lazy("Stand des Geldes"), required=False, choices=[("", gettext_lazy("Alle")), *Kind.choices])
    vorgang = forms.CharField(label=gettext_lazy("Aktenzeichen"), required=False, max_length=40)
    von = fields.DateField(label=gettext_lazy("Von"), required=False)
    bis = fields.DateField(label=gettext_lazy("Bis"), required=False)

    def __init__(self, *args, funds, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fonds"].choices = [("", _("Alle")), *((one.code, one.label) for one in funds)]
        self.fields["geldgeber"].choices = [("", _("Alle")), *((one.code, one.label) for one in sources)]

    def narrowed(self):
        """The keyword arguments of `ledger.queries.transfers`; of a part that is wrong, nothing."""
        self.is_valid()
        names = {
            "fonds": "fund",
            "jahr": "programme_year",
            "haushalt": "budget_year",
            "geldgeber": "source",
            "grund": "reason",
            "stand": "kind",
            "von": "since",
            "bis": "until",
        }
        return {name: self.cleaned_data[word] for word, name in names.items() if self.cleaned_data.get(word)}


class EndRulesForm(Form):
    """From when on a place has no rules of its own any more, and why."""

    valid_from = fields.DateField(
        label=gettext_lazy("Ab wann?"),
        help_text=gettext_lazy("An diesem Tag gelten die eigenen Regeln nicht mehr."),
        error_messages={"required": gettext_lazy("Bitte eintragen, ab wann die eigenen Regeln nicht mehr gelten.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Warum?"), max_length=500, error_messages={"required": gettext_lazy("Bitte schreiben Sie den Grund dazu.")}
    )

    def clean_valid_from(self):
        """Not in the past; what already runs keeps its rules."""
        day = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(TOO_EARLY)
        return day


class TierRow(forms.Form):
    by = forms.ChoiceField(label=gettext_lazy("Wer"), choices=[("", "–"), *lists.DECIDERS.items()])
    up_to_cents = fields.MoneyField(label=gettext_lazy("bis"), required=False, least=1)


def _pick(label, known, **more):
    return forms.MultipleChoiceField(label=label, choices=list(known.items()), widget=forms.CheckboxSelectMultiple, required=False, **more)


def _radio(label, choices):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _number(label, least=0, most=10_000, **more):
    return fields.NumberField(label=label, least=least, most=most, required=False, **more)


def _days(label, example, most=365, **more):
    """A number of days that the rules must name."""
    required = format_lazy("{} {}.", gettext_lazy("Bitte eine Zahl von Tagen eintragen, zum Beispiel"), example)
    return fields.NumberField(label=label, least=1, most=most, error_messages={"required": required}, **more)


class RulesForm(Form):
    """A whole version of rules. What is left empty is not limited."""

    valid_from = fields.DateField(
        label=gettext_lazy("Gilt ab"), error_messages={"required": gettext_lazy("Bitte eintragen, ab wann diese Regeln gelten.")}
    )
    cap_cents = fields.MoneyField(label=gettext_lazy("Höchstens je Vorhaben"), least=1, required=False)
    floor_cents = fields.MoneyField(label=gettext_lazy("Mindestens je Vorhaben"), required=False)
    pot_cents = fields.MoneyField(label=gettext_lazy("Topf im Jahr"), required=False)
    flat_rate_percent = fields.PercentField(label=gettext_lazy("Pauschale auf anerkannte Kosten"), required=False)
    flat_rate_inside_cap = forms.BooleanField(label=gettext_lazy("Die Pauschale zählt zum Höchstbetrag"), required=False)
    rounding = _radio(gettext_lazy("Rundung"), Rounding.choices)
    own_share_percent = fields.PercentField(label=gettext_lazy("Eigenanteil mindestens"), required=False)
    own_share_base = _radio(gettext_lazy("Eigenanteil gemessen an"), FundRules.Base.choices)
    own_share_kinds = _pick(gettext_lazy("Eigenanteil als"), lists.OWN_KINDS)
    applicant_kinds = _pick(gettext_lazy("Wer darf beantragen?"), lists.APPLICANTS, help_text=gettext_lazy("Ohne Auswahl: alle."))
    min_age = _number(gettext_lazy("Mindestalter"), most=99)
    window = _radio(gettext_lazy("Wann sind Anträge möglich?"), FundRules.Window.choices)
    rounds = Days(
        label=gettext_lazy("Stichtage"), required=False, help_text=gettext_lazy("Einer je Zeile, zum Beispiel 15. 3. 2027; nur für Runden.")
    )
    lead_days = _number(gettext_lazy("Vorlauf vor dem Beginn in Tagen"), most=365)
    check_days = _days(gettext_lazy("Anträge prüfen binnen Tagen"), "7")
    answer_days = _days(gettext_lazy("Fragen zu einem Aufruf beantworten binnen Tagen"), "3")
    duration_months = _number(gettext_lazy("Längste Dauer in Monaten"), least=1, most=120)
    repeat_times = _number(gettext_lazy("Wie oft wird dieselbe Gruppe gefördert?"), least=1, most=100)
    repeat_years = _number(gettext_lazy("in wie vielen Jahren?"), least=1, most=50)
    resubmission = forms.BooleanField(label=gettext_lazy("Nach einer Absage kann der Antrag neu gestellt werden"), required=False)
    other_grants = _radio(gettext_lazy("Andere Förderung daneben"), FundRules.Answer.choices)
    criteria = Lines(label=gettext_lazy("Ziele"), required=False, help_text=gettext_lazy("Eines je Zeile."))
    criteria_least = _number(gettext_lazy("So viele Ziele müssen mindestens passen"), most=50)
    eligible_kinds = _pick(gettext_lazy("Was bezahlt wird"), lists.ELIGIBLE)
    not_eligible = Lines(label=gettext_lazy("Was nicht bezahlt wird"), required=False, help_text=gettext_lazy("Eines je Zeile."))
    food = _radio(gettext_lazy("Essen und Getränke"), FundRules.Answer.choices)
    quotes_from_cents = fields.MoneyField(label=gettext_lazy("Drei Angebote ab"), required=False, least=1)
    decision_path = fields.RowsField(
        TierRow,
        label=gettext_lazy("Wer entscheidet?"),
        least=1,
        most=5,
        spare=0,
        help_text=gettext_lazy("Der kleinste Betrag zuerst; die letzte Zeile ohne Betrag."),
    )
    select_percent = _number(
        gettext_lazy("Auswahl nach Punkten: mindestens so viel Prozent"),
        least=1,
        most=100,
        help_text=gettext_lazy("Leer: keine Mindestpunktzahl."),
    )
    call_notice = Lines(
        label=gettext_lazy("Rechtlicher Hinweis auf Aufrufen"),
        required=False,
        help_text=gettext_lazy("Ein Satz je Zeile. Er steht unter jedem Aufruf."),
    )
    tranches = Shares(
        label=gettext_lazy("Geld auf die Haushaltsjahre verteilt, in Prozent"),
        required=False,
        help_text=gettext_lazy("Vom Programmjahr an, zum Beispiel 20, 40, 40. Leer: alles im Programmjahr."),
    )
    commit_warn_days = _days(gettext_lazy("Warnen, bevor Geld gebunden sein muss, Tage vorher"), "60")
    payment_mode = _radio(gettext_lazy("Auszahlung"), FundRules.Payment.choices)
    first_percent = _number(gettext_lazy("Erster Teil in Prozent"), most=100, help_text=gettext_lazy("nur für zwei Teile"))
    prompt_use_days = _number(gettext_lazy("Geld ausgeben binnen Tagen"), least=1, most=730)
    proof_due_days = _number(
        gettext_lazy("Abrechnung binnen Tagen nach dem Ende"), most=730, help_text=gettext_lazy("Leer: Der Tag steht im Bescheid.")
    )
    proof_propose_days = _days(
        gettext_lazy("Tag im Bescheid, Vorschlag in Tagen nach dem Ende"),
        "60",
        most=730,
        help_text=gettext_lazy("Gilt, wenn das Feld darüber leer ist."),
    )
    proof_kind = _radio(gettext_lazy("Art der Abrechnung"), FundRules.Proof.choices)
    claim_due_days = fields.NumberField(
        label=gettext_lazy("Rückzahlung binnen Tagen"),
        least=1,
        most=365,
        help_text=gettext_lazy("Ab dem Tag, an dem die Abrechnung geprüft ist."),
        error_messages={"required": gettext_lazy("Bitte eintragen, bis wann Geld zurückkommen muss, zum Beispiel 30.")},
    )
    accept_remind_days = _number(
        gettext_lazy("An den Bescheid erinnern nach Tagen"), least=1, most=365, help_text=gettext_lazy("Leer: keine Erinnerung.")
    )
    remind_before_days = _number(
        gettext_lazy("An Abrechnung und Fristen erinnern, Tage vorher"),
        least=1,
        most=365,
        help_text=gettext_lazy("Leer: keine Erinnerung vor dem Tag."),
    )
    remind_again_days = _number(
        gettext_lazy("Noch einmal mahnen, Tage nach der Frist"), least=1, most=365, help_text=gettext_lazy("Leer: nur eine Mahnung.")
    )
    retention_years = fields.NumberField(
        label=gettext_lazy("Aufbewahrung in Jahren"),
        least=1,
        most=100,
        error_messages={
            "required": gettext_lazy(
                "Bitte festlegen, wie lange Unterlagen aufbewahrt werden, zum Beispiel 10. Vorher wird nichts gelöscht."
            )
        },
    )
    returns_to_pot = forms.BooleanField(label=gettext_lazy("Zurückgezahltes Geld ist im selben Topf wieder frei"), required=False)
    carry_over = _radio(gettext_lazy("Übertrag eines Rests ins nächste Jahr"), FundRules.Answer.choices)
    objection = forms.CharField(
        label=gettext_lazy("Widerspruch"),
        widget=forms.Textarea,
        required=False,
        max_length=500,
        help_text=gettext_lazy("Steht am Ende der Bescheide unter „Nicht einverstanden?“. Leer: ohne diesen Absatz."),
    )
    publicity = forms.CharField(label=gettext_lazy("Hinweis auf die Förderung"), widget=forms.Textarea, required=False, max_length=1000)
    authority = forms.CharField(
        label=gettext_lazy("Wo steht das?"),
        widget=forms.Textarea,
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Richtlinie, Beschluss oder Schreiben, mit Datum."),
    )
    note = forms.CharField(label=gettext_lazy("Warum ändern sich die Regeln?"), required=False, max_length=500)

    GROUPS = (  # heading → fields, in the order in which the rules are told in words
        (gettext_lazy("Ab wann"), "valid_from note authority"),
        (gettext_lazy("Wie viel Geld"), "cap_cents floor_cents pot_cents flat_rate_percent flat_rate_inside_cap rounding"),
        (gettext_lazy("Eigenanteil"), "own_share_percent own_share_base own_share_kinds"),
        (gettext_lazy("Wer und wie oft"), "applicant_kinds min_age repeat_times repeat_years resubmission other_grants"),
        (gettext_lazy("Wann"), "window rounds lead_days check_days answer_days duration_months"),
        (gettext_lazy("Wofür"), "criteria criteria_least eligible_kinds not_eligible food quotes_from_cents"),
        (gettext_lazy("Wer entscheidet"), "decision_path select_percent call_notice"),
        (gettext_lazy("Auszahlung"), "tranches commit_warn_days payment_mode first_percent prompt_use_days"),
        (gettext_lazy("Abrechnung"), "proof_due_days proof_propose_days proof_kind claim_due_days"),
        (gettext_lazy("Erinnern"), "accept_remind_days remind_before_days remind_again_days"),
        (gettext_lazy("Rest und Unterlagen"), "returns_to_pot carry_over retention_years"),
        (gettext_lazy("Was in Bescheiden und nach außen steht"), "objection publicity"),
    )
    ZERO = ("flat_rate_percent", "own_share_percent", "lead_days", "criteria_least", "first_percent")

    def clean(self):
        data = super().clean()
        if data.get("cap_cents") and (data.get("floor_cents") or 0) > data["cap_cents"]:
            self.add_error("floor_cents", _("Der Mindestbetrag ist größer als der Höchstbetrag."))
        if (data.get("repeat_times") is None) != (data.get("repeat_years") is None):
            self.add_error("repeat_years", _("Bitte beides eintragen: wie oft und in wie vielen Jahren."))
        if data.get("valid_from") and data["valid_from"] < clock.today() and not self.is_first:
            self.add_error("valid_from", TOO_EARLY)
        return data

    def __init__(self, *args, is_first=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_first = is_first

    @property
    def groups(self) -> list[tuple]:
        """(heading, bound fields) for the page."""
        return [(heading, [self[name] for name in names.split()]) for heading, names in self.GROUPS]

    def version(self, fund, place, currency="EUR"):
        """The unsaved version of rules that was typed; its lists are still to be checked."""
        said = dict(self.cleaned_data)
        said |= {name: said.get(name) or 0 for name in self.ZERO}
        return FundRules(fund=fund, place=place, currency=currency, **said)

    def check_lists(self, version):
        """Put the sentences about lists beside their fields; True if there are none."""
        problems = lists.problems(version)
        for field, sentence in problems.items():
            self.add_error(field, sentence)
        return not problems


def initial_of(version):
    """What stands in the form to begin with: the fields of a version, valid from today."""
    return {**{name: getattr(version, name) for name in RulesForm.base_fields}, "valid_from": clock.today(), "note": ""}
