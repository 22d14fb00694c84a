"""Each POST is one act, done once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.ground.acts import tokens
from quartier.ground.acts.models import Counter, Entry, Nonce
from quartier.ground.acts.tests.helpers import OWN, at_once, browser, token

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.acts.tests.testing_urls")]


def send(path, said=None, client=None, **extra):
    data = {"text": "Bank", tokens.FIELD: token(path)} | (said or {})
    return (client or browser()).post(path, data, **extra)


def answer(response):
    return response.status_code, response.headers.get("Location"), response.content


def texts():
    return list(Entry.objects.filter(act="test.write").order_by("number").values_list("data__text", flat=True))


def test_a_form_that_ends_in_a_redirect_is_done():
    assert answer(send("/t/write/"))[:2] == (302, "/fertig/1/")
    assert texts() == ["Bank"]


def test_sent_twice_in_a_row_it_is_done_once_with_the_same_answer():
    same = {tokens.FIELD: token("/t/write/")}
    assert answer(send("/t/write/", same)) == answer(send("/t/write/", same))
    assert texts() == ["Bank"]


def test_a_done_page_is_kept_and_given_again():
    same = {tokens.FIELD: token("/t/page/")}
    first, second = send("/t/page/", same), send("/t/page/", same)
    assert answer(first) == answer(second) == (200, None, b"Nummer 1")
    assert first["Content-Type"] == second["Content-Type"]
    assert texts() == ["Bank"]


def test_two_tabs_are_two_acts():
    assert send("/t/write/")["Location"] == "/fertig/1/"
    assert send("/t/write/")["Location"] == "/fertig/2/"


def test_other_content_under_a_used_token_gets_a_sentence_and_the_values_again():
    same = {tokens.FIELD: token("/t/write/")}
    send("/t/write/", same)
    second = send("/t/write/", same | {"text": "Brunnen im Hof"})
    assert second.status_code == 409
    assert "schon abgesendet" in second.content.decode()
    assert "Brunnen im Hof" in second.content.decode()
    assert 'href="/fertig/1/"' in second.content.decode()
    assert texts() == ["Bank"]


def test_files_belong_to_the_content():
    same = {tokens.FIELD: token("/t/write/")}
    sent = [send("/t/write/", same | {"beleg": SimpleUploadedFile("a.pdf", body)}) for body in (b"eins", b"eins", b"zwei")]
    assert [r.status_code for r in sent] == [302, 302, 409]
    assert "a.pdf" in sent[2].content.decode()


def test_a_refused_form_leaves_no_row_and_its_token_stays_good():
    same = {tokens.FIELD: token("/t/again/")}
    assert [send("/t/again/", same | {"text": t}).status_code for t in ("a", "b")] == [422, 422]
    assert (texts(), Nonce.objects.count()) == ([], 0)


def test_a_refusal_out_of_a_view_becomes_a_page_and_what_was_put_off_happens():
    response = send("/t/refuse/")
    assert response.status_code == 422
    assert "Das Geld reicht nicht." in response.content.decode()
    assert list(Entry.objects.values_list("act", flat=True)) == ["test.after"]


@pytest.mark.parametrize(("referer", "link"), [(f"{OWN}/t/seite/?x=1", 'href="/t/seite/?x=1"'), ("https://boese.example/a/", 'href="/"')])
def test_the_way_back_from_a_refusal_is_the_page_with_the_form(referer, link):
    html = send("/t/refuse/", headers={"origin": OWN, "referer": referer}).content.decode()
    assert f'<a class="btn" {link}' in html
    assert "boese" not in html


def test_an_error_leaves_nothing():
    assert send("/t/fail/").status_code == 500
    assert (texts(), Nonce.objects.count()) == ([], 0)


def test_a_library_that_answers_with_a_page_keeps_its_rows_and_frees_the_token():
    from quartier.ground.access import library

    mark, library.mark_of = library.mark_of, lambda *_: __import__("quartier.ground.acts.marks", fromlist=["Mark"]).Mark("public")
    try:
        same = {tokens.FIELD: token("/t/library/")}
        assert [send("/t/library/", same).status_code for _ in range(2)] == [200, 200]
    finally:
        library.mark_of = mark
    assert (texts(), Nonce.objects.count()) == (["Bank", "Bank"], 0)


def test_a_door_for_machines_needs_no_token():
    assert browser().post("/t/machine/", {"text": "x"}).status_code == 200
    assert texts() == ["x"]


def test_reading_writes_nothing_and_sets_no_cookie():
    client = browser()
    assert client.head("/t/page/").status_code == 200
    assert client.options("/t/again/").status_code == 422
    assert (Nonce.objects.count(), dict(client.cookies)) == (0, {})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("", "fehlt das Kennzeichen"),
        ("abc:def:ghi", "fehlt das Kennzeichen"),
        ("\x00", "fehlt das Kennzeichen"),
        (token("/t/write/other/"), "gehört zu einer anderen Seite"),
        (token("/t/write/", type("P", (), {"pk": 5, "is_authenticated": True})()), "angemeldet oder abgemeldet"),
    ],
)
def test_a_token_that_cannot_be_used_gets_a_sentence_and_the_values_again(bad, reason):
    client = browser()
    said = {tokens.FIELD: bad, "text": "Mein Vorschlag", "iban": "DE02 1203 0000 0000 2020 51", "passwort": "geheim-9"}
    response = send("/t/write/", said, client)
    html = response.content.decode()
    assert response.status_code == 403
    assert reason in html
    assert "<li>Mein Vorschlag</li>" in html
    assert html.count("DE02 1203") == html.count("geheim-9") == 1  # in hidden inputs alone
    assert texts() == []
    fresh = html.split(f'name="{tokens.FIELD}" value="')[1].split('"')[0]
    assert send("/t/write/", said | {tokens.FIELD: fresh}, client).status_code == 302


def test_an_old_token_is_refused(settings, monkeypatch):
    settings.ACTS_TOKEN_DAYS = -1
    assert "zu lange offen" in send("/t/write/").content.decode()


@pytest.mark.parametrize("origin", ["https://boese.example", "null", "http://testserver.boese.example"])
def test_another_site_gets_a_plain_no(origin):
    response = send("/t/write/", headers={"origin": origin})
    assert (response.status_code, response["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert texts() == []


def test_without_origin_the_referer_counts(settings):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert send("/t/write/", client=client, headers={"referer": f"{OWN}/t/write/"}).status_code == 302
    assert send("/t/write/", client=client, headers={"referer": "https://boese.example/"}).status_code == 403
    assert send("/t/write/", client=client).status_code == 302  # nobody signed in, a good token: no harm


def test_a_signed_in_person_needs_a_matching_origin(django_user_model):
    from django.test import Client

    person = django_user_model.objects.create(name="Aylin")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    mine = {tokens.FIELD: token("/t/write/", person)}
    assert send("/t/write/", mine, client).status_code == 403
    assert send("/t/write/", mine, client, headers={"sec-fetch-site": "same-origin"}).status_code == 302
    assert send("/t/write/", {tokens.FIELD: token("/t/write/", person)}, client, headers={"origin": OWN}).status_code == 302


def test_tries_count_although_the_form_is_refused():
    assert [send("/t/guess/").status_code for _ in range(5)] == [422, 422, 422, 429, 429]
    assert (texts(), Counter.objects.get().count) == ([], 5)


def test_a_lost_sign_in_is_given_again_to_the_same_browser_only():
    same = {tokens.FIELD: token("/t/session/")}
    first = send("/t/session/", same)
    again = send("/t/session/", same)
    other = browser()
    other.cookies["sessionid"] = "somebody-elses"
    foreign = send("/t/session/", same, other)
    assert again.cookies["sessionid"].value == first.cookies["sessionid"].value
    assert foreign.cookies["sessionid"].value == ""  # an unknown session is cleared, none is handed over
    assert foreign["Location"] == "/fertig/"


# Acts that change who is signed in


@pytest.fixture
def people(django_user_model):
    return [django_user_model.objects.create(name=name) for name in ("Aylin", "Cem")]


def signed_in(person):
    client = browser()
    client.force_login(person)
    return client


def twin(client):
    """The same browser, to which nothing of an answer has come yet."""
    other = browser()
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other


def who(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("path", ["/t/person/", "/t/leave/"])
def test_a_sign_out_sent_again_gets_the_same_answer_whether_the_first_one_arrived_or_not(people, path):
    client, same = signed_in(people[0]), {tokens.FIELD: token(path, people[0])}
    lost = twin(client)
    answers = [answer(send(path, same, one)) for one in (client, lost, client, browser())]
    assert answers == [(302, "/fertig/", b"")] * 4
    assert (who(client), texts()) == (None, ["Bank"])


def test_a_sign_in_sent_again_gets_the_same_answer_whether_the_first_one_arrived_or_not(people):
    client, same = browser(), {tokens.FIELD: token("/t/person/"), "person": people[0].pk}
    lost = twin(client)
    answers = [answer(send("/t/person/", same, one)) for one in (client, lost, client)]
    assert answers == [(302, "/fertig/", b"")] * 3
    assert (who(client), who(lost), texts()) == (str(people[0].pk), str(people[0].pk), ["Bank"])


def test_what_is_given_to_a_changed_person_is_the_redirect_alone(people):
    client, same = browser(), {tokens.FIELD: token("/t/person/"), "person": people[0].pk}
    send("/t/person/", same, client)
    again = send("/t/person/", same, signed_in(people[0]))
    assert (answer(again), dict(again.cookies)) == ((302, "/fertig/", b""), {})
    assert {"Set-Cookie", "HX-Trigger", "HX-Redirect"}.isdisjoint(again.headers)


def test_another_person_gets_neither_answer_nor_session_and_the_act_is_not_done_again(people):
    same = {tokens.FIELD: token("/t/person/"), "person": people[0].pk}
    send("/t/person/", same)
    other = signed_in(people[1])
    response = send("/t/person/", same, other)
    assert (response.status_code, response.headers.get("Location")) == (409, None)
    assert "schon abgesendet und gilt" in response.content.decode()
    assert "/fertig/" not in response.content.decode()
    assert (who(other), texts()) == (str(people[1].pk), ["Bank"])


def test_an_act_that_changed_nobody_tells_its_answer_to_nobody_else(people):
    same = {tokens.FIELD: token("/t/write/", people[0])}
    assert send("/t/write/", same, signed_in(people[0])).status_code == 302
    for other in (browser(), signed_in(people[1])):
        response = send("/t/write/", same, other)
        assert (response.status_code, response.headers.get("Location")) == (409, None)
        assert "/fertig/" not in response.content.decode()
    assert texts() == ["Bank"]


def test_other_content_or_another_site_is_told_nothing_of_a_changed_person(people):
    same = {tokens.FIELD: token("/t/person/", people[0])}
    send("/t/person/", same, signed_in(people[0]))
    assert send("/t/person/", same | {"text": "Brunnen"}).status_code == 403
    assert send("/t/person/", same, headers={"origin": "https://boese.example"}).status_code == 403
    assert send("/t/leave/", same | {"text": "Brunnen"}).headers["Location"].startswith("/konto/")


def test_whoever_signs_out_on_an_old_page_is_signed_out(people):
    same = {tokens.FIELD: token("/t/person/", people[0])}
    send("/t/person/", same, signed_in(people[0]))
    later = signed_in(people[0])
    assert (answer(send("/t/person/", same, later))[0], who(later), texts()) == (302, None, ["Bank", "Bank"])


def test_whoever_signs_in_on_an_old_page_after_signing_out_is_signed_in(people):
    client, same = browser(), {tokens.FIELD: token("/t/person/"), "person": people[0].pk}
    send("/t/person/", same, client)
    send("/t/person/", {tokens.FIELD: token("/t/person/", people[0])}, client)
    assert (answer(send("/t/person/", same, client))[0], who(client)) == (302, str(people[0].pk))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_in", [True, False])
def test_twenty_sign_ins_or_sign_outs_at_once_are_one_with_one_answer(people, is_in):
    first = browser() if is_in else signed_in(people[0])
    same = {tokens.FIELD: token("/t/person/", None if is_in else people[0])} | ({"person": people[0].pk} if is_in else {})
    browsers = [twin(first) for _ in range(20)]
    answers = at_once(20, lambda i: answer(send("/t/person/", same, browsers[i])))
    assert answers == [(302, "/fertig/", b"")] * 20
    assert ({who(one) for one in browsers}, texts()) == ({str(people[0].pk) if is_in else None}, ["Bank"])


def test_the_database_does_not_tell_an_answer():
    send("/t/write/")
    assert "fertig" not in Nonce.objects.get().answer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/t/write/", "/t/page/"])
def test_twenty_at_once_are_one_act_with_one_answer(path):
    same = {tokens.FIELD: token(path)}
    answers = at_once(20, lambda _: answer(send(path, same)))
    assert answers == [answers[0]] * 20
    assert answers[0][0] in (302, 200)
    assert texts() == ["Bank"]


@pytest.mark.django_db(transaction=True)
def test_twenty_different_forms_at_once_are_twenty_acts_without_gaps():
    statuses = at_once(20, lambda i: send("/t/write/", {"text": str(i)}).status_code)
    assert statuses == [302] * 20
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_get_three_tries():
    statuses = at_once(20, lambda _: send("/t/guess/").status_code)
    assert sorted(statuses) == [422] * 3 + [429] * 17
