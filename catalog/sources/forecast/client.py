"""Forecast files, recognised by content, all turned into the barometer's own row shape.

- `yrkesbarometer.json`: a list of rows with `yb_yrke`, `lan`, `ssyk`, … and `omgang`.
- A tab-separated national table with the same column names; its name tells the round.
- `{barometer concept id: {place concept id: [chances, outlook]}}`; the name tells year and month.
  It has no names; they are taken from a table beside it that has the ids.
"""

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_items, read_lines, stem_of
from catalog.sources.http import Http
from catalog.sources.published import fetch_files
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.spool import Fetched, Progress

ADDRESS = "FORECAST_URL"
_PATTERNS = ("yrkesbarometer*.tsv", "yrkesbarometer*.json")
_ROUND = re.compile(r"(?<!\d)(20\d\d-\d{1,2})(?!\d)")


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """The newest round. Raises `SourceUnavailable`."""
    wanted = {"yrkesbarometer.json": ADDRESS}
    return fetch_files(http, into, wanted, progress=progress, edition=edition, is_full=False)


def read(path: Path) -> Iterator[RawItem]:
    """One item per barometer occupation and place."""
    named: dict[str, dict[str, Any]] = {}
    files = files_of(path, *_PATTERNS)
    for file in sorted(files, key=lambda one: ".json" in one.name):  # tables first: they name
        if ".tsv" in file.name:
            yield from _read_table(file, named)
        else:
            yield from _read_json(file, named)


def edition(path: Path) -> str:
    """The newest round that a file's name, or else its first row, tells."""
    files = files_of(path, *_PATTERNS)
    return max((_round_of(file) or _round_inside(file) for file in files), default="")


def _read_table(file: Path, named: dict[str, dict[str, Any]]) -> Iterator[RawItem]:
    columns: list[str] = []
    for number, line in read_lines(file):
        if isinstance(line, Unreadable):
            yield RawItem("file", file.name, line)
            continue
        cells = next(csv.reader([line], delimiter="\t"), [])
        if not columns:
            columns = cells
            continue
        row: dict[str, Any] = {"lan": "00", "omgang": _round_of(file)}
        row.update(zip(columns, cells, strict=False))
        if row.get("yb_concept_id_2025"):
            named[row["yb_concept_id_2025"]] = row
        yield RawItem("forecast", f"{row.get('yb_yrke') or file.name + ':' + str(number)} 00", row)


def _read_json(file: Path, named: dict[str, dict[str, Any]]) -> Iterator[RawItem]:
    for key, value in read_items(file):
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
        elif isinstance(value, dict) and isinstance(key, int):
            one = f"{value.get('yb_yrke') or file.name + ':' + str(key)} {value.get('lan')}"
            yield RawItem("forecast", one, value)
        elif isinstance(value, dict):
            known = named.get(str(key), {})
            for place, said in value.items():
                row = {
                    "yb_yrke": known.get("yb_yrke"),
                    "ssyk_text": known.get("ssyk_text"),
                    "place": place,
                    "jobbmojligheter": said[0],
                    "prognos": said[1],
                    "omgang": _round_of(file),
                }
                yield RawItem("forecast", f"{key} {place}", row)
        else:
            yield RawItem("forecast", f"{file.name}:{key}", value)


def _round_of(file: Path) -> str:
    found = _ROUND.findall(stem_of(file))
    return str(found[-1]) if found else ""


def _round_inside(file: Path) -> str:
    if ".json" not in file.name:
        return ""
    _, row = next(read_items(file), (0, None))
    return str(row.get("omgang") or "") if isinstance(row, dict) else ""
