"""Ideas at the desk."""

import re

import pytest

from quartier.community.participation import actions, models, ways
from quartier.community.participation.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.models import Person
from quartier.ground.acts import drafts
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
DESK = "/donaustrasse-nord/buero/ideen/"


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


def entered(**changes):
    words = {**factories.WORDS, "author_name": "Ivana Petrović", "agrees": "on"}
    return {name: value for name, value in {**words, **changes}.items() if value is not None}


# --- who


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("team_member", 200),
        ("team_lead", 200),
        ("editor", 404),
        ("district_coordinator", 200),
        ("state_coordinator", 200),
        ("auditor", 200),
        ("operator", 404),
    ],
)
def test_who_sees_the_desk(client, place, role, status):
    above = {
        "district_coordinator": place.parent,
        "state_coordinator": places.make_city(),
        "auditor": places.make_city(),
        "operator": places.make_city(),
    }
    client.force_login(make_staff(role, above.get(role, place)))
    idea = factories.received()
    assert client.get(DESK).status_code == status
    assert client.get(f"{DESK}{idea.pk}/").status_code == status


@pytest.mark.parametrize("role", ["district_coordinator", "auditor"])
def test_who_only_reads_sees_no_buttons_and_no_address_of_the_author(client, place, role):
    client.force_login(make_staff(role, place.parent if role == "district_coordinator" else places.make_city()))
    idea = factories.received()
    page = client.get(f"{DESK}{idea.pk}/").content.decode()
    assert "Am Zug: Quartiersteam" in page and "/publish/" not in page
    assert "emine@beispiel.de" not in page
    assert client.get(f"{DESK}{idea.pk}/publish/").status_code == 404
    assert client.get(f"{DESK}neu/").status_code == 404


@pytest.mark.parametrize("path", ["", "neu/", "{idea}/", "{idea}/publish/"])
def test_not_signed_in_leads_to_the_sign_in(client, place, path):
    address = DESK + path.format(idea=factories.received().pk)
    assert client.get(address)["Location"].startswith("/konto/")


@pytest.mark.parametrize("path", ["{idea}/", "{idea}/publish/", "{idea}/merge/"])
def test_ideas_of_another_quarter_are_not_here(client, team, path):
    far = factories.received(places.make_quarter("Anderswo", slug="anderswo"))
    assert client.get(DESK + path.format(idea=far.pk)).status_code == 404
    assert client.get(f"/anderswo/buero/ideen/{path.format(idea=far.pk)}").status_code == 404
    assert client.post(DESK + path.format(idea=far.pk)).status_code == 404
    far.refresh_from_db()
    assert far.state == "received"


def test_what_was_not_confirmed_is_not_ours_yet(client, team):
    idea = factories.submitted()
    assert client.get(f"{DESK}{idea.pk}/").status_code == 404
    assert idea.title not in text(client.get(DESK))


@pytest.mark.parametrize("verb", ["confirm", "submit", "withdraw", "hide_name", "quatsch"])
def test_the_desk_takes_only_its_own_steps(client, team, verb):
    idea = factories.received()
    assert client.get(f"{DESK}{idea.pk}/{verb}/").status_code == 404
    assert client.post(f"{DESK}{idea.pk}/{verb}/").status_code == 404


# --- the list


def test_the_list_begins_with_what_nobody_looked_at(client, team):
    factories.published(by=team, title="Schon öffentlich", email="b@beispiel.de")
    factories.received(title="Ganz neu")
    page = text(client.get(DESK))
    assert "Ganz neu" in page
    assert "Schon öffentlich" not in page
    assert "Neu eingegangen 1" in page
    assert "Schon öffentlich" in text(client.get(DESK, {"stand": "oeffentlich"}))


def test_an_empty_list_says_what_to_do(client, team):
    assert "Wenn Ihnen jemand eine Idee erzählt, tragen Sie sie gleich ein." in text(client.get(DESK))


def test_the_list_costs_the_same_for_one_and_for_three(client, team, django_assert_num_queries, django_assert_max_num_queries):
    factories.received(email="a@beispiel.de")
    with django_assert_max_num_queries(12) as first:
        client.get(DESK)
    for letter in "bcd":
        factories.received(email=f"{letter}@beispiel.de")
    with django_assert_num_queries(len(first)):
        client.get(DESK)


