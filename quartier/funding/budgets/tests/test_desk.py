"""The money pages of the office."""

import datetime

import pytest

from quartier.funding.budgets import actions, queries, tables
from quartier.funding.budgets.models import Allocation, FundRules
from quartier.funding.budgets.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.ledger import check
from quartier.ground.ledger.models import Transfer

pytestmark = pytest.mark.django_db
DESK = "/donaustrasse-nord/buero/geld/"


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)):
        yield
    assert check.problems() == []


@pytest.fixture
def place():
    return factories.places.make_quarter()


@pytest.fixture
def officer(client, place):
    person = make_staff("granting_officer", place.parent, name="Gül Aydın")
    client.force_login(person)
    return person


@pytest.fixture
def pot(place, officer):
    return factories.fill_pot(10_000_00, place, by=officer)


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def reserve(fund, place, cents=1_500_00, by=None):
    thread = factories.make_thread(place)
    return actions.reserve(fund, place, {2026: cents}, thread=thread, about=thread, by=by), thread


# --- who -------------------------------------------------------------------------------------------------------------

PAGES = [
    "",
    "zuweisen/",
    "umbuchen/",
    "buchungen/",
    "buchungen.csv",
    "buchungen/1/",
    "buchungen/1/berichtigen/",
    "regeln/",
    "regeln/aktionsfonds/neu/",
]
READS = ["", "buchungen/", "buchungen.csv", "buchungen/1/", "regeln/"]


@pytest.mark.parametrize(
    ("role", "open_pages"),
    [
        ("granting_officer", PAGES),
        ("team_member", READS),
        ("auditor", READS),
        ("district_coordinator", [*READS, "regeln/aktionsfonds/neu/"]),
        ("editor", []),
        ("operator", []),
    ],
)
def test_who_sees_what(client, place, role, open_pages):
    factories.fill_pot(place=place)
    client.force_login(
        make_staff(role, place if role in ("team_member", "editor") else place.parent.parent if role == "operator" else place.parent)
    )
    assert [page for page in PAGES if client.get(DESK + page).status_code == 200] == open_pages


def test_a_neighbours_booking_is_not_found(client, place, pot):
    other = factories.places.make_quarter("Rollberg")
    factories.fill_pot(5_00, other, fund=pot)
    number = Transfer.objects.order_by("-number").values_list("booking", flat=True).first()
    assert client.get(f"/rollberg/buero/geld/buchungen/{number}/").status_code == 200
    assert client.get(f"{DESK}buchungen/{number}/").status_code == 404
    assert client.get(f"{DESK}zuweisung/{Allocation.objects.get(place=other).pk}/").status_code == 404


def test_one_quarters_team_does_not_see_the_neighbours_money(client, place):
    factories.fill_pot(5_00, factories.places.make_quarter("Rollberg"))
    client.force_login(make_staff("team_member", place))
    assert client.get("/rollberg/buero/geld/").status_code == 404
    assert "Rollberg" not in text(client.get("/buero/geld/"))
    assert "Rollberg" not in text(client.get("/buero/geld/buchungen/"))
    assert "Rollberg" not in b"".join(client.get("/buero/geld/buchungen.csv").streaming_content).decode()


# --- pots and transfers ----------------------------------------------------------------------------------------------


def test_an_empty_house_says_what_will_stand_here(client, place, officer):
    assert "Noch kein Geld zugewiesen" in text(client.get(DESK))
    assert "Noch kein Geld zugewiesen" in text(client.get("/buero/geld/"))
    assert "Noch keine Buchung" in text(client.get(f"{DESK}buchungen/"))
    assert "Noch kein Fonds" in text(client.get(f"{DESK}regeln/"))
    factories.make_fund()
    assert "noch keine Regeln" in text(client.get(f"{DESK}regeln/"))
    assert "Nichts ist frei" in text(client.get(f"{DESK}umbuchen/"))


