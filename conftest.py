"""What all tests share: the demo's people are not here, each app has factories of its own."""

import os
import shutil

import pytest
from django.conf import settings

pytest_plugins = ["quartier.ground.acts.testing"]
IN_CI = os.environ.get("CI") == "true"
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if shutil.which(p)), None)


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out tests that touch no database (second run on another engine)")


def _is_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM and not IN_CI:
            item.add_marker(pytest.mark.skip(reason="Chromium fehlt: apt-get install chromium"))
        if item.get_closest_marker("postgres") and not _is_postgres():
            item.add_marker(pytest.mark.skip(reason="läuft nur auf PostgreSQL: make test-postgres"))
    if config.getoption("--database-only"):
        kept = [i for i in items if _touches_database(i)]
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept


def _touches_database(item) -> bool:
    if item.get_closest_marker("browser"):
        return False  # what a browser shows does not depend on the engine; the same stories are played on both without one
    names = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or names & {"db", "transactional_db", "live_server", "client", "demo_store"})


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_triggers():
    """A test with real transactions ends with a flush; rows that never change make way for that alone."""
    from django.core.management.commands import flush

    from quartier.ground.acts import triggers

    handle = flush.Command.handle

    def lifted(self, **options):
        with triggers.lifted():
            return handle(self, **options)

    flush.Command.handle = lifted
    yield
    flush.Command.handle = handle
