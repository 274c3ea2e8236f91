"""Rows → lines of a CSV file, one by one, so that a long table never lies in memory."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The heading and a line for each row."""
    writer = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(columns)
    yield from (writer.writerow(row) for row in rows)


def csv_lines_by_name(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> Iterator[str]:
    """The same of rows whose cells have the names of the columns. Raises `KeyError`."""
    return csv_lines(columns, ([row[name] for name in columns] for row in rows))


def harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula is given as text."""
    return f"'{cell}" if str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) else cell
