"""The log: each act is one row, chained per place by hashes over salted commitments of what is personal.

Erasing a person blanks salts and texts; the entries, their numbers and the chain stay whole. `LogHead` is locked last but one of all
locks (case → ledger accounts → head of the ledger → head of the log → version of the place), so an action writes its entry at its end.
A chain alone cannot show that its tail was cut: heads are kept outside as well (`anchors.py`, the public feed, minutes, PDFs).
"""

import secrets
from dataclasses import dataclass

from django.db import connection, transaction

from quartier.ground.acts import clock, safe, subjects
from quartier.ground.acts.models import Entry, LogHead, Personal

START = "0" * 64
ERASED = "acts.erase"


@dataclass(frozen=True)
class Head:
    """The end of a place's chain."""

    place_id: int
    number: int
    hash: str


def record(act, *, place_id, about=None, thread_id=None, by=None, public=False, data=None, personal=None, of=None) -> Entry:
    """Write one act down, in the transaction of the act; returns the entry.

    `act` is a word like `participation.publish`. `data` holds nothing personal and no floats; `personal` can be erased, with the person
    `of` whom it tells (default: `by`). Raises TransactionManagementError outside a transaction, TypeError for what has no canonical form.
    """
    kind, pk = subjects.ref(about)
    facts = safe.plain(data or {})
    told = safe.plain(personal) if personal else None
    salt = secrets.token_hex(32) if told else ""
    head = _locked_head(place_id)
    entry = Entry(
        place_id=place_id, number=head.number + 1, at=clock.now(), act=act, about_kind=kind, about_id=pk, thread_id=thread_id,
        by_id=getattr(by, "pk", by), public=public, data=facts, previous=head.hash,
        commitment=safe.commitment(salt, told) if told else "",
    )  # fmt: skip
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    if told:
        whose = getattr(of, "pk", of) if of is not None else entry.by_id
        entry.personal_row = Personal.objects.create(entry=entry, person_id=whose, salt=salt, payload=told)
    LogHead.objects.filter(place_id=place_id).update(number=entry.number, hash=entry.hash)
    return entry


def seal(entry: Entry) -> str:
    """The hash of an entry over all that must not change in it, and over the hash before it."""
    return safe.digest(
        {
            "place": entry.place_id,
            "number": entry.number,
            "at": entry.at,
            "act": entry.act,
            "about": [entry.about_kind, entry.about_id],
            "thread": entry.thread_id,
            "by": entry.by_id,
            "public": entry.public,
            "data": entry.data,
            "commitment": entry.commitment,
            "previous": entry.previous,
        }
    )


def _locked_head(place_id: int) -> LogHead:
    connection.validate_no_broken_transaction()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act is written down in its own transaction: use transaction.atomic()")
    heads_of_place = LogHead.objects.select_for_update().filter(place_id=place_id)
    locked = heads_of_place.first()
    if locked is None:
        LogHead.objects.bulk_create([LogHead(place_id=place_id, hash=START)], ignore_conflicts=True)
        locked = heads_of_place.get()
    return locked


def entries(*, thread_id=None, about=None, place_id=None, public_only=False):
    """Entries in the order of writing; give one or more of the filters. The personal part is read along unless `public_only`."""
    rows = Entry.objects.order_by("id")
    if about is not None:
        kind, pk = subjects.ref(about)
        rows = rows.filter(about_kind=kind, about_id=pk)
    if thread_id is not None:
        rows = rows.filter(thread_id=thread_id)
    if place_id is not None:
        rows = rows.filter(place_id=place_id)
    return rows.public() if public_only else rows.select_related("personal_row")


def head(place_id: int) -> Head:
    """The end of a place's chain now; number 0 and zeros if nothing has been written."""
    row = LogHead.objects.filter(place_id=place_id).first()
    return Head(place_id, row.number, row.hash) if row else Head(place_id, 0, START)


def heads() -> list[Head]:
    """The ends of all chains, by place."""
    return [Head(*row) for row in LogHead.objects.order_by("place_id").values_list("place_id", "number", "hash")]


@transaction.atomic
def erase_person(person_id: int, by=None) -> int:
    """Blank what the log tells of a person, and write down (without the person) which entries were blanked. Returns how many."""
    rows = Personal.objects.filter(person_id=person_id).exclude(salt="").select_related("entry").order_by("entry_id")
    numbers: dict[int, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.entry.place_id, []).append(row.entry.number)
    count = rows.update(salt="", payload=None)
    for place_id in sorted(numbers):
        record(ERASED, place_id=place_id, by=by, data={"numbers": numbers[place_id]})
    return count


def verify() -> list[str]:
    """Walk all chains; one sentence per problem, [] if all is well."""
    from quartier.ground.acts import proof  # the long walk stands apart

    return proof.problems()
