"""A snapshot with a share of its educations, so that a benchmark can show how cost grows."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from catalog.snapshot.arrays import Array, Links, Strings
from catalog.snapshot.snapshot import Snapshot


def thinned(snapshot: Snapshot, every: int) -> Snapshot:
    """Every so-manieth education with all of its occasions; 1 is the snapshot itself."""
    if every == 1:
        return snapshot
    first = snapshot.educations.first_event.astype(np.int64)
    rows = np.arange(0, len(first) - 1, every)
    counts = first[rows + 1] - first[rows]
    events = np.concatenate([np.arange(first[row], first[row + 1]) for row in rows])
    places = {"first_event": np.concatenate([[0], np.cumsum(counts)])}
    occasions = {"education": np.repeat(np.arange(len(rows)), counts).astype(np.int32)}
    return replace(
        snapshot,
        id=f"{snapshot.id}/{every}",
        educations=replace(snapshot.educations, **_taken(snapshot.educations, rows, places)),
        events=replace(snapshot.events, **_taken(snapshot.events, events, occasions)),
    )


def _taken(table: Any, rows: Array, given: dict[str, Array]) -> dict[str, Any]:
    """Every column of a table with only these rows; the given ones as they are given."""
    names = [field.name for field in fields(table) if field.name not in given]
    return {**given, **{name: _column(getattr(table, name), rows) for name in names}}


def _column(column: Any, rows: Array) -> Any:
    if isinstance(column, Strings):
        return Strings.of(column[int(row)] for row in rows)
    if isinstance(column, Links):
        ties = [column.of_row(int(row)) for row in rows]
        return Links.of(
            len(rows), ((place, *tie) for place, found in enumerate(ties) for tie in found)
        )
    return column[rows]
