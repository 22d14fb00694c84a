"""Many people at once."""

import pytest

from quartier.community.participation import actions, models
from quartier.community.participation.tests import factories
from quartier.ground.acts.refusal import Refused
from quartier.ground.acts.tests import helpers

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_supports_at_once_are_ten():
    idea = factories.published()
    people = [factories.make_person() for _n in range(10)]
    helpers.at_once(10, lambda i: actions.support(idea, by=people[i]))
    idea.refresh_from_db()
    assert idea.support_count == idea.supports.count() == 10


def test_one_person_at_once_counts_once():
    idea, person = factories.published(), factories.make_person()
    helpers.at_once(6, lambda i: actions.support(idea, by=person))
    idea.refresh_from_db()
    assert idea.support_count == idea.supports.count() == 1


def test_one_link_at_once_confirms_once():
    idea = factories.submitted()
    link = factories.link_of(idea)
    results = helpers.at_once(6, lambda i: actions.confirm(models.Link.objects.select_related("idea").get(pk=link.pk)))
    assert len([one for one in results if isinstance(one, models.Idea)]) == 1
    assert len([one for one in results if isinstance(one, Refused)]) == 5
    assert models.Idea.objects.get().thread.number == 1


def test_two_ideas_merged_into_each_other_at_once_leave_one():
    team = factories.make_team()
    ideas = [factories.published(by=team), factories.published(by=team, title="Bänke", email="b@beispiel.de")]
    helpers.at_once(2, lambda i: actions.merge(ideas[i], ideas[1 - i], by=team))
    assert sorted(models.Idea.objects.values_list("state", flat=True)) == ["merged", "published"]
