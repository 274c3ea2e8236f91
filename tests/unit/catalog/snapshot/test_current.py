"""Which snapshot is in service: the pointer, the swap, and what happens when files are bad."""

import logging
import threading
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from catalog.snapshot import current
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.snapshot.store import (
    finish,
    number_in_service,
    numbers,
    put_in_service,
    remove_old,
    unfinished_folder,
)
from tests.snapshots import make_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    monkeypatch.setattr(current, "_loaded", None)
    return tmp_path / "snapshots"


def test_without_a_snapshot_the_command_is_named(root: Path) -> None:
    with pytest.raises(NoSnapshot, match="build_snapshot"):
        current_snapshot()


def test_the_pointed_one_is_mapped_once(root: Path) -> None:
    make_snapshot(root, TODAY, number=1)
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    assert current_snapshot() is current_snapshot()


def test_a_new_pointer_swaps_without_a_restart(root: Path) -> None:
    for number in (1, 2):
        make_snapshot(root, TODAY, number=number)
        put_in_service(root, number)
        assert current_snapshot().number == number
    put_in_service(root, 1)
    assert current_snapshot().number == 1


def test_a_damaged_newcomer_leaves_the_old_one_in_service(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_snapshot(root, TODAY, number=1)
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    (make_snapshot(root, TODAY, number=2).folder / "terms" / "kind.npy").unlink()
    put_in_service(root, 2)
    with caplog.at_level(logging.ERROR):
        assert current_snapshot().number == 1
        assert current_snapshot().number == 1
    assert len(caplog.records) == 1


def test_a_damaged_first_one_is_an_error(root: Path) -> None:
    (make_snapshot(root, TODAY, number=1).folder / "terms" / "kind.npy").unlink()
    put_in_service(root, 1)
    with pytest.raises(SnapshotDamaged, match=r"kind\.npy"):
        current_snapshot()


def test_threads_see_whole_snapshots_while_the_pointer_moves(root: Path) -> None:
    for number in (1, 2):
        make_snapshot(root, TODAY, number=number)
    put_in_service(root, 1)
    seen: set[str] = set()
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set():
            snapshot = current_snapshot()
            seen.add(f"{snapshot.number}-{snapshot.folder.name}")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        put_in_service(root, 1 + turn % 2)
        assert current_snapshot().number == 1 + turn % 2
    is_done.set()
    for reader in readers:
        reader.join()
    assert seen <= {"1-1", "2-2"}
    assert seen


def test_only_finished_snapshots_can_be_pointed_to(root: Path) -> None:
    unfinished_folder(root, 7)
    with pytest.raises(FileNotFoundError):
        put_in_service(root, 7)
    assert numbers(root) == []
    assert number_in_service(root) is None
    finish(root, 7)
    assert numbers(root) == [7]


def test_the_newest_and_the_one_in_service_stay(root: Path) -> None:
    for number in range(1, 7):
        make_snapshot(root, TODAY, number=number)
    put_in_service(root, 2)
    assert remove_old(root, keep=3) == [1, 3]
    assert numbers(root) == [2, 4, 5, 6]
    assert remove_old(root, keep=3) == []


def test_one_request_is_answered_from_one_snapshot(root: Path) -> None:
    make_snapshot(root, TODAY, number=1)
    make_snapshot(root, TODAY, number=2)
    put_in_service(root, 1)
    with current.one_snapshot():
        assert current_snapshot().number == 1
        put_in_service(root, 2)
        assert current_snapshot().number == 1
    with current.one_snapshot():
        assert current_snapshot().number == 2


def test_the_next_one_is_prepared_beside_the_work(root: Path) -> None:
    make_snapshot(root, TODAY, number=1)
    make_snapshot(root, TODAY, number=2)
    put_in_service(root, 1)
    assert current.follow(lambda: None)
    assert not current.follow(lambda: None)
    seen: list[int] = []

    def prepare() -> None:
        seen.append(current_snapshot().number)
        beside = threading.Thread(target=lambda: seen.append(current._loaded.snapshot.number))  # type: ignore[union-attr]  # there is one
        beside.start()
        beside.join()

    put_in_service(root, 2)
    assert current.follow(prepare)
    assert seen == [2, 1]
    assert current_snapshot().number == 2


def test_one_that_cannot_be_prepared_is_not_swapped_to(root: Path) -> None:
    make_snapshot(root, TODAY, number=1)
    make_snapshot(root, TODAY, number=2)
    put_in_service(root, 1)
    current.follow(lambda: None)
    put_in_service(root, 2)

    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # its own
        current.follow(fail)
    assert current._loaded is not None
    assert current._loaded.snapshot.number == 1
    (root / "2" / "snapshot.json").write_text("{")
    assert not current.follow(fail)
    assert current_snapshot().number == 1


def test_a_process_that_stays_does_not_look_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "_is_staying", False)
    current.stay()
    with pytest.raises(NoSnapshot):
        current_snapshot()
    make_snapshot(root, TODAY, number=1)
    make_snapshot(root, TODAY, number=2)
    put_in_service(root, 1)
    assert current_snapshot().number == 1
    put_in_service(root, 2)
    assert current_snapshot().number == 1
