"""What a killed build or rollback left half done, brought to its end before the next one begins.

A snapshot takes three steps into the world: its folder gets its name, its row in the database is
completed, the pointer moves. Wherever a kill falls, what is missing can be told from the folders.
"""

import logging
from pathlib import Path

from catalog.models import SnapshotBuild
from catalog.snapshot.arrays import read_json
from catalog.snapshot.store import (
    BUILD,
    number_in_service,
    numbers,
    put_newest_in_service,
    remove_leftovers,
)

logger = logging.getLogger(__name__)


def settle(root: Path) -> None:
    """Remove half-built and half-removed folders, register finished ones that nobody registered,
    and put the newest in service unless one is pinned. Only for the holder of the build lock."""
    for name in remove_leftovers(root):
        logger.warning("removed %s, which a killed build left", name)
    for build in SnapshotBuild.objects.filter(is_complete=False, number__in=numbers(root)):
        register(root, build)
        logger.warning("snapshot %s was finished but not registered; it is now", build.number)
    before = number_in_service(root)
    if put_newest_in_service(root) != before and before is not None:
        logger.warning("snapshot %s was finished but not in service; it is now", max(numbers(root)))


def register(root: Path, build: SnapshotBuild) -> None:
    """Complete a build's row from its folder. Raises `SnapshotDamaged`."""
    folder = root / str(build.number)
    built = read_json(folder / BUILD)
    build.content_id = read_json(folder / "snapshot.json")["id"]
    build.is_complete = True
    build.seconds = built["seconds"]
    build.statistics = built["counts"]
    build.save()
