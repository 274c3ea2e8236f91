"""Database and snapshot → a stored report: by source and by provider, with what is missing."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from catalog import tasks
from catalog.models import (
    EducationReading,
    ImportRun,
    QualityFigures,
    QualityReport,
    QuarantinedRecord,
    SnapshotBuild,
    Source,
)
from catalog.quality import report as reporting
from catalog.quality.published import (
    MISSING_COLUMNS,
    REPORT_COLUMNS,
    Scope,
    document_of,
    figures_of,
    missing_of,
    missing_rows,
    provider_figures,
    report_of,
    report_rows,
    trend_of,
)
from catalog.quality.report import NothingToReport, make_report, report_if_due, source_facts
from catalog.quality.rule import Count, Subject
from catalog.quality.rules import BY_KEY, RULES
from catalog.quality.tally import lacking
from tests.integration.guidance.conftest import put_snapshot_in
from tests.integration.quality.conftest import TODAY, Add

pytestmark = pytest.mark.django_db
Make = Callable[[Subject, dict[str, Any]], Any]


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    """Snapshot 1 of the small catalogue, in service and known to the database."""
    settings.SNAPSHOT_DIR = tmp_path
    put_snapshot_in(tmp_path, TODAY)
    SnapshotBuild.objects.create(number=1, content_id="1-abc", is_complete=True)
    return tmp_path


@pytest.fixture
def two_schools(make: Make) -> None:
    """Falun has two occasions, one without a date to apply; Gävle has one without a pace."""
    falun = make(Subject.PROVIDER, {"id": "p.falun", "name": "Falu vuxenutbildning"})
    gavle = make(Subject.PROVIDER, {"id": "p.gavle", "name": "Gävle vuxenutbildning"})
    nurse = make(Subject.EDUCATION, {"id": "i.uoh.nurse", "title": "Sjuksköterskeprogrammet"})
    make(Subject.EVENT, {"id": "e.1", "education": nurse, "provider": falun})
    make(Subject.EVENT, {"id": "e.2", "education": nurse, "provider": falun, "apply_last": None})
    make(Subject.EVENT, {"id": "e.3", "education": nurse, "provider": gavle, "pace": None})


def count_of(scope: str, key: str, rule: str) -> Count | None:
    """A stored count of the latest report."""
    report = report_of(None)
    assert report
    found = {one.rule.key: one.count for one in figures_of(report, scope, key) or ()}
    return found.get(rule)


def test_counts_are_by_source_and_by_provider(root: Path, two_schools: None) -> None:
    report = make_report(today=TODAY)
    assert report.pk == 1
    assert report.catalogue_id.startswith("1-")
    assert count_of(Scope.ALL, "", "application-date") == Count(2, 3)
    assert count_of(Scope.SOURCE, "susa-navet", "application-date") == Count(2, 3)
    assert count_of(Scope.PROVIDER, "p.falun", "application-date") == Count(1, 2)
    assert count_of(Scope.PROVIDER, "p.gavle", "application-date") == Count(1, 1)
    assert count_of(Scope.PROVIDER, "p.gavle", "pace") == Count(0, 1)
    # An education that both give is looked at in both, and once in the whole.
    for key in ("p.falun", "p.gavle"):
        assert count_of(Scope.PROVIDER, key, "sun-code") == Count(1, 1)
    assert count_of(Scope.ALL, "", "sun-code") == Count(1, 1)


def test_a_providers_own_list_is_what_was_counted(root: Path, two_schools: None) -> None:
    make_report(today=TODAY)
    report = report_of(None)
    assert report
    found = provider_figures(report, ["p.falun", "p.gavle", "p.nobody"])
    assert set(found) == {"p.falun", "p.gavle"}
    for key, (_, figures) in found.items():
        for figure in figures:
            rows = list(lacking(figure.rule, key, TODAY))
            lacks = figure.count.lacking + figure.count.unknown
            assert len(rows) == lacks, (key, figure.rule.key)
    assert [row.pk for row in lacking(BY_KEY["application-date"], "p.falun", TODAY)] == ["e.2"]


def test_readings_follow_the_snapshot(root: Path, make: Make) -> None:
    stale = make(Subject.EDUCATION, {"id": "i.not.in.the.snapshot"})
    nurse = make(Subject.EDUCATION, {"id": "i.uoh.nurse", "form": "HS", "reading__skills": 99})
    make_report(today=TODAY)
    reading = EducationReading.objects.get()
    assert reading.education == nurse
    assert (reading.skills, reading.targets, reading.requirement) == (3, 1, 2)
    assert reading.is_training
    assert not reading.is_repeat
    assert not EducationReading.objects.filter(pk=stale.pk).exists()


def test_a_second_record_of_the_same_course_is_a_repeat(root: Path, make: Make) -> None:
    same = {"title": "Svets", "form": "YH", "code": "YH1"}
    for one in ("i.uoh.nurse", "i.uoh.nurse.distance", "i.uoh.teacher"):
        code = {"code": "YH2"} if one == "i.uoh.teacher" else {}
        make(Subject.EDUCATION, {"id": one} | same | code)
    make_report(today=TODAY)
    repeats = EducationReading.objects.filter(is_repeat=True).values_list("pk", flat=True)
    assert list(repeats) == ["i.uoh.nurse.distance"]


def test_nobody_named_to_read_requirements_means_that_none_can_be_judged(
    root: Path, make: Make, settings: Settings
) -> None:
    settings.QUALITY_REQUIREMENT_READER = ""
    make(Subject.EDUCATION, {"id": "i.uoh.nurse"})
    make_report(today=TODAY)
    assert count_of(Scope.ALL, "", "eligibility-read") == Count(0, 1, 1)
    report = report_of(None)
    assert report
    assert "requirement-unread" not in {one.key for one in missing_of(report)}


def test_a_second_report_replaces_the_first_and_writes_no_reading_anew(
    root: Path, two_schools: None
) -> None:
    make_report(today=TODAY)
    before = list(report_rows(make_report(today=TODAY)))
    assert QualityReport.objects.count() == 1
    assert list(report_rows(make_report(today=TODAY))) == before


def test_the_trend_tells_the_latest_reports_and_where_a_rule_changed(root: Path) -> None:
    rule = BY_KEY["municipality-located"]
    first = make_report(today=TODAY - timedelta(days=1))
    QualityFigures.objects.filter(report=first, scope=Scope.ALL).update(
        figures={rule.key: [0, 1, 4, 0]}
    )
    put_snapshot_in_second(root)
    second = make_report(2, today=TODAY)
    points = trend_of(rule, Scope.ALL)
    assert [(one.number, one.count.part, one.is_same_rule) for one in points] == [
        (1, 1, False), (2, 4, True),
    ]  # fmt: skip
    assert [one.number for one in trend_of(rule, Scope.ALL, until=1)] == [1]
    assert report_of(1) == first
    assert report_of(2) == second
    assert report_of(77) == second  # the latest, for a snapshot that has none yet


def put_snapshot_in_second(root: Path) -> None:
    """Snapshot 2, with the content of snapshot 1."""
    shutil.copytree(root / "1", root / "2")
    SnapshotBuild.objects.create(number=2, content_id="2-abc", is_complete=True)


def test_providers_are_kept_for_the_latest_reports_only(
    root: Path, two_schools: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "PROVIDER_REPORTS", 1)
    make_report(today=TODAY)
    put_snapshot_in_second(root)
    make_report(2, today=TODAY)
    told = QualityFigures.objects.values_list("report_id", "scope").distinct()
    assert set(told) == {
        (1, "all"), (1, "source"), (2, "all"), (2, "source"), (2, "provider"),
    }  # fmt: skip


def test_there_is_nothing_to_report_without_a_snapshot(root: Path) -> None:
    with pytest.raises(NothingToReport, match="build_snapshot"):
        make_report(7)
    SnapshotBuild.objects.all().delete()
    with pytest.raises(NothingToReport):
        make_report()


def test_a_report_is_made_once_for_a_snapshot(root: Path) -> None:
    assert report_if_due()
    assert report_if_due() is None
    tasks.make_quality_report()
    assert QualityReport.objects.count() == 1


def test_no_report_is_due_before_there_is_a_snapshot(settings: Settings, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path
    assert report_if_due() is None


def test_a_source_is_told_by_its_last_run_and_its_last_full_one(run: ImportRun) -> None:
    later = datetime(2026, 11, 30, 3, tzinfo=UTC)
    delta = ImportRun.objects.create(
        source=run.source, origin="live", state="complete", seen=3, is_full=False, finished_at=later
    )
    ImportRun.objects.create(source=run.source, origin="live", state="failed", finished_at=later)
    Source.objects.create(key="wages", name="Wages", publisher="SCB")
    for where, outcome in ((run, "quarantined"), (run, "repaired"), (delta, "quarantined")):
        QuarantinedRecord.objects.create(
            run=where, kind="EducationEvent", record_id="e", field="education",
            reason="dangling_reference", outcome=outcome,
        )  # fmt: skip
    susa, wages = source_facts()
    assert (susa.key, susa.seen, susa.refused, susa.dangling) == ("susa-navet", 7, 1, 2)
    assert susa.read_at == later
    assert (wages.key, wages.read_at, wages.seen) == ("wages", None, 0)


def test_rows_for_files_and_feeds_have_their_columns_and_add_up(
    root: Path, two_schools: None
) -> None:
    report = make_report(today=TODAY)
    rows = list(report_rows(report))
    assert rows
    for row in rows:
        assert tuple(row) == REPORT_COLUMNS
        assert row["holds"] + row["lacks"] + row["unknown"] == row["of"]
        assert row["judged_on"] == TODAY.isoformat()
        assert row["share"] is None or 0 <= row["share"] <= 1
    order = [(row["scope"], row["scope_key"]) for row in rows]
    assert order == sorted(order)
    assert {row["rule"] for row in rows} <= {rule.key for rule in RULES}
    only = {row["scope"] for row in report_rows(report, (Scope.PROVIDER,))}
    assert only == {"provider"}
    missing = list(missing_rows(report))
    assert [row["rank"] for row in missing] == list(range(1, len(missing) + 1))
    assert all(tuple(row) == MISSING_COLUMNS for row in missing)
    assert json.loads(json.dumps(document_of(report)))["missing"][0]["rank"] == 1


def test_the_command_prints_the_report(root: Path, two_schools: None) -> None:
    printed = StringIO()
    call_command("quality_report", stdout=printed)
    assert "application-date" in printed.getvalue()
    assert "missing, by how many occupations' answers it touches" in printed.getvalue()
    as_json = StringIO()
    call_command("quality_report", "--json", stdout=as_json)
    assert json.loads(as_json.getvalue())["catalogue"].startswith("1-")
    as_csv = StringIO()
    call_command("quality_report", "--csv", "--stored", stdout=as_csv)
    rows = list(csv.DictReader(io.StringIO(as_csv.getvalue())))
    assert {row["scope"] for row in rows} == {"all", "source", "provider"}


def test_the_command_says_what_is_not_there(root: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match="no such report"):
        call_command("quality_report", "--stored")
    with pytest.raises(CommandError, match="there is no snapshot 9"):
        call_command("quality_report", "--snapshot", "9")


def test_a_reading_of_a_withdrawn_education_goes(root: Path, make: Make, add: Add) -> None:
    nurse = make(Subject.EDUCATION, {"id": "i.uoh.nurse"})
    make_report(today=TODAY)
    nurse.withdrawn_at = timezone.now()
    nurse.save()
    make_report(today=TODAY)
    assert EducationReading.objects.count() == 0


def test_sources_are_stored_as_they_stood(root: Path, run: ImportRun) -> None:
    run.source.is_enabled = False
    run.source.save()
    report = make_report(today=TODAY)
    assert report.sources[0]["key"] == "susa-navet"
    assert report.sources[0]["is_enabled"] is False
    assert count_of(Scope.SOURCE, "susa-navet", "source-fresh") is None


def test_a_source_without_an_address_is_stored_as_off(
    root: Path, run: ImportRun, settings: Any
) -> None:
    settings.SOURCE_ADDRESSES = settings.SOURCE_ADDRESSES | {"SUSA_NAVET_URL": ""}
    report = make_report(today=TODAY)
    assert report.sources[0]["is_enabled"] is True  # carried in as files, so it still counts
    ImportRun.objects.update(origin="https://example.test/susa")
    report = make_report(today=TODAY)
    assert report.sources[0]["is_enabled"] is False
    assert count_of(Scope.SOURCE, "susa-navet", "source-fresh") is None
