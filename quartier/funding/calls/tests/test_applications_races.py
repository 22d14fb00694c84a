"""Several at once: one form sent twenty times, ten applications in the same moment, two people who decide different things."""

import pytest

from quartier.funding.budgets import queries as budgets
from quartier.funding.calls import models
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.tests import application_factories as make
from quartier.funding.calls.tests.test_applications_public import at_page
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.acts.tests.helpers import at_once
from quartier.ground.ledger import check
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    place = places.make_quarter()
    make.make_rules()
    make.make_pot(place)
    clock.set(make.NOON)
    yield place
    clock.set(None)
    assert check.problems() == []
    assert log.verify() == []


def test_one_form_sent_twenty_times_at_once_is_one_application(place):
    visitor = at_page(10)
    sent = {}
    visitor.sender = lambda one, path, data: sent.update(path=path, data=data) or one.client.get(path)
    visitor.press("Antrag abschicken")
    from tests.visitor import Visitor

    answers = at_once(20, lambda i: Visitor().client.post(sent["path"], sent["data"]))
    assert {getattr(answer, "status_code", answer) for answer in answers} <= {302, 409, 422, 503}
    done = {answer.headers["Location"] for answer in answers if getattr(answer, "status_code", 0) == 302}
    assert len(done) == 1
    assert (models.Application.objects.count(), Message.objects.count()) == (1, 1)


def test_ten_applications_at_once_get_ten_numbers_without_a_gap(place):
    people = [make.make_person(f"Person {i}") for i in range(10)]
    make.make_application(place)  # the clock stands still for all threads alike
    results = at_once(10, lambda i: make.make_application(place, person=people[i], title=f"Aktion {i}"))
    assert [one for one in results if isinstance(one, Exception)] == []
    assert sorted(one.thread.number for one in results) == list(range(2, 12))


def test_withdrawing_and_the_agenda_at_once_leave_one_of_both(place):
    team = make.make_staff(place=place)
    body, _seats = make.make_jury(place, team)
    meeting = make.make_meeting(body, team)
    application = make.make_application(place)
    make.tick_all(application, team)
    fresh = [
        models.Application.objects.select_related("person", "place", "thread", "rules", "fund").get(pk=application.pk) for _ in range(2)
    ]
    calls = (lambda: actions.withdraw(fresh[0], by=fresh[0].person), lambda: actions.table(fresh[1], meeting=meeting, by=team))
    results = at_once(2, lambda i: calls[i]())
    assert all(not isinstance(one, Exception) or isinstance(one, Refused) for one in results), results
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert not meeting.items.exists()


def test_two_people_who_send_back_and_refuse_at_once_do_one_thing(place):
    team, lead = make.make_staff(place=place), make.make_staff("team_lead", place)
    application = make.make_application(place)
    fresh = [models.Application.objects.get(pk=application.pk) for _ in range(2)]
    calls = (lambda: actions.send_back(fresh[0], "Wer hilft?", by=team), lambda: actions.find_ineligible(fresh[1], "Mieten.", by=lead))
    results = at_once(2, lambda i: calls[i]())
    assert all(not isinstance(one, Exception) or isinstance(one, Refused) for one in results), results
    application.refresh_from_db()
    assert application.state in ("ineligible", "needs_rework")
    assert budgets.pot("aktionsfonds", place, 2026).free == 10_000_00
