"""Input about calls → clean values; saves nothing."""

import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import models as actors
from quartier.funding.calls import texts
from quartier.funding.calls.queries import panel as panel_queries
from quartier.funding.calls.rules import calls as rules
from quartier.funding.calls.rules import panel as panel_rules
from quartier.ground.acts import clock
from quartier.ground.acts.forms import HumanForm
from quartier.ground.ui import fields, german
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms

LONG = forms.Textarea({"rows": 4})
WORDS = (
    "title", "summary", "situation", "goals", "tasks", "target_group", "where", "starts_on", "ends_on", "max_cents", "requirements",
    "sustainability", "documents", "procedure", "panel_text", "contact", "presentations_on", "is_scored", "external_reference",
)  # fmt: skip
ORDER = (*WORDS[:13], "deadline_on", "deadline_time", "procedure", "presentations_on", "panel_text", "contact", "is_scored")
FROM_BRIEF = ("title", "situation", "goals", "tasks", "target_group", "where", "starts_on", "ends_on", "max_cents")


def moment(day, time):
    """A moment in Berlin from a day and a time."""
    return datetime.datetime.combine(day, time, tzinfo=clock.BERLIN)


class DeadlineFields(forms.Form):
    """Day and hour of the deadline → `deadline_at`."""

    deadline_on = fields.DateField(label=gettext_lazy("Bewerbungsschluss am"))
    deadline_time = fields.TimeField(label=gettext_lazy("um"), help_text=gettext_lazy("Auf die Sekunde: Wer später kommt, ist verspätet."))

    def clean(self):
        data = super().clean()
        day, time = data.pop("deadline_on", None), data.pop("deadline_time", None)
        if day and time:
            data["deadline_at"] = moment(day, time)
            if data["deadline_at"] <= clock.now():
                self.add_error("deadline_on", _("Der Bewerbungsschluss liegt in der Vergangenheit. Bitte einen späteren Tag wählen."))
        return data


