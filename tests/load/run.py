"""`make load`: a stream of 20 requests a second, then 50 people at once, on this machine.

    python -m tests.load.run [--seconds 60] [--rate 20] [--crowd 50] [--site URL]

The site is started as `make run` starts it, on whatever catalogue the environment names (the sample
where it names none), on a free port; --site sets the load on one that runs already, which must
trust `X-Forwarded-For`. Everybody walks the whole journey over HTTP and looks for other people's
words on every page. A form and the page it leads to are two requests. Times are those a browser
would wait, locust's own work on the same two cores included. Exit code 1 when anything failed or
went astray; how long it took is only told.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = Path(__file__).with_name("people.py")
SECONDS_TO_START = 300
AIM_MS = 100


def main() -> int:
    """Run both loads and print what each page took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=20, help="requests a second, kept even")
    parser.add_argument("--crowd", type=int, default=50, help="people who start at once")
    parser.add_argument("--site", help="one that runs already")
    options = parser.parse_args()
    with _site(options.site) as site:
        # The first of everything is not what is measured.
        first = _locust("Crowd", site, people=4, seconds=120)
        if any(one["num_failures"] for one in first):
            _tell("the first four people, whom nobody followed", first)
            return 1
        # People come one a second: the stream is full when the last has come.
        seconds = options.rate + options.seconds
        steady = _locust("Steady", site, people=options.rate, seconds=seconds)
        faults = _tell(f"up to {options.rate} requests a second for {seconds} s", steady)
        crowd = _locust("Crowd", site, people=options.crowd, seconds=900)
        faults += _tell(f"{options.crowd} people at once through the whole journey", crowd)
    return 1 if faults else 0


@contextmanager
def _site(given: str | None) -> Iterator[str]:
    if given:
        yield given.rstrip("/")
        return
    environment = {**os.environ, "TRUST_FORWARDED_FOR": "true"}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            yield _address(process, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _address(process: subprocess.Popen[bytes], log: Any) -> str:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        log.seek(0)
        for line in log.read().splitlines():
            if line.startswith("Kortaste vägen is at "):
                return line.split()[-1].rstrip("/")
        time.sleep(0.2)
    log.seek(0)
    raise SystemExit(f"the site did not start:\n{log.read()}")


def _locust(who: str, site: str, people: int, seconds: int) -> list[dict[str, Any]]:
    """Locust's figures for each name of request. The people of a crowd stop by themselves."""
    command = [sys.executable, "-m", "locust", "-f", str(PEOPLE), who, "--headless", "--json"]
    command += ["--host", site, "--users", str(people), "--spawn-rate", str(people)]
    command += ["--run-time", f"{seconds}s", "--loglevel", "ERROR", "--exit-code-on-error", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"locust ended with {done.returncode}:\n{done.stderr[-3000:]}")
    figures: list[dict[str, Any]] = json.loads(done.stdout)
    return figures


def _tell(title: str, figures: list[dict[str, Any]]) -> int:
    """Print the table; the number of failures."""
    total: Counter[float] = Counter()
    for one in figures:
        total += _times(one)
    failed = sum(one["num_failures"] for one in figures)
    began = min((one["start_time"] for one in figures), default=0.0)
    ended = max((one["last_request_timestamp"] or began for one in figures), default=0.0)
    rate = total.total() / max(ended - began, 1e-9)
    _say(f"{title}: {total.total()} requests, {rate:.1f} a second, {failed} failed")
    row = "  {:<34}{:>9}{:>9}{:>9}{:>9}{:>8}{:>9}"
    _say(row.format("", "requests", "median", "p95", "worst", "failed", "KiB"))
    for one in sorted(figures, key=lambda one: str(one["name"])):
        kib = one["total_content_length"] / max(1, one["num_requests"]) / 1024
        _say(
            row.format(one["name"][:34], *_columns(_times(one)), one["num_failures"], f"{kib:.0f}")
        )
    _say(row.format("all", *_columns(total), failed, ""))
    late = [one["name"] for one in figures if _percentile(_times(one), 0.95) > AIM_MS]
    _say(f"  p95 above {AIM_MS} ms: {', '.join(late) or 'none'}")
    return failed


def _columns(times: Counter[float]) -> tuple[str, ...]:
    shown = (_percentile(times, 0.5), _percentile(times, 0.95), max(times, default=0))
    return (str(times.total()), *(f"{one:.0f} ms" for one in shown))


def _times(one: dict[str, Any]) -> Counter[float]:
    return Counter({float(time): count for time, count in one["response_times"].items()})


def _percentile(times: Counter[float], share: float) -> float:
    """The time within which this share of the requests was answered."""
    seen = 0
    for took in sorted(times):
        seen += times[took]
        if seen >= share * times.total():
            return took
    return 0.0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
