"""Loads the national catalogue live, from the stand-in for Susa-navet, and prints time and memory.

    python -m tests.benchmarks.bench_live [--shared PATH] [--sizes 0.25 0.5 1] [--repeat 1]

Per size: a full load into an empty database, a full load again (which must write nothing), and the
changes of one day, whose outcome must be that of the next day loaded whole (--check). The stand-in
runs in a process of its own, on the same machine. Seconds are wall clock and processor time of the
loading process; the latter says more on a machine that does other things too. "server s" is the
processor time of the process that PostgreSQL keeps for it, where that is on this machine; the two
mostly take turns. Peak is the resident memory of the loading process.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg

from tests.benchmarks.bench_load import ROOT, Measured, _database, _measure, _outcome, _write

SINCE = "2026-11-22"
SYNC = ["sync", "susa-navet", "--live", "--json"]
ROW = "{:<6}{:<10}{:>9}{:>9}{:>10}{:>10}{:>8}{:>10}{:>10}"
_EDUCATION = re.compile(r'"education":"([^"]*)"')
_ID = re.compile(r'"id":"([^"]*)"')
_TABLES = ("provider", "education", "educationevent", "qualification", "trainsfor")


def main() -> int:
    """Run the benchmark; see the module. 0 when every load ended as it should."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--sizes", type=float, nargs="*", default=[0.25, 0.5, 1.0])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="Compare changes with the next day.")
    options = parser.parse_args()
    tool = options.shared / "tools/susa_mock_server.py"
    data = options.shared / "data/education/emil3_snapshot"
    if not (tool.is_file() and data.is_dir()):
        _write(f"skipped: needs {tool} and {data}, which are not part of the repository")
        return 0
    heads = ("size", "load", "rows", "written", "state", "seconds", "CPU s", "server s", "peak MiB")
    _write(ROW.format(*heads))
    failed = 0
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-live-") as folder:
            cut = data if size == 1 else _thinned(data, Path(folder), size)
            for _ in range(options.repeat):
                failed += _measured(tool, cut, f"{size:g}", options.check)
    return 1 if failed else 0


def _measured(tool: Path, data: Path, size: str, is_checked: bool) -> int:
    """Load, load again, load a day's changes; returns how many of them went wrong."""
    failed = 0
    by_changes = ""
    with _database() as url, tempfile.TemporaryDirectory(prefix="bench-live-") as var:
        with _served(tool, data) as address:
            environment = _environment(url, var, address)
            _measure(["migrate", "-v0"], environment)
            for load, more in (("full", ["--full"]), ("again", ["--full"]), ("changes", [])):
                arguments = more or ["--since", SINCE]
                with _server_time(url) as server:
                    measured = _measure([*SYNC, *arguments], environment)
                failed += not _told(size, load, measured, server)
        by_changes = _digest(url)
    if is_checked:
        with _database() as url, tempfile.TemporaryDirectory(prefix="bench-live-") as var:
            with _served(tool, data, "--apply-delta") as address:
                environment = _environment(url, var, address)
                _measure(["migrate", "-v0"], environment)
                with _server_time(url) as server:
                    measured = _measure(SYNC, environment)
            failed += not _told(size, "next day", measured, server)
            is_equal = _digest(url) == by_changes
        _write(f"{size:<9}the changes lead to the next day: {'yes' if is_equal else 'NO'}")
        failed += not is_equal
    return failed


@contextmanager
def _server_time(url: str) -> Iterator[dict[int, float]]:
    """Seconds of processor time per PostgreSQL process of this database, as last seen."""
    name = urlsplit(url).path.lstrip("/")
    seen: dict[int, float] = {}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            for process in psutil.process_iter(["cmdline", "cpu_times"]):
                title, times = " ".join(process.info["cmdline"] or ()), process.info["cpu_times"]
                if times and title.startswith("postgres:") and f" {name} " in title:
                    seen[process.pid] = times.user + times.system

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def _told(size: str, load: str, measured: Measured, server: dict[int, float]) -> bool:
    outcome = _outcome(measured)
    if outcome is None:
        _write(f"{size:<9}{load:<11}failed with exit code {measured.code}")
        _write(measured.text[-2000:])
        return False
    tables = outcome["tables"].values()
    seen = sum(one["seen"] for one in tables)
    written = sum(one["added"] + one["changed"] + one["withdrawn"] for one in tables)
    times = (measured.seconds, measured.cpu, sum(server.values()))
    figures = (*(f"{one:.1f}" for one in times), f"{measured.peak:.0f}")
    _write(ROW.format(size, load, seen, written, outcome["state"], *figures))
    return load != "again" or written == 0


def _environment(url: str, var: str, address: str) -> dict[str, str]:
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": var, "SUSA_NAVET_URL": address}
    environment.pop("SNAPSHOT_DIR", None)
    return environment


@contextmanager
def _served(tool: Path, data: Path, *options: str) -> Iterator[str]:
    """The base address of the stand-in, once it has read its files."""
    process = subprocess.Popen(
        [sys.executable, str(tool), "--data", str(data), "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[0]
    finally:
        process.terminate()
        process.wait(timeout=30)


def _thinned(data: Path, folder: Path, share: float) -> Path:
    """A copy with this share of the educations, their occasions, and every provider."""
    shutil.copy(data / "providers.jsonl.gz", folder)
    for name in ("infos", "events", "delta"):
        with (
            gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines,
            gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as out,
        ):
            out.writelines(line for line in lines if _is_kept(line, share))
    return folder


def _is_kept(line: str, share: float) -> bool:
    found = _EDUCATION.search(line) or _ID.search(line)
    if found is None or found[1].startswith("p."):
        return True
    key = found[1].removeprefix("e.").removeprefix("i.")
    return hashlib.blake2b(key.encode(), digest_size=4).digest() < int(share * 2**32).to_bytes(
        4, "big"
    )


def _digest(url: str) -> str:
    """A hash of every live row, but for what a run adds to it."""
    digest = hashlib.sha256()
    with psycopg.connect(url) as connection:
        for table in _TABLES:
            rows = connection.execute(
                f"SELECT to_jsonb(t) - 'run_id' - 'fingerprint' FROM catalog_{table} t "
                "WHERE withdrawn_at IS NULL ORDER BY id"
            )
            for (row,) in rows:
                digest.update(json.dumps(row, sort_keys=True).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
