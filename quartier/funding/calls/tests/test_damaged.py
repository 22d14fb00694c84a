"""A bid that cannot be opened does not hold up the others: it is recorded as such, kept as it is, and has a way on."""

import datetime
import re

import pytest

from quartier.funding.calls import models, sealing, surfaces
from quartier.funding.calls.actions import bids, calls
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.models import Entry
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
Q = "/donaustrasse-nord"
UNTIL = factories.AFTER + datetime.timedelta(days=7)
WHY = "Beim Speichern ging etwas verloren."


@pytest.fixture(autouse=True)
def _in_may():
    with clock.at(factories.MAY):
        yield


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def swapped(call, bid):
    models.Bid.objects.filter(pk=bid.pk).update(sealed=sealing.seal(call.pk, {"sketch": {}, "lines": []})[0])


def garbled(call, bid):
    models.Bid.objects.filter(pk=bid.pk).update(sealed=b"kein Siegel")


def emptied(call, bid):
    models.Bid.objects.filter(pk=bid.pk).update(sealed=None)


def misshapen(call, bid):
    secret, commitment = sealing.seal(call.pk, {"sketch": {}, "lines": [{"side": "costs"}]})
    models.Bid.objects.filter(pk=bid.pk).update(sealed=secret, commitment=commitment)


DAMAGES = [(swapped, "changed"), (garbled, "content"), (emptied, "content"), (misshapen, "content")]


def opening(call):
    with clock.at(factories.AFTER):
        calls.sign_opening(call, by=factories.team())
        calls.open_bids(call, by=factories.staff("district_coordinator"))
    call.refresh_from_db()
    return list(call.bids.order_by("pk"))


@pytest.fixture
def damaged():
    """(call, the good bid, the damaged one), opened."""
    call = factories.call()
    factories.bid(call, "Gut e. V.")
    garbled(call, factories.bid(call, "Schlecht e. V."))
    return (call, *opening(call))


@pytest.mark.parametrize(("damage", "trouble"), DAMAGES)
def test_the_others_are_opened_and_it_is_recorded(damage, trouble):
    call = factories.call()
    factories.bid(call, "Gut e. V.")
    bad = factories.bid(call, "Schlecht e. V.")
    damage(call, bad)
    bad.refresh_from_db()
    kept = bad.sealed and bytes(bad.sealed)
    good, bad = opening(call)
    assert (call.state, good.state, bad.state, bad.trouble) == ("opened", "opened", "damaged", trouble)
    assert good.lines.exists() and not bad.lines.exists() and bad.sketch == {}
    assert (bad.sealed and bytes(bad.sealed)) == kept  # nothing is lost
    entry = Entry.objects.get(act="calls.unseal_bid", about_id=bad.pk)
    assert (entry.data["to"], entry.data["trouble"]) == ("damaged", trouble)
    assert Entry.objects.get(act="calls.open_bids").data["damaged"] == 1


@pytest.mark.parametrize("harm", ["gone", "broken"])
def test_without_the_calls_key_all_are_recorded_and_opened_once_it_is_back(harm):
    call = factories.call()
    factories.bid(call, "Eins e. V."), factories.bid(call, "Zwei e. V.")
    path = factories.key_file(call)
    key = path.read_bytes()
    path.unlink() if harm == "gone" else path.write_bytes(b"zu kurz")
    found = opening(call)
    assert [(bid.state, bid.trouble) for bid in found] == [("damaged", "key"), ("damaged", "key")]
    with clock.at(factories.AFTER):
        with pytest.raises(Refused, match="Der Schlüssel dieses Aufrufs fehlt oder ist beschädigt"):
            bids.try_again(found[0], by=factories.team())
        path.write_bytes(key)
        for bid in found:
            bids.try_again(bid, by=factories.team())
    assert {(bid.state, bid.trouble, bid.sealed) for bid in call.bids.all()} == {("opened", "", None)}
    assert all(bid.lines.exists() for bid in call.bids.all())


def test_bidding_without_the_key_gets_a_sentence():
    call = factories.call()
    factories.key_file(call).write_bytes(b"zu kurz")
    with pytest.raises(Refused, match="gerade nicht verschlossen werden"):
        factories.bid(call)


def test_the_selection_waits_until_it_is_settled(damaged):
    call, good, bad = damaged
    with clock.at(factories.AFTER):
        by, district = factories.team(), factories.staff("district_coordinator")
        bids.find_complete(good, by=by)
        bids.find_formally_ok(good, by=district)
        with pytest.raises(Refused, match="lässt sich nicht öffnen"):
            calls.start_selection(call, by=by)
        bids.exclude_bid(bad, "Nicht lesbar, und der Träger hat sie nicht noch einmal abgegeben.", by=by)
        assert calls.start_selection(call, by=by).state == "selecting"


