"""Series at the desk: the form, its preview, one date or all."""

import datetime
import re

import pytest

from quartier.community.events import models
from quartier.community.events.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
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


def typed(**changes):
    rows = {
        "repeat": "weekly",
        "day": "26. 11. 2026",
        "begins": "14",
        "ends": "16",
        "deviations-count": "2",
        "deviations-0-on": "24. 12. 2026",
        "deviations-0-kind": "out",
        "deviations-1-on": "31. 12. 2026",
        "deviations-1-kind": "moved",
        "deviations-1-begins": "15:00",
    }
    return factories.form_data(**{**rows, **changes})


def test_the_preview_says_when_it_is_and_saves_nothing(client, team):
    page = text(client.post(f"{DESK}neu/", typed(preview="1")))
    assert "Nähtreff findet statt: jeden Donnerstag von 14 bis 16 Uhr, nicht am 24. Dezember 2026, am 31. Dezember 2026 um 15 Uhr." in page
    assert "Donnerstag, 17. Dezember 2026, 14 bis 16 Uhr Donnerstag, 31. Dezember 2026, 15 bis 17 Uhr" in page
    assert models.Series.objects.count() == 0


def test_a_series_is_saved_as_a_draft_and_published(client, team):
    response = client.post(f"{DESK}neu/", typed())
    made = models.Series.objects.get()
    assert response["Location"] == f"{DESK}reihe/{made.pk}/"
    assert "jeden Donnerstag von 14 bis 16 Uhr" in text(client.get(response["Location"]))
    assert "Reihen" in text(client.get(DESK))
    client.post(f"{DESK}reihe/{made.pk}/publish/")
    assert factories.dates_of(models.Series.objects.get())[4:6] == ["31.12.26 15:00", "07.01.27 14:00"]


def test_another_row_loses_nothing_and_saves_nothing(client, team):
    page = client.post(f"{DESK}neu/", typed(**{"deviations-more": "1"})).content.decode()
    assert "24. 12. 2026" in page
    assert 'name="deviations-2-on"' in page
    assert "Fehler" not in page
    assert models.Series.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": "1. 1. 2020"}, "Das Ende liegt vor dem ersten Termin."),
        ({"repeat": ""}, "Kommt der Termin wieder?"),
        ({"repeat": "stündlich"}, "Diese Möglichkeit gibt es nicht (mehr)."),
        ({"weekdays": ["0", "2"]}, "Der erste Termin wäre am Montag, 30. November 2026."),
        ({"deviations-0-on": "25. 12. 2026"}, "Am Fr, 25. Dezember 2026 findet nach der Wiederholung nichts statt."),
        ({"deviations-1-on": "24. 12. 2026"}, "Der Do, 24. Dezember 2026 steht zweimal bei den Ausnahmen."),
        ({"deviations-1-begins": ""}, "Bitte den neuen Tag oder den neuen Beginn eintragen."),
        ({"deviations-0-begins": "9"}, "Fällt der Termin weg, bleibt das leer."),
        ({"deviations-1-kind": "extra"}, "Am Do, 31. Dezember 2026 findet die Reihe ohnehin statt."),
        ({"deviations-1-on": "morgen"}, "Bitte"),
        ({"day": "20. 11. 2020", "deviations-0-on": "", "deviations-1-on": "", "deviations-1-begins": ""}, "Der Tag ist schon vorbei."),
    ],
)
def test_bad_input_gets_the_sentence_that_helps(client, team, changes, sentence):
    response = client.post(f"{DESK}neu/", typed(**changes))
    assert response.status_code == 422
    assert sentence in text(response)
    assert models.Series.objects.count() == 0


