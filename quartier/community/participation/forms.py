"""Input about ideas → clean values; saves nothing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.participation import queries, rules
from quartier.ground.acts.forms import HumanForm
from quartier.ground.ui import forms as ui
from quartier.ground.workflow import forms as step_forms


class WhatForm(ui.Form):
    """The first question."""

    question = gettext_lazy("Was ist Ihre Idee?")
    hint = gettext_lazy("Schreiben Sie, wie Sie sprechen. Fehler machen nichts.")

    title = forms.CharField(
        label=gettext_lazy("In wenigen Worten"),
        max_length=80,
        help_text=gettext_lazy("So heißt Ihre Idee auf der Seite. Zum Beispiel: Spielstraße am Samstag"),
        error_messages={"required": gettext_lazy("Bitte der Idee einen Namen geben, zum Beispiel: Bänke für den Markt.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Was soll passieren?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte in ein, zwei Sätzen schreiben, was passieren soll.")},
    )


class WhyForm(ui.Form):
    """The second question."""

    question = gettext_lazy("Warum und für wen?")
    hint = gettext_lazy("Was fehlt heute? Wer hat etwas davon?")

    why = forms.CharField(
        label=gettext_lazy("Warum brauchen wir das, und wem hilft es?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte kurz schreiben, wem die Idee hilft, zum Beispiel: Kindern aus unserer Straße.")},
    )


class WhereForm(ui.Form):
    """The third question."""

    question = gettext_lazy("Wo?")
    hint = gettext_lazy("Eine Straße, ein Platz, ein Haus. Wenn es überall sein kann, schreiben Sie: im ganzen Quartier.")

    where = forms.CharField(
        label=gettext_lazy("Ort"),
        max_length=160,
        error_messages={"required": gettext_lazy("Bitte einen Ort nennen, zum Beispiel: Donaustraße, vor der Schule.")},
    )


class NameFields(ui.Form):
    """Name of the author, and whether everybody may read it."""

    author_name = forms.CharField(
        label=gettext_lazy("Ihr Name"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    shows_name = forms.BooleanField(
        label=gettext_lazy("Mein Name darf bei der Idee stehen"),
        required=False,
        help_text=gettext_lazy("Sie können ihn jederzeit wieder entfernen."),
    )

    def clean(self):
        data = super().clean()
        if data.get("shows_name") and not data.get("author_name"):
            self.add_error("author_name", _("Bitte einen Namen eintragen, der bei der Idee stehen soll, oder das Häkchen wegnehmen."))
        return data


class WhoForm(HumanForm, NameFields):
    """Who writes: the address for the confirmation, a name if she likes."""

    question = gettext_lazy("Wie erreichen wir Sie?")
    hint = gettext_lazy("Wir schicken Ihnen einen Link zum Bestätigen. Ihre E-Mail-Adresse steht nirgends öffentlich.")

    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy(
                "Bitte eine E-Mail-Adresse eintragen. Ohne sie können wir Ihre Idee nicht annehmen. Oder kommen Sie ins Büro."
            )
        },
    )
    field_order = ["email", "author_name", "shows_name"]


QUESTIONS = (WhatForm, WhyForm, WhereForm, WhoForm)


class SupportForm(HumanForm, ui.Form):
    """An address, so that each person counts once."""

    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        help_text=gettext_lazy("Sie steht nirgends öffentlich. Sie dient dazu, dass jede Person einmal zählt."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Bitte eine E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de.")},
    )


class EnterForm(NameFields):
    """The office writes down what somebody told."""

    title = forms.CharField(label=gettext_lazy("Idee in wenigen Worten"), max_length=80)
    text = forms.CharField(label=gettext_lazy("Was soll passieren?"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    why = forms.CharField(label=gettext_lazy("Warum und für wen?"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    where = forms.CharField(label=gettext_lazy("Wo?"), max_length=160)
    author_name = forms.CharField(label=gettext_lazy("Name der Person"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail"), required=False, help_text=gettext_lazy("Wenn es eine gibt: Die Person bekommt dann Nachricht.")
    )
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"}))
    shows_name = forms.BooleanField(label=gettext_lazy("Der Name darf bei der Idee stehen"), required=False)
    agrees = forms.BooleanField(
        label=gettext_lazy("Die Person ist einverstanden, dass wir die Idee und diese Angaben speichern"),
        error_messages={"required": gettext_lazy("Ohne Einverständnis dürfen wir die Idee nicht speichern. Bitte fragen und ankreuzen.")},
    )
    field_order = ["title", "text", "why", "where", "author_name", "email", "phone", "shows_name", "agrees"]


class AnswerForm(step_forms.StepForm):
    """The official answer."""

    answer = forms.CharField(
        label=gettext_lazy("Antwort"),
        max_length=3000,
        widget=forms.Textarea({"rows": 7}),
        help_text=gettext_lazy("Sie steht öffentlich und geht an die Person: was, warum und was jetzt möglich ist."),
        error_messages={"required": gettext_lazy("Bitte eine Antwort schreiben, die weiterhilft: was, warum und was jetzt möglich ist.")},
    )

    def __init__(self, *args, case, **kwargs):
        kwargs.setdefault("initial", {"answer": case.answer})
        super().__init__(*args, case=case, **kwargs)

    def clean_answer(self):
        answer = self.cleaned_data["answer"]
        if sentence := rules.answer_is_given(self.case, answer=answer):
            raise forms.ValidationError(sentence)
        return answer


class MergeForm(step_forms.StepForm):
    """The idea in which this one goes on."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Mit welcher Idee?"),
        queryset=None,
        empty_label=gettext_lazy("Bitte wählen"),
        help_text=gettext_lazy("Diese bleibt. Wer die andere unterstützt hat, zählt hier mit; die alte Adresse führt hierher."),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["into"].queryset = queries.merge_targets(case)


