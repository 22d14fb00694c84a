"""The seal of a row: a hash over what it says and over the seal before it. Independent of the engine and of row ids of accounts."""

import hashlib
import json
from datetime import UTC


def words(transfer, debit, credit):
    """What is sealed, as plain JSON values in a fixed order; accounts by name, the moment in UTC."""
    return [
        transfer.number, transfer.booking, name(debit), name(credit), transfer.cents, str(transfer.reason), transfer.on.isoformat(),
        transfer.by_id, transfer.second_id, transfer.about_kind, transfer.about_id, transfer.answers_id, transfer.note,
        transfer.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]  # fmt: skip


def name(account):
    """The name of an account as a list of plain values."""
    return [value if isinstance(value, int) else str(value) for value in (getattr(account, part) for part in account.NAME)]


def seal(previous, transfer, debit, credit):
    """The seal of `transfer` (hex) after the seal `previous` ('' before the first row)."""
    text = json.dumps([previous, words(transfer, debit, credit)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
