"""Events from other calendars: taken over once, changed later, never doubled."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from quartier.community.events import models, tasks
from quartier.community.events.actions import events, sources
from quartier.community.events.exchange import fetch, incoming
from quartier.community.events.tests import factories
from quartier.community.events.tests.test_reader import HOSTILE, cal, event
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
DESK = "/donaustrasse-nord/buero/termine/quellen/"
WEEKLY = event(
    "DTEND;TZID=Europe/Berlin:20261126T160000", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=4", "EXDATE;TZID=Europe/Berlin:20261203T140000",
    uid="reihe", title="Basteln",
)  # fmt: skip
MOVED = event(
    "RECURRENCE-ID;TZID=Europe/Berlin:20261210T140000", uid="reihe", title="Basteln", start="DTSTART;TZID=Europe/Berlin:20261211T150000"
)


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


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


def bring(client, content, address=f"{DESK}neu/", **data):
    known = {"label": "Himmelbeet", "is_public": "on", **data}
    return client.post(address, {**known, "file": SimpleUploadedFile("a.ics", content, "text/calendar")})


def shown():
    rows = models.Event.objects.order_by("starts_at", "id").exclude(state="discarded")
    return [
        f"{row.starts_at.astimezone(clock.BERLIN):%d.%m. %H:%M} {row.title}{'' if row.state == 'published' else ' ' + row.state}"
        for row in rows
    ]


def test_a_file_is_taken_over_and_each_event_remembers_where_it_came_from(client, team):
    response = bring(client, cal(event(title="Fest"), WEEKLY, MOVED))
    source = models.Source.objects.get()
    assert response["Location"] == f"{DESK}{source.pk}/"
    assert shown() == ["26.11. 14:00 Fest", "26.11. 14:00 Basteln", "11.12. 15:00 Basteln", "17.12. 14:00 Basteln"]
    assert set(models.Event.objects.values_list("source", flat=True)) == {"Himmelbeet"}
    assert "Fest" in text(client.get(response["Location"]))
    assert "Quelle: Himmelbeet" in text(client.get(f"/donaustrasse-nord/termine/{models.Event.objects.first().pk}/"))


def test_again_changes_what_is_known_and_doubles_nothing(client, team):
    bring(client, cal(event(title="Fest"), WEEKLY))
    before = set(models.Event.objects.values_list("pk", flat=True))
    source = models.Source.objects.get()
    told = incoming.of_bytes(cal(event(title="Fest"), WEEKLY))
    assert sources.take_in(source, told, by=team) == {"new": 0, "changed": 0, "same": 2}
    later = cal(
        event("LOCATION:Hof", title="Großes Fest"), WEEKLY.replace("T140000", "T150000").replace("T160000", "T170000"), event(uid="neu")
    )
    bring(client, later, f"{DESK}{source.pk}/holen/")
    assert before < set(models.Event.objects.values_list("pk", flat=True))
    assert shown() == [
        "26.11. 14:00 Großes Fest", "26.11. 14:00 Treffen", "26.11. 15:00 Basteln", "10.12. 15:00 Basteln", "17.12. 15:00 Basteln",
    ]  # fmt: skip
    assert models.Event.objects.get(uid="a").sequence == 1


def test_called_off_there_is_called_off_here_and_called_off_here_stays_so(client, team):
    bring(client, cal(event(title="Fest"), event(uid="b", title="Kino")))
    source = models.Source.objects.get()
    events.cancel(models.Event.objects.get(title="Kino"), "Sturm", by=team)
    sources.take_in(source, incoming.of_bytes(cal(event("STATUS:CANCELLED", title="Fest"), event("LOCATION:Hof", uid="b", title="Kino"))))
    assert shown() == ["26.11. 14:00 Fest cancelled", "26.11. 14:00 Kino cancelled"]
    sources.take_in(source, incoming.of_bytes(cal(event(title="Fest"), event(uid="b", title="Kino"))))
    assert shown() == ["26.11. 14:00 Fest", "26.11. 14:00 Kino cancelled"]


def test_one_date_and_a_whole_series_are_called_off_by_their_source(client, team):
    off = event("RECURRENCE-ID;TZID=Europe/Berlin:20261210T140000", "STATUS:CANCELLED", uid="reihe", title="Basteln",
                start="DTSTART;TZID=Europe/Berlin:20261210T140000")  # fmt: skip
    bring(client, cal(WEEKLY, off))
    assert shown() == ["26.11. 14:00 Basteln", "10.12. 14:00 Basteln cancelled", "17.12. 14:00 Basteln"]
    bring(client, cal(WEEKLY + "\r\nSTATUS:CANCELLED"), label="Anderswo")
    assert [row for row in shown() if row.endswith("cancelled")] == [
        "26.11. 14:00 Basteln cancelled", "10.12. 14:00 Basteln cancelled", "10.12. 14:00 Basteln cancelled", "17.12. 14:00 Basteln cancelled",
    ]  # fmt: skip


def test_drafts_are_looked_at_first_and_published_together(client, team):
    bring(client, cal(event(title="Fest"), WEEKLY), is_public="")
    assert {row.state for row in models.Event.objects.all()} == {"draft"}
    source = models.Source.objects.get()
    page = text(client.get(f"{DESK}{source.pk}/"))
    assert "Alle veröffentlichen" in page
    client.post(f"{DESK}{source.pk}/veroeffentlichen/")
    assert {row.state for row in models.Event.objects.all()} == {"published"}


def test_what_came_in_goes_out_again_with_name_hour_and_rule(client, team):
    bring(client, cal(event(title="Fest"), WEEKLY, MOVED))
    out = Calendar.from_ical(client.get("/donaustrasse-nord/termine/termine.ics").content)
    assert {str(one["uid"]): one["dtstart"].dt.hour for one in out.walk("VEVENT") if str(one["summary"]) == "Fest"} == {"a": 14}
    first = models.Event.objects.filter(title="Basteln").first()
    found = Calendar.from_ical(client.get(f"/donaustrasse-nord/termine/{first.pk}/reihe.ics").content).walk("VEVENT")
    assert {str(one["uid"]) for one in found} == {"reihe"}
    again = incoming.of_bytes(
        cal(*(one.to_ical().decode().replace("BEGIN:VEVENT\r\n", "").replace("END:VEVENT\r\n", "").strip() for one in found))
    )
    (item,) = again["items"]
    assert (item["rule"], [(one["on"], one["kind"]) for one in item["deviations"]]) == (
        "FREQ=WEEKLY;COUNT=4;BYDAY=TH",
        [("2026-12-03", "out")],
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["often", "many", "equal exclusion", "line", "large", "never"])
def test_hostile_files_get_a_sentence_and_change_nothing(client, team, name):
    response = bring(client, HOSTILE[name])
    assert response.status_code == 422
    assert "Fehler:" in response.content.decode()
    assert "Himmelbeet" in response.content.decode()
    assert not models.Source.objects.exists()
    assert not models.Event.objects.exists()


def test_what_was_left_out_is_told(client, team):
    bring(client, cal(event(title="Fest"), event("CLASS:PRIVATE", uid="b", title="Zahnarzt")))
    page = text(client.get(f"{DESK}{models.Source.objects.get().pk}/"))
    assert "Nicht übernommen" in page
    assert "„Zahnarzt“ ist als privat gekennzeichnet" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"url": ""}, "Bitte entweder eine Adresse eintragen oder eine Datei auswählen."),
        ({"url": "https://a.example/x.ics", "label": ""}, "Bitte hier etwas eintragen."),
        ({"url": "http://localhost:8000/x.ics"}, "vollständige Adresse"),
        ({"url": "http://127.0.0.1/x.ics"}, "Diese Adresse liegt in einem inneren Netz."),
        ({"url": "http://169.254.169.254/latest/"}, "Diese Adresse liegt in einem inneren Netz."),
        ({"url": "quark"}, "Bitte"),
    ],
)
def test_bad_input_gets_a_sentence(client, team, data, sentence):
    response = client.post(f"{DESK}neu/", {"label": "Himmelbeet", **data})
    assert response.status_code == 422
    assert sentence in text(response)


def test_an_address_is_asked_again_by_the_worker_and_a_failure_is_shown(client, team, monkeypatch):
    answers = [cal(event(title="Fest")), cal(event(title="Fest 2"))]

    def get(address, most):
        if not answers:
            raise fetch.Refused("Diese Adresse ist gerade nicht zu erreichen.")
        return answers.pop(0)

    monkeypatch.setattr(fetch, "get", get)
    client.post(f"{DESK}neu/", {"label": "Himmelbeet", "url": "webcal://himmelbeet.example/a.ics", "is_public": "on"})
    source = models.Source.objects.get()
    assert (source.url, shown()) == ("https://himmelbeet.example/a.ics", ["26.11. 14:00 Fest"])
    tasks.fetch()
    assert len(answers) == 1
    with clock.at(factories.at(24, 15)):
        tasks.fetch()
        assert shown() == ["26.11. 14:00 Fest 2"]
    with clock.at(factories.at(24, 20)):
        tasks.fetch()
    assert "Diese Adresse ist gerade nicht zu erreichen." in text(client.get(f"{DESK}{source.pk}/"))
    client.post(f"{DESK}{source.pk}/beenden/")
    with clock.at(factories.at(25, 20)):
        tasks.fetch()
    assert client.get(f"{DESK}{source.pk}/holen/").status_code == 404


@pytest.mark.parametrize(("role", "reads", "writes"), [("editor", 200, 200), ("auditor", 200, 404), ("operator", 404, 404)])
def test_who_reads_and_who_writes(client, place, role, reads, writes):
    source = sources.create(place=place, label="Himmelbeet", by=factories.make_team(place))
    client.force_login(make_staff(role, place if role == "editor" else places.make_city()))
    assert client.get(DESK).status_code == reads
    assert client.get(f"{DESK}{source.pk}/").status_code == reads
    for path in ("neu/", f"{source.pk}/holen/", f"{source.pk}/beenden/", f"{source.pk}/veroeffentlichen/"):
        assert client.get(DESK + path).status_code == writes


def test_sources_of_another_quarter_are_not_here(client, team):
    far = sources.create(place=places.make_quarter("Anderswo"), label="Fern", by=factories.make_team())
    assert client.get(f"{DESK}{far.pk}/").status_code == 404
    assert "Fern" not in text(client.get(DESK))
