"""MYH's result workbooks, a sheet a table, told apart by their columns.

- programmes: `ansokningsar, diarienummer, beslut, utbildningsnamn, …`
- courses: `omgang, ident, beslut, utbildningsnamn, …`; an ident is a YH number or a case number
- rounds: `utbildningsnummer, utbildningsnamn, studieort, status, …`
- places of study: `diarienummer, kommun, …` without a decision; joined to the two first
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.tables import columns_of, read_table

_PATTERNS = ("*.csv", "*.tsv")
_KINDS = (
    ("programme", {"ansokningsar", "diarienummer", "beslut", "utbildningsnamn"}),
    ("course", {"omgang", "ident", "beslut", "utbildningsnamn"}),
    ("round", {"utbildningsnummer", "utbildningsnamn", "status"}),
    ("places", {"diarienummer", "kommun", "utbildningsnamn"}),
)
_ID = {"programme": "diarienummer", "course": "ident", "round": "utbildningsnummer"}


def read(path: Path) -> Iterator[RawItem]:
    """One item per decision or round: a row, and under `kommuner` where it is given besides.

    A folder's other tables are passed by; a file named by itself must be one of these kinds.
    Raises `SourceUnavailable`.
    """
    tables = []
    for file in files_of(path, *_PATTERNS):
        columns = set(columns_of(file))
        kind = next((kind for kind, needed in _KINDS if needed <= columns), "")
        if kind:
            tables.append((kind, file))
        elif path.is_file():
            yield RawItem("file", file.name, Unreadable("columns_unknown", ", ".join(columns)))
    places: defaultdict[str, list[str]] = defaultdict(list)
    for kind, file in sorted(tables, key=lambda one: one[0] != "places"):
        seen: defaultdict[str, int] = defaultdict(int)
        for row in read_table(file):
            if isinstance(row, Unreadable):
                yield RawItem("file", file.name, row)
            elif kind == "places":
                places[row.values["diarienummer"]].append(row.values.get("kommun", ""))
            else:
                own_id = row.values.get(_ID[kind], "")
                if kind == "round":  # one number has several, without an id of their own
                    key = f"{own_id}:{row.values.get('studieort', '')}"
                    seen[key] += 1
                    own_id = f"{key}:{seen[key]}"
                payload = {**row.values, "kommuner": places.get(own_id, [])}
                yield RawItem(kind, own_id or f"{file.name}:{row.number}", payload)


def edition(path: Path) -> str:
    """Always empty: the years stand in the rows."""
    return ""
