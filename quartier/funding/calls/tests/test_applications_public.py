"""Applying as a stranger does: pages, sentences beside the fields, drafts, the link."""

import pytest

from quartier.funding.calls import models
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.tests import application_factories as make
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
START, FORM = "/donaustrasse-nord/foerderung/antrag/", "/donaustrasse-nord/foerderung/antrag/formular/"


@pytest.fixture
def place():
    place = places.make_quarter()
    make.make_rules()
    make.make_pot(place)
    team = make.make_staff(place=place)
    body, _seats = make.make_jury(place, team)
    make.make_meeting(body, team)
    with clock.at(make.NOON):
        yield place


WHO = {"applicant_kind": "group", "group_name": "Hofgruppe Donaustraße 88", "name": "Ivana Petrović", "is_old_enough": "on"}
WHAT = {
    "title": "Laternen für den Hof",
    "description": "Wir bauen Laternen und laufen durch den Kiez.",
    "themes": ["Kontakte in der Nachbarschaft", "Kultur im Stadtteil"],
}
HELPERS = {"volunteering": "Zwölf Nachbarinnen und Nachbarn helfen."}
FOR_WHOM = {"target_group": "alle aus der Straße", "people": "80"}
WHEN = {"where": "Hof Donaustraße 88", "starts_on": "12. 12. 2026"}
COSTS = {
    "items-0-what": "Papier und Draht",
    "items-0-cents": "310",
    "items-1-what": "Musikerin",
    "items-1-cents": "500",
    "items-1-kind": "fee",
}
OWN = {"own_contribution": "Wir kochen selbst und räumen auf."}
CONTACT = {
    "street": "Donaustraße 88",
    "postcode": "12043",
    "phone": "0176 555 01 23",
    "email": "ivana@example.org",
}
DECLARED = {"not_begun": "on", "has_privacy_notice": "on"}
PAGES = (WHO, WHAT, HELPERS, FOR_WHOM, WHEN, COSTS, OWN, CONTACT, DECLARED)


def at_page(number, visitor=None):
    """A visitor who has filled in all pages before this one."""
    visitor = (visitor or Visitor()).open(FORM)
    for said in PAGES[: number - 1]:
        visitor.press("Weiter", **said)
    return visitor.sees(f"Schritt {number} von 10")


def test_the_way_in_says_how_much_until_when_and_who_helps(place):
    visitor = Visitor().open(START)
    visitor.sees("bis zu 1.500 €", "Topf Aktionsfonds 2026", "10.000 €", "1. Dezember 2026", "Auf Papier ausfüllen", "Entwurf fortsetzen")
    visitor.follow("Antrag ausfüllen").sees("Wer stellt den Antrag?", "Schritt 1 von 10")


def test_from_the_first_question_to_the_number(place):
    visitor = at_page(10)
    visitor.sees("Stimmt alles?", "Papier und Draht: 310 €", "12. Dezember 2026", "Kultur im Stadtteil", "Donaustraße 88")
    visitor.press("Antrag abschicken")
    application = models.Application.objects.get()
    visitor.sees("In Prüfung", application.thread.file_number, "Das Team prüft Ihren Antrag")
    assert visitor.path == actions.link_of(application)
    assert (application.requested_cents, application.people, application.person.email) == (891_00, 80, "ivana@example.org")
    assert [(item.what, item.kind, item.cents) for item in application.items.all()] == [
        ("Papier und Draht", "material", 31000),
        ("Musikerin", "fee", 50000),
    ]
    assert application.link_version == 1
    assert actions.link_of(application) in Message.objects.get().body


