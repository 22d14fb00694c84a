"""Settings of the test runs: the product's own, in a throw-away place, without waiting for the disk."""

import os
import tempfile

os.environ.setdefault("QUARTIER_MODE", "test")
_base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
os.environ.setdefault("QUARTIER_VAR", tempfile.mkdtemp(prefix="quartier-test-", dir=_base))

from quartier.config.settings import *  # noqa: E402, F403
from quartier.config.settings import DATABASES, VAR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON"
DATABASES["default"]["CONN_MAX_AGE"] = 0
(VAR / "static").mkdir(parents=True, exist_ok=True)
