"""What a start says before it builds anything: the port is taken, nothing can be written."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from quartier.config import preparation


def test_a_port_that_is_taken_is_said_before_anything_is_built():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the web processes do
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Der Port {port} ist schon belegt"):
            call_command("run", port=port)


def test_a_port_that_is_none_is_asked_back():
    with pytest.raises(CommandError, match="von 1 bis 65535"):
        call_command("run", port=99999)


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(settings, tmp_path):
    settings.VAR = tmp_path / "file"
    settings.VAR.touch()
    with pytest.raises(CommandError, match="lässt sich nichts schreiben"):
        preparation.prepare()
