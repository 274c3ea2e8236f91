"""Reads the sample's hand-written files: stanzas of `key: value` lines, and tab-separated tables.

A stanza ends at an empty line; lines that begin with `#` are remarks. A value that lists things
separates them with `;`.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent / "data"

Stanza = dict[str, str]


def read_stanzas(*names: str) -> list[Stanza]:
    """Every stanza of the files, in order. Raises `ValueError` for a line that is no pair."""
    return [stanza for name in names for stanza in _stanzas_of(name)]


def read_table(name: str) -> list[Stanza]:
    """Rows of a table by its header's column names; every row has every column."""
    lines = [line for line in _lines_of(name) if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{key: value or "" for key, value in row.items()} for row in rows]


def read_pairs(name: str) -> list[tuple[str, str]]:
    """The two sides of each ` = ` line."""
    pairs = (line.split(" = ", 1) for line in _lines_of(name) if " = " in line[1:])
    return [(left.strip(), right.strip()) for left, right in pairs if not left.startswith("#")]


def split_list(value: str) -> list[str]:
    """The things that a value lists."""
    return [one.strip() for one in value.split(";") if one.strip()]


def _lines_of(name: str) -> list[str]:
    return (_DATA / name).read_text(encoding="utf-8").splitlines()


def _stanzas_of(name: str) -> Iterator[Stanza]:
    stanza: Stanza = {}
    for number, line in enumerate([*_lines_of(name), ""], start=1):
        if line.startswith("#"):
            continue
        if not line.strip():
            if stanza:
                yield stanza
                stanza = {}
            continue
        key, colon, value = line.partition(":")
        if not colon or key in stanza:
            raise ValueError(f"{name}:{number}: {line[:60]!r} is no new `key: value` line")
        stanza[key] = value.strip()
