"""The front of the house: a page that everybody sees alike is answered whole, before the framework begins.

    application = front.Front(get_wsgi_application())

Each process keeps pages in its own memory and asks the database on every request for the versions of the places that the page shows, so an
answer is right across processes at once: a change raises the version of its place in the same transaction (`quarters.actions.touch`).
The version is read *before* the page's first query. What may be kept, for how long and by which words of the query: `acts.keeping`.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings

from quartier.config import versions
from quartier.ground.acts import clock, keeping

LEARNED_PATHS = 20_000  # how many paths' query words are remembered
DROPPED = {"date", "content-length", "vary", "cache-control", "etag", "content-encoding", "connection"}


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. `version`: of its places when it was built; `place_ids` empty: of all places."""

    place_ids: tuple[int, ...]
    version: int
    ends_at: float
    etag: str
    headers: list
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return len(self.body) + len(self.packed) + 2_000


class Store:
    """Pages by key, the least used thrown out first when there are too many bytes."""

    def __init__(self, most_bytes: int):
        self.most_bytes, self.bytes = most_bytes, 0
        self._pages: OrderedDict[tuple, Page] = OrderedDict()
        self._words: dict[tuple, set[str]] = {}
        self._lock = threading.Lock()

    def key(self, site: tuple, query: str) -> tuple:
        """Host and path with those words of the query that the page reads; others (of advertising, of newsletters) make no difference."""
        words = self._words.get(site)
        if not query or not words:
            return (*site, ())
        return (*site, tuple(sorted((word, value) for word, value in parse_qsl(query, keep_blank_values=True) if word in words)))

    def get(self, key: tuple) -> Page | None:
        """The page, however old."""
        page = self._pages.get(key)
        if page is not None:
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
        return page

    def put(self, site: tuple, query: str, words: set[str], page: Page) -> None:
        """Keep a page; from now on these words of the query matter at its address."""
        with self._lock:
            if len(self._words) >= LEARNED_PATHS:
                self._words.clear()
                self._pages.clear()
                self.bytes = 0
            self._words[site] = self._words.get(site, set()) | words
            key = self.key(site, query)
            self._drop(key)
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self.most_bytes and self._pages:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: tuple) -> None:
        old = self._pages.pop(key, None)
        self.bytes -= old.size if old else 0


class Front:
    """The WSGI application in front of the framework's own."""

    def __init__(self, application, most_bytes: int | None = None):
        self.application = application
        self.store = Store(settings.PAGES_KEPT_BYTES if most_bytes is None else most_bytes)
        self._closed = Path(settings.VAR) / "maintenance"

    def __call__(self, environ, start_response):
        if not self._is_for_everybody(environ):
            return self.application(environ, start_response)
        site = (environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""))
        query = environ.get("QUERY_STRING", "")
        page = self.store.get(self.store.key(site, query))
        if page is not None and self._holds(page):
            return _give(page, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET":
            return self.application(environ, start_response)
        return self._build(site, query, environ, start_response)

    def _is_for_everybody(self, environ) -> bool:
        if not self.store.most_bytes or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        if "HTTP_HX_REQUEST" in environ or "HTTP_AUTHORIZATION" in environ or environ.get("PATH_INFO", "").startswith(settings.STATIC_URL):
            return False
        return settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "") and not self._closed.exists()

    def _holds(self, page: Page) -> bool:
        return clock.now().timestamp() < page.ends_at and versions.of(page.place_ids) == page.version

    def _build(self, site, query, environ, start_response):
        before = versions.each()
        if before is None:
            return self.application(environ, start_response)
        noted, said = keeping.begin(), []
        try:
            parts = self.application(environ, lambda *answer: said.append(answer))
        finally:
            keeping.end()
        status, headers, *_trace = said[-1]
        if noted.place_ids is None or (noted.reads_all and query) or not _is_same_for_all(headers):
            start_response(status, headers)
            return parts
        if hasattr(parts, "close"):
            parts.close()
        page = _page(noted, versions.among(before, noted.place_ids), headers)
        self.store.put(site, query, noted.words, page)
        return _give(page, environ, start_response)


def _is_same_for_all(headers) -> bool:
    return not any(name.lower() == "vary" and "cookie" in value.lower() for name, value in headers)


def _page(noted: keeping.Keeping, version: int, headers) -> Page:
    own = [(name, value) for name, value in headers if name.lower() not in DROPPED]
    own += [("Cache-Control", _control()), ("Vary", "Accept-Encoding")]
    seal = hashlib.blake2b(noted.body, digest_size=12).hexdigest()
    packed = gzip.compress(noted.body, 6, mtime=0)
    return Page(noted.place_ids, version, noted.ends_at.timestamp(), f'W/"{seal}"', own, noted.body, packed)


def _control() -> str:
    """Browsers ask each time whether the page has changed; a shared cache may be allowed to answer by itself for a while."""
    seconds = settings.PAGES_SHARED_SECONDS
    return f"no-cache, s-maxage={seconds}, stale-while-revalidate={seconds}" if seconds else "no-cache"


def _give(page: Page, environ, start_response) -> list[bytes]:
    """Answer with the page, packed if the browser understands it; 304 if it has it already."""
    given = [*page.headers, ("ETag", page.etag)]
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", [one for one in given if one[0].lower() != "content-type"])
        return []
    is_packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if is_packed else page.body
    given.append(("Content-Length", str(len(body))))
    if is_packed:
        given.append(("Content-Encoding", "gzip"))
    start_response("200 OK", given)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
