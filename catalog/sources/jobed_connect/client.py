"""Asks JobEd Connect which educations match an occupation, one occupation after the other.

Everything goes in the query string, also of a POST, whose body is empty. It is off unless
`JOBED_CONNECT_URL` is set; the publisher's own is https://jobed-connect-api.jobtechdev.se/v1.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_json
from catalog.sources.http import Http, Truncated
from catalog.sources.jobed_connect.records import Opinion, opinion_in
from catalog.sources.record import BadRecord
from catalog.sources.spool import Fetched, Progress, Spool, Step
from catalog.sources.taxonomy.shapes import ID

ADDRESS = "JOBED_CONNECT_URL"
MOST_HITS = 100  # the most it gives at once; the best come first
_NAME = re.compile(r"match\.(\w{4}_\w{3}_\w{3})\.json")


def fetch_opinions(
    http: Http, into: Path, occupations: Collection[str], *, progress: Progress
) -> Fetched:
    """Answers for these occupations (concept ids) into a folder, going on where it stopped.

    Raises `SourceUnavailable`; a `ValueError` for what is no concept id.
    """
    if wrong := [one for one in occupations if not ID.fullmatch(one)]:
        raise ValueError(f"{wrong[0]} is no concept id")
    url = http.url(ADDRESS, "educations/match-by-occupation")
    wanted = sorted(set(occupations))
    spool = Spool(into, {"url": url, "occupations": wanted})
    for number, one in enumerate(wanted):
        progress(Step(number, len(wanted), "occupations"))
        asked: dict[str, str | int] = {"occupation_id": one, "limit": MOST_HITS, "offset": 0}
        name = f"match.{one}.json"
        spool.download(http, url, name, params=asked, body=b"", count=_hits_in)
    progress(Step(len(wanted), len(wanted), "occupations"))
    return spool.finish(Fetched(into, is_full=False, origin=url, count=len(wanted)))


def opinions_in(path: Path) -> Iterator[Opinion | BadRecord]:
    """One opinion per answer in a folder; an answer of another shape comes as a `BadRecord`.

    Raises `SourceUnavailable`.
    """
    for file in files_of(path, "match.*.json"):
        match = _NAME.fullmatch(file.name.removesuffix(".gz"))
        try:
            if match is None:
                raise BadRecord("file", "name_unknown", file.name)
            yield opinion_in(match[1], read_json(file))
        except BadRecord as bad:
            yield bad


def _hits_in(file: Path) -> int:
    answer: Any = read_json(file)
    try:
        return len(opinion_in("", answer).hits)
    except BadRecord as bad:
        raise Truncated(f"no matches came: {bad}") from bad
