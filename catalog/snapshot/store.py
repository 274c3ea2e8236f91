"""Snapshots on disk: one folder per number, and a pointer that names the one in service.

<root>/12/…     a finished snapshot, its lexicon in `lexicon/`, what its names mean in `meaning/`
<root>/13.part  a build under way; never read
<root>/current  the number in service; replaced by an atomic rename
"""

import os
import shutil
from pathlib import Path

LEXICON = "lexicon"
MEANING = "meaning"
POINTER = "current"
KEPT = 3


def unfinished_folder(root: Path, number: int) -> Path:
    """An empty folder to build snapshot `number` in; leftovers of a broken build are removed."""
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"{number}.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def finish(root: Path, number: int) -> Path:
    """Give a built folder its final name, in one step."""
    folder = root / str(number)
    (root / f"{number}.part").rename(folder)
    return folder


def put_in_service(root: Path, number: int) -> None:
    """Point to snapshot `number`. Readers see the old one or the new one, never neither."""
    if not (root / str(number) / "snapshot.json").is_file():
        raise FileNotFoundError(f"{root / str(number)} is not a finished snapshot")
    waiting = root / f"{POINTER}.{os.getpid()}"
    waiting.write_text(f"{number}\n", encoding="utf-8")
    waiting.replace(root / POINTER)


def number_in_service(root: Path) -> int | None:
    """The number that the pointer names; None when there is no pointer or it is unreadable."""
    try:
        return int((root / POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def numbers(root: Path) -> list[int]:
    """Numbers of the finished snapshots, oldest first."""
    if not root.is_dir():
        return []
    return sorted(int(path.name) for path in root.iterdir() if path.name.isdecimal())


def remove_old(root: Path, keep: int = KEPT) -> list[int]:
    """Remove all but the newest `keep` snapshots, never the one in service; what was removed.

    A process that still maps a removed snapshot keeps it until it swaps.
    """
    in_service = number_in_service(root)
    old = [number for number in numbers(root)[:-keep] if number != in_service]
    for number in old:
        shutil.rmtree(root / str(number))
    return old
