"""Limits on tries: stored, locked, counted in fixed windows of time.

One upsert counts and tells the count. Within an act the transaction may be rolled back, and the try must still count: `hit` leaves word
with the act, which counts again after going back to its savepoint, in the same outer transaction (on SQLite the write lock is held
all along; on PostgreSQL an advisory lock keeps others with the same key out until then). So no number of parallel tries slips through.
Outside an act the count belongs to the caller's transaction.
"""

import datetime
import hashlib
import ipaddress
import math

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from quartier.ground.acts import clock, once
from quartier.ground.acts.models import Counter

_UPSERT = """
INSERT INTO acts_counter (name, key_hash, window_at, until_at, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (name, key_hash, window_at) DO UPDATE SET count = acts_counter.count + 1 RETURNING count
"""


class TooMany(Exception):
    """Too many tries. `until`: the moment from which it goes on."""

    def __init__(self, until: datetime.datetime):
        super().__init__(f"too many tries until {until:%H:%M}")
        self.until = until

    @property
    def seconds(self) -> int:
        """How long to wait, at least 1."""
        return max(1, math.ceil((self.until - clock.now()).total_seconds()))


def hit(name: str, key, *, per: datetime.timedelta, most: int) -> None:
    """Count one try of `key` at `name`. Raises `TooMany` if there were `most` already in this window of length `per`."""
    row = _row(name, key, per)
    act = once.current()
    if act is None:
        with transaction.atomic():
            count = _count(row)
    else:
        _keep_out_others(act, row)
        count = _count(row)
        _remember(act, row)
    if count > most:
        raise TooMany(row[3])


def left(name: str, key, *, per: datetime.timedelta, most: int) -> int:
    """How many tries remain in this window; counts nothing."""
    row = _row(name, key, per)
    used = Counter.objects.filter(name=name, key_hash=row[1], window_at=row[2]).values_list("count", flat=True).first()
    return max(0, most - (used or 0))


def forget(name: str, key) -> None:
    """After a success: earlier tries no longer count."""
    rows = Counter.objects.filter(name=name, key_hash=_hashed(name, key))
    rows.delete()
    act = once.current()
    if act is not None:
        act.counts[name, _hashed(name, key)] = rows.delete


def purge(before: datetime.datetime) -> int:
    """Remove counters whose window ended before a moment. Returns how many."""
    return Counter.objects.filter(until_at__lt=before).delete()[0]


def client(request) -> str:
    """Who tries, where nobody is signed in: the address of the caller; of an IPv6 address the network, since a household has billions."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


def _hashed(name: str, key) -> str:
    return salted_hmac("quartier.acts.limits", f"{name}\x00{key}", algorithm="sha256").hexdigest()


def _row(name: str, key, per: datetime.timedelta) -> tuple:
    length = per.total_seconds()
    start = datetime.datetime.fromtimestamp(math.floor(clock.now().timestamp() / length) * length, datetime.UTC)
    return name, _hashed(name, key), start, start + per


def _remember(act, row: tuple) -> None:
    """After a rollback the try counts all the same."""
    before = act.counts.get(row[:2], lambda: None)
    act.counts[row[:2]] = lambda: (before(), _count(row))


def _count(row: tuple) -> int:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [row[0], row[1], adapt(row[2]), adapt(row[3])])
        return cursor.fetchone()[0]


def _keep_out_others(act, row: tuple) -> None:
    """An advisory lock of the session outlives the savepoint; the act gives it back at its end."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(f"{row[0]}{row[1]}{row[2]}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    act.unlocks.append(lambda: _unlock(number))


def _unlock(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
