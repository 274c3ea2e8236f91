"""Reads the keys between educations and occupation groups: comma- or tab-separated tables."""

import csv
from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of, read_lines
from catalog.sources.record import RawItem, Unreadable

# Told by their columns, as file names carry dates.
_KINDS = (
    ("label", {"id", "ssyk", "basis"}),
    ("sun_key", {"ssyk", "sun2020"}),
    ("sun_counted", {"ssyk", "sun4", "antal_program"}),
)


def read(path: Path) -> Iterator[RawItem]:
    """Rows of a table, or of a folder's tables of these kinds. Raises `SourceUnavailable`.

    A folder's other tables are passed by; a file named by itself must be one of these kinds.
    """
    is_named = path.is_file()
    for file in files_of(path, "labels_ssyk*.tsv", "sun*ssyk*.csv"):
        yield from _rows_of(file, is_named=is_named)


def edition(path: Path) -> str:
    """Always empty: the tables do not say."""
    return ""


def _rows_of(file: Path, *, is_named: bool) -> Iterator[RawItem]:
    delimiter = "\t" if file.name.removesuffix(".gz").endswith(".tsv") else ","
    kind, header = "", list[str]()
    for number, line in read_lines(file):
        if isinstance(line, Unreadable):
            yield RawItem("unreadable", f"{file.name}:{number}", line)
        elif not header:
            header = _cells(line, delimiter)
            kind = next((kind for kind, needs in _KINDS if needs <= set(header)), "")
            if not kind:
                if is_named:
                    detail = f"{file.name}: {', '.join(header)[:120]}"
                    unknown = Unreadable("columns_unknown", detail)
                    yield RawItem("unreadable", f"{file.name}:{number}", unknown)
                return
        elif line.strip():
            cells = _cells(line, delimiter)
            row = dict(zip(header, cells, strict=False))
            yield RawItem(kind, f"{file.name}:{number}", row)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
