"""Taxonomy files: one file or a folder of many shapes and versions → one raw item per concept.

A later reader of the live query files yields the same items.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of, read_json, read_lines, stem_of
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.taxonomy.merge import Merger
from catalog.sources.taxonomy.shapes import content_of

TERMS = "termer_koncept_yrke"
_VERSION = re.compile(r"(?:version/|(?<![A-Za-z0-9])v)(\d{1,3})(?![\dA-Za-z])")
_MONTH = re.compile(r"(?<!\d)(20\d\d-[01]\d)(?!\d)")

# First month a version was seen in published files. Files of 2025 and earlier do not state their
# version, so 28 and below are approximate: right in order, possibly off by one or two.
_SEEN_FROM = (
    ("2026-06", 30),
    ("2026-02", 29),
    ("2025-10", 28),
    ("2025-03", 25),
    ("2024-10", 22),
    ("2020-01", 1),
)


def read(path: Path) -> Iterator[RawItem]:
    """One item per concept, merged from every recognised file; unreadable files come first."""
    merger = Merger()
    terms: dict[str, list[str]] = {}
    is_any = False
    for file in files_of(path, "*.json", f"{TERMS}.csv"):
        if stem_of(file) == TERMS:
            yield from _read_terms(file, terms)
            continue
        value = read_json(file)
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
            continue
        content = content_of(value, stem_of(file))
        if content is not None:
            is_any = True
            merger.add(content.fragments, content.version or version_of(file))
    if not is_any:
        raise SourceUnavailable(f"{path} holds no taxonomy file that could be read")
    for one, payload in merger.payloads(terms):
        yield RawItem("concept", one, payload)


def edition(path: Path) -> str:
    """The newest version that a file's path names, such as "30"."""
    newest = max((version_of(file) for file in files_of(path, "*.json")), default=0)
    return str(newest) if newest else ""


def version_of(file: Path) -> int:
    """The version in a path: `version/30/`, `.v30.`, `v29-2026-02`, or by a month; 0 when none."""
    named = _VERSION.findall(file.as_posix())
    if named:
        return int(named[-1])
    months = _MONTH.findall(file.as_posix())
    if not months:
        return 0
    return next((number for month, number in _SEEN_FROM if months[-1] >= month), 0)


def _read_terms(file: Path, terms: dict[str, list[str]]) -> Iterator[RawItem]:
    """Fill terms from a semicolon file with the columns `term` and `concept`."""
    found: dict[str, list[str]] = defaultdict(list)
    columns: dict[str, int] | None = None
    for number, line in read_lines(file):
        if isinstance(line, Unreadable):
            yield RawItem("term", f"{file.name}:{number}", line)
            continue
        cells = next(csv.reader([line], delimiter=";"), [])
        if columns is None:
            columns = {name: index for index, name in enumerate(cells)}
            if not {"term", "concept"} <= columns.keys():
                yield RawItem("term", file.name, Unreadable("unknown_columns", line[:120]))
                return
        elif len(cells) > max(columns["term"], columns["concept"]):
            found[cells[columns["concept"]].casefold()].append(cells[columns["term"]])
    terms.update(found)