class CallForm(step_forms.StepForm, DeadlineFields, ui.Form):
    """The headings of a call. Filled in from its brief."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("Wer sucht was, in zwei Sätzen"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Bitte in zwei Sätzen schreiben, wen Sie suchen und wofür.")},
    )
    situation = forms.CharField(label=gettext_lazy("Ausgangslage"), max_length=5000, widget=LONG)
    goals = forms.CharField(label=gettext_lazy("Ziele"), max_length=5000, widget=LONG)
    tasks = forms.CharField(label=gettext_lazy("Beschreibung und Aufgaben"), max_length=5000, widget=LONG)
    target_group = forms.CharField(label=gettext_lazy("Zielgruppe"), max_length=300)
    where = forms.CharField(label=gettext_lazy("Ort"), max_length=300, required=False)
    starts_on = fields.DateField(label=gettext_lazy("Erster Tag"))
    ends_on = fields.DateField(label=gettext_lazy("Letzter Tag"))
    max_cents = fields.MoneyField(label=gettext_lazy("Höchste Fördersumme für die ganze Zeit"), least=100)
    requirements = forms.CharField(label=gettext_lazy("Anforderungen an den Träger"), required=False, max_length=5000, widget=LONG)
    sustainability = forms.CharField(
        label=gettext_lazy("Was nach der Förderung bleiben soll"), required=False, max_length=5000, widget=LONG
    )
    documents = forms.CharField(label=gettext_lazy("Einzureichende Unterlagen"), required=False, max_length=5000, widget=LONG)
    procedure = forms.CharField(label=gettext_lazy("Auswahlverfahren"), max_length=5000, widget=LONG)
    presentations_on = fields.DateField(label=gettext_lazy("Vorstellung der Konzepte ab"), required=False)
    panel_text = forms.CharField(label=gettext_lazy("Wer auswählt"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    contact = forms.CharField(
        label=gettext_lazy("Ansprechperson"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Name, Telefon, E-Mail, Anschrift für Briefe. Das steht öffentlich."),
    )
    is_scored = forms.BooleanField(
        label=gettext_lazy("Das Gremium vergibt Punkte"),
        required=False,
        help_text=gettext_lazy("Ohne Häkchen entscheidet es im Gespräch und begründet in Worten."),
    )
    external_reference = forms.CharField(label=gettext_lazy("Nummer im Fördersystem des Landes"), required=False, max_length=60)

    def __init__(self, data=None, files=None, *, case=None, person=None, brief=None, **kwargs):
        self.brief = case.brief if case else brief
        super().__init__(data, files, case=case, person=person, initial=_from_call(case) if case else _from_brief(self.brief), **kwargs)
        self.order_fields(list(ORDER))

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on"):
            self._check_days(data)
        if data.get("max_cents", 0) > self.brief.max_cents:
            facts = {"held": german.euro(self.brief.max_cents)}
            self.add_error("max_cents", _("Vorgemerkt sind %(held)s. Bitte nicht mehr versprechen.") % facts)
        first, deadline = data.get("presentations_on"), data.get("deadline_at")
        if first and deadline and first < german.local(deadline).date():
            self.add_error("presentations_on", _("Die Vorstellung liegt vor dem Bewerbungsschluss. Bitte einen späteren Tag wählen."))
        return data

    def _check_days(self, data):
        if data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn. Bitte die Tage prüfen."))
        elif sentence := rules.within_period(self.brief, data["starts_on"], data["ends_on"]):
            self.add_error("starts_on" if data["starts_on"] < self.brief.starts_on else "ends_on", sentence)
        if {"deadline_at", "ends_on"} <= data.keys() and german.local(data["deadline_at"]).date() >= data["ends_on"]:
            self.add_error("deadline_on", _("Der Bewerbungsschluss liegt nach dem Ende des Projekts. Bitte einen früheren Tag wählen."))


def _from_call(call) -> dict:
    local = german.local(call.deadline_at)
    return {**{word: getattr(call, word) for word in WORDS}, "deadline_on": local.date(), "deadline_time": local.time()}


def _from_brief(brief) -> dict:
    standard = {
        "requirements": texts.REQUIREMENTS,
        "sustainability": texts.SUSTAINABILITY,
        "documents": texts.DOCUMENTS,
        "procedure": texts.PROCEDURE,
        "panel_text": texts.PANEL,
    }
    return {
        **{word: getattr(brief, word) for word in FROM_BRIEF},
        **{word: str(text) for word, text in standard.items()},
        "is_scored": True,
        "deadline_time": datetime.time(12, 0),
    }


class ExtendForm(step_forms.StepForm, DeadlineFields):
    """A later deadline."""

    def __init__(self, data=None, files=None, *, case=None, **kwargs):
        local = german.local(case.deadline_at)
        super().__init__(data, files, case=case, initial={"deadline_on": local.date(), "deadline_time": local.time()}, **kwargs)

    def clean(self):
        data = super().clean()
        if "deadline_at" in data and not self.errors and (sentence := rules.later_deadline(self.case, deadline_at=data["deadline_at"])):
            self.add_error("deadline_on", sentence)
        return data


class ChooseForm(step_forms.StepForm):
    """Which bid, and why; the reasons stand in all letters."""

    bid = forms.ModelChoiceField(label=gettext_lazy("Bewerbung"), queryset=None, widget=forms.RadioSelect, empty_label=None)
    choice_reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        max_length=3000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Sie steht in allen Briefen. Bitte nichts über einzelne Personen schreiben."),
        error_messages={"required": gettext_lazy("Bitte die Wahl begründen. Die Begründung steht in allen Briefen.")},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        ranks = {rank.bid.pk: rank for rank in panel_queries.ranking(case)}
        self.fields["bid"].queryset = case.bids.filter(state="formally_ok").select_related("organisation").order_by("pk")
        self.fields["bid"].label_from_instance = lambda bid: _named(bid, ranks.get(bid.pk) if case.is_scored else None)

    def clean_choice_reason(self):
        reason = self.cleaned_data["choice_reason"]
        if sentence := panel_rules.reason_is_given(self.case, choice_reason=reason):
            raise forms.ValidationError(sentence)
        return reason


def _named(bid, rank) -> str:
    if rank is None:
        return f"{bid.organisation.name}, {german.euro(bid.grant_cents or 0)}"
    facts = {"who": bid.organisation.name, "points": rank.shown, "possible": rank.possible, "place": rank.place}
    told = _("%(who)s: %(points)s von %(possible)s Punkten, Platz %(place)s") % facts
    return _("%(told)s (kann nicht gewählt werden)") % {"told": told} if panel_rules.points_suffice(rank) else told


class AskForm(HumanForm, ui.Form):
    """A question about an open call, without an account."""

    text = forms.CharField(
        label=gettext_lazy("Ihre Frage"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Frage und Antwort stehen danach öffentlich, ohne Ihren Namen."),
        error_messages={"required": gettext_lazy("Bitte Ihre Frage eintragen.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        required=False,
        help_text=gettext_lazy("Wenn Sie die Antwort auch zugeschickt bekommen möchten. Danach löschen wir die Adresse."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class AnswerForm(ui.Form):
    """The answer, and the question as it may stand publicly."""

    public_text = forms.CharField(
        label=gettext_lazy("Frage, wie sie öffentlich steht"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Bitte Namen und alles, woran man die fragende Person erkennt, herausnehmen."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Antwort"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte eine Antwort schreiben.")},
    )


class EnterBidForm(ui.Form):
    """A bid on paper: from whom, and when it came."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Absender"),
        queryset=None,
        empty_label=gettext_lazy("Bitte wählen"),
        help_text=gettext_lazy("Fehlt die Organisation? Tragen Sie sie erst unter „Netzwerk“ ein."),
    )
    received_on = fields.DateField(label=gettext_lazy("Eingegangen am"))
    received_time = fields.TimeField(label=gettext_lazy("um"))
    name = forms.CharField(
        label=gettext_lazy("Wer hat unterschrieben?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Nur nötig, wenn bei der Organisation noch niemand eingetragen ist."),
    )
    email = forms.EmailField(label=gettext_lazy("E-Mail dieser Person"), required=False)

    def __init__(self, *args, call, **kwargs):
        local = german.local(clock.now())
        kwargs.setdefault("initial", {"received_on": local.date(), "received_time": local.time()})
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["organisation"].queryset = actors.Organisation.objects.near(call.place)

    def clean(self):
        data = super().clean()
        day, time = data.get("received_on"), data.get("received_time")
        if day and time:
            data["received_at"] = moment(day, time)
            if data["received_at"] > clock.now():
                self.add_error("received_on", _("Der Eingang liegt in der Zukunft. Bitte Tag und Uhrzeit prüfen."))
        if data.get("email") and not data.get("name"):
            self.add_error("name", _("Bitte auch den Namen eintragen."))
        return data


STEP_FORMS = {"change_call": CallForm, "extend_call": ExtendForm, "choose": ChooseForm}
