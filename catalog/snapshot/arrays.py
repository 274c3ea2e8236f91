"""The building blocks of a snapshot: typed tables of NumPy arrays, saved and memory-mapped.

A table is a frozen dataclass whose fields are arrays, `Strings` or `Links`. `save_table` writes
one file per array; `load_table` maps them without reading. Nothing here knows what a row means.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
T = TypeVar("T")

NO_DATE = np.int32(-(2**31))
EPOCH = date(1970, 1, 1)


class SnapshotDamaged(Exception):
    """A snapshot file is missing, truncated or of another layout; says which and how to rebuild."""


def day_number(day: date | None) -> int:
    """Days since 1970-01-01, or `NO_DATE`."""
    return int(NO_DATE) if day is None else (day - EPOCH).days


def day_of(number: int) -> date | None:
    """The date of a day number, or None for `NO_DATE`."""
    return None if number == NO_DATE else EPOCH + timedelta(days=int(number))


class Strings(Sequence[str]):
    """An immutable list of strings: one UTF-8 blob (uint8) and n + 1 int64 offsets."""

    __slots__ = ("blob", "offsets")

    def __init__(self, blob: Array, offsets: Array) -> None:
        self.blob = blob
        self.offsets = offsets

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        encoded = [text.encode() for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(one) for one in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        i = int(index)
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(index)
        return self.blob[self.offsets[i] : self.offsets[i + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        data = self.blob.tobytes()
        bounds = self.offsets.tolist()
        for start, end in pairwise(bounds):
            yield data[start:end].decode()

    def find(self, text: str) -> int:
        """Row of `text` in a sorted (by UTF-8 bytes) list, or -1. O(log n)."""
        wanted = text.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.blob[self.offsets[middle] : self.offsets[middle + 1]].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == text else -1


def spread(first: Array, rows: Array) -> tuple[Array, Array]:
    """Which of `rows` each tie belongs to, and where it stands, for compressed sparse rows."""
    begins = first[rows].astype(np.int64)
    counts = first[rows + 1].astype(np.int64) - begins
    ends = np.cumsum(counts)
    places = np.arange(int(counts.sum())) + np.repeat(begins - ends + counts, counts)
    return np.repeat(np.arange(len(rows)), counts), places


@dataclass(frozen=True)
class Links:
    """Directed ties from rows to rows (compressed sparse rows), sorted by target within a row.

    indptr: int64 (rows + 1) · target: int32 · weight: float32 · origin: uint8 (meaning set by the
    table that owns the links) · evidence: int32, a count behind the weight, 0 when there is none.
    """

    indptr: Array
    target: Array
    weight: Array
    origin: Array
    evidence: Array

    @classmethod
    def of(cls, rows: int, ties: Iterable[tuple[int, int, float, int, int]]) -> "Links":
        """From (source row, target row, weight, origin, evidence); order does not matter."""
        ordered = sorted(ties)
        source = np.fromiter((tie[0] for tie in ordered), np.int64, len(ordered))
        indptr = np.zeros(rows + 1, np.int64)
        np.cumsum(np.bincount(source, minlength=rows), out=indptr[1:])
        return cls(
            indptr,
            np.fromiter((tie[1] for tie in ordered), np.int32, len(ordered)),
            np.fromiter((tie[2] for tie in ordered), np.float32, len(ordered)),
            np.fromiter((tie[3] for tie in ordered), np.uint8, len(ordered)),
            np.fromiter((tie[4] for tie in ordered), np.int32, len(ordered)),
        )

    def of_row(self, row: int) -> list[tuple[int, float, int, int]]:
        """(target, weight, origin, evidence) of one row."""
        span = slice(int(self.indptr[row]), int(self.indptr[row + 1]))
        return list(
            zip(
                self.target[span].tolist(),
                self.weight[span].tolist(),
                self.origin[span].tolist(),
                self.evidence[span].tolist(),
                strict=True,
            )
        )

    def targets_of(self, row: int) -> Array:
        """int32 targets of one row."""
        return self.target[int(self.indptr[row]) : int(self.indptr[row + 1])]

    def reversed(self, rows: int) -> "Links":
        """The same ties from target to source; `rows` is the number of targets."""
        source = np.repeat(np.arange(len(self.indptr) - 1, dtype=np.int32), np.diff(self.indptr))
        order = np.lexsort((source, self.target))
        indptr = np.zeros(rows + 1, np.int64)
        np.cumsum(np.bincount(self.target, minlength=rows), out=indptr[1:])
        return Links(
            indptr, source[order], self.weight[order], self.origin[order], self.evidence[order]
        )


def save_table(folder: Path, table: Any) -> None:
    """Write every field of a table (or of a table in a table) below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, np.ndarray):
            np.save(folder / f"{field.name}.npy", value)
        elif isinstance(value, Strings):
            np.save(folder / f"{field.name}.blob.npy", value.blob)
            np.save(folder / f"{field.name}.offsets.npy", value.offsets)
        else:
            save_table(folder / field.name, value)


def load_table(folder: Path, table_type: type[T]) -> T:
    """Map a table from `folder`. Raises `SnapshotDamaged` naming the file that is wrong."""
    hints = get_type_hints(table_type)
    values: dict[str, Any] = {}
    for field in fields(table_type):  # type: ignore[arg-type]  # every T is a dataclass here
        kind = hints[field.name]
        if kind is Strings:
            values[field.name] = Strings(
                _mapped(folder / f"{field.name}.blob.npy"),
                _mapped(folder / f"{field.name}.offsets.npy"),
            )
        elif isinstance(kind, type) and hasattr(kind, "__dataclass_fields__"):
            values[field.name] = load_table(folder / field.name, kind)
        else:
            values[field.name] = _mapped(folder / f"{field.name}.npy")
    return table_type(**values)


def _mapped(path: Path) -> Array:
    try:
        # As a plain array over the map: a memmap's own indexing costs several times as much.
        array: Array = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError, EOFError) as error:
        raise SnapshotDamaged(
            f"{path} cannot be read ({error}); run `python manage.py build_snapshot`"
        ) from error
    return array


def read_json(path: Path) -> Any:
    """Parsed JSON of a snapshot's own small file; raises `SnapshotDamaged`."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotDamaged(
            f"{path} cannot be read ({error}); run `python manage.py build_snapshot`"
        ) from error


def write_json(path: Path, value: Any) -> None:
    """Write a small JSON file with stable bytes."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
