"""`manage.py rollback [NUMBER]`: list the snapshots, return to an earlier one, or end that."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.snapshot import rollback
from catalog.snapshot.build import BuildUnderWay
from catalog.snapshot.rollback import CannotReturn, Difference


class Command(BaseCommand):
    help = (
        "Without arguments: lists the snapshots that can be returned to. With NUMBER (or "
        "--previous): puts that one in service and keeps it there whatever is built meanwhile. "
        "--release: ends that and puts the newest in service. --dry-run: says what would change. "
        "Exit code 0 when done, 1 when not; nothing has changed then."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("number", nargs="?", type=int, metavar="NUMBER")
        what.add_argument("--previous", action="store_true", help="The one before this one.")
        what.add_argument("--release", action="store_true", help="Let builds go into service.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["release"]:
                self._release(is_dry=options["dry_run"])
                return
            number = rollback.previous() if options["previous"] else options["number"]
            if number is None:
                self._list()
            else:
                self._return(number, is_dry=options["dry_run"])
        except (CannotReturn, BuildUnderWay) as error:
            raise CommandError(str(error)) from error

    def _list(self) -> None:
        kept = rollback.kept_snapshots()
        if not kept:
            self.stdout.write("No snapshot has been built yet.")
        for one in kept:
            marks = [word for word, is_so in (("in service", one.is_in_service),
                     ("pinned", one.is_pinned)) if is_so]  # fmt: skip
            told = one.problem or (
                f"{one.built_at}  {one.educations} educations, {one.events} events"
            )
            self.stdout.write(f"{one.id:<16} {told}  {', '.join(marks)}".rstrip())

    def _return(self, number: int, *, is_dry: bool) -> None:
        self._tell(rollback.difference(number))
        if is_dry:
            self.stdout.write("Nothing was changed (dry run).")
            return
        rollback.return_to(number)
        self.stdout.write(
            f"Snapshot {number} is in service and stays so; end that with "
            "`manage.py rollback --release`."
        )

    def _release(self, *, is_dry: bool) -> None:
        kept = rollback.kept_snapshots()
        if not kept:
            raise CannotReturn("there is no snapshot yet")
        if is_dry:
            self._tell(rollback.difference(kept[0].number))
            self.stdout.write("Nothing was changed (dry run).")
            return
        self.stdout.write(f"Snapshot {rollback.release()} is in service; builds follow again.")

    def _tell(self, found: Difference) -> None:
        self.stdout.write(f"From {found.before} to {found.after}:")
        for one in found.tables:
            self.stdout.write(
                f"  {one.table:<12} {one.before:>9} → {one.after:>9}"
                f"   {one.gone} leave, {one.back} come back"
            )
        for source in found.sources:
            self.stdout.write(
                f"  {source.name}: as of {source.after or 'never'} instead of "
                f"{source.before or 'never'}"
            )
