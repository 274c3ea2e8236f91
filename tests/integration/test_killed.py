"""Killed with SIGKILL anywhere, or Redis or PostgreSQL restarted: the next run leads to the state
of an undisturbed one. On servers of the test's own, with processes of their own."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from urllib.parse import quote

import psycopg
import pytest
import redis
from django.conf import settings
from psycopg import sql

from guidance.embedded import lease, places, postgres, redis_server
from tests.unit.catalog.sources.susa_navet.register import Register, numbered

pytestmark = pytest.mark.killing
TABLES = (
    "concept", "conceptlabel", "conceptrelation", "provider", "education", "educationevent",
    "qualification", "trainsfor",
)  # fmt: skip
KILLED_AT = {
    "fetching": "catalog.pipeline.progress:Reporter.tell:3",
    "applying": "catalog.ingest.apply:Stage.merge:2",
    "before the commit": "catalog.ingest.run:require_running:1",
    "after the commit": "catalog.ingest.live:_tidy:1",
    "recognising": "catalog.snapshot.recognised:RecognisedTexts.of:40",
    "composing": "catalog.snapshot.build:compose:1",
    "between name and registration": "catalog.snapshot.build:register:1",
    "between registration and service": "catalog.snapshot.build:put_in_service:1",
    "clearing old ones": "catalog.snapshot.build:remove_old:1",
}
RESTARTED_AT = {
    "fetching": "catalog.pipeline.progress:Reporter.tell:3",
    "applying": "catalog.ingest.apply:Stage.merge:2",
    "building": "catalog.snapshot.recognised:RecognisedTexts.of:40",
}
PATIENCE = 300
RESTARTS_OF_REDIS = 6


@dataclass(frozen=True)
class State:
    """What two runs are compared by. rows: hash per table, without run and time · content: of the
    snapshot in service, without its number · unfinished: runs and builds that never ended."""

    rows: dict[str, str]
    content: str
    unfinished: int


@dataclass(frozen=True)
class Place:
    """A database, a Redis and a folder for one scenario."""

    there: places.Places
    environment: dict[str, str]

    def start(self, *strike: str) -> subprocess.Popen[str]:
        """The process of killing.py."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.integration.killing", *strike],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def at(self, address: str) -> "Place":
        """The same, with a source elsewhere."""
        return replace(self, environment=self.environment | {"SUSA_NAVET_URL": address})

    def run(self) -> str:
        """Run it to its end; the id of the snapshot in service."""
        process = self.start()
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err[-3000:]
        return out.split()[-1]

    def state(self, snapshot: str) -> State:
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            rows = {table: _hash(connection, f"catalog_{table}") for table in TABLES}
            [[running]] = connection.execute(
                "SELECT count(*) FROM catalog_importrun WHERE state = 'running'"
            )
            [[newest]] = connection.execute(
                "SELECT count(*) FROM catalog_snapshotbuild WHERE NOT is_complete AND number >= %s",
                [int(snapshot.partition("-")[0])],
            )
        folder = Path(self.environment["VAR_DIR"])
        left = [one for one in (folder / "snapshots").iterdir() if one.suffix in {".part", ".old"}]
        assert left == []
        assert not (folder / "inbox" / "susa-navet").exists()
        return State(rows, snapshot.partition("-")[2], running + newest)


