"""Open data on disk: one folder per snapshot and report, whole or not there at all.

<VAR_DIR>/open-data/12-89abcdef.12/education-skills.csv …   the files of snapshot 12
<VAR_DIR>/open-data/12-89abcdef.12/index.json               what they are; written last
"""

import json
import shutil
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

KEPT = 2
INDEX = "index.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True)
class File:
    """One distribution. size: bytes · sha256: hex digits."""

    dataset: str
    extension: str
    rows: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """As in the address."""
        return f"{self.dataset}.{self.extension}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.extension]


@dataclass(frozen=True)
class Index:
    """Everything of one snapshot. built_at: ISO date-time · periods: ISO interval, year or day by
    dataset, "" for the day of the snapshot · is_sample: the catalogue is the made-up one."""

    folder: Path
    snapshot: str
    built_at: str
    is_sample: bool
    periods: dict[str, str]
    files: tuple[File, ...]

    def file(self, name: str) -> File | None:
        """The file of that name."""
        return next((one for one in self.files if one.name == name), None)

    def files_of(self, dataset: str) -> tuple[File, ...]:
        """The formats of a dataset; () when it could not be made."""
        return tuple(one for one in self.files if one.dataset == dataset)


def root() -> Path:
    """Where the folders lie."""
    return Path(settings.VAR_DIR) / "open-data"


def folder_name(snapshot_id: str, report: int | None) -> str:
    """The folder of a snapshot's files; another one with the report than without."""
    return f"{snapshot_id}.{report if report is not None else 'none'}"


def current_index(snapshot_id: str) -> Index | None:
    """The files of the snapshot in service; until they are written, the latest there are."""
    folders = sorted(
        (path.parent for path in root().glob(f"*/{INDEX}")),
        key=lambda folder: (
            folder.name.startswith(f"{snapshot_id}."),
            (folder / INDEX).stat().st_mtime_ns,
        ),
    )
    return read_index(folders[-1]) if folders else None


@lru_cache(maxsize=4)
def read_index(folder: Path) -> Index:
    """The index of a folder. What is written once never changes, so it is kept."""
    stored = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    files = tuple(File(**one) for one in stored.pop("files"))
    return Index(folder=folder, files=files, **stored)


def write_index(index: Index) -> None:
    """Say what the folder holds."""
    stored = asdict(index)
    del stored["folder"]
    text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    (index.folder / INDEX).write_text(text + "\n", encoding="utf-8")


def remove_old(keep: Path) -> None:
    """Remove all but the newest folders, never `keep`, and what a killed writer left."""
    whole = sorted(
        (path.parent for path in root().glob(f"*/{INDEX}") if path.parent.suffix != ".part"),
        key=lambda folder: (folder / INDEX).stat().st_mtime_ns,
    )
    staying = {keep, *whole[-KEPT:]}
    for folder in root().iterdir():
        if folder not in staying:
            shutil.rmtree(folder, ignore_errors=True)
