"""What every source yields, and how it says that something is wrong with it.

A source is a folder with `client.py` and `records.py`, named in `registry.py`:

- `client.read(path) -> Iterator[RawItem]`: a file, a folder or, later, HTTP; order is free.
- `client.edition(path) -> str`: the data's own version, such as "30"; "" when it does not say.
- `records.from_payload(item) -> Parsed`, or `BadRecord`.

Records are frozen dataclasses, one per table; their fields are the table's columns, all of them
but `run`, `fingerprint` and `withdrawn_at`. A foreign key is a field with the model field's name
that holds the other row's id; list it in `references`. A `last_edited` field decides between two
versions of one id in one input. No Django here.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal


class SourceUnavailable(Exception):
    """The file or service cannot be reached or read at all; says where and what to try."""


class BadRecord(Exception):
    """One record cannot enter the catalogue. field and reason are codes, detail a short quote.

    rows: (table, id) of the rows the record would have been, where its source can tell.
    """

    rows: tuple[tuple[str, str], ...] = ()

    def __init__(self, field: str, reason: str, detail: object = "") -> None:
        super().__init__(f"{field}: {reason} {detail}".strip())
        self.field = field
        self.reason = reason
        self.detail = str(detail)[:300]


@dataclass(frozen=True)
class RawItem:
    """One element of a source as it came. payload: the raw value, or `Unreadable`."""

    kind: str
    id: str
    payload: Any


@dataclass(frozen=True)
class Unreadable:
    """Payload of a part that could not be read: a broken line, the rest of a cut file.

    It is listed, everything else is loaded, and nothing is withdrawn on the strength of that read.
    """

    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Repair:
    """A field that was mended or left out while its record was accepted."""

    field: str
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Reference:
    """A field that names a row of another table.

    by: what the field holds: the row's id, or the code or the preferred label of an active concept
    of type `of_type`, or either of two of these, which ingest turns into the id. otherwise: when
    there is no such live row, the record is quarantined, or the field is cleared and the repair
    noted. is_owner: the record is part of that row, as a label is of its concept.
    """

    field: str
    table: str
    otherwise: Literal["quarantine", "clear"] = "quarantine"
    by: Literal["id", "code", "preferred_label", "code_or_label", "id_or_label"] = "id"
    of_type: str = ""
    is_owner: bool = False


@dataclass(frozen=True)
class Record:
    """Base of all records. `table` is the model's name, `id` its primary key."""

    table: ClassVar[str]
    references: ClassVar[tuple[Reference, ...]] = ()

    id: str

    def fingerprint(self) -> int:
        """Signed 64-bit hash of every field: equal records, equal fingerprints, on any machine."""
        text = repr(list(vars(self).items()))  # a dataclass keeps its fields in order
        digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True)
class Parsed:
    """The records of one raw item, and what was mended on the way.

    withdrawn: (table, id) of rows the source itself says are gone. A source that comes in parts has
    no other way to say it; ids that are not in the catalogue mean nothing.
    """

    records: tuple[Record, ...]
    repairs: tuple[Repair, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


def stable_id(*parts: object) -> str:
    """A short primary key for rows the source gives no id: 32 hex digits of a hash of the parts."""
    text = "\x1f".join(str(part) for part in parts)
    # A lone surrogate is refused where a record is written; naming it must not fail before.
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def required(payload: Mapping[str, Any], field: str) -> Any:
    """The value of a field that must be there. Raises `BadRecord`."""
    value = payload.get(field)
    if value in (None, "", [], {}):
        raise BadRecord(field, "missing_required")
    return value
