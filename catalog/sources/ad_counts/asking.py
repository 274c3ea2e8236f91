"""Asking how many ads there are, one occupation group after the other: never for an ad itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catalog.sources.files import read_json
from catalog.sources.http import Http, Params, Truncated
from catalog.sources.record import SourceUnavailable
from catalog.sources.spool import Fetched, Progress, Spool, Step
from catalog.sources.taxonomy.shapes import ID

_GROUPS = "groups.json"
_KEPT = ("total", "stats")


def fetch_counts(
    http: Http,
    into: Path,
    *,
    ask: str,
    groups: str,
    params: Mapping[str, str | int | Sequence[str]],
    prefix: str,
    progress: Progress,
) -> Fetched:
    """One small answer per occupation group, as `PREFIX-DAY.GROUP.json`, going on where it stopped.

    ask, groups: the addresses of the search and of the list of groups. The day is part of the
    question: counts of two days do not make one. Raises `SourceUnavailable`.
    """
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    spool = Spool(into, {"url": ask, "day": day, "params": dict(params)})
    listed: Params = {"type": "ssyk-level-4", "limit": 1000}
    spool.download(http, groups, _GROUPS, params=listed, count=lambda file: len(_ids_in(file)))
    ids = _ids_in(into / _GROUPS)
    for number, group in enumerate(ids):
        progress(Step(number, len(ids), "groups"))
        wanted: Params = {**params, "occupation-group": group, "limit": 0}
        name = f"{prefix}-{day}.{group}.json"
        spool.download(http, ask, name, params=wanted, through=_counts_only, count=_count_in)
    progress(Step(len(ids), len(ids), "groups"))
    return spool.finish(Fetched(into, is_full=False, origin=ask, edition=day, count=len(ids)))


def total_of(answer: Any) -> int | None:
    """The number of all hits: `{"total": {"value": n}}`, or `{"total": n}`."""
    total = answer.get("total") if isinstance(answer, dict) else None
    value = total.get("value") if isinstance(total, dict) else total
    return value if type(value) is int and value >= 0 else None


def places_in(answer: Any, country: str) -> dict[str, Any]:
    """Place concept id → number of ads; the country's is its own statistic, else the total."""
    places: dict[str, Any] = {}
    for stat in answer.get("stats") or ():
        if isinstance(stat, dict) and stat.get("type") in ("region", "country"):
            for value in stat.get("values") or ():
                if isinstance(value, dict) and isinstance(value.get("concept_id"), str):
                    places[value["concept_id"]] = value.get("count")
    total = total_of(answer)
    if country not in places and total:
        places[country] = total
    return places


def _counts_only(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """No hit is ever written: an answer may bring some although none was asked for."""
    try:
        answer = json.loads(b"".join(chunks))
    except ValueError as error:
        raise Truncated(f"the answer is not whole JSON: {error}") from error
    if total_of(answer) is None:
        raise Truncated("the answer has no total")
    yield json.dumps({name: answer[name] for name in _KEPT if name in answer}).encode()


def _count_in(file: Path) -> int:
    return total_of(read_json(file)) or 0


def _ids_in(file: Path) -> list[str]:
    """Concept ids of a list of concepts. Raises `Truncated`, or `SourceUnavailable` for none."""
    value = read_json(file)
    if isinstance(value, dict):
        value = value.get("value")
    if not isinstance(value, list):
        raise Truncated("no list of occupation groups came")
    ids = sorted(
        {
            one["taxonomy/id"]
            for one in value
            if isinstance(one, dict)
            and isinstance(one.get("taxonomy/id"), str)
            and ID.fullmatch(one["taxonomy/id"])
            and not one.get("taxonomy/deprecated")
        }
    )
    if not ids:
        raise SourceUnavailable("the list of occupation groups is empty; try again later")
    return ids
