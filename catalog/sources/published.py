"""Fetching a publisher's whole files: conditional, each by its own address."""

from collections.abc import Callable, Mapping
from pathlib import Path

from catalog.sources.http import Http
from catalog.sources.record import SourceUnavailable
from catalog.sources.spool import Fetched, Progress, Spool


def fetch_files(
    http: Http,
    into: Path,
    wanted: Mapping[str, str],
    *,
    progress: Progress,
    edition: Callable[[Path], str],
    is_full: bool,
) -> Fetched:
    """The files of a source. wanted: file name → the setting that holds its address.

    A file whose setting is empty is left out; the first one's must not be. edition: reads the
    folder's own edition, as `client.edition` does. Raises `SourceUnavailable`.
    """
    first, *others = wanted.items()
    held = [first, *(one for one in others if http.access.addresses.get(one[1]))]
    files = [(name, http.url(setting)) for name, setting in held]
    origin = files[0][1]
    spool = Spool(into, dict(files))
    if not spool.files(http, files, progress):
        return spool.finish(Fetched(into, is_full=is_full, origin=origin, is_changed=False))
    return spool.finish(Fetched(into, is_full=is_full, origin=origin, edition=edition(into)))


def fetch_optional(
    spool: Spool, http: Http, url: str, name: str, what: str, notes: list[str]
) -> None:
    """A file that the rest can do without; that it did not come is a note."""
    try:
        spool.download(http, url, name)
    except SourceUnavailable as error:
        notes.append(f"{what} did not come: {error}")
