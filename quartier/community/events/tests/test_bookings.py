"""Registration: seats held, booked, waited for in strict order."""

import datetime
import re
import threading

import pytest
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quartier.community.events import attendance, links, models, queries, surfaces, tasks
from quartier.community.events.actions import bookings, events, series
from quartier.community.events.tests import factories
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
HERE = "/donaustrasse-nord/termine/"
DESK = "/donaustrasse-nord/buero/termine/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def team():
    return factories.make_team()


def make_event(team, seats=2, **words):
    return factories.published(by=team, needs_booking=True, seats=seats, **words)


def come(event, name, seats=1):
    return bookings.book(bookings.hold(event, seats), name=name, email=f"{name}@post.example")


def listed(event):
    return [(row.name, row.state) for row in queries.registered(event)]


def counters(event):
    event.refresh_from_db()
    return event.seats_taken, event.seats_waiting


def subjects():
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def test_seats_are_held_while_the_form_is_filled_in(team):
    event = make_event(team, seats=1)
    mine = bookings.hold(event, 1)
    assert bookings.hold(event, 1).state == "asking"
    assert counters(event) == (1, 0)
    assert bookings.book(mine, name="Ada", email="ada@post.example").state == "booked"


def test_held_seats_come_back_after_a_quarter_of_an_hour(team):
    event = make_event(team, seats=1)
    bookings.hold(event, 1)
    with clock.at(factories.TODAY + datetime.timedelta(minutes=14)):
        assert bookings.hold(event, 1).state == "asking"
    with clock.at(factories.TODAY + datetime.timedelta(minutes=15)):
        assert bookings.hold(event, 1).state == "held"
    with clock.at(factories.TODAY + datetime.timedelta(hours=1)):
        tasks.lapse()
    assert counters(event) == (0, 0)


def test_who_is_late_with_the_form_gets_what_is_left_and_loses_no_answer(team):
    event = make_event(team, seats=1)
    late, later = bookings.hold(event, 1), bookings.hold(event, 1)
    with clock.at(factories.TODAY + datetime.timedelta(hours=1)):
        tasks.lapse()
        late.refresh_from_db()
        assert late.state == "lapsed"
        assert bookings.book(late, name="Ada", email="a@post.example").state == "booked"
        later.refresh_from_db()
        assert bookings.book(later, name="Bo", email="b@post.example").state == "waiting"


def test_who_waits_moves_up_in_order_and_is_told(team):
    event = make_event(team, seats=2)
    ada, _bo = come(event, "ada"), come(event, "bo")
    assert [come(event, name).state for name in ("cy", "di")] == ["waiting", "waiting"]
    bookings.leave(ada)
    assert listed(event) == [("bo", "booked"), ("cy", "booked"), ("di", "waiting")]
    assert subjects()[-1] == ("cy@post.example", "Sie haben einen Platz: Fahrrad-Werkstatt")
    assert counters(event) == (2, 1)


def test_nobody_overtakes_a_larger_party_that_waits(team):
    event = make_event(team, seats=3)
    first, second = come(event, "ada", 2), come(event, "bo", 1)
    come(event, "cy", 3)
    assert come(event, "di", 1).state == "waiting"
    bookings.leave(second)
    assert listed(event)[1:] == [("cy", "waiting"), ("di", "waiting")]
    assert bookings.hold(event, 1).state == "asking"
    bookings.leave(first)
    assert listed(event) == [("cy", "booked"), ("di", "waiting")]


def test_more_seats_let_people_move_up_and_fewer_than_given_away_are_refused(team):
    event = make_event(team, seats=1)
    come(event, "ada"), come(event, "bo")
    known = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    event = events.change(event, by=team, seats=2, **known)
    assert listed(event) == [("ada", "booked"), ("bo", "booked")]
    assert counters(event) == (2, 0)
    with pytest.raises(Refused, match="Es sind schon 2 Plätze vergeben"):
        events.change(event, by=team, seats=1, **known)


def test_calling_off_and_moving_is_told_to_everybody(team):
    event = make_event(team, seats=1)
    come(event, "ada"), come(event, "bo")
    Message.objects.all().delete()
    event = events.change(event, by=team, starts_at=factories.at(27, 16), ends_at=factories.at(27, 18))
    events.cancel(event, "Sturm", by=team)
    assert sorted(subjects()) == [
        ("ada@post.example", "Fällt aus: Fahrrad-Werkstatt"), ("ada@post.example", "Geändert: Fahrrad-Werkstatt"),
        ("bo@post.example", "Fällt aus: Fahrrad-Werkstatt"), ("bo@post.example", "Geändert: Fahrrad-Werkstatt"),
    ]  # fmt: skip


