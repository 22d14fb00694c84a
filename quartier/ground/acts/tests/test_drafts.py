"""Drafts: nothing typed is lost, and only its owner finds it again."""

import datetime
import html as markup
import re

import pytest

from quartier.ground.acts import clock, drafts, tokens
from quartier.ground.acts.models import Draft, Entry, Nonce
from quartier.ground.acts.refusal import Refused
from quartier.ground.acts.tests.helpers import at_once, browser, token

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.acts.tests.testing_urls")]
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")


def fields(page) -> dict:
    """All hidden fields of a page, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: markup.unescape(value) for name, value in found}


def keep(client, said, **query):
    return client.post("/t/wish/?_draft=1", said, headers={"x-requested-with": "fetch"}, **query)


def enter(client, code):
    return client.post("/entwurf/", fields(client.get("/entwurf/")) | {"code": code})


def test_a_form_saves_itself_and_its_token_stays_good():
    client = browser()
    said = fields(client.get("/t/wish/")) | {"text": "Eine Bank", "days": ["mo", "di"]}
    first = keep(client, said)
    assert CODE.search(first.content.decode())
    assert "Gespeichert um" in first.content.decode()
    said |= fields(first) | {"text": "Zwei Bänke"}
    second = keep(client, said)
    assert CODE.search(second.content.decode()).group() == CODE.search(first.content.decode()).group()  # stays in sight
    assert not CODE.search(keep(client, said | {"draft_code": "AB3D-EF7H-K4MN"}).content.decode())
    draft = Draft.objects.get()
    assert draft.initial == {"text": "Zwei Bänke", "days": ["mo", "di"]}
    assert not first.cookies
    assert client.post("/t/wish/", said)["Location"] == "/fertig/1/"
    assert (Draft.objects.count(), Nonce.objects.count()) == (0, 1)


def test_without_a_script_a_page_shows_the_code_and_leads_back():
    client = browser()
    page = client.post("/t/wish/", fields(client.get("/t/wish/")) | {"text": "Eine Bank", "spaeter": "1"})
    assert CODE.search(page.content.decode())
    form = client.post("/t/wish/", fields(page))
    assert 'value="Eine Bank"' in form.content.decode()
    assert Draft.objects.count() == 1
    assert Entry.objects.count() == 0


def test_saved_twice_by_a_double_click_it_is_one_draft_with_one_code():
    client = browser()
    said = fields(client.get("/t/wish/")) | {"text": "Eine Bank", "spaeter": "1"}
    first, second = (client.post("/t/wish/", said) for _ in range(2))
    assert CODE.search(first.content.decode()).group() == CODE.search(second.content.decode()).group()
    assert Draft.objects.count() == 1


def test_an_old_page_saved_again_leaves_what_was_written_since():
    client = browser()
    said = fields(client.get("/t/wish/")) | {"text": "Eine Bank", "spaeter": "1"}
    client.post("/t/wish/", said)
    later = fields(client.post("/t/wish/", fields(client.post("/t/wish/", said))))
    keep(client, later | {"text": "Zwei Bänke"})
    client.post("/t/wish/", said)
    assert [draft.initial["text"] for draft in Draft.objects.all()] == ["Zwei Bänke"]


def test_another_text_on_the_same_page_is_another_draft():
    client = browser()
    said = fields(client.get("/t/wish/")) | {"spaeter": "1"}
    codes = {CODE.search(client.post("/t/wish/", said | {"text": text}).content.decode()).group() for text in ("Eine Bank", "Ein Brunnen")}
    assert (len(codes), Draft.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_saved_twenty_times_at_once_it_is_one_draft_with_one_code():
    said = fields(browser().get("/t/wish/")) | {"text": "Eine Bank", "spaeter": "1"}
    codes = at_once(20, lambda _: CODE.search(browser().post("/t/wish/", said).content.decode()).group())
    assert (len(set(codes)), Draft.objects.count()) == (1, 1)
    assert drafts.load(codes[0]).initial == {"text": "Eine Bank"}


def test_the_code_brings_the_draft_to_another_device_without_cookie_or_address():
    code = drafts.save("test.wish", {"text": ["Eine Bank"], "days": ["di"]}, 7, None).code
    client = browser()
    page = enter(client, code.lower().replace("-", " "))
    html = page.content.decode()
    assert page.status_code == 200
    assert "Ein Wunsch" in html
    assert 'action="/t/wish/"' in html
    assert code not in html
    form = client.post("/t/wish/", fields(page))
    assert 'value="Eine Bank"' in form.content.decode()
    assert client.post("/t/wish/", fields(form) | {"text": "Eine Bank", "_open": []}).status_code == 302
    assert not client.cookies
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte den Code eintragen"),
        ("AB3D", "Ein Code hat 12 Zeichen"),
        ("AB3D-EF7H-K4M0", "Ein Code hat 12 Zeichen"),
        ("AB3D-EF7H-K4MN", "passt nicht oder ist abgelaufen"),
        ("🙂" * 12, "Ein Code hat 12 Zeichen"),
    ],
)
def test_a_wrong_code_gets_a_sentence_and_stays_in_the_field(typed, sentence):
    page = enter(browser(), typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert f'value="{typed}"' in page.content.decode() or not typed


def test_guessing_ends_after_ten_tries_and_a_right_code_forgives():
    client = browser()
    code = drafts.save("test.wish", {}, 7, None).code
    for _ in range(9):
        enter(client, "AB3D-EF7H-K4MN")
    assert enter(client, code).status_code == 200
    statuses = [enter(client, "AB3D-EF7H-K4MN").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert enter(client, code).status_code == 429


def test_an_expired_draft_is_not_found():
    code = drafts.save("test.wish", {}, 7, None).code
    with clock.at(clock.now() + datetime.timedelta(days=drafts.days(), minutes=1)):
        assert drafts.load(code) is None
        assert drafts.purge(clock.now()) == 1


def test_what_is_stored_tells_neither_code_nor_text():
    from django.db import connection

    code = drafts.save("test.wish", {"iban": ["DE02120300000000202051"]}, 7, None).code
    with connection.cursor() as cursor:
        cursor.execute("SELECT data, code_hash, key FROM acts_draft")
        stored = " ".join(cursor.fetchone())
    assert "DE02" not in stored
    assert drafts.normal(code) not in stored
    assert drafts.load(code).initial == {"iban": "DE02120300000000202051"}


def test_passwords_and_the_pages_own_fields_are_not_kept():
    client = browser()
    keep(client, fields(client.get("/t/wish/")) | {"text": "x", "password": "geheim", "homepage_url": "", "zip_code": "12043"})
    assert Draft.objects.get().initial == {"text": "x", "zip_code": "12043"}


@pytest.mark.parametrize("ref", ["", "forged", "a:b:c"])
def test_a_forged_reference_finds_nothing(ref):
    client = browser()
    client.post("/t/wish/", {tokens.FIELD: token("/t/wish/"), "draft": ref, "_open": "1"})
    drafts.save("test.wish", {"text": ["geheim"]}, 7, None)
    page = client.post("/t/wish/", {tokens.FIELD: token("/t/wish/"), "draft": ref, "_open": "1"})
    assert "geheim" not in page.content.decode()


def test_a_reference_opens_its_own_form_only():
    other = drafts.save("test.other", {"text": ["geheim"]}, 7, None)
    page = browser().post("/t/wish/", {tokens.FIELD: token("/t/wish/"), "draft": other.ref, "_open": "1"})
    assert "geheim" not in page.content.decode()


def test_too_much_text_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="zu viel Text"):
        drafts.save("test.wish", {"text": ["x" * 300_000]}, 7, None)
    client = browser()
    page = keep(client, fields(client.get("/t/wish/")) | {"text": "x" * 300_000})
    assert (page.status_code, Draft.objects.count()) == (422, 0)


def test_drafts_begun_are_limited_per_caller():
    client = browser()
    said = fields(client.get("/t/wish/"))
    statuses = [keep(client, said | {"text": str(i)}).status_code for i in range(drafts._MOST_NEW + 1)]
    assert statuses == [200] * drafts._MOST_NEW + [429]
    assert Draft.objects.count() == drafts._MOST_NEW


def test_a_person_finds_the_own_drafts_and_can_be_erased(django_user_model):
    person = django_user_model.objects.create(name="Aylin")
    with clock.at(datetime.datetime(2026, 12, 1, 9)):
        drafts.save("test.wish", {"text": ["alt"]}, 7, person)
    with clock.at(datetime.datetime(2026, 12, 1, 10)):
        drafts.save("test.wish", {"text": ["neu"]}, 7, person)
        drafts.save("test.wish", {"text": ["fremd"]}, 7, None)
        assert [d.initial["text"] for d in drafts.open_of(person, "test.wish", 7)] == ["neu", "alt"]
    assert drafts.erase_person(person.pk) == 2


def test_saving_under_the_code_goes_on_with_the_same_draft():
    code = drafts.save("test.wish", {}, 7, None).code
    assert drafts.save("test.wish", {"text": ["x"]}, 7, None, code=code).code is None
    assert Draft.objects.count() == 1


def test_codes_have_no_letters_that_look_alike():
    assert all(drafts.normal(drafts.new_code()) for _ in range(200))
    assert not set("01258ILOSZ") & set(drafts.SYMBOLS)
