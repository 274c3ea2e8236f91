"""One source brought up to date, over the network or from files: alone, fenced, and visible."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from catalog.ingest.live import load_live
from catalog.ingest.run import APPLIED, Outcome, run_import
from catalog.models import ImportRun
from catalog.pipeline.locks import Held, only_one
from catalog.pipeline.progress import Progress, Reporter
from catalog.sources.spool import Step

Show = Callable[[Progress], object]


def refresh(
    key: str,
    *,
    full: bool = False,
    since: datetime | None = None,
    dry_run: bool = False,
    allow_drop: bool = False,
    wait: float = 0.0,
    show: Show | None = None,
) -> Outcome:
    """Fetch a source and bring the catalogue in line with it.

    wait: seconds to wait for another process that is at it. show: told every step. Raises `Busy`,
    `LockLost`, and as `load_live` does.
    """
    with _at(key, wait, show) as (held, reporter):

        def progress(phase: str, step: Step) -> None:
            held.check()
            reporter.tell(phase, step.done, step.total, step.unit)

        return load_live(
            key, full=full, since=since, dry_run=dry_run, allow_drop=allow_drop, progress=progress
        )


def load_files(
    key: str,
    path: Path,
    *,
    since: datetime | None = None,
    dry_run: bool = False,
    allow_drop: bool = False,
    wait: float = 0.0,
    show: Show | None = None,
) -> Outcome:
    """Bring the catalogue in line with a source's file or folder.

    wait, show: as of `refresh`. Raises `Busy`, `LockLost`, and as `run_import` does.
    """
    read = 0
    with _at(key, wait, show) as (held, reporter):

        def progress(number: int) -> None:
            nonlocal read
            held.check()
            read += number
            reporter.tell("apply", read, 0, "elements")

        return run_import(
            key, path, since=since, dry_run=dry_run, allow_drop=allow_drop, progress=progress
        )


@contextmanager
def _at(key: str, wait: float, show: Show | None) -> Iterator[tuple[Held, Reporter]]:
    with only_one(f"source:{key}", wait) as held, Reporter(key, show) as reporter:
        yield held, reporter


def is_live() -> bool:
    """Whether any source has ever been loaded over the network into this catalogue.

    Until then nothing is asked on a schedule: a sample, or a catalogue of carried files, stays what
    it is until somebody runs `manage.py live`.
    """
    fetched = ImportRun.objects.filter(is_sample=False, watermark__isnull=False, state__in=APPLIED)
    return fetched.exists()
