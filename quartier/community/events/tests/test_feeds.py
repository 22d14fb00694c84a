"""The calendar for other programs."""

import datetime
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from quartier.community.events import models
from quartier.community.events.actions import events, series
from quartier.community.events.recurrence import Deviation
from quartier.community.events.tests import factories
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
HERE = "/donaustrasse-nord/termine/"
AWKWARD = 'Ü, "x"; \\ 🎈 </script><b>&amp;\u202e \u2028 =1+1'


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def place():
    return places.make_quarter()


def entries(response):
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return {str(one["summary"]): one for one in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_feed_of_a_quarter_and_of_the_city(client, place):
    factories.published(title="Nähen")
    factories.published(places.make_quarter("Anderswo", slug="anderswo"), title="Turnen")
    factories.draft(title="Entwurf")
    assert entries(client.get(f"{HERE}termine.ics")).keys() == {"Nähen"}
    assert entries(client.get("/termine/termine.ics")).keys() == {"Nähen", "Turnen"}


def test_the_feed_of_a_topic_and_of_a_place(client, place):
    factories.published(title="Nähen", topic="bildung", where="Büro")
    factories.published(title="Turnen", topic="gesundheit", where="Halle")
    assert entries(client.get(f"{HERE}termine.ics", {"feld": "bildung"})).keys() == {"Nähen"}
    assert entries(client.get(f"{HERE}termine.ics", {"ort": "Halle"})).keys() == {"Turnen"}
    assert entries(client.get(f"{HERE}termine.ics", {"feld": "mond"})).keys() == {"Nähen", "Turnen"}


def test_an_entry_has_zone_name_and_number(client, place):
    event = factories.published(title="Nähen", contact="030 123")
    content = client.get(f"{HERE}{event.pk}/termin.ics").content.decode()
    assert "DTSTART;TZID=Europe/Berlin:20261126T160000" in content
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin" in content
    assert f"UID:{event.uid}" in content
    assert "STATUS:CONFIRMED" in content
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75


def test_the_name_stays_and_the_number_rises(client, place):
    team = factories.make_team(place)
    event = factories.published(by=team, title="Nähen")
    before = entries(client.get(f"{HERE}termine.ics"))["Nähen"]
    events.cancel(event, "Sturm", by=team)
    after = entries(client.get(f"{HERE}termine.ics"))["Nähen"]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert (after["status"], str(after["description"])[:14]) == ("CANCELLED", "Abgesagt: Stur")


def test_whole_days_are_days(client, place):
    event = factories.published(starts_at=factories.at(26, 0), ends_at=factories.at(28, 0), is_all_day=True)
    (entry,) = entries(client.get(f"{HERE}{event.pk}/termin.ics")).values()
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 11, 26), date(2026, 11, 28))


def test_a_series_leaves_with_its_rule_its_exceptions_and_what_was_called_off(client, place):
    team = factories.make_team(place)
    made = factories.make_series(
        place, team, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261224",
        deviations=(Deviation(date(2026, 12, 3), "out"), Deviation(date(2026, 12, 10), "moved", begins=datetime.time(15))),
    )  # fmt: skip
    events.cancel(made.dates.get(recurrence_on=date(2026, 12, 17)), "Krank", by=team)
    event = made.dates.first()
    response = client.get(f"{HERE}{event.pk}/reihe.ics")
    found = Calendar.from_ical(response.content).walk("VEVENT")
    master = next(one for one in found if "RRULE" in one)
    assert master["RRULE"].to_ical().decode() == "FREQ=WEEKLY;UNTIL=20261224T130000Z;BYDAY=TH"
    assert b"EXDATE;TZID=Europe/Berlin:20261203T140000" in response.content
    others = {one["RECURRENCE-ID"].dt.date(): (one["DTSTART"].dt.hour, one["STATUS"]) for one in found if "RECURRENCE-ID" in one}
    assert others == {date(2026, 12, 10): (15, "CONFIRMED"), date(2026, 12, 17): (14, "CANCELLED")}
    assert {str(one["UID"]) for one in found} == {made.uid}


