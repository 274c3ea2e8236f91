"""Counters for whoever watches over the site, as Prometheus reads them. No label is about a person.

Each web worker counts in files of its own, below PROMETHEUS_MULTIPROC_DIR, which `guidance.wsgi`
makes; what is read is their sum. Elsewhere, as in tests, a process has its own counters only.
"""

import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from catalog.models import Override
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.snapshot.store import pinned_number
from catalog.source_health import SourceHealth, source_health

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

REQUESTS = Counter(
    "kv_requests", "Requests by route template.", ["method", "route", "status"], registry=None
)
SECONDS = Histogram(
    "kv_request_seconds", "Server time by route template.", ["route"],
    buckets=_BUCKETS, registry=None,
)  # fmt: skip


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """method, route: as `guidance.logs` tells them, never what somebody sent."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition(parts: dict[str, bool]) -> bytes:
    """Everything, in Prometheus' text format. parts: what the site stands on, and whether it is
    up."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # not annotated
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(_State(parts))
    return generate_latest(registry)


class _State(Collector):
    """Gauges that are read when asked for: the snapshot in service and every source."""

    def __init__(self, parts: dict[str, bool]) -> None:
        self._parts = parts

    def describe(self) -> list[Metric]:
        """Nothing beforehand: what there is depends on what is up."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("kv_up", "Whether a part answers.", labels=["part"])
        for part, is_up in self._parts.items():
            up.add_metric([part], float(is_up))
        yield up
        yield from _snapshot_metrics()
        if self._parts["database"]:
            try:
                yield from _catalogue_metrics()
            except DatabaseError:  # it went down meanwhile; `kv_up` says so next time
                return


def _snapshot_metrics() -> Iterator[Metric]:
    try:
        snapshot = current_snapshot()
    except (NoSnapshot, SnapshotDamaged):
        return
    yield _gauge("kv_snapshot_number", "Number of the snapshot in service.", snapshot.number)
    built = datetime.fromisoformat(snapshot.built_at).timestamp()
    yield _gauge("kv_snapshot_built_timestamp_seconds", "When it was built.", built)
    pinned = pinned_number(settings.SNAPSHOT_DIR) is not None
    yield _gauge("kv_snapshot_pinned", "1 when somebody returned to an earlier one.", pinned)


def _catalogue_metrics() -> Iterator[Metric]:
    sources = source_health(timezone.now())
    yield _by_source(
        "kv_source_success_timestamp_seconds",
        "End of the last run that loaded something.",
        [(one, one.succeeded_at.timestamp()) for one in sources if one.succeeded_at],
    )
    yield _by_source(
        "kv_source_records",
        "Records in the last full run.",
        [(one, one.records) for one in sources],
    )
    yield _by_source(
        "kv_source_quarantined",
        "Records that did not pass in the last run that loaded something.",
        [(one, one.quarantined) for one in sources],
    )
    states = GaugeMetricFamily(
        "kv_source_state", "1 for the state that a source is in.", labels=["source", "state"]
    )
    for one in sources:
        states.add_metric([one.key, one.state], 1.0)
    yield states
    lost = Override.objects.filter(is_active=True, outcome=Override.Outcome.UNRESOLVED).count()
    yield _gauge("kv_overrides_unresolved", "Editors' decisions that cannot be followed.", lost)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value))


def _by_source(name: str, words: str, values: list[tuple[SourceHealth, float]]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=["source"])
    for source, value in values:
        family.add_metric([source.key], float(value))
    return family
