"""The bytes on the disk: written under another name, forced out, then renamed, so that a half file never has a good name.

`kept/` holds what was chosen in a form that is not accepted yet; the form carries a signed reference to it.
"""

import hashlib
import os
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import signing

from quartier.ground.files import sniff
from quartier.ground.ui import german

KEPT = "kept"
KEPT_FOR = timedelta(days=30)  # as long as a draft
MOST_KEPT_BYTES = 2_000_000_000  # beyond this the oldest are let go
_SALT = "quartier.files.kept"


@dataclass(frozen=True)
class Kept:
    """A checked file that waits for its form to be accepted."""

    key: str
    name: str
    content_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None

    @property
    def reference(self) -> str:
        """What the form carries in a hidden field: everything about the file, signed."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @property
    def size_text(self) -> str:
        return german.file_size(self.size)

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


def path_of(name: str) -> Path:
    """The full path of a stored name."""
    return Path(settings.MEDIA_ROOT) / name


def write(name: str, content: bytes) -> None:
    """Put bytes under a name for good: temporary name, forced to the disk, renamed, folder forced too."""
    target = path_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    with open(passing, "xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(passing, target)
    _force_folder(target.parent)


def _force_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fresh_name(content_type: str) -> str:
    """A new name, spread over 256 folders."""
    key = uuid.uuid4().hex
    return f"{key[:2]}/{key}.{sniff.ENDINGS[content_type]}"


def keep(checked: sniff.Checked) -> Kept:
    """Keep a checked file until its form is accepted."""
    _make_room()
    key = uuid.uuid4().hex
    write(f"{KEPT}/{key}", checked.content)
    digest = hashlib.sha256(checked.content).hexdigest()
    return Kept(key, checked.name, checked.content_type, len(checked.content), digest, checked.width, checked.height)


def kept_from(reference: str) -> Kept | None:
    """The kept file of a reference; None when the reference is not ours or the file is gone."""
    try:
        kept = Kept(**signing.loads(reference, salt=_SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError):
        return None
    return kept if path_of(f"{KEPT}/{kept.key}").is_file() else None


def _make_room() -> None:
    """Let the oldest kept files go when there are too many; their people then choose the file again."""
    folder = path_of(KEPT)
    found = sorted((e.stat().st_mtime, e.stat().st_size, e.path) for e in os.scandir(folder)) if folder.is_dir() else []
    too_much = sum(size for _at, size, _path in found) - MOST_KEPT_BYTES
    for _at, size, path in found:
        if too_much <= 0:
            return
        Path(path).unlink(missing_ok=True)
        too_much -= size


def adopt(kept: Kept) -> str:
    """Give a kept file its name for good; the kept one stays, in case the transaction does not end well."""
    name = fresh_name(kept.content_type)
    target = path_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path_of(f"{KEPT}/{kept.key}"), target)
    except OSError:  # a file system without links
        write(name, path_of(f"{KEPT}/{kept.key}").read_bytes())
    _force_folder(target.parent)
    return name


def drop(name: str) -> None:
    """Delete bytes; those that are gone already are no trouble."""
    path_of(name).unlink(missing_ok=True)


def sweep(known) -> int:
    """Delete kept files that nobody came back for and files of acts that ended badly. `known(names)` → names with a row."""
    now, gone = time.time(), 0  # age on the disk is a matter of the machine, not of the rules
    for folder in _folders():
        age = KEPT_FOR if folder.name == KEPT else timedelta(days=1)
        old = [f"{folder.name}/{e.name}" for e in os.scandir(folder) if now - e.stat().st_mtime > age.total_seconds()]
        for name in set(old) - (set() if folder.name == KEPT else known(old)):
            drop(name)
            gone += 1
    return gone


def _folders() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(entry for entry in root.iterdir() if entry.is_dir()) if root.is_dir() else []
