"""The versions of the places, read on a connection of the front's own: beside the framework, without a transaction, one short query.

What counts is the place's own number, raised by what changes without an act, and the number of the last row of its log: every act writes one.
Both only ever rise, and so does the sum over several places: two equal sums mean that nothing has changed.
"""

import sqlite3
import threading
from contextlib import suppress

from django.db import connection

PATIENCE = 2  # seconds to wait for a database; then the page is built without being kept
EACH = """SELECT place_id, sum(number) FROM (SELECT id AS place_id, version AS number FROM quarters_place
UNION ALL SELECT place_id, number FROM acts_loghead) AS counted GROUP BY place_id"""
ALL = "SELECT (SELECT sum(version) FROM quarters_place), (SELECT sum(number) FROM acts_loghead)"
SOME = "SELECT (SELECT sum(version) FROM quarters_place WHERE id IN ({0})), (SELECT sum(number) FROM acts_loghead WHERE place_id IN ({0}))"
_own = threading.local()


def each() -> dict[int, int] | None:
    """Place's id → how much has changed there; None when the database does not answer."""
    rows = _rows(EACH)
    return None if rows is None else {place_id: int(number) for place_id, number in rows}


def of(place_ids: tuple[int, ...]) -> int | None:
    """How much has changed at these places together, at all when the tuple is empty; None when the database does not answer."""
    rows = _rows(SOME.format(",".join(str(int(one)) for one in place_ids)) if place_ids else ALL)
    return sum(int(number or 0) for number in rows[0]) if rows else None


def among(numbers: dict[int, int], place_ids: tuple[int, ...]) -> int:
    """The same out of what `each` has read."""
    return sum(number for place_id, number in numbers.items() if not place_ids or place_id in place_ids)


def _rows(query: str) -> list | None:
    """The answer; after a failure a new connection is tried once, then None: the page is built by the framework, which says what is wrong."""
    for _try in range(2):
        try:
            return _connection().execute(query).fetchall()
        except Exception:
            forget()
    return None


def _connection():
    name = connection.settings_dict["NAME"]
    if getattr(_own, "name", None) != name:
        forget()
        _own.connection, _own.name = _open(name), name
    return _own.connection


def _open(name):
    if connection.vendor == "sqlite":
        return sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None, timeout=PATIENCE)
    import psycopg

    given = {
        key: value for key, value in connection.get_connection_params().items() if key in ("host", "port", "user", "password", "dbname")
    }
    return psycopg.connect(**given, autocommit=True, connect_timeout=PATIENCE)


def forget() -> None:
    """Close this thread's connection; the next question opens another."""
    with suppress(Exception):
        _own.connection.close()
    _own.name = _own.connection = None
