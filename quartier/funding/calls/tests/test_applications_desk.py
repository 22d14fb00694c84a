"""Applications at the desk: who sees and does what, the check in ticks, the office filling in with the person."""

import pytest

from quartier.funding.calls import models
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.funding.calls.tests import application_factories as make
from quartier.funding.calls.tests.test_applications_public import PAGES
from quartier.ground.acts import clock, drafts
from quartier.ground.quarters.tests import factories as places
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LIST = "/donaustrasse-nord/buero/antraege/"


@pytest.fixture
def place():
    place = places.make_quarter()
    make.make_rules()
    make.make_pot(place)
    with clock.at(make.NOON):
        yield place


@pytest.fixture
def team(place):
    return make.make_staff(place=place)


@pytest.fixture
def meeting(place, team):
    body, _seats = make.make_jury(place, team)
    return make.make_meeting(body, team)


@pytest.fixture
def office(team):
    return Visitor(team)


EVERYTHING = {name: value for page in PAGES for name, value in page.items()}


def test_the_list_shows_what_waits_and_an_empty_state_helps(place, office):
    office.open(LIST).sees("Hier ist nichts", "nehmen Sie den Antrag gleich zusammen auf")
    application = make.make_application(place)
    office.open(LIST).sees("Laternen für den Hof", application.thread.file_number, "Hofgruppe", "891")
    office.open(f"{LIST}?stand=jury").sees_not("Laternen")


def test_the_list_costs_the_same_for_one_and_for_many(place, office, django_assert_max_num_queries):
    make.make_application(place)
    office.open(LIST)
    with django_assert_max_num_queries(12):
        office.open(LIST)
    for _ in range(5):
        make.make_application(place)
    with django_assert_max_num_queries(12):
        office.open(LIST)


def test_ticks_say_who_and_when_and_open_the_way_to_the_jury(place, office, meeting):
    application = make.make_application(place)
    page = office.open(f"{LIST}{application.pk}/")
    page.sees("Aktion beginnt nach der Jury am 1. Dezember 2026", "Alter bestätigt (ab 16)", "noch nicht geprüft", "Geht noch nicht:")
    ticks = {f"tick-{one.split('-', 1)[1]}": "ja" for one in _names(page, "tick-")}
    page.press("Prüfung speichern", **ticks, **dict.fromkeys(_names(page, "item-"), "ja"), **{"remark-owner": "Hausverwaltung angerufen"})
    page.sees("Tomas Weber, 24. November 2026", "Hausverwaltung angerufen")
    page.sees_not("Geht noch nicht:")
    page.follow("Auf die Tagesordnung setzen").press("Auf die Tagesordnung setzen", meeting=str(meeting.pk))
    application.refresh_from_db()
    assert (application.state, meeting.items.get().about_id) == ("tabled", application.pk)
    page.sees("Auf der Tagesordnung der Jury", "diese Sitzung beantragt", "891 €")


def _names(page, prefix):
    from tests import forms

    return [name for form in forms.read(page.html, page.path) for name in form.names if name.startswith(prefix)]


def test_an_item_that_may_not_be_funded_stops_a_sum_that_needs_it(place, office, meeting, team):
    application = make.make_application(place)
    make.tick_all(application, team)
    item = application.items.last()
    actions.judge_items(application, {item.pk: False}, by=team)
    office.open(f"{LIST}{application.pk}/").sees("Der Antrag ist um 550 € zu hoch.")


def test_the_money_box_says_what_the_pot_lacks(place, office, meeting, team):
    from quartier.funding.budgets import actions as money

    other = make.make_application(place)
    make.tick_all(other, team)
    actions.table(other, meeting=meeting, by=team)
    application = make.make_application(place, title="Chorfest")
    money.reserve("aktionsfonds", place, {2026: 9_000_00}, thread=other.thread, about=other, by=team)
    office.open(f"{LIST}{application.pk}/").sees("heute frei 1.000 €", "diese Sitzung beantragt 1.782 €", "fehlt 782 €")


def test_sending_back_needs_a_question(place, office):
    application = make.make_application(place)
    page = office.open(f"{LIST}{application.pk}/").follow("Mit Fragen zurückgeben").press_anyway("Mit Fragen zurückgeben")
    assert page.status == 422
    page.sees("Ohne Frage kann die Person nichts ändern.")
    page.press("Mit Fragen zurückgeben", reason="Wer hilft mit?").sees("Mit Fragen zurück", "Wer hilft mit?")


def test_the_office_changes_it_with_the_person(place, office):
    application = make.make_application(place)
    page = office.open(f"{LIST}{application.pk}/").follow("Mit der Person ändern")
    page.press_anyway("Änderung speichern", **{"items-1-cents": "100"})
    assert page.status == 422
    page.sees("Bitte eintragen, was besprochen ist.")
    page.press("Änderung speichern", reason="Am Telefon um 440 Euro gekürzt.").sees("Am Telefon um 440 Euro gekürzt.", "451 €")


