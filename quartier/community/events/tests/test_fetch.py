"""Fetching from addresses that somebody typed: never from inside."""

import http.server
import socket
import threading
import time

import pytest

from quartier.community.events.exchange import fetch


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("quark", False),
    ],
)
def test_which_addresses_are_public(address, is_public):
    assert fetch.is_public(address) is is_public


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://beispiel.de/a.ics", "https://beispiel.de:22/a.ics", "http://a:b@beispiel.de/", "kalender.ics", "",
        "https://", "http://[::1", "gopher://x", "https://beispiel.de/a b", "https://beispiel.de/\r\nX: y",
    ],
)  # fmt: skip
def test_other_addresses_are_refused_before_anything_is_looked_up(address, monkeypatch):
    monkeypatch.setattr(fetch, "look_up", lambda *_: pytest.fail("looked up"))
    with pytest.raises(fetch.Refused, match="vollständige Adresse"):
        fetch.get(address, most=1000)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "0"])
def test_the_own_machine_is_refused_however_it_is_written(host):
    with pytest.raises(fetch.Refused, match=r"inneren Netz|gibt es nicht"):
        fetch.get(f"http://{host}/a.ics", most=1000)


def test_one_inner_address_among_public_ones_is_enough(monkeypatch):
    monkeypatch.setattr(fetch, "look_up", lambda *_: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(fetch.Refused, match="inneren Netz"):
        fetch.get("http://beispiel.example/a.ics", most=1000)


class Server(http.server.BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self):
        match self.path:
            case "/gut":
                self.say(200, b"BEGIN:VCALENDAR")
            case "/groß" | "/gross":
                self.say(200, b"x" * 5000)
            case "/weiter":
                self.say(302, b"", Location="/gut")
            case "/immer-weiter":
                self.say(302, b"", Location="/immer-weiter")
            case "/hinein":
                self.say(302, b"", Location="http://inner.example/gut")
            case "/langsam":
                self.send_response(200)
                self.end_headers()
                for _ in range(40):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
            case _:
                self.say(404, b"")

    def say(self, code, content, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """A server on this machine that counts as public under one name, and as inner under another."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    port = made.server_address[1]
    asked = []

    def look_up(host, *_):
        asked.append(host)
        return ["127.0.0.1"] if host == "aussen.example" else ["10.0.0.1"]

    monkeypatch.setattr(fetch, "look_up", look_up)
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda address, *rest: real((address[0], port), *rest))
    yield asked
    made.shutdown()
    made.server_close()


def test_a_calendar_is_fetched_also_behind_a_redirect_and_each_hop_is_looked_up_once(server):
    assert fetch.get("http://aussen.example/weiter", most=1000) == b"BEGIN:VCALENDAR"
    assert server == ["aussen.example", "aussen.example"]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("nichts", "Antwort 404"), ("gross", "zu groß"), ("immer-weiter", "leitet immer weiter"), ("hinein", "inneren Netz")],
)
def test_what_is_not_fetched_says_why(server, path, sentence):
    with pytest.raises(fetch.Refused, match=sentence):
        fetch.get(f"http://aussen.example/{path}", most=1000)


def test_a_slow_answer_is_broken_off(server, monkeypatch):
    monkeypatch.setattr(fetch, "SECONDS", 0.5)
    before = time.monotonic()
    with pytest.raises(fetch.Refused):
        fetch.get("http://aussen.example/langsam", most=1000)
    assert time.monotonic() - before < 3
