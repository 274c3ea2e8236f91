"""`manage.py run`, for real: one address, a page, and nothing left when it is over."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
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
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run", "--port", str(port or free_port())],
            cwd=settings.BASE_DIR,
            env=kept | {"VAR_DIR": str(var)},
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
