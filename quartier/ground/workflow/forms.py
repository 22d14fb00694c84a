"""The small forms of a step: the reason, and what else a step asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """Base of a form that a step asks for. It knows the case (`self.case`) and the person (`self.person`).

    Clean values go to the action under their names.
    """

    def __init__(self, data=None, files=None, *, case=None, person=None, **kwargs):
        self.case, self.person = case, person
        super().__init__(data, files, **kwargs)


def reason_field(is_public: bool) -> forms.CharField:
    """The field for a reason; it says who will read it."""
    hint = _("Ein bis drei Sätze: was, warum, was jetzt.")
    public = _("Der Grund steht öffentlich im Verlauf. Bitte keine Namen und nichts Persönliches.")
    return forms.CharField(
        label=_("Grund"),
        help_text=public if is_public else hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte einen Grund eintragen. Er steht danach im Verlauf.")},
    )
