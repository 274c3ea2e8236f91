"""docs/recognition.md lists what the code does."""

import re
from pathlib import Path

import pytest

from catalog.recognition import cues
from catalog.recognition.experience import EXPERIENCE_RULES
from catalog.recognition.guards import GUARDS
from catalog.recognition.lexicon import RULES
from catalog.recognition.meaning import MEANING_RULES
from catalog.recognition.recognise import SUGGESTION_CONFIDENCE
from catalog.recognition.roles import ROLE_RULES
from catalog.recognition.variants import METHODS

PAGE = (Path(__file__).parents[4] / "docs" / "recognition.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("method", "confidence"), METHODS.items())
def test_method_is_listed_with_its_confidence(method, confidence):
    assert f"| `{method}` | {confidence:.2f} |" in PAGE


@pytest.mark.parametrize("guard", [name for name, _ in GUARDS])
def test_guard_is_listed(guard):
    assert f"| `{guard}` |" in PAGE


def test_page_lists_no_guard_that_is_gone():
    section = PAGE.split("## Guards")[1].split("## Roles")[0]
    listed = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert sorted(listed) == sorted(name for name, _ in GUARDS)


def test_every_cue_set_is_listed_and_no_other():
    sets = {
        name
        for name, value in vars(cues).items()
        if isinstance(value, cues.Cue) or name.endswith("_HEADINGS")
    }
    section = PAGE.split("The cue sets of")[1].split("## How long")[0]
    assert set(re.findall(r"`([A-Z_]+)`", section)) == sets != set()


def test_the_line_between_fact_and_question_is_told():
    assert f"At {SUGGESTION_CONFIDENCE:.2f} and below" in PAGE
    questions = [name for name, value in METHODS.items() if value <= SUGGESTION_CONFIDENCE]
    rows = {line.split("`")[1]: line for line in PAGE.splitlines() if line.startswith("| `")}
    assert [name for name in questions if "suggestion" not in rows[name]] == []


@pytest.mark.parametrize("rules", [RULES, ROLE_RULES, EXPERIENCE_RULES, MEANING_RULES])
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
