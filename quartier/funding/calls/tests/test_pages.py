"""Pages of briefs, calls, bids and panel: walked through as their people; input → sentence; roles; other quarters."""

import datetime
import re

import pytest

from quartier.community.councils.tests import factories as bodies
from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import models, surfaces
from quartier.funding.calls.actions import bids, calls, panel, questions
from quartier.funding.calls.steps.bids import BID
from quartier.funding.calls.steps.briefs import BRIEF
from quartier.funding.calls.steps.calls import CALL
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock, human
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
Q = "/donaustrasse-nord"
BRIEF_SAID = {
    "title": "Bewegung im Freien", "situation": "Wenig Platz.", "goals": "Bewegung.", "tasks": "Zwei Termine.", "target_group": "Familien",
    "starts_on": "1. 8. 2026", "ends_on": "31. 12. 2027", "programme_year": "2026", "max_cents": "30.000", "years-count": "2",
    "years-0-year": "2026", "years-0-cents": "10 000", "years-1-year": "2027", "years-1-cents": "20.000,00",
}  # fmt: skip
CALL_SAID = {
    "title": "Träger gesucht", "summary": "Gesucht wird ein Träger.", "situation": "x", "goals": "x", "tasks": "x", "target_group": "x",
    "starts_on": "1. 8. 2026", "ends_on": "31. 12. 2027", "max_cents": "30000", "deadline_on": "10. 6. 2026", "deadline_time": "18",
    "procedure": "x", "panel_text": "x", "contact": "x", "is_scored": "on",
}  # fmt: skip
BID_SAID = {
    **{name: "Text" for name in (
        "title", "contact", "summary", "situation", "goals", "measures", "target_groups", "participation", "schedule", "staff",
        "sustainability", "indicators", "experience",
    )},
    "costs-count": "2", "costs-0-kind": "staff", "costs-0-label": "Leitung", "costs-0-y2026": "11.000", "costs-0-y2027": "11000", "costs-1-kind": "fee",
    "cover-count": "2", "cover-0-kind": "grant", "cover-0-y2026": "10.000", "cover-0-y2027": "10.000,00",
    "cover-1-kind": "own_work", "cover-1-y2026": "1000", "cover-1-y2027": "1 000 €", "not_begun": "on", "knows_terms": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_may():
    with clock.at(factories.MAY):
        yield


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def said(known, **changes):
    return {name: value for name, value in {**known, **changes}.items() if value is not None}


def posted(client, address, known, **changes):
    return client.post(address, said(known, **changes))


# --- everything is there


def test_every_page_of_an_open_call_is_there(client):
    idea = ideas.published()
    call = factories.call(brief=factories.confirmed(idea.place, idea=idea))
    client.force_login(factories.team())
    own = f"{Q}/buero/aufrufe/{call.pk}"
    paths = [
        f"{Q}/buero/eckpunkte/", f"{Q}/buero/eckpunkte/neu/", f"{Q}/buero/eckpunkte/neu/?idee={idea.pk}", f"{Q}/buero/eckpunkte/{call.brief_id}/",
        f"{Q}/buero/aufrufe/", f"{own}/", f"{own}/gremium/", f"{own}/kriterien/", f"{own}/bewertung/", f"{own}/brief/", f"{own}/extend_call/",
        f"{Q}/foerderung/", f"{Q}/foerderung/{call.pk}/", f"{Q}/foerderung/{call.pk}/frage/", "/foerderung/",
    ]  # fmt: skip
    for path in paths:
        assert client.get(path).status_code == 200, path
    _organisation, person = factories.organisation()
    client.force_login(person)
    for path in (
        "/meins/bewerbungen/",
        f"/meins/bewerbungen/neu/{call.pk}/",
        f"/meins/bewerbungen/neu/{call.pk}/organisation/",
        "/meins/auswahl/",
    ):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("name", ["skizze.pdf", "finanzplan.pdf"])
def test_the_forms_on_paper_are_pdfs(client, name):
    response = client.get(f"{Q}/foerderung/{factories.call().pk}/{name}")
    assert response["Content-Type"] == "application/pdf"
    assert response.content[:5] == b"%PDF-"


def test_the_call_says_everything_that_a_call_must_say(client):
    call = factories.call(
        requirements="Erfahrung", sustainability="Was bleibt", documents="Skizze", presentations_on=datetime.date(2026, 6, 22)
    )
    shown = text(client.get(f"{Q}/foerderung/{call.pk}/"))
    for word in (
        "Ausgangslage", "Ziele", "Beschreibung und Aufgaben", "Für wen?", "Wo?", "Erfahrung", "Was bleibt", "Skizze", "30.000 €", "10 % der Förderung",
        "10. Juni 2026, 18:00 Uhr", "noch 5 Wochen", "22. Juni 2026", "§ 7", "§ 55", "kein Anspruch", "nicht erstattet", "Lea Brandt", "Haushalt beschlossen",
    ):  # fmt: skip
        assert word in shown, word


@pytest.mark.parametrize(
    ("state", "word"),
    [("drafted", None), ("approved", None), ("published", "Offen"), ("failed", "Keine Bewerbung"), ("withdrawn", "Zurückgezogen")],
)
def test_what_is_not_published_is_not_public(client, state, word):
    call = factories.call(state="drafted")
    models.Call.objects.filter(pk=call.pk).update(state=state, opens_at=clock.now() if word else None)
    response = client.get(f"{Q}/foerderung/{call.pk}/")
    assert response.status_code == (200 if word else 404)
    assert word is None or word in text(response)
    assert (call.title in text(client.get(f"{Q}/foerderung/"))) is bool(word)


def test_an_empty_page_leads_on(client):
    places.make_quarter()
    for address in (f"{Q}/foerderung/", "/foerderung/"):
        assert "Gerade ist kein Aufruf offen" in text(client.get(address))


@pytest.mark.parametrize("address", [f"{Q}/foerderung/", "/foerderung/"])
def test_the_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries, django_assert_num_queries, address):
    call = factories.call()
    models.Call.objects.bulk_create([_copy(call, "Zu", "chosen")])
    with django_assert_max_num_queries(14 if address == f"{Q}/foerderung/" else 8) as first:
        client.get(address)
    models.Call.objects.bulk_create([_copy(call, f"Aufruf {n}", "published" if n % 2 else "chosen") for n in range(8)])
    with django_assert_num_queries(len(first)):
        client.get(address)


