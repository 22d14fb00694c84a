"""`quartier run`: web and worker in one, for a first look and for a small installation on one machine."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import CommandError

from quartier.config import preparation, welcome
from quartier.config.commands import Command as QuartierCommand
from quartier.ground.quarters import queries as quarters


class Command(QuartierCommand):
    help = "Startet Web und Arbeiter. Beim ersten Mal wird die Datenbank angelegt und (im Demo-Betrieb) die Demo aufgebaut."
    example = "quartier run --port 8000"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="Adresse, auf der gelauscht wird")
        parser.add_argument("--port", type=int, default=8000, help="Port")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="Zahl der Web-Prozesse")
        parser.add_argument("--without-worker", action="store_true", help="nur das Web; `quartier work` läuft woanders")

    def handle(self, *, host, port, workers, without_worker, **options):
        _must_be_free(host, port)
        settings.BASE_URL = os.environ.get("BASE_URL", f"http://localhost:{port}")  # what mails of the demo link to
        preparation.prepare()
        if settings.IS_DEMO and quarters.city() is None:
            from django.core.management import call_command

            call_command("demo")
        env = {**os.environ, "BASE_URL": settings.BASE_URL}
        children = [_web(host, port, workers, env)]
        if not without_worker:
            children.append(subprocess.Popen([sys.executable, "-m", "quartier.config.cli", "work"], env=env))
        self.stdout.write(welcome.text(port))
        sys.exit(_watch(children))


def _must_be_free(host: str, port: int) -> None:
    """Asked before anything is built. The web processes share their port, so a second start would not notice by itself."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen()
    except OverflowError:
        raise CommandError("Ein Port ist eine Zahl von 1 bis 65535.") from None
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            raise CommandError(f"Der Port {port} ist schon belegt. Mit einem anderen geht es: PORT={port + 1} make run") from None
        raise CommandError(f"Auf {host}, Port {port} lässt sich nicht lauschen: {trouble.strerror}.") from None


def _web(host: str, port: int, workers: int, env: dict) -> subprocess.Popen:
    """Granian with two blocking threads a worker: one PDF never blocks a worker, more would only queue."""
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "2"]
    quiet = ["--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10", "--respawn-failed-workers"]
    command = [sys.executable, "-m", "granian", *options, *quiet, "quartier.config.wsgi:application"]
    return subprocess.Popen(command, env=env)


def _watch(children: list[subprocess.Popen]) -> int:
    """Wait until one child ends or a signal comes; then end all. Returns the exit code."""
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    ended = next((child.returncode for child in children if child.poll() is not None), 0)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        child.wait(timeout=20)
    return 0 if stopping else (ended or 1)
