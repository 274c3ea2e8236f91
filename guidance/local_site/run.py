"""Start the site on one machine, say where it answers, and stop all of it on request."""

import fcntl
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from guidance.embedded import lease
from guidance.local_site import catalogue
from guidance.local_site.processes import (
    Served,
    end_of_log,
    ended,
    launch,
    remember,
    stop_all,
    stop_remembered,
)

FIRST_PAGE_SECONDS = 60
PORTS_TO_TRY = 50

Say = Callable[[str], None]


class AlreadyRunning(Exception):
    """Another `run` serves from the same folder."""


class ProcessEnded(Exception):
    """Web, worker or beat ended by itself; carries the end of its log."""


class StopRequested(BaseException):
    """Ctrl-C, or a signal to end. Like KeyboardInterrupt, nothing may swallow it."""


def run_site(host: str, port: int, say: Say) -> None:
    """Serve until asked to stop.

    Raises `AlreadyRunning`, `ProcessEnded` and `ServicesUnavailable`; whatever happens, nothing
    that was started here is left running.
    """
    var: Path = settings.VAR_DIR
    served: list[Served] = []
    signals = _Signals()
    try:
        with signals.heard(), _only_run(var):
            if stop_remembered(var / "run.json"):
                say("Stopped what an earlier run had left behind.")
            try:
                if settings.IS_EMBEDDED or not os.environ.get("REDIS_URL"):
                    say("Starting PostgreSQL and Redis …")
                    lease.hold(var)
                call_command("migrate", interactive=False, verbosity=0)
                catalogue.prepare(say)
                call_command("collectstatic", interactive=False, verbosity=0)
                connections.close_all()
                with _listen(host, port, say) as listener:
                    _serve(listener, served, signals, say)
                _watch(served)
            finally:
                signals.ignore()
                say("Stopping …")
                stop_all(served)
                (var / "run.json").unlink(missing_ok=True)
                connections.close_all()
                lease.let_go(var)
    except StopRequested:
        say("Everything is stopped.")


def _serve(listener: socket.socket, served: list[Served], signals: "_Signals", say: Say) -> None:
    """Web first, so that the first page comes soon; then the worker and beat."""
    var: Path = settings.VAR_DIR
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    environment = _environment(host)
    python = [sys.executable, "-m"]

    def start(name: str, command: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        log = var / "log" / f"{name}.log"
        with signals.held_back():
            served.append(launch(name, command, log, environment, settings.BASE_DIR, pass_fds))
            remember(served, var / "run.json")

    web = [*python, "gunicorn", "guidance.wsgi", "--config", "python:guidance.web_server"]
    web += ["--bind", f"fd://{listener.fileno()}"]
    start("web", web, (listener.fileno(),))
    _wait_for_first_page(address, served[0])
    say(f"{settings.DEPLOYMENT.name or 'Kortaste vägen'} is at {address}")
    celery = [*python, "celery", "-A", "guidance.worker", "--quiet"]
    worker = ["worker", "--concurrency", "1", "--loglevel", "warning"]
    start("worker", [*celery, *worker, "--without-gossip", "--without-mingle"])
    schedule = ["--schedule", str(var / "beat-schedule"), "--pidfile", ""]
    start("beat", [*celery, "beat", "--loglevel", "warning", *schedule])
    say("Your own name, logo and colours: DEPLOYMENT_NAME=… make run; docs/test-bed.md.")
    say(f"Logs: {var / 'log'}. Stop with Ctrl-C.")


def _environment(host: str) -> dict[str, str]:
    """What a serving process must be given, from what this command already knows."""
    given = dict(os.environ)
    if settings.IS_EMBEDDED:
        # Said outright, so that children neither start nor stop servers.
        database = settings.DATABASES["default"]
        given["DATABASE_URL"] = f"postgresql://postgres@/postgres?host={database['HOST']}"
    given.setdefault("REDIS_URL", settings.REDIS_URL)
    given.setdefault("SECRET_KEY", local_secret(settings.VAR_DIR / "secret_key"))
    given.setdefault("ALLOWED_HOSTS", ",".join(dict.fromkeys([*settings.ALLOWED_HOSTS, host])))
    given.setdefault("PLAIN_HTTP", "true")  # there is no certificate for localhost
    given["PYTHONUNBUFFERED"] = "1"
    return given


def local_secret(path: Path) -> str:
    """This machine's own signing key, made once and readable by its owner only."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


@contextmanager
def _listen(host: str, port: int, say: Say) -> Iterator[socket.socket]:
    """A listening socket on the first free port, handed to the web process as it is: nobody can
    take the port in between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in (*range(port, min(port + PORTS_TO_TRY, 65536)), 0):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError:
            listener.close()
            continue
        with listener:
            if listener.getsockname()[1] != port:
                say(f"Port {port} is taken; using {listener.getsockname()[1]} instead.")
            yield listener
        return
    raise ProcessEnded(f"no port can be opened on {host}")


def _wait_for_first_page(address: str, web: Served) -> None:
    """Until the start page answers. Raises `ProcessEnded` when it does not within a minute."""
    # A proxy from the environment has no business between us and ourselves.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + FIRST_PAGE_SECONDS
    while web.process.poll() is None and time.monotonic() < deadline:
        try:
            opener.open(address, timeout=FIRST_PAGE_SECONDS).close()
            return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            raise ProcessEnded(
                f"the start page answers {error.code}; the end of {web.log}:\n{end_of_log(web.log)}"
            ) from error
        except OSError:
            time.sleep(0.1)
    raise ProcessEnded(f"web did not answer; the end of {web.log}:\n{end_of_log(web.log)}")


def _watch(served: list[Served]) -> None:
    """Until a signal, or until one of them ends by itself."""
    while True:
        gone = ended(served)
        if gone is not None:
            raise ProcessEnded(
                f"{gone.name} ended with code {gone.process.returncode}; "
                f"the end of {gone.log}:\n{end_of_log(gone.log)}"
            )
        time.sleep(0.5)


@contextmanager
def _only_run(var: Path) -> Iterator[None]:
    """One run per folder. The kernel drops the lock of a killed run, so it is never stale."""
    var.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(var / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunning(f"the site already runs from {var}; stop it there first") from error
    else:
        yield
    finally:
        os.close(descriptor)


class _Signals:
    """Ctrl-C, a request to end and a closed terminal all mean: stop everything."""

    def __init__(self) -> None:
        self._is_held_back = False
        self._is_asked = False

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._is_asked = True
        if not self._is_held_back:
            self._is_held_back = True  # asked once is enough: half a stop would leave orphans
            raise StopRequested

    @contextmanager
    def heard(self) -> Iterator[None]:
        """A signal raises `StopRequested` in here, the first time only."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._ask) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """A signal in here is raised at the end: nothing is started and then forgotten."""
        self._is_held_back = True
        yield
        self._is_held_back = False
        if self._is_asked:
            self._ask(0, None)

    def ignore(self) -> None:
        """From now on we are stopping anyway."""
        self._is_held_back = True
