"""When `manage.py run` loads the sample, and when it leaves the catalogue alone."""

import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from catalog.models import ImportRun, Source
from catalog.sample.renewal import is_catalogue_empty, is_sample_stale
from guidance.local_site import catalogue

pytestmark = pytest.mark.django_db


def a_run(
    *,
    is_sample: bool,
    days_ago: int = 0,
    key: str = "taxonomy",
    state: ImportRun.State = ImportRun.State.COMPLETE,
) -> None:
    source, _ = Source.objects.get_or_create(key=key, defaults={"name": key})
    run = ImportRun.objects.create(
        source=source, origin="/somewhere", is_sample=is_sample, state=state
    )
    ImportRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(days=days_ago))


def test_an_empty_database_is_empty_and_not_stale() -> None:
    assert is_catalogue_empty()
    assert not is_sample_stale()


def test_todays_sample_is_left_alone() -> None:
    a_run(is_sample=True)
    assert not is_catalogue_empty()
    assert not is_sample_stale()


def test_yesterdays_sample_is_stale() -> None:
    a_run(is_sample=True, days_ago=1)
    assert is_sample_stale()


def test_a_sample_renewed_by_half_is_stale() -> None:
    a_run(is_sample=True, days_ago=1)
    a_run(is_sample=True, days_ago=1, key="places")
    a_run(is_sample=True)
    assert is_sample_stale()
    a_run(is_sample=True, key="places", state=ImportRun.State.RUNNING)
    assert is_sample_stale()
    a_run(is_sample=True, key="places")
    assert not is_sample_stale()


def test_real_data_are_never_stale() -> None:
    a_run(is_sample=True, days_ago=9)
    a_run(is_sample=False, days_ago=5)
    assert not is_sample_stale()


@pytest.mark.parametrize(
    ("state", "readable", "commands"),
    [
        ("empty", False, ["load_sample", "build_snapshot", "quality_report"]),
        ("stale sample", True, ["load_sample", "build_snapshot", "quality_report"]),
        ("sample", False, ["load_sample", "build_snapshot", "quality_report"]),  # it was cut short
        ("sample", True, []),
        ("real", False, ["build_snapshot", "quality_report"]),
        ("real", True, []),
    ],
)
def test_a_snapshot_is_built_when_there_is_something_new_or_none_to_read(
    monkeypatch: pytest.MonkeyPatch, state: str, readable: bool, commands: list[str]
) -> None:
    called: list[str] = []
    monkeypatch.setattr(catalogue, "is_catalogue_empty", lambda: state == "empty")
    monkeypatch.setattr(catalogue, "is_sample_stale", lambda: state == "stale sample")
    monkeypatch.setattr(catalogue, "is_sample_only", lambda: "sample" in state)
    monkeypatch.setattr(catalogue, "has_readable_snapshot", lambda: readable)
    monkeypatch.setattr(catalogue, "call_command", lambda name, **_options: called.append(name))
    catalogue.prepare(lambda _line: None)
    assert called == commands


def test_a_fault_of_a_command_is_shown_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def half_good(_name: str, *, stdout: StringIO, **_options: object) -> None:
        stdout.write("event 7: start later than end\n")
        sys.exit(1)

    said: list[str] = []
    monkeypatch.setattr(catalogue, "is_catalogue_empty", lambda: True)
    monkeypatch.setattr(catalogue, "call_command", half_good)
    catalogue.prepare(said.append)
    assert "event 7: start later than end" in said
