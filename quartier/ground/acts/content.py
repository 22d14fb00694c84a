"""What a POST says, as one hash: all fields in their order, files by their own hash."""

import hashlib

from django.utils.crypto import salted_hmac

from quartier.ground.acts import safe

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def digest(request, ignored) -> str:
    """Keyed, so that the short contents of a form cannot be guessed from the database."""
    if request.content_type in FORMS:
        said = [_fields(request.POST, ignored), [[name, [_file(f) for f in request.FILES.getlist(name)]] for name in sorted(request.FILES)]]
    else:
        said = [hashlib.sha256(request.body).hexdigest()]
    said += [request.META.get("QUERY_STRING", "")]
    return salted_hmac("quartier.acts.content", safe.canonical(said), algorithm="sha256").hexdigest()


def _fields(fields, ignored) -> list:
    return [[name, fields.getlist(name)] for name in sorted(fields) if name not in ignored]


def _file(upload) -> list:
    summed = hashlib.sha256()
    for chunk in upload.chunks():
        summed.update(chunk)
    upload.seek(0)
    return [upload.name, upload.size, summed.hexdigest()]
