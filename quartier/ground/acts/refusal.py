"""How a rule says no: with the sentence that helps."""

from django.core.exceptions import NON_FIELD_ERRORS


class Refused(Exception):
    """A rule says no. `sentence` is for the person: what, why, what now. `field` names the form field it belongs to, if one."""

    def __init__(self, sentence, field: str | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)

    def onto(self, form) -> None:
        """Put the sentence beside its field, or on top of the form if it has no such field."""
        field = self.field if self.field in form.fields else None
        if not hasattr(form, "cleaned_data"):
            form.cleaned_data = {}
        form.add_error(field or NON_FIELD_ERRORS, str(self.sentence))


def insist(sentence, field: str | None = None) -> None:
    """Raise `Refused` if a rule answered with a sentence; nothing happens on None."""
    if sentence:
        raise Refused(sentence, field)
