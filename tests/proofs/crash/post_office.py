"""A mail server of a few lines, for one test: it keeps what it was given and can do something before it says thank you."""

import email
import socketserver
import threading
from contextlib import contextmanager


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 test")
        try:
            while line := self.rfile.readline().decode("utf-8", "replace").strip():
                if not self._answer(line):
                    return
        except OSError:
            return  # the worker was killed while we spoke

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, line: str) -> bool:
        verb = line.upper().split(" ")[0].split(":")[0]
        if verb == "DATA":
            self._say("354 go on")
            self._take()
        elif verb in ("EHLO", "HELO"):
            self._say("250 test")
        else:
            self._say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line.removeprefix(b"."))
        self.server.taken.append(email.message_from_bytes(b"".join(lines)))
        self.server.before_thanks(len(self.server.taken))
        self._say("250 taken")


class PostOffice(socketserver.ThreadingTCPServer):
    """`taken`: every mail that was handed over, in order. `before_thanks(number)` is called when one is taken and not yet confirmed."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list = []
        self.before_thanks = lambda number: None

    @property
    def url(self) -> str:
        """What `MAIL_URL` has to say."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def open_for_business():
    """A post office for the length of a block."""
    with PostOffice() as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()
