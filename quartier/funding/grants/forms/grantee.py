"""Forms of the grantee, on the phone first; the office uses the same ones for her."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.grants.forms.desk import BankFields
from quartier.funding.grants.queries.parts import KINDS
from quartier.ground.files import forms as files
from quartier.ground.ui import fields, german
from quartier.ground.ui import forms as ui


class AcceptForm(BankFields):
    """Yes to the letter, and the account."""

    is_agreed = forms.BooleanField(
        label=gettext_lazy("Ich habe den Bescheid gelesen und bin einverstanden."),
        error_messages={"required": gettext_lazy("Bitte bestätigen Sie, dass Sie einverstanden sind.")},
    )


class ReasonForm(ui.Form):
    """Why something shall not be."""

    reason = forms.CharField(
        label=gettext_lazy("Warum?"), max_length=2000, widget=forms.Textarea({"rows": 3}), help_text=gettext_lazy("Ein Satz reicht."),
        error_messages={"required": gettext_lazy("Bitte kurz schreiben, warum.")},
    )  # fmt: skip


class TerminateForm(ReasonForm):
    """The project ends earlier."""

    ends_on = fields.DateField(label=gettext_lazy("Letzter Tag"))
    field_order = ["ends_on", "reason"]


class DrawdownForm(ui.Form):
    """Money that is needed soon."""

    budget_year = forms.TypedChoiceField(label=gettext_lazy("Aus welchem Haushaltsjahr?"), coerce=int, widget=forms.RadioSelect)
    cents = fields.MoneyField(label=gettext_lazy("Wie viel brauchen Sie?"), least=1)
    spent_cents = fields.MoneyField(
        label=gettext_lazy("Wie viel haben Sie bisher ausgegeben?"), help_text=gettext_lazy("Alles seit dem Beginn. Noch nichts? Dann 0.")
    )
    purpose = forms.CharField(
        label=gettext_lazy("Wofür?"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Zum Beispiel: Löhne von September bis Oktober."),
        error_messages={"required": gettext_lazy("Bitte kurz schreiben, wofür das Geld ist.")},
    )  # fmt: skip

    def __init__(self, *args, left=None, **kwargs):
        super().__init__(*args, **kwargs)
        words = [(year, _("%(year)s: noch %(left)s") % {"year": year, "left": german.euro(cents)}) for year, cents in (left or {}).items()]
        self.fields["budget_year"].choices = words
        if len(words) == 1:
            self.fields["budget_year"].initial = words[0][0]


class ChangeForm(ui.Form):
    """Something is different than planned."""

    KINDS = [
        ("notice", fields.Choice(gettext_lazy("Nur mitteilen"), hint=gettext_lazy("Kleine Dinge, zum Beispiel ein anderer Raum."))),
        (
            "request",
            fields.Choice(gettext_lazy("Um Zustimmung bitten"), hint=gettext_lazy("Größere Dinge: ein späteres Ende, andere Ausgaben.")),
        ),
    ]
    kind = forms.ChoiceField(label=gettext_lazy("Was möchten Sie?"), choices=KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("Was ändert sich und warum?"), max_length=2000, min_length=10, widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte in ein bis drei Sätzen schreiben, was sich ändert und warum.")},
    )  # fmt: skip
    new_ends_on = fields.DateField(
        label=gettext_lazy("Neuer letzter Tag"), required=False, help_text=gettext_lazy("Nur wenn sich das Ende verschiebt.")
    )

    def clean(self):
        data = super().clean()
        if data.get("kind") == "notice" and data.get("new_ends_on"):
            self.add_error("kind", _("Einem neuen Ende muss das Büro zustimmen. Bitte „Um Zustimmung bitten“ wählen."))
        return data


def kinds_of(award) -> list[tuple[str, str]]:
    """The lines of the plan as choices, in the order of the plan."""
    codes = dict.fromkeys(row["kind"] for row in award.plan if row.get("side", "costs") == "costs")
    return [(code, KINDS.get(code, code)) for code in codes]


class ReceiptForm(ui.Form):
    """One receipt: the photo, and what stands on it."""

    upload = files.UploadField(
        label=gettext_lazy("Foto vom Beleg"),
        required=False,
        help_text=gettext_lazy("Ein Foto oder ein PDF. Alles muss lesbar sein: Laden, Datum, was, wie viel."),
    )
    gross_cents = fields.MoneyField(label=gettext_lazy("Betrag"), least=1)
    payee = forms.CharField(
        label=gettext_lazy("Bezahlt an"), max_length=200, help_text=gettext_lazy("Der Laden oder die Person."),
        error_messages={"required": gettext_lazy("Bitte eintragen, wer das Geld bekommen hat.")},
    )  # fmt: skip
    item = forms.CharField(
        label=gettext_lazy("Wofür"),
        max_length=300,
        error_messages={"required": gettext_lazy("Bitte eintragen, was gekauft wurde, zum Beispiel: Papier und Draht.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Posten im Plan"), required=False)
    receipt_on = fields.DateField(label=gettext_lazy("Datum auf dem Beleg"))
    paid_on = fields.DateField(label=gettext_lazy("Bezahlt am"), required=False, help_text=gettext_lazy("Nur wenn es ein anderer Tag war."))
    note = forms.CharField(label=gettext_lazy("Bemerkung"), required=False, max_length=300)

    def __init__(self, *args, award, **kwargs):
        super().__init__(*args, **kwargs)
        choices = kinds_of(award)
        if len(choices) > 1:
            self.fields["kind"].choices = [("", _("bitte wählen")), *choices]
        else:
            del self.fields["kind"]

    def clean(self):
        data = super().clean()
        data["paid_on"] = data.get("paid_on") or data.get("receipt_on")
        return data


class ReportForm(ui.Form):
    """What happened. Numbers may be estimates."""

    what = forms.CharField(
        label=gettext_lazy("Was ist geschehen?"), max_length=8000, widget=forms.Textarea({"rows": 7}),
        help_text=gettext_lazy("Wann, wo, was. Ein paar Sätze reichen."),
        error_messages={"required": gettext_lazy("Bitte in ein paar Sätzen schreiben, was geschehen ist.")},
    )  # fmt: skip
    participants = fields.NumberField(
        label=gettext_lazy("Wie viele Menschen waren da?"), required=False, help_text=gettext_lazy("Geschätzt reicht.")
    )
    helpers = fields.NumberField(label=gettext_lazy("Wie viele haben geholfen?"), required=False)
    helper_hours = fields.NumberField(label=gettext_lazy("Wie viele Stunden zusammen?"), required=False)
    deviations = forms.CharField(
        label=gettext_lazy("Was war anders als geplant?"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    income_cents = fields.MoneyField(
        label=gettext_lazy("Einnahmen"), required=False, help_text=gettext_lazy("Eintritt, Spenden, Verkauf. Keine? Dann 0.")
    )
    own_cents = fields.MoneyField(label=gettext_lazy("Eigenes Geld und Geld von anderen"), required=False)
    summary = forms.CharField(
        label=gettext_lazy("Kurz für alle"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Zwei Sätze für die öffentliche Seite. Bitte keine Namen."),
    )  # fmt: skip
    is_true = forms.BooleanField(
        label=gettext_lazy("Die Angaben stimmen, und ich habe alle Belege aufgehoben."),
        error_messages={"required": gettext_lazy("Bitte bestätigen Sie, dass die Angaben stimmen.")},
    )

    def __init__(self, *args, award, **kwargs):
        super().__init__(*args, **kwargs)
        if award.is_micro:
            del self.fields["own_cents"]

    @property
    def content(self) -> dict:
        """The clean values as fields of a report, without the declaration."""
        numbers = {name: self.cleaned_data[name] or 0 for name in ("income_cents", "own_cents") if name in self.cleaned_data}
        return {**{name: value for name, value in self.cleaned_data.items() if name != "is_true"}, **numbers}


class PhotoForm(ui.Form):
    """One photo of what happened, with what must be known to show it."""

    upload = files.UploadField(label=gettext_lazy("Foto"), kind="picture")
    alt = forms.CharField(
        label=gettext_lazy("Was ist zu sehen?"), max_length=500, help_text=gettext_lazy("Ein Satz. Blinde Menschen bekommen ihn vorgelesen."),
        error_messages={"required": gettext_lazy("Bitte in einem Satz schreiben, was zu sehen ist.")},
    )  # fmt: skip
    rights_holder = forms.CharField(
        label=gettext_lazy("Wer hat fotografiert?"), max_length=200,
        error_messages={"required": gettext_lazy("Bitte eintragen, wer fotografiert hat.")},
    )  # fmt: skip
    consent = forms.CharField(
        label=gettext_lazy("Sind Menschen zu erkennen? Wer hat zugestimmt?"), max_length=500,
        help_text=gettext_lazy("Zum Beispiel: niemand zu erkennen. Oder: alle drei haben zugestimmt. Bei Kindern die Eltern."),
        error_messages={"required": gettext_lazy("Bitte eintragen, ob Menschen zu erkennen sind und wer zugestimmt hat.")},
    )  # fmt: skip
