import pytest
from django.db import connection

from quartier.ground.access.models import Membership
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, subjects
from quartier.ground.quarters.tests import factories
from quartier.ground.workflow import steps
from quartier.ground.workflow.tests import matter


@pytest.fixture(scope="session")
def matter_table(django_db_setup, django_db_blocker):
    """The table of the test's own case."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(matter.Matter)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(matter.Matter)


@pytest.fixture
def matters(matter_table, monkeypatch):
    """The test's own case is known to the house, for one test."""
    monkeypatch.setitem(subjects._by_kind, matter.Matter.KIND, matter.MatterSubject())
    monkeypatch.setitem(steps.ALL, matter.Matter.KIND, matter.STEPS)


@pytest.fixture
def place(db):
    return factories.make_quarter()


def person(name="Ivana Petrović", role=None, place=None):
    """A person, with a role at a place where one is given."""
    made = Person.objects.create(name=name)
    if role:
        Membership.objects.create(person=made, role=role, place=place, from_on=clock.today())
    return made


@pytest.fixture
def lead(place):
    return person("Lea Brandt", "team_lead", place)


@pytest.fixture
def author(db):
    return person()


@pytest.fixture
def case(matters, place, author):
    return matter.Matter.objects.create(place_id=place.pk, author_id=author.pk, title="Laternen für den Hof")
