"""The tests reach this machine and nothing else."""

import socket
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation: nobody is there, and nobody may be asked


def test_a_connection_to_the_outside_is_stopped() -> None:
    # pytest-socket warns and raises; a warning is an error here, so it comes first.
    with socket.socket() as outside, pytest.raises(UserWarning, match="tried to use socket"):
        outside.connect((OUTSIDE, 443))


def test_a_library_cannot_get_out_either() -> None:
    with pytest.raises(urllib.error.URLError, match="tests use no network"):
        urllib.request.urlopen(f"http://{OUTSIDE}/", timeout=1)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(OSError, match="tests use no network"):
        socket.getaddrinfo("vagen.example", 443)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = threading.Thread(target=lambda: server.accept()[0].close())
        answer.start()
        socket.create_connection(server.getsockname(), timeout=5).close()
        answer.join(timeout=5)
        assert not answer.is_alive()


def test_a_unix_socket_can_be_reached(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
