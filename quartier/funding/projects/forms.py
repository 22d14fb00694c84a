"""Input about projects → clean values; saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy

from quartier.funding.grants.forms.grantee import PhotoForm
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui

__all__ = ["DescribeForm", "MilestoneRow", "PhotoForm"]


class MilestoneRow(forms.Form):
    """One milestone."""

    label = forms.CharField(label=gettext_lazy("Meilenstein"), max_length=200)
    due_on = fields.DateField(label=gettext_lazy("Bis wann?"), required=False)
    reached_on = fields.DateField(label=gettext_lazy("Erreicht am"), required=False)


class DescribeForm(ui.Form):
    """What the public page says."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Worum geht es?"), required=False, max_length=4000, widget=forms.Textarea({"rows": 6}))
    where = forms.CharField(label=gettext_lazy("Ort"), required=False, max_length=300)
    contact = forms.CharField(
        label=gettext_lazy("Kontakt"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Steht öffentlich da. Bitte nur dienstliche Angaben."),
    )
    result = forms.CharField(
        label=gettext_lazy("Was daraus geworden ist"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    milestones = fields.RowsField(MilestoneRow, label=gettext_lazy("Meilensteine"), least=0, most=30, required=False)