def _copy(call, title, state):
    values = {field.attname: getattr(call, field.attname) for field in call._meta.fields if field.attname != "id"}
    return models.Call(**{**values, "title": title, "state": state})


def test_visitors_get_no_cookie_and_no_names(client):
    call = factories.call()
    bid = factories.bid(call)
    for address in (f"{Q}/foerderung/", "/foerderung/", f"{Q}/foerderung/{call.pk}/", f"{Q}/foerderung/{call.pk}/frage/"):
        response = client.get(address)
        assert not response.cookies
        assert bid.organisation.name not in text(response)


# --- roles and places


@pytest.mark.parametrize(
    ("role", "status"),
    [("team_member", 200), ("team_lead", 200), ("district_coordinator", 200), ("granting_officer", 200), ("state_coordinator", 200),
     ("specialist_dept", 200), ("auditor", 200), ("editor", 404), ("operator", 404)],
)  # fmt: skip
def test_who_sees_the_desk(client, role, status):
    call = factories.call()
    client.force_login(factories.staff(role, place=call.place.parent.parent))
    assert client.get(f"{Q}/buero/aufrufe/{call.pk}/").status_code == status
    assert client.get(f"{Q}/buero/eckpunkte/{call.brief_id}/").status_code == status


TABLES = [(BRIEF, "eckpunkte", models.Brief), (CALL, "aufrufe", models.Call), (BID, "bewerbungen", models.Bid)]
ROLES = ("team_member", "team_lead", "district_coordinator", "granting_officer", "specialist_dept", "state_coordinator", "auditor")
BY_SYSTEM = {
    "unseal_bid",
    "void_bid",
    "choose_bid",
    "pass_over_bid",
    "put_back_bid",
    "type_in_bid",
}  # done by a step of the call, or on a page of its own


@pytest.fixture
def cases():
    call = factories.call()
    bid = factories.opened(call, "Hofkultur e. V.")[0]
    return {"eckpunkte": call.brief, "aufrufe": call, "bewerbungen": bid}


