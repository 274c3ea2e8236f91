"""The small parts of `manage.py run`; the whole of it is in tests/integration/test_run.py."""

import os
import signal
import socket
import stat
from pathlib import Path

import pytest

from guidance.local_site import run


def test_the_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first = run.local_secret(path)
    assert run.local_secret(path) == first
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_machines_have_two_keys(tmp_path: Path) -> None:
    assert run.local_secret(tmp_path / "a") != run.local_secret(tmp_path / "b")


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said: list[str] = []
    with run._listen("127.0.0.1", port, said.append) as listener:
        assert listener.getsockname()[1] == port
    assert said == []


def test_a_taken_port_is_said() -> None:
    said: list[str] = []
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        run._listen("127.0.0.1", taken.getsockname()[1], said.append) as listener,
    ):
        ours = listener.getsockname()[1]
        assert said == [f"Port {taken.getsockname()[1]} is taken; using {ours} instead."]


def test_a_second_run_in_the_same_place_is_refused(tmp_path: Path) -> None:
    with run._only_run(tmp_path), pytest.raises(run.AlreadyRunning), run._only_run(tmp_path):
        pytest.fail("two runs in one place")
    with run._only_run(tmp_path):
        pass  # and free again afterwards


def test_a_signal_stops_once() -> None:
    signals = run._Signals()
    with signals.heard(), pytest.raises(run.StopRequested):
        os.kill(os.getpid(), signal.SIGTERM)
    with signals.heard():
        os.kill(os.getpid(), signal.SIGTERM)  # while stopping: nothing


def test_a_signal_waits_while_something_is_started() -> None:
    signals = run._Signals()
    started: list[str] = []

    def start_something() -> None:
        with signals.held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            started.append("remembered")

    with signals.heard(), pytest.raises(run.StopRequested):
        start_something()
    assert started == ["remembered"]


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with run._Signals().heard():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
