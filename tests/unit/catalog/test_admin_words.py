"""Every code that an editor may meet has words, and no words are kept for a code that is gone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import catalog
from catalog.admin_words import CONFIGURATIONS, FORMS, KINDS, OUTCOMES, REASONS, STATES, TYPES
from catalog.models import Concept, Education, ImportRun, QuarantinedRecord
from catalog.sources.registry import SOURCES

ROOT = Path(catalog.__file__).parent
# Where a reason stands among the arguments of each.
_REASON_AT = {"BadRecord": 1, "Repair": 1, "Unreadable": 0, "CellProblem": 0, "_bad": 1}


def _calls(folder: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield name, node


def _texts(node: ast.AST) -> set[str]:
    """Texts that an expression may come to; those it only compares with or looks up are no such."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return {node.value} if is_text else set()


def reasons_of_sources() -> set[str]:
    found = {"ambiguous_reference", "dangling_reference"}  # chosen in `ingest.references`
    for folder in ("sources", "ingest"):
        for name, call in _calls(folder):
            place = _REASON_AT.get(name)
            if place is not None and len(call.args) > place:
                found |= _texts(call.args[place])
    return found


def test_every_reason_that_a_source_gives_has_words() -> None:
    assert len(reasons_of_sources()) > 70
    assert reasons_of_sources() - REASONS.keys() == set()


def test_no_words_are_kept_for_a_reason_that_nothing_gives() -> None:
    paths = (path for path in sorted(ROOT.rglob("*.py")) if "admin" not in path.name)
    code = "".join(path.read_text() for path in paths)
    assert {one for one in REASONS if f'"{one}"' not in code} == set()


def test_every_kind_of_item_and_every_table_has_words() -> None:
    named = {
        text
        for name, call in _calls("sources")
        if name == "RawItem" and call.args
        for text in _texts(call.args[0])
    }
    tables = {table for entry in SOURCES.values() for table in entry.tables}
    assert len(named) > 8
    assert (named | tables) - KINDS.keys() == set()


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (TYPES, Concept.Type), (FORMS, Education.Form), (STATES, ImportRun.State),
        (CONFIGURATIONS, Education.Configuration), (OUTCOMES, QuarantinedRecord.Outcome),
    ],
)  # fmt: skip
def test_every_choice_has_words_and_no_other_has(words: dict[str, str], choices: type) -> None:
    assert words.keys() == set(choices.values)


def test_words_are_words() -> None:
    for table in (TYPES, FORMS, KINDS, REASONS, STATES, OUTCOMES):
        for words in table.values():
            assert "_" not in words
            assert words.strip()