def test_the_office_fills_it_in_with_a_person_without_an_address_for_mail(place, office):
    page = office.open(LIST).follow("Antrag aufnehmen")
    said = {**EVERYTHING, "email": "", "phone": ""}
    page.press_anyway("Antrag aufnehmen", **said)
    assert page.status == 422
    page.sees("Ohne Einwilligung dürfen wir nichts speichern.")
    assert "Wir kochen selbst und räumen auf." in page.html
    page.press("Antrag aufnehmen", office_consent="Unterschrieben am 24. November", papers=[("bogen.pdf", _pdf())])
    application = models.Application.objects.get()
    page.sees("In Prüfung", "bogen", "Unterschrieben am 24. November", "keine E-Mail: bekommt Briefe")
    assert (application.person.email, application.filled_in_by.name) == (None, "Tomas Weber")


def _pdf():
    import io

    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def test_the_code_of_a_sheet_goes_on_in_the_office(place, office):
    draft = drafts.save("calls.application", {"title": ["Chorfest"], "name": ["Ivana"]}, place_id=place.pk)
    page = office.open(f"{LIST}neu/").press("Weiter mit dem Code", code=draft.code)
    assert 'value="Chorfest"' in page.html
    page.press("Antrag aufnehmen", **{**EVERYTHING, "title": "Chorfest", "office_consent": "mündlich, am Stand"}).sees("In Prüfung")
    assert models.Application.objects.get().title == "Chorfest"
    assert drafts.load(draft.code) is None
    page.open(f"{LIST}neu/").press_anyway("Weiter mit dem Code", code="AAAA-BBBB-CCCC").sees("passt nicht oder ist abgelaufen")


@pytest.mark.parametrize("said", [{"starts_on": "1.1.2026"}, {"items-0-cents": "1.5000"}, {"postcode": "12"}, {"people": "x"}])
def test_the_page_of_the_office_keeps_everything_when_something_is_wrong(place, office, said):
    page = office.open(f"{LIST}neu/").press_anyway("Antrag aufnehmen", **{**EVERYTHING, "office_consent": "ja", **said})
    assert page.status == 422
    for typed in ("Laternen für den Hof", "Donaustraße 88", "Musikerin", *said.values()):
        assert typed in page.html


def test_ids_of_another_quarter_are_not_there(place, team):
    other = places.make_quarter("Körnerpark")
    application = make.make_application(other)
    client = Visitor(team).client
    for word in ("", "pruefen/", "papiere/", "link/", "table/", "amend/", "note/"):
        assert client.get(f"{LIST}{application.pk}/{word}").status_code == 404
        assert client.get(f"/{other.slug}/buero/antraege/{application.pk}/{word}").status_code == 404


@pytest.mark.parametrize("role", ["editor", "specialist_dept", "operator"])
def test_who_has_nothing_to_do_with_it_sees_nothing(place, role):
    application = make.make_application(place)
    client = Visitor(make.make_staff(role, place)).client
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{application.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["auditor", "granting_officer", "district_coordinator", "state_coordinator"])
def test_others_read_and_do_not_act(place, role):
    application = make.make_application(place)
    visitor = Visitor(make.make_staff(role, place)).open(f"{LIST}{application.pk}/")
    assert not visitor.offers("Prüfung speichern")
    assert not visitor.offers("Mit Fragen zurückgeben")
    assert visitor.client.get(f"{LIST}{application.pk}/send_back/").status_code == 404
    shown = "0176 555 01 23" in visitor.text
    assert shown == (role != "state_coordinator")


ROLES = ("team_member", "team_lead", "editor", "district_coordinator", "granting_officer", "state_coordinator", "auditor", "operator")


@pytest.mark.parametrize("role", ROLES)
def test_steps_by_role(place, role):
    application = make.make_application(place)
    offered = {offer.verb for offer in APPLICATION.offers(application, make.make_staff(role, place))}
    team_only = {"send_back", "amend", "table", "find_ineligible", "withdraw", "note"}
    assert offered == (team_only if role in ("team_member", "team_lead") else set())
    assert {offer.verb for offer in APPLICATION.offers(application, application.person)} == {"withdraw"}


MARKERS = ("Donaustraße 88, 12043", "0176 555 01 23", "ivana@example.org", "Ivana Petrović", "Hofgruppe")


def test_what_is_private_is_on_no_page_for_jury_or_public(place, team, meeting):
    body, seats = meeting.body, list(meeting.body.seats.all())
    application = make.make_application(place, person=make.make_person("Ivana Petrović"))
    make.tick_all(application, team)
    actions.table(application, meeting=meeting, by=team)
    make.vote(meeting.items.get(), seats, team)
    member = Visitor(seats[0].person)
    own = [f"/donaustrasse-nord/gremien/{body.slug}/{meeting.pk}/", "/donaustrasse-nord/gremien/"]
    everywhere = ["/donaustrasse-nord/", "/donaustrasse-nord/foerderung/antrag/", "/donaustrasse-nord/foerderung/aktionsfonds/2026/"]
    for visitor, paths in ((member, own + everywhere), (Visitor(), everywhere)):
        for path in paths:
            answer = visitor.client.get(path)
            if answer.status_code == 200:
                shown = [marker for marker in (*MARKERS, application.person.email) if marker in answer.content.decode()]
                assert shown == [], path
