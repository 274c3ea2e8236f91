"""What an input changes in a table: pure, one record at a time, remembering only ids and hashes."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum


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

    def judge(
        self, record_id: str, fingerprint: int, last_edited: datetime | None = None
    ) -> Verdict:
        """The verdict on one record. Of two different ones of one id the newest `last_edited`
        stays; without dates, or with equal ones, the first."""
        before = self._seen.get(record_id)
        if before is not None:
            if before == fingerprint:
                return Verdict.REPEATED
            earlier = self._edited.get(record_id)
            if last_edited is None or (earlier is not None and last_edited <= earlier):
                return Verdict.SUPERSEDED
        self._seen[record_id] = fingerprint
        if last_edited is not None:
            self._edited[record_id] = last_edited
        if before is not None:
            return Verdict.SUPERSEDES
        stored = self._live.get(record_id)
        if stored is None:
            return Verdict.ADDED
        return Verdict.UNCHANGED if stored == fingerprint else Verdict.CHANGED

    @property
    def seen(self) -> int:
        """Number of different ids in the input so far."""
        return len(self._seen)

    def named(self) -> list[str]:
        """The ids in the input so far, sorted."""
        return sorted(self._seen)

    @property
    def live(self) -> Mapping[str, int]:
        """id → fingerprint of the live rows before the input."""
        return self._live

    def forget(self, record_id: str) -> None:
        """A record does not count after all; its live row, if any, counts as absent."""
        self._seen.pop(record_id, None)
        self._edited.pop(record_id, None)

    def absent(self) -> list[str]:
        """Ids of the live rows the input did not name, sorted."""
        return sorted(self._live.keys() - self._seen.keys())
