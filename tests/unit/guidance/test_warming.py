"""The index stands before the first question, also after a new snapshot."""

from datetime import date

import pytest

from catalog.snapshot import current
from catalog.snapshot.store import put_in_service
from guidance.core.paths import index
from guidance.warming import warm
from tests.snapshots import make_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path, settings, monkeypatch):
    settings.SNAPSHOT_DIR = tmp_path
    monkeypatch.setattr(current, "_loaded", None)
    monkeypatch.setattr(index, "_indexes", {})
    return tmp_path


def test_without_a_snapshot_nothing_is_warm_and_nothing_fails(root):
    assert not warm()


def test_without_a_lexicon_the_rest_is_warm_and_the_log_says_so(root, caplog):
    make_snapshot(root, TODAY)
    put_in_service(root, 1)
    assert warm()
    assert "recognition is down" in caplog.text
    assert "lexicon.json" in caplog.text


def test_each_snapshot_put_in_service_is_prepared(root):
    for number in (1, 2):
        made = make_snapshot(root, TODAY, number=number)
        put_in_service(root, number)
        assert warm()
        assert any(key.endswith(str(made.folder)) for key in index._indexes)
