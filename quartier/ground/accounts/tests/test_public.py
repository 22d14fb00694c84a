"""One's own account, and the demo's door."""

import re
import time
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.template.loader import get_template

from quartier.ground.accounts.tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.accounts.tests.site")]
OURS = Path(__file__).resolve().parents[1] / "templates"


@pytest.fixture
def lea(client):
    person = make_person("Lea Brandt", email="lea@b.de", claimed_at="2026-01-01T12:00Z")
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    "path",
    [
        "/konto/", "/konto/angaben/", "/konto/adresse/", "/konto/zweiter-faktor/", "/konto/zweiter-faktor/app/",
        "/konto/zweiter-faktor/passkey/", "/konto/geraete/", "/konto/abmelden/",
    ],
)  # fmt: skip
def test_each_page_of_the_account_shows_and_is_german(client, lea, path):
    page = client.get(path)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<h1") == 1
    assert not re.search(r"\b(Sign In|Your|Email|Activate|Submit|Du|Dein|Deine)\b", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("path", ["/konto/", "/konto/angaben/", "/konto/geraete/", "/konto/los/", "/konto/zweiter-faktor/app/"])
def test_strangers_are_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/konto/anmelden/")


def test_details_are_changed(client, lea):
    said = {"name": "Lea B.", "phone": "030 12", "language": "de", "contact_note": "abends"}
    assert client.post("/konto/angaben/", said).headers["Location"] == "/konto/"
    lea.refresh_from_db()
    assert (lea.name, lea.phone, lea.contact_note) == ("Lea B.", "030 12", "abends")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Bitte Ihren Namen eintragen."),
        ({"name": "x" * 201}, "Bitte höchstens 200 Zeichen."),
        ({"phone": "abends"}, "Bitte nur Ziffern, zum Beispiel 030 123 45 67."),
        ({"phone": "1" * 41}, "Bitte höchstens 40 Zeichen."),
        ({"contact_note": "x" * 301}, "Bitte höchstens 300 Zeichen."),
    ],
)
def test_bad_details_get_the_sentence_and_change_nothing(client, lea, said, sentence):
    page = client.post("/konto/angaben/", {"name": "Lea", "phone": "1", "language": "de", "contact_note": "n", **said})
    assert sentence in page.content.decode()
    assert all(value in page.content.decode() for value in said.values())
    lea.refresh_from_db()
    assert lea.name == "Lea Brandt"


def test_a_new_address_holds_once_its_code_is_typed(client, lea):
    assert client.post("/konto/adresse/", {"email": "neu@b.de", "action_add": "1"}).headers["Location"] == "/konto/adresse/code/"
    lea.refresh_from_db()
    assert lea.email == "lea@b.de"
    code = re.search(r"Ihr Code ist (\d{3} \d{3})", mail.outbox[-1].body).group(1)
    assert client.post("/konto/adresse/code/", {"code": code}).status_code == 302
    lea.refresh_from_db()
    assert lea.email == "neu@b.de"
    assert mail.outbox[-1].to == ["lea@b.de"] and "jetzt neu@b.de" in mail.outbox[-1].body


def test_somebody_elses_address_is_not_revealed_and_not_taken(client, lea):
    make_person("Rana", email="rana@b.de")
    assert client.post("/konto/adresse/", {"email": "rana@b.de", "action_add": "1"}).headers["Location"] == "/konto/adresse/code/"
    code = re.search(r"Ihr Code ist (\d{3} \d{3})", mail.outbox[-1].body).group(1)
    assert "lässt sich nicht verwenden" in client.post("/konto/adresse/code/", {"code": code}).content.decode()
    lea.refresh_from_db()
    assert lea.email == "lea@b.de"


def test_an_app_is_set_up_with_spare_codes(client, lea):
    page = client.get("/konto/zweiter-faktor/app/").content.decode()
    assert "<svg" in page and "data:image" not in page
    secret = re.search(r"<code>([\w ]+)</code>", page).group(1).replace(" ", "")
    assert "Dieser Code passt nicht" in client.post("/konto/zweiter-faktor/app/", {"code": "000000"}).content.decode()
    good = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert client.post("/konto/zweiter-faktor/app/", {"code": good}).headers["Location"] == "/konto/zweiter-faktor/ersatzcodes/"
    codes = client.get("/konto/zweiter-faktor/ersatzcodes/").content.decode()
    assert len(re.findall(r"<li><code>", codes)) == 10
    assert {row.type for row in Authenticator.objects.all()} == {"totp", "recovery_codes"}


def test_the_demo_lists_its_people_by_role_and_one_click_signs_in(client):
    lea = make_person("Lea Brandt", is_demo=True, demo_role="Quartiersteam", demo_note="Prüft Anträge")
    make_person("Echter Mensch")
    page = client.get("/demo/anmelden/").content.decode()
    assert "Quartiersteam" in page and "Prüft Anträge" in page and "Echter Mensch" not in page
    assert client.post("/demo/anmelden/", {"person": lea.pk}).headers["Location"] == "/konto/"
    assert client.session["_auth_user_id"] == str(lea.pk)


@pytest.mark.parametrize("chosen", ["", "abc", "999999", "9" * 30, "²"])
def test_the_demo_lets_nobody_else_in(client, chosen):
    real = make_person("Echter Mensch")
    assert client.post("/demo/anmelden/", {"person": chosen or real.pk}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_the_demos_door_does_not_exist_in_production(client, settings):
    settings.MODE = "production"
    person = make_person(is_demo=True)
    assert client.get("/demo/anmelden/").status_code == 404
    assert client.post("/demo/anmelden/", {"person": person.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_every_page_of_the_library_has_our_look():
    from quartier.ground.accounts import urls

    names = {getattr(p.callback, "view_class", None) and getattr(p.callback.view_class, "template_name", None) for p in urls.city}
    names |= {"account/confirm_email_verification_code.html", "account/email_change.html"}
    unused = {None, "account/reauthenticate.html"}  # asks for a password, which nobody has
    foreign = [name for name in names - unused if not str(get_template(name).origin.name).startswith(str(OURS))]
    assert [name for name in foreign if name.endswith(".html")] == []


@pytest.mark.parametrize(
    ("user_agent", "told"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox auf Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari auf iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/128.0 Mobile Safari/537.36", "Chrome auf Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge auf Windows"),
        ("curl/8", "Browser"),
        ("", "Browser"),
    ],
)
def test_browsers_are_named_in_words(user_agent, told):
    from quartier.ground.accounts.templatetags.accounts import browser

    assert browser(user_agent) == told
