"""Input of the selection panel → clean values; saves nothing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.calls import models
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui


class MemberForm(ui.Form):
    """Who comes into the panel, by address; a person who is not known yet is written down."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"), help_text=gettext_lazy("Damit meldet sich die Person an und bewertet, auch auf dem Telefon.")
    )
    speaks_for = forms.CharField(
        label=gettext_lazy("Für wen?"),
        max_length=120,
        help_text=gettext_lazy("Zum Beispiel: Quartiersrat, Jugendamt, Team."),
        error_messages={"required": gettext_lazy("Bitte eintragen, für wen die Person im Gremium sitzt, zum Beispiel: Quartiersrat.")},
    )


class CriterionRow(forms.Form):
    """One criterion."""

    label = forms.CharField(label=gettext_lazy("Kriterium"), max_length=200)
    max_points = fields.NumberField(label=gettext_lazy("Punkte"), least=1, most=100, initial=5)
    weight = fields.NumberField(label=gettext_lazy("Gewicht"), least=1, most=20, initial=1)
    is_knock_out = forms.BooleanField(label=gettext_lazy("muss erfüllt sein"), required=False)


class CriteriaForm(ui.Form):
    """The criteria of a call as a table."""

    rows = fields.RowsField(
        CriterionRow,
        label=gettext_lazy("Kriterien"),
        help_text=gettext_lazy(
            "Sobald jemand bewertet hat, stehen sie fest. „Muss erfüllt sein“: Geben mehr als die Hälfte 0 Punkte, ist die Bewerbung raus."
        ),
        most=20,
        spare=0,
        more_label=gettext_lazy("Noch ein Kriterium"),
    )


class BiasForm(ui.Form):
    """Why somebody keeps out."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Diesen Satz liest nur, wer die Auswahl leitet."),
    )


class ScoreForm(ui.Form):
    """Points of one member for one bid, criterion by criterion."""

    def __init__(self, *args, criteria, given=(), **kwargs):
        self.criteria = list(criteria)
        known = {score.criterion_id: score for score in given}
        super().__init__(*args, initial=_initial(known), **kwargs)
        for one in self.criteria:
            choices = [("", _("Bitte wählen")), *((n, str(n)) for n in range(one.max_points + 1))]
            hint = _("0 bis %(most)s Punkte.") % {"most": one.max_points}
            if one.is_knock_out:
                hint += " " + _("Muss erfüllt sein.")
            sentence = {"required": _("Bitte bei „%(what)s“ Punkte geben.") % {"what": one.label}}
            self.fields[f"points_{one.pk}"] = forms.TypedChoiceField(
                label=one.label, help_text=hint, choices=choices, coerce=int, error_messages=sentence
            )
            self.fields[f"comment_{one.pk}"] = forms.CharField(
                label=_("Bemerkung dazu"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
            )

    @property
    def points(self) -> dict[int, int]:
        """Criterion id → points; only after `is_valid()`."""
        return {one.pk: self.cleaned_data[f"points_{one.pk}"] for one in self.criteria}

    @property
    def comments(self) -> dict[int, str]:
        """Criterion id → comment; only after `is_valid()`."""
        return {one.pk: self.cleaned_data[f"comment_{one.pk}"] for one in self.criteria}


def _initial(known: dict[int, models.Score]) -> dict:
    return {f"points_{pk}": score.points for pk, score in known.items()} | {f"comment_{pk}": score.comment for pk, score in known.items()}
