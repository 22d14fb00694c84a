"""Questions about one person: None, or the sentence why not."""

from django.utils.translation import gettext as _


def can_sign_in(person) -> str | None:
    """Why this person cannot sign in, or None."""
    if not person.is_active:
        return _("Dieser Zugang ist geschlossen.")
    if not person.email:
        return _("Ohne E-Mail-Adresse gibt es keine Anmeldung. Das Büro kann eine eintragen.")
    return None