class HoldBackForm(step_forms.StepForm):
    """Why everybody must not read it."""

    reason = forms.CharField(
        label=gettext_lazy("Warum kann die Idee nicht öffentlich stehen?"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Zum Beispiel: Beleidigung, Werbung, Angaben über andere Menschen. Die Person bekommt diesen Satz."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen. Die Person hat ein Recht darauf.")},
    )


class RedactForm(step_forms.StepForm):
    """What may stay, and why the rest had to go. Nothing may be added: the idea stays in the author's words."""

    title = forms.CharField(label=gettext_lazy("Idee in wenigen Worten"), max_length=80)
    text = forms.CharField(label=gettext_lazy("Was soll passieren?"), max_length=2000, widget=forms.Textarea({"rows": 5}))
    why = forms.CharField(label=gettext_lazy("Warum und für wen?"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    where = forms.CharField(label=gettext_lazy("Wo?"), max_length=160)
    reason = forms.CharField(
        label=gettext_lazy("Warum wird gekürzt?"),
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Bitte nicht wiederholen, was weg soll."),
        error_messages={"required": gettext_lazy("Bitte einen Grund eintragen, zum Beispiel: Name eines Nachbarn.")},
    )

    def __init__(self, *args, case, **kwargs):
        kwargs.setdefault("initial", {word: getattr(case, word) for word in ("title", "text", "why", "where")})
        super().__init__(*args, case=case, **kwargs)

    def clean(self):
        data = super().clean()
        for word in ("title", "text", "why", "where"):
            if sentence := word in data and rules.only_cuts(getattr(self.case, word), data[word]):
                self.add_error(word, sentence)
        if not self.errors and all(data[word] == getattr(self.case, word) for word in ("title", "text", "why", "where")):
            self.add_error(None, _("Es ist noch nichts gekürzt. Bitte herausnehmen, was nicht öffentlich sein darf, oder abbrechen."))
        return data