def test_each_figure_of_a_pot_leads_to_its_transfers(client, place, pot):
    _booking, thread = reserve(pot, place)
    page = text(client.get(DESK))
    assert all(part in page for part in ("Aktionsfonds 2026", "8.500 €", "8.500,00 €", "1.500,00 €", "10.000,00 €"))
    assert 'href="/donaustrasse-nord/buero/geld/buchungen/?fonds=aktionsfonds&amp;jahr=2026&amp;stand=reserved"' in page
    found = text(client.get(f"{DESK}buchungen/?fonds=aktionsfonds&jahr=2026&stand=reserved"))
    assert "Eine Buchung" in found and thread.file_number in found
    assert "Eine Buchung" in text(client.get(f"{DESK}buchungen/?vorgang={thread.file_number}"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("fonds=projektfonds", "Keine Buchung passt"),
        ("vorgang=XX-1", "Keine Buchung passt"),
        ("von=gestern", "Bitte das Datum so schreiben"),
        ("jahr=zwei", "Bitte eine ganze Zahl eintragen"),
        ("jahr=1", "Bitte eine Zahl von 1.999 bis 2.099 eintragen"),
        ("grund=geschenkt", "Diese Möglichkeit gibt es nicht"),
        ("bis=1.1.2020", "Keine Buchung passt"),
        ("von=1.1.2026&bis=31.12.2026", "2 Buchungen"),
        ("seite=99", "2 Buchungen"),
    ],
)
def test_filters(client, place, pot, query, sentence):
    factories.make_fund("projektfonds", "Projektfonds")
    assert sentence in text(client.get(f"{DESK}buchungen/?{query}"))


@pytest.mark.parametrize("number", [1, 20])
def test_lists_cost_the_same_for_one_and_for_many(client, place, pot, number, django_assert_max_num_queries):
    for _ in range(number):
        reserve(pot, place, cents=100)
    with django_assert_max_num_queries(12):
        client.get(f"{DESK}buchungen/")
    with django_assert_max_num_queries(12):
        client.get(DESK)
    with django_assert_max_num_queries(12):
        client.get("/buero/geld/")


def test_the_table_file_takes_nothing_for_a_formula(client, place, pot, officer):
    actions.carry_over(pot, place, 2026, 2027, 100, by=officer, note='=HYPERLINK("http://b.example")')
    response = client.get(f"{DESK}buchungen.csv?grund=carry_over")
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeffNummer;")
    assert '"\'=HYPERLINK(""http://b.example"")"' in body
    assert "1,00" in body and "2026 → 2027" in body
    assert body.count("\r\n") == 2
    assert response["Content-Disposition"] == 'attachment; filename="buchungen-donaustrasse-nord.csv"'


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cells_are_guarded(cell):
    assert tables.guarded(cell) == f"'{cell}"
    assert tables.guarded("1,00") == "1,00"


def test_the_state_sees_all_quarters_of_a_year(client, place):
    fund = factories.fill_pot(10_000_00, place)
    factories.fill_pot(13_000_00, factories.places.make_quarter("Rollberg"), fund=fund)
    factories.fill_pot(7_00, place, fund=fund, year=2025)
    client.force_login(make_staff("state_coordinator", factories.places.make_city()))
    page = text(client.get("/buero/geld/"))
    assert "23.000,00 €" in page and "Rollberg" in page and "7,00 €" not in page
    assert "7,00 €" in text(client.get("/buero/geld/?jahr=2025"))
    assert "23.000,00 €" in text(client.get("/buero/geld/?jahr=abc"))
    assert client.get("/buero/geld/buchungen/").status_code == 200


# --- allotting -------------------------------------------------------------------------------------------------------

GOOD = {
    "fund": "aktionsfonds",
    "programme_year": "2026",
    "source_land": "10.000",
    "spread": "one",
    "years-count": "0",
    "commit_by_on": "30. 6. 2026",
    "note": "Schreiben",
}


