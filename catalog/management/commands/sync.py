"""`manage.py sync SOURCE --from PATH`: bring the catalogue in line with a source's files."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalog.ingest.run import Outcome, UnknownSource, run_import
from catalog.models import QuarantinedRecord
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES

# A list in a terminal; --json and the database hold every finding.
LISTED = 50


class Command(BaseCommand):
    help = (
        "Read a source's files and bring the catalogue in line with them: what is new is added, "
        "what changed is changed, what left is withdrawn. Exit code 0: all is well; 1: something "
        "was quarantined, unreadable or stopped, everything good is loaded; 2: wrong arguments."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help=", ".join(SOURCES))
        parser.add_argument(
            "--from", dest="path", type=Path, required=True, help="A file, or a folder of files."
        )
        parser.add_argument("--dry-run", action="store_true", help="Count, write nothing.")
        parser.add_argument(
            "--allow-drop", action="store_true", help="Accept a fall of more than 20 % of a table."
        )
        parser.add_argument("--json", action="store_true", help="Print the outcome as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        is_silent = options["json"] or options["verbosity"] == 0
        try:
            with tqdm(
                desc=options["source"],
                unit=" items",
                disable=True if is_silent else None,  # None: silent when not a terminal
                file=sys.stderr,
            ) as bar:
                outcome = run_import(
                    options["source"],
                    options["path"],
                    dry_run=options["dry_run"],
                    allow_drop=options["allow_drop"],
                    progress=bar.update,
                )
        except (UnknownSource, SourceUnavailable) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        if options["json"]:
            self.stdout.write(json.dumps(payload_of(outcome), ensure_ascii=False, indent=1))
        else:
            self._print(outcome)
        if outcome.exit_code:
            sys.exit(outcome.exit_code)

    def _print(self, outcome: Outcome) -> None:
        run = outcome.run
        title = f"{run.source_id}: {run.state}{', dry run' if outcome.is_dry_run else ''}"
        self.stdout.write(title)
        header = ("table", "seen", "added", "changed", "unchanged", "withdrawn")
        self.stdout.write("  {:<18}{:>10}{:>10}{:>10}{:>11}{:>11}".format(*header))
        for table, one in outcome.tables.items():
            row = (table, one.seen, one.added, one.changed, one.unchanged, one.withdrawn)
            self.stdout.write("  {:<18}{:>10}{:>10}{:>10}{:>11}{:>11}".format(*row))
        self.stdout.write(f"  {run.quarantined} quarantined, {run.repaired} repaired")
        if run.message:
            self.stdout.write(f"  {run.message}")
        out = [
            finding
            for finding in outcome.findings
            if finding.outcome == QuarantinedRecord.Outcome.QUARANTINED
        ]
        for finding in out[:LISTED]:
            self.stdout.write(
                f"  {finding.kind} {finding.record_id}: {finding.field} {finding.reason}"
                f" {finding.detail}".rstrip()
            )
        if len(out) > LISTED:
            self.stdout.write(f"  … and {len(out) - LISTED} more; --json lists every one")


def payload_of(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values, every finding included."""
    run = outcome.run
    return {
        "source": run.source_id,
        "origin": run.origin,
        "data_version": run.data_version,
        "state": run.state,
        "message": run.message,
        "is_dry_run": outcome.is_dry_run,
        "tables": {name: vars(counts) for name, counts in outcome.tables.items()},
        "quarantined": run.quarantined,
        "repaired": run.repaired,
        "findings": [
            {
                "kind": finding.kind,
                "id": finding.record_id,
                "field": finding.field,
                "reason": finding.reason,
                "detail": finding.detail,
                "outcome": finding.outcome,
            }
            for finding in outcome.findings
        ],
    }
