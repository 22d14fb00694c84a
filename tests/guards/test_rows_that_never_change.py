"""Transfers and log rows never change: plain SQL is refused, later migrations do not open a door, and a forced change is found."""

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from quartier.ground.acts import log, triggers
from quartier.ground.acts.models import Entry
from quartier.ground.ledger import actions
from quartier.ground.ledger.models import Transfer
from quartier.ground.ledger.tests import factories
from quartier.ground.ledger.tests.test_actions import order
from tests import checks

NEVER = {"acts_entry": ("id", "act", Entry), "ledger_transfer": ("number", "note", Transfer)}  # key, a column of text, model


@transaction.atomic
def _rows():
    """A paid order in the book, and two lines in the log."""
    ordered, ada = order()
    actions.pay(ordered.booking, by=factories.make_person("Ben"), on=datetime.date(2026, 5, 4))
    for act in ("test.begin", "test.end"):
        log.record(act, place_id=1, by=ada, personal={"remark": "nur für uns"})


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as refusal:
        return "never change" in str(refusal)
    return False


def _statements(table: str, key: str, column: str) -> list[str]:
    plain = [f"UPDATE {table} SET {column} = 'x'", f"UPDATE {table} SET {key} = {key} + 1000", f"DELETE FROM {table}"]
    return plain + ([f"TRUNCATE {table} CASCADE"] if connection.vendor == "postgresql" else [])


def _all_is_refused() -> bool:
    connection.check_constraints()  # PostgreSQL itself refuses to empty a table while deferred checks are pending
    return all(_is_refused(statement) for table, (key, column, _model) in NEVER.items() for statement in _statements(table, key, column))


@pytest.mark.django_db
def test_plain_sql_is_refused():
    _rows()
    assert _all_is_refused()
    assert checks.books() == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER)
def test_a_row_changed_behind_the_houses_back_is_found(table):
    _rows()
    key, column, _model = NEVER[table]
    with triggers.lifted(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'geändert' WHERE {key} = (SELECT min({key}) FROM {table})")
    assert checks.books() != []


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER)
def test_a_row_taken_out_behind_the_houses_back_is_found(table):
    _rows()
    key = NEVER[table][0]
    with triggers.lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM acts_personal")
        cursor.execute(f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})")
    assert checks.books() != []


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER)
def test_a_trigger_that_is_gone_is_found(table):
    _rows()
    with connection.cursor() as cursor:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {table}_no_delete{on}")
    assert any(f"{table}_no_delete" in problem for problem in checks.books())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", NEVER)
def test_a_later_migration_that_rebuilds_the_table_opens_no_door(table):
    _rows()
    _rebuild(NEVER[table][2])
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    assert _all_is_refused()
    assert checks.books() == []


def _rebuild(model) -> None:
    """What a later migration does: a column comes and changes its kind, for which SQLite writes the whole table anew."""
    column, wider = models.IntegerField(null=True), models.BigIntegerField(null=True)
    for field in (column, wider):
        field.set_attributes_from_name("added_later")
        field.model = model
    with connection.schema_editor() as editor:
        editor.add_field(model, column)
    with connection.schema_editor() as editor:
        editor.remove_field(model, wider)
