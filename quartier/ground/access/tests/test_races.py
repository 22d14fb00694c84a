"""Two people at once."""

import pytest

from quartier.ground.access import actions
from quartier.ground.access.models import Membership
from quartier.ground.access.tests.factories import make_member
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import refusal
from quartier.ground.acts.tests.helpers import at_once
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(results):
    return sorted("refused" if isinstance(result, refusal.Refused) else type(result).__name__ for result in results)


def test_the_last_two_operators_cannot_be_ended_at_once():
    city = places.make_city()
    pks = [make_member("operator", city).pk for _ in range(2)]
    results = at_once(2, lambda i: actions.end_role(Membership.objects.get(pk=pks[i])))
    assert outcome(results) == ["Membership", "refused"]
    assert Membership.objects.filter(role="operator", ended_on=None).count() == 1


def test_the_same_role_given_ten_times_at_once_is_given_once():
    quarter, person = places.make_quarter(), make_person()
    results = at_once(10, lambda i: actions.give_role(person, "team_member", quarter))
    assert outcome(results) == ["Membership"] + ["refused"] * 9
    assert Membership.objects.count() == 1
