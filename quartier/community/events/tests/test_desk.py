"""The calendar at the desk."""

import re

import pytest

from quartier.community.actors.tests.factories import make_organisation
from quartier.community.events import models
from quartier.community.events.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.acts.tests import helpers
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
DESK = "/donaustrasse-nord/buero/termine/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def place():
    return places.make_quarter()


@pytest.fixture
def team(client, place):
    person = factories.make_team(place)
    client.force_login(person)
    return person


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("team_member", 200, 200),
        ("team_lead", 200, 200),
        ("editor", 200, 200),
        ("district_coordinator", 200, 404),
        ("auditor", 200, 404),
        ("operator", 404, 404),
    ],
)
def test_who_reads_and_who_writes(client, place, role, reads, writes):
    above = {"district_coordinator": place.parent, "auditor": places.make_city(), "operator": places.make_city()}
    event = factories.draft()
    client.force_login(make_staff(role, above.get(role, place)))
    assert client.get(DESK).status_code == reads
    assert client.get(f"{DESK}{event.pk}/").status_code == reads
    assert client.get(f"{DESK}neu/").status_code == writes
    assert client.get(f"{DESK}{event.pk}/change/").status_code == writes
    assert client.get(f"{DESK}{event.pk}/publish/").status_code == writes


@pytest.mark.parametrize("path", ["{}/", "{}/change/", "{}/publish/"])
def test_events_of_another_quarter_are_not_here(client, team, path):
    far = factories.draft(places.make_quarter("Anderswo", slug="anderswo"))
    assert client.get(DESK + path.format(far.pk)).status_code == 404
    assert client.get(f"/anderswo/buero/termine/{path.format(far.pk)}").status_code == 404


def test_a_new_event_begins_as_a_draft_and_is_published(client, team):
    response = client.post(f"{DESK}neu/", factories.form_data())
    event = models.Event.objects.get()
    assert response["Location"] == f"{DESK}{event.pk}/"
    assert (event.state, event.starts_at, event.ends_at, event.has_end, event.is_free) == (
        "draft", factories.at(26, 17), factories.at(26, 19, 30), True, True,
    )  # fmt: skip
    assert "Entwürfe" in text(client.get(DESK))
    client.post(f"{DESK}{event.pk}/publish/")
    assert models.Event.objects.get().state == "published"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends": ""}, (factories.at(26, 17), factories.at(26, 19), False, False)),
        ({"begins": "", "ends": "", "is_all_day": "on"}, (factories.at(26, 0), factories.at(27, 0), True, True)),
        ({"begins": "", "ends": "", "is_all_day": "on", "last_day": "28.11.2026"}, (factories.at(26, 0), factories.at(29, 0), True, True)),
        ({"begins": "20 Uhr", "ends": "2", "last_day": "27. 11. 26"}, (factories.at(26, 20), factories.at(27, 2), True, False)),
    ],
)
def test_times_as_people_mean_them(client, team, changes, expected):
    response = client.post(f"{DESK}neu/", factories.form_data(**changes))
    assert response.status_code == 302, text(response)
    event = models.Event.objects.get()
    assert (event.starts_at, event.ends_at, event.has_end, event.is_all_day) == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte hier etwas eintragen."),
        ({"title": "x" * 121}, "höchstens 120 Zeichen"),
        ({"where": " "}, "Bitte hier etwas eintragen."),
        ({"day": ""}, "Bitte"),
        ({"day": "31. 2. 2026"}, "Bitte"),
        ({"day": "morgen"}, "Bitte"),
        ({"day": "23. 11. 2026"}, "Der Tag ist schon vorbei. Bitte einen späteren Tag wählen oder unten die Quelle für das Archiv nennen."),
        ({"begins": ""}, "Bitte den Beginn eintragen, zum Beispiel 18 oder 18:30, oder „Den ganzen Tag“ ankreuzen."),
        ({"begins": "25"}, "Bitte"),
        ({"begins": "abends"}, "Bitte"),
        ({"ends": "16"}, "Das Ende liegt vor dem Beginn. Geht es über Mitternacht? Dann bitte den letzten Tag eintragen."),
        ({"ends": "17"}, "Das Ende liegt vor dem Beginn."),
        ({"last_day": "25. 11. 2026"}, "Der letzte Tag liegt vor dem ersten. Bitte das Datum prüfen."),
        ({"last_day": "26. 11. 2036"}, "Das ist länger als ein Jahr. Bitte das Datum prüfen."),
        ({"is_all_day": "on"}, "Den ganzen Tag oder zu einer Uhrzeit? Bitte das Häkchen wegnehmen oder die Zeiten leeren."),
        ({"price": "costs"}, "Bitte den Preis eintragen, zum Beispiel 3 €."),
        ({"costs": "3 €"}, "Hier steht ein Preis. Bitte darüber „es kostet etwas“ wählen oder dieses Feld leeren."),
        ({"price": ""}, "Bitte eine Möglichkeit wählen."),
        ({"audience": "hunde"}, "Diese Möglichkeit gibt es nicht (mehr). Bitte eine andere wählen."),
        ({"organisation": "999"}, "Diese Möglichkeit gibt es nicht (mehr). Bitte eine andere wählen."),
    ],
)
def test_bad_input_gets_the_sentence_that_helps_and_loses_nothing(client, team, changes, sentence):
    typed = factories.form_data(**changes)
    response = client.post(f"{DESK}neu/", typed)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "<title>Fehler:" in response.content.decode()
    for name in ("title", "text", "day", "begins", "ends", "where", "last_day", "costs"):
        assert typed.get(name, "").strip() in response.content.decode()
    assert models.Event.objects.count() == 0


