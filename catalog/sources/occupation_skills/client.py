"""Skills of occupations, in three published shapes, all turned into one payload.

- `relevanta-kompetenser-t31.json.zst`: occupation → up to thirty skills with relevance points.
- `kompetensvaljaren-t31.json`: occupation or group → layers of skills, each label → id.
- `occupation-skills.json`: occupation → lists of skill labels.

A payload is `{list: [skill, …]}`, a skill by id or label, or `(skill, points)` where points are
told. The calculated list is taken from the first shape where a folder has it: it alone tells how
relevant.
"""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import zstandard

from catalog.sources.files import files_of, read_json
from catalog.sources.http import Http
from catalog.sources.published import fetch_files
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.spool import Fetched, Progress
from catalog.sources.versions import version_of

CHOOSER, RELEVANT = "SKILL_CHOOSER_URL", "RELEVANT_SKILLS_URL"
_PATTERNS = (
    "occupation-skills*.json",
    "kompetensvaljaren*.json",
    "relevanta-kompetenser*.json",
    "relevanta-kompetenser*.json.zst",
)
_LARGEST = 512 << 20  # unpacked; the file of version 31 is some tens of megabytes
_LAYERS = ("regulated_skills", "essential_skills", "optional_skills", "calculated_skills")


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Both published files of one version. Raises `SourceUnavailable`."""
    wanted = {"kompetensvaljaren.json": CHOOSER, "relevanta-kompetenser.json.zst": RELEVANT}
    return fetch_files(http, into, wanted, progress=progress, edition=edition, is_full=True)


def read(path: Path) -> Iterator[RawItem]:
    """One item per occupation or group and file. Raises `SourceUnavailable`."""
    files = files_of(path, *_PATTERNS)
    is_told = any(file.name.startswith("relevanta-") for file in files)
    for file in files:
        value = _value_of(file)
        if isinstance(value, Unreadable) or not isinstance(value, dict):
            problem = value if isinstance(value, Unreadable) else Unreadable("not_an_object")
            yield RawItem("file", file.name, problem)
        elif file.name.startswith("relevanta-"):
            for one, said in _data_of(value).items():
                yield RawItem("occupation", one, _relevant(said))
        elif file.name.startswith("kompetensvaljaren"):
            for one, said in _data_of(value).items():
                if one != "transferable_skills":
                    yield RawItem("occupation", one, _chosen(said, is_told=is_told))
        else:
            for one, lists in value.items():
                yield RawItem("occupation", one, lists)


def edition(path: Path) -> str:
    """The taxonomy version that a file, or else its path, names."""
    newest = 0
    for file in files_of(path, *_PATTERNS):
        value = {} if file.name.startswith("occupation-") else _value_of(file)
        about = value.get("metadata") if isinstance(value, dict) else None
        told = str(about.get("labour_market_taxonomy_version")) if isinstance(about, dict) else ""
        newest = max(newest, int(told) if told.isdecimal() else version_of(file, path))
    return str(newest) if newest else ""


def _value_of(file: Path) -> Any:
    """The file's JSON value, unpacked, or `Unreadable`."""
    if file.suffix != ".zst":
        return read_json(file)
    try:
        with file.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as data:
            text = io.BytesIO()
            while piece := data.read(1 << 20):
                text.write(piece)
                if text.tell() > _LARGEST:
                    return Unreadable("file_too_large", file.name)
        return json.loads(text.getvalue())
    except zstandard.ZstdError as error:
        return Unreadable("file_damaged", f"{file.name}: {error}")
    except ValueError as error:
        return Unreadable("not_json", f"{file.name}: {error}")


def _data_of(value: Mapping[str, Any]) -> dict[str, Any]:
    data = value.get("data")
    return data if isinstance(data, dict) else {}


def _relevant(said: Any) -> Any:
    """Skills in order of relevance, with their points."""
    skills = said.get("relevant_skills") if isinstance(said, dict) else said
    if not isinstance(skills, list):
        return said
    return {
        "relevant_skills": [
            (one.get("id") or one.get("preferred_label"), one.get("relevance_points"))
            for one in skills
            if isinstance(one, dict)
        ]
    }


def _chosen(said: Any, *, is_told: bool) -> Any:
    """Layers of ids. Of a group they are said of the group only."""
    if not isinstance(said, dict):
        return said
    is_group = said.get("type") == "ssyk-level-4"
    lists = {}
    for layer in _LAYERS:
        skills = said.get(layer)
        if isinstance(skills, dict) and not (is_told and layer == "calculated_skills"):
            lists[f"group_{layer}" if is_group else layer] = list(skills.values())
    return lists
