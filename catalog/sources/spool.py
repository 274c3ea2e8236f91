"""A folder that a fetch fills, part by part, so that a killed one goes on where it was.

Each part (a page, a file) is written whole and then noted in `manifest.json`; both appear by a
rename, so what is there is whole. The manifest also says what was asked: another question begins
anew. Only a folder whose manifest says complete may be applied. It is in the shape that the
source's own `read(path)` reads, so that a carried folder and a fetched one go the same way.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from catalog.sources.http import Downloaded, Http, Params, Through, Validators
from catalog.sources.record import SourceUnavailable

MANIFEST = "manifest.json"
Progress = Callable[["Step"], object]


@dataclass(frozen=True)
class Step:
    """How far a fetch is. done, total: of `unit` (elements, files); total 0 when not known yet."""

    done: int
    total: int
    unit: str


@dataclass(frozen=True)
class Part:
    """A whole file of the folder. count: the elements in it; 0 where nobody counts. told: what its
    source's client wants to remember of it."""

    url: str
    size: int
    sha256: str
    count: int = 0
    etag: str = ""
    last_modified: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetched:
    """A fetch that came to its end, or what a manifest says of it.

    folder: what `read` takes. is_full: it is the whole of the source, so what is not in it is gone;
    otherwise it holds changes only. is_changed: False when the publisher has nothing newer than
    what the catalogue holds; there is nothing to apply then. edition: the data's own version, ""
    when it has none. since: changes from when on, for a delta. watermark: the publisher's clock
    when the first question was answered; the next delta asks from there. validators: for the next
    conditional requests. origin: the address, for the run's record. notes: what the fetch had to
    get over, in plain words.
    """

    folder: Path
    is_full: bool
    origin: str
    edition: str = ""
    since: datetime | None = None
    watermark: datetime | None = None
    validators: Mapping[str, Validators] = field(default_factory=dict)
    count: int = 0
    is_changed: bool = True
    notes: tuple[str, ...] = ()


# Parts of different days do not make one state; a fetch that was left for longer begins anew.
OLDEST = timedelta(hours=12)


class Spool:
    """The folder of one fetch. question: all that the answer depends on; a change begins anew.

    since: None when everything is asked for.
    """

    def __init__(
        self, folder: Path, question: Mapping[str, Any], since: datetime | None = None
    ) -> None:
        self.folder = folder
        self._is_whole = since is None
        self.parts: dict[str, Part] = {}
        self._question = json.loads(json.dumps(question))
        self._began: datetime | None = None
        self._resume()

    def download(
        self,
        http: Http,
        url: str,
        name: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        through: Through | None = None,
        count: Callable[[Path], int] | None = None,
        look: Callable[[Path], tuple[int, Mapping[str, Any]]] | None = None,
    ) -> Part:
        """A part by its file name: asked for, unless it is here whole already.

        through: see `Http.download`. count: the number of elements in the file, look: that and what
        else to remember of it (`Part.told`); either raises `Truncated` when the file is not whole.
        Raises `SourceUnavailable`.
        """
        if name in self.parts:
            return self.parts[name]
        counted: int = 0
        told: Mapping[str, Any] = {}

        def check(file: Path) -> None:
            nonlocal counted, told
            if look:
                counted, told = look(file)
            elif count:
                counted = count(file)

        got = http.download(
            url,
            self.folder / name,
            params=params,
            headers=headers,
            body=body,
            through=through,
            check=check,
        )
        assert got is not None  # only a conditional request comes back empty
        return self._keep(name, got, counted, told)

    def files(
        self,
        http: Http,
        wanted: Iterable[tuple[str, str]],
        progress: Progress,
        *,
        through: Through | None = None,
    ) -> bool:
        """Whole files, (name, address) each; False when none has changed since it was applied.

        A publisher who says "not modified" of some only is asked for those again, as an input is
        read as a whole. through: see `Http.download`. Raises `SourceUnavailable`.
        """
        pairs = list(wanted)
        unchanged = []
        for number, (name, url) in enumerate(pairs):
            progress(Step(number, len(pairs), "files"))
            known = http.access.validators.get(url)
            if name in self.parts:
                continue
            got = http.download(url, self.folder / name, known=known, through=through)
            if got is None:
                unchanged.append((name, url))
            else:
                self._keep(name, replace(got, url=url))
        if len(unchanged) == len(pairs):
            return False
        for name, url in unchanged:
            again = http.download(url, self.folder / name)
            assert again is not None  # only a conditional request comes back empty
            self._keep(name, replace(again, url=url))
        progress(Step(len(pairs), len(pairs), "files"))
        return True

    def drop(self, name: str) -> None:
        """Forget a part, so that it is asked for again."""
        self.parts.pop(name, None)
        (self.folder / name).unlink(missing_ok=True)
        self._write()

    def finish(self, fetched: Fetched) -> Fetched:
        """Say that the folder is whole, and what it holds. Fills in watermark and validators."""
        whole = replace(
            fetched,
            watermark=fetched.watermark or self._began,
            count=fetched.count or sum(part.count for part in self.parts.values()),
            validators={
                **fetched.validators,
                **{
                    part.url: Validators(part.etag, part.last_modified)
                    for part in self.parts.values()
                    if part.etag or part.last_modified
                },
            },
        )
        self._write(whole)
        return whole

    def _keep(
        self, name: str, got: Downloaded, count: int = 0, told: Mapping[str, Any] | None = None
    ) -> Part:
        known = got.validators
        part = Part(
            got.url, got.size, got.sha256, count, known.etag, known.last_modified, told or {}
        )
        self.parts[name] = part
        self._began = min(self._began or got.asked_at, got.asked_at)
        self._write()
        return part

    def _resume(self) -> None:
        """Take over what an earlier fetch with the same question left whole; clear all else."""
        found = _manifest_of(self.folder)
        if _is_under_way(found) and found["question"] == self._question:
            self._began = _moment(found["began"])
            for name, values in found["parts"].items():
                part = Part(**values)
                if _is_whole(self.folder / name, part):
                    self.parts[name] = part
        if not self.parts:
            self._began = None
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self.folder.iterdir():
            if file.name in self.parts:
                continue
            if file.is_dir():
                shutil.rmtree(file)
            else:
                file.unlink()
        self._write()

    def _write(self, fetched: Fetched | None = None) -> None:
        told: dict[str, Any] = {
            "question": self._question,
            "is_whole": self._is_whole,
            "began": self._began.isoformat() if self._began else None,
            "parts": {name: asdict(part) for name, part in self.parts.items()},
        }
        if fetched:
            told["fetched"] = {
                **asdict(fetched),
                "folder": "",
                "since": fetched.since and fetched.since.isoformat(),
                "watermark": fetched.watermark and fetched.watermark.isoformat(),
            }
        part = self.folder / f".{MANIFEST}.part"
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self.folder / MANIFEST)


