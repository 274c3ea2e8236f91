"""Processes are stopped with their children, and a killed run's are found again."""

import json
import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from guidance.embedded.postgres import is_alive
from guidance.local_site import processes

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""
OBEDIENT = "import time; print('ready', flush=True); time.sleep(600)"


def start(code: str, folder: Path) -> processes.Served:
    """A process that has said its first line."""
    log = folder / "log" / "one.log"
    served = processes.launch("one", [sys.executable, "-c", code], log, dict(os.environ), folder)
    while not log.read_text():
        assert served.process.poll() is None
        time.sleep(0.01)
    return served


def test_stopping_ends_it(tmp_path: Path) -> None:
    served = start(OBEDIENT, tmp_path)
    processes.stop_all([served])
    assert served.process.returncode is not None
    assert processes.ended([served]) is served


def test_one_that_will_not_listen_is_killed_with_its_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.2)
    served = start(STUBBORN, tmp_path)
    child = psutil.Process(int(served.log.read_text()))
    processes.stop_all([served])
    assert served.process.returncode == -9
    child.wait(10)
    assert not is_alive(child)


def test_a_remembered_process_is_ended_by_the_next_run(tmp_path: Path) -> None:
    served = start(OBEDIENT, tmp_path)
    note = tmp_path / "run.json"
    processes.remember([served], note)
    assert processes.stop_remembered(note) == 1
    assert served.process.wait(10) is not None
    assert not note.exists()


def test_a_number_that_belongs_to_somebody_else_by_now_is_left_alone(tmp_path: Path) -> None:
    note = tmp_path / "run.json"
    note.write_text(json.dumps([{"pid": os.getpid(), "created": 0.0}]))
    assert processes.stop_remembered(note) == 0


def test_a_half_written_note_is_no_obstacle(tmp_path: Path) -> None:
    note = tmp_path / "run.json"
    note.write_text('[{"pid": 12')
    assert processes.stop_remembered(note) == 0
    assert not note.exists()


def test_no_note_means_nothing_to_do(tmp_path: Path) -> None:
    assert processes.stop_remembered(tmp_path / "run.json") == 0


def test_nothing_has_ended_while_all_run(tmp_path: Path) -> None:
    served = start(OBEDIENT, tmp_path)
    assert processes.ended([served]) is None
    processes.stop_all([served])
