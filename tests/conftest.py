"""What guards, proofs and journeys share: the demo's database, built once per run, and one browser."""

import datetime
import fcntl
import itertools
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection

from quartier.ground.acts import clock
from tests import databases
from tests.chromium import Chromium

_numbers = itertools.count()
TODAY = datetime.date(2026, 11, 24)
KEPT = os.environ.get("DEMO_KEPT")  # a folder in which the built demo stays between two runs, for whoever works on these tests


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory, django_db_setup, django_db_blocker):
    """The finished demo, which nobody connects to: (name of the database, folder with files and keys)."""
    shared = Path(
        KEPT or (tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.getbasetemp())
    )
    shared = shared / f"demo-{connection.vendor}"
    shared.mkdir(parents=True, exist_ok=True)
    name = str(shared / "demo.sqlite3") if databases.is_sqlite() else "test_quartier_demo"
    with (shared / "lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            _build(name, shared)
            (shared / "built").touch()
    return name, shared


def _build(name: str, folder: Path, today: datetime.date = TODAY, **how) -> None:
    from quartier.config import demo

    databases.empty(name)
    with _house(folder), databases.using(name):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        demo.build(today, **how)


@contextmanager
def another(folder: Path, today: datetime.date, **how):
    """Inside the block the database is a demo of its own of that day, at ten in the morning."""
    name = str(folder / "another.sqlite3") if databases.is_sqlite() else f"test_quartier_demo_another_{os.getpid()}"
    _build(name, folder, today, **how)
    with _house(folder), databases.using(name), clock.at(datetime.datetime.combine(today, datetime.time(10))):
        yield
    databases.drop(name)


@contextmanager
def _house(folder: Path):
    """Files, keys and anchors of the log lie here inside the block."""
    names = {"MEDIA_ROOT": folder / "files", "SECRET_DIR": folder / "secrets", "ACTS_ANCHORS": folder / "heads.jsonl"}
    names |= {"EMAIL_BACKEND": "quartier.ground.notify.backends.Outbox", "MAIL_URL": "outbox:"}
    from django.test import override_settings

    with override_settings(**names):
        yield


@contextmanager
def _copy_of(store, folder: Path):
    """A copy of the demo that may be spoiled: the database, and what lies beside it."""
    source, kept = store
    name = str(folder / "copy.sqlite3") if databases.is_sqlite() else f"{source}_{os.getpid()}_{next(_numbers)}"
    databases.copy(source, name)
    if (kept / "secrets").exists():
        shutil.copytree(kept / "secrets", folder / "secrets", dirs_exist_ok=True)
    with _house(folder), databases.using(name), clock.at(datetime.datetime.combine(TODAY, datetime.time(10))):
        django_settings.MEDIA_ROOT = kept / "files"  # files are only ever added
        yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def demo_of_module(demo_store, tmp_path_factory, django_db_blocker):
    """One copy of the demo for all tests of a module that only read."""
    with django_db_blocker.unblock(), _copy_of(demo_store, tmp_path_factory.mktemp("demo")) as name:
        yield name


@pytest.fixture
def demo_database(demo_store, tmp_path, django_db_blocker):
    """A copy of the demo for this test alone, at ten in the morning of its day; returns the database's name."""
    with django_db_blocker.unblock(), _copy_of(demo_store, tmp_path) as name:
        yield name


@pytest.fixture
def demo(demo_of_module, django_db_blocker):
    """The demo for reading: what a test writes all the same is rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), clock.at(datetime.datetime.combine(TODAY, datetime.time(10))), transaction.atomic():
        yield demo_of_module
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quiet_about_no(caplog):
    """Guards ask for thousands of pages that are rightly not there."""
    caplog.set_level("ERROR", "django.request")


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker."""
    from conftest import CHROMIUM

    browser = Chromium(CHROMIUM)
    yield browser
    browser.close()