def _hash(connection: "psycopg.Connection[tuple[object, ...]]", table: str) -> str:
    columns = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
        "AND column_name NOT IN ('run_id', 'withdrawn_at') ORDER BY column_name",
        [table],
    )
    names = sql.SQL(", ").join(sql.Identifier(str(name)) for (name,) in columns)
    rows = connection.execute(
        sql.SQL("SELECT {}, withdrawn_at IS NULL FROM {} ORDER BY id").format(
            names, sql.Identifier(table)
        )
    )
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path("/tmp") / f"kortaste kill {os.getpid()}"
    folder.mkdir(mode=0o755)
    lease.hold(folder / "var")
    yield folder / "var"
    lease.let_go(folder / "var")
    shutil.rmtree(places.socket_dir(folder / "var"), ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def register() -> Iterator[str]:
    """The address of a source that is not the sample any more."""
    with Register(*numbered(30), page=20).served() as address:
        yield address


@pytest.fixture(scope="module")
def new_place(home: Path, register: str) -> Callable[[str], Place]:
    """Makes a place whose catalogue is the sample."""
    there = places.prepare(home)

    def environment(name: str) -> dict[str, str]:
        host = quote(str(there.postgres_sockets), safe="")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
        return kept | {
            "DATABASE_URL": f"postgresql://postgres@/{name}?host={host}",
            "REDIS_URL": f"unix://{quote(str(there.redis_socket))}?db=0",
            "VAR_DIR": str(home.parent / name),
            "SUSA_NAVET_URL": register,
            "DJANGO_SETTINGS_MODULE": "guidance.settings",
        }

    def execute(statement: str, *names: str) -> None:
        with psycopg.connect(
            host=str(there.postgres_sockets), user="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    execute("CREATE DATABASE {}", "base")
    for command in (["migrate", "-v0"], ["load_sample", "-v0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            check=True,
            cwd=settings.BASE_DIR,
            env=environment("base"),
            capture_output=True,
        )

    def create(scenario: str) -> Place:
        name = scenario.replace(" ", "_")
        execute("CREATE DATABASE {} TEMPLATE {}", name, "base")
        return Place(there, environment(name))

    return create


@pytest.fixture(scope="module")
def undisturbed(new_place: Callable[[str], Place]) -> State:
    place = new_place("undisturbed")
    return place.state(place.run())


def test_it_tells_states_apart(new_place: Callable[[str], Place], undisturbed: State) -> None:
    place = new_place("apart")
    snapshot = place.run()
    with psycopg.connect(place.environment["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("UPDATE catalog_educationevent SET pace = 33 WHERE id = 'e.test.1'")
    other = place.state(snapshot)
    assert other.content == undisturbed.content
    assert {name for name in other.rows if other.rows[name] != undisturbed.rows[name]} == {
        "educationevent"
    }


@pytest.mark.parametrize("moment", KILLED_AT)
def test_killed(moment: str, new_place: Callable[[str], Place], undisturbed: State) -> None:
    place = new_place(f"killed {moment}")
    process = place.start("kill", KILLED_AT[moment])
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL, err[-3000:]
    assert place.state(place.run()) == undisturbed
    if moment in {"fetching", "applying", "before the commit"}:
        with psycopg.connect(place.environment["DATABASE_URL"]) as connection:
            [[state, message]] = connection.execute(
                "SELECT state, message FROM catalog_importrun "
                "WHERE NOT is_sample AND source_id = 'susa-navet' ORDER BY id LIMIT 1"
            )
        assert state == "failed"
        assert "ended from outside" in message


@pytest.mark.parametrize("moment", RESTARTED_AT)
def test_redis_restarted(
    moment: str, new_place: Callable[[str], Place], undisturbed: State
) -> None:
    place = new_place(f"redis {moment}")
    out, err, code = _interrupted(place, moment, redis_server)
    assert code == 0, err[-3000:]
    assert place.state(out.split()[-1]) == undisturbed, "the work itself had to go on"


@pytest.mark.parametrize("moment", RESTARTED_AT)
def test_postgresql_restarted(
    moment: str, new_place: Callable[[str], Place], undisturbed: State
) -> None:
    place = new_place(f"postgresql {moment}")
    _interrupted(place, moment, postgres)
    assert place.state(place.run()) == undisturbed


def _interrupted(place: Place, moment: str, server: object) -> tuple[str, str, int]:
    """Restart a server while the process is at a point; what it said, and its exit code."""
    process = place.start("pause", RESTARTED_AT[moment])
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == "here\n", process.communicate()[1][-3000:]
    server.stop(place.there)  # type: ignore[attr-defined]  # one of two modules
    server.start(place.there)  # type: ignore[attr-defined]  # as above
    out, err = process.communicate("go on\n", timeout=PATIENCE)
    return out, err, process.returncode


def test_a_worker_takes_tasks_again_after_redis_was_restarted(
    new_place: Callable[[str], Place], tmp_path: Path
) -> None:
    place = new_place("worker")
    with _worker(place, tmp_path / "worker.log") as (log, worker):
        for restart in range(RESTARTS_OF_REDIS):
            _queue(place)
            _wait_for(log, "succeeded", restart + 1)
            # Between a task's success and its acknowledgement is where a worker once ended.
            redis_server.stop(place.there)
            redis_server.start(place.there)
        _queue(place)
        _wait_for(log, "succeeded", RESTARTS_OF_REDIS + 1)
        assert worker.poll() is None


def test_a_task_whose_process_is_killed_comes_again(
    new_place: Callable[[str], Place], undisturbed: State, tmp_path: Path
) -> None:
    held, reached = Event(), Event()

    def before(number: int) -> None:
        if number == 5 and not reached.is_set():
            reached.set()
            held.wait(PATIENCE)

    source = Register(*numbered(30), page=20)
    source.before = before
    with source.served() as address:
        place = new_place("redelivered").at(address)
        with _worker(place, tmp_path / "worker.log") as (log, worker):
            _queue(place, "refresh_source.delay('susa-navet', True)")
            assert reached.wait(PATIENCE), log.read_text()[-3000:]
            for child in _children(worker.pid):
                os.kill(child, signal.SIGKILL)
            held.set()
            with redis.Redis.from_url(place.environment["REDIS_URL"]) as client:
                client.delete("catalog:lock:source:susa-navet")  # as when it has expired
            _wait_for(log, "susa-navet: complete")
            _wait_for(log, "succeeded")
        with psycopg.connect(place.environment["DATABASE_URL"]) as connection:
            runs = connection.execute(
                "SELECT state FROM catalog_importrun "
                "WHERE NOT is_sample AND source_id = 'susa-navet' ORDER BY id"
            ).fetchall()
        assert runs == [("failed",), ("complete",)]
        assert len(source.asked) == len(set(source.asked)) + 1, "only the page it hung at is again"
        assert place.state(place.run()) == undisturbed


@contextmanager
def _worker(place: Place, log: Path) -> Iterator[tuple[Path, "subprocess.Popen[bytes]"]]:
    """A Celery worker that is ready, and its log."""
    serving = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost"}
    command = ["celery", "-A", "guidance.worker", "--quiet", "worker", "--concurrency", "1"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "-m", *command, "--loglevel", "info", "--without-mingle"],
            cwd=settings.BASE_DIR,
            env=place.environment | serving,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_for(log, "ready.")
        yield log, worker
    finally:
        worker.terminate()
        worker.wait(PATIENCE)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _queue(place: Place, call: str = "build_if_changed.delay()") -> None:
    code = f"from catalog.tasks import build_if_changed, refresh_source; {call}"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        check=True,
        cwd=settings.BASE_DIR,
        env=place.environment,
    )


def _wait_for(log: Path, words: str, times: int = 1) -> None:
    end = time.monotonic() + PATIENCE
    while log.read_text().count(words) < times:
        assert time.monotonic() < end, log.read_text()[-3000:]
        time.sleep(0.05)
