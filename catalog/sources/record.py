"""What every source yields, and how it says that something is wrong with it.

A source is a folder with `client.py` (`read(path) -> Iterator[RawItem]`: a file, a folder or, later,
HTTP) and `records.py` (`from_payload(item) -> Parsed`). Records are frozen dataclasses, one per table;
their field names are the columns of the table. No Django here.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar


class SourceUnavailable(Exception):
    """The file or service cannot be reached or read at all; says where and what to try."""


class BadRecord(Exception):
    """One record cannot enter the catalogue. field and reason are codes, detail a short quote."""

    def __init__(self, field: str, reason: str, detail: object = "") -> None:
        super().__init__(f"{field}: {reason} {detail}".strip())
        self.field = field
        self.reason = reason
        self.detail = str(detail)[:300]


@dataclass(frozen=True)
class RawItem:
    """One element of a source as it came. payload: the raw dict, or text when it is not JSON."""

    kind: str
    id: str
    payload: Any


@dataclass(frozen=True)
class Repair:
    """A field that was mended or left out while its record was accepted."""

    field: str
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Record:
    """Base of all records. `table` is the model's name, `id` its primary key."""

    table: ClassVar[str]

    id: str

    def fingerprint(self) -> int:
        """Signed 64-bit hash of every field: equal records, equal fingerprints, on any machine."""
        text = repr([(f.name, getattr(self, f.name)) for f in fields(self)])
        digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True)
class Parsed:
    """The records of one raw item, and what was mended on the way."""

    records: tuple[Record, ...]
    repairs: tuple[Repair, ...] = ()


def stable_id(*parts: object) -> str:
    """A short primary key for rows the source gives no id: 32 hex digits of a hash of the parts."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def required(payload: Mapping[str, Any], field: str) -> Any:
    """The value of a field that must be there. Raises `BadRecord`."""
    value = payload.get(field)
    if value in (None, "", [], {}):
        raise BadRecord(field, "missing_required")
    return value