def test_money_is_allotted(client, place, officer):
    factories.make_sources(), factories.make_fund()
    answer = client.post(f"{DESK}zuweisen/", GOOD)
    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert "Donaustraße-Nord hat 10.000 € für Aktionsfonds 2026." in text(client.get(DESK))
    made = Allocation.objects.get()
    assert (made.cents, made.commit_by_on, made.made_by) == (10_000_00, datetime.date(2026, 6, 30), officer)
    assert client.get(f"{DESK}zuweisung/{made.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "tranches"),
    [
        ({"spread": "rules"}, {2026: 2_000_00, 2027: 4_000_00, 2028: 4_000_00}),
        (
            {
                "spread": "years",
                "years-count": "2",
                "years-0-year": "2026",
                "years-0-cents": "1.000",
                "years-1-year": "2028",
                "years-1-cents": "9.000,00",
            },
            {2026: 1_000_00, 2028: 9_000_00},
        ),
    ],
)
def test_money_is_allotted_over_years(client, place, officer, typed, tranches):
    factories.make_sources(), factories.make_rules(tranches=[20, 40, 40])
    assert "Aktionsfonds: 20, 40 und 40 Prozent" in text(client.get(f"{DESK}zuweisen/"))
    assert client.post(f"{DESK}zuweisen/", GOOD | typed).status_code == 302
    assert {year: pot.free for year, pot in queries.tranches("aktionsfonds", place, 2026).items()} == tranches


BAD_ALLOTMENTS = [
    ({"source_land": ""}, "Bitte mindestens einen Betrag eintragen"),
    ({"source_land": "1.5000"}, "nicht eindeutig"),
    ({"source_land": "-5"}, "ohne Minus"),
    ({"programme_year": "bald"}, "Bitte eine ganze Zahl"),
    ({"programme_year": ""}, "Bitte ein Jahr eintragen"),
    ({"fund": "baufonds"}, "Diese Möglichkeit gibt es nicht"),
    ({"spread": "years"}, "mindestens ein Jahr"),
    ({"spread": "rules"}, "verteilen das Geld nicht auf Jahre"),
    ({"spread": "years", "years-count": "1", "years-0-year": "2026", "years-0-cents": "9"}, "Beides muss gleich sein"),
    ({"spread": "years", "years-count": "1", "years-0-year": "2020", "years-0-cents": "10000"}, "nicht vor dem Programmjahr"),
    (
        {
            "spread": "years",
            "years-count": "2",
            "years-0-year": "2026",
            "years-0-cents": "5000",
            "years-1-year": "2026",
            "years-1-cents": "5000",
        },
        "nur einmal",
    ),
    ({"commit_by_on": "31. 6. 2026"}, "gibt es nicht"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD_ALLOTMENTS)
def test_allotments_that_are_asked_back(client, place, officer, typed, sentence):
    factories.make_sources(), factories.make_fund()
    page = text(client.post(f"{DESK}zuweisen/", GOOD | typed))
    assert sentence in page
    assert "Schreiben" in page, "what was typed is still there"
    assert not Transfer.objects.exists()


def test_the_state_allots_to_any_quarter(client, place):
    factories.make_sources(), factories.make_fund()
    client.force_login(make_staff("state_coordinator", factories.places.make_city()))
    assert client.post("/buero/geld/zuweisen/", GOOD | {"place": place.slug}).status_code == 302
    assert queries.pot("aktionsfonds", place, 2026).free == 10_000_00
    assert "Diese Möglichkeit gibt es nicht" in text(client.post("/buero/geld/zuweisen/", GOOD | {"place": "mond"}))


# --- moving and correcting -------------------------------------------------------------------------------------------

MOVE = {
    "what": "carry_over",
    "fund": "aktionsfonds",
    "from_year": "2026",
    "to_year": "2027",
    "cents": "4.000",
    "note": "Das Fest ist im Januar",
}


def test_money_is_carried_over_and_lapses(client, place, pot):
    assert client.post(f"{DESK}umbuchen/", MOVE).status_code == 302
    assert client.post(f"{DESK}umbuchen/", MOVE | {"what": "lapse", "to_year": "", "cents": "6000"}).status_code == 302
    assert queries.free_by_year(pot, place) == {2026: 0, 2027: 4_000_00}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cents": "10.001"}, "Es fehlen 1 €"),
        ({"cents": "0"}, "Bitte mindestens 0,01 Euro"),
        ({"to_year": ""}, "Bitte das neue Haushaltsjahr eintragen."),
        ({"to_year": "2026"}, "zwei verschiedene"),
        ({"note": ""}, "Bitte schreiben Sie den Grund dazu."),
        ({"what": "verschenken"}, "Diese Möglichkeit gibt es nicht"),
        ({"what": "lapse", "from_year": "2027", "cents": "1"}, "noch 0 € frei"),
    ],
)
def test_moves_that_are_asked_back(client, place, pot, typed, sentence):
    assert sentence in text(client.post(f"{DESK}umbuchen/", MOVE | typed))
    assert Transfer.objects.count() == 2


