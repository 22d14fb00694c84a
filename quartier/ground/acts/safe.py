"""Canonical JSON: the same facts give the same bytes, on each engine and in each year. Hashes are taken over it."""

import datetime
import decimal
import hashlib
import json
import uuid

from django.utils.functional import Promise

_AS_TEXT = (decimal.Decimal, uuid.UUID, Promise)


def plain(value):
    """The value as JSON knows it: dates as ISO text, moments in UTC, decimals as text. TypeError for what has no one form (floats)."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, _AS_TEXT):
        return _text(str(value))
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {_key(k): plain(v) for k, v in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form: write cents as int, rates as Decimal or text")


def _text(value: str) -> str:
    """NUL and half surrogate pairs cannot be stored everywhere; they are left out and replaced."""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _key(value) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError(f"a key must be text, not {type(value).__name__}")
    return _text(str(value))


def moment(value: datetime.datetime) -> str:
    """An aware moment as text in UTC with microseconds, always of the same length. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("a moment in a log needs a time zone")
    return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value) -> bytes:
    """The bytes to be hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value) -> str:
    """sha256 over canonical JSON, 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(salt: str, value) -> str:
    """What stands for a personal text in the chain: without the salt nothing can be told about the text, not even by guessing."""
    return hashlib.sha256(salt.encode() + b"\x00" + canonical(value)).hexdigest()
