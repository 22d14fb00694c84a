"""The no-change triggers of PostgreSQL."""

FUNCTION = "acts_rows_never_change"
KINDS = ("update", "delete", "truncate")
_MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of %% never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _name(table: str, kind: str) -> str:
    return f"{table}_no_{kind}"


def drop(protected) -> list[str]:
    """Statements that take the triggers away."""
    return [f'DROP TRIGGER IF EXISTS "{_name(protected.table, kind)}" ON "{protected.table}"' for kind in KINDS]


def _columns(cursor, table: str) -> list[tuple[str, bool]]:
    cursor.execute(
        "SELECT attname, typcategory = 'S' FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [f'"{table}"'],
    )
    return cursor.fetchall()


def _unchanged(cursor, protected) -> str:
    parts = []
    for column, is_text in _columns(cursor, protected.table):
        same = f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"'
        if column not in protected.blank:
            parts.append(same)
            continue
        empty = f" OR NEW.\"{column}\" = ''" if is_text else ""
        parts.append(f'(NEW."{column}" IS NULL{empty} OR {same})')
    return " AND ".join(parts)


def create(cursor, protected) -> list[str]:
    """Statements that make the triggers."""
    table = protected.table
    only = f"WHEN (NOT ({_unchanged(cursor, protected)})) " if protected.blank else ""
    ways = {"update": f"FOR EACH ROW {only}", "delete": "FOR EACH ROW ", "truncate": "FOR EACH STATEMENT "}
    return [
        _MAKE_FUNCTION.replace("%%", "%"),
        *(f'CREATE TRIGGER "{_name(table, k)}" BEFORE {k.upper()} ON "{table}" {ways[k]}EXECUTE FUNCTION {FUNCTION}()' for k in KINDS),
    ]


def expected(cursor, protected) -> dict[str, str]:
    """Name → how it must stand there: enabled, before, by our function."""
    return {_name(protected.table, kind): f"{kind} O {FUNCTION}" for kind in KINDS}


def installed(cursor) -> dict[tuple[str, str], str]:
    """(table, name) → how it stands there."""
    cursor.execute(
        "SELECT relname, tgname, CASE WHEN tgtype & 2 = 0 THEN 'after' WHEN tgtype & 16 > 0 THEN 'update'"
        " WHEN tgtype & 8 > 0 THEN 'delete' WHEN tgtype & 32 > 0 THEN 'truncate' END || ' ' || tgenabled::text || ' ' || proname"
        " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE NOT tgisinternal AND relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY (current_schemas(false)))"
    )
    return {(table, name): how for table, name, how in cursor.fetchall()}