def test_a_booking_is_corrected_once(client, place, pot, officer):
    number, _thread = reserve(pot, place, by=officer)
    assert "Bitte schreiben Sie, warum" in text(client.post(f"{DESK}buchungen/{number}/berichtigen/", {"note": " "}))
    answer = client.post(f"{DESK}buchungen/{number}/berichtigen/", {"note": "falscher Antrag"})
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}buchungen/{number + 1}/")
    page = text(client.get(f"{DESK}buchungen/{number}/"))
    assert "Diese Buchung ist berichtigt" in page and "berichtigen/" not in page
    assert "schon berichtigt" in text(client.post(f"{DESK}buchungen/{number}/berichtigen/", {"note": "noch einmal"}))


# --- rules -----------------------------------------------------------------------------------------------------------

RULES = f"{DESK}regeln/aktionsfonds/neu/"
BERLIN = {
    "valid_from": "1. 1. 2027",
    "cap_cents": "1.500",
    "pot_cents": "10.000",
    "flat_rate_percent": "10",
    "flat_rate_inside_cap": "on",
    "rounding": "half_up",
    "own_share_base": "grant",
    "applicant_kinds": ["resident", "group"],
    "min_age": "16",
    "window": "rolling",
    "lead_days": "42",
    "check_days": "7",
    "answer_days": "3",
    "commit_warn_days": "60",
    "proof_propose_days": "60",
    "resubmission": "on",
    "other_grants": "ask",
    "criteria": "Nutzen für die Gemeinschaft\nKontakte in der Nachbarschaft",
    "criteria_least": "1",
    "eligible_kinds": ["materials"],
    "not_eligible": "Pfand",
    "food": "no",
    "decision_path-count": "1",
    "decision_path-0-by": "jury",
    "decision_path-0-up_to_cents": "",
    "payment_mode": "two_parts",
    "first_percent": "80",
    "proof_due_days": "60",
    "proof_kind": "receipts",
    "retention_years": "5",
    "claim_due_days": "30",
    "accept_remind_days": "14",
    "remind_before_days": "14",
    "remind_again_days": "",
    "carry_over": "ask",
    "note": "Neues Merkblatt",
}


def test_new_rules_are_shown_in_words_before_they_are_saved(client, place, officer):
    factories.make_rules(cap_cents=1_000_00)
    preview = client.post(RULES, BERLIN | {"weiter": "vorschau"})
    page = text(preview)
    assert preview.status_code == 200
    assert "Höchstens 1.500 Euro, darin 10 % Pauschale: Belege bis 1.363,64 Euro werden mit Pauschale ganz bezahlt." in page
    assert "Höchstens 1.000 Euro" in page, "the table of changes shows what holds today"
    assert FundRules.objects.count() == 1
    assert 'name="criteria" value="Nutzen für die Gemeinschaft' in page
    assert client.post(RULES, BERLIN | {"weiter": "speichern"})["Location"] == f"{DESK}regeln/"
    saved = queries.rules("aktionsfonds", place, datetime.date(2027, 1, 1))
    assert (saved.version, saved.place, saved.cap_cents, saved.criteria_least, saved.made_by) == (2, place, 1_500_00, 1, officer)
    assert queries.rules("aktionsfonds", place).cap_cents == 1_000_00
    page = text(client.get(f"{DESK}regeln/"))
    assert "Neue Regeln kommen" in page and "Fassung 2 gilt ab 1. Januar 2027" in page
    assert "Neues Merkblatt" in text(client.get(f"{DESK}regeln/fassung/{saved.pk}/"))


def test_from_the_preview_one_can_go_back_and_nothing_is_lost(client, place, officer):
    factories.make_rules()
    page = text(client.post(RULES, BERLIN | {"weiter": "aendern"}))
    assert 'value="1.500"' in page and "Neues Merkblatt" in page and "Kontakte in der Nachbarschaft" in page


