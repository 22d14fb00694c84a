"""Questions about giving and ending roles: None, or the sentence why not. `gives` are the roles that the acting person may give there."""

from django.utils.translation import gettext as _

from quartier.ground.access import roles
from quartier.ground.access.models import Membership
from quartier.ground.acts import clock
from quartier.ground.ui import german

NEVER_WITHOUT = ("operator", "state_coordinator")


def may_give(gives, role: str, place):
    """Why this role may not be given at this place."""
    if role not in gives:
        return _("„%(role)s“ dürfen Sie hier nicht vergeben.") % {"role": roles.label(role)}
    return fits_place(role, place)


def fits_place(role: str, place):
    """Why this role cannot be held at this kind of place."""
    if place.kind in roles.ROLES[role].kinds:
        return None
    words = {"quarter": _("ein Quartier"), "district": _("einen Bezirk"), "city": _("die ganze Stadt")}
    kinds = _(" oder ").join(words[kind] for kind in roles.ROLES[role].kinds)
    return _("„%(role)s“ gilt für %(kinds)s. Bitte einen anderen Ort wählen.") % {"role": roles.label(role), "kinds": kinds}


def is_somebody_else(by, person):
    """Nobody gives a role to herself; `by=None` is the installation itself."""
    return _("Eine Rolle gibt Ihnen immer eine andere Person.") if by is not None and by.pk == person.pk else None


def can_hold(person):
    """Why this person can hold no role."""
    if person.erased_at or not person.is_active:
        return _("Dieser Zugang ist geschlossen.")
    return None if person.email else _("Wer hier arbeitet, meldet sich mit E-Mail an. Bitte eine E-Mail-Adresse eintragen.")


def dates_fit(from_on, until_on):
    """Why these days make no span in the future: (field, sentence), or None."""
    if until_on and until_on < from_on:
        return "until_on", _("Der letzte Tag liegt vor dem ersten. Bitte einen späteren Tag wählen.")
    if until_on and until_on < clock.today():
        return "until_on", _("Der letzte Tag ist schon vorbei. Bitte einen späteren Tag wählen.")
    return None


def is_new(person, role: str, place, from_on, until_on):
    """Why this would double a role that the person already has."""
    same = Membership.objects.filter(person=person, role=role, place=place).ahead(from_on)
    if until_on:
        same = same.filter(from_on__lte=until_on)
    found = same.first()
    if found is None:
        return None
    words = {"name": person.name, "role": roles.label(role), "day": german.day(found.from_on)}
    return _("%(name)s hat diese Rolle hier schon: %(role)s seit %(day)s.") % words


def may_end(gives, by, membership):
    """Why this person may not end this membership. One's own role can always be given back."""
    if membership.role in gives or (by is not None and by.pk == membership.person_id):
        return None
    return _("„%(role)s“ dürfen Sie hier nicht beenden.") % {"role": roles.label(membership.role)}


def can_end(membership, on):
    """Why this membership cannot end on that day."""
    today = clock.today()
    if membership.ended_on or (membership.until_on and membership.until_on < today):
        return _("Diese Rolle ist schon beendet.")
    if on < today:
        return _("Dieser Tag ist schon vorbei. Bitte heute oder einen späteren Tag wählen.")
    if membership.until_on and on > membership.until_on:
        return _("Die Rolle endet schon am %(day)s. Bitte einen früheren Tag wählen.") % {"day": german.day(membership.until_on)}
    return is_not_the_last(membership, on)


def is_not_the_last(membership, on):
    """Why nobody would be left with a role that the house cannot do without."""
    if membership.role not in NEVER_WITHOUT:
        return None
    others = Membership.objects.on(on).filter(role=membership.role, until_on__isnull=True, person__is_active=True).exclude(pk=membership.pk)
    if others.exclude(person_id=membership.person_id).exists():
        return None
    return _("Das ist die letzte Person mit der Rolle „%(role)s“. Bitte erst eine andere eintragen.") % {
        "role": roles.label(membership.role)
    }
