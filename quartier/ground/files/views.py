"""Handing out files. What people uploaded is never run: fixed kinds only, sandboxed, no guessing of the kind."""

from django.http import FileResponse, Http404, HttpResponseNotModified

from quartier.ground.access import may
from quartier.ground.access import public as open_to_all
from quartier.ground.files import queries, sniff, store


@open_to_all(file=queries.public_file)
def public(request, place, file, name):
    """A file that everybody may see."""
    return serve(request, file)


@may("files.read", file=queries.any_file)
def private(request, place, file, name):
    """A file for those who may see what it belongs to."""
    return serve(request, file)


def serve(request, file):
    """The answer that carries a file. The caller has decided that the person may see it (a status link, for example)."""
    path = store.path_of(file.path)
    if file.removed_at or not path.is_file():
        raise Http404
    etag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return _headed(HttpResponseNotModified(), file, etag)
    content = path.open("rb")  # the answer closes it
    response = FileResponse(content, as_attachment=_is_to_download(file), filename=file.name, content_type=file.content_type)
    return _headed(response, file, etag)


def _is_to_download(file) -> bool:
    return file.content_type == sniff.PDF and file.purpose != file.Purpose.LETTER


def _headed(response, file, etag):
    own_letter = file.content_type == sniff.PDF and file.purpose == file.Purpose.LETTER
    response["Content-Security-Policy"] = "default-src 'none'" + ("" if own_letter else "; sandbox")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=3600" if file.is_public else "private, no-store"
    response["ETag"] = etag
    return response
