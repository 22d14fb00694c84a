"""Organisations and who acts for them."""

import datetime

import pytest

from quartier.community.actors import actions, forms, models, queries, surfaces
from quartier.community.actors.tests import factories
from quartier.ground.access import queries as access
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_a_name_stands_once_in_a_quarter():
    factories.make_organisation(name="Spielräume Nord")
    with pytest.raises(Refused, match="Diesen Namen gibt es hier schon"):
        factories.make_organisation(name="spielräume nord ")
    factories.make_organisation(places.make_quarter("Anderswo"), name="Spielräume Nord")
    assert models.Organisation.objects.count() == 2


def test_an_organisation_may_keep_its_name():
    organisation = factories.make_organisation(name="Spielräume Nord")
    changed = actions.change_organisation(organisation, by=factories.make_team(), name="Spielräume Nord", town="Berlin")
    assert changed.town == "Berlin"


@pytest.mark.parametrize(
    ("from_on", "until_on", "acts"),
    [
        (TODAY, None, True),
        (TODAY - datetime.timedelta(1), TODAY, True),
        (TODAY + datetime.timedelta(1), None, False),
        (TODAY - datetime.timedelta(9), TODAY - datetime.timedelta(1), False),
    ],
)
def test_one_acts_from_the_first_to_the_last_day(from_on, until_on, acts):
    organisation = factories.make_organisation()
    person = factories.make_carrier(organisation, from_on=from_on, until_on=until_on)
    assert list(queries.organisations_of(person)) == ([organisation] if acts else [])
    assert queries.acts_for(person, organisation.pk) is acts
    assert access.relations(person, organisation) == ({"carrier"} if acts else set())


def test_nobody_acts_for_nothing():
    assert list(queries.organisations_of(None)) == []
    assert queries.acts_for(None, 1) is False
    assert queries.acts_for(make_person(), None) is False


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ((1, None), (5, None), False),
        ((1, 4), (5, None), True),
        ((1, 5), (5, None), False),
        ((5, 9), (1, 4), True),
        ((5, None), (1, None), False),
    ],
)
def test_spans_of_one_person_do_not_overlap(first, second, fits):
    organisation, person = factories.make_organisation(), make_person()
    first, second = ([day and datetime.date(2026, 11, day) for day in span] for span in (first, second))
    factories.make_carrier(organisation, person, from_on=first[0], until_on=first[1])
    if fits:
        factories.make_carrier(organisation, person, from_on=second[0], until_on=second[1])
    else:
        with pytest.raises(Refused, match="handelt in dieser Zeit schon für diese Organisation"):
            factories.make_carrier(organisation, person, from_on=second[0], until_on=second[1])


def test_ending_is_not_before_beginning():
    organisation = factories.make_organisation()
    person = factories.make_carrier(organisation)
    contact = models.Contact.objects.get(person=person)
    with pytest.raises(Refused, match="Das Ende liegt vor dem Anfang"):
        actions.end_contact(contact, until_on=TODAY - datetime.timedelta(1), by=factories.make_team())
    actions.end_contact(contact, until_on=TODAY, by=factories.make_team())
    with clock.at(TODAY + datetime.timedelta(1)):
        assert not queries.acts_for(person, organisation.pk)


def test_for_whom_do_you_apply():
    organisation = factories.make_organisation(name="Spielräume Nord")
    person, other = factories.make_carrier(organisation), make_person()
    field = forms.OnBehalf(person=person)
    assert [str(label) for _value, label in field.choices] == ["Für mich selbst", "Spielräume Nord"]
    assert field.has_choice
    assert field.clean(str(organisation.pk)) == organisation
    assert field.clean("") is None
    alone = forms.OnBehalf(person=other)
    assert not alone.has_choice
    with pytest.raises(forms.forms.ValidationError):
        alone.clean(str(organisation.pk))


def test_erasing_a_person_ends_what_runs_and_keeps_the_span():
    organisation = factories.make_organisation()
    person = factories.make_carrier(organisation, from_on=TODAY - datetime.timedelta(9), is_public=True)
    assert surfaces.personal_data(person) == {"Handelt für": [f"{organisation.name}, Vorstand (ab 15. November 2026 bis heute)"]}
    surfaces.erase(person)
    contact = models.Contact.objects.get()
    assert (contact.role, contact.is_public, contact.until_on) == ("", False, TODAY)
