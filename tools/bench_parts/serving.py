"""Servers with one web process, a load on them, and what it cost: CPU time read from /proc, of the server alone."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

TICKS = os.sysconf("SC_CLK_TCK")
WORKER = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "2", "--no-ws", "--log-level", "warning"]
CONNECTIONS = 2


class Server:
    """A running server; a context that ends with all its processes."""

    def __init__(self, command: list[str], env: dict, port: int, probe: str):
        self.port, self.probe = port, probe
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL)

    def __enter__(self):
        self.start_seconds = self._wait()
        return self

    def __exit__(self, *_exception):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            for pid in _tree(self.process.pid):
                os.kill(pid, 9)

    def _wait(self, most: float = 120) -> float:
        """Seconds from the start to the first page."""
        while time.monotonic() - self.began < most:
            if self.process.poll() is not None:
                raise SystemExit(f"The server ended at once, code {self.process.returncode}.")
            try:
                with urlopen(self.address(self.probe), timeout=10) as answer:
                    answer.read()
                return time.monotonic() - self.began
            except OSError:
                time.sleep(0.02)
        raise SystemExit("The server did not answer in time.")

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_per_request(self, path: str, seconds: int, cookie: str = "") -> float:
        """CPU time of all its processes for one request, in seconds."""
        before = self._cpu()
        count = _load(self.address(path), seconds, cookie)
        return (self._cpu() - before) / count

    def _cpu(self) -> float:
        return sum(_cpu_of(pid) for pid in _tree(self.process.pid))

    def memory(self) -> int:
        """Resident bytes of the largest process: the worker."""
        return max(_resident(pid) for pid in _tree(self.process.pid))


def quartier(var: Path, port: int) -> Server:
    """`quartier run` on the data in `var`."""
    command = [sys.executable, "-m", "quartier.config.cli", "run", "--port", str(port), "--workers", "1", "--without-worker"]
    return Server(command, {"QUARTIER_VAR": str(var)}, port, "/")


def plain(database: Path, port: int) -> Server:
    """The yardstick under the same server."""
    env = {"BENCH_DATABASE": str(database), "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "granian", *WORKER, "--port", str(port), "bench_parts.plain:application"]
    return Server(command, env, port, "/leer/")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _load(address: str, seconds: int, cookie: str) -> int:
    """Ask for the page again and again; how many answers came. An answer other than 200 ends the measuring."""
    if shutil.which("wrk"):
        return _wrk(address, seconds, cookie)
    return _threads(address, seconds, cookie)


def _wrk(address: str, seconds: int, cookie: str) -> int:
    headers = ["-H", f"Cookie: {cookie}"] if cookie else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", *headers, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{address} does not answer with 200:\n{said}")
    return int(re.search(r"(\d+) requests in", said)[1]) or 1


def _threads(address: str, seconds: int, cookie: str) -> int:
    until, counts = time.monotonic() + seconds, [0] * CONNECTIONS
    threads = [threading.Thread(target=_ask, args=(address, until, cookie, counts, number)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not all(counts):
        raise SystemExit(f"{address} does not answer with 200.")
    return sum(counts)


def _ask(address: str, until: float, cookie: str, counts: list[int], number: int) -> None:
    host, _slash, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=30)
    while time.monotonic() < until:
        connection.request("GET", f"/{path}", headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            counts[number] = 0
            return
        counts[number] += 1


def _tree(root: int) -> list[int]:
    """A process and all that came from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name: state, parent, … ; empty when the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _cpu_of(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _resident(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE") if fields else 0
