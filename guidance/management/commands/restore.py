"""`manage.py restore FILE`: put a backup in the place of everything the database holds."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from guidance.backup import BadBackup, check, restore


class Command(BaseCommand):
    help = (
        "Replaces everything in the database by what `backup` wrote to FILE, all of it or nothing. "
        "Stop worker and beat first, run `migrate` before and `build_snapshot` after. With --check "
        "the file is read and judged and the database is left alone."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--check", action="store_true", help="Judge the file only.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        is_silent = options["verbosity"] < 2
        try:
            if options["check"]:
                manifest = check(path)
                verb = "is whole"
            else:
                if not options["yes"] and not self._is_agreed():
                    raise CommandError("nothing was changed")
                manifest = restore(path, (lambda line: None) if is_silent else self.stdout.write)
                verb = "is restored"
        except (BadBackup, DatabaseError) as error:
            raise CommandError(f"nothing was changed: {error}") from error
        if options["verbosity"]:
            rows = sum(table.rows for table in manifest.tables)
            self.stdout.write(f"{path} of {manifest.made_at} {verb}: {rows} rows")

    def _is_agreed(self) -> bool:
        self.stdout.write("Everything in the database will be replaced. Type yes to go on:")
        return sys.stdin.readline().strip() == "yes"
