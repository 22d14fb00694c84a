"""Who gets in where: every address for every kind of person, and never with ids of another quarter."""

import re

import pytest

from quartier.community.councils import actions, models
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.browse import Visit
from quartier.community.councils.tests.conftest import open_jury
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db

LEAD = {"team", "chair"}
INSIDE = LEAD | {"member", "district", "auditor"}
DESK = {"team", "district", "auditor"}
PAGES = [
    ("gremien/", {"nobody", "stranger", *INSIDE}),
    ("gremien/aktionsfondsjury/", {"nobody", "stranger", *INSIDE}),
    ("gremien/sitzung/{meeting}/", {"nobody", "stranger", *INSIDE}),
    ("gremien/sitzung/{meeting}/leiten/", LEAD),
    ("gremien/sitzung/{meeting}/leiten/close_meeting/", LEAD),
    ("gremien/sitzung/{meeting}/bildschirm/", LEAD),
    ("gremien/sitzung/{meeting}/protokoll/", INSIDE),
    ("gremien/sitzung/{meeting}/protokoll/schreiben/", LEAD),
    ("gremien/top/{item}/befangen/", {"member", "chair"}),
    ("gremien/top/{item}/befangenheit/", LEAD),
    ("gremien/top/{item}/abstimmen/", LEAD),
    ("gremien/top/{item}/vertagen/", LEAD),
    ("gremien/abstimmung/{vote}/schliessen/", LEAD),
    ("gremien/abstimmung/{vote}/handzeichen/", LEAD),
    ("gremien/abstimmung/{vote}/abbrechen/", LEAD),
    ("buero/gremien/", DESK),
    ("buero/gremien/neu/", {"team"}),
    ("buero/gremien/aktionsfondsjury/", DESK),
    ("buero/gremien/aktionsfondsjury/bearbeiten/", {"team"}),
    ("buero/gremien/aktionsfondsjury/beenden/", {"team"}),
    ("buero/gremien/aktionsfondsjury/regeln/", DESK),
    ("buero/gremien/aktionsfondsjury/regeln/neu/", {"team", "district"}),
    ("buero/gremien/aktionsfondsjury/sitze/neu/", {"team"}),
    ("buero/gremien/aktionsfondsjury/sitzung/", {"team"}),
    ("buero/gremien/sitzung/{meeting}/", DESK),
    ("buero/gremien/sitzung/{meeting}/bearbeiten/", {"team"}),
    ("buero/gremien/sitzung/{meeting}/punkt/", {"team"}),
    ("buero/gremien/top/{item}/", {"team"}),
    ("buero/gremien/top/{item}/unterlage/", {"team"}),
    ("buero/gremien/sitz/{seat}/", {"team"}),
    ("buero/gremien/sitz/{seat}/beenden/", {"team"}),
]
ACTS = [
    ("gremien/abstimmung/{vote}/stimme/", {"member", "chair"}, {"stimme": "yes"}),
    ("gremien/sitzung/{meeting}/leiten/anwesenheit/", LEAD, {"weg": "{seat}"}),
    ("gremien/abstimmung/{vote}/eintragen/", LEAD, {"sitz": "{seat}", "stimme": "no"}),
    ("buero/gremien/top/{item}/ordnen/", {"team"}, {"wohin": "hoch"}),
    ("buero/gremien/sitzung/{meeting}/punkt/", {"team"}, {"title": "Verschiedenes"}),
]


@pytest.fixture
def world(evening):
    jury = open_jury()
    vote = actions.open_vote(jury.item, by=jury.team)
    ids = {"meeting": jury.meeting.pk, "item": jury.item.pk, "vote": vote.pk, "seat": jury.seats[1].pk}
    city = places.make_city()
    people = {
        "nobody": None,
        "stranger": make.make_person("Fremde"),
        "member": jury.seats[1].person,
        "chair": jury.chair,
        "team": jury.team,
        "district": make.make_staff("district_coordinator", jury.place.parent),
        "auditor": make.make_staff("auditor", city),
        "editor": make.make_staff("editor", jury.place),
        "neighbour": make.make_staff("team_lead", places.make_quarter("Sonnenallee-Süd", slug="sonnenallee")),
    }
    return jury, ids, people


def test_every_page_opens_for_whom_it_is_for_and_for_nobody_else(world):
    jury, ids, people = world
    wrong = []
    for who, person in people.items():
        visit = Visit(person)
        for path, allowed in PAGES:
            status = visit.get(f"/{jury.place.slug}/{path.format(**ids)}").status_code
            is_open = who in allowed or (allowed >= {"nobody"})
            expected = 200 if is_open else 302 if who == "nobody" else 404
            if status != expected:
                wrong.append((who, path, status, expected))
    assert wrong == []


def test_every_act_is_for_whom_it_is_for(world):
    jury, ids, people = world
    wrong = []
    for who in ("nobody", "stranger", "editor", "neighbour", "district", "auditor", "member", "team", "chair"):
        visit = Visit(people[who])
        for path, allowed, data in ACTS:
            sent = {key: value.format(**ids) for key, value in data.items()}
            response = visit.post(f"/{jury.place.slug}/{path.format(**ids)}", **sent)
            got_in = response.status_code != 404 and "anmelden" not in response.headers.get("Location", "")
            if got_in != (who in allowed):
                wrong.append((who, path, response.status_code))
    assert wrong == []
    assert set(models.Ballot.objects.values_list("cast_by", flat=True)) <= {people["member"].pk, people["chair"].pk}


