"""One version of the taxonomy over HTTP: its published query files, or else GraphQL.

Files of a version never change, so the version is part of their address and each file's checksum
stands in the folder's manifest: the same version with another checksum is told. A newer version is
told too; the address says which one is used, and whoever changes it chooses the day.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.sources.files import read_json
from catalog.sources.http import Http, Truncated
from catalog.sources.published import fetch_optional
from catalog.sources.record import SourceUnavailable
from catalog.sources.spool import Fetched, Progress, Spool, Step
from catalog.sources.taxonomy.changes import changes_in, summary
from catalog.sources.taxonomy.shapes import HELD_TYPES

ADDRESS, API, NEIGHBOURS = "TAXONOMY_URL", "TAXONOMY_API_URL", "NEIGHBOURS_URL"
# A folder on this machine with tables that nobody publishes over HTTP: traits, employers' titles,
# ESCO's names. A version is applied as a whole, so they are read together with it.
TABLES = "TAXONOMY_TABLES"
_VERSION = re.compile(r"/version/(\d{1,3})(?:/|$)")
_WHOLE = "concepts-and-common-relations"
# Codes and relations that the big file leaves out, each in a file of its own.
_MORE = (
    "ssyk-level-4-groups-with-related-occupations",
    "substitutability-relations-between-occupations",
    "keyword-concepts-with-relations",
    "eu-regions",
    "languages",
    "countries",
    "sun-field-hierarchy",
    "sun-level-hierarchy",
)
_PAGE = 20_000
_BASE = "id type preferred_label alternative_labels hidden_labels definition"
_LINK = "{ id type preferred_label }"
_FIELDS = {
    "occupation-name": f"broader {_LINK} related {_LINK} essential {_LINK} optional {_LINK} "
    f"exact_match {_LINK} close_match {_LINK} broad_match {_LINK} narrow_match {_LINK} "
    "substitutes { id type substitutability_percentage } "
    "substituted_by { id type substitutability_percentage }",
    "ssyk-level-4": f"ssyk_code_2012 broader {_LINK}",
    "job-title": f"related {_LINK}",
    "keyword": f"related {_LINK}",
    "skill": f"broader {_LINK} related {_LINK} exact_match {_LINK} close_match {_LINK} "
    f"broad_match {_LINK} narrow_match {_LINK}",
    "municipality": f"lau_2_code_2015 broader {_LINK}",
    "region": f"national_nuts_level_3_code_2019 broader {_LINK}",
    "country": "iso_3166_1_alpha_2_2013",
    "language": "iso_639_3_2007",
    "sun-education-field-4": "sun_education_field_code_2020",
    "sun-education-level-3": "sun_education_level_code_2020",
}
_ONLY_HERE = frozenset(("trait",))  # of another origin; the taxonomy has no such type


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """The version that the address names, with what it changed and the neighbouring occupations.

    Raises `SourceUnavailable`.
    """
    url = http.url(ADDRESS)
    notes: list[str] = []
    newest = _newest(http, notes)
    match = _VERSION.search(url)
    version = int(match[1]) if match else newest
    if not version:
        raise SourceUnavailable(f"{ADDRESS} names no version and none is told; add /version/31")
    if newest > version:
        notes.append(f"Version {newest} is published; {ADDRESS} names {version}.")
    base = url[: match.start()] if match else url
    spool = Spool(into, {"url": url, "version": version})
    files = list(_files(base.rstrip("/"), version))
    try:
        for number, (name, address) in enumerate(files):
            progress(Step(number, len(files), "files"))
            spool.download(http, address, name, count=_concepts_in)
    except SourceUnavailable as error:
        notes.append(f"{error} GraphQL was asked instead.")
        for name in spool.parts.copy():
            spool.drop(name)  # half of one way and half of the other would be neither
        _ask_graphql(http, spool, version, HELD_TYPES, progress)
    else:
        _ask_missing(http, spool, version, progress, notes)
    _fetch_more(http, spool, version, notes)
    if tables := http.access.addresses.get(TABLES):
        shutil.copytree(Path(tables), into / "tables")
    progress(Step(len(files), len(files), "files"))
    count = sum(part.count for part in spool.parts.values())
    return spool.finish(
        Fetched(into, True, origin=url, edition=str(version), count=count, notes=tuple(notes))
    )


def query_of(kind: str, version: int, offset: int) -> str:
    """The GraphQL question for one page of concepts of a type."""
    return (
        f'{{ concepts(type: "{kind}", version: "{version}", limit: {_PAGE}, offset: {offset}) '
        f"{{ {_BASE} replaced_by {_LINK} {_FIELDS.get(kind, '')} }} }}"
    )


def _files(base: str, version: int) -> Iterator[tuple[str, str]]:
    for name in (_WHOLE, *_MORE):
        yield f"{name}.v{version}.json", f"{base}/version/{version}/query/{name}/{name}.json"


def _ask_graphql(
    http: Http, spool: Spool, version: int, types: Iterable[str], progress: Progress
) -> None:
    """One file per page and type. No limit is documented; a page that is full has a next one."""
    kinds = sorted(set(types) - _ONLY_HERE)
    url = http.url(API, "graphql")
    for number, kind in enumerate(kinds):
        progress(Step(number, len(kinds), "types"))
        offset, count = 0, _PAGE
        while count >= _PAGE:
            body = {"query": query_of(kind, version, offset)}
            name = f"graphql-{kind}-{offset}.v{version}.json"
            count = spool.download(http, url, name, body=body, count=_concepts_in).count
            offset += _PAGE


def _ask_missing(
    http: Http, spool: Spool, version: int, progress: Progress, notes: list[str]
) -> None:
    """Types that no file lists, such as driving licences, by GraphQL."""
    listed: set[str] = set()
    for name in spool.parts:
        listed.update(_types_in(read_json(spool.folder / name)))
    missing = HELD_TYPES - _ONLY_HERE - listed
    if not missing or not http.access.addresses.get(API):
        return
    try:
        _ask_graphql(http, spool, version, missing, progress)
    except SourceUnavailable as error:
        notes.append(f"Not listed: {', '.join(sorted(missing))}. {error}")


def _types_in(value: Any) -> Iterator[str]:
    """Types of an official file's concepts, at any depth of its hierarchy."""
    pending = list(value["data"]["concepts"]) if isinstance(value, dict) and "data" in value else []
    while pending:
        concept = pending.pop()
        if isinstance(concept, dict):
            yield str(concept.get("type"))
            narrower = concept.get("narrower")
            pending.extend(narrower if isinstance(narrower, list) else ())


