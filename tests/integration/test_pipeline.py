"""Locks, progress, fences and what is due, against a real Redis and PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from catalog.ingest.run import (
    Overtaken,
    applied_runs,
    begin,
    close_abandoned,
    entry_of,
    require_running,
    run_import,
)
from catalog.models import ImportRun, SnapshotBuild, Source
from catalog.pipeline import building, due, locks, progress, refresh, schedule
from catalog.pipeline.locks import Busy, LockLost, only_one
from catalog.pipeline.progress import SNAPSHOT, Progress, Reporter, under_way
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES
from catalog.sources.spool import Step

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def client(settings: Settings) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(settings.REDIS_URL) as one:
        yield one
        for key in one.scan_iter("catalog:*"):
            one.delete(key)


# --- locks


def test_one_holder_at_a_time(client: "redis.Redis") -> None:
    with only_one("source:x") as held:
        held.check()
        with pytest.raises(Busy), only_one("source:x"):
            pass
        with only_one("source:y"):
            pass
    with only_one("source:x"):
        pass
    assert client.keys("catalog:lock:*") == []


def test_a_second_one_may_wait(client: "redis.Redis") -> None:
    client.set("catalog:lock:source:x", b"somebody", px=500)
    began = time.monotonic()
    with only_one("source:x", wait=10):
        assert time.monotonic() - began > 0.1


def test_a_lock_is_renewed_while_its_holder_lives(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "EXPIRY", 0.6)
    with only_one("source:x") as held:
        time.sleep(1.5)
        held.check()
        with pytest.raises(Busy), only_one("source:x"):
            pass


def test_a_holder_that_was_overtaken_is_told(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(locks, "EXPIRY", 0.6)
    with only_one("source:x") as held:
        client.set("catalog:lock:source:x", b"another")  # while we were stopped
        wait_until(lambda: is_lost(held))
        with pytest.raises(LockLost, match="source:x"):
            held.check()
    assert client.get("catalog:lock:source:x") == b"another", "its lock was taken from it"
    assert "no longer ours" in caplog.text


def test_a_lock_that_redis_forgot_is_taken_back(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "EXPIRY", 0.6)
    with only_one("source:x") as held:
        client.delete("catalog:lock:source:x")  # as a restart does
        wait_until(lambda: client.exists("catalog:lock:source:x") == 1)
        held.check()
        with pytest.raises(Busy), only_one("source:x"):
            pass


def is_lost(held: locks.Held) -> bool:
    try:
        held.check()
    except LockLost:
        return True
    return False


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


# --- progress


def test_progress_can_be_read_while_it_lasts(client: "redis.Redis") -> None:
    assert under_way() == []
    with Reporter("susa-navet") as reporter, Reporter(SNAPSHOT) as other:
        reporter.tell("fetch", 50, 200, "elements")
        other.tell("composing", 7, 9, "stages")
        one, two = under_way()
        assert (one.job, one.phase, one.percent, one.remaining) == ("susa-navet", "fetch", 25, 150)
        assert one.seconds_left is None
        assert (two.job, two.percent) == (SNAPSHOT, 77)
        assert one.started_at <= one.updated_at
        assert client.ttl("catalog:progress:susa-navet") > 500
    assert under_way() == []


def test_progress_is_written_once_a_second_at_most(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    shown: list[Progress] = []
    with Reporter("susa-navet", shown.append) as reporter:
        for done in range(0, 1001, 10):
            now[0] += 0.1
            reporter.tell("fetch", done, 2000, "elements")
        [seen] = under_way()
        assert 990 - 100 <= seen.done <= 1000
        reporter.tell("apply", 0, 5, "elements")
        [seen] = under_way()
        assert (seen.phase, seen.done) == ("apply", 0), "a new phase waited"
    assert len(shown) == 102
    assert 95 <= shown[-2].per_second <= 105
    assert 9 <= (shown[-2].seconds_left or 0) <= 11


def test_work_goes_on_when_nobody_can_be_told(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/gone.sock?db=0"
    with Reporter("susa-navet") as reporter:
        reporter.tell("fetch", 1, 2, "elements")
        reporter.tell("apply", 1, 2, "elements")
    assert under_way() == []
    assert caplog.text.count("is not told") == 1


def test_a_build_tells_its_stages(client: "redis.Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    seen: list[Progress] = []

    def build_snapshot(
        say: Callable[[str], object], *, release: bool, count: Callable[..., object]
    ) -> str:
        assert release
        say("reading concepts")
        say("composing")
        seen.extend(under_way())
        count("recognising educations", 500, 2000, "educations")
        seen.extend(under_way())
        return "built"

    monkeypatch.setattr(building.build, "build_snapshot", build_snapshot)
    assert building.build_visibly(heard.append, release=True) == "built"  # type: ignore[comparison-overlap]  # a stand-in
    assert heard == ["reading concepts", "composing"]
    assert [(one.job, one.phase, one.percent, one.unit) for one in seen] == [
        (SNAPSHOT, "composing", 11, "stages"),
        (SNAPSHOT, "recognising educations", 25, "educations"),
    ]


# --- one source


@pytest.mark.django_db
def test_a_refresh_is_alone_and_visible(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Progress] = []

    def load_live(
        key: str, *, full: bool, progress: Callable[[str, Step], object], **_: object
    ) -> str:
        progress("fetch", Step(10, 40, "elements"))
        seen.extend(under_way())
        with pytest.raises(Busy):
            refresh.refresh(key)
        return f"{key} {full}"

    monkeypatch.setattr(refresh, "load_live", load_live)
    assert refresh.refresh("susa-navet", full=True) == "susa-navet True"  # type: ignore[comparison-overlap]  # a stand-in
    assert [(one.job, one.percent) for one in seen] == [("susa-navet", 25)]
    assert under_way() == []


@pytest.mark.django_db
def test_a_load_of_files_is_alone_and_visible_too(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Progress] = []

    def run_import(key: str, path: Path, *, progress: Callable[[int], object], **_: object) -> str:
        progress(1)
        seen.extend(under_way())
        with pytest.raises(Busy):
            refresh.refresh(key)
        return f"{key} {path}"

    monkeypatch.setattr(refresh, "run_import", run_import)
    assert refresh.load_files("taxonomy", Path("/data")) == "taxonomy /data"  # type: ignore[comparison-overlap]  # a stand-in
    assert [(one.job, one.phase, one.done) for one in seen] == [("taxonomy", "apply", 1)]
    assert under_way() == []


@pytest.mark.django_db
def test_a_refresh_that_was_overtaken_ends(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "EXPIRY", 0.6)

    def load_live(
        key: str, *, full: bool, progress: Callable[[str, Step], object], **_: object
    ) -> None:
        client.set("catalog:lock:source:susa-navet", b"another")
        for done in range(1000):
            time.sleep(0.02)
            progress("fetch", Step(done, 0, "elements"))

    monkeypatch.setattr(refresh, "load_live", load_live)
    with pytest.raises(LockLost):
        refresh.refresh("susa-navet")


@pytest.mark.django_db
def test_a_run_that_a_later_one_closed_applies_nothing() -> None:
    entry = entry_of("susa-navet")
    slept = begin(entry, origin="http://127.0.0.1/")
    with transaction.atomic():
        require_running(slept)
    later = begin(entry, origin="http://127.0.0.1/")
    assert close_abandoned(later) == 1
    slept.refresh_from_db()
    assert slept.state == ImportRun.State.FAILED
    assert slept.message
    with pytest.raises(Overtaken), transaction.atomic():
        require_running(slept)
    require_running(later)


@pytest.mark.django_db
def test_a_load_of_files_closes_what_a_killed_one_left(tmp_path: Path) -> None:
    killed = begin(entry_of("taxonomy"), origin="/data")
    with pytest.raises(SourceUnavailable):
        run_import("taxonomy", tmp_path)
    killed.refresh_from_db()
    assert (killed.state, bool(killed.message)) == (ImportRun.State.FAILED, True)
    assert killed.finished_at is not None
    assert not ImportRun.objects.filter(state=ImportRun.State.RUNNING).exists()


@pytest.mark.django_db
def test_only_what_was_fetched_once_is_asked_on_a_schedule() -> None:
    source = Source.objects.create(key="susa-navet", name="S", publisher="S")
    run = ImportRun.objects.create(source=source, origin="file", state="complete")
    assert not refresh.is_live()
    run.watermark = timezone.now()
    run.is_sample = True
    run.save()
    assert not refresh.is_live()
    run.is_sample = False
    run.save()
    assert refresh.is_live()


# --- what is due


@pytest.fixture
def ended() -> Callable[..., None]:
    source = Source.objects.create(key="susa-navet", name="S", publisher="S")

    def create(ago: float, *, added: int = 1, state: str = "complete") -> None:
        at = NOW - timedelta(seconds=ago)
        ImportRun.objects.create(
            source=source, origin="x", state=state, added=added, finished_at=at
        )

    return create


@pytest.mark.django_db
def test_a_build_is_due_when_sources_have_settled(
    client: "redis.Redis", ended: Callable[..., None]
) -> None:
    assert due.seconds_until_due(NOW) is None
    ended(10, added=0)
    ended(10, state="stopped")
    assert due.seconds_until_due(NOW) is None
    ended(50)
    assert due.seconds_until_due(NOW) == 10.0
    ended(20)
    assert due.seconds_until_due(NOW) == 40.0
    assert due.seconds_until_due(NOW + timedelta(seconds=45)) == 0.0


@pytest.mark.django_db
def test_it_waits_for_a_source_under_way_but_not_for_ever(
    client: "redis.Redis", ended: Callable[..., None]
) -> None:
    ended(300)
    assert due.seconds_until_due(NOW) == 0.0
    with Reporter("taxonomy") as reporter:
        reporter.tell("fetch", 1, 10, "elements")
        assert due.seconds_until_due(NOW) == 60.0
        assert due.seconds_until_due(NOW + timedelta(minutes=26)) == 0.0
    with Reporter(SNAPSHOT) as reporter:
        reporter.tell("composing", 1, 10, "stages")
        assert due.seconds_until_due(NOW) == 0.0


@pytest.mark.django_db
def test_what_a_build_may_have_missed_is_built(
    client: "redis.Redis", ended: Callable[..., None]
) -> None:
    ended(300)
    slow, seen = ImportRun.objects.create(source_id="susa-navet"), applied_runs()
    SnapshotBuild.objects.create(is_complete=True, runs=seen)
    assert due.seconds_until_due(NOW) is None
    SnapshotBuild.objects.create(is_complete=False)
    assert due.seconds_until_due(NOW) is None
    # It ended before the build began, and was written while the build read.
    slow.state, slow.added, slow.finished_at = "complete", 1, NOW - timedelta(seconds=250)
    slow.save()
    assert due.seconds_until_due(NOW) == 0.0
    SnapshotBuild.objects.create(is_complete=True, runs=applied_runs())
    assert due.seconds_until_due(NOW) is None


def test_every_live_source_has_its_time() -> None:
    planned = schedule.beat_schedule()
    for key, entry in SOURCES.items():
        assert (f"refresh-{key}" in planned) is (entry.live is not None), key
    assert {*schedule.ASKED, *schedule.WHOLE} <= SOURCES.keys()
    for key in schedule.WHOLE:
        live = SOURCES[key].live
        assert live is None or f"reconcile-{key}" in planned
