"""Texts to recognise, from plain text, JSON Lines or a folder of both."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SUFFIXES = (".txt", ".jsonl", ".text", ".md")


@dataclass(frozen=True)
class Text:
    """A text with its id; `problem` says why there is none."""

    id: str
    text: str
    problem: str = ""


def read_texts(path: Path) -> Iterator[Text]:
    """Every text of a file, or of a folder's files in order of name. Raises OSError on no file."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.suffix.lower() in _SUFFIXES:
                yield from read_texts(file)
        return
    yield from texts_of(path.read_bytes(), path.name)


def texts_of(data: bytes, name: str) -> Iterator[Text]:
    """Texts in one file's bytes: JSON Lines when its first line is a JSON object, else one text.

    Bytes that are not UTF-8 become replacement characters, never an error. A line that cannot be
    read gives a `Text` with a problem.
    """
    content = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if not _is_json_lines(content):
        yield Text(name, content)
        return
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        row = _parsed(line)
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            yield Text(str(row.get("id", f"{name}:{number}")), row["text"])
        else:
            yield Text(f"{name}:{number}", "", "not a JSON object with a text")


def _is_json_lines(content: str) -> bool:
    first = content.lstrip().split("\n", 1)[0]
    return first.startswith("{") and isinstance(_parsed(first), dict)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
