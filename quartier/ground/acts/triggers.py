"""Rows that never change: triggers against UPDATE and DELETE, on PostgreSQL against TRUNCATE too.

SQLite loses a table's triggers when a later migration rebuilds the table, so they are installed after every migrate (see `apps.py`)
and `missing` lets checks prove that they are there. Their text stands in one file per engine.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from quartier.ground.acts import triggers_postgresql, triggers_sqlite


@dataclass(frozen=True)
class Protected:
    """A table whose rows stay. `blank`: columns that may be emptied (text to '', else NULL), and nothing else."""

    table: str
    blank: tuple[str, ...] = ()


_protected: dict[str, Protected] = {}


def protect(table: str, may_blank: tuple[str, ...] = ()) -> None:
    """Say, in `apps.py`, that the rows of a table never change. They may still be added."""
    _protected[table] = Protected(table, tuple(may_blank))


def tables() -> list[str]:
    """The protected tables, in order."""
    return sorted(_protected)


def _engine(using):
    return {"sqlite": triggers_sqlite, "postgresql": triggers_postgresql}[using.vendor]


def _present(using) -> list[Protected]:
    existing = set(using.introspection.table_names())
    return [_protected[name] for name in tables() if name in existing]


def install(using=None) -> None:
    """Put the triggers in place, anew; may be called as often as one likes."""
    using = using or connection
    with transaction.atomic(using=using.alias), using.cursor() as cursor:
        for protected in _present(using):
            for statement in [*_engine(using).drop(protected), *_engine(using).create(cursor, protected)]:
                cursor.execute(statement)


def missing(using=None) -> list[str]:
    """The triggers that should be there and are not, or are turned off or differ, as `table: trigger`; [] is good."""
    using = using or connection
    with using.cursor() as cursor:
        found = _engine(using).installed(cursor)
        return [
            f"{protected.table}: {name}"
            for protected in _present(using)
            for name, fingerprint in _engine(using).expected(cursor, protected).items()
            if found.get((protected.table, name)) != fingerprint
        ]


@contextmanager
def lifted(using=None):
    """For tests alone: no triggers inside the block, for a flush between two tests. They are back afterwards."""
    using = using or connection
    with transaction.atomic(using=using.alias), using.cursor() as cursor:
        for protected in _present(using):
            for statement in _engine(using).drop(protected):
                cursor.execute(statement)
    try:
        yield
    finally:
        install(using)
