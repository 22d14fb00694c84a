"""The idea on paper: the same questions in the same order, as a page for printing and as PDF."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.community.participation import forms, subjects
from quartier.ground.notify import sheets

DRAFT = subjects.DRAFT


@dataclass(frozen=True, kw_only=True)
class Sheet(sheets.Sheet):
    """What stands on the paper besides its lines: the questions with their hints, and what is signed."""

    questions: tuple[str, ...]
    hints: tuple[str, ...]
    shows_name: str
    declaration: str
    next: str


def sheet(place, code: str = "") -> Sheet:
    """The words of the sheet of a quarter."""
    return Sheet(
        title=_("Ihre Idee"),
        subtitle=_("%(where)s. Was fehlt hier, was wäre schön?") % {"where": sheets.where(place)},
        how=_how(place, code),
        code=code,
        programme=sheets.programme(place),
        questions=tuple(str(question.question) for question in forms.QUESTIONS),
        hints=tuple(str(question.hint) for question in forms.QUESTIONS[:-1]),
        shows_name=str(forms.NameFields.base_fields["shows_name"].label),
        declaration=_("Ich bin einverstanden, dass das Quartiersmanagement meine Idee und diese Angaben speichert."),
        next=_("Das Team liest die Idee zuerst. Danach steht sie öffentlich, Ihr Name nur mit dem Häkchen. Sie können sie zurückziehen."),
    )


def _how(place, code) -> str:
    online = _("Sie können mit dem Code auch im Internet weitermachen.") if code else ""
    told = [_("Ausfüllen und im Büro abgeben."), sheets.help_of(place), online]
    return " ".join(filter(None, told))


TWIN = sheets.Twin(
    sheet,
    "participation/print/idea_sheet.html",
    "participation/idea_sheet",
    DRAFT,
    "Idee.pdf",
    home="participation.new",
    here="participation.sheet",
    as_pdf="participation.sheet_pdf",
)
