"""What the verbs about series do: dates as rows, one date, all from one on, all."""

import datetime
from datetime import date, time

import pytest

from quartier.community.events import models, queries, steps, surfaces, tasks, words
from quartier.community.events.actions import events, series
from quartier.community.events.recurrence import Deviation
from quartier.community.events.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def team():
    return factories.make_team()


def only(made, on):
    return made.dates.get(recurrence_on=on)


def details(event, **changes):
    known = {name: getattr(event, name) for name in (*models.DETAILS, "starts_at", "ends_at", "has_end", "is_all_day")}
    return {**known, **changes}


def following(made, day, **changes):
    """What the form hands over for this date and all that follow."""
    known = {name: getattr(made, name) for name in models.DETAILS}
    return {**known, "first_on": day, "begins": made.begins, "ends": made.ends, "days": made.days, **changes}


def test_each_thursday_but_not_on_the_28th_and_an_hour_later_on_the_4th(team):
    deviations = (Deviation(date(2026, 12, 24), "out"), Deviation(date(2026, 12, 31), "moved", begins=time(15)))
    made = factories.make_series(by=team, deviations=deviations, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270107")
    assert factories.dates_of(made) == [
        "26.11.26 14:00", "03.12.26 14:00", "10.12.26 14:00", "17.12.26 14:00", "31.12.26 15:00", "07.01.27 14:00",
    ]  # fmt: skip
    assert words.series(made.plan, clock.today()).replace("\N{NO-BREAK SPACE}", " ") == (
        "jeden Donnerstag von 14 bis 16 Uhr, bis 7. Januar 2027, nicht am 24. Dezember 2026, am 31. Dezember 2026 um 15 Uhr"
    )


def test_a_draft_series_is_not_in_the_calendar_and_waits_as_one(team):
    made = factories.make_series(by=team, is_public=False)
    assert surfaces.upcoming(made.place) == []
    assert [one.address for one in surfaces.waiting_for(team)] == [f"/donaustrasse-nord/buero/termine/reihe/{made.pk}/"]
    made = series.publish(made, by=team)
    assert len(surfaces.upcoming(made.place)) == 4
    assert surfaces.waiting_for(team) == []


def test_dates_stand_as_rows_for_a_year_and_are_laid_out_further(team):
    made = factories.make_series(by=team)
    assert (made.dates.count(), made.made_until) == (57, date(2026, 11, 24) + models.HORIZON)
    tasks.extend()
    assert made.dates.count() == 57
    before = made.place.__class__.objects.get(pk=made.place_id).version
    with clock.at(datetime.datetime(2027, 3, 1, 12)):
        tasks.extend()
        tasks.extend()
    assert made.dates.count() == 57 + 14
    assert made.dates.filter(state="published").count() == 71
    assert made.place.__class__.objects.get(pk=made.place_id).version == before + 1


def test_what_ends_is_not_laid_out_again(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    made.refresh_from_db()
    assert made.made_until == date.max
    with clock.at(datetime.datetime(2028, 1, 1, 12)):
        assert series.extend_due() == 0
    assert made.dates.count() == 3


def test_one_date_is_called_off_and_stays_visible(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    events.cancel(only(made, date(2026, 12, 3)), "Krank", by=team)
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00 cancelled", "10.12.26 14:00"]
    series.change(made, by=team, text="Neu")
    assert factories.dates_of(made)[1] == "03.12.26 14:00 cancelled"
    assert set(made.dates.values_list("text", flat=True)) == {"Neu"}


def test_the_whole_series_is_called_off_and_goes_on_but_for_what_was_off_before(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    events.cancel(only(made, date(2026, 12, 3)), "Krank", by=team)
    with clock.at(datetime.datetime(2026, 11, 27, 12)):
        made = series.cancel(made, "Winterpause", by=team)
        assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00 cancelled", "10.12.26 14:00 cancelled"]
        assert list(made.dates.order_by("starts_at").values_list("cancel_reason", flat=True)) == ["", "Krank", "Winterpause"]
        with pytest.raises(Refused, match="Die ganze Reihe ist abgesagt"):
            events.revive(only(made, date(2026, 12, 3)), "Doch", by=team)
        made = series.revive(made, "Doch nicht", by=team)
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00 cancelled", "10.12.26 14:00"]


def test_this_date_alone_gets_another_time_and_the_series_knows(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    event = only(made, date(2026, 12, 3))
    moved = details(event, starts_at=factories.at(4, 15, month=12), ends_at=factories.at(4, 17, month=12))
    series.change_date(event, by=team, **moved)
    series.change(made, by=team, text="Neu")
    assert factories.dates_of(made) == ["26.11.26 14:00", "04.12.26 15:00", "10.12.26 14:00"]
    event.refresh_from_db()
    assert (event.text, event.is_own, event.sequence) == ("Neu", False, 3)
    assert "statt am 3. Dezember 2026 am 4. Dezember 2026 um 15" in words.series(made.plan, clock.today())
    series.change_date(event, by=team, **details(event, starts_at=factories.at(3, 14, month=12), ends_at=factories.at(3, 16, month=12)))
    assert made.deviations.count() == 0


def test_this_date_alone_gets_other_words_that_the_series_does_not_overwrite(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    event = only(made, date(2026, 12, 3))
    series.change_date(event, by=team, **details(event, title="Basteln mit Gast"))
    series.change(made, by=team, title="Basteln im Winter")
    assert list(made.dates.order_by("starts_at").values_list("title", flat=True)) == [
        "Basteln im Winter", "Basteln mit Gast", "Basteln im Winter",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"is_all_day": True, "starts_at": factories.at(3, 0, month=12), "ends_at": factories.at(4, 0, month=12)},
        {"ends_at": factories.at(7, 16, month=12)},
    ],
)
def test_whole_days_are_a_matter_of_the_whole_series(team, changes):
    made = factories.make_series(by=team)
    event = only(made, date(2026, 12, 3))
    with pytest.raises(Refused, match="für die ganze Reihe"):
        series.change_date(event, by=team, **details(event, **changes))


def test_from_one_date_on_another_time(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=4")
    rows = list(made.dates.order_by("starts_at").values_list("pk", flat=True))
    new = series.change_following(
        only(made, date(2026, 12, 10)), by=team, **following(made, date(2026, 12, 10), begins=time(15), ends=time(17))
    )
    made.refresh_from_db()
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00"]
    assert factories.dates_of(new) == ["10.12.26 15:00", "17.12.26 15:00"]
    assert list(new.dates.order_by("starts_at").values_list("pk", flat=True)) == rows[2:]
    assert (made.rule, new.rule, new.follows) == ("FREQ=WEEKLY;UNTIL=20261209;BYDAY=TH", "FREQ=WEEKLY;COUNT=2;BYDAY=TH", made)


def test_from_one_date_on_another_weekday_keeps_addresses_and_exceptions(team):
    deviations = (Deviation(date(2026, 12, 17), "out"),)
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231", deviations=deviations)
    events.cancel(only(made, date(2026, 12, 24)), "Weihnachten", by=team)
    kept = only(made, date(2026, 12, 10)).pk
    new = series.change_following(only(made, date(2026, 12, 10)), by=team, **following(made, date(2026, 12, 11)))
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00"]
    assert factories.dates_of(new) == ["11.12.26 14:00", "25.12.26 14:00 cancelled"]
    assert only(new, date(2026, 12, 11)).pk == kept


def test_from_the_first_date_on_is_the_series_itself(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    pk = only(made, date(2026, 11, 26)).pk
    same = series.change_following(only(made, date(2026, 11, 26)), by=team, **following(made, date(2026, 11, 27)))
    assert same.pk == made.pk
    assert factories.dates_of(same) == ["27.11.26 14:00", "04.12.26 14:00", "11.12.26 14:00"]
    assert same.dates.order_by("starts_at").first().pk == pk


def test_all_leaves_what_is_over_as_it_was(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=4")
    with clock.at(datetime.datetime(2026, 12, 4, 12)):
        event = only(made, date(2026, 12, 17))
        new = series.change_all(event, by=team, **following(made, date(2026, 12, 17), begins=time(9), ends=time(10)))
        assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00"]
        assert factories.dates_of(new) == ["10.12.26 09:00", "17.12.26 09:00"]
        same = series.change_all(only(new, date(2026, 12, 17)), by=team, **following(new, date(2026, 12, 17), title="Neu"))
    assert same.pk == new.pk
    assert set(new.dates.values_list("title", flat=True)) == {"Neu"}
    assert set(made.dates.values_list("title", flat=True)) == {"Basteln mit Natur"}


def test_another_rule_in_the_middle_goes_on_in_a_new_series(team):
    made = factories.make_series(by=team)
    with clock.at(datetime.datetime(2026, 12, 4, 12)):
        new = series.change(made, by=team, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", deviations=())
    made.refresh_from_db()
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00"]
    assert factories.dates_of(new)[:2] == ["10.12.26 14:00", "24.12.26 14:00"]
    assert new.dates.filter(state="discarded").count() > 20


def test_an_earlier_end_discards_what_comes_after_it_and_a_later_one_brings_it_back(team):
    made = factories.make_series(by=team, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217")
    made = series.change(made, by=team, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203")
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00"]
    assert surfaces.upcoming(made.place, limit=9) == list(made.dates.filter(state="published").order_by("starts_at"))
    made = series.change(made, by=team, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261210")
    assert factories.dates_of(made) == ["26.11.26 14:00", "03.12.26 14:00", "10.12.26 14:00"]
    assert made.dates.count() == 4


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"rule": "FREQ=SECONDLY"}, "Öfter als einmal am Tag"),
        ({"rule": "FREQ=DAILY;COUNT=1000000000"}, "zu viele Wiederholungen"),
        ({"rule": "quark"}, "nicht zu verstehen"),
        ({"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20201231"}, "kein einziger Termin"),
        ({"rule": "FREQ=DAILY;COUNT=1", "deviations": (Deviation(date(2026, 11, 26), "out"),)}, "kein einziger Termin"),
        ({"ends": time(13)}, "Das Ende liegt vor dem Anfang"),
        ({"days": 500}, "länger als ein Jahr"),
    ],
)
def test_what_makes_no_series_is_refused_with_a_sentence(team, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        factories.make_series(by=team, **facts)
    assert models.Event.objects.count() == 0


def test_a_series_of_the_past_is_for_the_archive(team):
    made = factories.make_series(by=team, is_public=False, first_on=date(2017, 12, 14), rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20171228")
    with pytest.raises(Refused, match="Für das Archiv"):
        series.publish(made, by=team)
    made = series.change(made, by=team, source="Portal, Dezember 2017")
    made = series.publish(made, by=team)
    assert factories.dates_of(made) == ["14.12.17 14:00", "21.12.17 14:00", "28.12.17 14:00"]


def test_a_date_is_published_and_taken_back_with_its_series_only(team):
    made = factories.make_series(by=team, is_public=False)
    event = only(made, date(2026, 12, 3))
    for verb in (events.publish, events.discard):
        with pytest.raises(Refused, match="gehört zu einer Reihe"):
            verb(event, by=team)
    made = series.publish(made, by=team)
    events.cancel(only(made, date(2026, 12, 3)), "Krank", by=team)
    made = series.unpublish(made, "Falsch", by=team)
    assert surfaces.upcoming(made.place) == []
    made = series.publish(made, by=team)
    assert only(made, date(2026, 12, 3)).state == "cancelled"
    offers = [offer for offer in steps.EVENT.offers(only(made, date(2026, 12, 10)), team) if "anyone" not in offer.step.who]
    assert {offer.verb: offer.is_possible for offer in offers} == {
        "change": True, "cancel": True, "unpublish": False,
    }  # fmt: skip


def test_the_list_of_a_month_with_many_series_is_one_query(team, django_assert_num_queries):
    place = places.make_quarter()
    for number in range(3):
        factories.make_series(place, team, title=f"Reihe {number}")
    span = queries.month(date(2026, 12, 1))
    with django_assert_num_queries(1):
        assert len(list(queries.in_span(place, span))) == 15


def test_many_dates_cost_few_queries(team, django_assert_max_num_queries):
    made = factories.make_series(by=team, rule="FREQ=DAILY", is_public=False)
    assert made.dates.count() == 399
    with django_assert_max_num_queries(40):
        series.change(made, by=team, title="Neu")
