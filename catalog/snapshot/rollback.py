"""Return to an earlier snapshot, and stay there until somebody says otherwise.

A rollback moves the pointer and pins it: builds go on, are kept, and wait. Releasing the pin puts
the newest in service. Nothing in the database changes, so that the cause can be looked for in it.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from catalog.snapshot.arrays import SnapshotDamaged, Strings
from catalog.snapshot.build import only_build
from catalog.snapshot.settle import settle
from catalog.snapshot.snapshot import Snapshot, load_snapshot
from catalog.snapshot.store import (
    number_in_service,
    numbers,
    pin,
    pinned_number,
    put_in_service,
    put_newest_in_service,
    unpin,
)

_COMPARED = ("concepts", "providers", "educations", "events")


class CannotReturn(Exception):
    """There is no such snapshot, or it cannot be read by this version; says which there are."""


@dataclass(frozen=True)
class Kept:
    """A finished snapshot on disk. problem: why it cannot be served, empty when it can."""

    number: int
    id: str
    built_at: str
    educations: int
    events: int
    is_in_service: bool
    is_pinned: bool
    problem: str = ""


@dataclass(frozen=True)
class Change:
    """What putting one snapshot in the place of another does to a table.

    before, after: rows · gone, back: ids that are in one of them only.
    """

    table: str
    before: int
    after: int
    gone: int
    back: int


@dataclass(frozen=True)
class SourceChange:
    """A source whose state differs. before, after: ISO date-times of the fetch, "" for none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Everything that changes; equal content is no change."""

    before: str
    after: str
    tables: tuple[Change, ...]
    sources: tuple[SourceChange, ...]


def kept_snapshots() -> list[Kept]:
    """Every finished snapshot on disk, newest first."""
    root = Path(settings.SNAPSHOT_DIR)
    current, pinned = number_in_service(root), pinned_number(root)
    return [_kept(root, number, current, pinned) for number in reversed(numbers(root))]


def difference(number: int) -> Difference:
    """What a return to `number` would change. Raises `CannotReturn`."""
    root = Path(settings.SNAPSHOT_DIR)
    target = _readable(root, number)
    current = number_in_service(root)
    if current is None:
        raise CannotReturn("nothing is in service; build a snapshot first")
    try:
        here = load_snapshot(root / str(current))
    except SnapshotDamaged:  # which may be the very reason to return
        return Difference(f"{current}, which cannot be read", target.id, (), ())
    return Difference(
        here.id,
        target.id,
        tuple(
            _change(name, getattr(here, name).id, getattr(target, name).id) for name in _COMPARED
        ),
        _sources(here, target),
    )


def previous() -> int:
    """The newest readable snapshot before the one in service. Raises `CannotReturn`."""
    kept = kept_snapshots()
    current = next((one.number for one in kept if one.is_in_service), 0)
    earlier = [one.number for one in kept if one.number < current and not one.problem]
    if not earlier:
        raise CannotReturn("there is no earlier snapshot to return to")
    return earlier[0]


def return_to(number: int) -> None:
    """Put `number` in service and pin it. Raises `CannotReturn` and `BuildUnderWay`."""
    root = Path(settings.SNAPSHOT_DIR)
    with only_build():
        settle(root)
        _readable(root, number)
        # In this order: killed in between, a pin without a move is finished by doing it again.
        pin(root, number)
        put_in_service(root, number)


def release() -> int | None:
    """Let builds go into service again and put the newest there; its number.

    Raises `BuildUnderWay`.
    """
    root = Path(settings.SNAPSHOT_DIR)
    with only_build():
        settle(root)
        unpin(root)
        return put_newest_in_service(root)


def _readable(root: Path, number: int) -> Snapshot:
    there = numbers(root)
    if number not in there:
        listed = ", ".join(map(str, there)) or "none"
        raise CannotReturn(f"there is no snapshot {number}; kept are {listed}")
    try:
        return load_snapshot(root / str(number))
    except SnapshotDamaged as error:
        raise CannotReturn(f"snapshot {number} cannot be served: {error}") from error


def _kept(root: Path, number: int, current: int | None, pinned: int | None) -> Kept:
    is_here, is_pinned = number == current, number == pinned
    try:
        one = load_snapshot(root / str(number))
    except SnapshotDamaged as error:
        return Kept(number, str(number), "", 0, 0, is_here, is_pinned, str(error))
    counts = len(one.educations.id), len(one.events.id)
    return Kept(number, one.id, one.built_at, *counts, is_here, is_pinned)


def _change(name: str, before: Strings, after: Strings) -> Change:
    here, there = set(before), set(after)
    return Change(name, len(here), len(there), len(here - there), len(there - here))


def _sources(here: Snapshot, target: Snapshot) -> tuple[SourceChange, ...]:
    before = {source.key: source for source in here.sources}
    after = {source.key: source for source in target.sources}
    changes = []
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        named = one or other
        times = (one.fetched_at if one else "", other.fetched_at if other else "")
        if named is not None and times[0] != times[1]:
            changes.append(SourceChange(named.name, *times))
    return tuple(changes)
