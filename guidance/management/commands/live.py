"""`manage.py live`: load every reachable live source into this site."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.embedded.places import ServicesUnavailable
from guidance.local_site.live import Got, load_everything

ROW = "{:<20}{:<13}{:>9}{:>9}{:>9}{:>10}{:>13}{:>9}"
INTERRUPTED = 130  # as a shell says it


class Command(BaseCommand):
    help = (
        "Asks every live source that can be reached, with progress, builds a snapshot of what came "
        "and says per source what it got. Runs beside `manage.py run` or without it; Ctrl-C is "
        "safe, the next call goes on from there. Exit code 0: all that was reached is loaded, also "
        "when nothing was, and the catalogue stays what it is; 1: a source that was reached is not "
        "loaded whole; 130: interrupted."
    )

    requires_system_checks = []  # migrate runs them once the database is up

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="Everything, not only changes.")

    def handle(self, *args: Any, **options: Any) -> None:
        is_silent = options["verbosity"] == 0
        try:
            got = load_everything(
                (lambda line: None) if is_silent else self._say,
                full=options["full"],
                is_silent=is_silent,
            )
        except ServicesUnavailable as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write(
                "\nStopped. The catalogue is as it was before the source that was being loaded; "
                "what was fetched of it is kept, and the next `make live` goes on from there."
            )
            sys.exit(INTERRUPTED)
        if not is_silent:
            self._tell(got)
        if any(one.is_fault for one in got):
            sys.exit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell(self, got: list[Got]) -> None:
        self.stdout.write(
            ROW.format(
                *("source", "state", "read", "new", "changed", "gone", "quarantined", "seconds")
            )
        )
        for one in got:
            figures = (one.seen, one.added, one.changed, one.withdrawn, one.quarantined)
            self.stdout.write(ROW.format(one.key, one.state, *figures, f"{one.seconds:.0f}"))
        for one in got:
            if one.told:
                self.stdout.write(f"{one.key}: {one.told}")
        if all(one.state in {"unreachable", "off"} for one in got):
            self.stdout.write(
                "No live source can be reached from here, which is fine: the catalogue stays as it "
                "is. Carried files can be loaded with `manage.py sync SOURCE --from PATH`."
            )