def is_whole_begun(folder: Path) -> bool:
    """True when a fetch of everything was cut off in this folder and can be gone on with."""
    found = _manifest_of(folder)
    return _is_under_way(found) and bool(found.get("is_whole")) and bool(found["parts"])


def _is_under_way(manifest: Mapping[str, Any]) -> bool:
    """Whether a fetch began not long ago and did not come to its end."""
    began = _moment(manifest.get("began"))
    is_recent = began is not None and datetime.now(UTC) - began < OLDEST
    return is_recent and not manifest.get("fetched")


def fetched_in(folder: Path) -> Fetched | None:
    """What a complete folder holds; None when there is no manifest or it is not complete."""
    told = _manifest_of(folder).get("fetched") if folder.is_dir() else None
    if not told:
        return None
    return Fetched(
        **{
            **told,
            "folder": folder,
            "since": _moment(told["since"]),
            "watermark": _moment(told["watermark"]),
            "validators": {url: Validators(**one) for url, one in told["validators"].items()},
            "notes": tuple(told["notes"]),
        }
    )


def carried(path: Path) -> Fetched | None:
    """What the manifest of a folder says that was fetched, here or elsewhere; None without one.

    Raises `SourceUnavailable` when the fetch did not come to its end, or a file is not as it was.
    """
    if not (path / MANIFEST).is_file():
        return None
    fetched = fetched_in(path)
    if fetched is None:
        raise SourceUnavailable(
            f"{path} was not fetched to its end; fetch it again, which goes on where it stopped"
        )
    for name, values in _manifest_of(path)["parts"].items():
        if not _is_whole(path / name, Part(**values)):
            raise SourceUnavailable(
                f"{path / name} is not the file that was fetched; carry or fetch it again"
            )
    return fetched


def set_aside(folder: Path) -> Path:
    """Move a folder out of the way of the next fetch, for somebody to look at. Where it is now."""
    aside = folder.with_name(f"{folder.name}.stopped")
    shutil.rmtree(aside, ignore_errors=True)
    return folder.rename(aside)


def clear(folder: Path) -> None:
    """Remove a folder that has been applied: its manifest first, so that no half is ever whole."""
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _manifest_of(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _is_whole(file: Path, part: Part) -> bool:
    if not file.is_file() or file.stat().st_size != part.size:
        return False
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest() == part.sha256


def _moment(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
