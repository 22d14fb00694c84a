"""Staff need a second factor. In the demo, where everybody is invented, they do not."""

from django.conf import settings

from quartier.ground.access import queries
from quartier.ground.accounts import queries as accounts

ON_THE_WAY = ("quartier.ground.accounts.", "allauth.")


def is_required() -> bool:
    """Does this installation ask staff for a second factor?"""
    return settings.STAFF_SECOND_FACTOR


def is_missing(person) -> bool:
    """True for a person with a role today who has set up neither an authenticator app nor a passkey."""
    return is_required() and queries.is_staff(person) and not accounts.has_factor(person)


def leads_there(view) -> bool:
    """The account's own pages stay open, so that the factor can be set up and one can sign out."""
    return view.__module__.startswith(ON_THE_WAY)
