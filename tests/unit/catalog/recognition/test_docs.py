"""docs/recognition.md lists what the code does."""

from pathlib import Path

import pytest

from catalog.recognition.guards import GUARDS
from catalog.recognition.lexicon import RULES
from catalog.recognition.roles import ROLE_RULES
from catalog.recognition.variants import METHODS

PAGE = (Path(__file__).parents[4] / "docs" / "recognition.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("method", "confidence"), METHODS.items())
def test_method_is_listed_with_its_confidence(method, confidence):
    assert f"| `{method}` | {confidence:.2f} |" in PAGE


@pytest.mark.parametrize("guard", [name for name, _ in GUARDS])
def test_guard_is_listed(guard):
    assert f"| `{guard}` |" in PAGE


@pytest.mark.parametrize("rules", [RULES, ROLE_RULES])
def test_rule_set_is_named(rules):
    assert f"`{rules}`" in PAGE


@pytest.mark.parametrize(
    "role",
    ["held", "wished", "negated", "other_person", "required", "merit", "outcome", "prerequisite"],
)
def test_role_is_explained(role):
    assert f"`{role}`" in PAGE


def test_page_lists_no_method_that_is_gone():
    section = PAGE.split("## Methods")[1].split("## Guards")[0]
    listed = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert listed == set(METHODS)