def test_the_form_shows_what_stands_and_saves_it_again(client, team):
    client.post(f"{DESK}neu/", typed(until="28. 1. 2027"))
    made = models.Series.objects.get()
    address = f"{DESK}reihe/{made.pk}/change/"
    page = client.get(address).content.decode()
    for value in ("24.12.2026", "31.12.2026", "15:00", "28.01.2027", '<option value="weekly" selected>'):
        assert value in page
    client.post(address, typed(title="Nähen", until="28. 1. 2027"))
    assert factories.dates_of(models.Series.objects.get())[4] == "31.12.26 15:00 draft"
    assert set(models.Event.objects.values_list("title", flat=True)) == {"Nähen"}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("this", ["26.11.26 14:00", "03.12.26 15:00", "10.12.26 14:00"]),
        ("following", ["26.11.26 14:00", "03.12.26 15:00", "10.12.26 15:00"]),
        ("all", ["26.11.26 15:00", "03.12.26 15:00", "10.12.26 15:00"]),
    ],
)
def test_one_date_this_and_following_or_all(client, team, place, scope, expected):
    made = factories.make_series(place, team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    event = made.dates.get(recurrence_on=datetime.date(2026, 12, 3))
    address = f"{DESK}{event.pk}/change/"
    assert "dieser und alle folgenden" in text(client.get(address))
    data = factories.form_data(day="3. 12. 2026", begins="15", ends="17", scope=scope)
    assert client.post(address, data)["Location"] == f"{DESK}{event.pk}/"
    shown = models.Event.objects.filter(state="published").order_by("starts_at")
    assert [f"{row.starts_at.astimezone(clock.BERLIN):%d.%m.%y %H:%M}" for row in shown] == expected


def test_calling_the_series_off_asks_for_the_reason(client, team, place):
    made = factories.make_series(place, team)
    address = f"{DESK}reihe/{made.pk}/cancel/"
    assert "Er steht öffentlich bei jedem Termin" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Winterpause"})
    assert set(models.Event.objects.values_list("state", "cancel_reason")) == {("cancelled", "Winterpause")}


@pytest.mark.parametrize(("role", "reads", "writes"), [("editor", 200, 200), ("auditor", 200, 404), ("operator", 404, 404)])
def test_who_reads_and_who_writes(client, place, role, reads, writes):
    made = factories.make_series(place)
    client.force_login(make_staff(role, place if role == "editor" else places.make_city()))
    assert client.get(f"{DESK}reihe/{made.pk}/").status_code == reads
    assert client.get(f"{DESK}reihe/{made.pk}/change/").status_code == writes
    assert client.get(f"{DESK}reihe/{made.pk}/cancel/").status_code == writes


def test_series_of_another_quarter_are_not_here(client, team):
    far = factories.make_series(places.make_quarter("Anderswo", slug="anderswo"))
    for path in ("", "change/", "cancel/"):
        assert client.get(f"{DESK}reihe/{far.pk}/{path}").status_code == 404


def test_the_public_page_says_that_it_comes_again(client, place):
    made = factories.make_series(place)
    first = made.dates.order_by("starts_at").first()
    page = text(client.get(f"/donaustrasse-nord/termine/{first.pk}/"))
    assert "Kommt wieder: jeden Donnerstag von 14 bis 16 Uhr." in page
    assert "Weitere Termine Do, 3. Dezember 2026, 14 Uhr" in page


def test_the_public_page_costs_the_same_for_few_and_many_dates(client, place, django_assert_max_num_queries, django_assert_num_queries):
    few = factories.make_series(place, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=8")
    with django_assert_max_num_queries(10) as known:
        client.get(f"/donaustrasse-nord/termine/{few.dates.first().pk}/")
    many = factories.make_series(place, rule="FREQ=DAILY")
    with django_assert_num_queries(len(known)):
        client.get(f"/donaustrasse-nord/termine/{many.dates.first().pk}/")


def test_the_desk_turns_page_by_page(client, team, place):
    factories.make_series(place, team, rule="FREQ=DAILY", title="Täglich")
    page = client.get(DESK).content.decode()
    assert page.count("Täglich</a>") == 51
    turn = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(DESK + turn).content.decode().count("Täglich</a>") == 51


def test_the_desk_offers_what_the_desk_can_do(client, team, place):
    made = factories.make_series(place, team)
    for address in (f"{DESK}reihe/{made.pk}/", f"{DESK}{made.dates.first().pk}/"):
        page = client.get(address).content.decode()
        buttons = re.findall(rf'class="btn[^"]*" href="({address}[a-z_]+/)"', page)
        assert buttons
        assert {client.get(button).status_code for button in buttons} == {200}
