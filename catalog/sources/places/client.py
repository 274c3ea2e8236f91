"""A list of places with coordinates, gathered per municipality."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_items
from catalog.sources.record import RawItem, Unreadable


def read(path: Path) -> Iterator[RawItem]:
    """One item per municipality: `{"places": [place, …]}`; a place without a code by itself."""
    found: dict[str, list[Any]] = defaultdict(list)
    for file in files_of(path, "platser*.json"):
        for number, place in read_items(file):
            if isinstance(place, Unreadable):
                yield RawItem("file", file.name, place)
            elif isinstance(place, dict) and isinstance(place.get("kommunkod"), str):
                found[place["kommunkod"]].append(place)
            else:
                yield RawItem("place", f"{file.name}:{number}", place)
    for code in sorted(found):
        yield RawItem("municipality", code, {"places": found[code]})


def edition(path: Path) -> str:
    """The source has no versions."""
    return ""
