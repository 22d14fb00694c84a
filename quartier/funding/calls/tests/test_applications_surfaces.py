"""What applications show elsewhere, and what is left of a person who is erased."""

import datetime

import pytest

from quartier.funding.calls import models, surfaces
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.tests import application_factories as make
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock, log
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = places.make_quarter()
    make.make_rules()
    make.make_pot(place)
    with clock.at(make.NOON):
        yield place


def test_the_team_sees_what_waits_with_its_last_day(place):
    application = make.make_application(place)
    team = make.make_staff(place=place)
    line = next(one for one in surfaces.waiting_for(team, place) if "Laternen" in one.title)
    assert (line.due_on, line.address) == (datetime.date(2026, 12, 1), f"/{place.slug}/buero/antraege/{application.pk}/")
    assert surfaces.waiting_for(make.make_staff("editor", place), place) == []
    other = places.make_quarter("Körnerpark")
    assert [one for one in surfaces.waiting_for(make.make_staff(place=other)) if "Laternen" in one.title] == []


def test_the_applicant_sees_what_waits_for_her(place):
    application = make.make_application(place)
    assert surfaces.waiting_for(application.person) == []
    actions.send_back(application, "Wer hilft?", by=make.make_staff(place=place))
    (line,) = surfaces.waiting_for(application.person)
    assert line.address == actions.link_of(application)


def test_own_cases_lead_to_the_page_of_the_link(place):
    application = make.make_application(place)
    (case,) = surfaces.applications_of(application.person)
    assert (case["address"], case["state"], case["number"]) == (actions.link_of(application), "In Prüfung", application.thread.file_number)


def test_open_now_names_amount_and_day(place):
    team = make.make_staff(place=place)
    body, _seats = make.make_jury(place, team)
    make.make_meeting(body, team)
    line = next(one for one in surfaces.open_now(place) if one["title"] == "Aktionsfonds")
    assert (line["cents"], line["until_on"]) == (1_500_00, datetime.date(2026, 12, 1))


def test_personal_data_tells_all_and_erasing_leaves_title_and_sum(place):
    application = make.make_application(place, person=make.make_person("Ivana Petrović"))
    (told,) = surfaces.personal_data(application.person)["Anträge an den Aktionsfonds"]
    for part in ("Donaustraße 88", "0176 555 01 23", "Musikerin", application.thread.file_number):
        assert part in told
    person = application.person
    surfaces.erase(person)
    accounts.erase_person(person, by=person)
    application.refresh_from_db()
    assert (application.title, application.requested_cents) == ("Laternen für den Hof", 891_00)
    assert (application.name, application.street, application.phone, application.person.name) == ("", "", "", "Gelöscht")
    assert log.verify() == []
    from quartier.funding.calls import case_pages

    assert case_pages.opened(place, case_pages.address_for(application, person).split("/")[3]) is None


def test_the_box_says_why_it_is_closed(place):
    assert surfaces.application_box(place).cap_cents == 1_500_00
    assert surfaces.application_box(places.make_city()) is None
    assert models.Application.objects.count() == 0


def test_how_soon_an_application_is_looked_at_is_a_rule_of_the_fund():
    make.make_rules(check_days=3)
    application = make.make_application(places.make_quarter())
    with clock.at(make.NOON):
        (line,) = [one for one in surfaces.waiting_for(make.make_staff(place=application.place)) if "Laternen" in one.title]
    assert line.due_on == make.NOON.date() + datetime.timedelta(days=3)
