"""Links that take the place of an account: signed, so that nothing secret is stored and each mail can carry the same one."""

from django.core import signing
from django.utils.crypto import constant_time_compare

from quartier.community.events import models
from quartier.ground.notify import addresses

SALT = "quartier.events."


def token(row) -> str:
    """What stands in the address of a registration or of an event handed in: its number and a signature over number and key."""
    return f"{row.pk}-{_signature(row)}"


def fits(row, given: str) -> bool:
    """Whether the token belongs to this row."""
    return constant_time_compare(token(row), given)


def number(given: str) -> int | None:
    """The number that a token claims; None if it claims none."""
    pk = given.partition("-")[0]
    return int(pk) if pk.isdecimal() and len(pk) < 18 else None


def path(row) -> str:
    """The address of the own page of a registration or of an event handed in."""
    if isinstance(row, models.Series):
        return f"/{row.place.slug}/termine/weiter/{token(row)}/"
    word = "anmeldung" if isinstance(row, models.Booking) else "vorschlag"
    return f"/{row.event.place.slug}/termine/{word}/{token(row)}/"


def absolute(row) -> str:
    """The same with the host, for mails."""
    return addresses.absolute(path(row))


def _signature(row) -> str:
    return signing.Signer(salt=f"{SALT}{type(row).__name__.lower()}").signature(f"{row.pk}:{row.key}")
