"""Until the opening nobody but the bidder reads on any page, in any file or list who has bid; the house itself knows it for her sake."""

import datetime
import json
import re

import pytest

from quartier.funding.calls.actions import bids, calls
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.tests import factories
from quartier.funding.grants import file as audit_file
from quartier.ground.acts import clock
from quartier.ground.notify import surfaces as post
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
Q = "/donaustrasse-nord"
NIGHT = factories.DEADLINE + datetime.timedelta(hours=3)  # over, and nobody has opened yet
ROLES = ["team_member", "team_lead", "district_coordinator", "granting_officer", "state_coordinator", "auditor", "operator"]


@pytest.fixture
def bid():
    """A sealed bid whose receipt could not be delivered, so that the office's post has it on its list."""
    with clock.at(factories.MAY):
        found = factories.bid(factories.call(), "Zitronenfalter e. V.")
    Message.objects.filter(about_id=found.pk, about_kind=found.KIND).update(state="failed")
    return found


def marks(bid) -> list[str]:
    return [bid.organisation.name, bid.person.name, bid.person.email]


def addresses(bid) -> list[str]:
    call = bid.call
    base = f"{Q}/buero/aufrufe/{call.pk}/"
    return [
        f"{Q}/foerderung/", f"{Q}/foerderung/{call.pk}/", f"{Q}/buero/", "/buero/", f"{Q}/buero/aufrufe/", base, f"{base}bewertung/", f"{base}gremium/",
        f"{base}sign_opening/", f"{base}open_bids/", f"{base}extend_call/", f"{base}withdraw_call/", f"{base}brief/", f"{Q}/buero/bewerbungen/{bid.pk}/",
        f"{Q}/buero/eckpunkte/{call.brief_id}/", f"{Q}/buero/post/", "/buero/post/", f"{Q}/buero/vorgaenge/", f"{Q}/buero/foerderungen/",
        f"/meins/bewerbungen/{bid.pk}/", "/meins/", "/meins/bewerbungen/", f"/meins/auswahl/{call.pk}/", f"{Q}/buero/akte/{call.thread_id}/",
    ]  # fmt: skip


@pytest.mark.parametrize("now", [factories.MAY, NIGHT])
@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_who_has_bid_before_the_opening(client, bid, role, now):
    with clock.at(now):
        client.force_login(factories.staff(role, "Neugierig", bid.place.parent.parent))
        for address in addresses(bid):
            shown = client.get(address).content.decode()
            for mark in marks(bid):
                organisations = (
                    shown.count(f">{bid.organisation.name}</option>") if address.endswith("/brief/") else 0
                )  # all of the district are offered
                assert shown.count(mark) == (organisations if mark == bid.organisation.name else 0), (address, mark)


@pytest.mark.parametrize("now", [factories.MAY, NIGHT])
def test_nor_the_file_for_an_audit(bid, now):
    with clock.at(now):
        auditor = factories.staff("auditor", place=bid.place.parent.parent)
        parts = {name: b"".join(pieces) for name, pieces in audit_file.members(bid.thread, auditor)}
    told = b" ".join(content for name, content in parts.items() if name.endswith(".json")).decode()
    for mark in marks(bid):
        assert mark not in told
    data = json.loads(parts["akte.json"])
    assert "calls.bid" not in data["tables"]
    (entry,) = [one for one in json.loads(parts["protokoll.json"]) if one["act"] == "calls.hand_in_bid"]
    assert entry["by_id"] is None and entry["hash"]


def test_after_the_opening_the_file_holds_all_of_it(bid):
    with clock.at(factories.AFTER):
        calls.sign_opening(bid.call, by=factories.team())
        calls.open_bids(bid.call, by=factories.staff("district_coordinator"))
        auditor = factories.staff("auditor", place=bid.place.parent.parent)
        parts = {name: b"".join(pieces) for name, pieces in audit_file.members(bid.thread, auditor)}
    told = parts["akte.json"].decode()
    assert bid.person.name in told
    (entry,) = [one for one in json.loads(parts["protokoll.json"]) if one["act"] == "calls.hand_in_bid"]
    assert entry["by_id"] == bid.person_id


def test_a_receipt_that_does_not_arrive_is_on_the_offices_list_only_after_the_opening(bid):
    with clock.at(NIGHT):
        lead = factories.team(name="Lead", role="team_lead")
        assert [line for line in post.waiting_for(lead) if "Bewerbung" in line.title] == []
    with clock.at(factories.AFTER):
        calls.sign_opening(bid.call, by=factories.team())
        calls.open_bids(bid.call, by=factories.staff("district_coordinator"))
        assert len([line for line in post.waiting_for(factories.team(name="Andere", role="team_lead")) if "Bewerbung" in line.title]) == 1


def test_the_desk_counts_and_names_nobody_until_the_opening(client, bid):
    client.force_login(factories.team())
    with clock.at(NIGHT):
        shown = re.sub(r"\s+", " ", client.get(f"{Q}/buero/aufrufe/{bid.call_id}/").content.decode())
        assert "1 Bewerbung ist da, verschlossen" in shown and "bis zur Öffnung" in shown
        calls.sign_opening(bid.call, by=factories.team(name="Erste"))
        assert bid.organisation.name not in client.get(f"{Q}/buero/aufrufe/{bid.call_id}/").content.decode()


def test_the_bidder_sees_her_own(client, bid):
    client.force_login(bid.person)
    with clock.at(factories.MAY):
        assert bid.organisation.name in client.get(f"/meins/bewerbungen/{bid.pk}/").content.decode()
        assert bid.call.title in client.get("/meins/").content.decode()


def test_bidders_hear_of_more_time(bid):
    later = factories.DEADLINE + datetime.timedelta(days=7)
    with clock.at(factories.MAY):
        calls.extend_call(bid.call, "Wegen der Ferien.", deadline_at=later, by=factories.team())
    mail = Message.objects.filter(about_kind=bid.KIND, about_id=bid.pk).latest("pk")
    assert mail.person_id == bid.person_id and "17. Juni 2026" in mail.body and "ersetzen" in mail.body


def test_a_bid_on_paper_is_known_to_the_office_and_shown_by_no_page(client):
    with clock.at(factories.MAY):
        call = factories.call()
        organisation, person = factories.organisation("Papierfalter e. V.")
        bid = bids.enter_bid(call, organisation=organisation, received_at=clock.now(), by=factories.team())
        client.force_login(factories.team(name="Jemand anders"))
        for address in (f"{Q}/buero/aufrufe/{call.pk}/", f"{Q}/buero/bewerbungen/{bid.pk}/", f"{Q}/buero/"):
            assert organisation.name not in client.get(address).content.decode()
            assert person.name not in client.get(address).content.decode()


def test_closed_bids_are_those_that_nobody_has_opened(bid):
    with clock.at(NIGHT):
        assert queries.unseen([bid.pk]) == {bid.pk}
    with clock.at(factories.AFTER):
        calls.sign_opening(bid.call, by=factories.team())
        calls.open_bids(bid.call, by=factories.staff("district_coordinator"))
        assert queries.unseen([bid.pk]) == set()
