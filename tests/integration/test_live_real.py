"""Susa-navet as the stand-in of national shape serves it, with its faults switched on."""

import csv
import gzip
import importlib.util
import re
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from catalog.ingest.live import load_live
from catalog.ingest.run import run_import
from catalog.models import ImportRun
from catalog.sources.http import Access, Http
from catalog.sources.record import SourceUnavailable
from tests.integration.test_live import KEY, inbox, state, wiped, without_fingerprints
from tests.serving import running

SHARED = settings.BASE_DIR.parent / "shared"
TOOL = SHARED / "tools/susa_mock_server.py"
SMALL = SHARED / "data/education/emil3_snapshot/small"
SINCE = datetime(2026, 11, 22, tzinfo=ZoneInfo("Europe/Stockholm"))

__all__ = ["inbox"]  # a fixture of this module too
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not (TOOL.is_file() and SMALL.is_dir()),
        reason=f"needs {TOOL} and {SMALL}, which are not part of the repository",
    ),
]


@contextmanager
def served(**options):
    """The base address of a stand-in with these faults."""
    spec = importlib.util.spec_from_file_location("susa_mock_server", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    server = tool.make_server(str(SMALL), **options)
    try:
        with running(server) as address:
            yield f"{address}/emil3"
    finally:
        for table in (*server.store.tables.values(), *server.store.delta.values()):
            table.handle.close()
        server.store.temp.cleanup()


def load(address, monkeypatch, *, size=200, attempts=12, **options):
    """A load in pages so small that there are many; it never waits."""
    monkeypatch.setattr("catalog.sources.susa_navet.pages.SIZE", size)
    monkeypatch.setattr("catalog.sources.susa_navet.client.SIZE", size)
    settings_of = {"SUSA_NAVET_URL": address}

    def open_http(_access: Access) -> Http:
        access = Access(settings_of, "test", per_second=1e6, attempts=attempts)
        return Http(access, sleep=lambda _seconds: None)

    return load_live(KEY, open_http=open_http, **options)


def test_live_and_the_same_files_give_the_same_rows(monkeypatch):
    with served() as address:
        outcome = load(address, monkeypatch)
        live = state()
        assert load(address, monkeypatch, full=True).written == 0
    assert outcome.run.state == "complete"
    wiped()
    carried = run_import(KEY, SMALL)
    assert state() == live
    assert (carried.run.quarantined, carried.run.repaired) == (
        outcome.run.quarantined,
        outcome.run.repaired,
    )


@pytest.mark.parametrize(
    "faults",
    [
        {"fail_rate": 0.3},
        {"fail_rate": 0.3, "status": 429},
        {"drop_after": 5},
        {"drop_after": 1},
        {"latency_ms": 20, "fail_rate": 0.1, "drop_after": 7},
    ],
    ids=str,
)
def test_with_faults_the_run_ends_complete_and_nothing_is_lost_or_doubled(faults, monkeypatch):
    with served() as address:
        load(address, monkeypatch)
        undisturbed = state()
    wiped()
    with served(**faults) as address:
        assert load(address, monkeypatch).run.state == "complete"
    assert state() == undisturbed


@pytest.mark.parametrize(
    "faults",
    [{"status": 503}, {"status": 429}, {"truncate_after_bytes": 2_000}],
    ids=str,
)
def test_what_never_passes_stops_cleanly_with_the_old_catalogue(faults, monkeypatch):
    with served() as address:
        load(address, monkeypatch)
    before = state()
    with served(**faults) as address, pytest.raises(SourceUnavailable, match="try again later"):
        load(address, monkeypatch, full=True, attempts=3)
    assert (state(), ImportRun.objects.latest("pk").state) == (before, "failed")
    with served() as address:
        assert load(address, monkeypatch, full=True).written == 0


def test_a_days_changes_lead_to_the_state_of_the_next_day(monkeypatch):
    with served(apply_delta=True) as address:
        load(address, monkeypatch)
        next_day = state()
    wiped()
    with served() as address:
        load(address, monkeypatch)
        changes = load(address, monkeypatch, since=SINCE)
    assert (changes.run.is_full, changes.run.since) == (False, SINCE)
    assert changes.run.withdrawn > 0
    assert without_fingerprints(state()) == without_fingerprints(next_day)


def test_every_known_fault_means_the_same_in_a_change_as_in_the_whole(monkeypatch, tmp_path):
    with (SMALL / "broken.tsv").open(encoding="utf-8") as table:
        faults = {row["id"]: row["fault"] for row in csv.DictReader(table, delimiter="\t")}
    before, changes = tmp_path / "before", tmp_path / "changes"
    before.mkdir()
    changes.mkdir()
    seen = set()
    for name in ("providers", "infos", "events"):
        with (
            gzip.open(SMALL / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines,
            (before / f"{name}.jsonl").open("w", encoding="utf-8") as sound,
            (changes / f"{name}.jsonl").open("w", encoding="utf-8") as broken,
        ):
            for line in lines:
                # What names a broken record goes with it, as it would have been kept out before.
                named = faults.keys() & set(re.findall(r'"([pie]\.[^"]+)"', line))
                seen |= {faults[one] for one in named}
                (broken if named else sound).write(line)
    assert seen == set(faults.values())
    whole = run_import(KEY, SMALL)
    expected = state()
    wiped()
    run_import(KEY, before)
    by_changes = run_import(KEY, changes, since=SINCE, allow_drop=True)
    assert by_changes.run.state == whole.run.state
    assert without_fingerprints(state()) == without_fingerprints(expected)


def test_a_days_changes_as_a_file_lead_there_too(monkeypatch):
    with served(apply_delta=True) as address:
        load(address, monkeypatch)
        next_day = state()
    wiped()
    run_import(KEY, SMALL)
    run_import(KEY, SMALL / "delta.jsonl.gz", since=SINCE)
    assert without_fingerprints(state()) == without_fingerprints(next_day)
