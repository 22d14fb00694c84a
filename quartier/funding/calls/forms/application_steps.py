"""What the office enters about an application: the formal check, and what its steps ask for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.ground.ui import forms as ui
from quartier.ground.ui import german
from quartier.ground.workflow import forms as workflow

ANSWERS = [("", gettext_lazy("offen")), ("ja", gettext_lazy("ja")), ("nein", gettext_lazy("nein"))]
MEANING = {"ja": True, "nein": False, "": None}
WORD = {True: "ja", False: "nein", None: ""}


class CheckForm(ui.Form):
    """Ticks with remarks, and each item: open, yes or no."""

    def __init__(self, *args, application, **kwargs):
        self.application, self.why_not = application, rules.can_be_checked(application)
        super().__init__(*args, **kwargs)
        self.known = queries.ticks(application)
        self.things = list(application.items.all())
        for code, label in rules.ticks_for(application).items():
            self._add_tick(code, label)
        for item in self.things:
            self.fields[f"item-{item.pk}"] = _answer(item.what, WORD[item.is_eligible])

    def _add_tick(self, code, label):
        tick = self.known.get(code)
        self.fields[f"tick-{code}"] = _answer(label, WORD[tick.is_met if tick else None])
        self.fields[f"remark-{code}"] = forms.CharField(
            label=_("Vermerk: %(what)s") % {"what": label}, required=False, max_length=300, initial=tick.remark if tick else ""
        )

    @property
    def ticks(self) -> list[tuple]:
        """(answer field, remark field, tick with who and when or None)."""
        return [(self[f"tick-{code}"], self[f"remark-{code}"], self.known.get(code)) for code in rules.ticks_for(self.application)]

    @property
    def rows(self) -> list[tuple]:
        """(item, its field)."""
        return [(item, self[f"item-{item.pk}"]) for item in self.things]

    def answers(self) -> dict:
        """What `actions.check` takes."""
        said = self.cleaned_data
        codes = rules.ticks_for(self.application)
        return {
            "ticks": {code: MEANING[said[f"tick-{code}"]] for code in codes},
            "remarks": {code: said[f"remark-{code}"] for code in codes},
            "items": {item.pk: MEANING[said[f"item-{item.pk}"]] for item in self.things},
        }


def _answer(label, initial):
    return forms.ChoiceField(label=label, choices=ANSWERS, required=False, initial=initial, widget=forms.Select({"class": "in-short"}))


class TableForm(workflow.StepForm):
    """Which meeting decides."""

    meeting = forms.ChoiceField(
        label=gettext_lazy("Auf welche Tagesordnung?"),
        error_messages={"required": gettext_lazy("Bitte eine Sitzung wählen.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = queries.meetings(self.case.place, self.case.rules, self.case.requested_cents)
        self.meetings = {str(one.pk): one for one in found if one.state in ("planned", "invited", "open")}
        field = self.fields["meeting"]
        field.choices = [(pk, f"{one.body.name}, {german.moment(one.starts_at)}") for pk, one in self.meetings.items()]
        if not self.meetings:
            field.help_text = _("Es ist keine Sitzung geplant. Bitte zuerst unter „Gremien“ eine planen.")

    def clean_meeting(self):
        return self.meetings[self.cleaned_data["meeting"]]


class QuestionsForm(workflow.StepForm):
    """What the applicant is asked."""

    reason = forms.CharField(
        label=gettext_lazy("Was soll die Person ändern oder ergänzen?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Eine Frage je Zeile. Die Person liest genau das."),
        error_messages={"required": gettext_lazy("Bitte schreiben, was fehlt. Ohne Frage kann die Person nichts ändern.")},
    )


class IneligibleForm(workflow.StepForm):
    """Why the money may not be used for this."""

    reason = forms.CharField(
        label=gettext_lazy("Warum geht es nicht, und wo gibt es Hilfe?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Es steht so im Brief: was, warum, was jetzt möglich ist."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen. Die Person hat ein Recht darauf.")},
    )


class NoteForm(workflow.StepForm):
    """A note for the office."""

    reason = forms.CharField(
        label=gettext_lazy("Notiz"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Sie steht im Verlauf. Nur das Büro und die Prüfung lesen sie."),
        error_messages={"required": gettext_lazy("Bitte etwas schreiben, zum Beispiel: am Telefon beraten.")},
    )
