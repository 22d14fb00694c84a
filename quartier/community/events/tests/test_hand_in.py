"""Events that neighbours tell of: moderated, changed and called off by a link."""

import re

import pytest

from quartier.community.events import links, models, queries, surfaces
from quartier.community.events.actions import bookings, events
from quartier.community.events.tests import factories
from quartier.ground.acts import clock, human
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
HERE = "/donaustrasse-nord/termine/"
DESK = "/donaustrasse-nord/buero/termine/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(human, "least_seconds", lambda: 0)
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def place():
    return places.make_quarter()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def typed(client, **changes):
    page = client.get(f"{HERE}melden/").content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', page)[1]
    return factories.form_data(begun=begun, sender="Ada Öz", email="ada@post.example", organiser="Nähkreis", **changes)


def hand_in(client, **changes):
    response = client.post(f"{HERE}melden/", typed(client, **changes))
    assert response.status_code == 302, text(response)
    return response["Location"], models.Event.objects.get()


def test_a_neighbour_tells_the_team_publishes_both_are_told(client, place):
    team = factories.make_team(place)
    address, event = hand_in(client)
    assert (event.state, event.organiser) == ("handed_in", "Nähkreis")
    assert "Danke." in text(client.get(address))
    assert "Nähtreff" not in text(client.get(HERE))
    assert [one.why for one in surfaces.waiting_for(team)] == ["Neu gemeldet: prüfen und veröffentlichen"]
    events.publish(event, by=team)
    assert "Nähtreff" in text(client.get(HERE))
    assert [one.subject for one in Message.objects.order_by("pk")] == [
        "Ihr Termin ist da: Nähtreff",
        "Ihr Termin steht im Kalender: Nähtreff",
    ]
    assert address in Message.objects.first().body
    assert "Ada" not in client.get(f"{HERE}{event.pk}/").content.decode()


def test_a_change_by_the_link_is_looked_at_again(client, place):
    address, event = hand_in(client)
    events.publish(event, by=factories.make_team(place))
    assert "So lange steht der Termin nicht im Kalender." in text(client.get(f"{address}?frage=aendern"))
    response = client.post(address, factories.form_data(title="Nähtreff mit Musik", begins="18"))
    assert response.status_code == 302
    event.refresh_from_db()
    assert (event.title, event.state, event.starts_at) == ("Nähtreff mit Musik", "handed_in", factories.at(26, 18))


def test_calling_off_by_the_link_needs_a_reason_and_stays_visible(client, place):
    address, event = hand_in(client)
    events.publish(event, by=factories.make_team(place))
    assert "Warum fällt der Termin aus?" in text(client.get(f"{address}?frage=absagen"))
    assert client.post(address, {"absagen": "1", "reason": ""}).status_code == 422
    client.post(address, {"absagen": "1", "reason": "Krank"})
    assert "Nähtreff: abgesagt" in text(client.get(HERE))
    assert "Der Termin ist abgesagt" in text(client.get(address))
    assert client.post(address, factories.form_data()).status_code == 200
    event.refresh_from_db()
    assert event.state == "cancelled"


def test_the_team_says_why_not(client, place):
    team = factories.make_team(place)
    address, event = hand_in(client)
    client.force_login(team)
    assert "Die Person bekommt diesen Satz" in text(client.get(f"{DESK}{event.pk}/refuse/"))
    client.post(f"{DESK}{event.pk}/refuse/", {"reason": "Nicht im Quartier."})
    event.refresh_from_db()
    assert event.state == "discarded"
    assert "Nicht im Quartier." in Message.objects.last().body
    assert "steht nicht im Kalender" in text(client.get(address))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "quark"}, "name@beispiel.de"),
        ({"sender": ""}, "Bitte hier etwas eintragen."),
        ({"day": "1. 1. 2020"}, "Der Tag ist schon vorbei."),
        ({"title": "x" * 200}, "höchstens 120 Zeichen"),
        ({"begun": ""}, "noch einmal absenden"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(client, place, changes, sentence):
    data = {**typed(client), **changes}
    response = client.post(f"{HERE}melden/", data)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Nähkreis" in response.content.decode()
    assert not models.Event.objects.exists()


def test_what_is_a_matter_of_the_team_cannot_be_sent_along(client, place):
    _address, event = hand_in(client, source="Quelle", needs_booking="on", seats="3")
    assert (event.source, event.needs_booking, event.seats) == ("", False, None)


def test_a_foreign_link_opens_nothing(client, place):
    hand_in(client)
    sender = models.HandIn.objects.get()
    held = bookings.hold(factories.published(place, needs_booking=True), 1)
    assert client.get(f"{HERE}vorschlag/{links.token(sender)}x/").status_code == 404
    assert client.get(f"{HERE}vorschlag/{links.token(held)}/").status_code == 404
    assert queries.hand_in(place, links.token(sender)) == sender