def test_ids_of_another_quarter_do_not_exist(world):
    jury, ids, _people = world
    other = places.make_quarter("Sonnenallee-Süd", slug="sonnenallee")
    for person in (make.make_staff("team_lead", other), jury.team, make.make_staff("district_coordinator", jury.place.parent)):
        visit = Visit(person)
        for path, _allowed in PAGES:
            if "{" in path:
                assert visit.get(f"/{other.slug}/{path.format(**ids)}").status_code == 404, path


def test_the_reason_of_a_bias_is_for_the_chair_alone(world):
    jury, ids, people = world
    actions.declare_bias(jury.item, people["member"], by=people["member"], reason="MARKE-Schwester")
    path = f"/{jury.place.slug}/gremien/top/{ids['item']}/befangenheit/"
    assert "MARKE" in Visit(jury.chair).text(path)
    for who in ("team",):
        assert "MARKE" not in Visit(people[who]).text(path)
    for page, allowed in PAGES:
        for who in {"member", "team", "district", "nobody"} & set(allowed):
            if "befangenheit" not in page:
                assert "MARKE" not in Visit(people[who]).get(f"/{jury.place.slug}/{page.format(**ids)}").content.decode()


def test_my_bodies_and_my_name(world):
    jury, _ids, people = world
    mine = jury.seats[1]
    visit = Visit(people["member"])
    assert "Aktionsfondsjury, Donaustraße-Nord" in visit.text("/meins/gremien/")
    assert "Laternen für den Hof" in visit.text("/meins/gremien/")
    page = f"/{jury.place.slug}/gremien/aktionsfondsjury/"
    assert "Bernd" not in Visit().text(page)
    visit.done(f"/meins/gremien/{mine.pk}/name/", publishes="1", public_name="Bernd K.")
    assert "Bernd K." in Visit().text(page)
    visit.done(f"/meins/gremien/{mine.pk}/name/", publishes="0", public_name="Bernd K.")
    assert "Bernd" not in Visit().text(page)
    assert "Bitte eintragen, wie der Name dastehen soll" in visit.refused(f"/meins/gremien/{mine.pk}/name/", publishes="1", public_name=" ")
    for other in ("stranger", "team", "chair"):
        assert Visit(people[other]).get(f"/meins/gremien/{mine.pk}/name/").status_code == 404
    assert "Sie sitzen gerade in keinem Gremium" in Visit(people["stranger"]).text("/meins/gremien/")
    assert Visit().get("/meins/gremien/").status_code == 302


def test_a_seat_that_has_ended_opens_nothing(world):
    jury, ids, people = world
    models.Seat.objects.filter(pk=jury.seats[1].pk).update(until_on="2026-11-30")
    visit = Visit(people["member"])
    assert visit.get(f"/{jury.place.slug}/gremien/sitzung/{ids['meeting']}/protokoll/").status_code == 404
    assert visit.post(f"/{jury.place.slug}/gremien/abstimmung/{ids['vote']}/stimme/", stimme="yes").status_code == 404


def test_a_visitor_gets_no_cookie(world):
    jury, ids, _people = world
    for path, _allowed in PAGES[:3]:
        response = Visit().get(f"/{jury.place.slug}/{path.format(**ids)}")
        assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_what_the_phone_asks_with_does_not_tell_how_others_voted(world):
    jury, ids, people = world
    vote, page = models.Vote.objects.get(), f"/{jury.place.slug}/gremien/sitzung/{ids['meeting']}/"
    for seat, choice in ((jury.seats[2], "yes"), (jury.seats[3], "no")):
        actions.cast(vote, seat.person, choice)
    paths = {"member": page, "team": f"{page}leiten/", "chair": f"{page}bildschirm/"}
    before = {who: marks(Visit(people[who]).get(path)) for who, path in paths.items()}
    models.Ballot.objects.filter(vote=vote, seat__in=jury.seats[2:4]).update(choice="abstain")
    assert {who: marks(Visit(people[who]).get(path)) for who, path in paths.items()} == before
    assert before["member"] and before["chair"]


def marks(response) -> list[str]:
    return re.findall(r"stand=([0-9a-f]{16})", response.content.decode())


def test_the_phone_draws_anew_only_when_something_changed(world):
    jury, ids, people = world
    visit = Visit(people["member"])
    page = f"/{jury.place.slug}/gremien/sitzung/{ids['meeting']}/"
    mark = marks(visit.get(page))[0]
    assert visit.get(f"{page}?teil=1&stand={mark}").status_code == 204
    actions.cast(models.Vote.objects.get(), jury.chair, "yes")
    part = visit.get(f"{page}?teil=1&stand={mark}")
    assert part.status_code == 200 and b"<html" not in part.content and b'id="sitzung"' in part.content
