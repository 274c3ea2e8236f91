"""Ads counted by group and place: from JobSearch, and from files of counts.

A file is `{group concept id: {place concept id: number}}`; its name tells the period:
`…-ads-2024.json` was published during 2024, `…-open-ads-2025-06-18.json` was open on that day.
What is fetched is one answer per group, `open-2026-11-30.GROUP.json`.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from catalog.sources.ad_counts.asking import fetch_counts, places_in
from catalog.sources.files import files_of, read_json, stem_of
from catalog.sources.forecast.records import SWEDEN
from catalog.sources.http import Http
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.spool import Fetched, Progress

ADDRESS, GROUPS_ADDRESS = "JOBSEARCH_URL", "TAXONOMY_API_URL"
_PERIOD = re.compile(r"(?<!\d)(20\d\d(?:-\d\d(?:-\d\d)?)?)$")
_ANSWER = re.compile(r"(open|elsewhere)-(20\d\d-\d\d-\d\d)\.(\w{4}_\w{3}_\w{3})\.json")
_PATTERNS = ("*-ads-*.json", "open-*.json", "elsewhere-*.json")


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Open ads of every group by region, today. Raises `SourceUnavailable`."""
    return fetch_counts(
        http,
        into,
        ask=http.url(ADDRESS, "search"),
        groups=http.url(GROUPS_ADDRESS, "main/concepts"),
        params={"stats": ["region", "country"], "stats.limit": 30},
        prefix="open",
        progress=progress,
    )


def read(path: Path) -> Iterator[RawItem]:
    """One item per group and file: `{"kind", "period", "places"}`. Raises `SourceUnavailable`."""
    for file in files_of(path, *_PATTERNS):
        value = read_json(file)
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
        elif not isinstance(value, dict):
            yield RawItem("file", file.name, Unreadable("unknown_period_or_shape"))
        elif match := _ANSWER.fullmatch(file.name):
            kind, period, group = match.groups()
            payload = {"kind": kind, "period": period, "places": places_in(value, SWEDEN)}
            yield RawItem("group", group, payload)
        elif (period_found := _PERIOD.search(stem_of(file))) is None:
            yield RawItem("file", file.name, Unreadable("unknown_period_or_shape"))
        else:
            kind = "open" if "-open-" in file.name else "published"
            for group, places in value.items():
                payload = {"kind": kind, "period": period_found[1], "places": places}
                yield RawItem("group", group, payload)


def edition(path: Path) -> str:
    """The newest period among the files."""
    found = []
    for file in files_of(path, *_PATTERNS):
        if match := _ANSWER.fullmatch(file.name):
            found.append(match[2])
        elif period := _PERIOD.search(stem_of(file)):
            found.append(period[1])
    return max(found, default="")
