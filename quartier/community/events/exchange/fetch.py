"""Fetches a calendar from an address that somebody typed, and never anything from inside.

The name is looked up once per hop, every address it stands for must be public, and the connection goes to the very
address that was checked: a name that changes its mind in between gains nothing. Redirects are hops like the first.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from concurrent import futures
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

PORTS = {"http": (80, 8080), "https": (443, 8443)}
MOST_HOPS = 4
SECONDS = 8.0  # for all of it
STEP = 3.0  # for a name to be found, a connection to stand, the next bytes to come
CHUNK = 65_536


class Refused(Exception):
    """The address is not fetched; the message is the sentence."""


def get(address: str, *, most: int) -> bytes:
    """The content at an address, at most `most` bytes. Raises Refused."""
    until = time.monotonic() + SECONDS
    for _hop in range(MOST_HOPS):
        answer = _ask(address.replace("webcal://", "https://", 1), most, until)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise Refused(_("Diese Adresse leitet immer weiter. Bitte die Adresse nehmen, bei der sie ankommt."))


def _ask(address: str, most: int, until: float) -> bytes | str:
    """The content, or where the address leads on."""
    scheme, host, port, path = _parts(address)
    connection = _connection(scheme, host, port, _checked(host, port, until))
    alarm = threading.Timer(max(until - time.monotonic(), 0.1), _break_off, [connection])
    alarm.daemon = True
    alarm.start()
    try:
        connection.request("GET", path, headers={"Accept": "text/calendar, text/plain;q=0.5", "Accept-Encoding": "identity"})
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308):
            return response.getheader("Location") or ""
        if response.status != 200:
            raise Refused(_("Unter dieser Adresse gibt es keinen Kalender (Antwort %(code)s).") % {"code": response.status})
        return _body(response, most, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(_("Diese Adresse ist gerade nicht zu erreichen. Bitte prüfen oder später noch einmal.")) from error
    finally:
        alarm.cancel()
        connection.close()


def _break_off(connection) -> None:
    """Somebody who answers a byte at a time does not hold us longer than the time for all of it."""
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(address)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS.get(scheme, (0,))[0]
    except ValueError:
        raise _wrong() from None
    if scheme not in PORTS or not host or port not in PORTS[scheme] or parts.username or parts.password:
        raise _wrong()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(not 32 < ord(sign) < 127 for sign in path):
        raise _wrong()
    return scheme, host, port, path


def _wrong() -> Refused:
    return Refused(_("Bitte eine vollständige Adresse im Netz eintragen, zum Beispiel https://www.beispiel.de/kalender.ics."))


def _checked(host: str, port: int, until: float) -> str:
    """The address to connect to: every one that the name stands for is public."""
    found = look_up(host, port, min(STEP, until - time.monotonic()))
    if not found:
        raise Refused(_("Diese Adresse gibt es nicht. Bitte prüfen, ob sie richtig geschrieben ist."))
    if not all(is_public(one) for one in found):
        raise Refused(_("Diese Adresse liegt in einem inneren Netz. Von dort holen wir nichts."))
    return found[0]


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name; none if it is unknown or nobody answers in time."""
    pool = futures.ThreadPoolExecutor(max_workers=1)
    try:
        rows = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(max(seconds, 0.1))
    except (OSError, UnicodeError, futures.TimeoutError):
        return []
    finally:
        pool.shutdown(wait=False)
    return [row[4][0] for row in rows]


def is_public(address: str) -> bool:
    """Whether an address lies in the open net: not private, local, reserved, shared or wrapped around one that is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found.version == 6:
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        is_translated = found in ipaddress.ip_network("64:ff9b::/96")
        if wrapped is not None or is_translated:
            return not is_translated and is_public(str(wrapped))
    return found.is_global and not found.is_multicast


class _Pinned(http.client.HTTPConnection):
    """Connects to a checked address and speaks to the name."""

    address = ""

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _PinnedSafe(_Pinned):
    def connect(self):
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    made = (_PinnedSafe if scheme == "https" else _Pinned)(host, port, timeout=STEP)
    made.address = address
    return made


def _body(response, most: int, until: float) -> bytes:
    if response.getheader("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise Refused(_("Diese Adresse antwortet verpackt. Das können wir nicht lesen."))
    found = bytearray()
    while chunk := response.read1(CHUNK):
        found += chunk
        if len(found) > most:
            raise Refused(_("Der Kalender ist zu groß: Es gehen höchstens 2 MB."))
        if time.monotonic() > until:
            raise Refused(_("Diese Adresse antwortet zu langsam. Bitte später noch einmal."))
    return bytes(found)
