"""Nobody reads a sealed bid: not in pages, log, mails, nor in the bytes of the database."""

import datetime
import stat

import pytest
from django.db import connection

from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import sealing
from quartier.funding.calls.actions import bids, calls
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.models import Entry
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
MARK = "Geheimwort-Zitronenfalter"
SECRET = {"title": MARK, "summary": f"Das ist {MARK}."}


@pytest.fixture(autouse=True)
def _in_may():
    with clock.at(factories.MAY):
        yield


def everything_stored() -> str:
    """All text and bytes in all tables."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(found)


def test_the_content_stands_nowhere_before_the_opening():
    bid = factories.bid(factories.call(), sketch=SECRET, lines=factories.lines(grant=1_234_567, own=200_000))
    stored = everything_stored()
    assert MARK not in stored
    assert "1234567" not in stored
    assert MARK not in " ".join(Message.objects.values_list("body", flat=True))
    assert all(MARK not in str(entry.data) + str(entry.personal) for entry in Entry.objects.select_related("personal_row"))
    assert bids.own_content(bid)["sketch"]["title"] == MARK


@pytest.mark.parametrize(
    "role", ["team_member", "team_lead", "district_coordinator", "granting_officer", "state_coordinator", "auditor", "operator"]
)
def test_no_page_shows_it_and_none_says_who_has_bid(client, role):
    call = factories.call()
    bid = factories.bid(call, sketch=SECRET)
    client.force_login(factories.staff(role, place=call.place.parent.parent))
    q = "/donaustrasse-nord"
    addresses = [
        f"{q}/foerderung/{call.pk}/", f"{q}/buero/aufrufe/", f"{q}/buero/aufrufe/{call.pk}/", f"{q}/buero/aufrufe/{call.pk}/bewertung/",
        f"{q}/buero/bewerbungen/{bid.pk}/", f"{q}/buero/eckpunkte/{call.brief_id}/", f"/meins/bewerbungen/{bid.pk}/", f"/meins/auswahl/{call.pk}/",
        f"/meins/auswahl/{call.pk}/{bid.pk}/",
    ]  # fmt: skip
    for address in addresses:
        shown = client.get(address).content.decode()
        assert MARK not in shown, address
        assert bid.organisation.name not in shown, address
        assert bid.person.name not in shown, address


def test_only_who_acts_for_the_organisation_reads_it(client):
    bid = factories.bid(factories.call(), sketch=SECRET)
    client.force_login(bid.person)
    assert MARK in client.get(f"/meins/bewerbungen/{bid.pk}/").content.decode()
    assert MARK in client.get(f"/meins/bewerbungen/{bid.pk}/ersetzen/").content.decode()
    client.force_login(factories.organisation("Andere e. V.")[1])
    for path in ("", "ersetzen/", "zurueckziehen/"):
        assert client.get(f"/meins/bewerbungen/{bid.pk}/{path}").status_code == 404


def test_the_key_lies_outside_the_database_for_nobody_else_to_read():
    call = factories.call()
    path = factories.key_file(call)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_bytes()
    sealing.make_key(call.pk)
    assert path.read_bytes() == first


def test_the_same_bid_sealed_twice_does_not_look_the_same():
    call = factories.call()
    one, two = (sealing.seal(call.pk, SECRET) for _ in range(2))
    assert one[0] != two[0]
    assert one[1] != two[1]


def test_without_the_key_the_bidders_page_has_no_crash(client):
    bid = factories.bid(factories.call())
    factories.key_file(bid.call).unlink()
    client.force_login(bid.person)
    assert client.get(f"/meins/bewerbungen/{bid.pk}/").status_code == 200


def test_the_commitment_of_the_receipt_is_that_of_the_opening():
    call = factories.call()
    bid = factories.bid(call, sketch=SECRET)
    receipt = Entry.objects.get(act="calls.hand_in_bid").data["commitment"]
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=factories.team())
        calls.open_bids(call, by=factories.staff("district_coordinator"))
    assert Entry.objects.get(act="calls.unseal_bid").data["commitment"] == receipt == bid.commitment


def test_replacing_leaves_no_old_content_and_withdrawing_none_at_all():
    bid = factories.bid(factories.call())
    old = bytes(bid.sealed)
    bids.replace_bid(bid, sketch=SECRET, lines=factories.lines(), by=bid.person)
    assert bytes(bid.sealed) != old
    bids.withdraw_bid(bid, by=bid.person)
    assert (bid.state, bid.sealed) == ("withdrawn", None)


def test_drafts_are_encrypted_too(client):
    call = factories.call()
    _organisation, person = factories.organisation()
    client.force_login(person)
    client.post(f"/meins/bewerbungen/neu/{call.pk}/?_draft=1", {"call": call.pk, "title": MARK, "entwurf": "1"})
    assert MARK not in everything_stored()


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_the_deadline_counts_to_the_second(seconds, is_taken):
    call = factories.call()
    organisation, person = factories.organisation()
    with clock.at(factories.DEADLINE + datetime.timedelta(seconds=seconds)):
        clock.set(factories.DEADLINE + datetime.timedelta(seconds=seconds))
        act = {"organisation": organisation, "sketch": SECRET, "lines": factories.lines(), "by": person}
        if is_taken:
            assert bids.hand_in_bid(call, **act).state == "sealed"
        else:
            with pytest.raises(Refused, match="geschlossen"):
                bids.hand_in_bid(call, **act)


@pytest.mark.parametrize("verb", ["replace", "withdraw"])
def test_after_the_deadline_nothing_is_changed(verb):
    bid = factories.bid(factories.call())
    with clock.at(factories.AFTER), pytest.raises(Refused):
        if verb == "replace":
            bids.replace_bid(bid, sketch=SECRET, lines=factories.lines(), by=bid.person)
        else:
            bids.withdraw_bid(bid, by=bid.person)


def test_nobody_opens_before_the_deadline_and_nobody_alone():
    call = factories.call()
    factories.bid(call)
    by = factories.team()
    with pytest.raises(Refused, match="Bewerbungsschluss"):
        calls.sign_opening(call, by=by)
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=by)
        with pytest.raises(Refused, match="zweite Person"):
            calls.open_bids(call, by=by)


def test_who_acts_for_a_bidder_does_not_open():
    call = factories.call()
    bid = factories.bid(call)
    both = factories.team()
    factories.organisation(bid.organisation.name + " Nord", call.place, both)
    factories.actors.make_carrier(bid.organisation, both)
    with clock.at(factories.AFTER), pytest.raises(Refused, match="bewirbt"):
        calls.sign_opening(call, by=both)


def test_a_stranger_cannot_bid_for_an_organisation():
    call = factories.call()
    organisation, _person = factories.organisation()
    with pytest.raises(Refused):
        bids.hand_in_bid(call, organisation=organisation, sketch=SECRET, lines=factories.lines(), by=ideas.make_person("Fremd"))
