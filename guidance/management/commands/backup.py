"""`manage.py backup FILE`: every table at one moment, as one file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.backup import back_up


class Command(BaseCommand):
    help = (
        "Writes the whole database to FILE, readable by its owner only: the catalogue, what "
        "editors decided and their accounts. No session and nothing of a citizen is in it. Put it "
        "back with `restore`."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        is_silent = options["verbosity"] < 2
        try:
            manifest = back_up(path, (lambda line: None) if is_silent else self.stdout.write)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        if options["verbosity"]:
            rows = sum(table.rows for table in manifest.tables)
            self.stdout.write(
                f"{len(manifest.tables)} tables, {rows} rows, {path.stat().st_size} bytes in {path}"
            )
