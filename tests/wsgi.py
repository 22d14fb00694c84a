"""A visitor of the whole application as a web server calls it: with the front that keeps pages, without a session."""

import io

from django.core.wsgi import get_wsgi_application

from quartier.config.front import Front

MUCH = 50_000_000


def front(most_bytes: int = MUCH) -> Front:
    """A process of its own: its own memory in front of the framework."""
    return Front(get_wsgi_application(), most_bytes)


def ask(application, address: str, method: str = "GET", **headers) -> tuple[int, dict, bytes]:
    """(status, headers, body) of an address; `headers` as in `accept_encoding="gzip"`."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "SCRIPT_NAME": "",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": io.StringIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    said = []
    parts = application(environ, lambda status, given, trace=None: said.append((status, given)))
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    status, given = said[-1]
    return int(status[:3]), dict(given), body
