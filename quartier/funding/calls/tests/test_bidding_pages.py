"""Pages of carriers and of the panel: input → sentence, drafts, who reads what; what waits and what is stored."""

import re

import pytest

from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import models, surfaces
from quartier.funding.calls.actions import bids, calls, panel
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock

pytestmark = pytest.mark.django_db
Q = "/donaustrasse-nord"
BID_SAID = {
    **dict.fromkeys(("title", "contact", "summary", "situation", "goals", "measures", "target_groups", "participation", "schedule", "staff", "sustainability", "indicators", "experience"), "Text"),
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
    with django_assert_num_queries(7) as first:
        surfaces.waiting_for(person)
    assert len(first) == 7
    for number in range(5):
        factories.drafted(by=person, title=f"Noch {number}")
    with django_assert_num_queries(7):
        assert len([row for row in surfaces.waiting_for(person) if "Quartiersrat" in row.why]) == 6


def test_erasing_leaves_the_numbers_without_what_she_wrote(selection):
    _call, (one, _two), (seat, _other), criteria = selection
    panel.score(seat, one, {criterion.pk: 3 for criterion in criteria}, {criteria[0].pk: "Kenne ich."}, by=seat.person)
    assert "Kenne ich." in str(surfaces.personal_data(seat.person))
    surfaces.erase(seat.person)
    assert "Kenne ich." not in str(surfaces.personal_data(seat.person))
    assert seat.scores.count() == 2
