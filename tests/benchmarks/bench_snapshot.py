"""Builds a snapshot from the database of DATABASE_URL and prints time and memory.

    DATABASE_URL=postgresql://… python -m tests.benchmarks.bench_snapshot [--cold] [--growth]

The snapshot is written to a folder of its own and removed afterwards. With --cold every text is
recognised anew; otherwise a second build, which remembers the texts and takes over the names of the
first, is timed too. With --growth a quarter, a half and all of the educations are built cold, in a
transaction that is rolled back.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_LOAD = """
import sys, time, pathlib
from catalog.snapshot.snapshot import load_snapshot
from catalog.snapshot.search import search_occupations
def resident():
    pages = dict(line.split(":") for line in open("/proc/self/status") if "Rss" in line)
    return {key: int(value.split()[0]) / 1024 for key, value in pages.items()}
before = resident()
began = time.perf_counter()
snapshot = load_snapshot(pathlib.Path(sys.argv[1]))
print(f"load {1000 * (time.perf_counter() - began):.0f} ms")
for table in (snapshot.concepts, snapshot.terms, snapshot.educations, snapshot.events):
    for name in table.__dataclass_fields__:
        value = getattr(table, name)
        for array in (getattr(value, part, value) for part in ("blob", "offsets", "target")):
            if hasattr(array, "sum"):
                array.sum()  # touches every page of it
after = resident()
print("resident after load, MiB: " + ", ".join(
    f"{key} {after[key] - before[key]:+.0f}" for key in ("RssAnon", "RssFile")))
search_occupations(snapshot, "x")
times = []
for query in ("undersköterska", "svettsare", "larare", "mjukvara", "sjukskoterska", "hr", "xyzzy"):
    began = time.perf_counter()
    search_occupations(snapshot, query)
    times.append((1000 * (time.perf_counter() - began), query))
print("search ms: " + ", ".join(f"{query} {ms:.1f}" for ms, query in times))
"""


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", action="store_true", help="One build only.")
    parser.add_argument("--growth", action="store_true", help="At a quarter, a half and the whole.")
    options = parser.parse_args()
    is_cold = options.cold
    if "DATABASE_URL" not in os.environ:
        # The build goes to a folder of its own, and an embedded database would follow it there.
        _write("skipped: set DATABASE_URL to a database that holds a catalogue")
        return
    with tempfile.TemporaryDirectory(prefix="bench-snapshot-") as var:
        os.environ["VAR_DIR"] = var
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
        import django

        django.setup()
        from catalog.snapshot.build import build_snapshot

        if options.growth:
            _grow(Path(var))
            return
        for turn in ("first", "second")[: 1 if is_cold else 2]:
            began = time.monotonic()
            stages: list[tuple[float, str]] = []

            def say(stage: str, heard: list[tuple[float, str]] = stages) -> None:
                heard.append((time.monotonic(), stage))

            built = build_snapshot(say)
            _write(f"{turn} build {built.seconds:.1f} s: {built.counts}")
            for (at, stage), after in zip(
                stages, [*(at for at, _ in stages[1:]), time.monotonic()], strict=True
            ):
                _write(f"  {at - began:6.1f} s  +{after - at:5.1f} s  {stage}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        folder = built.snapshot.folder
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        _write(f"peak memory of the build {peak:.0f} MiB, on disk {size / 2**20:.0f} MiB")
        root = Path(__file__).resolve().parents[2]
        subprocess.run([sys.executable, "-c", _LOAD, str(folder)], check=True, cwd=root)


def _grow(var: Path) -> None:
    """Cold builds of every fourth and every second education, and of all of them."""
    from django.db import connection, transaction

    from catalog.snapshot.build import build_snapshot

    _write(f"{'share':<8}{'educations':>12}{'events':>10}{'texts':>9}{'seconds':>10}")
    for every in (4, 2, 1):
        for left in ("recognised", "snapshots"):
            shutil.rmtree(var / left, ignore_errors=True)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE catalog_education SET withdrawn_at = now() "
                    "WHERE withdrawn_at IS NULL AND abs(hashtext(id)) %% %s <> 0",
                    [every],
                )
            built = build_snapshot(lambda stage: None)
            transaction.set_rollback(True)
        counts = built.counts
        row = (counts["educations"], counts["events"], counts["texts"], built.seconds)
        _write("1/{:<6}{:>12}{:>10}{:>9}{:>10.1f}".format(every, *row))


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
