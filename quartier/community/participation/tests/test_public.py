"""Ideas as everybody sees them, and the way in without an account."""

import datetime
import re

import pytest

from quartier.community.participation import actions, models
from quartier.community.participation.tests import factories
from quartier.ground.acts import clock, drafts
from quartier.ground.acts.tests import helpers
from quartier.ground.notify.models import Message
from quartier.ground.quarters.models import Phase
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
NEW = "/donaustrasse-nord/ideen/neu/"
WHO = {"email": "emine@beispiel.de", "author_name": "Emine K.", "shows_name": "on"}


@pytest.fixture
def place():
    return places.make_quarter()


def html(response):
    return response.content.decode()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(response))).replace("\N{NO-BREAK SPACE}", " ")


def hidden(response) -> dict:
    """The hidden fields of the form that the page shows."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', html(response))
    return dict(fields)


def begun(client):
    """The mark that the last question carries."""
    response = client.post(NEW, {"schritt": "3", **factories.WORDS})
    return re.search(r'name="begun"[^>]*value="([^"]+)"', html(response))[1]


def send(client, **changes):
    return client.post(NEW, {"schritt": "4", **factories.WORDS, **WHO, "begun": begun(client), **changes})


# --- the list


def test_the_list_shows_public_ideas_newest_first(client, place):
    with clock.at(datetime.datetime(2026, 11, 1)):
        factories.published(title="Alte Idee")
    factories.published(title="Neue Idee", email="b@beispiel.de")
    factories.received(title="Noch geheim", email="c@beispiel.de")
    shown = text(client.get("/donaustrasse-nord/ideen/"))
    assert shown.index("Neue Idee") < shown.index("Alte Idee")
    assert "Noch geheim" not in shown


def test_an_empty_list_says_what_is_missing(client, place):
    response = client.get("/donaustrasse-nord/ideen/")
    assert "Noch hat niemand eine Idee abgegeben" in text(response)
    assert f'href="{NEW}"' in html(response)


@pytest.mark.parametrize(
    ("word", "outcome", "shown"),
    [
        ("neu", "", True),
        ("neu", "project", False),
        ("umgesetzt", "project", True),
        ("umgesetzt", "", False),
        ("in-arbeit", "call", True),
        ("beantwortet", "", False),
        ("quatsch", "", True),
    ],
)
def test_the_list_is_filtered_by_what_became_of_it(client, place, word, outcome, shown):
    idea = factories.published()
    if outcome:
        actions.record_outcome(idea.thread_id, outcome)
    assert (idea.title in text(client.get("/donaustrasse-nord/ideen/", {"stand": word}))) is shown


def test_long_lists_turn_page_by_page(client, place, monkeypatch):
    monkeypatch.setattr("quartier.community.participation.lists.SIZE", 2)
    now = clock.now()
    make_rows(place, 5, published_at=now)
    seen, address = [], "/donaustrasse-nord/ideen/"
    while address:
        page = html(client.get(address))
        seen += re.findall(r"Idee (\d)</a>", page)
        turn = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/donaustrasse-nord/ideen/{turn[1].replace('&amp;', '&')}" if turn else ""
    assert seen == ["4", "3", "2", "1", "0"]


def make_rows(place, count, **more):
    models.Idea.objects.bulk_create(
        models.Idea(
            place=place, state="published", title=f"Idee {n}", text="x", why="y", where="z", submitted_at=clock.now(),
            **{"published_at": clock.now(), **more},
        )
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("address", ["/donaustrasse-nord/ideen/", "/ideen/"])
def test_the_list_costs_the_same_for_one_and_for_many(client, place, django_assert_num_queries, django_assert_max_num_queries, address):
    make_rows(place, 1)
    with django_assert_max_num_queries(8) as first:
        client.get(address)
    make_rows(place, 99)
    with django_assert_num_queries(len(first)):
        client.get(address)


@pytest.mark.parametrize("cursor", ["x", "20261124-1", "9-9", "20261124101010000000-", "20261124101010000000-9999999999999999999999"])
def test_a_broken_cursor_is_no_error(client, place, cursor):
    assert client.get("/donaustrasse-nord/ideen/", {"vor": cursor}).status_code == 200


def test_the_city_shows_all_quarters_with_their_names(client, place):
    factories.published()
    factories.published(places.make_quarter("Anderswo"), title="Bänke", email="b@beispiel.de")
    shown = text(client.get("/ideen/"))
    assert "Donaustraße-Nord" in shown
    assert "Anderswo" in shown
    assert "Bänke" in shown


def test_a_visitor_gets_no_cookie(client, place):
    idea = factories.published()
    for address in ("/ideen/", "/donaustrasse-nord/ideen/", f"/donaustrasse-nord/ideen/{idea.pk}/", NEW):
        assert not client.get(address).cookies


# --- one idea


def test_the_page_tells_the_whole_story(client, place):
    team = factories.make_team(place, name="Lea Brandt")
    idea = factories.published(by=team)
    actions.answer(idea, factories.ANSWER, by=team)
    shown = text(client.get(f"/donaustrasse-nord/ideen/{idea.pk}/"))
    for word in (
        idea.title,
        "Emine K.",
        "Damit Kinder Platz haben.",
        factories.ANSWER,
        "DN-ID-",
        "Das Team hat geantwortet.",
        "Beantwortet",
    ):
        assert word in shown
    for private in ("emine@beispiel.de", "Lea Brandt"):
        assert private not in shown


def test_a_hidden_name_is_nowhere(client, place):
    idea = factories.published(shows_name=False)
    assert "Emine" not in html(client.get(f"/donaustrasse-nord/ideen/{idea.pk}/"))


@pytest.mark.parametrize("state", ["unconfirmed", "received", "held_back", "withdrawn"])
def test_what_is_not_public_is_not_there(client, place, state):
    team = factories.make_team()
    idea = {
        "unconfirmed": lambda: factories.submitted(),
        "received": lambda: factories.received(),
        "held_back": lambda: actions.hold_back(factories.received(), "Werbung", by=team),
        "withdrawn": lambda: (idea := factories.published()) and actions.withdraw(idea, by=idea.author),
    }[state]()
    assert idea.state == state
    assert client.get(f"/donaustrasse-nord/ideen/{idea.pk}/").status_code == 404


def test_a_merged_idea_forwards(client, place):
    team = factories.make_team()
    one, other = factories.published(by=team), factories.published(by=team, title="Bänke", email="b@beispiel.de")
    actions.merge(one, other, by=team)
    response = client.get(f"/donaustrasse-nord/ideen/{one.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/donaustrasse-nord/ideen/{other.pk}/")
    assert "Eine ähnliche Idee wurde mit dieser zusammengelegt." in text(client.get(response["Location"]))


def test_another_quarters_idea_is_not_here(client, place):
    far = factories.published(places.make_quarter("Anderswo"))
    assert client.get(f"/donaustrasse-nord/ideen/{far.pk}/").status_code == 404
    assert client.get(f"/donaustrasse-nord/ideen/{far.pk}/unterstuetzen/").status_code == 404


def test_the_page_of_a_long_story_costs_the_same(client, place, django_assert_num_queries, django_assert_max_num_queries):
    team = factories.make_team()
    idea = factories.published(by=team)
    with django_assert_max_num_queries(10) as first:
        client.get(f"/donaustrasse-nord/ideen/{idea.pk}/")
    for _n in range(5):
        idea = actions.answer(idea, factories.ANSWER, by=team)
    with django_assert_num_queries(len(first)):
        client.get(f"/donaustrasse-nord/ideen/{idea.pk}/")


def test_what_people_type_is_shown_as_text(client, place):
    idea = factories.published(text="<script>alert(1)</script> {{ x }}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in html(client.get(f"/donaustrasse-nord/ideen/{idea.pk}/"))


# --- handing in


def test_one_question_per_page_from_the_first_to_the_mail(client, place):
    page = client.get(NEW)
    assert "Schritt 1 von 4" in text(page)
    typed = {}
    answers = [{"title": factories.WORDS["title"], "text": factories.WORDS["text"]}, {"why": factories.WORDS["why"]}, {"where": "Park"}]
    for number, answer in enumerate(answers, 2):
        page = client.post(NEW, {**hidden(page), **answer})
        typed |= answer
        assert f"Schritt {number} von 4" in text(page)
        assert typed.items() <= hidden(page).items()
    begun = re.search(r'name="begun"[^>]*value="([^"]+)"', html(page))[1]
    page = client.post(NEW, {**hidden(page), **WHO, "begun": begun})
    assert (page.status_code, page["Location"]) == (302, "/donaustrasse-nord/ideen/gesendet/")
    idea = models.Idea.objects.get()
    assert (idea.state, idea.title, idea.where, idea.author_name, idea.shows_name) == (
        "unconfirmed",
        factories.WORDS["title"],
        "Park",
        "Emine K.",
        True,
    )
    assert "Bitte schauen Sie in Ihre E-Mails" in text(client.get(page["Location"]))


def test_going_back_keeps_everything(client, place):
    page = client.post(NEW, {"schritt": "3", "zurueck": "1", **factories.WORDS, "where": "halb getippt"})
    assert "Schritt 2 von 4" in text(page)
    assert factories.WORDS["why"] in html(page)
    assert hidden(page)["where"] == "halb getippt"
    assert "Fehler:" not in text(page)


@pytest.mark.parametrize(
    ("step", "changes", "sentence"),
    [
        (1, {"title": ""}, "Bitte der Idee einen Namen geben, zum Beispiel: Bänke für den Markt."),
        (1, {"title": "   "}, "Bitte der Idee einen Namen geben, zum Beispiel: Bänke für den Markt."),
        (1, {"title": "x" * 81}, "Bitte kürzen: Hier passen höchstens 80 Zeichen hin, es sind 81."),
        (1, {"text": ""}, "Bitte in ein, zwei Sätzen schreiben, was passieren soll."),
        (1, {"text": "x" * 2001}, "Bitte kürzen: Hier passen höchstens 2000 Zeichen hin, es sind 2001."),
        (2, {"why": ""}, "Bitte kurz schreiben, wem die Idee hilft, zum Beispiel: Kindern aus unserer Straße."),
        (3, {"where": ""}, "Bitte einen Ort nennen, zum Beispiel: Donaustraße, vor der Schule."),
        (4, {"email": ""}, "Bitte eine E-Mail-Adresse eintragen. Ohne sie können wir Ihre Idee nicht annehmen. Oder kommen Sie ins Büro."),
        (4, {"email": "emine@beispiel"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
        (4, {"email": "emine(at)beispiel.de"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
        (4, {"author_name": ""}, "Bitte einen Namen eintragen, der bei der Idee stehen soll, oder das Häkchen wegnehmen."),
        (4, {"begun": ""}, "Wir konnten nicht erkennen, wann dieses Formular geöffnet wurde. Bitte noch einmal absenden."),
        (4, {"homepage_url": "https://spam.example"}, "Ein unsichtbares Feld war ausgefüllt, wie es Programme tun."),
    ],
)
def test_bad_input_gets_the_sentence_that_helps_and_loses_nothing(client, place, step, changes, sentence):
    typed = {**factories.WORDS, **WHO, **({"begun": begun(client)} if step == 4 else {}), **changes}
    response = client.post(NEW, {"schritt": str(step), **typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert html(response).count("<title>Fehler:") == 1
    for name, value in typed.items():
        if name not in ("begun", "homepage_url", "shows_name") and value.strip():
            assert value in html(response).replace("&quot;", '"'), name
    assert models.Idea.objects.count() == 0
    assert Message.objects.count() == 0


def test_too_quick_is_asked_back(client, place, settings):
    settings.ACTS_LEAST_SECONDS = 3
    assert "Das ging sehr schnell" in text(send(client))
    assert models.Idea.objects.count() == 0


def test_a_form_sent_without_its_earlier_answers_goes_back_to_the_question(client, place):
    response = send(client, why="")
    assert response.status_code == 422
    assert "Schritt 2 von 4" in text(response)
    assert hidden(response)["email"] == "emine@beispiel.de"


@pytest.mark.parametrize("number", ["0", "9", "-1", "vier", "", "²"])
def test_an_odd_step_number_is_no_error(client, place, number):
    assert client.post(NEW, {"schritt": number, **factories.WORDS}).status_code in (200, 422)


def test_sent_twice_it_is_one_idea(place):
    browser = helpers.browser()
    page = browser.get(NEW)
    token = hidden(page)["csrfmiddlewaretoken"]
    mark = re.search(
        r'name="begun"[^>]*value="([^"]+)"', html(browser.post(NEW, {"schritt": "3", **factories.WORDS, "csrfmiddlewaretoken": token}))
    )[1]
    data = {"schritt": "4", **factories.WORDS, **WHO, "begun": mark, "csrfmiddlewaretoken": token}
    answers = [browser.post(NEW, data) for _n in range(2)]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/donaustrasse-nord/ideen/gesendet/")] * 2
    assert models.Idea.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_draft_comes_back_by_its_code(client, place):
    saved = client.post(NEW, {"schritt": "2", "title": "Bänke", "text": "Zwei Bänke", "why": "Für mei", "spaeter": "1"})
    assert saved.status_code == 200
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", text(saved))[0]
    draft = drafts.load(code)
    assert draft.place_id == place.pk
    assert models.Idea.objects.count() == 0
    page = client.post(NEW, {"_open": "1", "draft": opening_of(client, code)})
    assert "Schritt 2 von 4" in text(page)
    assert "Für mei" in html(page)
    assert hidden(page)["title"] == "Bänke"


def opening_of(client, code):
    page = client.post("/entwurf/", {"code": code}, follow=True)
    return hidden(page)["draft"]


def test_an_ended_quarter_says_so(client):
    places.make_quarter("Alt", slug="alt", phase=Phase.Kind.CLOSED)
    assert "Dieses Quartier ist beendet." in text(client.get("/alt/ideen/neu/"))


def test_the_city_asks_for_the_quarter(client, place):
    assert f'href="{NEW}"' in html(client.get("/ideen/neu/"))


def test_somebody_signed_in_goes_straight_to_her_idea(client, place):
    emine = factories.make_person("Emine Kaya", email="emine@beispiel.de")
    client.force_login(emine)
    page = client.post(NEW, {"schritt": "3", **factories.WORDS})
    assert 'value="emine@beispiel.de"' in html(page)
    response = client.post(NEW, {"schritt": "4", **factories.WORDS, **WHO})
    idea = models.Idea.objects.get()
    assert (response["Location"], idea.state, idea.author) == (f"/donaustrasse-nord/ideen/{idea.pk}/meine/", "received", emine)
    assert "Wir haben Ihre Idee." in text(client.get(response["Location"]))


def test_somebody_signed_in_under_another_address_confirms_it(client, place):
    client.force_login(factories.make_person("Jemand", email="jemand@beispiel.de"))
    response = client.post(NEW, {"schritt": "4", **factories.WORDS, **WHO})
    assert response["Location"] == "/donaustrasse-nord/ideen/gesendet/"
    assert models.Idea.objects.get().state == "unconfirmed"


# --- links


def test_opening_the_link_does_nothing_its_button_confirms(client, place):
    idea = factories.submitted()
    path = factories.last_link_path()
    assert "Ist das Ihre Idee?" in text(client.get(path))
    idea.refresh_from_db()
    assert idea.state == "unconfirmed"
    assert client.post(path)["Location"] == path
    shown = text(client.get(path))
    assert "Danke, Ihre Idee ist da" in shown
    assert models.Idea.objects.get().thread.file_number in shown


def test_confirming_twice_is_confirming_once(client, place):
    factories.submitted()
    path = factories.last_link_path()
    client.post(path)
    again = client.post(path)
    assert again.status_code == 422
    assert "Danke, Ihre Idee ist da" in text(again)
    assert models.Idea.objects.filter(state="received").count() == 1


def test_an_expired_link_offers_a_new_one(client, place):
    idea = factories.submitted()
    path = factories.last_link_path()
    with clock.at(factories.link_of(idea).expires_at):
        page = client.get(path)
        assert "Dieser Link ist abgelaufen" in text(page)
        assert "Neuen Link schicken" in text(page)
        assert client.post(path).status_code == 422
        assert client.post(path, {"neu": "1"})["Location"] == "/donaustrasse-nord/ideen/gesendet/"
        fresh = factories.last_link_path()
        assert fresh != path
        client.post(fresh)
    assert models.Idea.objects.get().state == "received"


def test_a_link_for_something_forgotten_says_so(client, place):
    idea = factories.submitted()
    path = factories.last_link_path()
    actions.lapse(idea, now=clock.now())
    assert "Diese Idee gibt es nicht mehr" in text(client.get(path))
    assert client.post(path).status_code == 422


@pytest.mark.parametrize("word", ["bestaetigen", "unterstuetzen", "meine"])
def test_an_unknown_link_gets_help(client, place, word):
    response = client.get(f"/donaustrasse-nord/ideen/{word}/quatsch/")
    assert response.status_code == 404
    assert "Dieser Link passt nicht" in text(response)
    assert client.post(f"/donaustrasse-nord/ideen/{word}/quatsch/").status_code == 404


def test_a_link_of_another_quarter_is_unknown_here(client, place):
    factories.submitted()
    places.make_quarter("Anderswo", slug="anderswo")
    path = factories.last_link_path().replace("donaustrasse-nord", "anderswo")
    assert client.get(path).status_code == 404


# --- support


def test_support_without_an_account_goes_by_a_link_and_back(client, place):
    idea = factories.published()
    address = f"/donaustrasse-nord/ideen/{idea.pk}/unterstuetzen/"
    page = client.get(address)
    mark = re.search(r'name="begun"[^>]*value="([^"]+)"', html(page))[1]
    assert client.post(address, {"email": "c@beispiel.de", "begun": mark})["Location"] == "/donaustrasse-nord/ideen/gesendet/"
    path = factories.last_link_path()
    client.get(path)
    idea.refresh_from_db()
    assert idea.support_count == 0
    client.post(path)
    assert "Danke, Ihre Stimme zählt" in text(client.get(path))
    idea.refresh_from_db()
    assert idea.support_count == 1
    client.post(path)
    assert "zurückgenommen" in text(client.get(path))
    idea.refresh_from_db()
    assert idea.support_count == 0


@pytest.mark.parametrize(
    ("email", "sentence"), [("", "Bitte eine E-Mail-Adresse eintragen"), ("c@", "Bitte die E-Mail-Adresse so schreiben")]
)
def test_support_asks_back(client, place, email, sentence):
    idea = factories.published()
    response = client.post(f"/donaustrasse-nord/ideen/{idea.pk}/unterstuetzen/", {"email": email})
    assert response.status_code == 422
    assert sentence in text(response)


def test_signed_in_support_is_one_button(client, place):
    idea = factories.published()
    client.force_login(factories.make_person())
    address = f"/donaustrasse-nord/ideen/{idea.pk}/unterstuetzen/"
    assert client.post(address)["Location"] == address
    assert "Sie unterstützen diese Idee" in text(client.get(address))
    client.post(address, {"zurueck": "1"})
    idea.refresh_from_db()
    assert idea.support_count == 0


# --- the author's page


def test_the_author_withdraws_by_her_link(client, place):
    idea = factories.published()
    path = factories.last_link_path()
    assert "Ihre Idee steht öffentlich." in text(client.get(path))
    asked = client.get(path, {"frage": "zurueckziehen"})
    assert "Idee zurückziehen?" in text(asked)
    idea.refresh_from_db()
    assert idea.state == "published"
    client.post(path, {"zurueckziehen": "1"})
    assert "Sie haben diese Idee zurückgezogen." in text(client.get(path))
    assert client.get(f"/donaustrasse-nord/ideen/{idea.pk}/").status_code == 404


def test_the_author_hides_her_name_by_her_link(client, place):
    idea = factories.published()
    path = factories.last_link_path()
    client.post(path, {"name": "1"})
    assert "Emine" not in text(client.get(f"/donaustrasse-nord/ideen/{idea.pk}/"))


def test_what_became_a_project_stays_and_says_why(client, place):
    idea = factories.published()
    path = factories.last_link_path()
    actions.record_outcome(idea.thread_id, models.Outcome.PROJECT)
    assert "Aus der Idee ist schon ein Vorhaben geworden" in text(client.get(path))
    refused = client.post(path, {"zurueckziehen": "1"})
    assert refused.status_code == 422
    assert "Aus der Idee ist schon ein Vorhaben geworden" in text(refused)


def test_an_old_author_link_offers_a_new_one(client, place):
    idea = factories.published()
    path = factories.last_link_path()
    with clock.at(factories.link_of(idea, models.Purpose.AUTHOR).expires_at):
        assert "Dieser Link ist abgelaufen" in text(client.get(path))
        assert client.post(path)["Location"] == "/donaustrasse-nord/ideen/gesendet/"
        assert "Ihre Idee steht öffentlich." in text(client.get(factories.last_link_path()))


def test_my_page_is_mine_alone(client, place):
    idea = factories.published()
    client.force_login(factories.make_person())
    assert client.get(f"/donaustrasse-nord/ideen/{idea.pk}/meine/").status_code == 404
    client.force_login(idea.author)
    assert client.get(f"/donaustrasse-nord/ideen/{idea.pk}/meine/").status_code == 200


@pytest.mark.parametrize("address", ["/donaustrasse-nord/ideen/", "/ideen/"])
def test_a_full_page_is_light(client, place, address):
    make_rows(place, 60)
    models.Idea.objects.update(title="t" * 80, text="wort " * 400)
    assert len(client.get(address).content) < 60_000


# --- on paper


def test_the_sheet_has_the_questions_of_the_form_and_hangs_on_it(client, place):
    assert f"{NEW}papier/" in html(client.get(NEW))
    page = text(client.get(f"{NEW}papier/"))
    for question in ("Was ist Ihre Idee?", "Warum und für wen?", "3. Wo?", "Wie erreichen wir Sie?", "Unterschrift"):
        assert question in page


def test_the_code_of_a_printed_sheet_opens_an_empty_draft(client, place):
    page = client.post(f"{NEW}papier/", {})
    code = re.search(r'form-code">([^<]+)<', html(page))[1]
    draft = drafts.load(code)
    assert (draft.form_key, draft.values, draft.place_id) == ("participation.idea", {}, place.pk)
    assert client.post(f"{NEW}papier/", {"code": code})["Content-Type"] == "application/pdf"


def test_the_sheet_is_one_page_of_pdf(client, place):
    import io

    from pypdf import PdfReader

    answer = client.get(f"{NEW}papier.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_an_ended_quarter_has_no_sheet(client, place):
    Phase.objects.filter(place=place).delete()
    Phase.objects.create(place=place, kind="closed", from_on=datetime.date(2020, 1, 1))
    assert client.get(f"{NEW}papier/").status_code == 302
    assert client.get(f"{NEW}papier.pdf").status_code == 404
