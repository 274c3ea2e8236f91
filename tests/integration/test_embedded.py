"""The embedded servers, for real: shared, stopped by the last, started over what a kill left."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from guidance.embedded import lease, places, postgres, redis_server


@pytest.fixture
def var() -> Iterator[Path]:
    """A place of our own, in a folder with a space, open to the account PostgreSQL runs as."""
    folder = Path("/tmp") / f"kortaste test {os.getpid()}"
    folder.mkdir(mode=0o755)
    yield folder / "var"
    lease.let_go(folder / "var")
    shutil.rmtree(places.socket_dir(folder / "var"), ignore_errors=True)
    shutil.rmtree(folder)


def answers(there: places.Places) -> bool:
    with psycopg.connect(host=str(there.postgres_sockets), user="postgres") as connection:
        row = connection.execute("SELECT 1").fetchone()
    with redis.Redis(unix_socket_path=str(there.redis_socket)) as client:
        return row == (1,) and bool(client.ping())


def another_user(var: Path) -> subprocess.Popen[str]:
    """Another process that holds the servers of `var` until its stdin closes."""
    code = f"""
        import sys
        from pathlib import Path
        from guidance.embedded import lease
        lease.hold(Path({str(var)!r}))
        print("holding", flush=True)
        sys.stdin.read()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def servers_of(there: places.Places) -> tuple[psutil.Process | None, int | None]:
    return postgres.running(there), redis_server.process_id(there)


def test_the_last_to_let_go_stops_them(var: Path) -> None:
    lease.hold(var)
    there = places.prepare(var)
    assert answers(there)
    other = another_user(var)
    lease.let_go(var)
    assert answers(there)
    other.communicate()
    assert other.returncode == 0
    assert servers_of(there) == (None, None)


def test_a_killed_user_counts_no_more(var: Path) -> None:
    other = another_user(var)
    lease.hold(var)
    other.kill()
    other.communicate()
    there = places.prepare(var)
    assert answers(there)
    lease.let_go(var)
    assert servers_of(there) == (None, None)


def test_killed_servers_are_started_anew_over_what_they_left(var: Path) -> None:
    lease.hold(var)
    there = places.prepare(var)
    with psycopg.connect(host=str(there.postgres_sockets), user="postgres") as connection:
        connection.execute("SET synchronous_commit TO on")  # the server's default may lose a moment
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    server, redis_pid = servers_of(there)
    assert server is not None
    assert redis_pid is not None
    family = [server, *server.children(), psutil.Process(redis_pid)]
    for process in family:
        process.kill()
    psutil.wait_procs(family, timeout=10)
    assert (there.cluster / "postmaster.pid").exists()
    # The number in the stale file now belongs to somebody else, as it does in a container.
    lines = (there.cluster / "postmaster.pid").read_text().splitlines()
    (there.cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    lease.let_go(var)
    lease.hold(var)
    with psycopg.connect(host=str(there.postgres_sockets), user="postgres") as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
    assert answers(there)


def test_a_clone_made_anew_in_the_same_place_begins_anew(var: Path) -> None:
    other = another_user(var)
    old = postgres.running(places.prepare(var))
    assert old is not None
    other.send_signal(signal.SIGKILL)
    other.communicate()
    shutil.rmtree(var)  # with its server still running
    lease.hold(var)
    new = postgres.running(places.prepare(var))
    assert new is not None
    assert new.pid != old.pid
    assert not postgres.is_alive(old)
    assert answers(places.prepare(var))


def test_nobody_listens_on_the_network(var: Path) -> None:
    lease.hold(var)
    there = places.prepare(var)
    server, redis_pid = servers_of(there)
    assert server is not None
    assert redis_pid is not None
    for process in (server, psutil.Process(redis_pid)):
        assert process.net_connections(kind="inet") == []
