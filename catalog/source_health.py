"""How each source is doing, for the status page and for whoever watches over the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import QuerySet

from catalog.models import ImportRun, Source
from catalog.pipeline.progress import Progress, under_way
from catalog.quality.rhythm import RHYTHM
from catalog.selectors import last_runs
from catalog.source_switch import is_off
from catalog.sources.registry import SOURCES

State = Literal["good", "stale", "down", "off", "never"]
LOADED = (ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE)
FAILED = (ImportRun.State.STOPPED, ImportRun.State.FAILED)


@dataclass(frozen=True)
class SourceHealth:
    """succeeded_at: end of the last run that loaded something, None before the first · tried_at:
    begin of the last run · records: read in the last full run, 0 when unknown · quarantined: in the
    last run that loaded something · progress: of the run under way, if there is one."""

    key: str
    name: str
    publisher: str
    state: State
    succeeded_at: datetime | None
    tried_at: datetime | None
    records: int
    quarantined: int
    is_sample: bool
    progress: Progress | None


def source_health(
    now: datetime, jobs: Sequence[Progress] | None = None
) -> tuple[SourceHealth, ...]:
    """Every source by name, also those that nothing has come from yet; four queries.

    jobs: those under way, for a caller who has asked. Raises `DatabaseError` when the database is
    down.
    """
    last = {run.source_id: run for run in last_runs()}
    loaded = _last_of(ImportRun.objects.filter(state__in=LOADED))
    whole = _last_of(ImportRun.objects.filter(state__in=LOADED, is_full=True))
    working = {job.job: job for job in (under_way() if jobs is None else jobs)}
    return tuple(
        _health(source, last, loaded, whole, working.get(source.pk), now)
        for source in sorted(_every_source(), key=lambda one: (one.name, one.key))
    )


def _every_source() -> list[Source]:
    stored = {source.key: source for source in Source.objects.all()}
    unread = (entry for key, entry in SOURCES.items() if key not in stored)
    return [
        *stored.values(),
        *(Source(key=one.key, name=one.name, publisher=one.publisher) for one in unread),
    ]


def _last_of(runs: QuerySet[ImportRun]) -> dict[str, ImportRun]:
    ordered = runs.order_by("source_id", "-pk").distinct("source_id")
    return {run.source_id: run for run in ordered}


def _health(
    source: Source,
    last: dict[str, ImportRun],
    loaded: dict[str, ImportRun],
    whole: dict[str, ImportRun],
    progress: Progress | None,
    now: datetime,
) -> SourceHealth:
    tried, good, full = (runs.get(source.pk) for runs in (last, loaded, whole))
    succeeded_at = (good.finished_at or good.started_at) if good else None
    return SourceHealth(
        key=source.pk,
        name=source.name,
        publisher=source.publisher,
        state="off" if is_off(source, good) else _state(source, tried, succeeded_at, now),
        succeeded_at=succeeded_at,
        tried_at=tried.started_at if tried else None,
        records=max((run.seen for run in (full or good,) if run), default=0),
        quarantined=good.quarantined if good else 0,
        is_sample=bool(good and good.is_sample),
        progress=progress,
    )


def _state(
    source: Source, tried: ImportRun | None, succeeded_at: datetime | None, now: datetime
) -> State:
    if tried is not None and tried.state in FAILED:
        return "down"
    if succeeded_at is None:
        return "never"
    rhythm = RHYTHM.get(source.pk)
    if rhythm and now - succeeded_at > timedelta(days=rhythm.read_every):
        return "stale"
    return "good"
