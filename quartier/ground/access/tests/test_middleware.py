"""The middleware: who is let in, what is handed in, and what nobody gets to know."""

import pytest
from django.test import Client

from quartier.ground.access import middleware
from quartier.ground.access.tests import site
from quartier.ground.access.tests.factories import make_member, make_staff
from quartier.ground.accounts.tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("quartier.ground.access.tests.site")]


def client_of(person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _nothing_seen():
    site.seen.clear()


def test_public_pages_get_the_place_handed_in(client, tree):
    assert client.get("/alpha/").content.decode() == "offen alpha True"
    assert client.get("/stadt/").content.decode() == "offen berlin True"


def test_an_empty_house_has_no_city_yet(client, db):
    assert client.get("/stadt/").content.decode() == "offen - True"


@pytest.mark.parametrize("path", ["/gibtsnicht/", "/nord/", "/berlin/", "/alpha/fehlt/1/", "/gibtsnicht/fehlt/1/"])
def test_what_is_not_there_is_not_there(client, tree, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("quarter", ["alpha", "gibtsnicht"])
@pytest.mark.parametrize("path", ["drin/", "drin/1/", "buero/team/", "buero/ding/1/", "buero/menschen/"])
def test_strangers_are_sent_to_sign_in_before_anything_is_looked_up(client, tree, quarter, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(f"/{quarter}/{path}?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/konto/anmelden/?next=%2F{quarter}%2F{path.replace('/', '%2F')}%3Fa%3D1",
    )
    assert site.seen == []


def test_signed_in_is_enough_where_no_more_is_asked(tree):
    assert client_of(make_person()).get("/alpha/drin/").content.decode() == "drin Person"
    assert client_of(make_person()).get("/gibtsnicht/drin/").status_code == 404


def test_without_the_right_the_page_is_not_there(tree):
    for person in (make_person(), make_staff("editor", tree.a), make_staff("team_member", tree.b), make_staff("auditor", tree.south)):
        assert client_of(person).get("/alpha/buero/team/").status_code == 404
    for person in (make_staff("team_member", tree.a), make_staff("auditor", tree.north), make_staff("operator", tree.city)):
        assert client_of(person).get("/alpha/buero/team/").content == b"Team"


def test_the_id_of_another_quarter_is_not_there(tree):
    mine, other, district = make_member("editor", tree.a), make_member("editor", tree.b), make_member("district_coordinator", tree.north)
    lead = client_of(make_staff("team_lead", tree.a))
    assert lead.get(f"/alpha/buero/ding/{mine.pk}/").status_code == 200
    for pk in (other.pk, district.pk, 999_999, 10**30):
        assert lead.get(f"/alpha/buero/ding/{pk}/").status_code == 404
        assert lead.get(f"/beta/buero/ding/{pk}/").status_code == 404
    assert client_of().get(f"/alpha/ding/{mine.pk}/").content.decode() == f"Ding {mine.pk}"
    assert client_of().get(f"/alpha/ding/{other.pk}/").status_code == 404


def test_even_the_operator_finds_an_object_only_under_its_own_quarter(tree):
    operator, mine = client_of(make_staff("operator", tree.city)), make_member("editor", tree.a)
    assert operator.get(f"/alpha/buero/ding/{mine.pk}/").status_code == 200
    assert operator.get(f"/beta/buero/ding/{mine.pk}/").status_code == 404
    assert operator.get(f"/buero/ding/{mine.pk}/").status_code == 200


def test_pages_over_several_places_open_for_a_role_anywhere(tree):
    district = client_of(make_staff("district_coordinator", tree.north))
    assert district.get("/buero/irgendwo/").content == b"nord,alpha,beta"
    assert client_of(make_staff("editor", tree.city)).get("/buero/irgendwo/").status_code == 404


@pytest.mark.parametrize("path", ["/vergessen/", "/fremd/"])
def test_a_view_that_declares_nothing_is_an_error_that_names_it(client, tree, path):
    with pytest.raises(middleware.Undeclared, match=r"access\.tests\.site\.\w+ says nothing about access"):
        client.get(path)
    client.raise_request_exception = False
    assert client.get(path).status_code == 500


def test_a_misspelt_act_is_an_error(tree):
    client = client_of(make_staff("operator", tree.city))
    client.raise_request_exception = False
    assert client.get("/verschrieben/").status_code == 500


def test_visitors_get_no_cookie_and_nobody_looks_for_a_session(client, tree, django_assert_num_queries):
    with django_assert_num_queries(1):  # the place
        answer = client.get("/alpha/")
    assert (dict(answer.cookies), answer.headers.get("Vary")) == ({}, None)


@pytest.mark.parametrize(
    ("role", "is_required", "is_stopped"), [("team_member", True, True), ("team_member", False, False), (None, True, False)]
)
def test_staff_set_up_a_second_factor_first(tree, settings, role, is_required, is_stopped):
    settings.STAFF_SECOND_FACTOR = is_required
    client = client_of(make_staff(role, tree.a) if role else make_person())
    answer = client.get("/alpha/drin/")
    assert answer.status_code == (302 if is_stopped else 200)
    if is_stopped:
        assert answer.headers["Location"] == "/konto/zweiter-faktor/?next=%2Falpha%2Fdrin%2F"
        assert "Bitte zuerst einrichten" in client.get(answer.headers["Location"]).content.decode()
        assert client.get("/konto/zweiter-faktor/app/").status_code == 200


def test_with_a_second_factor_staff_go_on(tree, settings):
    from allauth.mfa.totp.internal import auth as totp

    settings.STAFF_SECOND_FACTOR = True
    person = make_staff("team_member", tree.a)
    client = client_of(person)
    client.get("/konto/zweiter-faktor/?next=/alpha/drin/")
    totp.TOTP.activate(person, totp.generate_totp_secret())
    assert client.get("/alpha/drin/").status_code == 200
    assert 'href="/alpha/drin/"' in client.get("/konto/zweiter-faktor/").content.decode()


def test_production_asks_for_a_second_factor_and_the_demo_does_not():
    import os
    import subprocess
    import sys

    code = "from quartier.config import settings; print(settings.STAFF_SECOND_FACTOR)"
    for mode, told in (("production", "True"), ("demo", "False")):
        env = {**os.environ, "QUARTIER_MODE": mode, "SECRET_KEY": "x" * 60, "STAFF_SECOND_FACTOR": ""}
        env.pop("STAFF_SECOND_FACTOR")
        assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True).stdout.strip() == told
