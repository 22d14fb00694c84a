"""The no-change triggers of SQLite.

`INSERT OR REPLACE` deletes a row without firing DELETE triggers, so an INSERT that would meet an existing row is refused as well.
"""

SENTENCE = "rows of %s never change"
KINDS = ("update", "delete", "insert")


def _name(table: str, kind: str) -> str:
    return f"{table}_no_{kind}"


def drop(protected) -> list[str]:
    """Statements that take the triggers away."""
    return [f'DROP TRIGGER IF EXISTS "{_name(protected.table, kind)}"' for kind in KINDS]


def _columns(cursor, table: str) -> list[str]:
    return [row[1] for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]


def _unique_keys(cursor, table: str) -> list[list[str]]:
    """All sets of columns under which a row can be met: the primary key and each unique index."""
    info = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [[row[1] for row in info if row[5]]]
    for index in cursor.execute(f'PRAGMA index_list("{table}")').fetchall():
        if index[2]:
            keys.append([row[2] for row in cursor.execute(f'PRAGMA index_info("{index[1]}")').fetchall()])
    return [key for key in keys if key and all(key)]


def _unchanged(cursor, protected) -> str:
    """True in SQL if an update empties only what may be emptied."""
    kept = [c for c in _columns(cursor, protected.table) if c not in protected.blank]
    same = [f'NEW."{c}" IS OLD."{c}"' for c in kept]
    blank = [f'(NEW."{c}" IS NULL OR NEW."{c}" = \'\' OR NEW."{c}" IS OLD."{c}")' for c in protected.blank]
    return " AND ".join([*same, *blank])


def _bodies(cursor, protected) -> dict[str, str]:
    table = protected.table
    stop = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE % table}'); END"
    met = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" AS there WHERE ' + " AND ".join(f'there."{c}" = NEW."{c}"' for c in key) + ")"
        for key in _unique_keys(cursor, table)
    )
    only = f"WHEN NOT ({_unchanged(cursor, protected)}) " if protected.blank else ""
    return {
        "update": f'CREATE TRIGGER "{_name(table, "update")}" BEFORE UPDATE ON "{table}" {only}{stop}',
        "delete": f'CREATE TRIGGER "{_name(table, "delete")}" BEFORE DELETE ON "{table}" {stop}',
        "insert": f'CREATE TRIGGER "{_name(table, "insert")}" BEFORE INSERT ON "{table}" WHEN {met} {stop}',
    }


def create(cursor, protected) -> list[str]:
    """Statements that make the triggers."""
    return list(_bodies(cursor, protected).values())


def expected(cursor, protected) -> dict[str, str]:
    """Name → text of each trigger that should be there."""
    return {_name(protected.table, kind): text for kind, text in _bodies(cursor, protected).items()}


def installed(cursor) -> dict[tuple[str, str], str]:
    """(table, name) → text of each trigger that is there."""
    rows = cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {(table, name): sql for table, name, sql in rows}
