"""Tables that people make: comma, semicolon or tab between cells, in whatever encoding, with a BOM.

A spreadsheet in Swedish saves semicolons and decimal commas, an older one Windows-1252, and some
write `sep=;` on a line of its own. All of that is read without being told.
"""

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.sources.record import SourceUnavailable, Unreadable

# A municipality's list is some hundred kilobytes, MYH's largest a few megabytes.
LARGEST = 64 << 20
_DELIMITERS = ";\t,|"
_TOLD = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^0-9a-zåäöéü]+")


@dataclass(frozen=True)
class Row:
    """One row. number: as a spreadsheet counts, the header being 1. values: by folded heading.

    extra: cells beyond the last heading that are not empty.
    """

    number: int
    values: Mapping[str, str]
    extra: tuple[str, ...] = ()


def heading(text: str) -> str:
    """A column's name as it is compared: `Sista ansökningsdag ` → `sista_ansökningsdag`."""
    return _NOT_WORD.sub("_", text.casefold()).strip("_")


def read_table(file: Path) -> Iterator[Row | Unreadable]:
    """Rows of a table, empty ones left out. What cannot be read comes as one `Unreadable`.

    Raises `SourceUnavailable` when there is no such file.
    """
    text, damage = _text_of(file)
    delimiter, text, skipped = _delimiter_of(text)
    columns: list[str] = []
    number = skipped
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            number += 1
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if not columns:
                columns = [heading(cell) for cell in values]
                continue
            known = dict(zip(columns, values, strict=False))
            known.pop("", None)
            extra = tuple(filter(None, values[len(columns) :]))
            yield Row(number, known, extra)
    except csv.Error as error:
        yield Unreadable("table_damaged", f"{file.name}: row {number + 1}: {error}")
    if damage:
        yield Unreadable("file_damaged", f"{file.name}: {damage}")


def columns_of(file: Path) -> tuple[str, ...]:
    """Folded headings of a table; empty when it has none. Raises `SourceUnavailable`."""
    delimiter, text, _ = _delimiter_of(_text_of(file)[0])
    for cells in csv.reader(io.StringIO(text[: 1 << 16], newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            return tuple(heading(cell) for cell in cells)
    return ()


def _text_of(file: Path) -> tuple[str, str]:
    """The text, and what was wrong after it. Windows-1252 is what remains when it is not UTF."""
    data, damage = b"", ""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            while chunk := opened.read(1 << 16):
                data += chunk
                if len(data) > LARGEST:
                    damage = f"larger than {LARGEST >> 20} MiB; what comes after is not read"
                    break
    except (EOFError, gzip.BadGzipFile) as error:
        damage = str(error)
    except OSError as error:
        raise SourceUnavailable(f"{file} cannot be read: {error}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), damage
    try:
        return data.decode("utf-8-sig"), damage
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), damage


def _delimiter_of(text: str) -> tuple[str, str, int]:
    """(delimiter, text from the header on, rows before it): told, or most common in the header."""
    first, _, rest = text.partition("\n")
    if told := _TOLD.match(first.strip()):
        return told[1], rest, 1
    header = next((line for line in text.split("\n", 20) if line.strip()), "")
    return max(_DELIMITERS, key=header.count), text, 0
