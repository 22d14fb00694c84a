"""Places are changed by verbs: dated, refused with a sentence, each written down."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions, queries
from quartier.ground.quarters.models import Phase, Place
from quartier.ground.quarters.tests.factories import make_city, make_district, make_quarter
from quartier.ground.quarters.tests.test_geometry import BOW_TIE, SQUARE

DAY = datetime.date(2026, 11, 24)


def test_each_act_is_written_down_and_raises_the_version(db):
    place = make_quarter()
    actions.set_tile(place, colour="himbeer", pattern=6)
    actions.begin_phase(place, kind="transition", from_on=DAY)
    place.refresh_from_db()
    assert place.version == 2
    assert [entry.act for entry in log.entries(place_id=place.pk)][::-1] in (
        ["quarters.set_tile", "quarters.begin_phase"],
        ["quarters.begin_phase", "quarters.set_tile"],
    )


@pytest.mark.parametrize("slug", ["termine", "buero", "karte", "wohne-ich-hier", "en"])
def test_a_quarter_cannot_hide_a_page(db, slug):
    with pytest.raises(Refused, match="Adresse der Plattform"):
        actions.make_place(kind="quarter", name="X", slug=slug, code="XX", parent=make_district())


@pytest.mark.parametrize("slug", ["ideen", "protokoll", "ui", "suche", "netzwerk"])
def test_words_of_today_and_of_later_are_kept_free(slug):
    assert queries.is_reserved(slug)
    assert not queries.is_reserved(f"{slug}-kiez")


def test_slug_and_code_are_given_once(db):
    make_quarter()
    with pytest.raises(Refused, match="schon vergeben"):
        actions.make_place(kind="quarter", name="Y", slug="donaustrasse-nord", code="YY", parent=make_district())
    with pytest.raises(Refused, match="Kürzel DN"):
        actions.make_place(kind="quarter", name="Y", slug="y-platz", code="dn", parent=make_district())


def test_a_phase_ends_the_day_before_the_next(db):
    place = make_quarter()
    actions.begin_phase(place, kind="transition", from_on=datetime.date(2025, 1, 1))
    first, second = Phase.objects.filter(place=place)
    assert (first.until_on, second.until_on) == (datetime.date(2024, 12, 31), None)
    assert [queries.phase(place, day).kind for day in (datetime.date(2024, 12, 31), datetime.date(2025, 1, 1))] == ["active", "transition"]


@pytest.mark.parametrize(
    ("kind", "from_on", "sentence"),
    [
        ("transition", datetime.date(2009, 1, 1), "Bitte einen späteren Tag wählen"),
        ("active", DAY, "schon in dieser Phase"),
    ],
)
def test_phases_follow_each_other(db, kind, from_on, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.begin_phase(make_quarter(), kind=kind, from_on=from_on)


def test_an_ended_quarter_does_not_begin_anew(db):
    with pytest.raises(Refused, match="beendet"):
        actions.begin_phase(make_quarter(phase="closed"), kind="active", from_on=DAY)


def test_a_planned_end_keeps_the_tile_until_the_day(db):
    place = make_quarter(colour="himbeer", pattern=6)
    with clock.at(DAY):
        actions.begin_phase(place, kind="closed", from_on=datetime.date(2028, 1, 1))
        assert queries.quarter(place.slug).tile_pattern == 6
        assert queries.active_quarters().count() == 1
    with clock.at(datetime.date(2028, 1, 1)):
        assert queries.quarter(place.slug).tile_pattern == 0
        assert queries.active_quarters().count() == 0


def test_a_tile_is_unique_among_quarters_that_have_not_ended(db):
    first, second = make_quarter("Eins"), make_quarter("Zwei")
    actions.set_tile(first, colour="senf", pattern=1)
    with pytest.raises(Refused, match="Diese Fliese hat schon Eins"):
        actions.set_tile(second, colour="senf", pattern=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=second.pk).update(colour="senf", pattern=1)


def test_an_ended_quarter_keeps_its_colour_and_gives_its_pattern_free(db):
    former, fresh = make_quarter("Alt", colour="senf", pattern=1), make_quarter("Neu")
    with clock.at(DAY):
        actions.begin_phase(former, kind="closed", from_on=DAY)
        actions.set_tile(fresh, colour="senf", pattern=1)
    former.refresh_from_db()
    assert (former.colour, former.pattern) == ("senf", 0)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_different_tiles():
    quarters = [make_quarter(f"Q{n}") for n in range(4)]
    outcome = []

    def take(place):
        try:
            actions.set_tile(place, colour="linde", pattern=2)
            outcome.append("yes")
        except Refused:
            outcome.append("no")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(place,)) for place in quarters]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcome) == ["no", "no", "no", "yes"]


def test_boundaries_are_dated_and_checked(db):
    place = make_quarter()
    actions.set_boundary(place, geojson=SQUARE, from_on=datetime.date(2009, 1, 1))
    actions.set_boundary(place, geojson=SQUARE, from_on=datetime.date(2021, 1, 1))
    assert queries.boundary(place, datetime.date(2020, 12, 31)).from_on == datetime.date(2009, 1, 1)
    with pytest.raises(Refused, match="schon eine Grenze"):
        actions.set_boundary(place, geojson=SQUARE, from_on=datetime.date(2021, 1, 1))
    with pytest.raises(Refused, match="kreuzt sich selbst"):
        actions.set_boundary(place, geojson=BOW_TIE, from_on=DAY)
    assert queries.contains(place, 52.485, 13.43) is True
    assert queries.quarter_at(52.485, 13.43) == place
    assert queries.contains(make_quarter("Ohne"), 52.485, 13.43) is None


def hour(text):
    return datetime.time.fromisoformat(text)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(0, "13:00", "10:00")], "Die Öffnung muss vor der Schließung liegen: Montag."),
        ([(1, "10:00", "14:00"), (1, "13:00", "18:00")], "Zwei Zeiten am Dienstag überschneiden sich."),
    ],
)
def test_hours_that_cannot_be_are_refused(db, rows, sentence):
    office = actions.save_office(make_quarter(), name="Büro")
    with pytest.raises(Refused, match=sentence):
        actions.set_hours(office, rows=[(day, hour(opens), hour(closes)) for day, opens, closes in rows])
    assert office.hours.count() == 0


def test_the_nearest_imprint_and_programme_count(db):
    city, place = make_city(), make_quarter()
    actions.save_imprint(city, operator="Stadt", address="A", email="a@b.example")
    actions.set_programme(city, code="alt", name="Alt", strip="", logos=[], from_on=datetime.date(1999, 1, 1))
    actions.set_programme(city, code="neu", name="Neu", strip="", logos=[], from_on=datetime.date(2020, 1, 1))
    assert queries.imprint(place).operator == "Stadt"
    assert [queries.programme(place, day).code for day in (datetime.date(2019, 12, 31), DAY)] == ["alt", "neu"]
    actions.save_imprint(place, operator="Quartier", address="A", email="a@b.example")
    assert queries.imprint(place).operator == "Quartier"


def test_a_plate_hangs_until_it_is_taken_down(db):
    place = make_quarter()
    with clock.at(DAY):
        plate = actions.hang_plate(place, name="Lea Brandt", from_on=DAY)
        assert list(queries.team(place)) == [plate]
        actions.take_down_plate(plate)
    with clock.at(DAY + datetime.timedelta(days=1)):
        assert list(queries.team(place)) == []
