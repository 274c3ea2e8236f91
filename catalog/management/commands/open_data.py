"""`manage.py open_data`: write what we derive as files, and say how to find them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.open_data.store import current_index
from catalog.open_data.write import WriterAtWork, write_open_data
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot


class Command(BaseCommand):
    help = (
        "Writes the open data of the snapshot in service as CSV, JSON Lines and Parquet, unless "
        "they are there. Exit code 0 when they are, 1 when they could not be written; what was "
        "there then stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        is_silent = options["verbosity"] == 0
        try:
            snapshot = current_snapshot()
            write_open_data(snapshot, (lambda line: None) if is_silent else self.stdout.write)
        except (NoSnapshot, SnapshotDamaged, WriterAtWork, OSError) as error:
            raise CommandError(str(error)) from error
        index = current_index(snapshot.id)
        if index is not None and not is_silent:
            for file in index.files:
                self.stdout.write(f"  {file.name:<36}{file.rows:>9} rows{file.size:>12} bytes")
            self.stdout.write(f"in {index.folder}")
