"""The processes of a local site: start them, watch them, stop them, find those of a killed run."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from guidance.embedded.postgres import is_alive

STOP_SECONDS = 15


@dataclass(frozen=True)
class Served:
    """name: web, worker or beat · log: where its output goes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


def launch(
    name: str,
    command: Sequence[str],
    log: Path,
    environment: Mapping[str, str],
    folder: Path,
    pass_fds: Sequence[int] = (),
) -> Served:
    """Start a process in a session of its own: a terminal's Ctrl-C reaches us alone, and we stop
    the others in order."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            env=dict(environment),
            pass_fds=pass_fds,
            start_new_session=True,
        )
    return Served(name, process, log)


def stop_all(served: Sequence[Served]) -> None:
    """Ask all to end, wait together, then kill what is left, grandchildren included."""
    families = [_family(one.process.pid) for one in served]
    for one in served:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGTERM)
    end_of_patience = time.monotonic() + STOP_SECONDS
    for one in served:
        try:
            one.process.wait(timeout=max(0.0, end_of_patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            one.process.kill()
            one.process.wait()
    for family in families:
        _kill(family)


def remember(served: Sequence[Served], path: Path) -> None:
    """Write down who we started, so that the next run finds them if we are killed."""
    rows = [
        {"pid": one.process.pid, "created": psutil.Process(one.process.pid).create_time()}
        for one in served
        if one.process.poll() is None
    ]
    path.write_text(json.dumps(rows))


def stop_remembered(path: Path) -> int:
    """End what a killed run left behind. Returns how many processes that were."""
    if not path.exists():
        return 0
    try:
        rows = json.loads(path.read_text())
    except json.JSONDecodeError:
        rows = []  # killed while writing: nothing was served yet
    leftovers: list[psutil.Process] = []
    for row in rows:
        try:
            process = psutil.Process(row["pid"])
            # A number alone may belong to somebody else by now.
            is_ours = abs(process.create_time() - row["created"]) < 0.5
        except psutil.NoSuchProcess:
            continue
        if is_ours:
            leftovers += _family(process.pid)
    alive = [process for process in leftovers if is_alive(process)]
    for process in alive:
        process.terminate()
    psutil.wait_procs(alive, timeout=STOP_SECONDS)
    _kill(alive)
    path.unlink()
    return len(alive)


def ended(served: Sequence[Served]) -> Served | None:
    """The first process that is no longer there."""
    return next((one for one in served if one.process.poll() is not None), None)


def end_of_log(path: Path, lines: int = 15) -> str:
    """The last lines a process wrote."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        if process.pid != os.getpid() and is_alive(process):
            process.kill()
