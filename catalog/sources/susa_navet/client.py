"""Susa-navet's EMIL 3 elements: from the API into a folder, and from files of any of its shapes."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from catalog.sources.files import decoded, read_json, read_lines, stem_of
from catalog.sources.http import Http
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.spool import Fetched, Progress, Spool, Step
from catalog.sources.susa_navet.pages import SIZE, Walk

SETTING = "SUSA_NAVET_URL"
_KINDS = {"p": "provider", "i": "info", "e": "event"}
_LISTS = ("educationProviders", "educationInfos", "educationEvents")
# File names that begin so, in the order in which rows need each other.
_ORDER = ("provider", "educationprovider", "info", "educationinfo", "event", "educationevent")
_ID_FIRST = re.compile(r'\s*\{\s*"id"\s*:\s*"([^"\\]+)"')


# The API's date-times have no zone.
_ZONE = ZoneInfo("Europe/Stockholm")


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Every provider, info and event, or those new, changed and removed since a moment.

    A list that never stood still while it was read comes as a part: what is in it is taken in, and
    nothing is withdrawn for not being in it. Raises `SourceUnavailable`.
    """
    asked = (
        {} if since is None else {"updatedSince": f"{since.astimezone(_ZONE):%Y-%m-%dT%H:%M:%S}"}
    )
    spool = Spool(into, {"url": http.url(SETTING), "size": SIZE, **asked}, since)
    walks = [Walk(http, spool, http.url(SETTING, name), name, asked) for name in _LISTS]
    total = 0
    for walk in walks:
        expected = int(walk.first_page().told["total"])
        if since is None and not expected:
            raise SourceUnavailable(
                f"{walk.url} answers with an empty list, which cannot be; try again later"
            )
        total += expected

    def tell() -> None:
        done = sum(part.count for part in spool.parts.values())
        progress(Step(min(done, total), total, "elements"))

    moving = [walk.name for walk in walks if not walk.whole(tell)]
    return spool.finish(
        Fetched(
            folder=into,
            is_full=since is None and not moving,
            origin=http.url(SETTING),
            since=since,
            notes=tuple(
                f"{name} moved while it was read, so nothing is withdrawn on its strength."
                for name in moving
            ),
        )
    )


def read(path: Path) -> Iterator[RawItem]:
    """Elements of a file, or of a folder's files of providers, infos and events, in that order.

    No id comes twice: of several elements with one id the one last edited is kept, the later of two
    equals, and its `superseded` says how many were left out. Raises `SourceUnavailable`.
    """
    files = _files_of(path)
    repeated = _repeated_ids(files)
    held: dict[str, dict[str, Any]] = {}
    for file in files:
        for number, element in _elements_of(file):
            if isinstance(element, Unreadable):
                yield RawItem("unreadable", f"{file.name}:{number}", element)
                continue
            element_id = _id_of(element) or f"{file.name}:{number}"
            if element_id in repeated:
                held[element_id] = _newest(held.get(element_id), element)
            else:
                yield RawItem(_kind_of(element_id), element_id, element)
    for element_id in sorted(held, key=lambda one: ("pie".find(one[0]), one)):
        yield RawItem(_kind_of(element_id), element_id, held[element_id])


def edition(path: Path) -> str:
    """Always empty: an EMIL list does not say which edition it is."""
    return ""


def _files_of(path: Path) -> list[Path]:
    """A folder's own files only, as a folder within may hold another cut of the same data."""
    if not path.exists():
        raise SourceUnavailable(f"{path} does not exist; give a file or a folder")
    if path.is_file():
        return [path]
    found = []
    for file in sorted(path.iterdir()):
        stem = stem_of(file).lower()
        order = [place for place, name in enumerate(_ORDER) if stem.startswith(name)]
        if order and file.name.removesuffix(".gz").endswith((".jsonl", ".json")):
            found.append((order[0] // 2, file.name, file))
    if not found:
        raise SourceUnavailable(
            f"{path} holds no providers, infos or events (.jsonl or .json, plain or .gz)"
        )
    return [file for _, _, file in sorted(found)]


def _is_lines(file: Path) -> bool:
    return file.name.removesuffix(".gz").endswith(".jsonl")


def _elements_of(file: Path) -> Iterator[tuple[int, Any]]:
    if _is_lines(file):
        for number, line in read_lines(file):
            if isinstance(line, Unreadable):
                yield number, line
            elif line.strip():
                yield number, _element_of(line, f"{file.name}:{number}")
    else:
        yield from enumerate(_elements_in(read_json(file)), start=1)


def _element_of(line: str, where: str) -> Any:
    try:
        return decoded(line)
    except ValueError:
        return Unreadable("not_json", f"{where}: {line[:120]}")


def _elements_in(value: Any) -> list[Any]:
    """Elements of a list answer, of a bare list, or of an answer by id."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def _repeated_ids(files: list[Path]) -> set[str]:
    """Ids that stand more than once, found without parsing a line that begins with its id."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for file in files:
        for element_id in _ids_of(file):
            if element_id in seen:
                repeated.add(element_id)
            seen.add(element_id)
    return repeated


def _ids_of(file: Path) -> Iterator[str]:
    if not _is_lines(file):
        yield from filter(None, (_id_of(element) for _, element in _elements_of(file)))
        return
    for _, line in read_lines(file):
        if isinstance(line, str):
            match = _ID_FIRST.match(line)
            found = match[1] if match else _id_of(_element_of(line, "")) if line.strip() else ""
            if found:
                yield found


def _id_of(element: Any) -> str:
    value = element.get("id") if isinstance(element, dict) else None
    return value if isinstance(value, str) else ""


def _kind_of(element_id: str) -> str:
    """The kind by the first letter of the id, as EMIL's ids are `<e|i|p>.<source>.<…>`."""
    head, dot, _ = element_id.partition(".")
    return _KINDS.get(head, "unknown") if dot else "unknown"


def _newest(kept: dict[str, Any] | None, element: dict[str, Any]) -> dict[str, Any]:
    if kept is None:
        return {**element, "superseded": 0}
    count = kept["superseded"] + 1
    newer = element if _last_edited(element) >= _last_edited(kept) else kept
    return {**newer, "superseded": count}


def _last_edited(element: dict[str, Any]) -> str:
    content = element.get("content")
    return str(content.get("lastEdited") or "") if isinstance(content, dict) else ""
