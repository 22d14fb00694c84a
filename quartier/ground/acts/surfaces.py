"""What acts know of a person, and how it goes."""

from django.utils.translation import gettext as _

from quartier.ground.acts import drafts
from quartier.ground.acts.models import Entry
from quartier.ground.ui import german

WORDS = []  # floors above add what tells an entry in words: entry → sentence


def personal_data(person) -> dict:
    """What is stored about the person here: German label → lines. The log names acts, not what was read."""
    acted = Entry.objects.filter(by_id=person.pk).order_by().values("pk")
    about = Entry.objects.filter(personal_row__person_id=person.pk).exclude(personal_row__salt="").order_by().values("pk")
    found = list(Entry.objects.filter(pk__in=acted.union(about)).select_related("personal_row").order_by("id"))
    done = [entry for entry in found if entry.by_id == person.pk]
    told = [entry for entry in found if (row := getattr(entry, "personal_row", None)) and row.person_id == person.pk and row.salt]
    return {
        _("Entwürfe"): [f"{_title(draft)} ({_when(draft.saved_at)})" for draft in drafts.open_of(person)],
        _("Was Sie getan haben"): [f"{_when(entry.at)}: {_word(entry)}" for entry in done],
        _("Was im Protokoll über Sie steht"): [f"{_when(entry.at)}: {_text(entry.personal)}" for entry in told],
    }


def _title(draft) -> str:
    form = drafts.form_of(draft)
    return str(form.title) if form else draft.form_key


def _word(entry) -> str:
    return next((word for tell in WORDS if (word := tell(entry))), entry.act)


def _when(moment) -> str:
    return german.moment(moment)


def _text(personal: dict) -> str:
    return ", ".join(str(value) for value in personal.values() if value not in (None, ""))


def erase(person, *, by=None) -> None:
    """Drop the person's drafts. What the log tells is blanked by `log.erase_person`, once, at the end of the whole erasure."""
    drafts.erase_person(person.pk)
