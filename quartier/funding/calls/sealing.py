"""Sealed bids: encrypted with a key per call that lies outside the database (design: sealed bids).

The key file is `<SECRET_DIR>/calls/<call id>.key`. Whoever has only the database, or only a backup of it, cannot read a bid before
the opening. The commitment (sha256 over a salt inside the sealed content) is in the log from the receipt on and shows that nothing changed.
"""

import contextlib
import hashlib
import json
import os
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CannotOpen(Exception):
    """A sealed bid cannot be read. `why`: "key" (the call's key is gone or broken), "content" (what is stored is damaged)
    or "changed" (it can be read, and is not what was handed in)."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def _path(call_id: int):
    return settings.SECRET_DIR / "calls" / f"{call_id}.key"


def make_key(call_id: int) -> None:
    """Lay down the key of a call, durably and readable by nobody else. Does nothing when it is there."""
    path = _path(call_id)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    os.unlink(fresh)
    _keep_name(path.parent)


def _keep_name(folder) -> None:
    """A file whose name is not on the disk yet is lost with the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(call_id: int) -> Fernet:
    try:
        return Fernet(_path(call_id).read_bytes())
    except (OSError, ValueError) as trouble:
        raise CannotOpen("key") from trouble


def seal(call_id: int, content: dict) -> tuple[bytes, str]:
    """Encrypt a bid's content; returns (sealed bytes, commitment). Raises CannotOpen without the call's key."""
    text = json.dumps({"salt": secrets.token_hex(16), "content": content}, ensure_ascii=False, sort_keys=True)
    return _lock(call_id).encrypt(text.encode()), hashlib.sha256(text.encode()).hexdigest()


def unseal(call_id: int, sealed: bytes | None, commitment: str) -> dict:
    """The content as it was at the receipt. Raises CannotOpen when it cannot be read or is not what the commitment says."""
    lock = _lock(call_id)
    try:
        text = lock.decrypt(bytes(sealed)).decode()
        content = json.loads(text)["content"]
    except (InvalidToken, TypeError, ValueError, KeyError) as trouble:
        raise CannotOpen("content") from trouble
    if hashlib.sha256(text.encode()).hexdigest() != commitment:
        raise CannotOpen("changed")
    return content
