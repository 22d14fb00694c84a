"""Reads about people."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def demo_people() -> list[tuple[str, list[Person]]]:
    """The demo's people by role, roles and people in the order in which the demo made them."""
    groups: dict[str, list[Person]] = {}
    for person in Person.objects.filter(is_demo=True, is_active=True).order_by("pk"):
        groups.setdefault(person.demo_role, []).append(person)
    return list(groups.items())


def demo_person(pk: str) -> Person | None:
    """One of the demo's people; None for anybody else and for what is no number."""
    return Person.objects.filter(pk=int(pk), is_demo=True, is_active=True).first() if pk.isdecimal() and len(pk) < 19 else None


def factors(person: Person) -> dict:
    """The person's second factors: `app` (or None), `codes` (or None), `keys` (list of passkeys), `is_set` (app or key)."""
    rows = list(Authenticator.objects.filter(user_id=person.pk).order_by("pk"))
    by_type = {row.type: row for row in rows}
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "codes": by_type.get(Authenticator.Type.RECOVERY_CODES),
        "keys": [row.wrap() for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "is_set": any(row.type in FACTORS for row in rows),
    }


def has_factor(person: Person) -> bool:
    """Has the person set up an app or a passkey? One query."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists()


def session_count(person: Person) -> int:
    """On how many devices the person is signed in."""
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return UserSession.objects.filter(user_id=person.pk, session_key__in=alive).count()
