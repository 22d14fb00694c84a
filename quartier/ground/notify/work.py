"""What is due is done here: mail first, then the jobs that apps register. Due rows are the truth; a crash loses none.

    @work.job("calls.remind", every_seconds=600)
    def remind(): ...

A job looks for its due rows itself, does each in a transaction of its own and marks it done: it may be called at any time.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, connections, transaction

from quartier.ground.acts import clock
from quartier.ground.notify import delivery, models

JOBS: dict[str, "Due"] = {}
LEASE = timedelta(minutes=30)  # a job whose worker was killed begins anew after this
TICK = 1.0  # seconds between looks at the outbox
log = logging.getLogger(__name__)

deliver_due = delivery.deliver_due


@dataclass(frozen=True)
class Due:
    """A registered job: what to call, how often, in seconds."""

    name: str
    every_seconds: int
    call: object


def job(name: str, every_seconds: int):
    """Register a function as a job that `quartier work` calls every so many seconds, in one worker at a time."""

    def register(call):
        JOBS[name] = Due(name, every_seconds, call)
        return call

    return register


def run_due(force: bool = False) -> list[str]:
    """Run all jobs whose time has come (with `force` all that no other worker runs); returns the names of those that ran."""
    return [due.name for due in list(JOBS.values()) if _begin(due, force) and _run(due)]


def _begin(due: Due, force: bool) -> bool:
    """Take the job for this worker; False when it is not its time or another worker runs it."""
    now = clock.now()
    row, _made = models.Job.objects.get_or_create(name=due.name, defaults={"next_at": now})
    if (row.next_at > now and not force) or (row.lease_until and row.lease_until > now):
        return False
    with transaction.atomic():
        row = models.Job.objects.select_for_update().get(pk=row.pk)
        if (row.next_at > now and not force) or (row.lease_until and row.lease_until > now):
            return False
        row.lease_until = now + LEASE
        row.save(update_fields=["lease_until"])
        return True


def _run(due: Due) -> bool:
    trouble = ""
    try:
        due.call()
    except Exception as error:
        log.exception("job %s failed", due.name)
        trouble = type(error).__name__
    next_at = clock.now() + timedelta(seconds=due.every_seconds)
    models.Job.objects.filter(name=due.name).update(next_at=next_at, lease_until=None, trouble=trouble, ran_at=clock.now())
    return True


def once() -> None:
    """Everything that is due now, and every job once."""
    deliver_due()
    run_due(force=True)
    deliver_due()


def loop(stop: threading.Event) -> None:
    """Work until `stop` is set: look at the outbox every second, at the jobs every ten."""
    jobs_at = 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            deliver_due()
            if time.monotonic() >= jobs_at:
                run_due()
                jobs_at = time.monotonic() + 10
        except Exception:
            log.exception("the worker could not work; it goes on")
            connections.close_all()
            stop.wait(5)
        stop.wait(TICK)