# --- the case


def test_the_case_shows_who_wrote_it_and_what_can_be_done(client, team):
    idea = factories.received()
    answer = client.get(f"{DESK}{idea.pk}/")
    page = text(answer)
    assert 'href="mailto:emine@beispiel.de"' in answer.content.decode()
    for word in (
        "eingegangen",
        "Emine K.",
        "Veröffentlichen",
        "Nicht veröffentlichen",
        idea.thread.file_number,
        "Die Idee ist da.",
    ):
        assert word in page


def test_publishing_asks_once_more(client, team):
    idea = factories.received()
    address = f"{DESK}{idea.pk}/publish/"
    assert "Danach: veröffentlicht." in text(client.get(address))
    assert models.Idea.objects.get().state == "received"
    assert client.post(address)["Location"] == f"{DESK}{idea.pk}/"
    assert models.Idea.objects.get().state == "published"


def test_two_people_publish_at_once(client, team):
    idea = factories.published(by=team)
    response = client.post(f"{DESK}{idea.pk}/publish/")
    assert response.status_code == 422
    assert "hat inzwischen schon jemand erledigt" in text(response)


@pytest.mark.parametrize(
    ("verb", "typed", "sentence"),
    [
        ("answer", {"answer": ""}, "Bitte eine Antwort schreiben, die weiterhilft"),
        ("answer", {"answer": "Nein."}, "mindestens 20 Zeichen"),
        ("refuse", {"answer": ""}, "Bitte eine Antwort schreiben, die weiterhilft"),
        ("refuse", {"answer": "x" * 3001}, "höchstens 3000 Zeichen"),
        ("hold_back", {"reason": ""}, "Bitte einen Grund eintragen. Die Person hat ein Recht darauf."),
        ("merge", {"into": ""}, "Bitte eine Möglichkeit wählen."),
        ("merge", {"into": "999"}, "Diese Möglichkeit gibt es nicht (mehr). Bitte eine andere wählen."),
        ("unpublish", {"reason": " "}, "Bitte einen Grund eintragen."),
        ("redact", {**factories.WORDS, "reason": ""}, "Bitte einen Grund eintragen, zum Beispiel: Name eines Nachbarn."),
        ("redact", {**factories.WORDS, "reason": "Name"}, "Es ist noch nichts gekürzt."),
        ("redact", {**factories.WORDS, "text": "Etwas ganz anderes", "reason": "Name"}, "Hier darf nur etwas herausgenommen werden."),
    ],
)
def test_bad_input_gets_the_sentence_and_changes_nothing(client, team, verb, typed, sentence):
    idea = factories.published(by=team)
    before = models.Idea.objects.values().get()
    response = client.post(f"{DESK}{idea.pk}/{verb}/", typed)
    assert response.status_code == 422
    assert sentence in text(response)
    for name, value in typed.items():
        assert name == "into" or value.strip() in response.content.decode().replace("&quot;", '"')
    assert models.Idea.objects.values().get() == before


@pytest.mark.parametrize(
    ("verb", "typed", "state"),
    [
        ("answer", {"answer": factories.ANSWER}, "answered"),
        ("refuse", {"answer": factories.ANSWER}, "refused"),
        ("hold_back", {"reason": "Werbung"}, "held_back"),
        ("unpublish", {"reason": "Zu früh"}, "received"),
        ("redact", {**factories.WORDS, "text": "Bei uns […] überall Autos.", "reason": "Name"}, "published"),
    ],
)
def test_each_step_moves_the_case(client, team, verb, typed, state):
    idea = factories.published(by=team)
    assert client.post(f"{DESK}{idea.pk}/{verb}/", typed)["Location"] == f"{DESK}{idea.pk}/"
    idea.refresh_from_db()
    assert idea.state == state


def test_merging_by_the_page_and_splitting_again(client, team):
    one, other = factories.published(by=team), factories.published(by=team, title="Bänke", email="b@beispiel.de")
    client.post(f"{DESK}{one.pk}/merge/", {"into": other.pk})
    assert "Zusammengelegt mit Bänke" in text(client.get(f"{DESK}{one.pk}/"))
    client.post(f"{DESK}{one.pk}/split/", {"reason": "Zwei Orte"})
    one.refresh_from_db()
    assert one.state == "received"


