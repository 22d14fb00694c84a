"""Databases beside the test database: a finished one kept aside, and copies of it that a test may spoil."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections


def is_sqlite() -> bool:
    """Which engine the tests run on."""
    return connection.vendor == "sqlite"


@contextmanager
def using(name: str) -> Iterator[None]:
    """Inside the block the default connection, in all threads begun there, is to the database of this name."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    _point_at(name)
    try:
        yield
    finally:
        connections.close_all()
        _point_at(before)


def _point_at(name: str) -> None:
    connection.settings_dict["NAME"] = connections.databases["default"]["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def copy(source: str, target: str) -> None:
    """Make `target` the same as `source`, to which nobody may be connected."""
    if is_sqlite():
        _copy_file(source, target)
        return
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def empty(name: str) -> None:
    """A new database without tables."""
    if is_sqlite():
        drop(name)
        return
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')


def drop(name: str) -> None:
    """Remove a database."""
    if is_sqlite():
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        return
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy_file(source: str, target: str) -> None:
    drop(target)
    with sqlite3.connect(source) as open_source:
        open_source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    open_source.close()
    shutil.copyfile(source, target)


@contextmanager
def _maintenance():
    """A connection that creates and drops databases."""
    import psycopg

    given = {k: v for k, v in connection.get_connection_params().items() if k in ("host", "port", "user", "password")}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server, server.cursor() as cursor:
        yield cursor


def content(leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Table → a hash over all its rows: two equal answers mean that nothing differs. Reads only."""
    tables = sorted(set(connection.introspection.table_names()) - leave_out)
    return _content_sqlite(tables) if is_sqlite() else _content_postgresql(tables)


def _content_sqlite(tables: list[str]) -> dict[str, str]:
    import hashlib

    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            rows = cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def _content_postgresql(tables: list[str]) -> dict[str, str]:
    parts = [f"SELECT '{t}', (SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM \"{t}\" r)" for t in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {table: seal or "" for table, seal in cursor.fetchall()}
