"""How far catalogue work is, for whoever looks: the admin, the status page, a command.

A job is a source's key, or `SNAPSHOT` for a build. Its `Reporter` keeps one JSON value per job in
Redis, written at most once a second, gone when the job ends or ten minutes after it was killed.
Read it with `under_way()`; a finished job is told by its `ImportRun` or `SnapshotBuild` row.
Nothing here is about a person.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import redis
from django.conf import settings

from catalog.sources.registry import SOURCES

logger = logging.getLogger(__name__)

SNAPSHOT = "snapshot"
_EVERY = 1.0  # seconds between two writes
_KEPT = 600  # seconds that the last word of a killed job is kept
_SPEED_OVER = 20  # the speed is that of the last so many marks …
_MARKED_EVERY = 0.5  # … set at least so many seconds apart


@dataclass(frozen=True)
class Progress:
    """A job under way.

    job: source key or `SNAPSHOT` · phase: `fetch`, `apply`, or what a build is at, in words ·
    done, total: of `unit`; total 0 while unknown · per_second: of `unit`, lately; 0 while unknown ·
    started_at, updated_at: UTC.
    """

    job: str
    phase: str
    done: int
    total: int
    unit: str
    per_second: float
    started_at: datetime
    updated_at: datetime

    @property
    def percent(self) -> int | None:
        """0–100 of this phase; None while nobody knows the whole."""
        return min(100, 100 * self.done // self.total) if self.total else None

    @property
    def remaining(self) -> int | None:
        """How many of `unit` are left in this phase; None while nobody knows the whole."""
        return max(0, self.total - self.done) if self.total else None

    @property
    def seconds_left(self) -> int | None:
        """At the speed of the last moments; None while that or the whole is unknown."""
        left = self.remaining
        return None if left is None or self.per_second <= 0 else round(left / self.per_second)


def under_way() -> list[Progress]:
    """Every job that is being worked at; none when Redis does not answer."""
    try:
        with _client() as client:
            values = client.mget([_key(job) for job in (*SOURCES, SNAPSHOT)])
    except redis.RedisError as error:
        logger.warning("progress cannot be read: %s", type(error).__name__)
        return []
    return [_parsed(value) for value in values if value]


class Reporter:
    """Tells how far one job is; a context manager, after which the job is under way no more.

    show: also called with every word, not only with those written; for a command's own bar.
    Progress is a comfort: without Redis the work goes on, and the log says so once.
    """

    def __init__(self, job: str, show: Callable[[Progress], object] | None = None) -> None:
        self._job = job
        self._show = show
        self._started = datetime.now(UTC)
        self._phase = ""
        self._marks: deque[tuple[float, int]] = deque(maxlen=_SPEED_OVER)
        self._next = 0.0
        self._is_silent = False
        self._client = _client()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._client.delete(_key(self._job))
        except redis.RedisError as fault:
            self._complain(fault)
        self._client.close()

    def tell(self, phase: str, done: int = 0, total: int = 0, unit: str = "") -> None:
        """Say how far the job is. Cheap: most calls only look at the clock."""
        now = time.monotonic()
        if phase != self._phase:
            self._phase, self._next = phase, 0.0
            self._marks.clear()
        is_last = total > 0 and done >= total
        if now < self._next and not is_last and self._show is None:
            return
        if not self._marks or now - self._marks[-1][0] >= _MARKED_EVERY:
            self._marks.append((now, done))
        (since, before), seconds = self._marks[0], now - self._marks[0][0]
        speed = (done - before) / seconds if since < now else 0.0
        word = Progress(
            self._job, phase, done, total, unit, round(speed, 1), self._started, datetime.now(UTC)
        )
        if self._show is not None:
            self._show(word)
        if now >= self._next:
            self._next = now + _EVERY
            self._write(word)

    def _write(self, word: Progress) -> None:
        try:
            self._client.set(_key(self._job), json.dumps(asdict(word), default=str), ex=_KEPT)
        except redis.RedisError as fault:
            self._complain(fault)

    def _complain(self, fault: redis.RedisError) -> None:
        if not self._is_silent:
            self._is_silent = True
            logger.warning("progress of %s is not told: %s", self._job, type(fault).__name__)


def _client() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_timeout=2, socket_connect_timeout=2
    )


def _key(job: str) -> str:
    return f"catalog:progress:{job}"


def _parsed(value: str) -> Progress:
    said = json.loads(value)
    for name in ("started_at", "updated_at"):
        said[name] = datetime.fromisoformat(said[name])
    return Progress(**said)
