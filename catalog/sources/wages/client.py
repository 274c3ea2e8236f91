"""`{SSYK code: [10th percentile, mean, 90th percentile]}`, SEK a month."""

from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of, read_json
from catalog.sources.record import RawItem, Unreadable

_PATTERN = "*salary*.json"


def read(path: Path) -> Iterator[RawItem]:
    """One item per SSYK code."""
    for file in files_of(path, _PATTERN):
        value = read_json(file)
        if isinstance(value, Unreadable) or not isinstance(value, dict):
            problem = value if isinstance(value, Unreadable) else Unreadable("not_an_object")
            yield RawItem("file", file.name, problem)
            continue
        for code, figures in value.items():
            yield RawItem("wage", code, figures)


def edition(path: Path) -> str:
    """The source does not say which year its figures are of."""
    return ""