@pytest.mark.parametrize("role", ROLES)
def test_a_step_is_for_whom_the_table_says(client, cases, role):
    client.force_login(factories.staff(role, place=cases["aufrufe"].place.parent.parent))
    with clock.at(factories.AFTER):
        for table, word, _model in TABLES:
            for step in table:
                if not step.source or "body" in step.who or "carrier" in step.who or step.verb in BY_SYSTEM:
                    continue
                status = client.get(f"{Q}/buero/{word}/{cases[word].pk}/{step.verb}/").status_code
                assert status == (200 if role in step.who else 404), (role, step.verb)


def test_ids_of_another_quarter_are_404(client, cases):
    other = places.make_quarter("Anderswo")
    client.force_login(factories.team(other, role="team_lead"))
    call, bid = cases["aufrufe"], cases["bewerbungen"]
    for path in (
        f"buero/eckpunkte/{call.brief_id}/", f"buero/eckpunkte/neu/?idee={ideas.published(call.place).pk}", f"buero/aufrufe/{call.pk}/",
        f"buero/aufrufe/{call.pk}/gremium/", f"buero/aufrufe/{call.pk}/bewertung/", f"buero/aufrufe/{call.pk}/brief/", f"buero/aufrufe/{call.pk}/choose/",
        f"buero/aufrufe/neu/?eckpunkte={call.brief_id}", f"buero/bewerbungen/{bid.pk}/", f"buero/bewerbungen/{bid.pk}/find_complete/",
        f"foerderung/{call.pk}/", f"foerderung/{call.pk}/frage/", f"foerderung/{call.pk}/skizze.pdf",
    ):  # fmt: skip
        assert client.get(f"/anderswo/{path}").status_code == 404, path


@pytest.mark.parametrize("path", ["meins/bewerbungen/", "meins/auswahl/", "donaustrasse-nord/buero/aufrufe/", "meins/bewerbungen/neu/1/"])
def test_who_has_not_signed_in_is_asked_to(client, path):
    places.make_quarter()
    assert client.get(f"/{path}").status_code == 302


# --- briefs


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte einen Titel eintragen"),
        ({"max_cents": "1.5000"}, "nicht eindeutig"),
        ({"max_cents": "-5"}, "ohne Minus"),
        ({"starts_on": "32. 1. 2026"}, "gibt es nicht"),
        ({"ends_on": "1. 7. 2026"}, "Das Ende liegt vor dem Beginn"),
        ({"years-1-cents": "19.000"}, "zusammen 29.000 €, die Höchstsumme ist 30.000 €"),
        ({"years-1-year": "2029"}, "2029 liegt nicht in der Laufzeit"),
        ({"years-1-year": "2026"}, "steht zweimal da"),
        ({"years-1-year": "bald"}, "ganze Zahl"),
        ({"max_cents": "3000", "years-0-cents": "1000", "years-1-cents": "2000"}, "ab 5.000 Euro"),
        ({"ends_on": "31. 12. 2035", "years-1-year": "2035"}, "Monate lang"),
        ({"programme_year": "2027"}, "vor dem Programmjahr"),
    ],
)
def test_the_brief_asks_back_and_loses_nothing(client, changes, sentence):
    fund = factories.fund()
    client.force_login(factories.team())
    response = posted(client, f"{Q}/buero/eckpunkte/neu/", {**BRIEF_SAID, "fund": fund.pk}, **changes)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Zwei Termine." in text(response)
    assert not models.Brief.objects.exists()


def test_a_brief_grows_from_an_idea_and_another_year_keeps_what_was_typed(client):
    idea, fund = ideas.published(), factories.fund()
    client.force_login(factories.team())
    address = f"{Q}/buero/eckpunkte/neu/?idee={idea.pk}"
    assert idea.text in text(client.get(address))
    more = posted(client, address, {**BRIEF_SAID, "fund": fund.pk}, **{"years-more": "1"})
    assert (more.status_code, "years-2-year" in more.content.decode(), "20.000,00" in more.content.decode()) == (200, True, True)
    response = posted(client, address, {**BRIEF_SAID, "fund": fund.pk})
    brief = models.Brief.objects.get()
    assert response.url == f"{Q}/buero/eckpunkte/{brief.pk}/"
    assert (brief.idea, brief.thread, brief.cents_by_year) == (idea, idea.thread, {"2026": 1_000_000, "2027": 2_000_000})
    client.post(f"{Q}/buero/eckpunkte/{brief.pk}/change_brief/", {**BRIEF_SAID, "fund": fund.pk, "title": "Anders"})
    brief.refresh_from_db()
    assert brief.title == "Anders"
    assert f"/buero/eckpunkte/{brief.pk}/" in client.get(f"{Q}/buero/ideen/{idea.pk}/").content.decode()


