"""`manage.py load_sample`: fill an empty catalogue with the hand-made sample."""

import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from catalog.ingest.run import run_import
from catalog.models import ImportRun, QuarantinedRecord
from catalog.sample.render import FOLDERS, write_sample


class Command(BaseCommand):
    help = (
        "Loads the hand-made sample catalogue, its dates relative to today, and marks it as a "
        "sample. Run it as often as you like; build_snapshot puts it in service. Refuses when the "
        "database holds real data. Exit code 1 when a record was not accepted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, help="YYYY-MM-DD; the sample as of this day"
        )
        parser.add_argument(
            "--force", action="store_true", help="mix the sample into real data all the same"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["force"]:
            _refuse_beside_real_data()
        today = options["today"] or timezone.localdate()
        is_clean = True
        with tempfile.TemporaryDirectory() as folder:
            write_sample(Path(folder), today)
            for key in tqdm(FOLDERS, desc="sample", unit=" sources", disable=None, file=sys.stderr):
                is_clean &= self._load(key, Path(folder) / FOLDERS[key])
        if not is_clean:
            raise CommandError("Some records of the sample were not accepted; see above.")

    def _load(self, key: str, path: Path) -> bool:
        """One source of the sample. A sample of another season may be smaller: that is no fault."""
        outcome = run_import(key, path, is_sample=True, allow_drop=True)
        run = outcome.run
        self.stdout.write(
            f"{key}: {run.seen} seen, {run.added} added, {run.changed} changed, "
            f"{run.withdrawn} withdrawn, {run.repaired} repaired"
        )
        for finding in outcome.findings:
            if finding.outcome == QuarantinedRecord.Outcome.QUARANTINED:
                self.stdout.write(
                    f"  {finding.kind} {finding.record_id}: "
                    f"{finding.field} {finding.reason} {finding.detail}"
                )
        return outcome.exit_code == 0


def _refuse_beside_real_data() -> None:
    real = ImportRun.objects.filter(is_sample=False).exclude(
        state__in=(ImportRun.State.STOPPED, ImportRun.State.FAILED)
    )
    keys = sorted(set(real.values_list("source_id", flat=True)))
    if keys:
        raise CommandError(
            f"This database holds real data ({', '.join(keys)}); the sample is not mixed into it. "
            "Use an empty database, or --force if you mean it.",
            returncode=2,
        )
