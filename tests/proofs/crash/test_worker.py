"""`quartier work`, a real process, is killed when the mail server has taken a mail and the worker has not noted it."""

import datetime
import os
import signal
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection, connections

from quartier.ground.acts import clock
from quartier.ground.notify.models import Message
from tests.proofs.crash import post_office

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MAILS, KILLED_AT = 14, 5


def _write_mails() -> None:
    for number in range(MAILS):
        Message.objects.create(
            channel="mail", to=f"person{number}@beispiel.example", subject=f"Nummer {number}", body="Guten Tag", place=None,
            written_at=clock.now(), next_try_at=clock.now(),
        )  # fmt: skip


def _worker(office, var, begins_at: datetime.datetime) -> subprocess.Popen:
    """The command as an operator starts it, on the database of this test."""
    command = [sys.executable, "-m", "quartier.config.cli", "work", "--once"]
    env = {**os.environ, "QUARTIER_MODE": "demo", "QUARTIER_VAR": str(var), "DATABASE_URL": _database_url(), "MAIL_URL": office.url}
    env |= {"DJANGO_SETTINGS_MODULE": "quartier.config.settings", "QUARTIER_CLOCK": begins_at.isoformat()}
    return subprocess.Popen(command, env=env, cwd=settings.PACKAGE.parent, stderr=subprocess.PIPE)


def _database_url() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


@pytest.mark.parametrize("shot_at", [KILLED_AT, 1, MAILS])
def test_a_worker_shot_between_sending_and_noting_repeats_that_mail_alone_and_recognisably(tmp_path, shot_at):
    _write_mails()
    connections.close_all()
    with post_office.open_for_business() as office:
        worker = _worker(office, tmp_path, clock.now())
        office.before_thanks = lambda number: os.kill(worker.pid, signal.SIGKILL) if number == shot_at else None
        assert worker.wait(timeout=60) == -signal.SIGKILL, worker.stderr.read().decode()[-2000:]
        assert len(office.taken) == shot_at
        later = _worker(office, tmp_path, clock.now() + datetime.timedelta(minutes=6))
        assert later.wait(timeout=60) == 0, later.stderr.read().decode()[-2000:]
    _every_mail_arrived(office.taken, repeated=shot_at - 1)


def _every_mail_arrived(taken: list, repeated: int) -> None:
    rows = list(Message.objects.order_by("pk").values_list("message_id", "state"))
    times = Counter(mail["Message-ID"] for mail in taken)
    assert {state for _id, state in rows} == {"sent"}
    assert [times[message_id] for message_id, _state in rows] == [2 if number == repeated else 1 for number in range(MAILS)]
    first, second = [mail for mail in taken if mail["Message-ID"] == rows[repeated][0]]
    assert first.as_string() == second.as_string()
