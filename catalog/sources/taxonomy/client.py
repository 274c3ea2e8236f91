"""Taxonomy files: one file or a folder of many shapes and versions → one raw item per concept.

A later reader of the live query files yields the same items.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_items, read_json, read_lines, stem_of
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.taxonomy.merge import Merger
from catalog.sources.taxonomy.shapes import MALFORMED, content_of
from catalog.sources.versions import version_of

TERMS = "termer_koncept_yrke"


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
            value = {"data": {"concepts": _salvaged(file)}}
        try:
            content = content_of(value, stem_of(file))
        except MALFORMED as error:
            yield RawItem("file", file.name, Unreadable("unexpected_shape", repr(error)))
            continue
        if content is not None and content.fragments:
            is_any = True
            merger.add(content.fragments, content.version or version_of(file, path))
    if not is_any:
        raise SourceUnavailable(f"{path} holds no taxonomy file that could be read")
    for one, payload in merger.payloads(terms):
        yield RawItem("concept", one, payload)


def _salvaged(file: Path) -> list[Any]:
    """The concepts of an official file up to where it is damaged."""
    found = read_items(file, inside="concepts")
    return [value for _, value in found if not isinstance(value, Unreadable)]


def edition(path: Path) -> str:
    """The newest version that a file's path names, such as "30"."""
    newest = max((version_of(file, path) for file in files_of(path, "*.json")), default=0)
    return str(newest) if newest else ""


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
