"""When `manage.py run` loads the sample, and when it leaves the catalogue alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import ImportRun, Source
from guidance.local_site import catalogue

pytestmark = pytest.mark.django_db


def a_run(*, is_sample: bool, days_ago: int = 0) -> None:
    source, _ = Source.objects.get_or_create(key="taxonomy", defaults={"name": "Taxonomy"})
    run = ImportRun.objects.create(source=source, origin="/somewhere", is_sample=is_sample)
    ImportRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(days=days_ago))


def test_an_empty_database_gets_the_sample() -> None:
    assert catalogue.is_sample_wanted()


def test_todays_sample_is_left_alone() -> None:
    a_run(is_sample=True)
    assert not catalogue.is_sample_wanted()


def test_yesterdays_sample_is_renewed() -> None:
    a_run(is_sample=True, days_ago=1)
    assert catalogue.is_sample_wanted()


def test_real_data_are_never_touched() -> None:
    a_run(is_sample=True, days_ago=9)
    a_run(is_sample=False, days_ago=5)
    assert not catalogue.is_sample_wanted()


@pytest.mark.parametrize(
    ("wanted", "readable", "commands"),
    [
        (True, True, ["load_sample", "build_snapshot"]),
        (True, False, ["load_sample", "build_snapshot"]),
        (False, False, ["build_snapshot"]),
        (False, True, []),
    ],
)
def test_a_snapshot_is_built_when_there_is_something_new_or_none_to_read(
    monkeypatch: pytest.MonkeyPatch, wanted: bool, readable: bool, commands: list[str]
) -> None:
    called: list[str] = []
    monkeypatch.setattr(catalogue, "is_sample_wanted", lambda: wanted)
    monkeypatch.setattr(catalogue, "has_readable_snapshot", lambda: readable)
    monkeypatch.setattr(catalogue, "call_command", lambda name, **_options: called.append(name))
    catalogue.prepare(lambda _line: None)
    assert called == commands
