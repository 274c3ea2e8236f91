"""A year's ads → how many there were per occupation group and place. No ad is ever written.

The archive is a zip of JSON Lines, above a gigabyte; it is unpacked and counted while it comes, and
what reaches the disk is one table of numbers in the shape that `ad_counts` reads.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catalog.sources.ad_counts import client as counts
from catalog.sources.files import files_of, stem_of
from catalog.sources.forecast.records import PLACES, SWEDEN
from catalog.sources.http import Http, Through, Truncated
from catalog.sources.job_ads.client import ads_of, decoded
from catalog.sources.job_ads.persons import concept_of
from catalog.sources.job_ads.stream import ads_in
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.spool import Fetched, Progress, Spool, Step
from catalog.sources.zip_stream import unzipped

ADDRESS = "HISTORICAL_ADS_URL"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_TELL_EVERY = 5_000


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """The last whole year's numbers, unless they are held already. Raises `SourceUnavailable`."""
    year = datetime.now(UTC).year - 1
    url = http.url(ADDRESS, f"{year}.jsonl.zip")
    spool = Spool(into, {"url": url})
    wanted = [(f"historical-ads-{year}.json", url)]
    is_changed = spool.files(http, wanted, progress, through=_counting(progress))
    return spool.finish(
        Fetched(into, is_full=False, origin=url, edition=str(year), is_changed=is_changed)
    )


def read(path: Path) -> Iterator[RawItem]:
    """One item per group: `{"kind", "period", "places"}`, of tables and of archives themselves.

    An archive's name tells its year: `2024.jsonl.zip`, `2024_beta1_jsonl.zip`, `2024.jsonl`.
    Raises `SourceUnavailable`.
    """
    for file in files_of(path, "historical-ads-*.json", "20*.zip", "20*.jsonl"):
        if file.name.startswith("historical-ads-"):
            yield from counts.read(file)
            continue
        year = _YEAR.search(stem_of(file))
        damage = [Unreadable("unknown_period_or_shape", file.name)] if year is None else []
        if year is not None:
            table = _table(_good(ads_of(file), damage))
            for group, places in table.items():
                payload = {"kind": "published", "period": year[1], "places": places}
                yield RawItem("group", group, payload)
        for one in damage:
            yield RawItem("file", file.name, one)


def edition(path: Path) -> str:
    """The newest year among the files."""
    files = files_of(path, "historical-ads-*.json", "20*.zip", "20*.jsonl")
    return max((found[-1] for file in files if (found := _YEAR.findall(file.name))), default="")


def _counting(progress: Progress) -> Through:
    """Turns an archive into its table of numbers. Raises `Truncated`."""

    def through(chunks: Iterator[bytes]) -> Iterator[bytes]:
        damage: list[Unreadable] = []

        def told() -> Iterator[Any]:
            for number, ad in enumerate(_good(ads_in(decoded(unzipped(chunks))), damage), start=1):
                if number % _TELL_EVERY == 0:
                    progress(Step(number, 0, "ads"))
                yield ad

        table = _table(told())
        if any(one.reason == "file_cut" for one in damage) or not table:
            raise Truncated("the archive was cut, or holds no ad with an occupation group")
        yield json.dumps(table, sort_keys=True).encode()

    return through


def _good(ads: Iterable[Any], damage: list[Unreadable]) -> Iterator[Any]:
    for ad in ads:
        if isinstance(ad, Unreadable):
            damage.append(ad)
        else:
            yield ad


def _table(ads: Iterable[Any]) -> dict[str, dict[str, int]]:
    """{group: {place: number}}: municipality, region and country of every ad in Sweden."""
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for ad in ads:
        group = concept_of(ad.get("occupation_group")) if isinstance(ad, dict) else None
        if not group:
            continue
        address = ad.get("workplace_address")
        told = address if isinstance(address, dict) else {}
        if told.get("country_concept_id") not in (None, "", SWEDEN):
            continue
        region = told.get("region_concept_id") or PLACES.get(str(told.get("region_code")))
        for place in {SWEDEN, region, told.get("municipality_concept_id")}:
            if isinstance(place, str) and place:
                table[group][place] += 1
    return {group: dict(places) for group, places in table.items()}