def test_a_brief_goes_on_the_agenda_of_a_chosen_meeting(client):
    with clock.at(datetime.datetime(2026, 11, 24, 12)):
        brief = factories.drafted(starts_on=datetime.date(2027, 1, 1), cents_by_year={"2027": 3_000_000})
        body, by, _seats = factories.council()
        meeting = bodies.meeting(body, by)
        client.force_login(by)
        address = f"{Q}/buero/eckpunkte/{brief.pk}/table_brief/"
        assert "Bitte eine Sitzung wählen" in text(client.post(address, {"meeting": ""}))
        assert client.post(address, {"meeting": meeting.pk}).status_code == 302
        brief.refresh_from_db()
        assert (brief.state, meeting.items.get(about_id=brief.pk).title) == ("tabled", brief.title)
        client.post(f"{Q}/buero/eckpunkte/{brief.pk}/untable_brief/", {"reason": "Noch nicht fertig."})
        brief.refresh_from_db()
        assert brief.state == "drafted"


@pytest.mark.parametrize("missing", ["fundable", "additional", "owner", "follow_up", "carries_on"])
def test_a_yes_of_the_administration_needs_each_tick(client, missing):
    brief = factories.worthy()
    client.force_login(factories.staff("specialist_dept", place=brief.place))
    ticks = {code: "on" for code in factories.OPINION if code != missing}
    response = client.post(f"{Q}/buero/eckpunkte/{brief.pk}/find_feasible/", ticks)
    assert (response.status_code, "Ein Ja geht erst" in text(response)) == (422, True)
    client.post(f"{Q}/buero/eckpunkte/{brief.pk}/find_feasible/", {**ticks, missing: "on"})
    brief.refresh_from_db()
    assert brief.state == "feasible"


def test_a_no_needs_a_reason_that_everybody_reads(client):
    idea = ideas.published()
    brief = factories.worthy(idea.place, idea=idea)
    client.force_login(factories.staff("district_coordinator"))
    address = f"{Q}/buero/eckpunkte/{brief.pk}/find_not_feasible/"
    assert "Bitte einen Grund" in text(client.post(address, {}))
    client.post(address, {"reason": "Der Hof gehört niemandem, der zustimmt.", "fundable": "on"})
    assert "Der Hof gehört niemandem, der zustimmt." in text(client.get(f"{Q}/ideen/{idea.pk}/"))


def test_the_brief_itself_is_not_public(client):
    idea = ideas.published()
    factories.confirmed(idea.place, idea=idea, situation="Interne Lage")
    shown = text(client.get(f"{Q}/ideen/{idea.pk}/"))
    assert "Das Geld ist vorgemerkt: höchstens 30.000 €." in shown
    assert "Interne Lage" not in shown


# --- calls


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": ""}, "in zwei Sätzen"),
        ({"max_cents": "30.001"}, "Vorgemerkt sind 30.000 €"),
        ({"deadline_on": "3. 5. 2026"}, "in der Vergangenheit"),
        ({"deadline_on": "1. 1. 2028"}, "nach dem Ende des Projekts"),
        ({"deadline_time": "25"}, "Uhrzeit so schreiben"),
        ({"starts_on": "1. 7. 2026"}, "In den Eckpunkten steht"),
        ({"ends_on": "1. 7. 2026"}, "Das Ende liegt vor dem Beginn"),
        ({"presentations_on": "1. 6. 2026"}, "vor dem Bewerbungsschluss"),
    ],
)
def test_the_call_asks_back_and_loses_nothing(client, changes, sentence):
    brief = factories.confirmed()
    client.force_login(factories.team())
    response = posted(client, f"{Q}/buero/aufrufe/neu/?eckpunkte={brief.pk}", CALL_SAID, **changes)
    assert (response.status_code, sentence in text(response)) == (422, True), text(response)
    assert "Träger gesucht" in response.content.decode()