def test_each_date_of_a_series_stands_in_the_feed_at_its_hour_by_the_wall(client, place):
    factories.make_series(place, first_on=date(2026, 11, 26))
    found = Calendar.from_ical(client.get(f"{HERE}termine.ics").content).walk("VEVENT")
    assert len(found) == len({str(one["uid"]) for one in found}) == 57
    assert {one["dtstart"].dt.astimezone(ZoneInfo("Europe/Berlin")).hour for one in found} == {14}


def test_a_draft_series_has_no_file(client, place):
    made = factories.make_series(place, is_public=False)
    assert client.get(f"{HERE}{made.dates.first().pk}/reihe.ics").status_code == 404
    team = factories.make_team(place)
    made = series.publish(made, by=team)
    assert client.get(f"{HERE}{made.dates.first().pk}/reihe.ics").status_code == 200
    assert client.get(f"{HERE}{factories.published(place).pk}/reihe.ics").status_code == 404


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_what_comes_as_atom_and_rss(client, place, kind):
    team = factories.make_team(place)
    events.cancel(factories.published(by=team, title=AWKWARD), "Sturm", by=team)
    factories.published(title="Vorbei", day=23, source="Aushang")
    response = client.get(f"{HERE}termine.{kind}")
    root = ET.fromstring(response.content)
    titles = [one.text for one in root.iter() if one.tag.endswith("title")]
    assert titles[1] == f"Do, 26. November 2026: {AWKWARD}: abgesagt"
    assert len(titles) == 2
    assert response["Content-Type"].startswith(f"application/{kind}+xml")


def test_schema_org_holds_and_nothing_typed_ends_the_block(client, place):
    event = factories.published(title=AWKWARD, text=AWKWARD, attendance="beides", link="https://treffen.example/?a=1&b=2")
    page = client.get(f"{HERE}{event.pk}/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(block)
    assert (told["name"], told["description"]) == (AWKWARD, AWKWARD)
    assert told["startDate"] == "2026-11-26T16:00:00+01:00"
    assert [one["@type"] for one in told["location"]] == ["Place", "VirtualLocation"]
    assert told["isAccessibleForFree"] is True
    assert "</script><b>" not in page


def test_awkward_words_survive_ical(client, place):
    event = factories.published(title=AWKWARD, text=f"{AWKWARD}\nzweite Zeile")
    (entry,) = Calendar.from_ical(client.get(f"{HERE}{event.pk}/termin.ics").content).walk("VEVENT")
    assert str(entry["summary"]) == AWKWARD
    assert str(entry["description"]).startswith(f"{AWKWARD}\nzweite Zeile")


@pytest.mark.parametrize("address", [f"{HERE}termine.ics", f"{HERE}termine.atom", "/termine/termine.ics"])
def test_a_feed_costs_the_same_for_one_and_for_many(client, place, django_assert_max_num_queries, django_assert_num_queries, address):
    make_rows(place, 1)
    with django_assert_max_num_queries(6) as first:
        client.get(address)
    make_rows(place, 40)
    with django_assert_num_queries(len(first)):
        client.get(address)


def make_rows(place, count):
    models.Event.objects.bulk_create(
        models.Event(
            place=place, state="published", title=f"Termin {n}", where="Büro", is_free=True, made_at=clock.now(),
            starts_at=factories.at(25, n % 24), ends_at=factories.at(25, n % 24, 30),
        )
        for n in range(count)
    )  # fmt: skip


def test_the_pages_name_their_feeds(client, place):
    event = factories.published(topic="bildung", where="Büro")
    assert f'href="{HERE}termine.ics?feld=bildung"' in client.get(HERE, {"feld": "bildung"}).content.decode()
    page = client.get(f"{HERE}{event.pk}/").content.decode()
    for address in (f"{HERE}termine.ics?ort=B%C3%BCro", f"{HERE}termine.ics?feld=bildung", f"{HERE}{event.pk}/termin.ics"):
        assert f'href="{address}"' in page
