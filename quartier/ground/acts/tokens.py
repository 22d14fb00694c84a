"""Form tokens: signed, without a cookie, nothing is stored until one is used.

A token says which path it is for, which person (or nobody), its nonce and when it was made. `ACTS_TOKEN_DAYS` is its life; that is a
matter of technique, so it goes by the machine's time and not by the clock of the rules.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import get_script_prefix

from quartier.ground.acts import keeping

FIELD = "csrfmiddlewaretoken"
HEADER = "X-CSRFToken"
_SALT = "quartier.acts.token"


class Wrong(Exception):
    """The token cannot be used. `reason`: missing, broken, old, path or person; only for `person` is there the `token`, good in all else."""

    def __init__(self, reason: str, token: "Token | None" = None):
        super().__init__(reason)
        self.reason, self.token = reason, token


@dataclass(frozen=True)
class Token:
    """What a token says."""

    path: str
    person_id: int
    nonce: str


def life_seconds() -> int:
    """How long a token can be used."""
    return int(getattr(settings, "ACTS_TOKEN_DAYS", 30)) * 86_400


def own_path(address: str) -> str:
    """A path as the application sees it: without query, anchor and the prefix of the server."""
    path = address.split("#")[0].split("?")[0]
    prefix = get_script_prefix().rstrip("/")
    return path.removeprefix(prefix) or "/" if prefix and path.startswith(f"{prefix}/") else path


def _short(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:24]


def person_id(request) -> int:
    """Who is acting: the id of the person signed in, 0 for nobody."""
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else 0


def make(request, address: str | None = None) -> str:
    """A new token for a form that is sent to `address` (default: the page's own path)."""
    keeping.never()
    path = own_path(str(address)) if address else request.path_info
    return signing.dumps([_short(path), person_id(request), secrets.token_urlsafe(16)], salt=_SALT)


def of(request) -> str:
    """The token that came with a request; "" if none did."""
    return request.POST.get(FIELD, "") or request.headers.get(HEADER, "")


def read(request) -> Token:
    """The token of a request, checked for signature, age, path and person. Raises `Wrong`."""
    text = of(request)
    if not text:
        raise Wrong("missing")
    try:
        path, person, nonce = signing.loads(text, salt=_SALT, max_age=life_seconds())
    except signing.SignatureExpired:
        raise Wrong("old") from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Wrong("broken") from None
    if path != _short(request.path_info):
        raise Wrong("path")
    if person != person_id(request):
        raise Wrong("person", Token(path, person, nonce))
    return Token(path, person, nonce)
