"""`manage.py run`, for real: one address, a page, and nothing left when it is over."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from guidance.embedded import places, postgres, redis_server

START_SECONDS = 240  # the first start loads the sample catalogue
STOP_SECONDS = 60


class Site:
    """A running `manage.py run` and what it says."""

    def __init__(self, var: Path, port: int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run", "--port", str(port or free_port())],
            cwd=settings.BASE_DIR,
            env=environment(var),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self.is_over = threading.Event()
        self.is_up = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.said.append(line)
                if line.startswith("Logs: "):
                    self.is_up.set()
        self.is_over.set()
        self.is_up.set()

    @property
    def text(self) -> str:
        return "".join(self.said)

    def address(self) -> str:
        """Wait until it is up."""
        assert self.is_up.wait(START_SECONDS), self.text
        found = re.search(r"Kortaste vägen is at (http://127\.0\.0\.1:\d+/)", self.text)
        assert found, self.text
        return found[1]

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: signal.Signals) -> int:
        """Signal it, wait for its end, return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(STOP_SECONDS)
        self._reader.join(STOP_SECONDS)
        return code


def environment(var: Path) -> dict[str, str]:
    """What a command of this site is given: embedded servers, in this folder."""
    ours = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"VAR_DIR": str(var)}


def swapped(var: Path, address: str) -> tuple[str, str]:
    """The snapshots that the start page names before and after a build beside the site."""
    before = snapshot_of(address)
    subprocess.run(
        [sys.executable, "manage.py", "build_snapshot", "-v0"],
        check=True,
        cwd=settings.BASE_DIR,
        env=environment(var),
    )
    end = time.monotonic() + START_SECONDS
    while snapshot_of(address) == before and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(2)  # the old workers end, and take nothing along that the others need
    return before, snapshot_of(address)


def snapshot_of(address: str) -> str:
    status, text = page(address)
    assert status == 200
    found = re.search(r"\b\d+-[0-9a-f]{8}\b", text)
    assert found, "the page does not name its snapshot"
    return found[0]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A place of its own, with a space in it, open to the account PostgreSQL runs as."""
    folder = Path("/tmp") / f"kortaste run {os.getpid()}"
    folder.mkdir(mode=0o755)
    yield folder / "var"
    shutil.rmtree(places.socket_dir(folder / "var"), ignore_errors=True)
    shutil.rmtree(folder)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if postgres.is_alive(process)]


def servers(var: Path) -> tuple[object, object]:
    there = places.prepare(var)
    return postgres.running(there), redis_server.process_id(there)


def page(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.status, response.read().decode()


def test_it_serves_until_ctrl_c(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        site = Site(var, number)
        address = site.address()
        assert f"Port {number} is taken; using " in site.text
        family = site.family()
        lines = [" ".join(process.cmdline()) for process in family]
        for part in ("gunicorn", "celery -A guidance.worker --quiet worker", "--quiet beat"):
            assert any(part in line for line in lines), part

        status, text = page(address)
        assert status == 200
        assert page(f"{address}readyz")[0] == 200
        sheet = re.search(r'href="(/static/[^"]+\.css)"', text)
        assert sheet
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet[1]), "not a hashed name"
        with urllib.request.urlopen(f"{address}{sheet[1].lstrip('/')}", timeout=30) as response:
            assert "immutable" in response.headers["Cache-Control"]

        second = Site(var)
        assert second.process.wait(STOP_SECONDS) == 1
        assert second.is_over.wait(STOP_SECONDS)
        assert "already runs" in second.text
        assert page(address)[0] == 200, "the second run disturbed the first"

        workers = {process.pid for process in site.family() if "gunicorn" in str(process.cmdline())}
        before, after = swapped(var, address)
        assert before != after
        others = {process.pid for process in site.family() if "gunicorn" in str(process.cmdline())}
        assert len(others) == len(workers)
        assert len(others & workers) == 1, "only the first process stays"
        for _ in range(4):
            assert snapshot_of(address) == after

        assert site.end(signal.SIGINT) == 0
    assert site.said[-1] == "Everything is stopped.\n"
    assert alive(family) == []
    assert servers(var) == (None, None)


def test_what_a_killed_run_left_is_cleared_by_the_next(var: Path) -> None:
    killed = Site(var)
    killed.address()
    family = killed.family()
    assert killed.end(signal.SIGKILL) == -signal.SIGKILL
    assert alive(family), "nothing was left, so nothing is tested"
    site = Site(var)
    assert page(site.address())[0] == 200
    assert "Stopped what an earlier run had left behind." in site.text
    assert site.end(signal.SIGTERM) == 0
    assert alive(family) == []
    assert servers(var) == (None, None)
