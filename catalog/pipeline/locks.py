"""One process at a time for a piece of catalogue work, on however many machines.

A Redis lock that expires, so that a killed holder blocks nobody for long, and is renewed by a
thread while its holder lives. A holder that is stopped and wakes up too late is told by `Held`, and
cannot do harm before it notices: what it applies is fenced by its `ImportRun` row in PostgreSQL
(`catalog.ingest.run.require_running`), which the next holder closes.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from django.conf import settings
from redis.exceptions import LockError
from redis.lock import Lock

logger = logging.getLogger(__name__)

EXPIRY = 60.0  # seconds until a killed holder's lock is free again
OUTLASTS_A_KILLED = EXPIRY + 15  # seconds to wait, that whoever goes on after a kill gets the lock


class Busy(Exception):
    """Another process holds the lock."""


class LockLost(Exception):
    """We were stopped for so long that another process took over; nothing more may be written."""


class Held:
    """A lock that this process holds, renewed until it is released."""

    def __init__(self, lock: Lock, client: "redis.Redis") -> None:
        self._lock = lock
        self._client = client
        self._is_lost = False
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lock renewal", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raises `LockLost` when another process has taken over."""
        if self._is_lost:
            raise LockLost(f"another process has taken over {self._name}")

    def release(self) -> None:
        """Let go; also when there is nothing to let go of any more."""
        self._is_over.set()
        self._thread.join()
        try:
            self._lock.release()
        except LockError:
            logger.warning("the lock %s was no longer ours", self._name)
        except redis.RedisError as error:  # it expires by itself
            logger.warning("the lock %s is left: %s", self._name, type(error).__name__)

    @property
    def _name(self) -> str:
        return str(self._lock.name)

    def _renew(self) -> None:
        while not self._is_over.wait(EXPIRY / 3):
            try:
                self._lock.reacquire()
            except LockError:
                self._is_lost = not self._take_back()
                if self._is_lost:
                    return
            except redis.RedisError as error:  # Redis is being restarted: try again soon
                logger.warning("the lock %s waits: %s", self._name, type(error).__name__)

    def _take_back(self) -> bool:
        """The lock is gone, as after a restart of Redis; ours again if nobody took it since."""
        token = self._lock.local.token
        try:
            return bool(self._client.set(self._name, token or b"", nx=True, px=int(EXPIRY * 1000)))
        except redis.RedisError as error:
            logger.warning("the lock %s waits: %s", self._name, type(error).__name__)
            return True  # nobody else can take it either while Redis is away


@contextmanager
def only_one(name: str, wait: float = 0.0) -> Iterator[Held]:
    """Hold the lock `name` in here. wait: seconds to wait for another holder. Raises `Busy`."""
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=5)
    lock = client.lock(
        f"catalog:lock:{name}", timeout=EXPIRY, blocking_timeout=wait, sleep=0.2, thread_local=False
    )
    with client:
        if not lock.acquire():
            raise Busy(f"another process is at {name}")
        held = Held(lock, client)
        try:
            yield held
        finally:
            held.release()