def _fetch_more(http: Http, spool: Spool, version: int, notes: list[str]) -> None:
    """What the rest can do without: who replaces whom, what changed, and neighbours."""
    if http.access.addresses.get(API):
        whole = {"after-version": 1, "to-version-inclusive": version}
        last = {"after-version": version - 1, "to-version-inclusive": version}
        for name, path, params in (
            (f"replaced-by-changes.v{version}.json", "main/replaced-by-changes", whole),
            (f"changes.v{version}.json", "main/concept/changes", last),
        ):
            try:
                spool.download(http, http.url(API, path), name, params=params)
            except SourceUnavailable as error:
                notes.append(f"{path} did not come: {error}")
        changes = [
            change
            for name in (f"changes.v{version}.json", f"replaced-by-changes.v{version}.json")
            if name in spool.parts
            for change in changes_in(read_json(spool.folder / name))
            if change.version in (0, version)
        ]
        if changes:
            notes.append(f"Version {version}: {summary(changes)}.")
    if http.access.addresses.get(NEIGHBOURS):
        name = f"narliggande-yrken.v{version}.json"
        fetch_optional(spool, http, http.url(NEIGHBOURS), name, "Närliggande yrken", notes)


def _newest(http: Http, notes: list[str]) -> int:
    """The newest version that is published; 0 when nobody tells."""
    if not http.access.addresses.get(API):
        return 0
    try:
        told = http.get_json(http.url(API, "main/versions"))
    except SourceUnavailable as error:
        notes.append(f"The list of versions did not come: {error}")
        return 0
    numbers = [_number(one) for one in told] if isinstance(told, list) else []
    return max(numbers, default=0)


def _number(value: Any) -> int:
    if isinstance(value, dict):
        value = value.get("taxonomy/version", value.get("version"))
    return value if type(value) is int else 0


def _concepts_in(file: Path) -> int:
    """Number of concepts in an official file. Raises `Truncated` when it is none, or an error."""
    value = read_json(file)
    data = value.get("data") if isinstance(value, dict) else None
    concepts = data.get("concepts") if isinstance(data, dict) else None
    if not isinstance(concepts, list):
        errors = value.get("errors") if isinstance(value, dict) else value
        raise Truncated(f"no concepts came: {json.dumps(errors, default=str)[:200]}")
    return len(concepts)
