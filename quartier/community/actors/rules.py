"""Questions about organisations and contacts: None, or the sentence why not."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import models

NAME_TAKEN = gettext_lazy("Diesen Namen gibt es hier schon. Bitte die vorhandene Organisation öffnen und ergänzen.")


def name_is_free(organisation) -> str | None:
    """Whether no other organisation of the place bears this name in any spelling of small and large letters."""
    same = models.Organisation.objects.filter(place=organisation.place, name__iexact=organisation.name.strip())
    return str(NAME_TAKEN) if same.exclude(pk=organisation.pk).exists() else None


def may_join(organisation, person, from_on, until_on) -> str | None:
    """Whether the person can act for the organisation in this span; a second contact may not overlap the first."""
    if until_on and until_on < from_on:
        return _("Das Ende liegt vor dem Anfang. Bitte ein späteres Datum wählen.")
    rows = models.Contact.objects.filter(organisation=organisation, person=person)
    if any(_overlaps(row, from_on, until_on) for row in rows.order_by("id")):
        return _("%(name)s handelt in dieser Zeit schon für diese Organisation. Bitte den vorhandenen Eintrag ändern.") % {
            "name": person.name
        }
    return None


def _overlaps(row, from_on, until_on) -> bool:
    begins_before_end = until_on is None or row.from_on <= until_on
    return begins_before_end and (row.until_on is None or row.until_on >= from_on)


def may_end(contact, until_on) -> str | None:
    """Whether the contact can end on this day."""
    if until_on < contact.from_on:
        return _("Das Ende liegt vor dem Anfang. Bitte ein späteres Datum wählen.")
    return None
