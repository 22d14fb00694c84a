"""The desk sets office, hours, phase and tile, and takes in lists; each wrong entry gets its sentence and stays typed."""

import datetime
import io

import pytest

from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.quarters import actions, queries
from quartier.ground.quarters.models import OfficeClosure, Place
from quartier.ground.quarters.tests.factories import make_city, make_quarter

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 24)
DESK = "/donaustrasse-nord/buero/gebiet/"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


@pytest.fixture
def place():
    return make_quarter(colour="himbeer", pattern=6)


@pytest.fixture
def lead(client, place):
    person = make_staff("team_lead", place)
    client.force_login(person)
    return person


@pytest.fixture
def senate(client, place):
    person = make_staff("state_coordinator", make_city())
    client.force_login(person)
    return person


def test_the_page_shows_what_is_set(client, place, lead):
    text = client.get(DESK).content.decode()
    assert "Noch kein Büro" in text
    assert "Himbeer, Blätter" in text


@pytest.mark.parametrize("page", ["", "buero/", "zeiten/", "schliesstage/", "klingel/", "phase/", "fliese/", "impressum/"])
def test_every_page_of_the_desk_opens(client, place, lead, page):
    actions.save_office(place, name="Büro", address="Weg 1")
    assert client.get(f"{DESK}{page}").status_code == 200


@pytest.mark.parametrize("page", ["", "zeiten/", "phase/"])
def test_the_neighbours_team_finds_nothing_here(client, place, page):
    client.force_login(make_staff("team_lead", make_quarter("Nebenan")))
    assert client.get(f"{DESK}{page}").status_code == 404


def test_a_member_sets_hours_but_no_phase(client, place):
    client.force_login(make_staff("team_member", place))
    actions.save_office(place, name="Büro")
    assert client.get(f"{DESK}zeiten/").status_code == 200
    assert client.get(f"{DESK}phase/").status_code == 404


def test_the_office_is_entered(client, place, lead):
    answer = client.post(
        f"{DESK}buero/", {"name": "Büro", "address": "Donaustraße 7, 12043 Berlin", "email": "a@b.de", "is_step_free": "on"}
    )
    assert answer.headers["Location"] == DESK
    assert queries.first_office(place).address == "Donaustraße 7, 12043 Berlin"


def hours(*rows):
    sent = {"hours-count": str(len(rows))}
    for number, (weekday, opens, closes) in enumerate(rows):
        sent |= {f"hours-{number}-weekday": weekday, f"hours-{number}-opens": opens, f"hours-{number}-closes": closes}
    return sent


def test_hours_are_set_as_people_write_them(client, place, lead):
    actions.save_office(place, name="Büro")
    assert client.post(f"{DESK}zeiten/", hours(("1", "14", "18 Uhr"), ("3", "14:30", "18.00"))).status_code == 302
    assert [str(row.opens) for row in queries.first_office(place).hours.all()] == ["14:00:00", "14:30:00"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("1", "18", "14")], "Die Öffnung muss vor der Schließung liegen: Dienstag."),
        ([("1", "10", "14"), ("1", "13", "15")], "Zwei Zeiten am Dienstag überschneiden sich."),
        ([("1", "halb drei", "18")], "Bitte die Uhrzeit so schreiben: 18:30."),
    ],
)
def test_wrong_hours_are_asked_back_and_stay_typed(client, place, lead, rows, sentence):
    actions.save_office(place, name="Büro")
    text = client.post(f"{DESK}zeiten/", hours(*rows)).content.decode()
    assert sentence in text
    assert f'value="{rows[0][1]}"' in text
    assert queries.first_office(place).hours.count() == 0