def test_a_call_from_draft_to_publication_by_hand(client):
    brief = factories.confirmed()
    team, district = factories.team(), factories.staff("district_coordinator")
    client.force_login(team)
    assert "Der Hof ist leer." in text(client.get(f"{Q}/buero/aufrufe/neu/?eckpunkte={brief.pk}"))
    posted(client, f"{Q}/buero/aufrufe/neu/?eckpunkte={brief.pk}", CALL_SAID)
    call = models.Call.objects.get()
    own = f"{Q}/buero/aufrufe/{call.pk}"
    posted(client, f"{own}/change_call/", CALL_SAID, title="Neuer Titel")
    client.force_login(district)
    client.post(f"{own}/approve_call/")
    client.force_login(team)
    client.post(f"{own}/publish_call/")
    call.refresh_from_db()
    assert (call.state, call.title, call.deadline_at) == ("published", "Neuer Titel", factories.DEADLINE)
    later = {"deadline_on": "9. 6. 2026", "deadline_time": "18", "reason": "Ferien."}
    assert "nach dem bisherigen" in text(client.post(f"{own}/extend_call/", later))
    client.post(f"{own}/extend_call/", {**later, "deadline_on": "20. 6. 2026"})
    call.refresh_from_db()
    assert call.deadline_at == datetime.datetime(2026, 6, 20, 18, tzinfo=clock.BERLIN)
    assert client.get(f"{Q}/buero/aufrufe/neu/?eckpunkte={brief.pk}").status_code == 404


@pytest.mark.parametrize(("value", "sentence"), [("", "Bitte Ihre Frage eintragen"), ("x" * 1001, "Bitte kürzen")])
def test_a_question_asks_back(client, value, sentence):
    response = client.post(f"{Q}/foerderung/{factories.call().pk}/frage/", {"text": value, "begun": human.begin()})
    assert (response.status_code, sentence in text(response)) == (422, True)


def test_a_question_is_answered_for_all_and_the_address_goes(client):
    call = factories.call()
    asked = questions.ask(call, "Darf Frau Müller mitmachen?", "frage@beispiel.de")
    assert "Müller" not in text(client.get(f"{Q}/foerderung/{call.pk}/"))
    client.force_login(factories.team())
    address = f"{Q}/buero/aufrufe/{call.pk}/fragen/{asked.pk}/"
    assert "Bitte eine Antwort" in text(client.post(address, {"public_text": "Darf man mitmachen?", "answer": ""}))
    client.post(address, {"public_text": "Darf man mitmachen?", "answer": "Ja, gern."})
    client.logout()
    shown = text(client.get(f"{Q}/foerderung/{call.pk}/"))
    assert "Darf man mitmachen?" in shown and "Ja, gern." in shown and "Müller" not in shown
    asked.refresh_from_db()
    assert (asked.email, Message.objects.filter(to__contains="frage@beispiel.de").count()) == ("", 1)


def test_after_the_deadline_nobody_asks(client):
    call = factories.call()
    with clock.at(factories.AFTER):
        assert "geschlossen" in text(client.get(f"{Q}/foerderung/{call.pk}/frage/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"organisation": ""}, "Bitte eine Möglichkeit wählen"),
        ({"received_on": "1. 6. 2026"}, "in der Zukunft"),
        ({"received_on": "1. 4. 2026", "name": "Frau P."}, "vor dem Beginn des Aufrufs"),
        ({"received_time": "spät"}, "Uhrzeit so schreiben"),
        ({"email": "a@beispiel.de"}, "auch den Namen"),
        ({}, "wer für Papier e. V. unterschrieben hat"),
    ],
)
def test_a_letter_is_entered_with_its_receipt(client, changes, sentence):
    call = factories.call()
    organisation = factories.actors.make_organisation(call.place, name="Papier e. V.")
    client.force_login(factories.team())
    known = {"organisation": organisation.pk, "received_on": "4. 5. 2026", "received_time": "10:00"}
    with clock.at(factories.MAY + datetime.timedelta(hours=1)):
        response = posted(client, f"{Q}/buero/aufrufe/{call.pk}/brief/", known, **changes)
        assert (response.status_code, sentence in text(response)) == (422, True), text(response)
        posted(client, f"{Q}/buero/aufrufe/{call.pk}/brief/", known, name="Frau Papier")
    assert models.Bid.objects.get().person.name == "Frau Papier"


# --- bidding


@pytest.fixture
def bidder(client):
    organisation, person = factories.organisation()
    client.force_login(person)
    return organisation


