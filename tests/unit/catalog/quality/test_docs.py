"""docs/quality.md says what the rules say."""

import re
from importlib import import_module
from pathlib import Path

from django.urls import get_resolver

from catalog.quality.missing import PIECES
from catalog.quality.published import MISSING_COLUMNS, REPORT_COLUMNS
from catalog.quality.rule import Rule
from catalog.quality.rules import RULES

TEXT = (Path(__file__).resolve().parents[4] / "docs/quality.md").read_text()
SECTIONS = dict(
    part.split("\n", 1) for part in re.split(r"^## ", TEXT, flags=re.MULTILINE) if "\n" in part
)


def rows_of(section: str) -> list[list[str]]:
    """Cells of the table rows that begin with a code."""
    lines = SECTIONS[section].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    return [[cell.strip(" `|") for cell in row] for row in rows]


def test_every_rule_is_told_in_its_modules_own_words() -> None:
    told = {row[0]: row[1:] for row in rows_of("The rules")}
    assert list(told) == sorted(told, key=[rule.key for rule in by_topic()].index)
    for rule in RULES:
        module = import_module(f"catalog.quality.rules.{rule.key.replace('-', '_')}")
        words = " ".join((module.__doc__ or "").replace("`", "").split())
        said = [cell.replace("`", "") for cell in told[rule.key]]
        assert said == [
            str(rule.version), rule.subject.value, f"{rule.good:g}", f"{rule.fair:g}", words,
        ]  # fmt: skip
    assert told.keys() == {rule.key for rule in RULES}


def by_topic() -> list[Rule]:
    order = list(dict.fromkeys(rule.topic for rule in RULES))
    return sorted(RULES, key=lambda rule: order.index(rule.topic))


def test_every_piece_is_told() -> None:
    told = [(row[0], row[1], row[2]) for row in rows_of("Which data are missing")]
    assert told == [(piece.key, str(piece.version), piece.source) for piece in PIECES]


def test_every_column_and_address_is_told() -> None:
    for column in REPORT_COLUMNS:
        assert f"`{column}`" in TEXT, column
    assert len(set(MISSING_COLUMNS)) == len(MISSING_COLUMNS)
    for name, pattern in get_resolver().reverse_dict.items():
        if str(name).startswith("quality"):
            first = pattern[0][0][0].split("%")[0].removeprefix("en/")
            assert f"/{first}" in TEXT, name
