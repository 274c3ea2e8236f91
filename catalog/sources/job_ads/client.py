"""Job ads from JobStream, and from files: JSON Lines, a JSON array, a search answer, zip archives.

What is fetched loses its persons before the first byte is written.
"""

import codecs
import gzip
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from catalog.sources.files import files_of
from catalog.sources.http import Http, Truncated
from catalog.sources.job_ads.persons import is_id, without_persons
from catalog.sources.job_ads.records import BROKEN
from catalog.sources.job_ads.stream import ads_in
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.spool import MANIFEST, Fetched, Progress, Spool, Step

ADDRESS = "JOBSTREAM_URL"
_PIECE = 1 << 20
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)
_LINES = {"Accept": "application/jsonl, application/json;q=0.5"}
_SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
# Bounds are local time without a zone, and one hour of autumn comes twice; what is read again
# changes nothing.
_OVERLAP = timedelta(minutes=75)
# Removals are told for about ninety days; after a longer pause only the whole will do.
_LONGEST_PAUSE = timedelta(days=60)
_TELL_EVERY = 500


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Every open ad, or what was added, changed and removed since a moment, as JSON Lines.

    Raises `SourceUnavailable`, also when the answer ends too early however often it is asked for:
    what is absent from half a snapshot is not gone.
    """
    if since is not None and datetime.now(UTC) - since > _LONGEST_PAUSE:
        since = None
    spool = Spool(into, {"url": http.url(ADDRESS), "since": _stated(since)}, since)
    through = _Without(progress)
    if since is None:
        url, params = http.url(ADDRESS, "v2/snapshot"), None
    else:
        url, params = http.url(ADDRESS, "v2/stream"), {"updated-after": _stated(since)}
    part = spool.download(
        http, url, "ads.jsonl", params=params, headers=_LINES, through=through, count=_lines_of
    )
    progress(Step(part.count, part.count, "ads"))
    notes = (f"{through.broken} ads could not be read",) if through.broken else ()
    return spool.finish(
        Fetched(into, is_full=since is None, origin=url, since=since, count=part.count, notes=notes)
    )


def read(path: Path) -> Iterator[RawItem]:
    """Ads and removals of a file, or of a folder's files. Raises `SourceUnavailable`.

    All of them are read as a stream, as a snapshot holds hundreds of megabytes.
    """
    for file in files_of(path, "*.jsonl", "*.json", "*.zip"):
        if file.name == MANIFEST:
            continue
        for number, value in enumerate(ads_of(file), start=1):
            if isinstance(value, Unreadable):
                yield RawItem("unreadable", f"{file.name}:{number}", value)
            else:
                yield RawItem("ad", _id_of(value) or f"{file.name}:{number}", value)


def edition(path: Path) -> str:
    """Always empty: ads carry no edition."""
    return ""


def ads_of(file: Path) -> Iterator[Any]:
    """Values of a file, or of a zip archive's files; `Unreadable` for what cannot be read."""
    try:
        with ExitStack() as opened:
            for read_some in _opened(file, opened):
                yield from _ads_in(read_some)
    except _DAMAGE as error:
        yield Unreadable("file_damaged", f"{file.name}: {error}")
    except OSError as error:
        raise SourceUnavailable(f"{file} cannot be read: {error}") from error


class _Without:
    """Turns an answer into masked JSON Lines. broken: ads in it that could not be read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.broken = 0

    def __call__(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        self.broken = 0
        for number, ad in enumerate(ads_in(decoded(chunks)), start=1):
            if number % _TELL_EVERY == 0:
                self._progress(Step(number, 0, "ads"))
            if isinstance(ad, Unreadable) and ad.reason == "file_cut":
                raise Truncated(ad.detail)
            yield self._line(ad)

    def _line(self, ad: Any) -> bytes:
        if not isinstance(ad, dict):
            self.broken += 1
            reason = ad.reason if isinstance(ad, Unreadable) else "not_an_object"
            ad = {BROKEN: reason}
        else:
            ad = without_persons(ad)
        return json.dumps(ad, ensure_ascii=True).encode() + b"\n"


def _ads_in(read_some: Callable[[int], bytes]) -> Iterator[Any]:
    """Ads of one file; of a search answer, its hits."""
    for ad in ads_in(decoded(iter(lambda: read_some(_PIECE), b""))):
        hits = ad.get("hits") if isinstance(ad, dict) else None
        if isinstance(hits, list):
            yield from hits
        else:
            yield ad


def _opened(file: Path, opened: ExitStack) -> Iterator[Callable[[int], bytes]]:
    """How to read each file, one after the other; `opened` closes them."""
    if file.suffix == ".zip":
        archive = opened.enter_context(zipfile.ZipFile(file))
        for name in archive.namelist():
            if name.endswith((".jsonl", ".json")):
                yield opened.enter_context(archive.open(name)).read
    elif file.suffix == ".gz":
        yield opened.enter_context(gzip.GzipFile(file)).read
    else:
        yield opened.enter_context(file.open("rb")).read


def decoded(chunks: Iterator[bytes]) -> Iterator[str]:
    """UTF-8 text in pieces; what is not UTF-8 is replaced, and so tells itself."""
    decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
    for chunk in chunks:
        yield decode(chunk)


def _lines_of(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def _stated(since: datetime | None) -> str:
    """A bound as JobStream reads it."""
    if since is None:
        return ""
    local = (since - _OVERLAP).astimezone(_SWEDISH_TIME)
    return local.replace(tzinfo=None).isoformat(timespec="seconds")


def _id_of(value: Any) -> str:
    return str(value["id"]) if isinstance(value, dict) and is_id(value.get("id")) else ""
