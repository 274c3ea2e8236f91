"""Tasks are thin, are given keys and paths only, and try again when a source is away."""

import inspect
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalog import tasks
from catalog.ingest.live import AlreadyRunning, SourceTurnedOff
from catalog.open_data.write import WriterAtWork
from catalog.pipeline import due
from catalog.pipeline.locks import EXPIRY, Busy
from catalog.snapshot.build import BuildUnderWay
from catalog.snapshot.current import NoSnapshot
from catalog.sources.record import SourceUnavailable
from guidance.celery import app

OURS = [
    task for name, task in sorted(app.tasks.items()) if name.startswith(("catalog", "guidance"))
]


def test_the_tasks_are_registered() -> None:
    assert {"catalog.tasks.sync_source", "catalog.tasks.build_snapshot"} <= set(app.tasks)


@pytest.mark.parametrize("task", OURS, ids=lambda task: str(task.name))
def test_a_task_takes_nothing_that_could_be_a_person(task: object) -> None:
    run = task.run  # type: ignore[attr-defined]  # what Celery wraps
    assert set(inspect.signature(run).parameters) <= {"key", "path", "full"}


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was queued; nothing really is."""
    names: list[str] = []

    def build_later(**how: float) -> None:
        names.append(f"build in {how.get('countdown', 0)}")

    for way in ("delay", "delay_on_commit", "apply_async"):
        monkeypatch.setattr(tasks.build_if_changed, way, build_later)
    monkeypatch.setattr(tasks.make_quality_report, "delay", lambda: names.append("report"))
    monkeypatch.setattr(tasks.write_open_data, "delay", lambda: names.append("open data"))
    return names


def an_outcome(written: int) -> object:
    return SimpleNamespace(run=SimpleNamespace(state="complete"), written=written)


def test_a_source_is_brought_in_line(monkeypatch: pytest.MonkeyPatch, queued: list[str]) -> None:
    asked: list[tuple[str, Path]] = []

    def load_files(key: str, path: Path, *, wait: float) -> object:
        asked.append((key, path))
        return an_outcome(3)

    monkeypatch.setattr(tasks, "load_files", load_files)
    tasks.sync_source("taxonomy", "/data/taxonomy")
    assert asked == [("taxonomy", Path("/data/taxonomy"))]
    assert queued == ["build in 0"]


@pytest.mark.parametrize("written", [0, 1])
def test_a_snapshot_follows_what_changed(
    monkeypatch: pytest.MonkeyPatch, queued: list[str], written: int
) -> None:
    asked: list[tuple[str, bool, float]] = []

    def refresh(key: str, *, full: bool, wait: float) -> object:
        asked.append((key, full, wait))
        return an_outcome(written)

    monkeypatch.setattr(tasks, "refresh", refresh)
    tasks.refresh_source("susa-navet", full=True)
    assert asked == [("susa-navet", True, 0.0)]
    assert len(queued) == written


@pytest.mark.parametrize("reason", [Busy, AlreadyRunning, SourceTurnedOff])
def test_a_source_that_is_busy_or_off_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, queued: list[str], reason: type[Exception]
) -> None:
    def refresh(key: str, *, full: bool, wait: float) -> object:
        raise reason("not now")

    monkeypatch.setattr(tasks, "refresh", refresh)
    tasks.refresh_source("susa-navet")
    assert queued == []


def test_a_message_that_comes_again_waits_for_its_killed_holder() -> None:
    for delivery, least in ((None, 0.0), ({}, 0.0), ({"redelivered": True}, EXPIRY)):
        task = SimpleNamespace(request=SimpleNamespace(delivery_info=delivery))
        assert (tasks._patience(task) > least) is bool(least)  # type: ignore[arg-type]  # enough of one


@pytest.mark.parametrize("live", [True, False])
def test_beat_asks_for_a_live_catalogue_only(monkeypatch: pytest.MonkeyPatch, live: bool) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(tasks, "is_live", lambda: live)
    monkeypatch.setattr(tasks.refresh_source, "delay", lambda *given: asked.append(given))
    tasks.refresh_on_schedule("susa-navet", full=True)
    assert asked == ([("susa-navet", True)] if live else [])


@pytest.mark.parametrize(
    ("seconds", "built", "later"),
    [(None, 0, []), (30.0, 0, ["build in 30.0"]), (0.0, 1, [])],
)
def test_many_changes_make_one_build(
    monkeypatch: pytest.MonkeyPatch,
    queued: list[str],
    seconds: float | None,
    built: int,
    later: list[str],
) -> None:
    builds: list[int] = []
    monkeypatch.setattr(due, "seconds_until_due", lambda now: seconds)
    monkeypatch.setattr(tasks, "build_snapshot", lambda: builds.append(1))
    tasks.build_if_changed()
    assert (len(builds), queued) == (built, later)


def test_a_source_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def load_files(key: str, path: Path, *, wait: float) -> object:
        tries.append(key)
        raise SourceUnavailable("away")

    monkeypatch.setattr(tasks, "load_files", load_files)
    outcome = tasks.sync_source.apply(args=("taxonomy", "/data"), throw=False)
    assert isinstance(outcome.result, SourceUnavailable)
    assert len(tries) == 1 + (tasks.sync_source.max_retries or 0) > 1


def test_another_error_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def load_files(key: str, path: Path, *, wait: float) -> object:
        tries.append(key)
        raise ValueError("a bug")

    monkeypatch.setattr(tasks, "load_files", load_files)
    outcome = tasks.sync_source.apply(args=("taxonomy", "/data"), throw=False)
    assert isinstance(outcome.result, ValueError)
    assert tries == ["taxonomy"]


@pytest.mark.parametrize(("stale", "done"), [(False, ["built"]), (True, ["load_sample", "built"])])
def test_a_snapshot_is_built_from_a_sample_of_today(
    monkeypatch: pytest.MonkeyPatch, stale: bool, done: list[str]
) -> None:
    order: list[str] = []
    monkeypatch.setattr(tasks, "is_sample_stale", lambda: stale)
    monkeypatch.setattr(tasks, "call_command", lambda name, **_options: order.append(name))
    monkeypatch.setattr(tasks, "build_visibly", lambda: order.append("built"))
    monkeypatch.setattr(due, "seconds_until_due", lambda now: None)
    tasks.build_snapshot()
    assert order == done


def test_the_builder_looks_again_and_no_second_one_builds(
    monkeypatch: pytest.MonkeyPatch, queued: list[str]
) -> None:
    monkeypatch.setattr(tasks, "is_sample_stale", lambda: False)
    monkeypatch.setattr(due, "seconds_until_due", lambda now: 60.0)
    monkeypatch.setattr(tasks, "build_visibly", lambda: None)
    tasks.build_snapshot()
    assert queued == ["report", "build in 0"]  # the report is of the one that was built

    def busy() -> None:
        raise BuildUnderWay("wait for it")

    monkeypatch.setattr(tasks, "build_visibly", busy)
    tasks.build_snapshot()
    assert queued == ["report", "build in 0"]


def test_open_data_follow_the_report(monkeypatch: pytest.MonkeyPatch, queued: list[str]) -> None:
    monkeypatch.setattr(tasks, "report_if_due", lambda: queued.append("judged"))
    tasks.make_quality_report()
    assert queued == ["judged", "open data"]


@pytest.mark.parametrize("reason", [None, NoSnapshot("none yet"), WriterAtWork("another")])
def test_open_data_are_of_the_snapshot_in_service(
    monkeypatch: pytest.MonkeyPatch, reason: Exception | None
) -> None:
    written: list[object] = []

    def write(snapshot: object) -> None:
        if reason is not None:
            raise reason
        written.append(snapshot)

    monkeypatch.setattr(tasks, "current_snapshot", lambda: "snapshot")
    monkeypatch.setattr("catalog.open_data.write.write_open_data", write)
    tasks.write_open_data()
    assert written == ([] if reason else ["snapshot"])
