"""One source brought up to date over the network: alone, fenced, and visible."""

from collections.abc import Callable

from catalog.ingest.live import load_live
from catalog.ingest.run import APPLIED, Outcome
from catalog.models import ImportRun
from catalog.pipeline.locks import only_one
from catalog.pipeline.progress import Progress, Reporter
from catalog.sources.spool import Step


def refresh(
    key: str,
    *,
    full: bool = False,
    wait: float = 0.0,
    show: Callable[[Progress], object] | None = None,
) -> Outcome:
    """Fetch a source and bring the catalogue in line with it.

    wait: seconds to wait for another process that is at it. show: told every step. Raises `Busy`,
    `LockLost`, and as `load_live` does.
    """
    with only_one(f"source:{key}", wait) as held, Reporter(key, show) as reporter:

        def progress(phase: str, step: Step) -> None:
            held.check()
            reporter.tell(phase, step.done, step.total, step.unit)

        return load_live(key, full=full, progress=progress)


def is_live() -> bool:
    """Whether any source has ever been loaded over the network into this catalogue.

    Until then nothing is asked on a schedule: a sample, or a catalogue of carried files, stays what
    it is until somebody runs `manage.py live`.
    """
    fetched = ImportRun.objects.filter(is_sample=False, watermark__isnull=False, state__in=APPLIED)
    return fetched.exists()