def test_an_organisation_or_a_name_not_both(client, team, place):
    organisation = make_organisation(place)
    response = client.post(f"{DESK}neu/", factories.form_data(organisation=organisation.pk, organiser="Nähkreis"))
    assert "Bitte nur eins von beiden: aus der Liste wählen oder hier schreiben." in text(response)
    client.post(f"{DESK}neu/", factories.form_data(organisation=organisation.pk))
    assert models.Event.objects.get().organisation == organisation


def test_an_organisation_of_another_quarter_cannot_be_chosen(client, team):
    far = make_organisation(places.make_quarter("Anderswo"))
    assert client.post(f"{DESK}neu/", factories.form_data(organisation=far.pk)).status_code == 422


def test_a_past_event_goes_to_the_archive_with_its_source(client, team):
    data = factories.form_data(day="14. 12. 2017", source="Portal, Dezember 2017", price="open")
    assert client.post(f"{DESK}neu/", data).status_code == 302
    event = models.Event.objects.get()
    assert event.is_free is None
    client.post(f"{DESK}{event.pk}/publish/")
    assert "Nähtreff" in text(client.get(DESK, {"vergangen": "1"}))


def test_changing_shows_what_stands_there_and_saves_it_again(client, team, place):
    event = factories.published(by=team, is_free=False, costs="3 €", languages=",de,")
    page = client.get(f"{DESK}{event.pk}/change/").content.decode()
    for value in ("Fahrrad-Werkstatt", "26.11.2026", 'value="16', 'value="19', "3 €", "Deutsch"):
        assert value in page
    client.post(f"{DESK}{event.pk}/change/", factories.form_data(title="Rad-Werkstatt"))
    event.refresh_from_db()
    assert (event.title, event.state, event.costs) == ("Rad-Werkstatt", "published", "")


def test_a_typo_in_a_past_event_can_be_mended(client, team):
    event = factories.published(by=team, day=25)
    with clock.at(factories.at(28)):
        response = client.post(f"{DESK}{event.pk}/change/", factories.form_data(day="25. 11. 2026", title="Nähtreff!"))
        assert response.status_code == 302


def test_calling_off_asks_for_the_reason_that_people_read(client, team):
    event = factories.published(by=team)
    address = f"{DESK}{event.pk}/cancel/"
    assert "Er steht öffentlich beim Termin" in text(client.get(address))
    response = client.post(address, {"reason": ""})
    assert "Bitte einen Grund eintragen, zum Beispiel: Die Referentin ist krank." in text(response)
    client.post(address, {"reason": "Sturm"})
    event.refresh_from_db()
    assert (event.state, event.cancel_reason) == ("cancelled", "Sturm")


def test_a_discarded_draft_is_gone_from_the_desk(client, team):
    event = factories.draft(by=team)
    assert client.post(f"{DESK}{event.pk}/discard/")["Location"] == DESK
    assert client.get(f"{DESK}{event.pk}/").status_code == 404


def test_publishing_a_past_draft_says_why_not(client, team):
    event = factories.draft(by=team)
    with clock.at(event.ends_at):
        page = text(client.get(f"{DESK}{event.pk}/"))
        assert "Geht noch nicht: Der Termin ist schon vorbei." in page
        assert client.post(f"{DESK}{event.pk}/publish/").status_code == 422


def test_the_list_costs_the_same_for_one_and_for_three(client, team, django_assert_num_queries, django_assert_max_num_queries):
    factories.published(by=team)
    factories.draft(by=team)
    with django_assert_max_num_queries(12) as first:
        client.get(DESK)
    for _n in range(2):
        factories.published(by=team)
        factories.draft(by=team)
    with django_assert_num_queries(len(first)):
        client.get(DESK)


def test_sent_twice_it_is_one_event(place):
    browser = helpers.browser()
    browser.force_login(factories.make_team(place))
    page = browser.get(f"{DESK}neu/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {**factories.form_data(), "csrfmiddlewaretoken": token}
    answers = [browser.post(f"{DESK}neu/", data) for _n in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert models.Event.objects.count() == 1
