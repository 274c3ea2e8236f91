"""Writes the sample catalogue as the files its sources would publish.

The sample shows what the product does with real data; it is labelled as a sample wherever it is
shown. Names, codes and figures are facts, every sentence is this project's own, and which school
gives what and when is made from patterns: it is no offer.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from catalog.sample.ads import ads
from catalog.sample.educations import elements, labels
from catalog.sample.market import ad_counts, ads_year, forecasts, wages
from catalog.sample.vocabulary import (
    occupation_skills_of,
    places,
    read_vocabulary,
    taxonomy_of,
)

# Source key → its folder below the sample's, in the order in which they need each other.
FOLDERS = {
    "taxonomy": "taxonomy",
    "places": "places",
    "occupation-skills": "occupation-skills",
    "ad-counts": "ad-counts",
    "wages": "wages",
    "forecast": "forecast",
    "susa-navet": "susa-navet",
    "trains-for": "trains-for",
    "job-ads": "job-ads",
}


def write_sample(folder: Path, today: date) -> None:
    """Write every source's files below `folder`, dated as seen on `today`.

    The same day gives the same bytes. Existing files of the same names are replaced.
    """
    words = read_vocabulary()
    _json(folder / "taxonomy/concepts-and-common-relations.json", taxonomy_of(words))
    _json(folder / "places/platser.json", places())
    _json(folder / "occupation-skills/occupation-skills.json", occupation_skills_of(words))
    year = ads_year(today)
    _json(folder / f"ad-counts/ssyk-region-municipality-ads-{year}.json", ad_counts(words))
    _json(folder / f"wages/ssyk-salary-{year}-05.json", wages())
    _json(folder / "forecast/yrkesbarometer.json", forecasts(words, today))
    for name, found in zip(("providers", "infos", "events"), elements(today), strict=True):
        _json_lines(folder / f"susa-navet/{name}.jsonl", found)
    rows = "".join(f"{info_id}\t{ssyk}\tsample\n" for info_id, ssyk in labels())
    _write(folder / "trains-for/labels_ssyk.tsv", f"id\tssyk\tbasis\n{rows}")
    _json_lines(folder / "job-ads/ads.jsonl", ads(words, today))


def _json(path: Path, value: Any) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _json_lines(path: Path, values: Iterable[Any]) -> None:
    _write(path, "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
