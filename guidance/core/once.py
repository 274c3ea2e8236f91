"""What is computed once per snapshot and process, and kept for the two latest."""

from collections.abc import Callable
from typing import TypeVar

from catalog.snapshot.snapshot import Snapshot

T = TypeVar("T")


def once_per_snapshot(snapshot: Snapshot, kept: dict[str, T], build: Callable[[Snapshot], T]) -> T:
    """What `build` makes of a snapshot. kept: what was built before, by snapshot; changed here."""
    return once(f"{snapshot.id}:{snapshot.folder}", kept, lambda: build(snapshot))


def once(key: str, kept: dict[str, T], build: Callable[[], T]) -> T:
    """What `build` makes, kept for the two latest keys. kept: what was built before, by key."""
    if key not in kept:
        while len(kept) > 1:
            kept.pop(next(iter(kept)), None)  # another thread may have been faster
        kept[key] = build()
    return kept[key]
