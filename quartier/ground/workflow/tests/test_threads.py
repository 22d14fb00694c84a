import datetime

import pytest
from django.db import transaction

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories
from quartier.ground.workflow import actions, models, queries
from quartier.ground.workflow.tests import matter


def numbers():
    return list(models.Thread.objects.order_by("pk").values_list("file_number", flat=True))


def test_file_numbers_run_per_place_kind_and_year(place):
    other = factories.make_quarter("Rollbergsiedlung", code="RB")
    with clock.at(datetime.date(2026, 12, 31)):
        for where, kind in ((place, "PF"), (place, "PF"), (place, "AF"), (other, "PF")):
            actions.open_thread(where, kind)
    with clock.at(datetime.date(2027, 1, 1)):
        actions.open_thread(place, "PF")
    assert numbers() == ["DN-PF-2026-001", "DN-PF-2026-002", "DN-AF-2026-001", "RB-PF-2026-001", "DN-PF-2027-001"]


def test_a_rolled_back_thread_gives_its_number_back(place):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.open_thread(place, "PF")
        raise ZeroDivisionError
    assert actions.open_thread(place, "PF").number == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap():
    import threading

    from django.db import connection

    place = factories.make_quarter()

    def open_one():
        try:
            actions.open_thread(place, "PF")
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one) for _ in range(12)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert sorted(models.Thread.objects.values_list("number", flat=True)) == list(range(1, 13))


def test_merged_threads_go_on_in_one(place):
    first, second, third = (actions.open_thread(place, "ID") for _ in range(3))
    actions.merge_thread(second, third, by=None)
    actions.merge_thread(third, first, by=None)
    assert [queries.surviving(models.Thread.objects.get(pk=t.pk)) for t in (first, second, third)] == [first] * 3


def test_what_cannot_be_merged_is_refused(place):
    first, second = (actions.open_thread(place, "ID") for _ in range(2))
    elsewhere = actions.open_thread(factories.make_quarter("Rollbergsiedlung", code="RB"), "ID")
    for one, other, sentence in (
        (first, first, "Ein Vorgang kann nicht mit sich selbst"),
        (first, elsewhere, "Die beiden Vorgänge gehören zu verschiedenen Quartieren"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.merge_thread(one, other, by=None)
    actions.merge_thread(second, first, by=None)
    with pytest.raises(Refused, match="schon mit einem anderen zusammengelegt"):
        actions.merge_thread(second, first, by=None)
    with pytest.raises(Refused, match="wurde selbst zusammengelegt"):
        actions.merge_thread(actions.open_thread(first.place, "ID"), second, by=None)


@pytest.fixture
def told(case, author, lead, place):
    """A case whose story has a public and an internal part."""
    case.thread_id = actions.open_thread(place, "PF").pk
    case.save()
    take = matter.STEPS.take
    with clock.at(datetime.date(2026, 11, 20)), take("send", case, by=author):
        pass
    data = {"amount_cents": 150_000, "decided_on": datetime.date(2026, 12, 1)}
    with clock.at(datetime.date(2026, 12, 1)), take("grant", case, by=lead, cents=1, data=data):
        pass
    return case


def test_the_public_timeline_tells_sentences_and_no_names(told):
    thread = models.Thread.objects.get()
    stops = queries.timeline(thread, public_only=True, case=told)
    shown = [(stop.label.replace("\N{NO-BREAK SPACE}", " "), stop.who, stop.state) for stop in stops]
    assert shown == [
        ("Eingereicht.", "", "done"),
        ("Bewilligt: 1.500 € am 1. Dezember 2026.", "Jury", "now"),
        ("Abgeschlossen", "", "next"),
    ]


def test_the_desk_reads_names(told, author):
    stops = queries.timeline(models.Thread.objects.get(), public_only=False)
    assert stops[0].who == author.name


def test_internal_steps_stay_inside(told, place, lead):
    case = told
    matter.Matter.objects.update(state="sent")
    with matter.STEPS.take("vote", case, by=lead) as fresh:
        fresh.state = "granted"
    thread = models.Thread.objects.get()
    assert len(queries.timeline(thread, public_only=True)) == 2
    assert len(queries.timeline(thread, public_only=False)) == 3


def test_the_end_is_no_longer_now(told):
    with matter.STEPS.take("expire", told, system=True):
        pass
    stops = queries.timeline(models.Thread.objects.get(), public_only=True, case=told)
    assert [stop.state for stop in stops] == ["done", "done", "done"]


def test_erased_words_say_so(told, author, lead):
    from quartier.ground.acts import log

    matter.Matter.objects.update(state="sent")
    with matter.STEPS.take("refuse", told, by=lead, reason="Mieten", of=author):
        pass
    thread = models.Thread.objects.get()
    assert queries.timeline(thread, public_only=True)[-1].label == "Abgelehnt. Grund: Mieten"
    log.erase_person(author.pk)
    assert queries.timeline(thread, public_only=True)[-1].label == "Abgelehnt. Grund: (gelöscht)"


def test_a_long_story_costs_no_more_queries(told, lead, author, django_assert_num_queries):
    thread = models.Thread.objects.get()
    with django_assert_num_queries(1):
        queries.timeline(thread, public_only=True)
    for _ in range(5):
        matter.Matter.objects.update(state="draft")
        with matter.STEPS.take("send", told, by=author):
            pass
    with django_assert_num_queries(1):
        queries.timeline(thread, public_only=True)
    with django_assert_num_queries(2):
        queries.timeline(thread, public_only=False)


def test_a_merged_thread_is_told_in_the_surviving_one(told, place):
    survivor = actions.open_thread(place, "PF")
    actions.merge_thread(models.Thread.objects.get(pk=told.thread_id), survivor, by=None)
    assert queries.timeline(survivor, public_only=True)[0].label == "Eingereicht."
