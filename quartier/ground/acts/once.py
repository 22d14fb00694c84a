"""One POST, one act, one transaction.

    BEGIN · savepoint · INSERT nonce … ON CONFLICT DO NOTHING · the view · done?
      yes: keep the answer beside the nonce, COMMIT          no: back to the savepoint, write the counts of tries again, COMMIT

A second POST with the same token waits for the first (PostgreSQL at the row, SQLite at BEGIN IMMEDIATE) and then finds its answer.
The answer is encrypted with the nonce, of which the database knows only a hash: a status link or a cookie in it can be read by nobody
who has not the token. Cookies go out again only to whoever sends the same session cookie as the first time.
"""

import contextvars
import hashlib
import logging

from django.conf import settings
from django.db import connection, transaction

from quartier.ground.acts import answers, tokens
from quartier.ground.acts.models import Nonce

IGNORED = frozenset({tokens.FIELD, "altcha", "begun"})  # made by the page, not typed by the person
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
        self.counts: list = []  # tries that a rollback must not forget, see limits.py
        self.unlocks: list = []
        self.token: tokens.Token | None = None
        self.deadlocked = False
        self._outer = self._inner = None

    @property
    def is_open(self) -> bool:
        return self._outer is not None

    def begin(self, token: tokens.Token | None, content: str) -> Nonce | None:
        """Open the transaction and take the nonce. Returns the row of an earlier act if the token has been used."""
        self._outer, self._inner = transaction.atomic(), transaction.atomic()
        self._outer.__enter__()
        self._inner.__enter__()
        _current.set(self)
        self.token = token
        if token and not _take(token.nonce, content):
            return Nonce.objects.get(key=key_of(token.nonce))
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
        _run(self.afterwards)

    def _close(self, response) -> None:
        outer, inner = self._outer, self._inner
        self._outer = self._inner = None
        try:
            keep = is_done(response) or commits_always(self.request, response)
            if keep and not connection.needs_rollback:
                self._settle(response)
            else:
                connection.set_rollback(True)
            inner.__exit__(None, None, None)
            for count in self.counts if not keep else ():
                count()
        except BaseException as problem:
            outer.__exit__(type(problem), problem, problem.__traceback__)
            raise
        outer.__exit__(None, None, None)

    def _settle(self, response) -> None:
        if self.token is None:
            return
        row = Nonce.objects.filter(key=key_of(self.token.nonce))
        if is_done(response):
            row.update(answer=answers.pack(self.token.nonce, self.request, response))
        else:
            row.delete()


def key_of(nonce: str) -> str:
    """What the database knows of a nonce."""
    return hashlib.sha256(nonce.encode()).hexdigest()


def _take(nonce: str, content: str) -> bool:
    """True if the nonce was free. Waits for another transaction that is just taking it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO acts_nonce (key, content, at, answer) VALUES (%s, %s, %s, '') ON CONFLICT DO NOTHING",
            [key_of(nonce), content, connection.ops.adapt_datetimefield_value(answers.real_now())],
        )
        return cursor.rowcount == 1


def is_done(response) -> bool:
    """A redirect, or a page marked by `acts.done`, ends an act."""
    redirects = 300 <= response.status_code < 400 and response.status_code != 304
    return redirects or getattr(response, "act_is_done", False) or "HX-Redirect" in response.headers


def commits_always(request, response) -> bool:
    """Views of libraries that write and answer with a page keep what they wrote (`ACTS_COMMIT_ALWAYS`: prefixes of modules)."""
    match = request.resolver_match
    module = getattr(getattr(match, "func", None), "__module__", "") or ""
    prefixes = tuple(getattr(settings, "ACTS_COMMIT_ALWAYS", ("allauth.",)))
    return response.status_code < 500 and (module.startswith(prefixes) or getattr(match.func, "csrf_exempt", False) and response.status_code < 400)


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
