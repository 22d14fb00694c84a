"""Forms that anybody may send: programs are held off, people never locked out."""

import pytest

from quartier.ground.acts import forms, human
from quartier.ground.acts.models import Entry
from quartier.ground.acts.tests.helpers import browser
from quartier.ground.acts.tests.test_drafts import fields
from quartier.ground.acts.tests.testing_urls import Wish

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.acts.tests.testing_urls")]


def sentences(**said):
    form = Wish({"text": "Eine Bank", "begun": human.begin()} | said)
    form.is_valid()
    return form.errors.get("__all__", [])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({forms.TRAP: "http://spam.example"}, "unsichtbares Feld"),
        ({"begun": ""}, "wann dieses Formular geöffnet wurde"),
        ({"begun": "12345"}, "wann dieses Formular geöffnet wurde"),
    ],
)
def test_a_program_gets_a_sentence(said, sentence):
    assert sentence in sentences(**said)[0]


def test_too_fast_is_refused_once_and_not_for_ever(settings, monkeypatch):
    settings.ACTS_LEAST_SECONDS = 3
    begun = human.begin()
    assert "sehr schnell" in sentences(begun=begun)[0]
    now = human.time.time()
    monkeypatch.setattr(human.time, "time", lambda: now + 4)
    assert sentences(begun=begun) == []


def test_after_a_refusal_the_page_can_simply_be_sent_again():
    client = browser()
    said = fields(client.get("/t/wish/"))
    page = client.post("/t/wish/", said | {"text": "Bank", forms.TRAP: "x", "begun": "forged"})
    assert "unsichtbares Feld" in page.content.decode()
    again = fields(page) | {"text": "Bank", forms.TRAP: ""}
    assert client.post("/t/wish/", again).status_code == 302


def test_who_has_signed_in_is_not_asked():
    form = Wish({"text": "Bank"}, known=True)
    assert form.is_valid()
    assert form.is_proved
    assert forms.TRAP not in form.fields


def solve(task: dict) -> str:
    import altcha

    challenge = altcha.Challenge.from_dict(task)
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def test_a_solved_task_counts_once_and_only_for_a_form_that_is_done(settings, monkeypatch):
    settings.ACTS_TASK_ROUNDS = 1
    client = browser()
    proof = solve(client.get("/acts/aufgabe.json").json())
    said = fields(client.get("/t/wish/")) | {"altcha": proof}
    assert client.post("/t/wish/", said | {"text": ""}).status_code == 200  # asks back; the proof is not used up
    assert client.post("/t/wish/", said | {"text": "Bank"}).status_code == 302
    more = fields(client.get("/t/wish/")) | {"altcha": proof, "text": "Noch eine"}
    assert client.post("/t/wish/", more).status_code == 302
    assert [e.data["proved"] for e in Entry.objects.order_by("id")] == [True, False]


@pytest.mark.parametrize("payload", ["", "x", "bm9uc2Vuc2U=", "e30=", "W10=", "x" * 5000, "eyJjaGFsbGVuZ2UiOiBudWxsfQ=="])
def test_nonsense_proves_nothing(payload):
    assert human.is_solved(payload) is False


def test_somebody_elses_task_proves_nothing(settings):
    import altcha

    task = altcha.create_challenge("PBKDF2/SHA-256", 1, counter=5, hmac_secret="other").to_dict()
    assert human.is_solved(solve(task)) is False


def test_the_task_is_never_cached(client):
    answer = client.get("/acts/aufgabe.json")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_trap_is_out_of_sight_and_reach():
    html = str(Wish()[forms.TRAP])
    assert html.startswith("<span hidden>")
    assert 'tabindex="-1"' in html
