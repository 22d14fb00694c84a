"""A small book for tests: a quarter, a few people, threads and a pot with money in it."""

import datetime
import itertools

from django.contrib.auth import get_user_model

from quartier.ground.ledger import actions
from quartier.ground.ledger.actions import Name
from quartier.ground.ledger.models import Kind, Reason
from quartier.ground.quarters.tests import factories as places
from quartier.ground.workflow import actions as workflow

_numbers = itertools.count(1)
YEAR = 2026
BANK_DAY = datetime.date(2026, 5, 4)


def make_person(name="Ada"):
    """Somebody who acts."""
    return get_user_model().objects.create(name=f"{name} {next(_numbers)}")


def make_thread(place=None):
    """A matter that can hold money."""
    return workflow.open_thread(place or places.make_quarter(), "AF")


def name(kind, place=None, *, source="land", thread=None, year=YEAR, fund="aktionsfonds"):
    """The name of an account of the test pot."""
    place = place or places.make_quarter()
    budget_year = 0 if kind in (Kind.SOURCE, Kind.ALLOTTED) else year
    return Name(kind, fund, place.pk, year, budget_year, source, thread.pk if thread else 0)


def fill(cents, place=None, *, by=None, **part):
    """Put `cents` into the free account of the test pot; returns its name."""
    source, allotted, free = (name(kind, place, **part) for kind in (Kind.SOURCE, Kind.ALLOTTED, Kind.FREE))
    actions.transfer(source, allotted, cents, reason=Reason.ALLOT, by=by)
    actions.transfer(allotted, free, cents, reason=Reason.TRANCHE, by=by)
    return free
