"""Serves the catalogue of DATABASE_URL as `make run` does, asks for the journey's pages, and lets
the worker build a snapshot meanwhile. Prints what people noticed of the build and of the swap.

    DATABASE_URL=postgresql://… REDIS_URL=redis://… python -m tests.benchmarks.bench_swap
        [--per-second 20] [--around 20] [--swaps 1] [--log bench_swap.log]

Requests are sent at their times, whether or not earlier ones have been answered, each on a
connection of its own, by people with sessions who have chosen occupations. Every request is a line
of the log: second, phase, status, milliseconds, snapshot, path. The site lies in a folder of its
own; the builds it makes stay on record in the database.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from catalog.snapshot.store import number_in_service
from tests.load.visit import Visit

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT_ID = re.compile(r"\b(\d+)-[0-9a-f]{8}\b")
WANTED = ("sjuksköterska", "svetsare", "barnskötare", "kock", "elektriker", "lastbilsförare")
PAGES = (
    "/",
    "/kan/",
    "/mal/?q=svetsare",
    "/mal/?q=larare",
    "/saknas/",
    "/vagen/",
    "/ta-med/",
    "/om/",
)
PHASES = ("before", "build", "swap", "after")
PATIENCE = 900  # seconds for a build on a busy machine


@dataclass(frozen=True)
class Asked:
    """One request. at: seconds since the first · status: 0 when there was no answer ·
    snapshots: the numbers of the snapshots that the page names."""

    at: float
    phase: str
    status: int
    milliseconds: float
    snapshots: tuple[int, ...]
    path: str

    @property
    def is_failure(self) -> bool:
        """No answer, an error, or an answer out of two snapshots."""
        return self.status != 200 or len(self.snapshots) > 1


def main() -> int:
    """Run the benchmark; see the module. 0 when no request failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-second", type=float, default=20.0)
    parser.add_argument("--around", type=float, default=20.0, help="Seconds before and after.")
    parser.add_argument("--swaps", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path("bench_swap.log"))
    options = parser.parse_args()
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if missing:
        _write(f"skipped: set {' and '.join(missing)}; the database has to hold a catalogue")
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-swap-") as var:
        os.environ.update(VAR_DIR=var, TRUST_FORWARDED_FOR="true")
        os.environ.pop("SNAPSHOT_DIR", None)
        _manage("migrate", "-v0")
        _manage("build_snapshot", "-v0")
        with _site(Path(var)) as address:
            crowd = Crowd(address, options.per_second)
            _write(f"{len(crowd.people)} people have chosen where to; {options.per_second:g}/s")
            with crowd:
                for _ in range(options.swaps):
                    crowd.phase = "before"
                    time.sleep(options.around)
                    _build_and_swap(crowd, Path(var))
                    crowd.phase = "after"
                    time.sleep(options.around)
    _keep(crowd.asked, options.log)
    return _report(crowd.asked)


class Crowd:
    """People who go on asking; a context manager. phase: what the site is at, for the log."""

    def __init__(self, address: str, per_second: float) -> None:
        self.phase = "before"
        self.asked: list[Asked] = []
        self.people = [_arrived(address, number) for number in range(2 * len(WANTED))]
        self._address = address
        self._every = 1 / per_second
        self._is_over = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=64)
        self._thread = threading.Thread(target=self._send)

    def __enter__(self) -> "Crowd":
        self._began = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self._pool.shutdown(cancel_futures=kind is not None)

    def _send(self) -> None:
        number = 0
        while not self._is_over.wait(
            max(0.0, self._began + number * self._every - time.perf_counter())
        ):
            person = self.people[number % len(self.people)]
            path = PAGES[number % len(PAGES)]
            self._pool.submit(self._ask, person, path, self._began + number * self._every)
            number += 1

    def _ask(self, cookies: dict[str, str], path: str, due: float) -> None:
        phase = self.phase
        try:
            answer = requests.get(self._address + path, cookies=cookies, timeout=60)
            status = answer.status_code
            found = tuple(sorted({int(one) for one in SNAPSHOT_ID.findall(answer.text)}))
        except requests.RequestException:
            status, found = 0, ()
        # From when it was due: waiting for a free place of ours is waiting too.
        took = 1000 * (time.perf_counter() - due)
        self.asked.append(Asked(due - self._began, phase, status, took, found, path))


