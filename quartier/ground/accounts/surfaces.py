"""What this app shows elsewhere."""

from django.conf import settings
from django.utils.translation import gettext as _

from quartier.ground.accounts import actions, queries


def personal_data(person) -> dict:
    """What is stored about the person here: German label → value."""
    known = queries.factors(person)
    return {
        _("Name"): person.name,
        _("E-Mail-Adresse"): person.email or "",
        _("Telefon"): person.phone,
        _("Adresse für Briefe"): ", ".join(person.postal_lines[1:]),
        _("Sprache"): dict(settings.LANGUAGES).get(person.language, person.language),
        _("Wie wir Sie am besten erreichen"): person.contact_note,
        _("Eingetragen am"): person.made_at,
        _("Zuletzt angemeldet"): person.last_login,
        _("Authenticator-App eingerichtet"): bool(known["app"]),
        _("Passkeys"): [key.name for key in known["keys"]],
        _("Angemeldete Geräte"): queries.session_count(person),
    }


def erase(person, *, by=None) -> None:
    """Erase the person; see `actions.erase_person`."""
    actions.erase_person(person, by=by or person)