def test_templates_begin_a_form(client, place, officer):
    factories.make_fund()
    assert 'value="1500"' in text(client.get(f"{RULES}?vorlage=berlin-aktionsfonds"))
    assert 'value="15000"' in text(client.get(f"{RULES}?vorlage=muenchen"))
    assert client.get(f"{RULES}?vorlage=atlantis").status_code == 200
    assert client.get(f"{DESK}regeln/mondfonds/neu/").status_code == 404


BAD_RULES = [
    ({"valid_from": "31. 5. 2026"}, "frühestens ab heute"),
    ({"valid_from": ""}, "ab wann diese Regeln gelten"),
    ({"valid_from": "bald"}, "Bitte das Datum so schreiben"),
    ({"cap_cents": "1.5000"}, "nicht eindeutig"),
    ({"cap_cents": "0"}, "Bitte mindestens 0,01"),
    ({"floor_cents": "1.501"}, "größer als der Höchstbetrag"),
    ({"flat_rate_percent": "101"}, "von 0 % bis 100 %"),
    ({"flat_rate_percent": "zehn"}, "Bitte den Prozentsatz so schreiben"),
    ({"own_share_percent": "10"}, "Geld, eigene Arbeit oder beides"),
    ({"min_age": "-1"}, "Bitte eine ganze Zahl"),
    ({"min_age": "100"}, "von 0 bis 99"),
    ({"window": "rounds"}, "mindestens einen Stichtag"),
    ({"window": "rounds", "rounds": "15. 3. 2027\n32. 3. 2027"}, "gibt es nicht"),
    ({"rounds": "15. 3. 2027"}, "nur, wenn Anträge in Runden"),
    ({"criteria_least": "3"}, "weniger Ziele"),
    ({"criteria": "x" * 201}, "länger als 200 Zeichen"),
    ({"applicant_kinds": ["koenig"]}, "Diese Möglichkeit gibt es nicht"),
    ({"decision_path-0-by": ""}, "mindestens eine Zeile"),
    ({"decision_path-0-up_to_cents": "500"}, "ohne Obergrenze"),
    ({"repeat_times": "2"}, "Bitte beides eintragen"),
    ({"retention_years": ""}, "wie lange Unterlagen aufbewahrt werden"),
    ({"claim_due_days": ""}, "bis wann Geld zurückkommen muss"),
    ({"check_days": ""}, "Bitte eine Zahl von Tagen eintragen, zum Beispiel 7."),
    ({"proof_propose_days": "0"}, "von 1 bis 730"),
    ({"select_percent": "101"}, "von 1 bis 100"),
    ({"tranches": "20, 40"}, "zusammen 100 Prozent"),
    ({"call_notice": "x" * 201}, "länger als 200 Zeichen"),
    ({"payment_mode": ""}, "Bitte eine Möglichkeit wählen"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD_RULES)
def test_rules_that_are_asked_back(client, place, officer, typed, sentence):
    factories.make_rules(place=place)
    page = text(client.post(RULES, BERLIN | typed | {"weiter": "speichern"}))
    assert sentence in page
    assert "Neues Merkblatt" in page, "what was typed is still there"
    assert FundRules.objects.count() == 1


def test_rules_for_all_quarters_are_the_states(client, place, officer):
    factories.make_rules()
    assert client.get("/buero/geld/regeln/").status_code == 200
    assert client.get("/buero/geld/regeln/aktionsfonds/neu/").status_code == 404
    client.force_login(make_staff("state_coordinator", factories.places.make_city()))
    assert client.post("/buero/geld/regeln/aktionsfonds/neu/", BERLIN | {"weiter": "speichern"}).status_code == 302
    assert queries.rules("aktionsfonds", place, datetime.date(2027, 1, 1)).place is None
    version = FundRules.objects.get(version=2)
    assert client.get(f"/buero/geld/regeln/fassung/{version.pk}/").status_code == 200


def test_a_neighbours_own_rules_are_not_found(client, place, officer):
    other = factories.make_rules(place=factories.places.make_quarter("Rollberg"))
    assert client.get(f"{DESK}regeln/fassung/{other.pk}/").status_code == 404
