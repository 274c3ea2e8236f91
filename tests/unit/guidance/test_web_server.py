"""The first web process prepares a new snapshot and replaces its workers."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from pytest_django import Settings

from catalog.snapshot import current
from catalog.snapshot.current import current_snapshot
from catalog.snapshot.store import put_in_service
from guidance import middleware, web_server
from guidance.core.moves import index as moves
from tests.snapshots import make_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.SNAPSHOT_DIR = tmp_path
    monkeypatch.setattr(current, "_loaded", None)
    monkeypatch.setattr(current, "_is_staying", False)
    monkeypatch.setattr(moves, "_indexes", {})
    for number in (1, 2):
        make_snapshot(tmp_path, TODAY, number=number)
    return tmp_path


@pytest.fixture
def signals(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    return sent


def test_workers_are_replaced_once_the_next_snapshot_is_prepared(
    root: Path, signals: list[tuple[int, int]]
) -> None:
    assert not web_server.take_over(), "there is none yet"
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    assert not web_server.take_over()
    assert signals == []
    put_in_service(root, 2)
    assert web_server.take_over()
    assert signals == [(os.getpid(), signal.SIGHUP)]
    assert any(key.endswith("/2") for key in moves._indexes), "it was not prepared"
    assert not web_server.take_over()


def test_one_that_cannot_be_read_replaces_nobody(
    root: Path, signals: list[tuple[int, int]]
) -> None:
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    (root / "2" / "snapshot.json").write_text("{")
    (root / "current").write_text("2\n")
    assert not web_server.take_over()
    assert signals == []
    assert current_snapshot().number == 1


def test_a_worker_stays_with_what_it_was_given(root: Path) -> None:
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    web_server.post_fork(None, None)
    put_in_service(root, 2)
    assert current_snapshot().number == 1


def test_the_watch_goes_on_after_a_fault(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    turns: Iterator[BaseException | None] = iter([ValueError("a bug"), None, SystemExit()])
    waits: list[float] = []

    def turn() -> None:
        if (fault := next(turns)) is not None:
            raise fault

    monkeypatch.setattr(web_server, "take_over", turn)
    monkeypatch.setattr(web_server.time, "sleep", waits.append)

    def watch() -> None:
        with pytest.raises(SystemExit):
            web_server._watch()

    thread = threading.Thread(target=watch)
    thread.start()
    thread.join()
    assert waits == [1.0, 60.0, 1.0, 1.0]
    assert "cannot be prepared" in caplog.text


def test_a_request_is_answered_from_one_snapshot(root: Path) -> None:
    put_in_service(root, 1)
    seen: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current_snapshot().number)
        put_in_service(root, 2)
        seen.append(current_snapshot().number)
        return HttpResponse()

    respond = middleware.hold_snapshot(view)
    respond(HttpRequest())
    assert seen == [1, 1]
    respond(HttpRequest())
    assert seen[2:] == [2, 2]
