"""What an input changes in a table: pure, one record at a time, remembering only ids and hashes."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from catalog.sources.record import Record


class Verdict(Enum):
    """What one record means for its table."""

    ADDED = "added"  # not among the live rows
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"  # the same record again, word for word
    SUPERSEDED = "superseded"  # another record of this id came first and stays
    SUPERSEDES = "supersedes"  # newer than the record of this id that came first

    @property
    def is_written(self) -> bool:
        """True when the record has to be written, or at least compared in the database."""
        return self in {Verdict.ADDED, Verdict.CHANGED, Verdict.SUPERSEDES}

    @property
    def is_conflict(self) -> bool:
        """True when two different records of one id came in one input."""
        return self in {Verdict.SUPERSEDED, Verdict.SUPERSEDES}


class TableDiff:
    """One table against one input. live: id → fingerprint of the rows that are not withdrawn."""

    def __init__(self, live: Mapping[str, int]) -> None:
        self._live = live
        self._seen: dict[str, int] = {}
        self._edited: dict[str, datetime] = {}

    def judge(self, record: Record) -> Verdict:
        """The record's verdict. Of two different records of one id the newest `last_edited` stays;
        without dates, or with equal ones, the first."""
        fingerprint = record.fingerprint()
        edited: datetime | None = getattr(record, "last_edited", None)
        before = self._seen.get(record.id)
        if before is not None:
            if before == fingerprint:
                return Verdict.REPEATED
            earlier = self._edited.get(record.id)
            if edited is None or (earlier is not None and edited <= earlier):
                return Verdict.SUPERSEDED
        self._seen[record.id] = fingerprint
        if edited is not None:
            self._edited[record.id] = edited
        if before is not None:
            return Verdict.SUPERSEDES
        stored = self._live.get(record.id)
        if stored is None:
            return Verdict.ADDED
        return Verdict.UNCHANGED if stored == fingerprint else Verdict.CHANGED

    @property
    def seen(self) -> int:
        """Number of different ids in the input so far."""
        return len(self._seen)

    @property
    def stored(self) -> int:
        """Number of live rows before the input."""
        return len(self._live)

    def forget(self, record_id: str) -> None:
        """A record turned out not to fit after all; its live row counts as absent."""
        self._seen.pop(record_id, None)

    def absent(self) -> list[str]:
        """Ids of the live rows the input did not name, sorted."""
        return sorted(self._live.keys() - self._seen.keys())
