"""Tasks are thin, are given keys and paths only, and try again when a source is away."""

import inspect
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalog import tasks
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
    assert set(inspect.signature(run).parameters) <= {"key", "path"}


def test_a_source_is_brought_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Path]] = []

    def run_import(key: str, path: Path) -> object:
        asked.append((key, path))
        return SimpleNamespace(run=SimpleNamespace(state="complete"), written=3)

    monkeypatch.setattr(tasks, "run_import", run_import)
    tasks.sync_source("taxonomy", "/data/taxonomy")
    assert asked == [("taxonomy", Path("/data/taxonomy"))]


def test_a_source_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def run_import(key: str, path: Path) -> object:
        tries.append(key)
        raise SourceUnavailable("away")

    monkeypatch.setattr(tasks, "run_import", run_import)
    outcome = tasks.sync_source.apply(args=("taxonomy", "/data"), throw=False)
    assert isinstance(outcome.result, SourceUnavailable)
    assert len(tries) == 1 + (tasks.sync_source.max_retries or 0) > 1


def test_another_error_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def run_import(key: str, path: Path) -> object:
        tries.append(key)
        raise ValueError("a bug")

    monkeypatch.setattr(tasks, "run_import", run_import)
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
    monkeypatch.setattr("catalog.snapshot.build.build_snapshot", lambda: order.append("built"))
    tasks.build_snapshot()
    assert order == done
