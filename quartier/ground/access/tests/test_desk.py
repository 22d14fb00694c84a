"""The pages about roles."""

import datetime

import pytest
from django.core import mail

from quartier.ground.access import menu
from quartier.ground.access.models import Membership
from quartier.ground.access.tests.factories import make_member, make_staff
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.access.tests.site")]
TODAY = datetime.date(2026, 11, 24)
GOOD = {"name": "Cem Arslan", "email": "cem@b.de", "role": "team_member", "from_on": "1. 12. 2026", "until_on": ""}


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def lead(client, tree):
    person = make_staff("team_lead", tree.a, name="Lea Brandt")
    client.force_login(person)
    return person


def test_the_list_shows_who_works_here_also_from_above_and_nobody_of_the_neighbours(client, tree, lead):
    make_staff("team_member", tree.a, name="Rana Haddad"), make_staff("district_coordinator", tree.north, name="Ines Kraft")
    make_staff("team_member", tree.b, name="Nachbar Beta"), make_member("editor", tree.a, make_person("Alt Vordem"), ended_on=TODAY)
    page = client.get("/alpha/buero/menschen/").content.decode()
    assert all(name in page for name in ("Lea Brandt", "Rana Haddad", "Ines Kraft", "Bezirkskoordination", "Alt Vordem"))
    assert "Nachbar Beta" not in page
    assert page.count("Beenden<") == 2  # her own and the member's; not the district's, not the past one


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_for_one_and_for_many(client, tree, lead, number, django_assert_max_num_queries):
    for _ in range(number):
        make_staff("team_member", tree.a)
    with django_assert_max_num_queries(9):
        client.get("/alpha/buero/menschen/")


def test_a_role_is_given_and_the_invitation_sent(client, tree, lead):
    answer = client.post("/alpha/buero/menschen/neu/", GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/alpha/buero/menschen/")
    given = Membership.objects.get(role="team_member")
    assert (given.person.name, given.place, given.from_on, given.until_on) == ("Cem Arslan", tree.a, datetime.date(2026, 12, 1), None)
    assert "http://testserver/konto/anmelden/" in mail.outbox[-1].body
    assert "Cem Arslan ist eingetragen: Quartiersteam." in client.get("/alpha/buero/menschen/").content.decode()


def test_a_lead_is_offered_only_what_she_may_give(client, tree, lead):
    page = client.get("/alpha/buero/menschen/neu/").content.decode()
    assert 'value="team_member"' in page and 'value="editor"' in page
    assert 'value="team_lead"' not in page and 'value="operator"' not in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Bitte den Namen eintragen."),
        ({"name": "x" * 201}, "Bitte höchstens 200 Zeichen."),
        ({"email": ""}, "Bitte die E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de."),
        ({"email": "cem"}, "Bitte die Adresse so schreiben: name@beispiel.de."),
        ({"role": ""}, "Bitte eine Rolle wählen."),
        ({"role": "operator"}, "Bitte eine Rolle wählen."),
        ({"from_on": ""}, "Bitte den ersten Tag eintragen, zum Beispiel 1. 12. 2026."),
        ({"from_on": "morgen"}, "Bitte das Datum so schreiben: 12. 12. 2026."),
        ({"from_on": "30.2.2026"}, "Den 30. Februar 2026 gibt es nicht. Bitte das Datum prüfen."),
        ({"until_on": "30. 11. 2026"}, "Der letzte Tag liegt vor dem ersten. Bitte einen späteren Tag wählen."),
        ({"from_on": "1.1.2026", "until_on": "1.2.2026"}, "Der letzte Tag ist schon vorbei. Bitte einen späteren Tag wählen."),
        ({"email": "lea@b.de"}, "Eine Rolle gibt Ihnen immer eine andere Person."),
    ],
)
def test_bad_input_gets_the_sentence_and_loses_nothing(client, tree, lead, said, sentence):
    Person.objects.filter(pk=lead.pk).update(email="lea@b.de")
    answer = client.post("/alpha/buero/menschen/neu/", {**GOOD, **said})
    page = answer.content.decode()
    assert sentence in page
    kept = {**GOOD, **said}
    assert all(f'value="{kept[field]}"' in page for field in ("name", "email", "from_on", "until_on") if kept[field])
    assert Membership.objects.count() == 1 and mail.outbox == []


def test_the_same_role_twice_gets_the_sentence(client, tree, lead):
    make_member("team_member", tree.a, make_person("Cem", email="cem@b.de"))
    page = client.post("/alpha/buero/menschen/neu/", GOOD).content.decode()
    assert "Cem hat diese Rolle hier schon: Quartiersteam seit 1. Januar 2009." in page


