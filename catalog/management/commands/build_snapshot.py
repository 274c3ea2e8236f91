"""`manage.py build_snapshot`: compile the catalogue and put it in service."""

import argparse
import resource
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.snapshot.build import BuildUnderWay, NothingToBuild, build_snapshot


class Command(BaseCommand):
    help = (
        "Compiles the catalogue into a new numbered snapshot and puts it in service. "
        "Exit code 0 when it is built, 1 when nothing was built; the old one then stays. After a "
        "rollback it is kept, and waits for `rollback --release`."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--release", action="store_true", help="End a rollback: put this one in service."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_silent = options["verbosity"] == 0
        try:
            built = build_snapshot(
                (lambda line: None) if is_silent else self.stdout.write,
                release=options["release"],
            )
        except (NothingToBuild, BuildUnderWay) as error:
            raise CommandError(str(error)) from error
        if is_silent:
            return
        for name, count in built.counts.items():
            self.stdout.write(f"  {name.replace('_', ' '):<24} {count:>9}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(f"{built.seconds:.1f} s, peak memory {peak:.0f} MiB")