# --- the office writes it down


def test_the_office_enters_an_idea_for_somebody_without_mail(client, team):
    response = client.post(f"{DESK}neu/", entered(phone="0176 000"))
    idea = models.Idea.objects.get()
    assert response["Location"] == f"{DESK}{idea.pk}/"
    assert (idea.state, idea.author.name, idea.author.email, idea.author.phone) == ("received", "Ivana Petrović", None, "0176 000")
    assert "bitte selbst Bescheid sagen" in text(client.get(f"{DESK}{idea.pk}/"))


def test_the_office_finds_the_person_by_the_address(client, team):
    ivana = factories.make_person("Ivana Petrović", email="ivana@beispiel.de")
    client.post(f"{DESK}neu/", entered(email="Ivana@beispiel.de"))
    assert models.Idea.objects.get().author == ivana


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte hier etwas eintragen."),
        ({"author_name": ""}, "Bitte hier etwas eintragen."),
        ({"email": "ivana"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
        ({"agrees": None}, "Ohne Einverständnis dürfen wir die Idee nicht speichern."),
    ],
)
def test_entering_asks_back_and_leaves_no_person_behind(client, team, changes, sentence):
    people = Person.objects.count()
    response = client.post(f"{DESK}neu/", entered(**changes))
    assert response.status_code == 422
    assert sentence in text(response)
    assert factories.WORDS["text"] in response.content.decode()
    assert (models.Idea.objects.count(), Person.objects.count()) == (0, people)


def test_a_withdrawn_idea_leaves_no_text_at_the_desk(client, team):
    idea = factories.received()
    actions.withdraw(idea, by=idea.author)
    page = text(client.get(f"{DESK}{idea.pk}/"))
    assert "Der Text ist gelöscht." in page
    assert factories.WORDS["text"] not in page


def test_later_stages_offer_what_can_grow_out_of_the_idea(client, team, monkeypatch):
    monkeypatch.setattr(ways, "_offers", [])
    idea = factories.published(by=team)
    assert "Vorhaben beginnen" not in text(client.get(f"{DESK}{idea.pk}/"))
    ways.register(
        lambda idea, person: [ways.Way("Vorhaben beginnen", f"/x/?idee={idea.pk}"), ways.Way("Aufruf", "/y/", "Das Vorhaben fehlt.")]
    )
    page = client.get(f"{DESK}{idea.pk}/")
    assert f'href="/x/?idee={idea.pk}"' in page.content.decode()
    assert "Geht noch nicht: Das Vorhaben fehlt." in text(page)


# --- a sheet that came back


def test_a_sheet_is_typed_in_by_its_code(client, place, team):
    draft = drafts.save("participation.idea", {"title": ["Bänke am Markt"], "email": ["ivana@beispiel.de"]}, place_id=place.pk)
    page = client.post(f"{DESK}neu/", {"bogen": "1", "code": draft.code})
    assert page.status_code == 200 and 'value="Bänke am Markt"' in page.content.decode()
    ref = re.search(r'name="draft" value="([^"]+)"', page.content.decode())[1]
    assert client.post(f"{DESK}neu/", entered(draft=ref)).status_code == 302
    assert models.Idea.objects.get().author.name == "Ivana Petrović"
    assert drafts.load(draft.code) is None


def test_an_empty_sheet_opens_the_empty_form(client, place, team):
    draft = drafts.save("participation.idea", {}, place_id=place.pk)
    page = client.post(f"{DESK}neu/", {"bogen": "1", "code": draft.code})
    assert page.status_code == 200 and 'name="draft"' in page.content.decode()


def test_a_code_of_elsewhere_opens_nothing(client, place, team):
    other = drafts.save("participation.idea", {}, place_id=places.make_quarter("Körnerpark").pk)
    for code in (other.code, "AAAA-BBBB-CCCC", "x"):
        page = client.post(f"{DESK}neu/", {"bogen": "1", "code": code})
        assert page.status_code == 422 and 'name="draft"' not in page.content.decode()
