import datetime

import pytest
from django.test import Client

from quartier.ground.acts import clock, log
from quartier.ground.notify import actions, delivery, models, surfaces
from quartier.ground.notify.tests.conftest import make_person
from quartier.ground.quarters.tests import factories

DESK = "/donaustrasse-nord/buero/post/"


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def write(person, place):
    return actions.letter(to_person=person, template="probe/letter", context={"conditions": ["A"]}, about=place, place=place)


@pytest.fixture
def letter(ivana, place):
    return write(ivana, place)


def test_the_office_prints_and_notes_it(letter, team, place):
    client = browser(team)
    page = client.get(DESK).content.decode()
    assert "Ihr Antrag ist bewilligt: 1.500 Euro (PDF)" in page and "Ivana Petrović" in page
    pdf = client.get(f"{DESK}{letter.pk}/brief.pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert client.post(f"{DESK}{letter.pk}/abgesendet/").status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.done_by) == ("printed", team)
    assert [entry.act for entry in log.entries(about=letter)] == ["notify.mark_printed"]
    assert "Zuletzt abgesendet" in client.get(DESK).content.decode()
    again = client.post(f"{DESK}{letter.pk}/abgesendet/")
    assert (again.status_code, "Das hat inzwischen schon jemand erledigt" in again.content.decode()) == (422, True)


def test_letters_stay_in_their_quarter(letter, place):
    other = factories.make_quarter("Rollbergsiedlung", code="RB")
    client = browser(make_person("Fremd", "fremd@quartier.example", "team_member", other))
    for path in (DESK, f"{DESK}{letter.pk}/brief.pdf", f"/rollbergsiedlung/buero/post/{letter.pk}/brief.pdf"):
        assert client.get(path).status_code == 404
    assert client.post(f"/rollbergsiedlung/buero/post/{letter.pk}/abgesendet/").status_code == 404
    assert Client().get(DESK).status_code == 302


@pytest.mark.parametrize("role", ["state_coordinator", "operator", "service_provider"])
def test_who_may_not_know_who_applies_sees_no_letters(letter, ivana, place, role):
    client = browser(make_person("Stelle", "stelle@quartier.example", role, factories.make_city()))
    page = client.get(DESK)
    assert (page.status_code, ivana.name in page.content.decode(), letter.subject in page.content.decode()) == (200, False, False)
    assert "Alle E-Mails kommen an" in page.content.decode()
    assert client.get(f"{DESK}{letter.pk}/brief.pdf").status_code == 404
    assert client.post(f"{DESK}{letter.pk}/abgesendet/").status_code == 404


def test_mail_that_does_not_arrive_is_a_task_where_letters_are_none(letter, ivana):
    city = factories.make_city()
    state = make_person("Stelle", "stelle@quartier.example", "state_coordinator", city)
    write(ivana, city)
    actions.mail(to_person=ivana, template="probe/mail", context={"title": "x"}, place=city)
    models.Message.objects.filter(channel="mail").update(state="failed")
    assert [task.title for task in surfaces.waiting_for(state)] == ["Ihre Idee „x“"]


def test_the_empty_post_says_so(team):
    assert "Kein Brief wartet" in browser(team).get(DESK).content.decode()


def test_the_list_costs_the_same_queries_for_one_and_three(ivana, place, team, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(team)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            write(ivana, place)
        with CaptureQueriesContext(connection) as seen:
            client.get(DESK)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20


def test_what_waits_for_the_team(letter, team, place):
    [task] = surfaces.waiting_for(team)
    assert (task.title, task.why, task.address, task.place) == (
        letter.subject,
        "Brief an Ivana Petrović: drucken und absenden",
        DESK,
        place,
    )
    assert surfaces.waiting_for(team, factories.make_quarter("Rollbergsiedlung", code="RB")) == []
    assert surfaces.waiting_for(make_person("Niemand", "n@beispiel.de")) == []


def test_mail_that_does_not_arrive_becomes_a_task(ivana, place, team):
    actions.mail(to_person=ivana, template="probe/mail", context={"title": "x"}, place=place)
    assert surfaces.waiting_for(team) == []
    with clock.at(clock.now() + datetime.timedelta(hours=2)):
        assert "seit über einer Stunde" in surfaces.waiting_for(team)[0].why
    models.Message.objects.update(state="failed", trouble="SMTPRecipientsRefused 550")
    client = browser(team)
    assert "SMTPRecipientsRefused 550" in client.get(DESK).content.decode()
    message = models.Message.objects.get()
    assert client.post(f"{DESK}{message.pk}/noch-einmal/").status_code == 302
    assert delivery.deliver_due() == 1


def test_everybody_can_check_a_letter(letter):
    client = Client()
    assert "Code" in client.get("/brief/").content.decode()
    spelled = letter.code.lower().replace("-", " ")
    assert "Dieser Brief ist von uns" in client.get("/brief/", {"code": spelled}).content.decode()
    wrong = client.get("/brief/", {"code": "AAAA-AAAA"})
    assert (wrong.status_code, "haben wir nicht geschrieben" in wrong.content.decode()) == (404, True)
    assert "Ivana" not in client.get("/brief/", {"code": letter.code}).content.decode()


def test_the_demos_mailbox_shows_codes_and_links(ivana, letter, place):
    from django.core import mail as django_mail

    django_mail.send_mail("Ihr Code", "Ihr Code ist 482 913. <b>", None, ["a@beispiel.de"])
    actions.mail(to_person=ivana, template="probe/mail", context={"title": "x"}, place=place)
    page = Client().get("/demo/postfach/").content.decode()
    assert "482 913" in page and "&lt;b&gt;" in page and 'href="http://localhost:8000/x/?a=1' in page
    assert page.index("Ihre Idee") < page.index("Ihr Code") < page.index("Ihr Antrag ist bewilligt")
    assert Client().get(f"/demo/postfach/{letter.pk}/brief.pdf").status_code == 200


def test_the_empty_mailbox_says_so(place):
    assert "Noch keine Post" in Client().get("/demo/postfach/").content.decode()


def test_erasing_a_person_takes_the_words(ivana, letter, place):
    actions.mail(to_person=ivana, template="probe/mail", context={"title": "x"}, place=place)
    assert [row["subject"] for row in surfaces.personal_data(ivana)] == ["Ihr Antrag ist bewilligt: 1.500 Euro", "Ihre Idee „x“"]
    surfaces.erase(ivana, by=ivana)
    assert surfaces.personal_data(ivana) == []
    assert not models.Message.objects.exclude(to="", body="").exists()
    assert delivery.deliver_due() == 0
