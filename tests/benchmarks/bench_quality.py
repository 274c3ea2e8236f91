"""Makes the quality report of the snapshot in service and prints time and memory by stage.

    DATABASE_URL=postgresql://… VAR_DIR=… python -m tests.benchmarks.bench_quality [--cold] [--keep]

Works in one transaction that is rolled back, so that the catalogue is as it was; --keep keeps the
report. With --cold the readings of educations are forgotten first, as before the very first report.
"""

import argparse
import os
import resource
import time

from tests.benchmarks.bench_paths import write


class _Undo(Exception):
    """Ends the transaction."""


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", action="store_true", help="Forget what was read before.")
    parser.add_argument("--keep", action="store_true", help="Keep the report.")
    asked = parser.parse_args()
    if "DATABASE_URL" not in os.environ:
        write("skipped: set DATABASE_URL to a database that holds a catalogue")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    import django

    django.setup()
    from django.db import transaction

    from catalog.models import EducationReading
    from catalog.quality.report import NothingToReport, make_report

    stages: list[tuple[float, str]] = []
    try:
        with transaction.atomic():
            if asked.cold:
                EducationReading.objects.all().delete()
            began = time.monotonic()
            report = make_report(say=lambda stage: stages.append((time.monotonic(), stage)))
            took = time.monotonic() - began
            rows = report.figures.count()
            if not asked.keep:
                raise _Undo
    except NothingToReport as error:
        write(f"skipped: {error}")
        return
    except _Undo:
        pass
    ends = [*(at for at, _ in stages[1:]), began + took]
    write(f"report of {report.catalogue_id}: {took:.1f} s, {rows} scopes")
    for (at, stage), end in zip(stages, ends, strict=True):
        write(f"  {end - at:5.1f} s  {stage}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    write(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
