"""The figures on the page are those of the last run, and the findings are dated."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from guidance.trust.findings import FINDINGS, REVIEWED, open_findings
from guidance.trust.measured import PATH, measured, read_measured


def test_the_file_in_the_repository_is_whole() -> None:
    found = measured()
    assert found is not None
    assert found.day <= date.today()  # noqa: DTZ011  # a day is a day
    assert {one.kind for one in found.recognised} == {"cv", "ad", "education"}
    for one in found.recognised:
        assert 0 < one.found <= min(one.marked, one.told)
        assert one.texts > 0
    ways = found.ways
    assert ways.apply_now + ways.with_way + ways.without == ways.asked > 0


def test_what_is_written_is_what_is_read() -> None:
    found = read_measured(PATH)
    again = json.loads(json.dumps(asdict(found) | {"day": found.day.isoformat()}))
    assert again == json.loads(PATH.read_text(encoding="utf-8"))


def test_of_a_hundred() -> None:
    found = read_measured(PATH)
    for one in found.recognised:
        assert abs(one.right_of_hundred - 100 * one.found / one.told) <= 0.5
        assert abs(one.found_of_hundred - 100 * one.found / one.marked) <= 0.5


@pytest.mark.parametrize("text", ["{}", "[]", "nothing"])
def test_a_damaged_file_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "measured.json"
    path.write_text(text)
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_measured(path)


def test_findings_have_different_keys_and_days_in_order() -> None:
    assert len({finding.key for finding in FINDINGS}) == len(FINDINGS)
    for finding in FINDINGS:
        assert finding.found <= (finding.mended or REVIEWED)


def test_a_mended_finding_leaves_the_page() -> None:
    assert {f.key for f in open_findings()} == {f.key for f in FINDINGS if f.mended is None}
    assert any(finding.mended for finding in FINDINGS)
