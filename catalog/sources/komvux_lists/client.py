"""Reads municipalities' lists: a table, or a folder of tables, one or several per municipality."""

from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of
from catalog.sources.komvux_lists.columns import missing
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.tables import columns_of, read_table

_PATTERNS = ("*.csv", "*.tsv", "*.txt")


def read(path: Path) -> Iterator[RawItem]:
    """One item per row; a table without the columns it needs is one item that says which.

    Raises `SourceUnavailable`.
    """
    for file in files_of(path, *_PATTERNS):
        if lacking := missing(columns_of(file)):
            detail = f"{file.name} has no column {', '.join(lacking)}; see docs/komvux-list.csv"
            yield RawItem("file", file.name, Unreadable("columns_missing", detail))
            continue
        for row in read_table(file):
            if isinstance(row, Unreadable):
                yield RawItem("file", file.name, row)
            else:
                yield RawItem("row", f"{file.name}:{row.number}", row)


def edition(path: Path) -> str:
    """Always empty: the lists do not say."""
    return ""