def test_a_series_tells_those_who_registered_for_one_of_its_dates(team):
    made = factories.make_series(by=team, needs_booking=True, seats=5, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    event = made.dates.order_by("starts_at")[1]
    come(event, "ada", 2)
    Message.objects.all().delete()
    made = series.change(made, by=team, begins=datetime.time(15), ends=datetime.time(17), seats=1)
    event.refresh_from_db()
    assert (event.seats, event.seats_taken) == (2, 2)
    series.cancel(made, "Winterpause", by=team)
    assert [subject for _to, subject in subjects()] == ["Geändert: Basteln mit Natur", "Fällt aus: Basteln mit Natur"]


@pytest.mark.parametrize(
    ("words", "seats", "sentence"),
    [
        ({"needs_booking": False, "seats": None}, 1, "braucht man keine Anmeldung"),
        ({}, 5, "höchstens 4 Plätze"),
        ({"party": 9}, 3, "So viele Plätze hat dieser Termin nicht"),
    ],
)
def test_what_cannot_be_booked_says_why(team, words, seats, sentence):
    event = factories.published(by=team, **{"needs_booking": True, "seats": 2, **words})
    with pytest.raises(Refused, match=sentence):
        bookings.hold(event, seats)


def test_one_address_registers_once(team):
    event = make_event(team, seats=9)
    come(event, "ada")
    with pytest.raises(Refused, match="schon jemand angemeldet"):
        come(event, "ada")


def test_after_the_beginning_nobody_registers_and_the_team_counts(team):
    event = make_event(team)
    with pytest.raises(Refused, match="noch nicht begonnen"):
        bookings.say_participants(event, 7, by=team)
    with clock.at(event.starts_at):
        with pytest.raises(Refused, match="hat schon begonnen"):
            bookings.hold(event, 1)
        bookings.say_participants(event, 7, by=team)
    assert surfaces.participants(event.place, factories.at(1), factories.at(30)) == 7


def test_names_go_a_month_after_the_event(team):
    event = make_event(team)
    come(event, "ada")
    with clock.at(event.ends_at + datetime.timedelta(days=29)):
        assert bookings.forget_due() == 0
    with clock.at(event.ends_at + datetime.timedelta(days=31)):
        assert bookings.forget_due() == 1
    row = models.Booking.objects.get()
    assert (row.name, row.email, row.seats, row.state) == ("", "", 1, "booked")


class Lines(TestCase):
    """Whatever people do in whatever order: never too many seats, nobody is overtaken, the counters are true."""

    @settings(deadline=None, max_examples=8)
    @given(st.lists(st.tuples(st.sampled_from(["come", "hold", "leave", "late"]), st.integers(1, 3), st.integers(0, 30)), max_size=14))
    def test_the_line_holds(self, acts):
        with clock.at(factories.TODAY):
            event = make_event(factories.make_team(), seats=4)
            for number, (act, seats, which) in enumerate(acts):
                there = list(event.bookings.filter(state__in=("held", "booked", "waiting")).order_by("id"))
                if act == "come":
                    come(event, f"n{number}", seats)
                elif act == "hold":
                    bookings.hold(event, seats)
                elif act == "leave" and there:
                    bookings.leave(there[which % len(there)])
                elif act == "late":
                    event.bookings.filter(state="held").update(held_until=clock.now())
                    bookings.lapse_due()
                self.look(event)

    def look(self, event):
        event.refresh_from_db()
        sums = queries.seats_by_state(event)
        self.assertEqual(event.seats_taken, sums.get("held", 0) + sums.get("booked", 0))
        self.assertEqual(event.seats_waiting, sums.get("waiting", 0))
        self.assertLessEqual(event.seats_taken, 4)
        first = event.bookings.filter(state="waiting").order_by("number").first()
        if first:
            self.assertGreater(event.seats_taken + first.seats, 4)


# --- pages ----------------------------------------------------------------------------------------------------------------


def fill(client, event, name, seats="1"):
    response = client.post(f"{HERE}{event.pk}/anmelden/", {"seats": seats})
    assert response.status_code == 302, text(response)
    return response["Location"], client.post(
        response["Location"], who(client, response["Location"], name=name, email=f"{name}@post.example")
    )


def who(client, address, **words):
    page = client.get(address).content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', page)
    return {"begun": begun[1] if begun else "", **words}


@pytest.fixture
def at_once(settings):
    """Tests fill in faster than people."""
    from quartier.ground.acts import human

    before = human.least_seconds
    human.least_seconds = lambda: 0
    yield
    human.least_seconds = before


def test_a_neighbour_registers_without_an_account_and_leaves_by_the_link(client, team, at_once):
    event = make_event(team, seats=1)
    assert "Anmelden" in text(client.get(f"{HERE}{event.pk}/"))
    address, response = fill(client, event, "ada")
    assert response["Location"] == address
    assert "Sie sind angemeldet" in text(client.get(address))
    assert f"{address}" in Message.objects.get().body
    assert "Auf die Warteliste" in text(client.get(f"{HERE}{event.pk}/"))
    other, _response = fill(client, event, "bo")
    assert "Sie stehen an Stelle 1." in text(client.get(other))
    client.post(address, {"abmelden": "1"})
    assert "Sie sind abgemeldet" in text(client.get(address))
    assert "Sie sind angemeldet" in text(client.get(other))
    assert not client.cookies


def test_a_broken_form_keeps_what_was_typed(client, team, at_once):
    event = make_event(team)
    address = links.path(bookings.hold(event, 2))
    page = client.get(address)
    assert "2 Plätze sind bis 10:15 Uhr für Sie reserviert." in text(page)
    response = client.post(address, who(client, address, name="Ada Öz", email="quark"))
    assert response.status_code == 422
    assert "Ada Öz" in response.content.decode()
    assert client.post(f"{HERE}{event.pk}/anmelden/", {"seats": "0"}).status_code == 422
    assert client.post(f"{HERE}{event.pk}/anmelden/", {"seats": "viele"}).status_code == 422


@pytest.mark.parametrize(
    "change", [lambda token: token + "x", lambda token: token.replace("-", "-A", 1), lambda token: "999-abc", lambda token: "x"]
)
def test_a_link_that_was_not_signed_here_opens_nothing(client, team, change):
    booking = bookings.hold(make_event(team), 1)
    assert client.get(f"{HERE}anmeldung/{change(links.token(booking))}/").status_code == 404


def test_the_desk_sees_enters_takes_off_and_counts(client, team):
    event = make_event(team, seats=2)
    come(event, "ada")
    client.force_login(team)
    base = f"{DESK}{event.pk}/anmeldungen/"
    assert "ada@post.example" in text(client.get(base))
    client.post(f"{base}neu/", {"name": "=1+1", "seats": "1", "phone": "030 1"})
    assert listed(event) == [("=1+1", "booked"), ("ada", "booked")]
    row = models.Booking.objects.get(name="ada")
    assert "wird frei" in text(client.get(f"{DESK}anmeldungen/{row.pk}/abmelden/"))
    client.post(f"{DESK}anmeldungen/{row.pk}/abmelden/")
    assert listed(event) == [("=1+1", "booked")]
    with clock.at(event.starts_at):
        client.post(f"{base}gezaehlt/", {"count": "12"})
    event.refresh_from_db()
    assert event.participants == 12


def test_the_list_leaves_as_pdf_and_as_a_table_without_formulas(client, team):
    import io
    import zipfile

    from pypdf import PdfReader

    event = make_event(team, seats=1)
    bookings.enter(event, seats=1, name="=HYPERLINK(1)", by=team)
    come(event, "bo")
    client.force_login(team)
    pdf = client.get(f"{DESK}{event.pk}/anmeldungen/liste.pdf").content
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "=HYPERLINK(1)" in told
    assert "Warteliste" in told
    table = zipfile.ZipFile(io.BytesIO(client.get(f"{DESK}{event.pk}/anmeldungen/liste.xlsx").content))
    assert b"<f>" not in table.read("xl/worksheets/sheet1.xml")
    assert b"=HYPERLINK(1)" in table.read("xl/sharedStrings.xml")
    assert len(attendance.rows(event)) == 2


@pytest.mark.parametrize(("role", "sees"), [("team_member", 200), ("editor", 404), ("auditor", 404), ("district_coordinator", 404)])
def test_who_registers_is_told_to_the_team_alone(client, role, sees):
    team = factories.make_team()
    event = make_event(team)
    place = {"auditor": places.make_city(), "district_coordinator": event.place.parent}.get(role, event.place)
    client.force_login(make_staff(role, place))
    for path in ("", "neu/", "gezaehlt/", "liste.pdf", "liste.xlsx"):
        assert client.get(f"{DESK}{event.pk}/anmeldungen/{path}").status_code == sees


# --- all at once ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_people_for_fifty_seats_at_once():
    event = make_event(factories.make_team(), seats=50)
    people, answers, troubles = iter(range(200)), {}, []
    lock = threading.Lock()

    def run():
        try:
            while True:
                with lock:
                    number = next(people, None)
                if number is None:
                    return
                booking = come(event, f"n{number}")
                answers[number] = (booking.state, booking.number)
                if number % 10 == 3:
                    bookings.leave(booking)
        except Exception as trouble:
            troubles.append(repr(trouble))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert troubles == []
    assert len(answers) == 200
    sums = queries.seats_by_state(event)
    assert (sums["booked"], sums["left"], sums["waiting"]) == (50, 20, 130)
    assert counters(event) == (50, 130)
    waiting = list(event.bookings.filter(state="waiting").order_by("number").values_list("number", flat=True))
    ever = event.bookings.exclude(number=None)
    assert ever.filter(state="booked", number__gt=waiting[0]).count() == 0  # nobody overtook who still waits
    assert len(set(ever.values_list("number", flat=True))) == ever.count()
    assert connection.vendor in ("sqlite", "postgresql")