def bid_address(call):
    return f"/meins/bewerbungen/neu/{call.pk}/"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goals": ""}, "kann das Gremium nicht vergleichen"),
        ({"goals": "x" * 6001}, "Bitte kürzen"),
        ({"costs-0-y2026": "1.5000"}, "nicht eindeutig"),
        ({"costs-0-y2026": "-1"}, "ohne Minus"),
        ({"costs-0-y2026": "12.000"}, "2026 gehen die Zahlen nicht auf: Kosten 12.000 €, Deckung 11.000 €"),
        ({"costs-0-kind": ""}, "Bitte wählen, was das ist"),
        ({"costs-1-label": "Trainerin"}, "in mindestens einem Jahr einen Betrag"),
        ({"costs-0-y2026": "41000", "cover-0-y2026": "40.000"}, "höchstens 30.000 €"),
        ({"cover-1-kind": "third_party"}, "Der Eigenanteil muss mindestens"),
        ({"not_begun": None}, "Was schon läuft"),
        ({"knows_terms": None}, "Bitte bestätigen"),
        ({"organisation": "999"}, "gibt es nicht"),
    ],
)
def test_a_bid_asks_back_at_the_place_and_loses_nothing(client, bidder, changes, sentence):
    call = factories.call()
    response = posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk}, **changes)
    assert (response.status_code, sentence in text(response)) == (422, True), text(response)
    assert "Leitung" in response.content.decode()
    assert not models.Bid.objects.exists()


def test_a_bid_by_hand_is_there_replaced_and_withdrawn(client, bidder):
    call = factories.call()
    more = posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk}, **{"costs-more": "1"})
    assert (more.status_code, "costs-2-kind" in more.content.decode()) == (200, True)
    summed = text(posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk}, rechnen="1", goals=""))
    assert "Der Plan geht auf" in summed and "22.000 €" in summed and "vergleichen" not in summed
    response = posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk})
    bid = models.Bid.objects.get()
    assert response.url == f"/meins/bewerbungen/{bid.pk}/"
    assert "verschlossen" in text(client.get(response.url))
    again = posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk})
    assert "schon eine Bewerbung" in text(again)
    posted(client, f"/meins/bewerbungen/{bid.pk}/ersetzen/", BID_SAID, goals="Neue Ziele")
    bid.refresh_from_db()
    assert bids.own_content(bid)["sketch"]["goals"] == "Neue Ziele"
    client.post(f"/meins/bewerbungen/{bid.pk}/zurueckziehen/")
    bid.refresh_from_db()
    assert bid.state == "withdrawn"
    assert posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk}).status_code == 302


def test_a_draft_goes_on_from_the_list_and_is_gone_once_sent(client, bidder):
    call = factories.call()
    client.post(f"{bid_address(call)}?_draft=1", {**BID_SAID, "call": call.pk, "title": "Mein Hof", "organisation": bidder.pk})
    page = client.get("/meins/bewerbungen/")
    assert "Mein Hof" in text(page)
    draft = re.search(r'name="draft" value="([^"]+)"', page.content.decode())[1]
    opened = client.post(bid_address(call), {"draft": draft, "_open": "1"})
    assert (opened.status_code, "Mein Hof" in opened.content.decode(), "has-error" in opened.content.decode()) == (200, True, False)
    posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk, "draft": draft})
    assert "Angefangen" not in text(client.get("/meins/bewerbungen/"))


def test_after_the_deadline_the_form_says_so(client, bidder):
    call = factories.call()
    with clock.at(factories.AFTER):
        response = posted(client, bid_address(call), {**BID_SAID, "organisation": bidder.pk, "call": call.pk})
        assert (response.status_code, "Der Aufruf ist geschlossen" in text(response)) == (422, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte den Namen eintragen"),
        ({"legal_form": ""}, "Bitte eine Möglichkeit wählen"),
        ({"role": ""}, "als was Sie"),
        ({"postcode": "123"}, "fünf Ziffern"),
        ({"email": "kein"}, "name@beispiel.de"),
        ({"name": "Hofkultur e. V."}, "gibt es"),
    ],
)
def test_a_person_writes_her_organisation_down(client, changes, sentence):
    call = factories.call()
    factories.organisation()
    client.force_login(ideas.make_person("Neue Chefin"))
    assert client.get(bid_address(call)).url == f"{bid_address(call)}organisation/"
    known = {"name": "Neu e. V.", "legal_form": "ev", "role": "Vorstand", "street": "Weg 1", "postcode": "12043", "town": "Berlin"}
    response = posted(client, f"{bid_address(call)}organisation/", known, **changes)
    assert (response.status_code, sentence in text(response)) == (422, True), text(response)
    assert posted(client, f"{bid_address(call)}organisation/", known).url == bid_address(call)
    assert "Neu e. V." in text(client.get(bid_address(call)))


