"""What `quartier check_ledger` and `quartier check_log` say, in one list, and whether every stored file is there."""

import hashlib

from quartier.ground.acts import log, triggers
from quartier.ground.files import store
from quartier.ground.files.models import StoredFile
from quartier.ground.ledger import check


def books() -> list[str]:
    """Sentences about what is wrong with ledger and log; [] is good."""
    return [*triggers.missing(), *log.verify(), *check.problems()]


def files() -> list[str]:
    """Rows whose bytes are missing or others than they were."""
    return [f"{row.name} ({row.path})" for row in StoredFile.objects.filter(removed_at=None).order_by("pk") if not _is_there(row)]


def _is_there(row) -> bool:
    path = store.path_of(row.path)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256


def everything() -> list[str]:
    """Books and files together."""
    return [*books(), *files()]
