"""The way in: a code by e-mail, the second step, and what strangers learn."""

import re
import time
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail

from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts.tests.helpers import browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.accounts.tests.site")]
SIGN_IN, CODE, SECOND = "/konto/anmelden/", "/konto/anmelden/code/", "/konto/anmelden/zweiter-faktor/"
WRONG = "Dieser Code passt nicht oder ist abgelaufen. Neuen Code schicken?"


def send(client, path, **said):
    """Fill in the first form of the page as a browser does."""
    page = client.get(path).content.decode()
    form = re.search(r'<form method="post"(?: class="flow" novalidate)?>.*?</form>', page, re.DOTALL).group(0)
    hidden = dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|next)" value="([^"]*)">', form))
    return client.post(path.partition("?")[0], {**hidden, **said})


def code_from_mail():
    return re.search(r"Ihr Code ist (\d{3} \d{3})\. Er gilt 15 Minuten\.", mail.outbox[-1].body).group(1)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_whoever_types_the_code_is_signed_in_and_has_claimed_her_row():
    person, client = make_person(email="lea@b.de"), browser()
    assert send(client, SIGN_IN, email="Lea@B.de").headers["Location"] == CODE
    assert mail.outbox[-1].to == ["Lea@B.de"]
    answer = send(client, CODE, code=code_from_mail())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/los/")
    assert signed_in(client) == str(person.pk)
    person.refresh_from_db()
    assert person.claimed_at
    assert EmailAddress.objects.get().verified
    assert len(mail.outbox) == 1
    assert "lea@b.de" in client.get("/konto/").content.decode()


def test_the_way_back_is_kept_and_other_sites_are_not():
    make_person(email="lea@b.de")
    for wanted, reached in (("/meins/?a=1", "/meins/?a=1"), ("https://boese.example/", "/konto/los/")):
        client = browser()
        where = send(client, f"{SIGN_IN}?{urlencode({'next': wanted})}", email="lea@b.de").headers["Location"]
        assert send(client, where, code=code_from_mail()).headers["Location"] == reached


def test_an_unknown_address_gets_the_same_answer_and_a_mail_without_a_code():
    client = browser()
    first = send(client, SIGN_IN, email="niemand@b.de")
    page = client.get(CODE).content.decode()
    assert (first.status_code, first.headers["Location"]) == (302, CODE)
    assert "Wir haben eine E-Mail an niemand@b.de geschickt" in page
    assert "noch keinen Zugang" in mail.outbox[-1].body and "/konto/noch-kein-zugang/" in mail.outbox[-1].body
    assert WRONG in send(client, CODE, code="123 456").content.decode()


def test_a_wrong_code_gets_the_sentence_and_five_of_them_end_the_try():
    make_person(email="lea@b.de")
    client = browser()
    send(client, SIGN_IN, email="lea@b.de")
    right = code_from_mail()
    wrong = "000 000" if right != "000 000" else "111 111"
    for _ in range(4):
        answer = send(client, CODE, code=wrong)
        assert WRONG in answer.content.decode()
    assert send(client, CODE, code=wrong).headers["Location"] == SIGN_IN
    assert client.get(CODE).headers["Location"] == SIGN_IN
    assert signed_in(client) is None


def test_a_code_is_over_after_fifteen_minutes(monkeypatch):
    make_person(email="lea@b.de")
    client = browser()
    send(client, SIGN_IN, email="lea@b.de")
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(CODE).headers["Location"] == SIGN_IN


def test_a_new_code_replaces_the_old_one():
    make_person(email="lea@b.de")
    client = browser()
    send(client, SIGN_IN, email="lea@b.de")
    old = code_from_mail()
    send(client, CODE, action="resend")
    new = code_from_mail()
    assert len(mail.outbox) == 2
    if old != new:
        assert WRONG in send(client, CODE, code=old).content.decode()
    assert send(client, CODE, code=new).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte Ihre E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de."),
        ("lea", "Bitte die Adresse so schreiben: name@beispiel.de."),
        ("a" * 250 + "@b.de", "Diese Adresse ist zu lang: höchstens 254 Zeichen."),
    ],
)
def test_bad_addresses_get_the_sentence_and_stay_in_the_field(typed, sentence):
    page = send(browser(), SIGN_IN, email=typed).content.decode()
    assert sentence in page
    assert f'value="{typed}"' in page or not typed
    assert mail.outbox == []


def test_bad_codes_get_the_sentence():
    make_person(email="lea@b.de")
    client = browser()
    send(client, SIGN_IN, email="lea@b.de")
    assert "Bitte den Code aus der E-Mail eintragen, zum Beispiel 482 913." in send(client, CODE, code=" ").content.decode()


@pytest.mark.parametrize("facts", [{"is_active": False}, {"email": None}])
def test_who_cannot_sign_in_gets_no_code(facts):
    make_person(**{"email": "lea@b.de", **facts})
    send(browser(), SIGN_IN, email="lea@b.de")
    assert "Ihr Code ist" not in mail.outbox[-1].body


def test_with_a_second_factor_the_code_alone_is_not_enough(rf):
    person, client = make_person(email="lea@b.de"), browser()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.get().data)
    send(client, SIGN_IN, email="lea@b.de")
    assert send(client, CODE, code=code_from_mail()).headers["Location"] == SECOND
    assert signed_in(client) is None
    assert "Dieser Code passt nicht" in send(client, SECOND, code="000000").content.decode()
    good = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert send(client, SECOND, code=good).status_code == 302
    assert signed_in(client) == str(person.pk)


def test_signing_out_asks_first_and_then_does_it(client):
    client.force_login(make_person())
    assert "Abmelden?" in client.get("/konto/abmelden/").content.decode()
    assert client.post("/konto/abmelden/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/konto/registrieren/", "/konto/signup/", "/konto/login/", "/konto/password/reset/", "/konto/passwort/"])
def test_there_is_no_registration_and_no_password(client, path):
    assert client.get(path).status_code == 404


def test_pages_for_visitors_set_no_cookie():
    for path in (SIGN_IN, "/konto/noch-kein-zugang/", "/demo/anmelden/"):
        answer = browser().get(path)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})


def test_a_double_click_on_the_code_signs_in_once_and_for_both():
    make_person(email="lea@b.de")
    client = browser()
    send(client, SIGN_IN, email="lea@b.de")
    page = client.get(CODE).content.decode()
    said = {"code": code_from_mail(), "csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)}
    before = client.cookies["sessionid"].value
    first = client.post(CODE, said)
    after = client.cookies["sessionid"].value
    client.cookies["sessionid"] = before  # the second click left before the first answer came
    second = client.post(CODE, said)
    assert (second.status_code, second.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert second.cookies["sessionid"].value == after  # the same answer, the session with it
    assert signed_in(client)


def test_too_many_codes_for_one_address_get_the_sentence():
    make_person(email="lea@b.de")
    for _ in range(3):
        send(browser(), SIGN_IN, email="lea@b.de")
    assert "Das war zu oft. Bitte warten Sie ein paar Minuten" in send(browser(), SIGN_IN, email="lea@b.de").content.decode()
    assert len(mail.outbox) == 3


def test_too_many_new_addresses_get_a_page_in_our_words(client):
    client.force_login(make_person())
    answers = [client.post("/konto/adresse/", {"email": f"neu{i}@b.de", "action_add": "1"}) for i in range(11)]
    assert answers[-1].status_code == 429
    assert "Zu viele Versuche" in answers[-1].content.decode() and "Das war zu oft." in answers[-1].content.decode()
