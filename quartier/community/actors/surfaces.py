"""What organisations show elsewhere: one person's data."""

from django.utils.translation import gettext as _

from quartier.community.actors import actions, models
from quartier.ground.ui import german


def personal_data(person) -> dict:
    """What is stored about the person here: German label → value."""
    rows = models.Contact.objects.filter(person=person).select_related("organisation").order_by("id")
    return {_("Handelt für"): [_told(row) for row in rows]}


def _told(row) -> str:
    until = _("bis %(day)s") % {"day": german.day(row.until_on)} if row.until_on else _("bis heute")
    return f"{row.organisation.name}, {row.role} ({_('ab')} {german.day(row.from_on)} {until})"


def erase(person, *, by=None) -> None:
    """Take role and public name away and end what still runs; the span stays, because awards point at it."""
    actions.forget_person(person)
