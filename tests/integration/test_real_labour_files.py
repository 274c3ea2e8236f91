"""The real labour files, when they lie beside the repository."""

from pathlib import Path

import pytest
from django.conf import settings

from catalog.ingest.run import run_import
from catalog.models import (
    AdCount,
    Concept,
    ConceptRelation,
    Forecast,
    ImportRun,
    OccupationSkill,
    Place,
    Substitutability,
    Wage,
)
from catalog.sources.files import read_json

LABOUR = Path(settings.BASE_DIR).parent / "shared" / "data" / "labour"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not LABOUR.is_dir(), reason="needs ../shared/data/labour"),
]

RUNS = (
    ("taxonomy", "."),
    ("places", "taxonomy/legacy"),
    ("occupation-skills", "taxonomy/v29-2026-02"),
    ("ad-counts", "statistics"),
    ("wages", "statistics"),
    ("forecast", "forecast"),
)


def active(kind):
    return Concept.objects.filter(type=kind, deprecated=False, withdrawn_at=None)


def test_everything_good_is_loaded_and_a_second_run_writes_nothing():
    first = {key: run_import(key, LABOUR / folder) for key, folder in RUNS}

    assert {one.run.state for one in first.values()} == {ImportRun.State.COMPLETE}
    assert active("occupation-field").count() == 21
    assert active("ssyk-level-4").count() == 400
    assert active("municipality").count() == 290
    assert active("region").count() == 21
    assert active("skill").count() == 6740
    # 2 179 ids are active; the newest of them have no label in any file held.
    assert active("occupation-name").count() + _unlabelled(first["taxonomy"]) == 2179
    assert Concept.objects.filter(type="occupation-name", deprecated=True).count() > 1000
    assert not active("municipality").filter(code="").exists()
    assert not active("ssyk-level-4").filter(code="").exists()
    assert not active("occupation-name").exclude(relations__kind="broader").exists()
    assert Substitutability.objects.count() == 8324
    assert ConceptRelation.objects.filter(kind="replaced-by").count() > 100
    assert ConceptRelation.objects.filter(kind="exact-match").count() > 2500
    assert active("trait").count() == 549
    assert OccupationSkill.objects.filter(origin="calculated").count() > 35_000
    assert AdCount.objects.filter(kind="open").count() == 17_501
    assert Wage.objects.count() == 400
    assert Place.objects.count() >= 289
    assert not Forecast.objects.filter(group=None).exists()

    second = {key: run_import(key, LABOUR / folder) for key, folder in RUNS}

    assert {key: one.written for key, one in second.items()} == dict.fromkeys(first, 0)
    assert _findings(second) == _findings(first)


def _unlabelled(outcome):
    """Active occupations that were refused for want of a label: those of the v30 list alone."""
    refused = {
        finding.record_id
        for finding in outcome.findings
        if (finding.kind, finding.field) == ("concept", "preferred_label")
    }
    newest = LABOUR / "taxonomy/v30-2026-06/occupation-name-to-ssyk-level-4.v30.json.gz"
    return len(refused & read_json(newest)["mappings"].keys())


def _findings(outcomes):
    return {
        key: [(one.kind, one.record_id, one.reason) for one in outcome.findings]
        for key, outcome in outcomes.items()
    }
