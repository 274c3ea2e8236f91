"""Several processes share the embedded servers; the last one to let go stops them.

Each user holds a shared lock on one file. The kernel drops it however the process ends, so a
killed user leaves nothing to clean, and whoever can take the lock alone knows to be the last.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guidance.embedded import postgres, redis_server
from guidance.embedded.places import Places, prepare


@dataclass(frozen=True)
class Lease:
    """One process's hold on the servers."""

    places: Places
    users_file: int
    pid: int


_leases: dict[Path, Lease] = {}


def hold(var_dir: Path) -> None:
    """Start PostgreSQL and Redis if need be and keep them running until this process ends.

    Cheap when already held. Raises `ServicesUnavailable`.
    """
    held = _leases.get(var_dir)
    if held is not None and held.pid == os.getpid():
        return
    places = prepare(var_dir)
    with _alone(places):
        users_file = os.open(places.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users_file, fcntl.LOCK_SH)
        _leases[var_dir] = Lease(places, users_file, os.getpid())
        atexit.register(let_go, var_dir)
        postgres.start(places)
        redis_server.start(places)


def let_go(var_dir: Path) -> None:
    """Give up our hold; stop the servers if nobody else holds them."""
    lease = _leases.get(var_dir)
    if lease is None or lease.pid != os.getpid():
        return  # a forked child shares its parent's hold
    del _leases[var_dir]
    with _alone(lease.places):
        try:
            fcntl.flock(lease.users_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still needs them
        else:
            redis_server.stop(lease.places)
            postgres.stop(lease.places)
        finally:
            os.close(lease.users_file)


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """One process at a time starts or stops servers."""
    descriptor = os.open(places.home / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