def test_it_is_asked_for_again_and_the_bidder_hands_it_in_online(damaged, client):
    _call, _good, bad = damaged
    with clock.at(factories.AFTER):
        bids.ask_again(bad, WHY, until=UNTIL, by=factories.team())
        letter = Message.objects.filter(channel=Message.Channel.LETTER, about_id=bad.pk).latest("pk")
        assert WHY in letter.body and "18. Juni 2026" in letter.body
        client.force_login(bad.person)
        shown = text(client.get(f"/meins/bewerbungen/{bad.pk}/"))
        assert "noch einmal abgeben" in shown and "18. Juni 2026" in shown
        assert [line.address for line in surfaces.waiting_for(bad.person)] == [f"/meins/bewerbungen/{bad.pk}/"]
        assert client.get(f"/meins/bewerbungen/{bad.pk}/ersetzen/").status_code == 200
        bids.hand_in_again(bad, sketch=factories.SKETCH, lines=factories.lines(), by=bad.person)
    assert (bad.state, bad.trouble, bad.sealed, bad.grant_cents) == ("opened", "", None, 2_000_000)
    assert bad.is_again and not bad.is_late


def test_a_plan_that_does_not_hold_is_asked_back(damaged):
    _call, _good, bad = damaged
    with clock.at(factories.AFTER):
        bids.ask_again(bad, WHY, until=UNTIL, by=factories.team())
        with pytest.raises(Refused, match="Kosten"):
            bids.hand_in_again(bad, sketch={}, lines=[], by=bad.person)


def test_after_the_day_the_bidder_comes_too_late_and_the_office_can_give_another(damaged):
    _call, _good, bad = damaged
    with clock.at(factories.AFTER):
        bids.ask_again(bad, WHY, until=UNTIL, by=factories.team())
    with clock.at(UNTIL):
        with pytest.raises(Refused, match=r"Die Frist war am 18\. Juni 2026"):
            bids.hand_in_again(bad, sketch=factories.SKETCH, lines=factories.lines(), by=bad.person)
        bids.ask_again(bad, "Noch eine Woche.", until=UNTIL + datetime.timedelta(days=7), by=factories.team())
        assert bids.hand_in_again(bad, sketch=factories.SKETCH, lines=factories.lines(), by=bad.person).state == "opened"


def test_the_carrier_is_told_why(damaged):
    with clock.at(factories.AFTER), pytest.raises(Refused, match="warum"):
        bids.ask_again(damaged[2], " ", until=UNTIL, by=factories.team())


def test_a_day_in_the_past_is_no_time(damaged):
    with clock.at(factories.AFTER), pytest.raises(Refused, match="in der Zukunft"):
        bids.ask_again(damaged[2], WHY, until=factories.AFTER, by=factories.team())


def test_the_office_types_in_what_came_on_paper(damaged, client):
    _call, _good, bad = damaged
    with clock.at(factories.AFTER):
        bids.ask_again(bad, WHY, until=UNTIL, by=factories.team())
        client.force_login(factories.team())
        assert client.get(f"{Q}/buero/bewerbungen/{bad.pk}/inhalt/").status_code == 200
        bids.type_in_again(bad, sketch=factories.SKETCH, lines=factories.lines(), by=factories.team())
    assert (bad.state, bad.is_on_paper, bad.is_again) == ("opened", True, True)


def test_nobody_else_hands_it_in_again(damaged):
    _call, good, bad = damaged
    with clock.at(factories.AFTER):
        bids.ask_again(bad, WHY, until=UNTIL, by=factories.team())
        with pytest.raises(Refused):
            bids.hand_in_again(bad, sketch=factories.SKETCH, lines=factories.lines(), by=good.person)


def test_the_desk_says_what_is_wrong_and_what_can_be_done(damaged, client):
    call, _good, bad = damaged
    with clock.at(factories.AFTER):
        team = factories.team()
        client.force_login(team)
        assert "Nicht lesbar" in text(client.get(f"{Q}/buero/aufrufe/{call.pk}/"))
        shown = text(client.get(f"{Q}/buero/bewerbungen/{bad.pk}/"))
        for word in ("lässt sich nicht öffnen", "Noch einmal anfordern", "Noch einmal öffnen", "Ausschließen"):
            assert word in shown, word
        page = f"{Q}/buero/bewerbungen/{bad.pk}/ask_again/"
        assert client.get(page).status_code == 200
        refused = client.post(page, {"reason": "", "until_on": "1.1.2020", "until_time": "12:00"})
        assert refused.status_code == 422 and "1.1.2020" in refused.content.decode()
        client.post(page, {"reason": WHY, "until_on": "18.6.2026", "until_time": "10:00"})
        bad.refresh_from_db()
        assert (bad.state, bad.asked_until) == ("asked", UNTIL)
        assert [line for line in surfaces.waiting_for(factories.team(name="Noch jemand")) if bad.organisation.name in line.title] == []


def test_it_waits_at_the_desk(damaged):
    with clock.at(factories.AFTER):
        whys = [str(line.why) for line in surfaces.waiting_for(factories.team())]
    assert any(why.startswith("Bewerbung lässt sich nicht öffnen") for why in whys)


def test_a_call_of_damaged_bids_alone_can_end(damaged):
    call, good, bad = damaged
    with clock.at(factories.AFTER):
        bids.exclude_bid(good, "Unvollständig.", by=factories.team())
        calls.choose_nobody(call, "Keine lesbare Bewerbung.", by=factories.team(role="team_lead"))
    bad.refresh_from_db()
    assert bad.state == "not_chosen" and call.state == "no_award"