def test_what_the_checks_found_is_told_by_the_letter_not_before(client):
    call = factories.call()
    bid = factories.opened(call, "Hofkultur e. V.")[0]
    with clock.at(factories.AFTER):
        bids.exclude_bid(bid, "Die Unterschrift fehlt.", by=factories.team())
        client.force_login(bid.person)
        assert "Unterschrift" not in text(client.get(f"/meins/bewerbungen/{bid.pk}/"))
        calls.choose_nobody(call, "Kein Konzept passt.", by=factories.team(role="team_lead"))
        assert "Die Unterschrift fehlt." in text(client.get(f"/meins/bewerbungen/{bid.pk}/"))


# --- panel


@pytest.fixture
def selection(client):
    call = factories.call()
    found, seats, criteria = factories.selecting(call, "Eins e. V.", "Zwei e. V.", criteria=2)
    with clock.at(factories.AFTER):
        yield call, found, seats, criteria


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({}, None), ({0: ""}, "Bitte bei „Kriterium 0“ Punkte geben"), ({1: "6"}, "gibt es nicht"), ({1: "-1"}, "gibt es nicht")],
)
def test_a_member_scores_on_her_own_page(client, selection, changes, sentence):
    call, (one, _two), (seat, _other), criteria = selection
    client.force_login(seat.person)
    assert "noch nicht bewertet" in text(client.get(f"/meins/auswahl/{call.pk}/"))
    known = {f"points_{criterion.pk}": changes.get(n, "4") for n, criterion in enumerate(criteria)}
    response = client.post(f"/meins/auswahl/{call.pk}/{one.pk}/", {**known, f"comment_{criteria[0].pk}": "Gut begründet."})
    if sentence:
        assert (response.status_code, sentence in text(response)) == (422, True)
        assert "Gut begründet." in text(response)
    else:
        assert seat.scores.count() == 2
        assert [row.why for row in surfaces.waiting_for(seat.person)] == ["Bewerbungen lesen und bewerten: 1 von 2"]


def test_a_biased_member_reads_nothing(client, selection):
    call, (one, _two), (seat, _other), _criteria = selection
    client.force_login(seat.person)
    client.post(f"/meins/auswahl/{call.pk}/befangen/", {"reason": "Mein Bruder arbeitet dort."})
    assert client.get(f"/meins/auswahl/{call.pk}/{one.pk}/").status_code == 404
    assert one.organisation.name not in text(client.get(f"/meins/auswahl/{call.pk}/"))
    for role, sees in (("team_member", False), ("team_lead", True)):
        client.force_login(factories.team(role=role))
        for path in ("gremium", "bewertung"):
            assert ("Mein Bruder" in text(client.get(f"{Q}/buero/aufrufe/{call.pk}/{path}/"))) is sees


def test_who_is_not_in_the_panel_gets_nothing(client, selection):
    call, (one, _two), _seats, _criteria = selection
    client.force_login(ideas.make_person("Fremd"))
    for path in ("", "befangen/", f"{one.pk}/"):
        assert client.get(f"/meins/auswahl/{call.pk}/{path}").status_code == 404


