"""One import from beginning to end: what a file, a carried folder and a fetched one go through."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from catalog.ingest.load import Counts, ImportStopped, Load
from catalog.models import ImportRun, QuarantinedRecord, Source
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES, SourceEntry
from catalog.sources.spool import Fetched, carried

APPLIED = (ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE)


class UnknownSource(Exception):
    """No source has this key; says which there are."""


class Overtaken(Exception):
    """A later run of the source has begun, because this process was stopped for too long."""


@dataclass(frozen=True)
class Outcome:
    """How an import ended. The run is stored, and its findings with it, unless it was a dry run."""

    run: ImportRun
    tables: dict[str, Counts]
    findings: list[QuarantinedRecord]
    is_dry_run: bool

    @property
    def exit_code(self) -> int:
        """0 when all is well; 1 when something was quarantined, unreadable or stopped."""
        is_clean = self.run.state == ImportRun.State.COMPLETE and not self.run.quarantined
        return 0 if is_clean else 1

    @property
    def written(self) -> int:
        """Rows that were inserted, updated or withdrawn."""
        return self.run.added + self.run.changed + self.run.withdrawn


def entry_of(key: str) -> SourceEntry:
    """The registry's entry. Raises `UnknownSource`."""
    entry = SOURCES.get(key)
    if entry is None:
        raise UnknownSource(f"there is no source {key!r}; choose from {', '.join(SOURCES)}")
    return entry


def run_import(
    key: str,
    path: Path,
    *,
    since: datetime | None = None,
    dry_run: bool = False,
    allow_drop: bool = False,
    is_sample: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Outcome:
    """Bring the catalogue in line with a source's file or folder, in one transaction.

    A folder that a fetch made says itself whether it is the whole of the source or changes only;
    of other files `since` says that they hold changes from then on. progress is called with the
    number of raw items read since it was last called. Raises `UnknownSource`, and
    `SourceUnavailable` when the path cannot be read or the fetch did not come to its end;
    everything else that is wrong with the input is in the outcome.
    """
    entry = entry_of(key)
    if not path.exists():
        raise SourceUnavailable(f"{path} does not exist; give a file or a folder")
    fetched = carried(path)
    run = begin(entry, origin=str(path), since=since, is_sample=is_sample, dry_run=dry_run)
    if not dry_run:
        close_abandoned(run)
    return apply_input(
        entry, run, path, fetched=fetched, allow_drop=allow_drop, progress=progress or _unseen
    )


def begin(
    entry: SourceEntry,
    *,
    origin: str,
    since: datetime | None = None,
    is_sample: bool = False,
    dry_run: bool = False,
) -> ImportRun:
    """A run that has begun, stored unless it is a dry run."""
    run = ImportRun(
        source_id=entry.key,
        origin=origin[:500],
        is_sample=is_sample,
        is_full=entry.is_full and since is None,
        since=since,
        started_at=timezone.now(),
    )
    if dry_run:
        run.pk = 0  # rolled back together with everything that names it
    else:
        _remember(entry)
        run.save()
    return run


def apply_input(
    entry: SourceEntry,
    run: ImportRun,
    path: Path,
    *,
    fetched: Fetched | None,
    allow_drop: bool,
    progress: Callable[[int], object],
) -> Outcome:
    """Apply an input within a run that has begun, and end the run. Raises as `run_import` does."""
    dry_run = run.pk == 0
    load = Load(entry, run, allow_drop=allow_drop)
    try:
        run.data_version = entry.edition(path)[:60]
        if fetched:
            note(run, fetched)
        # The rows and the record of them, or neither, wherever the process is killed.
        with _collector_paused(), transaction.atomic():
            load.read(path, progress)
            load.write()
            is_partial = bool(load.unreadable)
            state = ImportRun.State.INCOMPLETE if is_partial else ImportRun.State.COMPLETE
            load.finish(state, " ".join(fetched.notes) if fetched else "")
            if dry_run:
                transaction.set_rollback(True)
            else:
                require_running(run)
                _store(run, load)
    except ImportStopped as stopped:
        load.finish(ImportRun.State.STOPPED, str(stopped))
        if not dry_run:
            _store(run, load)
    except BaseException as error:
        load.finish(ImportRun.State.FAILED, f"{type(error).__name__}: {error}"[:2000])
        if not dry_run:
            run.save()
        raise
    return Outcome(run, load.counts, load.findings, dry_run)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Payloads and records are trees, freed as they are left; looking for cycles among what the
    run remembers finds none and took a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _store(run: ImportRun, load: Load) -> None:
    QuarantinedRecord.objects.bulk_create(load.findings, batch_size=1000)
    run.save()


def note(run: ImportRun, fetched: Fetched) -> None:
    """Put into a run's columns what a fetch says of itself."""
    run.data_version = (fetched.edition or run.data_version)[:60]
    run.is_full = fetched.is_full
    run.since = fetched.since
    run.watermark = fetched.watermark
    run.validators = {url: asdict(one) for url, one in fetched.validators.items()}


def require_running(run: ImportRun) -> None:
    """Hold a run's row until the transaction ends. Raises `Overtaken` when a later run closed it:
    that one was right to think this process gone, and what it writes must not be written over."""
    running = ImportRun.objects.select_for_update().filter(pk=run.pk, state=ImportRun.State.RUNNING)
    if not running.exists():
        raise Overtaken("This run was taken for dead and a later one has begun; nothing is applied")


def close_abandoned(run: ImportRun) -> int:
    """Close the runs of a source that began before this one and never ended: their process was
    killed. One that is alive after all applies nothing any more. Returns how many."""
    abandoned = ImportRun.objects.filter(
        source_id=run.source_id, state=ImportRun.State.RUNNING, pk__lt=run.pk
    )
    return abandoned.update(
        state=ImportRun.State.FAILED,
        finished_at=timezone.now(),
        message="The process was ended from outside; what it had fetched is used again.",
    )


def applied_runs() -> dict[str, int]:
    """The last applied run of every source, by key; those of one source apply in their order."""
    runs = ImportRun.objects.filter(state__in=APPLIED).order_by()
    return dict(runs.values_list("source_id").annotate(Max("pk")))


def _unseen(_count: int) -> Any:
    """Progress that nobody looks at."""


def remember_every_source() -> None:
    """Every source of the registry has a row; those that have one are left as they are."""
    missing = SOURCES.keys() - set(Source.objects.values_list("pk", flat=True))
    Source.objects.bulk_create(
        [Source(key=key, **_said_of(SOURCES[key])) for key in sorted(missing)],
        ignore_conflicts=True,
    )


def _said_of(entry: SourceEntry) -> dict[str, str]:
    return {
        "name": entry.name,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "url": entry.url,
    }


def _remember(entry: SourceEntry) -> None:
    """The source's row says what the registry says; written only when it does not yet."""
    said = _said_of(entry)
    if not Source.objects.filter(key=entry.key, **said).exists():
        Source.objects.update_or_create(key=entry.key, defaults=said)
