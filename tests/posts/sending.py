"""Sending a form again: after the answer arrived, after it was lost on the way, and many times at once."""

import hashlib
from collections.abc import Callable

from django.db import connection, transaction

from quartier.ground.acts import once
from quartier.ground.acts.tests.helpers import at_once
from tests import databases
from tests.visitor import Visitor

OF_THE_SESSION = frozenset({"django_session", "usersessions_usersession"})  # a session may be taken up again; it is no act


def answer(response) -> tuple:
    """What must be the same each time: where it leads, or the page that was kept."""
    page = "" if 300 <= response.status_code < 400 else hashlib.sha256(response.content).hexdigest()
    return response.status_code, response.headers.get("Location"), response.headers.get("HX-Redirect"), page


def twin(visitor: Visitor) -> Visitor:
    """The same browser, to which nothing of what comes next has come yet."""
    other = Visitor(None)
    other.client.cookies.load({name: morsel.value for name, morsel in visitor.client.cookies.items()})
    return other


def again_and_again(visitor: Visitor, action: str, data: dict):
    """Send a form; if it is done, once more as if its answer was lost, and once more after it arrived.

    Returns the first response, and what was wrong with the later ones or "".
    """
    unheard = twin(visitor)
    response = visitor.post_now(action, data)
    if not once.is_done(response):
        return response, ""
    first = answer(response)
    for how, who in (("sent again after a lost answer", unheard), ("sent again", visitor)):
        told, changed = unchanged(lambda who=who: answer(who.post_now(action, data)))
        if told != first or changed:
            return response, f"{how}: {told} instead of {first}; {changed or 'nothing'} was written"
    return response, ""


def unchanged(act: Callable) -> tuple[object, list[str]]:
    """What `act()` returns, and the tables whose content it changed.

    The engine's own counts of rows written say at once that nothing was; only if something was, the contents are compared.
    """
    before = rows_written()
    here = transaction.savepoint()
    result = act()
    if rows_written() == before:
        transaction.savepoint_commit(here)
        return result, []
    after = databases.content(OF_THE_SESSION)
    transaction.savepoint_rollback(here)
    was = databases.content(OF_THE_SESSION)
    return result, [table for table, seal in after.items() if was.get(table) != seal]


def rows_written() -> int:
    """Rows inserted, changed or deleted by this connection so far; on PostgreSQL by its open transaction. What was rolled back counts too."""
    if databases.is_sqlite():
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return cursor.fetchone()[0]


def many_at_once(times: int, visitor: Visitor, action: str, data: dict) -> list:
    """The answers to the same form, sent by so many threads together; an exception in place of an answer that did not come."""
    twins = [twin(visitor) for _ in range(times)]
    told = at_once(times, lambda number: twins[number].post_now(action, data))
    return [one if isinstance(one, Exception) else answer(one) for one in told]


def rows() -> dict[str, int]:
    """Table → number of its rows, sessions aside."""
    tables = sorted(set(connection.introspection.table_names()) - OF_THE_SESSION)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def added(before: dict[str, int]) -> dict[str, int]:
    """Table → how many rows there are more (or less) than before, where that differs."""
    return {table: number - before[table] for table, number in rows().items() if number != before[table]}