def test_closed_days_are_entered_and_struck(client, place, lead):
    actions.save_office(place, name="Büro")
    assert (
        "Der letzte Tag liegt vor dem ersten."
        in client.post(f"{DESK}schliesstage/", {"from_on": "24.12.2026", "until_on": "1.12.2026"}).content.decode()
    )
    assert client.post(f"{DESK}schliesstage/", {"from_on": "24.12.2026", "until_on": "2.1.2027", "reason": "Ferien"}).status_code == 302
    closure = OfficeClosure.objects.get()
    assert "streichen" in client.get(DESK).content.decode()
    assert client.post(f"{DESK}schliesstage/{closure.pk}/weg/").status_code == 302
    assert not OfficeClosure.objects.exists()


def test_a_closure_of_another_quarter_is_not_there(client, place, lead):
    other = actions.save_office(make_quarter("Nebenan"), name="Büro")
    row = actions.close_office(other, from_on=DAY, until_on=DAY)
    assert client.post(f"{DESK}schliesstage/{row.pk}/weg/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "transition", "from_on": "1.1.2009"}, "Die letzte Phase beginnt am 1. Januar 2009. Bitte einen späteren Tag wählen."),
        ({"kind": "active", "from_on": "1.1.2027"}, "Das Quartier ist schon in dieser Phase."),
        ({"kind": "transition", "from_on": "31.2.2027"}, "Den 31. Februar 2027 gibt es nicht."),
        ({"kind": "", "from_on": "1.1.2027"}, "Bitte eine Möglichkeit wählen."),
    ],
)
def test_a_phase_that_cannot_begin_is_asked_back(client, place, lead, sent, sentence):
    assert sentence in client.post(f"{DESK}phase/", sent).content.decode()
    assert place.phases.count() == 1


def test_a_tile_that_is_taken_is_refused_at_the_field(client, place, lead):
    make_quarter("Nebenan", colour="senf", pattern=1)
    assert "Diese Fliese hat schon Nebenan." in client.post(f"{DESK}fliese/", {"colour": "senf", "pattern": "1"}).content.decode()
    assert client.post(f"{DESK}fliese/", {"colour": "senf", "pattern": "2"}).status_code == 302


def test_only_the_city_takes_lists_in(client, place, lead):
    assert client.get("/buero/gebiete/").status_code == 404


def upload(text, name="liste.csv"):
    return io.BytesIO(text.encode()), name


def send(client, text, **more):
    file = io.BytesIO(text.encode())
    file.name = "liste.csv"
    return client.post("/buero/gebiete/", {"kind": "addresses", "file": file, **more})


def test_a_list_is_looked_at_first_and_taken_then(client, place, senate):
    text = "quartier;straße;von;bis\nDN;Donaustraße;1;60\n"
    page = send(client, text)
    assert "1 Zeile gelesen: 1 neu, 0 geändert. Gespeichert ist noch nichts." in page.content.decode()
    assert place.addresses.count() == 0
    answer = client.post("/buero/gebiete/", {"kind": "addresses", "text": page.context["text"], "einspielen": "1"})
    assert answer.status_code == 302
    assert place.addresses.count() == 1


def test_a_list_with_a_fault_says_where_and_is_not_taken(client, place, senate):
    page = send(client, "quartier;straße;von;bis\nDN;Donaustraße;1;60\nXX;Weg;1;2\n").content.decode()
    assert "Das Quartier „XX“ gibt es nicht." in page
    assert "Jetzt einspielen" not in page
    assert place.addresses.count() == 0


def test_a_wrong_file_gets_its_sentence(client, senate):
    assert "In der ersten Zeile fehlt: " in send(client, "a;b\n1;2\n").content.decode()
    assert "Bitte eine Datei auswählen." in client.post("/buero/gebiete/", {"kind": "addresses"}).content.decode()


def test_the_list_of_places_costs_the_same_for_one_and_for_many(client, senate, django_assert_max_num_queries):
    for number in range(12):
        make_quarter(f"Kiez {number}")
    with django_assert_max_num_queries(12):
        client.get("/buero/gebiete/")
    assert Place.objects.quarters().count() == 13
