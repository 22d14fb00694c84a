"""Staff need a second factor. In the demo, where everybody is invented, they do not."""

from django.conf import settings

from django.conf import settings

from quartier.ground.access import queries


def is_required() -> bool:
    """Does this installation ask staff for a second factor?"""
    return settings.STAFF_SECOND_FACTOR


def is_missing(request) -> bool:
    """True for a person with a role today who has set up neither an authenticator app nor a passkey."""
    person = request.user
    return is_required() and queries.is_staff(person) and not _has_one(person)


def _has_one(person) -> bool:
    from allauth.mfa.models import Authenticator

    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=person.pk, type__in=strong).exists()
