"""Letters that wait for the printer go where people live today; where no address is known the office is told to say it."""

import io

import pypdf
import pytest
from django.test import Client

from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import log
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import store
from quartier.ground.notify import actions, models, recipients, surfaces
from quartier.ground.notify.tests.conftest import make_person

DESK = "/donaustrasse-nord/buero/post/"
OLD = {"street": "Donaustraße 88", "postcode": "12043", "town": "Berlin"}
NEW = {"street": "Weichselstraße 3", "postcode": "12045", "town": "Berlin"}


@pytest.fixture
def paula(db):
    """Somebody without e-mail, with an address."""
    return make_person("Paula Ohnemail", None, **OLD)


@pytest.fixture
def client(team):
    browser = Client()
    browser.force_login(team)
    return browser


@pytest.fixture
def letter(paula, place):
    return actions.mail(to_person=paula, template="probe/mail", context={"title": "Laternen"}, about=place, place=place)


def text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def kept(message) -> str:
    return text(store.path_of(message.file.path).read_bytes())


def moves(person, team):
    accounts.set_postal(person, **NEW, by=team)


def seen(client, message) -> str:
    """The mark of the address that the page of the post shows for a letter."""
    page = client.get(DESK).content.decode()
    form = page[page.index(f"/{message.pk}/abgesendet/") :]
    return form[form.index('name="anschrift" value="') :].split('"')[3]


def test_a_waiting_letter_is_shown_and_printed_with_the_new_address(client, letter, paula, team):
    assert "Donaustraße 88" in client.get(DESK).content.decode()
    moves(paula, team)
    page = client.get(DESK).content.decode()
    assert "Weichselstraße 3" in page and "Donaustraße 88" not in page
    pdf = client.get(f"{DESK}{letter.pk}/brief.pdf")
    shown = text(pdf.getvalue() if pdf.streaming else pdf.content)
    assert pdf["Content-Type"] == "application/pdf" and "Weichselstraße 3" in shown and letter.code in shown
    letter.refresh_from_db()
    assert "Donaustraße 88" in letter.to  # looking changes nothing


def test_what_was_sent_is_kept_as_it_was_printed(client, letter, paula, team, place):
    old = letter.file
    moves(paula, team)
    assert client.post(f"{DESK}{letter.pk}/abgesendet/", {"anschrift": seen(client, letter)}).status_code == 302
    letter.refresh_from_db(), old.refresh_from_db()
    assert "Weichselstraße 3" in letter.to and "Weichselstraße 3" in kept(letter) and letter.code in kept(letter)
    assert old.removed_at and letter.file.about_id == place.pk
    assert log.entries(about=letter).last().data["is_readdressed"] is True
    accounts.set_postal(paula, **OLD, by=team)
    pdf = client.get(f"{DESK}{letter.pk}/brief.pdf")
    assert "Weichselstraße 3" in text(b"".join(pdf.streaming_content))


def test_a_letter_that_nobody_moved_from_stays_as_it_is(client, letter):
    old = letter.file_id
    client.post(f"{DESK}{letter.pk}/abgesendet/", {"anschrift": seen(client, letter)})
    letter.refresh_from_db()
    assert (letter.state, letter.file_id) == ("printed", old)


def test_printed_for_the_old_address_is_asked_back(client, letter, paula, team):
    mark = seen(client, letter)
    moves(paula, team)
    answer = client.post(f"{DESK}{letter.pk}/abgesendet/", {"anschrift": mark})
    assert answer.status_code == 422 and "Die Anschrift hat sich inzwischen geändert" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_a_letter_addressed_by_hand_stays_so(place, paula, team):
    message = actions.mail(
        to_person=paula,
        template="probe/mail",
        context={"title": "x"},
        about=place,
        place=place,
        address=["Amt", "Postfach 1", "10115 Berlin"],
    )
    moves(paula, team)
    assert recipients.current([message])[message.pk] == ["Amt", "Postfach 1", "10115 Berlin"]


def test_without_an_address_the_office_is_told_to_say_it(client, team, place):
    nobody = make_person("Ohne Anschrift", None, phone="0176 555")
    message = actions.mail(to_person=nobody, template="probe/mail", context={"title": "x"}, about=place, place=place)
    page = client.get(DESK).content.decode()
    assert "Keine Anschrift" in page and "0176 555" in page and "Ist gesagt oder übergeben" in page
    (line,) = [line for line in surfaces.waiting_for(team) if line.title == message.subject]
    assert line.why == "Keine Anschrift von Ohne Anschrift: bitte der Person sagen"
    client.post(f"{DESK}{message.pk}/abgesendet/", {"anschrift": seen(client, message)})
    assert log.entries(about=message).last().data["is_told"] is True


def test_once_an_address_is_known_it_is_a_letter(client, team, place):
    nobody = make_person("Ohne Anschrift", None)
    message = actions.mail(to_person=nobody, template="probe/mail", context={"title": "x"}, about=place, place=place)
    moves(nobody, team)
    (line,) = [
        line for line in surfaces.waiting_for(make_person("Andere", "a@b.de", "team_member", place)) if line.title == message.subject
    ]
    assert line.why == "Brief an Ohne Anschrift: drucken und absenden"


def test_the_list_has_pages(client, place, paula, monkeypatch):
    from quartier.ground.notify.views import desk

    monkeypatch.setattr(desk, "PER_PAGE", 2)
    for n in range(3):
        actions.mail(to_person=paula, template="probe/mail", context={"title": f"Nummer {n}"}, about=place, place=place)
    first = client.get(DESK).content.decode()
    assert first.count("brief.pdf") == 2 and "seite=2" in first
    assert client.get(f"{DESK}?seite=2").content.decode().count("brief.pdf") == 1


def test_erasing_takes_the_words_of_the_letter_too(letter, paula):
    surfaces.erase(paula)
    letter.refresh_from_db()
    assert letter.content == {} and models.Message.objects.get().to == ""


def test_a_letter_is_noted_once(letter, team):
    actions.mark_printed(letter, by=team)
    with pytest.raises(Refused, match="schon jemand erledigt"):
        actions.mark_printed(letter, by=team)
