"""Snapshots on disk: one folder per number, and a pointer that names the one in service.

<root>/12/…     a finished snapshot, its lexicon in `lexicon/`, what its names mean in `meaning/`,
                how it was built in `build.json`
<root>/13.part  a build under way; never read
<root>/9.old    one that is being removed; never read
<root>/current  the number in service; replaced by an atomic rename
<root>/pinned   the number that an operator returned to: until it is released, no build moves
                `current` (see `rollback.py`)
"""

import os
import shutil
from pathlib import Path

LEXICON = "lexicon"
MEANING = "meaning"
BUILD = "build.json"
POINTER = "current"
PIN = "pinned"


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
    _write_number(root / POINTER, number)


def number_in_service(root: Path) -> int | None:
    """The number that the pointer names; None when there is no pointer or it is unreadable."""
    return _read_number(root / POINTER)


def pin(root: Path, number: int) -> None:
    """Keep `number` in service whatever is built from now on."""
    _write_number(root / PIN, number)


def unpin(root: Path) -> None:
    """Let the next build, and `put_newest_in_service`, move the pointer again."""
    (root / PIN).unlink(missing_ok=True)


def pinned_number(root: Path) -> int | None:
    """The number that an operator returned to, None when nobody did. For the status page too."""
    return _read_number(root / PIN)


def numbers(root: Path) -> list[int]:
    """Numbers of the finished snapshots, oldest first."""
    if not root.is_dir():
        return []
    return sorted(int(path.name) for path in root.iterdir() if path.name.isdecimal())


def put_newest_in_service(root: Path) -> int | None:
    """Point to the newest finished snapshot unless one is pinned; the number in service then."""
    whole = [one for one in numbers(root) if (root / str(one) / "snapshot.json").is_file()]
    newest = max(whole, default=None)
    if newest is not None and pinned_number(root) is None and number_in_service(root) != newest:
        put_in_service(root, newest)
    return number_in_service(root)


def remove_old(root: Path, keep: int) -> list[int]:
    """Remove all but the newest `keep` snapshots, never the one in service; what was removed.

    A process that still maps a removed snapshot keeps it until it swaps. A folder leaves its number
    first: what is half removed is never taken for a snapshot.
    """
    in_service = number_in_service(root)
    old = [number for number in numbers(root)[:-keep] if number != in_service]
    for number in old:
        (root / str(number)).rename(root / f"{number}.old")
        shutil.rmtree(root / f"{number}.old")
    return old


def remove_leftovers(root: Path) -> list[str]:
    """Remove what killed builds left; their names. Only for the holder of the build lock."""
    if not root.is_dir():
        return []
    left = [path for path in root.iterdir() if path.suffix in {".part", ".old"}]
    for path in left:
        shutil.rmtree(path)
    return sorted(path.name for path in left)


def _write_number(path: Path, number: int) -> None:
    waiting = path.with_suffix(f".{os.getpid()}")
    waiting.write_text(f"{number}\n", encoding="utf-8")
    waiting.replace(path)


def _read_number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
