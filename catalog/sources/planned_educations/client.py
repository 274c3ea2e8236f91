"""Adult education events of Planned Educations v4: page by page, a school form at a time.

A row names its form in words only, so that each form is asked for by itself and the file's name
keeps it: `events.vuxgy.0000.json`. Entry requirements come by id only, one question an event; they
are not asked for, and an education without them cannot be judged, which is said.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_json
from catalog.sources.http import Http, Params, Truncated
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.spool import Fetched, Progress, Spool, Step

ADDRESS = "PLANNED_EDUCATIONS_URL"
# What the service calls a form → (EMIL's school form, configuration).
FORMS = {
    "vuxgy": ("VUXGY", "kurs"),
    "komvuxcoursepackage": ("VUXGY", "kurspaket"),
    "vuxgr": ("VUXGR", "kurs"),
    "vuxsfi": ("VUXSFI", "kurs"),
    "vuxgyan": ("VUXGYAN", "kurs"),
    "vuxgran": ("VUXGRAN", "kurs"),
    "fhs": ("FHS", ""),
    "yhprogram": ("YH", "program"),
    "yhkurskurspaket": ("YH", "kurs"),
    "aub": ("AUB", ""),
    "kku": ("KKU", ""),
}
_SIZE = 200  # the most it gives
_MOST_PAGES = 5_000
_ACCEPT = {"Accept": "application/vnd.skolverket.plannededucations.api.v4.hal+json"}
_NAME = re.compile(r"events\.([a-z]+)\.(\d+)\.json")


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Every adult education event. Raises `SourceUnavailable`.

    A list that changed its length while it was read may lack some, so it is not the whole.
    """
    url = http.url(ADDRESS, "adult-education-events")
    spool = Spool(into, {"url": url, "forms": list(FORMS)})
    notes = []
    done = total = 0
    for form in FORMS:
        page, pages = 0, 1
        counts: set[int] = set()
        while page < min(pages, _MOST_PAGES):
            asked: Params = {
                "typeOfSchool": form,
                "sort": "titleSv:asc",
                "page": page,
                "size": _SIZE,
            }
            name = f"events.{form}.{page:04}.json"
            part = spool.download(http, url, name, params=asked, headers=_ACCEPT, count=_events_in)
            told = _page_of(read_json(into / name))
            pages, elements = int(told["totalPages"]), int(told["totalElements"])
            total += elements - max(counts, default=0) if elements not in counts else 0
            counts.add(elements)
            done += part.count
            progress(Step(min(done, total), total, "events"))
            page += 1
        if len(counts) > 1:
            notes.append(
                f"{form} moved while it was read, so nothing is withdrawn on its strength."
            )
    if not done:
        raise SourceUnavailable(f"{url} answers with empty lists, which cannot be; try again later")
    return spool.finish(
        Fetched(into, is_full=not notes, origin=url, count=done, notes=tuple(notes))
    )


def read(path: Path) -> Iterator[RawItem]:
    """One item per event, of kind its form; an event that two pages hold comes once.

    Raises `SourceUnavailable`.
    """
    seen: set[str] = set()
    for file in files_of(path, "events.*.json"):
        match = _NAME.fullmatch(file.name.removesuffix(".gz"))
        value = read_json(file)
        if isinstance(value, Unreadable):
            yield RawItem("file", file.name, value)
            continue
        rows = _rows_of(value)
        if match is None or match[1] not in FORMS or rows is None:
            yield RawItem("file", file.name, Unreadable("unexpected_shape"))
            continue
        for number, row in enumerate(rows, start=1):
            own_id = row.get("educationEventId") if isinstance(row, dict) else None
            known_by = own_id if isinstance(own_id, str) else f"{file.name}:{number}"
            if known_by not in seen:
                seen.add(known_by)
                yield RawItem(match[1], known_by, row)


def edition(path: Path) -> str:
    """Always empty: the service does not say."""
    return ""


def _body_of(value: Any) -> dict[str, Any]:
    body = value.get("body") if isinstance(value, dict) else None
    return body if isinstance(body, dict) else value if isinstance(value, dict) else {}


def _rows_of(value: Any) -> list[Any] | None:
    """The rows of an answer; an empty page leaves them out."""
    body = _body_of(value)
    embedded = body.get("_embedded")
    if not isinstance(embedded, dict):
        return [] if "page" in body else None
    rows = embedded.get("listedAdultEducationEvents", [])
    return rows if isinstance(rows, list) else None


def _page_of(value: Any) -> dict[str, Any]:
    page = _body_of(value).get("page")
    return page if isinstance(page, dict) else {}


def _events_in(file: Path) -> int:
    """Number of rows of a page. Raises `Truncated` when it is none."""
    value = read_json(file)
    rows, page = _rows_of(value), _page_of(value)
    if rows is None or not all(
        type(page.get(name)) is int for name in ("totalPages", "totalElements")
    ):
        raise Truncated(f"no page of events came: {str(value)[:120]}")
    return len(rows)
