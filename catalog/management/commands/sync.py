"""`manage.py sync SOURCE`: bring the catalogue in line with a source's files, or ask it live."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import redis
from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.ingest.live import AlreadyRunning, SourceTurnedOff
from catalog.ingest.run import Outcome, UnknownSource
from catalog.management.progress import Progress
from catalog.models import QuarantinedRecord
from catalog.pipeline.locks import OUTLASTS_A_KILLED, Busy
from catalog.pipeline.refresh import load_files, refresh
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES

# A list in a terminal; --json and the database hold every finding.
LISTED = 50


class Command(BaseCommand):
    help = (
        "Bring the catalogue in line with a source: what is new is added, what changed is changed, "
        "what left is withdrawn. With --live the source is asked, for changes where it can tell "
        "them; a run that was killed is gone on with. Exit code 0: all is well; 1: something was "
        "quarantined, unreadable or stopped, everything good is loaded; 2: wrong arguments, or the "
        "source cannot be read."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help=", ".join(SOURCES))
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--from", dest="path", type=Path, help="A file, or a folder of files.")
        where.add_argument("--live", action="store_true", help="Ask the publisher.")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--since",
            type=moment,
            help="Ask for changes since a date or date-time; with --from: the files hold changes "
            "since then, and what is not in them stays.",
        )
        what.add_argument("--full", action="store_true", help="Ask for everything (with --live).")
        parser.add_argument("--dry-run", action="store_true", help="Count, write nothing.")
        parser.add_argument(
            "--allow-drop",
            action="store_true",
            help="Accept a fall of more than 20 %% of a table, or of one school form.",
        )
        parser.add_argument("--json", action="store_true", help="Print the outcome as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["full"] and not options["live"]:
            self.stderr.write("--full goes with --live; files are what they are")
            sys.exit(2)
        is_silent = options["json"] or options["verbosity"] == 0
        try:
            with Progress(options["source"], is_silent=is_silent) as progress:
                outcome = _load(options, progress, self.stderr.write)
        except (UnknownSource, SourceTurnedOff, AlreadyRunning, Busy, SourceUnavailable) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except redis.RedisError as fault:
            self.stderr.write(f"Redis does not answer, so nothing is loaded: {fault}")
            sys.exit(2)
        if options["json"]:
            self.stdout.write(json.dumps(payload_of(outcome), ensure_ascii=False, indent=1))
        else:
            self._print(outcome)
        if outcome.exit_code:
            sys.exit(outcome.exit_code)

    def _print(self, outcome: Outcome) -> None:
        run = outcome.run
        what = "everything" if run.is_full else "a part"
        if run.since:
            what = f"changes since {timezone.localtime(run.since):%Y-%m-%d %H:%M}"
        dry = ", dry run" if outcome.is_dry_run else ""
        title = f"{run.source_id}: {run.state}, {what} from {run.origin}{dry}"
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


def moment(text: str) -> datetime:
    """A date or date-time of the command line, in the site's zone where it names none.

    Raises `argparse.ArgumentTypeError`.
    """
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-11-22") from None
    return value if value.tzinfo else timezone.make_aware(value)


def _load(
    options: dict[str, Any], progress: Progress, complain: Callable[[str], object]
) -> Outcome:
    how = {name: options[name] for name in ("since", "dry_run", "allow_drop")}
    how["show"] = lambda word: progress.show(word.phase, word.done, word.total, word.unit)

    def load(wait: float) -> Outcome:
        if options["live"]:
            return refresh(options["source"], full=options["full"], wait=wait, **how)
        return load_files(options["source"], options["path"], wait=wait, **how)

    try:
        return load(0.0)
    except Busy as reason:
        complain(f"{reason}, or was killed a moment ago; waiting up to {OUTLASTS_A_KILLED:.0f} s")
        return load(OUTLASTS_A_KILLED)


def payload_of(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values, every finding included."""
    run = outcome.run
    return {
        "source": run.source_id,
        "origin": run.origin,
        "data_version": run.data_version,
        "is_full": run.is_full,
        "since": run.since and run.since.isoformat(),
        "watermark": run.watermark and run.watermark.isoformat(),
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at and run.finished_at.isoformat(),
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