def test_a_role_is_ended(client, tree, lead):
    membership = make_member("team_member", tree.a, make_person("Rana"))
    way = f"/alpha/buero/menschen/{membership.pk}/ende/"
    assert "Rana" in client.get(way).content.decode()
    assert client.post(way, {"on": "24. 11. 2026", "reason": ""}).headers["Location"] == "/alpha/buero/menschen/"
    membership.refresh_from_db()
    assert membership.ended_on == TODAY
    assert client.get(way).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": ""}, "Bitte den letzten Tag eintragen, zum Beispiel 31. 12. 2026."),
        ({"on": "31.6.2026"}, "Den 31. Juni 2026 gibt es nicht."),
        ({"on": "23.11.2026"}, "Dieser Tag ist schon vorbei. Bitte heute oder einen späteren Tag wählen."),
        ({"reason": "x" * 301}, "Bitte höchstens 300 Zeichen."),
    ],
)
def test_a_wrong_end_gets_the_sentence(client, tree, lead, said, sentence):
    membership = make_member("team_member", tree.a)
    page = client.post(f"/alpha/buero/menschen/{membership.pk}/ende/", {"on": "24.11.2026", "reason": "", **said}).content.decode()
    assert sentence in page
    membership.refresh_from_db()
    assert (membership.ended_on, membership.until_on) == (None, None)


def test_roles_of_other_quarters_cannot_be_reached(client, tree, lead):
    other = make_member("team_member", tree.b)
    for path in (f"/alpha/buero/menschen/{other.pk}/ende/", f"/beta/buero/menschen/{other.pk}/ende/", "/beta/buero/menschen/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"on": "24.11.2026"}).status_code == 404


def test_a_role_that_one_may_not_end_gets_the_sentence_and_no_button(client, tree, lead):
    other = make_member("team_lead", tree.a, make_person("Zwei"))
    assert f"/menschen/{other.pk}/ende/" not in client.get("/alpha/buero/menschen/").content.decode()
    page = client.post(f"/alpha/buero/menschen/{other.pk}/ende/", {"on": "24.11.2026"}).content.decode()
    assert "dürfen Sie hier nicht beenden" in page


def test_members_without_the_right_see_the_list_but_give_nothing(client, tree):
    client.force_login(make_staff("team_member", tree.a))
    page = client.get("/alpha/buero/menschen/").content.decode()
    assert "Rolle vergeben" not in page
    assert client.get("/alpha/buero/menschen/neu/").status_code == 404


def test_the_district_chooses_the_place(client, tree):
    client.force_login(make_staff("district_coordinator", tree.north, name="Ines Kraft"))
    (
        make_staff("team_member", tree.a, name="Rana"),
        make_staff("team_member", tree.b, name="Bert"),
        make_staff("editor", tree.c, name="Gast C"),
    )
    whole, one = client.get("/buero/menschen/").content.decode(), client.get("/buero/menschen/?ort=beta").content.decode()
    assert "Rana" in whole and "Bert" in whole and "Gast C" not in whole
    assert "Bert" in one and "Rana" not in one
    assert "Gast C" not in client.get("/buero/menschen/?ort=gamma").content.decode()
    answer = client.post("/buero/menschen/neu/", {**GOOD, "role": "team_lead", "place": "beta"})
    assert answer.headers["Location"] == "/buero/menschen/"
    assert Membership.objects.get(role="team_lead").place == tree.b


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"place": ""}, "Bitte einen Ort wählen."),
        ({"place": "gamma"}, "Bitte einen Ort wählen."),
        ({"place": "nord"}, "„Quartiersteam“ gilt für ein Quartier. Bitte einen anderen Ort wählen."),
        ({"place": "nord", "role": "district_coordinator"}, "Bitte eine Rolle wählen."),
    ],
)
def test_a_wrong_place_gets_the_sentence(client, tree, said, sentence):
    client.force_login(make_staff("district_coordinator", tree.north))
    page = client.post("/buero/menschen/neu/", {**GOOD, "place": "alpha", **said}).content.decode()
    assert sentence in page
    assert Membership.objects.count() == 1


def test_a_double_click_gives_the_role_once(tree):
    import re

    from quartier.ground.acts.tests.helpers import browser

    client = browser()
    client.force_login(make_staff("team_lead", tree.a))
    page = client.get("/alpha/buero/menschen/neu/").content.decode()
    said = {**GOOD, "csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)}
    answers = [client.post("/alpha/buero/menschen/neu/", said) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/alpha/buero/menschen/"] * 2
    assert Membership.objects.filter(role="team_member").count() == len(mail.outbox) == 1


def test_work_begins_in_the_office_of_the_first_role(tree, monkeypatch):
    monkeypatch.setattr(menu, "exists", lambda address: True)
    assert menu.work(make_staff("team_lead", tree.a)) == "/alpha/buero/"
    assert menu.work(make_staff("auditor", tree.city)) == "/buero/"
    assert menu.work(make_person()) is None


def test_an_office_without_a_page_is_not_offered(tree):
    assert menu.exists("/alpha/buero/menschen/") and menu.exists("/buero/menschen/")
    assert not menu.exists("/a/b/c/d/")


def test_the_desks_menu_shows_only_what_one_may_see(tree):
    lead, editor, district = make_staff("team_lead", tree.a), make_staff("editor", tree.a), make_staff("district_coordinator", tree.north)
    assert menu.allowed(lead, "access.people", tree.a) and not menu.allowed(lead, "access.people", tree.b)
    assert not menu.allowed(editor, "access.people", tree.a)
    assert menu.allowed(district, "access.people_all", tree.city) and not menu.allowed(editor, "access.people_all", None)
