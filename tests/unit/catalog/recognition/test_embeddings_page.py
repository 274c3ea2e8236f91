"""docs/embeddings.md lists every weight of linking, as it is."""

from dataclasses import asdict
from pathlib import Path

import pytest

from catalog.recognition.linking import LINK_V4
from catalog.recognition.meaning import CUTOFF, DIMENSIONS, MEANING_RULES, MOST_SUGGESTIONS
from catalog.recognition.ranking_sets import GOALS

PAGE = (Path(__file__).parents[4] / "docs" / "embeddings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "value"), asdict(LINK_V4).items())
def test_weight_is_listed(name: str, value: float) -> None:
    assert f"| `{name}` | {value} |" in PAGE


@pytest.mark.parametrize("name", GOALS)
def test_set_is_reported(name: str) -> None:
    assert f"| {name} |" in PAGE


@pytest.mark.parametrize(
    "said",
    [
        f"`{MEANING_RULES}`",
        f"`CUTOFF` {CUTOFF}",
        f"{MOST_SUGGESTIONS} of a text",
        f"{DIMENSIONS} main axes",
    ],
)
def test_rules_of_meaning_are_named(said: str) -> None:
    assert said in PAGE
