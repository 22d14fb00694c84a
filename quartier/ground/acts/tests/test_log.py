"""The chained log: nothing in it can change unseen, and a person can be erased from it."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.ground.acts import anchors, clock, log, proof, triggers
from quartier.ground.acts.models import Entry, LogHead, Personal

pytestmark = pytest.mark.django_db

TEXT = st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ACTS = st.lists(st.tuples(st.integers(1, 3), st.dictionaries(TEXT, JSON, max_size=3), st.dictionaries(TEXT, JSON, max_size=2)), max_size=8)


def write(place_id=1, **more):
    return log.record("test.write", place_id=place_id, **more)


def behind_the_back(statement, *values):
    with triggers.lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_written_the_chain_proves_itself_and_erasing_keeps_it_whole(acts):
    with transaction.atomic():
        for place_id, data, personal in acts:
            write(place_id, data=data, personal=personal, by=place_id)
        assert log.verify() == []
        for place_id in (1, 2, 3):
            count = Personal.objects.filter(person_id=place_id).count()
            assert log.erase_person(place_id) == count
        assert log.verify() == []
        assert not Personal.objects.exclude(salt="").exists()
        transaction.set_rollback(True)


def test_numbers_run_without_gaps_in_each_place():
    entries = [write(place) for place in (1, 2, 1, 1, 2)]
    assert [(e.place_id, e.number) for e in entries] == [(1, 1), (2, 1), (1, 2), (1, 3), (2, 2)]
    assert entries[2].previous == entries[0].hash
    assert log.head(1) == log.Head(1, 3, entries[3].hash)
    assert log.head(99) == log.Head(99, 0, log.START)


def test_an_act_that_fails_leaves_no_entry_and_no_gap():
    write()
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert write().number == 2


@pytest.mark.django_db(transaction=True)
def test_an_act_is_written_in_its_own_transaction_only():
    with pytest.raises(transaction.TransactionManagementError):
        write()


def test_the_personal_part_stands_apart_and_goes_with_its_person():
    entry = write(personal={"reason": "Frau Yılmaz ist krank"}, by=5, of=8, data={"n": 1})
    assert entry.personal == {"reason": "Frau Yılmaz ist krank"}
    assert log.erase_person(5) == 0
    assert log.erase_person(8, by=5) == 1
    again = log.entries(place_id=1).first()
    assert (again.personal, again.commitment) == ({}, entry.commitment)
    assert log.entries(place_id=1).last().data == {"numbers": [1]}
    assert log.verify() == []


def test_equal_texts_have_different_commitments():
    assert write(personal={"a": "b"}).commitment != write(personal={"a": "b"}).commitment


def test_floats_are_not_written_down():
    with pytest.raises(TypeError, match="canonical"):
        write(data={"rate": 0.1})


def test_public_entries_come_without_the_personal_part(django_assert_num_queries):
    write(public=True, thread_id=4, personal={"who": "x"})
    write(thread_id=4)
    with django_assert_num_queries(1):
        assert [e.number for e in log.entries(thread_id=4, public_only=True)] == [1]
    with django_assert_num_queries(1):
        assert [e.personal for e in log.entries(thread_id=4)] == [{"who": "x"}, {}]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE acts_entry SET act = 'test.other' WHERE number = 2", "der Inhalt passt nicht zum Siegel"),
        ("UPDATE acts_entry SET by_id = 77 WHERE number = 2", "der Inhalt passt nicht zum Siegel"),
        ("""UPDATE acts_entry SET data = '{"cents": 1.5}' WHERE number = 2""", "der Inhalt passt nicht zum Siegel"),
        ("UPDATE acts_entry SET hash = 'ff' WHERE number = 1", "schließt nicht an den Eintrag davor an"),
        ("DELETE FROM acts_entry WHERE number = 2", "davor fehlt Eintrag 2"),
        ("DELETE FROM acts_entry WHERE number = 3", "der Kopf nennt 3"),
        ("DELETE FROM acts_loghead", "der Kopf der Kette fehlt"),
        ("""UPDATE acts_personal SET payload = '{"a": "x"}'""", "der persönliche Teil wurde geändert"),
        ("UPDATE acts_personal SET payload = NULL, salt = ''", "geleert, ohne dass eine Löschung im Protokoll steht"),
        ("DELETE FROM acts_personal", "der persönliche Teil fehlt"),
    ],
)
def test_a_change_behind_the_back_is_found(statement, found):
    write(personal={"a": "b"})
    write()
    with connection.cursor() as cursor:  # entry 2 is without a sibling, so it may be deleted
        write()
        assert log.verify() == []
        del cursor
    behind_the_back(statement)
    assert any(found in sentence for sentence in log.verify()), log.verify()


def test_a_cut_tail_and_a_new_chain_are_found_by_the_heads_outside(tmp_path):
    file = tmp_path / "heads.jsonl"
    write()
    write()
    assert (anchors.append(file), anchors.append(file)) == (1, 0)
    behind_the_back("DELETE FROM acts_entry WHERE number = 2")
    LogHead.objects.update(number=1, hash=Entry.objects.get().hash)
    assert log.verify() == []
    assert "abgeschnitten" in proof.check_heads(anchors.read(file))[0]
    write(data={"other": True})
    assert log.verify() == []
    assert "neu geschrieben" in proof.check_heads(anchors.read(file))[0]


def test_an_anchor_file_cut_by_a_crash_is_read_up_to_there_and_nonsense_is_named(tmp_path):
    file = tmp_path / "heads.jsonl"
    write()
    anchors.append(file)
    whole = file.read_text()
    file.write_text(whole + '{"at": "2026')
    assert len(anchors.read(file)) == 1
    file.write_text("nonsense\n" + whole)
    with pytest.raises(ValueError, match="Zeile 1"):
        anchors.read(file)


def test_the_command_proves_the_log_and_keeps_its_heads(settings, tmp_path):
    settings.ACTS_ANCHORS = tmp_path / "heads.jsonl"
    write()
    out = io.StringIO()
    call_command("check_log", anchor=True, stdout=out)
    assert "1 Köpfe aufgeschrieben" in out.getvalue()
    assert "Das Protokoll stimmt: 1 Einträge in 1 Ketten." in out.getvalue()
    behind_the_back("UPDATE acts_entry SET act = 'x'")
    errors = io.StringIO()
    with pytest.raises(CommandError, match="stimmt nicht"):
        call_command("check_log", stderr=errors)
    assert "Siegel" in errors.getvalue()


def test_the_command_checks_against_a_saved_feed(tmp_path, settings, client):
    settings.ACTS_ANCHORS = tmp_path / "none.jsonl"
    write()
    saved = tmp_path / "kopf.json"
    saved.write_bytes(client.get("/protokoll/kopf.json").content)
    call_command("check_log", against=[saved], stdout=io.StringIO())
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("check_log", against=[tmp_path / "weg.json"])


def test_everybody_may_read_the_heads(client):
    entry = write()
    said = json.loads(client.get("/protokoll/kopf.json").content)
    assert said["heads"] == [{"place": 1, "number": 1, "hash": entry.hash}]
    page = client.get("/protokoll/")
    assert page.status_code == 200
    assert entry.hash in page.content.decode().replace(" ", "")
    assert not page.cookies


def test_without_entries_the_page_says_so(client):
    assert "Noch kein Eintrag" in client.get("/protokoll/").content.decode()


def test_the_moment_is_the_clocks():
    with clock.at(datetime.datetime(2022, 5, 2, 9)):
        assert write().at == datetime.datetime(2022, 5, 2, 7, tzinfo=datetime.UTC)
