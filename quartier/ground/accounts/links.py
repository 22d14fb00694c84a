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
    """A link that was read: for whom it was made, and the case by kind and id."""

    key: str
    person_id: int
    kind: str
    id: int
    version: int


def key(person_id: int, about_kind: str, about_id: int, version: int = 1) -> str:
    """The secret part of the address for this person and case. It belongs in mails to the person and nowhere else."""
    return signing.Signer(salt=_SALT).sign_object([person_id, about_kind, about_id, version])


def read(value: str) -> Link | None:
    """What the link says; None when it was not made here."""
    try:
        person_id, kind, about_id, version = signing.Signer(salt=_SALT).unsign_object(value)
    except (signing.BadSignature, ValueError):
        return None
    return Link(value, person_id, kind, about_id, version)


def person_of(link: Link, known: models.Person | None = None) -> models.Person | None:
    """For whom the link was made; None when she is gone. `known`: who was read with the case; mostly it is she."""
    if known is None or known.pk != link.person_id:
        known = models.Person.objects.filter(pk=link.person_id).first()
    return known if known is not None and known.is_active else None
