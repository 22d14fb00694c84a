"""Questions about one person: None, or the sentence why not."""

from django.utils.translation import gettext_lazy as _

ADDRESS_TAKEN = _("Diese E-Mail-Adresse gehört schon zu einer anderen Person. Bitte eine andere eintragen.")
NEEDS_NAME = _("Bitte einen Namen eintragen.")
IS_ERASED = _("Diese Person ist gelöscht. Bitte neu eintragen.")


def can_sign_in(person):
    """Why this person cannot sign in, or None."""
    if not person.is_active:
        return _("Dieser Zugang ist geschlossen.")
    if not person.email:
        return _("Ohne E-Mail-Adresse gibt es keine Anmeldung. Das Büro kann eine eintragen.")
    return None


def can_take_address(person, email: str | None):
    """Why the office may not write this address to the person, or None. A person who has signed in changes it herself."""
    if person.erased_at:
        return IS_ERASED
    if person.claimed_at and person.email:
        return _("Diese Person hat sich schon angemeldet und ändert ihre Adresse selbst unter „Mein Konto“.")
    other = type(person).objects.with_email(email) if email else None
    return ADDRESS_TAKEN if other and other.pk != person.pk else None
