"""Pages of briefs, calls, bids and panel: walked through as their people; input → sentence; roles; other quarters."""

import datetime
import re

import pytest

from quartier.community.councils.tests import factories as bodies
from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import models
from quartier.funding.calls.actions import questions
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
        "10. Juni 2026, 18 Uhr", "noch 5 Wochen", "22. Juni 2026", "§ 7", "§ 55", "kein Anspruch", "nicht erstattet", "Lea Brandt", "Haushalt beschlossen",
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
    "type_in_again",
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
