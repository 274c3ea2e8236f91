"""`manage.py quality_report`: judge the catalogue, or print the report that was made."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.csv_lines import csv_lines_by_name
from catalog.ingest.live import SourceTurnedOff
from catalog.models import QualityReport
from catalog.quality.published import (
    REPORT_COLUMNS,
    Scope,
    document_of,
    figures_of,
    missing_of,
    report_numbered,
    report_of,
    report_rows,
)
from catalog.quality.report import NothingToReport, make_report
from catalog.quality.second_opinion import ask_opinions
from catalog.quality.world import World
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.sources.record import SourceUnavailable


class Command(BaseCommand):
    help = (
        "Judge the catalogue in service by every data-quality rule, store the report of its "
        "snapshot and print it. Exit code 0: it is printed; 1: there is no snapshot or report."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--json", action="store_true", help="One JSON object, without providers.")
        kind.add_argument("--csv", action="store_true", help="A row per scope and rule, all of it.")
        parser.add_argument(
            "--stored",
            action="store_true",
            help="Print what was stored; judge nothing, write nothing.",
        )
        parser.add_argument(
            "--ask",
            type=int,
            metavar="NUMBER",
            help="First ask JobEd Connect about so many occupations, those with most ads.",
        )
        parser.add_argument("--snapshot", type=int, help="Of this number; else the one in service.")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["json"] or options["csv"] or options["verbosity"] == 0
        if options["ask"]:
            self._ask(options["ask"])
        report = self._report(options["snapshot"], is_stored=options["stored"], is_quiet=is_quiet)
        if options["json"]:
            self.stdout.write(json.dumps(document_of(report), ensure_ascii=False, indent=1))
        elif options["csv"]:
            for line in csv_lines_by_name(REPORT_COLUMNS, report_rows(report)):
                self.stdout.write(line)
        elif options["verbosity"]:
            self._print(report)

    def _report(self, number: int | None, *, is_stored: bool, is_quiet: bool) -> QualityReport:
        if is_stored:
            report = report_of(None) if number is None else report_numbered(number)
            if report is None:
                raise CommandError("no such report; leave out --stored to make it")
            return report
        try:
            return make_report(number, say=None if is_quiet else self.stdout.write)
        except (NothingToReport, SnapshotDamaged) as error:
            raise CommandError(str(error)) from error

    def _ask(self, number: int) -> None:
        try:
            world = World(current_snapshot(), timezone.localdate(), {})
            ask_opinions(world, number, lambda _step: None)
        except (NoSnapshot, SnapshotDamaged, SourceTurnedOff, SourceUnavailable) as error:
            raise CommandError(str(error)) from error

    def _print(self, report: QualityReport) -> None:
        self.stdout.write(f"catalogue {report.catalogue_id}, judged on {report.judged_on}")
        self.stdout.write(f"{'rule':<24} {'holds':>9} {'unknown':>9} {'of':>9}  state")
        for figure in figures_of(report, Scope.ALL) or ():
            count = figure.count
            self.stdout.write(
                f"{figure.rule.key:<24} {count.part:>9} {count.unknown:>9} {count.whole:>9}  "
                f"{figure.state}"
            )
        self.stdout.write("\nmissing, by how many occupations' answers it touches")
        for one in missing_of(report):
            self.stdout.write(f"{one.key:<24} {one.touched:>9} of {one.of}, from {one.source}")
        self.stdout.write(f"{report.seconds:.1f} s")
