"""Organisations for tests, made by the real verbs."""

import itertools

from quartier.community.actors import actions, models
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests.factories import make_quarter

_numbers = itertools.count(1)


def make_team(place=None, role="team_member", name="Lea Brandt"):
    """Somebody of the team of the quarter."""
    return make_staff(role, place or make_quarter(), name=name)


def make_organisation(place=None, by=None, name=None, **words) -> models.Organisation:
    """An association of a quarter."""
    place = place or make_quarter()
    words = {"legal_form": "ev", **words}
    return actions.make_organisation(
        place=place, name=name or f"Verein {next(_numbers)}", by=by or make_staff("team_member", place), **words
    )


def make_carrier(organisation=None, person=None, **words):
    """Somebody who acts for an organisation since today."""
    organisation = organisation or make_organisation()
    words = {"role": "Vorstand", "from_on": clock.today(), **words}
    contact = actions.add_contact(organisation, person=person or make_person(), by=make_staff("team_member", organisation.place), **words)
    return contact.person
