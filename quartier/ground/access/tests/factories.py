"""Roles for tests."""

import datetime

from quartier.ground.access.models import Membership
from quartier.ground.accounts.tests.factories import make_person

LONG_AGO = datetime.date(2009, 1, 1)


def make_member(role, place, person=None, *, from_on=LONG_AGO, until_on=None, **facts) -> Membership:
    """A membership in force, of a new person unless one is given."""
    return Membership.objects.create(person=person or make_person(), role=role, place=place, from_on=from_on, until_on=until_on, **facts)


def make_staff(role, place, **facts):
    """A person who holds the role at the place."""
    return make_member(role, place, make_person(**facts)).person
