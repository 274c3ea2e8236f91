"""`manage.py load_sample`: an empty catalogue is filled, twice is once, real data is left alone."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.ingest.run import run_import
from catalog.models import (
    Concept,
    ConceptLabel,
    ConceptRelation,
    Education,
    EducationEvent,
    ImportRun,
    JobAd,
    TrainsFor,
)
from catalog.sample.render import FOLDERS

pytestmark = pytest.mark.django_db
TODAY = "2026-11-24"


def _load(*arguments: str) -> str:
    said = StringIO()
    call_command("load_sample", "--today", TODAY, *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_it_fills_every_table_and_marks_each_run() -> None:
    said = _load()
    assert Concept.objects.filter(type="occupation-name", deprecated=False).count() >= 80
    assert Concept.objects.filter(type="skill").count() >= 600
    assert ConceptRelation.objects.filter(kind__endswith="-match").count() >= 6
    assert ConceptLabel.objects.filter(language="en").count() >= 6
    assert Education.objects.count() >= 250
    assert EducationEvent.objects.count() >= 900
    assert JobAd.objects.count() >= 120
    assert TrainsFor.objects.filter(education=None).count() == 0
    runs = ImportRun.objects.all()
    assert {run.source_id for run in runs} == FOLDERS.keys()
    assert all(run.is_sample and run.state == "complete" for run in runs)
    assert sum(run.quarantined for run in runs) == 0
    assert said.count(" seen, ") == len(FOLDERS)


def test_a_second_time_changes_nothing() -> None:
    _load()
    first = ImportRun.objects.count()
    _load()
    for run in ImportRun.objects.order_by("pk")[first:]:
        assert (run.added, run.changed, run.withdrawn) == (0, 0, 0), run.source_id


def test_another_season_replaces_what_has_passed() -> None:
    _load()
    call_command("load_sample", "--today", "2027-11-24", stdout=StringIO(), stderr=StringIO())
    stored = EducationEvent.objects.filter(withdrawn_at=None)
    assert stored.count() >= 900
    assert not stored.filter(start__lt="2027-08-01").exists()


def test_real_data_is_not_mixed_with_it(tmp_path: Path) -> None:
    file = tmp_path / "platser.json"
    file.write_text("[]", encoding="utf-8")
    (tmp_path / "salary.json").write_text('{"0000": ["1", "2", "3"]}', encoding="utf-8")
    run_import("wages", tmp_path)
    with pytest.raises(CommandError, match="wages") as refused:
        _load()
    assert refused.value.returncode == 2
    assert Concept.objects.count() == 0
    _load("--force")
    assert Concept.objects.exists()
