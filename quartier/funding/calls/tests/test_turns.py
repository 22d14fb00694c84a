"""Lists of calls, briefs and bids have pages; none ends in the middle without a way on."""

import datetime
import re

import pytest

from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import models, turns
from quartier.funding.calls.actions import bids
from quartier.funding.calls.tests import factories
from quartier.funding.calls.views import public
from quartier.ground.acts import clock

pytestmark = pytest.mark.django_db
Q = "/donaustrasse-nord"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(turns, "SIZE", 2)
    monkeypatch.setattr(public, "CLOSED_SHOWN", 2)
    with clock.at(factories.MAY):
        yield


def calls_of(number: int) -> list[models.Call]:
    """Several calls of one quarter; two of them share the moment of their deadline."""
    first = factories.call()
    made = [first]
    for n in range(1, number):
        row = models.Call.objects.get(pk=first.pk)
        row.pk, row.title, row.made_at = None, f"Aufruf {n}", first.made_at
        row.deadline_at = first.deadline_at + datetime.timedelta(days=max(0, n - 1))
        row.save(force_insert=True)
        made.append(row)
    return made


def walk(client, address, pattern) -> list[str]:
    """All pages in turn, by the link "Weitere": what the pattern finds on each."""
    found, path = [], address
    for _ in range(10):
        page = client.get(path)
        assert page.status_code == 200
        shown = page.content.decode()
        found += re.findall(pattern, shown)
        on = re.search(r'rel="next" href="([^"]+)"', shown)
        if on is None:
            return found
        path = address + on[1].replace("&amp;", "&")
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("address", [f"{Q}/foerderung/", "/foerderung/"])
def test_closed_calls_have_pages(client, address):
    made = calls_of(5)
    with clock.at(factories.DEADLINE + datetime.timedelta(days=30)):
        shown = walk(client, address, r"/foerderung/(\d+)/")
    assert [int(pk) for pk in shown] == [call.pk for call in sorted(made, key=lambda call: (call.deadline_at, call.pk), reverse=True)]


def test_calls_and_briefs_at_the_desk_have_pages(client):
    made = calls_of(5)
    briefs = [factories.drafted(made[0].place, title=f"Eckpunkte {n}") for n in range(4)]
    client.force_login(factories.team())
    shown = walk(client, f"{Q}/buero/aufrufe/", r"/buero/aufrufe/(\d+)/")
    assert sorted({int(pk) for pk in shown}) == sorted(call.pk for call in made)
    shown = walk(client, f"{Q}/buero/eckpunkte/", r"/buero/eckpunkte/(\d+)/")
    assert sorted({int(pk) for pk in shown}) == sorted({made[0].brief_id, *(brief.pk for brief in briefs)})


def test_own_bids_and_panels_have_pages(client):
    made = calls_of(5)
    organisation, person = factories.organisation()
    from quartier.funding.calls import sealing

    for call in made:
        sealing.make_key(call.pk)
        bids.hand_in_bid(call, organisation=organisation, sketch=factories.SKETCH, lines=factories.lines(), by=person)
    client.force_login(person)
    shown = walk(client, "/meins/bewerbungen/", r"/meins/bewerbungen/(\d+)/")
    assert len(set(shown)) == 5
    member = ideas.make_person("Mitglied")
    for call in made:
        models.PanelMember.objects.create(call=call, person=member, speaks_for="Quartiersrat")
    client.force_login(member)
    assert len(set(walk(client, "/meins/auswahl/", r"/meins/auswahl/(\d+)/"))) == 5


@pytest.mark.parametrize("cursor", ["x", "2026-05-04T10:00:00_1", "2026-05-04T10:00:00Z_x", "_", "2026-05-04T10:00:00Z_" + "9" * 30])
def test_a_broken_cursor_begins_anew(client, cursor):
    calls_of(3)
    with clock.at(factories.DEADLINE + datetime.timedelta(days=30)):
        assert client.get(f"{Q}/foerderung/?vor={cursor}").status_code == 200
