"""What a POST says, as one hash: all fields in their order, files by their own hash."""

import hashlib
import hmac

from quartier.ground.acts import safe, tokens

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
TRAP = "homepage_url"  # the field that only programs fill in, see forms.py
IGNORED = frozenset({tokens.FIELD, TRAP, "altcha", "begun"})  # made by the page, not typed by the person


def digest(request) -> str:
    """sha256 over what was said. Reads the whole body, so call it before any lock is held."""
    said = [request.META.get("QUERY_STRING", "")]
    if request.content_type in FORMS:
        said.append([[name, request.POST.getlist(name)] for name in sorted(request.POST) if name not in IGNORED])
        said.append([[name, [_file(f) for f in request.FILES.getlist(name)]] for name in sorted(request.FILES)])
    else:
        said.append(hashlib.sha256(request.body).hexdigest())
    return safe.digest(said)


def keyed(nonce: str, said: str) -> str:
    """As it is stored: keyed by the nonce, which the database does not know, so that short contents cannot be guessed from it."""
    return hmac.new(nonce.encode(), said.encode(), hashlib.sha256).hexdigest()


def _file(upload) -> list:
    summed = hashlib.sha256()
    for chunk in upload.chunks():
        summed.update(chunk)
    upload.seek(0)
    return [upload.name, upload.size, summed.hexdigest()]