def test_staff_who_act_for_a_bidder_read_no_bids(client, selection):
    call, (one, two), _seats, _criteria = selection
    both = factories.team(name="Zwei Hüte")
    factories.actors.make_carrier(one.organisation, both)
    client.force_login(both)
    assert client.get(f"{Q}/buero/aufrufe/{call.pk}/bewertung/").status_code == 404
    assert "Unser Hof" not in text(client.get(f"{Q}/buero/bewerbungen/{two.pk}/")).replace("Meine", "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"name": ""}, "Bitte hier etwas eintragen"), ({"email": "x"}, "name@beispiel.de"), ({"speaks_for": ""}, "für wen die Person")],
)
def test_members_are_taken_in_and_out(client, changes, sentence):
    call = factories.call()
    client.force_login(factories.team())
    address = f"{Q}/buero/aufrufe/{call.pk}/gremium/"
    known = {"name": "Fatou Diallo", "email": "fatou@beispiel.de", "speaks_for": "Quartiersrat"}
    assert sentence in text(posted(client, address, known, **changes))
    posted(client, address, known)
    assert "sitzt schon" in text(posted(client, address, known))
    seat = call.panel.get()
    client.post(f"{address}{seat.pk}/", {"reason": "Schwester."})
    client.post(f"{address}{seat.pk}/", {"aufheben": "1"})
    assert not models.Bias.objects.exists()
    client.post(f"{address}{seat.pk}/", {"entfernen": "1"})
    assert not call.panel.exists()


def test_criteria_are_offered_and_saved(client):
    call = factories.call()
    client.force_login(factories.team())
    address = f"{Q}/buero/aufrufe/{call.pk}/kriterien/"
    assert "Erfahrung und Ortskenntnis" in client.get(address).content.decode()
    row = {"rows-count": "1", "rows-0-label": "Passt", "rows-0-max_points": "5", "rows-0-weight": "2", "rows-0-is_knock_out": "on"}
    assert "ganze Zahl" in text(client.post(address, {**row, "rows-0-max_points": "viel"}))
    client.post(address, row)
    assert list(call.criteria.values_list("label", "max_points", "weight", "is_knock_out")) == [("Passt", 5, 2, True)]


def test_the_choice_by_hand(client, selection):
    call, (one, two), seats, criteria = selection
    for seat in seats:
        for bid in (one, two):
            panel.score(seat, bid, {criterion.pk: 4 if bid == one else 2 for criterion in criteria}, by=seat.person)
    client.force_login(factories.team(role="team_lead"))
    address = f"{Q}/buero/aufrufe/{call.pk}/choose/"
    assert "Eins e. V.: 8 von 10 Punkten, Platz 1" in text(client.get(address))
    assert "Bitte die Wahl begründen" in text(client.post(address, {"bid": one.pk, "choice_reason": ""}))
    client.post(address, {"bid": one.pk, "choice_reason": factories.REASON})
    client.logout()
    shown = text(client.get(f"{Q}/foerderung/{call.pk}/"))
    assert "Eins e. V." in shown and "Zwei e. V." not in shown and factories.REASON not in shown
    client.force_login(two.person)
    shown = text(client.get(f"/meins/bewerbungen/{two.pk}/"))
    assert factories.REASON in shown and "Ausgewählt ist: Eins e. V." in shown


# --- what waits, what is stored


def test_each_role_finds_its_next_step_on_its_list():
    call = factories.call()
    factories.bid(call)
    assert surfaces.waiting_for(factories.team()) == []
    assert [row["title"] for row in surfaces.open_now(call.place)][-1] == call.title
    with clock.at(factories.AFTER):
        for role in ("team_member", "granting_officer"):
            person = factories.staff(role, place=call.place)
            assert [(row.why, row.address) for row in surfaces.waiting_for(person)] == [
                ("Bewerbungen öffnen", f"{Q}/buero/aufrufe/{call.pk}/")
            ]
    brief = factories.worthy()
    assert [row.why for row in surfaces.waiting_for(factories.staff("specialist_dept", place=brief.place))] == ["Machbarkeit prüfen"]


def test_what_waits_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    person = factories.team()
    factories.drafted(by=person)
    with django_assert_num_queries(10) as first:
        surfaces.waiting_for(person)
    assert len(first) == 10
    for number in range(5):
        factories.drafted(by=person, title=f"Noch {number}")
    with django_assert_num_queries(10):
        assert len([row for row in surfaces.waiting_for(person) if "Quartiersrat" in row.why]) == 6


def test_erasing_leaves_the_numbers_without_what_she_wrote(selection):
    call, (one, _two), (seat, _other), criteria = selection
    panel.score(seat, one, {criterion.pk: 3 for criterion in criteria}, {criteria[0].pk: "Kenne ich."}, by=seat.person)
    assert "Kenne ich." in str(surfaces.personal_data(seat.person))
    surfaces.erase(seat.person)
    assert "Kenne ich." not in str(surfaces.personal_data(seat.person))
    assert seat.scores.count() == 2
