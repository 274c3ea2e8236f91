"""`{group concept id: {place concept id: number}}`; the file's name tells the period.

`…-ads-2024.json`: published during 2024. `…-open-ads-2025-06-18.json`: open on that day.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from catalog.sources.files import files_of, read_json, stem_of
from catalog.sources.record import RawItem, Unreadable

_PERIOD = re.compile(r"(?<!\d)(20\d\d(?:-\d\d(?:-\d\d)?)?)$")


def read(path: Path) -> Iterator[RawItem]:
    """One item per group and file: `{"kind", "period", "places"}`."""
    for file in files_of(path, "*-ads-*.json"):
        value = read_json(file)
        period = _PERIOD.search(stem_of(file))
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
        elif period is None or not isinstance(value, dict):
            yield RawItem("file", file.name, Unreadable("unknown_period_or_shape"))
        else:
            kind = "open" if "-open-" in file.name else "published"
            for group, places in value.items():
                payload = {"kind": kind, "period": period[1], "places": places}
                yield RawItem("group", group, payload)


def edition(path: Path) -> str:
    """The newest period among the files."""
    periods = (_PERIOD.search(stem_of(file)) for file in files_of(path, "*-ads-*.json"))
    return max((period[1] for period in periods if period), default="")
