"""`manage.py run`: everything this site needs, on one machine, until Ctrl-C."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.embedded.places import ServicesUnavailable
from guidance.local_site.run import AlreadyRunning, ProcessEnded, run_site


class Command(BaseCommand):
    """Exit codes: 0 stopped on request · 1 it could not start, or a process of it ended."""

    help = (
        "Start PostgreSQL and Redis (unless DATABASE_URL and REDIS_URL name servers), migrate, "
        "load the sample catalogue into an empty database, and serve: web, worker and beat. "
        "Ctrl-C stops all of it."
    )
    requires_system_checks = []  # migrate runs them once the database is up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument(
            "--port", type=int, default=8000, help="first port to try; the next free one is taken"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run_site(options["host"], options["port"], self.say)
        except (ServicesUnavailable, AlreadyRunning, ProcessEnded) as error:
            raise CommandError(str(error)) from error

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
