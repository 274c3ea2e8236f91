"""Taxonomy files: one file or a folder of many shapes and versions → one raw item per concept.

`live.py` fetches the published files of a version into such a folder.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_items, read_json, read_lines, stem_of
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.taxonomy.changes import changes_in, plain, replacements
from catalog.sources.taxonomy.esco import EscoTables
from catalog.sources.taxonomy.live import fetch
from catalog.sources.taxonomy.merge import Merger
from catalog.sources.taxonomy.shapes import MALFORMED, Fragment, content_of
from catalog.sources.versions import version_of

__all__ = ["edition", "fetch", "read"]

TERMS = "termer_koncept_yrke"
TRAITS = "termer_koncept_formaga"


def read(path: Path) -> Iterator[RawItem]:
    """One item per concept, merged from every recognised file; unreadable files come first."""
    merger = Merger()
    terms: dict[str, list[str]] = {}
    esco = EscoTables()
    is_any = False
    for file in files_of(path, "*.json", "*.csv", "*.tsv"):
        if stem_of(file) == TERMS:
            yield from _read_terms(file, terms)
            continue
        if stem_of(file) == TRAITS:
            yield from _read_traits(file, merger)
            continue
        if ".json" not in file.suffixes:
            if (damage := esco.take(file)) is not None:
                yield RawItem("file", file.name, damage)
            continue
        value = read_json(file)
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
            value = {"data": {"concepts": _salvaged(file)}}
        if isinstance(value, list):
            is_any = _take_list(value, version_of(file, path), merger) or is_any
            continue
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
    skills = merger.ids_by_label("esco-skill")
    for fragment in esco.fragments(skills, merger.knows):
        merger.add([fragment], merger.newest(fragment.type))
    for one, payload in merger.payloads(terms):
        yield RawItem("concept", one, payload)


def _take_list(value: list[Any], version: int, merger: Merger) -> bool:
    """Take in a list of the REST interface: of concepts, or of what replaces what. False when it is
    of neither."""
    merger.add(replacements(changes_in(value)), version)
    concepts = [one for one in value if isinstance(one, dict) and "taxonomy/id" in one]
    content = content_of({"data": {"concepts": plain(concepts)}}, "")
    if not concepts or content is None:
        return False
    merger.add(content.fragments, version)
    return True


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
    for row in _rows(file, {"term", "concept"}):
        if isinstance(row, RawItem):
            yield row
        else:
            found[row["concept"].casefold()].append(row["term"])
    terms.update(found)


def _read_traits(file: Path, merger: Merger) -> Iterator[RawItem]:
    """Traits, from a semicolon file of the same make: each concept with the ways to write it. What
    the file itself calls a misspelling becomes a hidden label."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(file, {"term", "uuid", "concept", "term_misspelled"}):
        if isinstance(row, RawItem):
            yield row
            continue
        said = found.setdefault(
            row["uuid"], {"preferred_label": row["concept"], "terms": [], "hidden_labels": []}
        )
        said["hidden_labels" if row["term_misspelled"] == "True" else "terms"].append(row["term"])
    merger.add((Fragment(one, "trait", True, said) for one, said in found.items()), 0)


def _rows(file: Path, columns: set[str]) -> Iterator[dict[str, str] | RawItem]:
    """Rows of a semicolon file by column name; what cannot be read comes as an item."""
    names: list[str] | None = None
    for number, line in read_lines(file):
        if isinstance(line, Unreadable):
            yield RawItem("term", f"{file.name}:{number}", line)
            continue
        cells = next(csv.reader([line], delimiter=";"), [])
        if names is None:
            names = cells
            if not columns <= set(names):
                yield RawItem("term", file.name, Unreadable("unknown_columns", line[:120]))
                return
        elif len(cells) >= len(names):
            yield dict(zip(names, cells, strict=False))
