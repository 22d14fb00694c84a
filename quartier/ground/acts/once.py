"""One POST, one act, one transaction.

    BEGIN · savepoint · INSERT nonce … ON CONFLICT DO NOTHING · the view · done?
      yes: keep the answer beside the nonce, COMMIT          no: back to the savepoint, write the counts of tries again, COMMIT

A second POST with the same token waits for the first (PostgreSQL at the row, SQLite at BEGIN IMMEDIATE) and then finds its answer.
"""

import contextvars
import hashlib
import logging
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.db import connection, transaction

from quartier.ground.acts import answers, content, tokens
from quartier.ground.acts.models import Nonce

log = logging.getLogger(__name__)
_current: contextvars.ContextVar["Act | None"] = contextvars.ContextVar("act", default=None)


def current() -> "Act | None":
    """The act whose transaction is open in this thread, if any."""
    return _current.get()


class Act:
    """One try at one POST."""

    def __init__(self, request):
        self.request = request
        self.afterwards: list = []
        self.counts: dict = {}  # tries that a rollback must not forget: key → callable; see limits.py
        self.unlocks: list = []
        self.nonce: str | None = None
        self.person_id = 0  # who acts, as the act begins; a sign-in or sign-out changes it
        self.is_deadlocked = False
        self._outer = self._inner = None

    @property
    def is_open(self) -> bool:
        return self._outer is not None

    def begin(self, nonce: str | None, said: str) -> Nonce | None:
        """Open the transaction and take the nonce. Returns the row of an earlier act if the nonce has been taken."""
        outer, inner = transaction.atomic(), transaction.atomic()
        outer.__enter__()
        self._outer = outer
        inner.__enter__()
        self._inner = inner
        _current.set(self)
        self.nonce, self.person_id = nonce, tokens.person_id(self.request)
        if nonce and not take(nonce, content.keyed(nonce, said)):
            self.nonce = None
            return Nonce.objects.get(key=key_of(nonce))
        return None

    def end(self, response) -> None:
        """Commit or roll back by the answer, then run what was put off until afterwards."""
        if self.is_open:
            try:
                self._close(response)
            finally:
                _current.set(None)
                for unlock in self.unlocks:
                    unlock()
        if not self.is_deadlocked:
            _run(self.afterwards)

    def _close(self, response) -> None:
        keep = stays(self.request, response)
        with _leaving(self._outer):
            self._outer = None
            with _leaving(self._inner):
                self._settle(response) if keep else _roll_back()
            if not keep and not self.is_deadlocked:
                for again in self.counts.values():
                    again()

    def _settle(self, response) -> None:
        if connection.needs_rollback:
            raise transaction.TransactionManagementError(
                "the view answered that the act is done, but a database error broke its transaction"
            )
        if self.nonce is None:
            return
        row = Nonce.objects.filter(key=key_of(self.nonce))
        if is_done(response):
            row.update(answer=answers.pack(self.nonce, self.request, response, self.person_id))
        else:
            row.delete()


@contextmanager
def _leaving(block):
    """Leave a transaction that was entered in another function; None if it never was."""
    with ExitStack() as stack:
        if block is not None:
            stack.push(block.__exit__)
        yield


def _roll_back() -> None:
    if not connection.closed_in_transaction:
        connection.set_rollback(True)


def key_of(nonce: str) -> str:
    """What the database knows of a nonce."""
    return hashlib.sha256(nonce.encode()).hexdigest()


def take(nonce: str, said: str = "") -> bool:
    """True if the nonce was free; it is taken with the open transaction. Waits for another transaction that is just taking it."""
    at = connection.ops.adapt_datetimefield_value(answers.real_now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO acts_nonce (key, content, at, answer) VALUES (%s, %s, %s, '') ON CONFLICT DO NOTHING", [key_of(nonce), said, at]
        )
        return cursor.rowcount == 1


def earlier(nonce: str) -> Nonce | None:
    """The row of an act that is done under this nonce, or None."""
    return Nonce.objects.filter(key=key_of(nonce)).exclude(answer="").first()


def is_done(response) -> bool:
    """A redirect, or a page marked by `acts.done`, ends an act."""
    redirects = 300 <= response.status_code < 400 and response.status_code != 304
    return redirects or getattr(response, "act_is_done", False) or "HX-Redirect" in response.headers


def stays(request, response) -> bool:
    """Whether what was written stays. Besides done acts: libraries' views that answer with a page, and doors for machines."""
    if getattr(response, "act_is_repeated", False):
        return False
    view = getattr(request.resolver_match, "func", None)
    module = getattr(view, "__module__", "") or ""
    library = module.startswith(tuple(getattr(settings, "ACTS_COMMIT_ALWAYS", ("allauth.",))))
    machine = getattr(view, "csrf_exempt", False) and response.status_code < 400
    return is_done(response) or machine or (library and response.status_code < 500)


def purge(before) -> int:
    """Remove nonces used before an aware moment; not younger than a token lives. Returns how many."""
    return Nonce.objects.filter(at__lt=before).delete()[0]


def _run(callables: list) -> None:
    """Each in its own transaction; all are tried, the first problem is raised at the end."""
    problem = None
    for call in callables:
        try:
            with transaction.atomic():
                call()
        except Exception as error:
            log.exception("something put off until after an act failed")
            problem = problem or error
    if problem:
        raise problem
