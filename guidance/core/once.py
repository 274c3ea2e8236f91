"""What is computed once per snapshot and process, kept for the two latest snapshots."""

from collections.abc import Callable
from typing import TypeVar

from catalog.snapshot.snapshot import Snapshot

T = TypeVar("T")


def once_per_snapshot(snapshot: Snapshot, kept: dict[str, T], build: Callable[[Snapshot], T]) -> T:
    """What `build` makes of a snapshot. kept: what was built before, by snapshot; changed here."""
    key = f"{snapshot.id}:{snapshot.folder}"
    if key not in kept:
        while len(kept) > 1:
            kept.pop(next(iter(kept)))
        kept[key] = build(snapshot)
    return kept[key]
