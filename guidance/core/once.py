"""What is computed once per snapshot and process, and kept for the two latest."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from catalog.snapshot.snapshot import Snapshot

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_MOST = 500


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


def remembered(
    snapshot: Snapshot, kept: dict[str, dict[K, T]], key: K, build: Callable[[], T]
) -> T:
    """What `build` makes for a key of a snapshot: only what follows from the catalogue alone.

    kept: what was built before, by snapshot and key; changed here, and emptied when there are too
    many, so that odd questions never fill the memory.
    """
    known = once_per_snapshot(snapshot, kept, lambda _: {})
    found = known.get(key)
    if found is None:
        if len(known) >= _MOST:
            known.clear()
        found = known[key] = build()
    return found
