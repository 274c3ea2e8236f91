"""`occupation-skills.json`: occupation id → lists of skill labels."""

from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of, read_json
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.versions import version_of


def read(path: Path) -> Iterator[RawItem]:
    """One item per occupation."""
    for file in files_of(path, "occupation-skills*.json"):
        value = read_json(file)
        if isinstance(value, Unreadable) or not isinstance(value, dict):
            problem = value if isinstance(value, Unreadable) else Unreadable("not_an_object")
            yield RawItem("file", file.name, problem)
            continue
        for occupation, lists in value.items():
            yield RawItem("occupation", occupation, lists)


def edition(path: Path) -> str:
    """The taxonomy version the path names."""
    newest = max(version_of(file, path) for file in files_of(path, "occupation-skills*.json"))
    return str(newest) if newest else ""
