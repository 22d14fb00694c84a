"""The answer to an act, kept for a repetition: status, a few headers, a small page, cookies, the session that it began.

It is encrypted with a key made from the token's nonce, of which the database knows only a hash: a status link in a redirect, or the
session of a sign-in, can be read by nobody who has not the token. Cookies and session go out again only to whoever sends the same
session cookie as the first time, and only for some minutes: long enough for a lost connection, too short for a shared computer.
"""

import base64
import datetime
import hashlib
import hmac
import json
from importlib import import_module

from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpResponse

_HEADERS = ("Content-Type", "Content-Language", "Location", "HX-Redirect", "HX-Location", "HX-Trigger", "Cache-Control")
_LARGEST_PAGE = 64_000
_COOKIES_SECONDS = 600


def real_now() -> datetime.datetime:
    """The machine's own time; tokens live by it."""
    return datetime.datetime.now(datetime.UTC)


def _safe(nonce: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.new(nonce.encode(), b"quartier.acts.answer", hashlib.sha256).digest()))


def _session_mark(request) -> str:
    return hashlib.sha256(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").encode()).hexdigest()


def pack(nonce: str, request, response) -> str:
    """The answer as text that only the holder of the token can make readable. A changed session is saved now, with the act."""
    page = b"" if response.streaming or len(response.content) > _LARGEST_PAGE else response.content
    kept = {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in _HEADERS if name in response.headers},
        "page": base64.b64encode(page).decode(),
        "sent_with": _session_mark(request),
        "session": _saved_session(request),
        "cookies": [morsel.OutputString() for morsel in response.cookies.values()],
        "at": real_now().timestamp(),
    }
    return _safe(nonce).encrypt(json.dumps(kept).encode()).decode()


def _saved_session(request) -> str | None:
    session = getattr(request, "session", None)
    if session is None or not session.modified or session.is_empty():
        return None
    session.save()
    return session.session_key


def unpack(nonce: str, request, packed: str) -> HttpResponse:
    """The kept answer as a response."""
    kept = json.loads(_safe(nonce).decrypt(packed.encode()))
    response = HttpResponse(base64.b64decode(kept["page"]), status=kept["status"], headers=kept["headers"])
    is_fresh = real_now().timestamp() - kept["at"] < _COOKIES_SECONDS
    if is_fresh and hmac.compare_digest(kept["sent_with"], _session_mark(request)):
        for cookie in kept["cookies"]:
            response.cookies.load(cookie)
        _take_up_session(request, kept["session"])
    return response


def _take_up_session(request, key: str | None) -> None:
    """The repetition goes on in the session that the first answer began, whose cookie may never have arrived."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    if key and key != request.session.session_key and store().exists(key):
        request.session = store(key)
        request.session.modified = True
