"""docs/embeddings.md lists every weight of linking, as it is."""

from dataclasses import asdict
from pathlib import Path

import pytest

from catalog.recognition.linking import LINK_V1
from catalog.recognition.ranking_sets import GOALS
from catalog.recognition.semantic import CUTOFF

PAGE = (Path(__file__).parents[4] / "docs" / "embeddings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "value"), asdict(LINK_V1).items())
def test_weight_is_listed(name: str, value: float) -> None:
    assert f"| `{name}` | {value} |" in PAGE


@pytest.mark.parametrize("name", GOALS)
def test_set_is_reported(name: str) -> None:
    assert f"| {name} |" in PAGE


def test_cutoff_is_named() -> None:
    assert f"`CUTOFF` {CUTOFF}" in PAGE
