"""What is kept per snapshot: computed once, never for another snapshot, and never without end."""

from datetime import date
from functools import partial

import pytest

from catalog.snapshot.snapshot import Snapshot
from guidance.core import once
from guidance.core.once import remembered
from tests.snapshots import make_snapshot


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(tmp_path_factory.mktemp("once"), date(2026, 11, 24))


def test_each_key_is_made_once(snapshot: Snapshot) -> None:
    kept: dict[str, dict[str, int]] = {}
    made: list[str] = []

    def ask(key: str) -> int:
        return remembered(snapshot, kept, key, lambda: made.append(key) or len(made))

    assert [ask(key) for key in "aabab"] == [1, 1, 2, 1, 2]
    assert made == ["a", "b"]


def test_odd_questions_never_fill_the_memory(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "_MOST", 3)
    kept: dict[str, dict[int, int]] = {}
    assert [remembered(snapshot, kept, key, partial(int, key)) for key in range(10)] == list(
        range(10)
    )
    assert max(len(one) for one in kept.values()) <= 3
