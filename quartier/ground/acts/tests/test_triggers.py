"""Rows that never change."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from quartier.ground.acts import log, triggers
from quartier.ground.acts.models import Entry, Personal

pytestmark = pytest.mark.django_db
IS_SQLITE = connection.vendor == "sqlite"


def refused(statement):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def entry():
    return log.record("test.write", place_id=1, personal={"a": "b"}, by=3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acts_entry SET act = 'x'",
        "UPDATE acts_entry SET id = id + 1000",
        "DELETE FROM acts_entry",
        "DELETE FROM acts_personal",
        "UPDATE acts_personal SET salt = 'x'",
        "UPDATE acts_personal SET person_id = 9",
        "INSERT INTO acts_entry (id, place_id, number, at, act, about_kind, public, data, commitment, previous, hash)"
        " SELECT id + 1000, place_id, number, at, 'x', about_kind, public, data, commitment, previous, hash FROM acts_entry WHERE true"
        " ON CONFLICT (place_id, number) DO UPDATE SET act = 'x'",
    ],
)
def test_the_database_refuses(entry, statement):
    refused(statement)
    assert log.verify() == []


@pytest.mark.skipif(not IS_SQLITE, reason="nur SQLite kennt INSERT OR REPLACE")
@pytest.mark.parametrize("key", ["id", "id + 1000"])
def test_sqlite_cannot_replace_a_row_by_its_number_or_its_place_in_the_chain(entry, key):
    refused(
        "INSERT OR REPLACE INTO acts_entry (id, place_id, number, at, act, about_kind, public, data, commitment, previous, hash)"
        f" SELECT {key}, place_id, number, at, 'x', about_kind, public, data, commitment, previous, hash FROM acts_entry"
    )
    assert Entry.objects.get().act == "test.write"


@pytest.mark.postgres
def test_postgresql_cannot_empty_the_tables(entry):
    connection.check_constraints()  # PostgreSQL itself refuses while deferred checks are pending
    refused("TRUNCATE acts_entry CASCADE")
    refused("TRUNCATE acts_personal")


def test_the_personal_part_can_be_blanked_and_nothing_else(entry):
    Personal.objects.update(salt="", payload=None)
    refused("UPDATE acts_personal SET payload = '{}'")


def test_what_is_missing_is_named_and_installing_again_mends_it():
    assert triggers.missing() == []
    with connection.cursor() as cursor:
        on = "" if IS_SQLITE else " ON acts_entry"
        cursor.execute(f"DROP TRIGGER acts_entry_no_update{on}")
    assert triggers.missing() == ["acts_entry: acts_entry_no_update"]
    triggers.install()
    triggers.install()
    assert triggers.missing() == []


@pytest.mark.postgres
def test_a_disabled_trigger_is_missing():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_entry DISABLE TRIGGER acts_entry_no_delete")
    assert triggers.missing() == ["acts_entry: acts_entry_no_delete"]


@pytest.mark.django_db(transaction=True)
def test_they_survive_a_migration_that_rebuilds_the_table():
    from django.db import models

    column = models.IntegerField(null=True)
    column.set_attributes_from_name("added_later")
    with connection.schema_editor() as editor:
        editor.add_field(Entry, column)
        editor.remove_field(Entry, column)
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []


def test_a_guard_knows_the_protected_tables():
    assert {"acts_entry", "acts_personal"} <= set(triggers.tables())
