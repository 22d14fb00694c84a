"""Making an installation ready: folders, tables, static files. Idempotent; fast when there is nothing to do."""

import hashlib
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command


def refuse_demo_secret() -> None:
    """Stop a production start that still carries the demo's keys.

    Raises ImproperlyConfigured with the sentence that says what to set.
    """
    if settings.MODE == "production" and (settings.SECRET_KEY == settings.DEMO_SECRET or settings.SALT_KEY == ["demo-only-salt"]):
        raise ImproperlyConfigured("Im Betrieb müssen SECRET_KEY und SALT_KEY gesetzt sein. Vorschlag: openssl rand -hex 32")


def prepare() -> None:
    """Folders, database tables and static files as this version needs them."""
    refuse_demo_secret()
    settings.VAR.mkdir(parents=True, exist_ok=True)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    settings.SECRET_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _collect_static()


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
