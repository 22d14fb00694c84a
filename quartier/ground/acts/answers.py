"""The answer to an act, kept for a repetition: status, a few headers, a small page, cookies."""

import base64
import datetime
import json

from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Location", "HX-Trigger", "Cache-Control")
_LARGEST_PAGE = 64_000


def real_now() -> datetime.datetime:
    """The machine's own time; tokens live by it."""
    return datetime.datetime.now(datetime.UTC)


def _key(nonce: str) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac("quartier.acts.answer", nonce, algorithm="sha256").digest())


def session_mark(request) -> str:
    """Tells whether two requests came with the same session cookie, without telling which."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return salted_hmac("quartier.acts.session", cookie, algorithm="sha256").hexdigest()


def pack(nonce: str, request, response) -> str:
    """The answer as text that only the holder of the token can make readable."""
    page = b"" if response.streaming or len(response.content) > _LARGEST_PAGE else response.content
    kept = {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in _HEADERS if name in response.headers},
        "page": base64.b64encode(page).decode(),
        "session": session_mark(request),
        "cookies": [],
    }
    return Fernet(_key(nonce)).encrypt(json.dumps(kept).encode()).decode()


def unpack(nonce: str, request, packed: str) -> HttpResponse:
    """The kept answer as a response. Raises InvalidToken (cryptography) if the secret key has changed meanwhile."""
    kept = json.loads(Fernet(_key(nonce)).decrypt(packed.encode()))
    response = HttpResponse(base64.b64decode(kept["page"]), status=kept["status"], headers=kept["headers"])
    response.act_is_repeated = True
    return response
