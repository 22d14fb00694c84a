"""Making an installation ready: folders, tables, static files. Idempotent; fast when there is nothing to do."""

import hashlib
import os
import tempfile

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError


def refuse_demo_secret() -> None:
    """Stop a production start that still carries the demo's keys.

    Raises ImproperlyConfigured with the sentence that says what to set.
    """
    if settings.MODE == "production" and (settings.SECRET_KEY == settings.DEMO_SECRET or settings.SALT_KEY == ["demo-only-salt"]):
        raise ImproperlyConfigured("Im Betrieb müssen SECRET_KEY und SALT_KEY gesetzt sein. Vorschlag: openssl rand -hex 32")


def prepare() -> None:
    """Folders, database tables and static files as this version needs them. Raises CommandError where nothing can be written."""
    refuse_demo_secret()
    for folder, mode in ((settings.VAR, 0o777), (settings.MEDIA_ROOT, 0o777), (settings.SECRET_DIR, 0o700)):
        _make_folder(folder, mode)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _collect_static()


def _make_folder(folder, mode: int) -> None:
    """A folder in which files can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as trouble:
        sentence = f"In {folder} lässt sich nichts schreiben ({trouble.strerror}). Bitte die Rechte prüfen oder mit QUARTIER_VAR einen anderen Ordner nennen."
        raise CommandError(sentence) from None


def _collect_static() -> None:
    stamp, now = settings.VAR / "static.stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)


def _fingerprint() -> str:
    """Names, sizes and times of all static files of ours, as one hash."""
    digest = hashlib.sha256()
    for folder in sorted(settings.PACKAGE.glob("*/*/static")):
        for root, _dirs, names in sorted(os.walk(folder)):
            for name in sorted(names):
                stat = os.stat(os.path.join(root, name))
                digest.update(f"{root}/{name}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()
