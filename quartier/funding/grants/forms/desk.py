"""Forms of the office: the draft of an award, payments, the check of a proof."""

import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.acts import clock
from quartier.ground.ui import fields, german
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms


class YearRow(forms.Form):
    """One budget year of an award."""

    year = fields.NumberField(label=gettext_lazy("Haushaltsjahr"), least=2000, most=2199)
    cents = fields.MoneyField(label=gettext_lazy("Betrag"), least=1)


class PrepareForm(ui.Form):
    """What the letter will say."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    years = fields.RowsField(
        YearRow,
        label=gettext_lazy("Summe je Haushaltsjahr"),
        least=1,
        most=10,
        help_text=gettext_lazy("Zusammen ist das die bewilligte Summe."),
    )
    starts_on = fields.DateField(label=gettext_lazy("Beginn"))
    ends_on = fields.DateField(label=gettext_lazy("Ende"))
    proof_due_on = fields.DateField(label=gettext_lazy("Abrechnung fällig am"))
    conditions = forms.CharField(
        label=gettext_lazy("Auflagen"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Stehen im Bescheid, in einfachen Worten."),
    )  # fmt: skip
    external_reference = forms.CharField(label=gettext_lazy("Nummer im Fördersystem des Landes"), required=False, max_length=60)

    def clean_years(self):
        rows = self.cleaned_data["years"]
        if len({row["year"] for row in rows}) < len(rows):
            raise forms.ValidationError(_("Bitte jedes Haushaltsjahr nur einmal eintragen."))
        return rows

    @property
    def said(self) -> dict:
        """The clean values as fields of the award."""
        years = {str(row["year"]): row["cents"] for row in self.cleaned_data["years"]}
        rest = {name: value for name, value in self.cleaned_data.items() if name != "years"}
        return {**rest, "cents_by_year": years, "cents": sum(years.values())}


def initial_of(award) -> dict:
    """The fields of a draft as the form shows them."""
    names = ("title", "starts_on", "ends_on", "proof_due_on", "conditions", "external_reference")
    years = [{"year": year, "cents": cents} for year, cents in award.years.items()]
    return {**{name: getattr(award, name) for name in names}, "years": years}


class BankFields(ui.Form):
    """The account to which money goes."""

    account_holder = forms.CharField(
        label=gettext_lazy("Wem gehört das Konto?"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Bitte den Namen eintragen, auf den das Konto läuft.")},
    )  # fmt: skip
    iban = fields.IbanField(
        label=gettext_lazy("IBAN"), help_text=gettext_lazy("Steht auf der Bankkarte, zum Beispiel DE02 1203 0000 0000 2020 51.")
    )


class OfficeAcceptForm(BankFields):
    """The office accepts with the person beside it."""

    accepted_with = forms.CharField(
        label=gettext_lazy("Wie hat die Person zugestimmt?"), max_length=200,
        help_text=gettext_lazy("Zum Beispiel: am 3. Dezember im Büro unterschrieben."),
        error_messages={"required": gettext_lazy("Bitte eintragen, wie die Person zugestimmt hat.")},
    )  # fmt: skip


class TerminateForm(ui.Form):
    """A project ends before its time."""

    ends_on = fields.DateField(label=gettext_lazy("Letzter Tag"))


class BankDayForm(ui.Form):
    """The day on which money has left the bank."""

    bank_on = fields.DateField(
        label=gettext_lazy("Tag der Bank"),
        help_text=gettext_lazy("Vom Kontoauszug, zum Beispiel 3. 12. 2026."),
        initial=lambda: clock.today(),
    )


class PayForm(BankDayForm):
    """A payment was made."""


class ReturnForm(BankDayForm):
    """Money has come back."""

    cents = fields.MoneyField(label=gettext_lazy("Zurückgekommen sind"), least=1)
    field_order = ["cents", "bank_on"]


class TakeBackReturnForm(step_forms.StepForm):
    """Which repayment was entered wrongly."""

    booking = forms.TypedChoiceField(label=gettext_lazy("Welche Rückzahlung?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["booking"].choices = choices = [(row["bookings"][0], _return_words(row)) for row in self.case.returns]
        self.fields["booking"].initial = choices[-1][0] if choices else None


def _return_words(row) -> str:
    day = german.day(datetime.date.fromisoformat(row["bank_on"]))
    return _("%(sum)s vom %(day)s") % {"sum": german.euro_exact(row["cents"]), "day": day}


class AnswerForm(step_forms.StepForm):
    """A word to the grantee, if there is one to say."""

    answer = forms.CharField(label=gettext_lazy("Antwort"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))


class InventoryForm(ui.Form):
    """Something bought that stays."""

    what = forms.CharField(label=gettext_lazy("Was?"), max_length=200)
    where = forms.CharField(label=gettext_lazy("Wo steht es?"), max_length=200, required=False)
    cents = fields.MoneyField(label=gettext_lazy("Preis"), required=False)
    bought_on = fields.DateField(label=gettext_lazy("Gekauft am"), required=False)


class CheckForm(ui.Form):
    """The check of a proof: the eligible sum of each receipt, and what else counts. Fields `eligible_<id>`, `note_<id>`."""

    income_cents = fields.MoneyField(label=gettext_lazy("Einnahmen, die zählen"), help_text=gettext_lazy("Eintritt, Spenden, Verkauf"))
    own_cents = fields.MoneyField(label=gettext_lazy("Eigenes Geld und Geld von anderen, das zählt"))
    note = forms.CharField(label=gettext_lazy("Satz für den Brief"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, receipts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.receipts = list(receipts)
        for row in self.receipts:
            name = _("Beleg %(n)s") % {"n": row.number}
            self.fields[f"eligible_{row.pk}"] = fields.MoneyField(
                label=_("%(receipt)s: anerkannt") % {"receipt": name}, required=False, initial=row.eligible_cents
            )
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=_("%(receipt)s: Vermerk") % {"receipt": name}, required=False, max_length=300, initial=row.check_note
            )

    @property
    def rows(self) -> list:
        """(receipt, field of the eligible sum, field of the note) for the table."""
        return [(row, self[f"eligible_{row.pk}"], self[f"note_{row.pk}"]) for row in self.receipts]

    @property
    def others(self) -> list:
        """The fields that stand below the table."""
        return [self["income_cents"], self["own_cents"], self["note"]]

    def clean(self):
        data = super().clean()
        for row in self.receipts:
            cents = data.get(f"eligible_{row.pk}")
            if cents is not None and cents > row.gross_cents:
                self.add_error(f"eligible_{row.pk}", _("Der Beleg ist kleiner. Bitte höchstens die ganze Summe anerkennen."))
            if cents is not None and cents < row.gross_cents and not data.get(f"note_{row.pk}"):
                self.add_error(f"note_{row.pk}", _("Bitte kurz schreiben, warum gekürzt wird. Es steht im Brief."))
        return data

    @property
    def judged(self) -> dict:
        """Receipt id → (eligible cents or None, note)."""
        return {row.pk: (self.cleaned_data[f"eligible_{row.pk}"], self.cleaned_data[f"note_{row.pk}"]) for row in self.receipts}
