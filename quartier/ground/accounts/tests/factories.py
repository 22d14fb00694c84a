"""People for tests."""

import itertools

from quartier.ground.accounts.models import Person

_numbers = itertools.count(1)
NOBODY_GIVEN = object()


def make_person(name="Lea Brandt", email=NOBODY_GIVEN, **facts) -> Person:
    """A person with an address of her own, unless `email` says otherwise (None: none)."""
    if email is NOBODY_GIVEN:
        email = f"mensch{next(_numbers)}@beispiel.de"
    return Person.objects.create(name=name, email=email, **facts)