def _arrived(address: str, number: int) -> dict[str, str]:
    """The cookies of a person who told what they can and chose an occupation."""
    session = requests.Session()

    def ask(method: str, path: str, name: str = "", **given: Any) -> requests.Response:
        return session.request(method, address + path, timeout=60, **given)

    visit = Visit(ask, number)
    visit.go("/kan/cv/")
    visit.press("Läs mitt cv", {"text": visit.cv})
    visit.go(f"/mal/?q={WANTED[number % len(WANTED)]}")
    visit.press("Dit vill jag")
    return requests.utils.dict_from_cookiejar(session.cookies)


def _build_and_swap(crowd: Crowd, var: Path) -> None:
    """Have the worker build; wait for the pointer, and for the workers to be other ones."""
    from catalog.tasks import build_snapshot

    snapshots = var / "snapshots"
    before, log = number_in_service(snapshots), var / "log" / "web.log"
    took_over = log.read_text().count("new workers take over")
    build_snapshot.delay()
    crowd.phase = "build"
    began = time.monotonic()
    _wait(lambda: number_in_service(snapshots) != before)
    crowd.phase = "swap"
    built = time.monotonic()
    _wait(lambda: log.read_text().count("new workers take over") > took_over)
    time.sleep(3)  # the old workers end
    _write(
        f"snapshot {number_in_service(snapshots)}: built in {built - began:.1f} s by the worker, "
        f"prepared and swapped to in {time.monotonic() - built - 3:.1f} s"
    )


def _wait(is_so: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen; see the logs of the site")
        time.sleep(0.1)


@contextmanager
def _site(var: Path) -> Iterator[str]:
    """`manage.py run`, and its address."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run", "--port", "8200"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said, address = "", ""
        for line in process.stdout:
            said += line
            if found := re.search(r"is at (http://[^/]+)/", line):
                address = found[1]
            if line.startswith("Logs:"):
                break
        if not address:
            raise RuntimeError(f"the site did not start:\n{said}")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
        import django

        django.setup()
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, cwd=ROOT)


def _keep(asked: list[Asked], path: Path) -> None:
    lines = [
        f"{one.at:8.2f} {one.phase:<6} {one.status:>3} {one.milliseconds:8.1f} "
        f"{','.join(map(str, one.snapshots)) or '-':>6} {one.path}\n"
        for one in sorted(asked, key=lambda one: one.at)
    ]
    path.write_text("".join(lines), encoding="utf-8")
    _write(f"request log: {path}")


def _report(asked: list[Asked]) -> int:
    row = "{:<8}{:>9}{:>10}{:>10}{:>10}{:>10}{:>12}  {}"
    _write(
        row.format(
            "phase", "requests", "failed", "p50 ms", "p95 ms", "worst ms", "> 500 ms", "snapshots"
        )
    )
    for phase in PHASES:
        some = [one for one in asked if one.phase == phase]
        if len(some) < 2:
            continue
        times = sorted(one.milliseconds for one in some)
        cuts = statistics.quantiles(times, n=20)
        named = sorted({number for one in some for number in one.snapshots})
        _write(
            row.format(
                phase,
                len(some),
                sum(one.is_failure for one in some),
                f"{cuts[9]:.0f}",
                f"{cuts[18]:.0f}",
                f"{times[-1]:.0f}",
                sum(one > 500 for one in times),
                ", ".join(map(str, named)),
            )
        )
    failures = sum(one.is_failure for one in asked)
    mixed = sum(len(one.snapshots) > 1 for one in asked)
    _write(f"{len(asked)} requests, {failures} failed, {mixed} out of two snapshots")
    return 1 if failures else 0


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
