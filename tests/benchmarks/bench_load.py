"""Loads the real files into a database of its own and prints time and memory per source.

    python -m tests.benchmarks.bench_load [--shared PATH] [--only SOURCE ...] [--twice]

Each source is synced by a process of its own, so that its peak memory is its own; the memory of the
PostgreSQL server is not in it. The database is made on the server of DATABASE_URL, or on the
embedded one, and dropped afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]

# Source and its files below `data`, parents first.
FILES = (
    ("taxonomy", "labour"),
    ("places", "labour/taxonomy/legacy"),
    ("occupation-skills", "labour/taxonomy/v29-2026-02"),
    ("ad-counts", "labour/statistics"),
    ("wages", "labour/statistics"),
    ("forecast", "labour/forecast"),
    ("susa-navet", "education/emil3_snapshot"),
    ("trains-for", "education"),
    ("job-ads", "labour/ads"),
)


@dataclass(frozen=True)
class Measured:
    """One process. seconds: wall clock · cpu: seconds of processor time · peak: MiB of resident
    memory · text: what it printed."""

    code: int
    seconds: float
    cpu: float
    peak: float
    text: str


def main() -> int:
    """Run the benchmark; see the module. 0 when every source was loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", nargs="*", metavar="SOURCE", help="Only these sources.")
    parser.add_argument("--twice", action="store_true", help="Sync again: nothing is written.")
    options = parser.parse_args()
    data = options.shared / "data"
    if not data.is_dir():
        _write(
            f"skipped: there is no {data}. The real files are not part of the repository; "
            "say --shared PATH where PATH/data holds them."
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-load-") as var, _database() as url:
        # A folder of its own: the snapshot in service stays what it is.
        environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": var}
        environment.pop("SNAPSHOT_DIR", None)
        made = _measure(["migrate", "-v0"], environment)
        if made.code:
            _write(made.text)
            return 1
        return _load(data, options.only, 2 if options.twice else 1, environment)


def _load(data: Path, only: list[str] | None, turns: int, environment: dict[str, str]) -> int:
    total, peak, failed = 0.0, 0.0, 0
    row = "{:<20}{:>10}{:>10}{:>13}{:>10}{:>9}{:>10}"
    _write(
        row.format("source", "rows", "written", "quarantined", "repaired", "seconds", "peak MiB")
    )
    for _ in range(turns):
        for source, folder in FILES:
            if only and source not in only:
                continue
            command = ["sync", source, "--from", str(data / folder), "--json"]
            measured = _measure(command, environment)
            total, peak = total + measured.seconds, max(peak, measured.peak)
            outcome = _outcome(measured)
            if outcome is None:
                failed += 1
                _write(f"{source:<20}failed with exit code {measured.code}")
                _write(measured.text[-2000:])
                continue
            tables = outcome["tables"].values()
            written = sum(one["added"] + one["changed"] + one["withdrawn"] for one in tables)
            seen = sum(one["seen"] for one in tables)
            figures = (seen, written, outcome["quarantined"], outcome["repaired"])
            _write(row.format(source, *figures, f"{measured.seconds:.1f}", f"{measured.peak:.0f}"))
    built = _measure(["build_snapshot"], environment)
    total, peak = total + built.seconds, max(peak, built.peak)
    _write(
        row.format("build_snapshot", "", "", "", "", f"{built.seconds:.1f}", f"{built.peak:.0f}")
    )
    if built.code:
        failed += 1
        _write(built.text[-2000:])
    _write(row.format("in all", "", "", "", "", f"{total:.1f}", f"{peak:.0f}"))
    return 1 if failed else 0


def _outcome(measured: Measured) -> dict[str, Any] | None:
    """The sync's own report; None when it gave none, or stopped before it wrote anything."""
    if measured.code not in (0, 1):
        return None
    try:
        outcome: dict[str, Any] = json.loads(measured.text)
    except ValueError:
        return None
    return outcome if outcome["state"] in ("complete", "incomplete") else None


def _measure(arguments: list[str], environment: dict[str, str]) -> Measured:
    """Run a management command and wait for it with its own resource figures."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        output.seek(0)
        text = output.read().decode(errors="replace")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024  # KiB on Linux, bytes on macOS
    cpu = usage.ru_utime + usage.ru_stime
    return Measured(process.returncode, seconds, cpu, usage.ru_maxrss / unit, text)


@contextmanager
def _database() -> Iterator[str]:
    """The address of an empty database that is dropped afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    from django.conf import settings

    if settings.IS_EMBEDDED:
        from guidance.embedded import lease

        lease.hold(settings.VAR_DIR)
    server = settings.DATABASES["default"]
    name = f"bench_load_{os.getpid()}"
    connection = psycopg.connect(
        host=server["HOST"] or None,
        port=server.get("PORT") or None,
        user=server["USER"] or None,
        password=server.get("PASSWORD") or None,
        dbname=server["NAME"],
        autocommit=True,
    )
    with connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _url_of(server, name)
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _url_of(server: dict[str, Any], name: str) -> str:
    user = quote(server["USER"], safe="")
    password = server.get("PASSWORD") or ""
    login = f"{user}:{quote(password, safe='')}@" if password else f"{user}@" if user else ""
    host = server["HOST"]
    if host.startswith("/"):
        return f"postgresql://{login}/{name}?host={quote(host)}"
    port = f":{server['PORT']}" if server.get("PORT") else ""
    return f"postgresql://{login}{host}{port}/{name}"


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
