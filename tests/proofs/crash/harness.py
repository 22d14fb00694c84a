"""Playing a story step by step, with a process that dies at every step before each single write.

A step is one POST, or one round of the worker. It is tried in a forked child, which kills itself with SIGKILL before its n-th write; n
goes up until the child comes through. After each death the database must be exactly as before the step, or, where a transaction was
committed, whole. Then the form is sent again, as a person does who never saw an answer: done once, same answer.
"""

import json
import os
import select
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field

from django.db import connection, connections

from tests import checks, databases

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")
NOT_OF_THE_ACT = frozenset({"django_session", "usersessions_usersession", "acts_nonce", "acts_counter", "shared_cache"})
MOST_WRITES = 400
PATIENCE = 120  # seconds for one step in a child; none takes ten
IS_FULL = os.environ.get("CRASH_FULL") == "1"


@dataclass
class Report:
    """What a child tells through its pipe, line by line, until it dies."""

    lines: list[dict] = field(default_factory=list)
    status: int = 0

    @property
    def died(self) -> bool:
        """Before it could answer."""
        return not any("answer" in line for line in self.lines)

    @property
    def commits(self) -> int:
        """Transactions that were durable when the child died."""
        return sum("commit" in line for line in self.lines)

    @property
    def answer(self):
        return next((line["answer"] for line in self.lines if "answer" in line), None)

    @property
    def error(self) -> str | None:
        return next((line["error"] for line in self.lines if "error" in line), None)


def fork(work, die_before: int | None = None, die_after_commit: int | None = None) -> Report:
    """Run `work()` in a child that dies before its n-th write, or right after its n-th commit; what it returns is its answer.

    A child that came through dies too, after it has told its answer: nothing may depend on a tidy end. The process must not have drawn
    a PDF before: the typesetter's threads do not live on in a child, which would wait for them for ever.
    """
    if "typst" in sys.modules:
        raise AssertionError("tests/proofs/crash needs a process of their own: this one has drawn a PDF before, see tools/test.sh")
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(work, writing, die_before, die_after_commit)
    os.close(writing)
    lines = _heard(reading, pid)
    report = Report(lines, os.waitpid(pid, 0)[1])
    if report.error:
        raise AssertionError(f"the step failed in the child:\n{report.error}")
    return report


def _heard(pipe: int, pid: int) -> list[dict]:
    """All that the child tells until it dies; a child that hangs is killed and told of."""
    said, until = b"", time.monotonic() + PATIENCE
    with os.fdopen(pipe, "rb", buffering=0) as told:
        while True:
            if not select.select([told], [], [], max(0, until - time.monotonic()))[0]:
                os.kill(pid, signal.SIGKILL)
                return [{"error": f"no word from the child for {PATIENCE} seconds"}]
            if not (part := told.read(65536)):
                return [json.loads(line) for line in said.decode().splitlines()]
            said += part


def _child(work, pipe: int, die_before, die_after_commit) -> None:
    def tell(**what):
        os.write(pipe, (json.dumps(what) + "\n").encode())

    try:
        with connection.execute_wrapper(_Mortal(die_before)):
            _watch_commits(tell, die_after_commit)
            tell(answer=work())
    except BaseException:
        tell(error=traceback.format_exc()[-4000:])
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


class _Mortal:
    """Counts writes and kills its process before one of them."""

    def __init__(self, die_before: int | None):
        self.die_before, self.seen = die_before, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.seen += 1
            if self.seen == self.die_before:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def _watch_commits(tell, die_after: int | None) -> None:
    commit, seen = connection._commit, []

    def watched():
        commit()
        seen.append(1)
        tell(commit=len(seen))
        if len(seen) == die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    connection._commit = watched


class Broken(AssertionError):
    """The house did not stand up again as it was."""


class Crashes:
    """Counts and plays the steps of one story."""

    def __init__(self, stride: int = 1):
        self.stride = 1 if IS_FULL else stride
        self.steps = self.deaths = 0
        self.seen: list[str] = []

    def step(self, name: str, work, again):
        """Play one step to its end and return its answer. `again()` sends the same once more, in this process, and returns the answer.

        Every second step ends with a death right after the commit: everything is done, and nobody has been told.
        """
        before = databases.content()
        unheard = 1 if self.steps % 2 else None
        first = 1 + self.steps % self.stride
        self.steps += 1
        for n in range(first, MOST_WRITES, self.stride):
            report = fork(work, die_before=n, die_after_commit=unheard)
            if not report.died or report.commits:
                return self._finish(name, report, again)
            self.deaths += 1
            self._must_be_as(before, f"{name}, dead before write {n}")
        raise Broken(f"{name}: no end after {MOST_WRITES} writes")

    def _finish(self, name, report, again):
        after = databases.content(NOT_OF_THE_ACT)
        answer = again()
        if report.answer is not None and answer != report.answer:
            raise Broken(f"{name}: acknowledged was {report.answer}, sent again it is {answer}")
        self._must_be_as(after, f"{name}, sent again", NOT_OF_THE_ACT)
        if problems := checks.everything():
            raise Broken(f"{name}: {problems}")
        self.seen.append(name)
        return answer

    def _must_be_as(self, before: dict, when: str, leave_out=frozenset()) -> None:
        now = databases.content(leave_out)
        if changed := [table for table in before if before[table] != now[table]]:
            raise Broken(f"{when}: something of it stayed in {changed}")
        if IS_FULL and (problems := checks.everything()):
            raise Broken(f"{when}: {problems}")
