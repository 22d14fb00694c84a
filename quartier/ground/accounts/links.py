"""A status link by mail instead of an account: who follows it acts as the person it was made for, on one case only.

The link carries person, case and version, signed; nothing is stored, and the same case gives the same link. Raising the case's version
makes older links void.
"""

from dataclasses import dataclass

from django.core import signing

from quartier.ground.accounts import models

_SALT = "accounts.links"


@dataclass(frozen=True)
class Link:
    """A link that was read: the person, and the case by kind and id."""

    key: str
    person: models.Person
    kind: str
    id: int
    version: int


def key(person_id: int, about_kind: str, about_id: int, version: int = 1) -> str:
    """The secret part of the address for this person and case. It belongs in mails to the person and nowhere else."""
    return signing.Signer(salt=_SALT).sign_object([person_id, about_kind, about_id, version])


def read(value: str) -> Link | None:
    """What the link says; None when it was not made here or the person is gone."""
    try:
        person_id, kind, about_id, version = signing.Signer(salt=_SALT).unsign_object(value)
    except (signing.BadSignature, ValueError):
        return None
    person = models.Person.objects.filter(pk=person_id, is_active=True).first()
    return Link(value, person, kind, about_id, version) if person else None