TABLE = [  # page, what is typed, the sentence
    (1, {**WHO, "applicant_kind": None}, "Bitte eine Möglichkeit wählen."),
    (1, {**WHO, "group_name": ""}, "Bitte den Namen eintragen, zum Beispiel: Hofgruppe Donaustraße 88."),
    (1, {**WHO, "name": ""}, "Bitte Ihren Namen eintragen, zum Beispiel Ivana Petrović."),
    (1, {**WHO, "is_old_enough": None}, "Bitte bestätigen Sie, dass Sie mindestens 16 Jahre alt sind."),
    (2, {**WHAT, "title": ""}, "Bitte der Aktion einen Namen geben, zum Beispiel: Laternen für den Hof."),
    (2, {**WHAT, "title": "L" * 121}, "Bitte kürzen: Hier passen höchstens 120 Zeichen hin, es sind 121."),
    (2, {**WHAT, "description": ""}, "Bitte in zwei, drei Sätzen schreiben"),
    (3, {**HELPERS, "volunteering": ""}, "Bitte schreiben, wer freiwillig mitmacht"),
    (4, {**FOR_WHOM, "target_group": ""}, "Bitte schreiben, für wen es ist"),
    (4, {**FOR_WHOM, "people": "viele"}, "Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
    (4, {**FOR_WHOM, "people": "0"}, "Bitte eine Zahl von 1 bis 100.000 eintragen."),
    (2, {**WHAT, "themes": []}, "Bitte mindestens ein Ziel wählen."),
    (5, {**WHEN, "where": ""}, "Bitte einen Ort nennen"),
    (5, {**WHEN, "starts_on": ""}, "Bitte ein Datum eintragen, zum Beispiel 12. 12. 2026."),
    (5, {**WHEN, "starts_on": "irgendwann"}, "Bitte das Datum so schreiben: 12. 12. 2026."),
    (5, {**WHEN, "starts_on": "31.2.2026"}, "Bitte"),
    (5, {**WHEN, "starts_on": "1.1.2026"}, "Der erste Tag muss in der Zukunft liegen."),
    (5, {**WHEN, "starts_on": "30.11.2026"}, "Der früheste Tag ist der 8. Dezember 2026."),
    (5, {**WHEN, "ends_on": "11.12.2026"}, "Der letzte Tag liegt vor dem ersten."),
    (5, {**WHEN, "ends_on": "2.1.2027"}, "Bitte einen letzten Tag in 2026 wählen"),
    (6, {}, "Bitte mindestens eine Zeile ausfüllen."),
    (6, {"items-0-what": "Feuerschale"}, "Bitte einen Preis eintragen, zum Beispiel 40."),
    (6, {"items-0-cents": "40"}, "Bitte schreiben, was das ist"),
    (6, {"items-0-what": "Papier", "items-0-cents": "1.5000"}, "„1.5000“ ist nicht eindeutig."),
    (6, {"items-0-what": "Papier", "items-0-cents": "-5"}, "Bitte den Betrag ohne Minus eintragen."),
    (6, {"items-0-what": "Papier", "items-0-cents": "0"}, "Bitte mindestens 0,01 Euro eintragen."),
    (
        6,
        {"items-0-what": "Papier", "items-0-cents": "574", "items-1-what": "Band", "items-1-cents": "1000"},
        "Sie können höchstens 1.500 Euro bekommen. Bitte kürzen Sie um 74 Euro oder zahlen Sie diesen Teil selbst.",
    ),
    (6, {**COSTS, "own_cents": "810"}, "Einnahmen und eigenes Geld decken schon alle Kosten."),
    (6, {**COSTS, "income_cents": "zehn"}, "ist nicht eindeutig"),
    (7, {"own_contribution": ""}, "Bitte schreiben, was Sie selbst einbringen"),
    (8, {**CONTACT, "street": ""}, "Bitte Straße und Hausnummer eintragen"),
    (8, {**CONTACT, "postcode": "1204"}, "Eine Postleitzahl hat 5 Ziffern"),
    (8, {**CONTACT, "email": "ivana@"}, "Bitte die E-Mail-Adresse so schreiben"),
    (8, {**CONTACT, "email": "", "phone": ""}, "Bitte Telefon oder E-Mail eintragen"),
    (9, {**DECLARED, "not_begun": None}, "Nachträglich wird nichts gefördert."),
    (9, {**DECLARED, "has_privacy_notice": None}, "Bitte die Hinweise zum Datenschutz lesen und ankreuzen."),
]


@pytest.mark.parametrize(("number", "said", "sentence"), TABLE)
def test_wrong_input_gets_the_sentence_that_helps_and_nothing_typed_is_lost(place, number, said, sentence):
    visitor = at_page(number)
    visitor.press_anyway("Weiter", **said)
    assert visitor.status == 422
    visitor.sees(f"Schritt {number} von 10", sentence)
    from tests import forms

    form = next(one for one in forms.read(visitor.html, visitor.path) if "schritt" in one.names)
    sent = form.sent()
    everything = {name: value for page in PAGES[: number - 1] for name, value in page.items()} | said
    for name, value in everything.items():
        if value not in (None, [], ""):
            assert sent.get(name) == (value if isinstance(value, list) else [value]), name
    assert not models.Application.objects.exists()


AMOUNTS = [("1.500,00", 1500_00), ("1500", 1500_00), ("1 500 €", 1500_00), ("1499,5", 1499_50), ("40,-", 40_00)]


@pytest.mark.parametrize(("typed", "cents"), AMOUNTS)
def test_amounts_as_people_write_them(place, typed, cents):
    visitor = at_page(6)
    visitor.press("Weiter", **{"items-0-what": "Zelt", "items-0-cents": typed, "wants_flat_rate": None}).sees("Schritt 7 von 10")
    for said in (OWN, CONTACT, DECLARED):
        visitor.press("Weiter", **said)
    visitor.press("Antrag abschicken")
    assert models.Application.objects.get().requested_cents == cents


def test_a_flat_rate_that_does_not_fit_under_the_cap_gives_way(place):
    visitor = at_page(6).press("Weiter", **{"items-0-what": "Zelt", "items-0-cents": "1450"})
    visitor.sees("Schritt 7 von 10")
    for said in (OWN, CONTACT, DECLARED):
        visitor.press("Weiter", **said)
    visitor.press("Antrag abschicken")
    assert models.Application.objects.get().requested_cents == 1_500_00


def test_one_more_row_is_no_act_and_no_error(place):
    visitor = at_page(6).press("Noch eine Zeile", **COSTS)
    assert visitor.status == 200
    visitor.sees("Schritt 6 von 10")
    assert 'name="items-3-what"' in visitor.html
    visitor.press("Neu zusammenrechnen").sees("810 €", "81 €", "891 €")
    visitor.press("Weiter").sees("Schritt 7 von 10")


def test_food_and_fees_say_what_to_expect(place):
    visitor = at_page(6).press("Neu zusammenrechnen", **{**COSTS, "items-0-kind": "food"})
    visitor.sees("Manchmal wird Essen nicht bezahlt.", "Honorare gibt es nur")


def test_going_back_keeps_both_pages(place):
    visitor = at_page(5).press("Zurück", **WHEN).sees("Schritt 4 von 10")
    assert "alle aus der Straße" in visitor.html
    visitor.press("Weiter").sees("Schritt 5 von 10")
    assert "Hof Donaustraße 88" in visitor.html


def test_changing_one_answer_from_the_last_page_leads_back_to_it(place):
    visitor = at_page(10)
    visitor.press("Ändern: Was haben Sie vor?").sees("Schritt 2 von 10")
    visitor.press("Übernehmen", title="Lichterfest").sees("Schritt 10 von 10", "Lichterfest")


def test_a_draft_comes_back_by_its_code_on_another_device(place):
    visitor = at_page(6).press("Später weitermachen", **COSTS)
    code = visitor.text.split("Ihr Code: ")[1].split(".")[0].strip()
    other = Visitor().open("/entwurf/").press("Weiter", code=code)
    other.press("Weiter ausfüllen").sees("Schritt 6 von 10")
    assert "Musikerin" in other.html
    other.press("Weiter").sees("Schritt 7 von 10")
    for said in (OWN, CONTACT, DECLARED):
        other.press("Weiter", **said)
    other.press("Antrag abschicken").sees("Das Team prüft")
    assert models.Application.objects.get().title == "Laternen für den Hof"
    Visitor().open("/entwurf/").press_anyway("Weiter", code=code).sees("passt nicht oder ist abgelaufen")


def test_the_code_of_a_printed_sheet_opens_an_empty_draft(place):
    visitor = Visitor().open(f"{START}papier/").press("Bogen mit Code")
    code = visitor.text.split("Code dieses Bogens ")[1].split(" ")[0]
    other = Visitor().open("/entwurf/").press("Weiter", code=code).press("Weiter ausfüllen")
    other.sees("Schritt 1 von 10")


def test_the_sheet_is_one_page_of_pdf(place):
    import io

    from pypdf import PdfReader

    answer = Visitor().client.get(f"{START}papier.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_sent_twice_it_is_one_application_and_the_same_answer(place):
    answers = []

    def sender(visitor, path, data):
        for _ in range(2):
            answers.append(visitor.post_now(path, data))
        return answers[-1]

    visitor = at_page(10)
    visitor.sender = sender
    visitor.press("Antrag abschicken")
    assert models.Application.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_two_tabs_are_two_tokens_and_each_says_its_own(place):
    one, two = at_page(10), at_page(10)
    one.press("Antrag abschicken")
    two.press("Antrag abschicken")
    assert models.Application.objects.count() == 2  # two forms sent on purpose are two applications; the office sees both


def test_the_group_may_be_named_only_where_it_agreed(place):
    application = make.make_application(place, may_publish=False)
    models.Application.objects.filter(pk=application.pk).update(state="approved", approved_cents=891_00, decided_on=make.NOON.date())
    visitor = Visitor().open("/donaustrasse-nord/foerderung/aktionsfonds/2026/").sees("Laternen für den Hof", "891,00 €", "2026")
    visitor.sees_not("Hofgruppe", "Ivana", "Donaustraße 88")
    models.Application.objects.update(may_publish=True)
    Visitor().open("/donaustrasse-nord/foerderung/aktionsfonds/2026/").sees("Hofgruppe").sees_not("Ivana")


def test_nothing_is_public_before_the_jury_has_said_yes(place):
    make.make_application(place)
    Visitor().open("/donaustrasse-nord/foerderung/aktionsfonds/2026/").sees_not("Laternen", "891")


# --- by the link -------------------------------------------------------------------------------------------------------------


def test_a_void_link_says_so_and_whom_to_ask(place):
    answer = Visitor().client.get("/donaustrasse-nord/vorgang/unsinn:egal/")
    assert answer.status_code == 404
    assert "Dieser Link gilt nicht (mehr)" in answer.content.decode()
    application = make.make_application(place)
    other = places.make_quarter("Körnerpark")
    elsewhere = actions.link_of(application).replace(place.slug, other.slug)
    assert Visitor().client.get(elsewhere).status_code == 404


def test_questions_are_answered_on_the_page_of_the_link(place):
    application = make.make_application(place)
    team = make.make_staff(place=place)
    actions.send_back(application, "Bitte die Musikerin billiger.", by=team)
    visitor = Visitor().open(actions.link_of(application)).sees("Sie sind dran", "Bitte die Musikerin billiger.")
    visitor.follow("Antrag ändern").sees("Das fragt das Team")
    visitor.press_anyway("Wieder abschicken", **{"items-1-cents": "2000"})
    assert visitor.status == 422
    visitor.sees("Bitte kürzen Sie um 810 Euro")
    visitor.press("Wieder abschicken", **{"items-1-cents": "100"}).sees("In Prüfung")
    application.refresh_from_db()
    assert (application.state, application.requested_cents) == ("submitted", 451_00)


def test_withdrawing_asks_once_more(place):
    application = make.make_application(place)
    visitor = Visitor().open(actions.link_of(application)).follow("Antrag zurückziehen").sees("Antrag zurückziehen?")
    visitor.press("Zurückziehen").sees("Zurückgezogen", "Doch noch?")


def test_after_a_no_it_begins_anew_with_what_stood_there(place):
    application = make.make_application(place)
    team = make.make_staff(place=place)
    actions.find_ineligible(application, "Mieten gehen nicht.", by=team)
    visitor = Visitor().open(actions.link_of(application)).sees("Mieten gehen nicht.").follow("Ändern und neu stellen")
    visitor.press("Los geht es").sees("Schritt 1 von 10")
    visitor.press("Übernehmen", is_old_enough="on").sees("Schritt 5 von 10", "Wann und wo?")
    visitor.press("Übernehmen", **WHEN).sees("Schritt 9 von 10")
    visitor.press("Übernehmen", not_begun="on", has_privacy_notice="on").sees("Schritt 10 von 10")
    visitor.press("Antrag abschicken").sees("In Prüfung")
    assert models.Application.objects.order_by("-pk").first().earlier == application
