"""The answer to an act, kept for a repetition: status, a few headers, a small page, cookies, the session that it began.

It is encrypted with a key made from the token's nonce, of which the database knows only a hash: a status link in a redirect, or the
session of a sign-in, can be read by nobody who has not the token. Cookies and session go out again only to whoever sends the same
session cookie as the first time, and only for some minutes: long enough for a lost connection, too short for a shared computer.

An act that changes who is signed in (a sign-in, a sign-out, one's own data erased) notes from whom to whom. Whoever it was changed to is
no longer the person of the token, and still gets the answer: the redirect alone, nothing else of it (docs/adr/0008).
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

from quartier.ground.acts import tokens

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


def pack(nonce: str, request, response, person_id: int) -> str:
    """The answer as text that only the holder of the token can make readable. A changed session is saved now, with the act.

    `person_id`: who was signed in when the act began, 0 for nobody.
    """
    page = b"" if response.streaming or len(response.content) > _LARGEST_PAGE else response.content
    kept = {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in _HEADERS if name in response.headers},
        "page": base64.b64encode(page).decode(),
        "sent_with": _session_mark(request),
        "changed": [person_id, tokens.person_id(request)],
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
    kept = _opened(nonce, packed)
    response = HttpResponse(base64.b64decode(kept["page"]), status=kept["status"], headers=kept["headers"])
    is_fresh = real_now().timestamp() - kept["at"] < _COOKIES_SECONDS
    if is_fresh and hmac.compare_digest(kept["sent_with"], _session_mark(request)):
        for cookie in kept["cookies"]:
            response.cookies.load(cookie)
        _take_up_session(request, kept["session"])
    return response


def unpack_for_changed(token: tokens.Token, request, packed: str) -> HttpResponse | None:
    """The kept redirect, if the act itself made the person of the token into the one who asks now; else None."""
    kept = _opened(token.nonce, packed)
    is_redirect = 300 <= kept["status"] < 400 and "Location" in kept["headers"]
    if not is_redirect or kept["changed"] != [token.person_id, tokens.person_id(request)]:
        return None
    return HttpResponse(status=kept["status"], headers={"Location": kept["headers"]["Location"]})


def is_over(nonce: str, request, packed: str) -> bool:
    """True if the act changed who is signed in, and that has been changed back since: an old page asks to sign out or in once more."""
    kept = _opened(nonce, packed)
    before, after = kept["changed"]
    if before == after or before != tokens.person_id(request):
        return False
    if kept["session"]:
        return not _sessions()().exists(kept["session"])
    return not hmac.compare_digest(kept["sent_with"], _session_mark(request))


def _sessions():
    return import_module(settings.SESSION_ENGINE).SessionStore


def _opened(nonce: str, packed: str) -> dict:
    return json.loads(_safe(nonce).decrypt(packed.encode()))


def _take_up_session(request, key: str | None) -> None:
    """The repetition goes on in the session that the first answer began, whose cookie may never have arrived."""
    store = _sessions()
    if key and key != request.session.session_key and store().exists(key):
        request.session = store(key)
        request.session.modified = True
