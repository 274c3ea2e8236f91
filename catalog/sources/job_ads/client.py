"""Reads job ads from files: JSON Lines, a JSON array (a stream's snapshot), a search answer."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from catalog.sources.files import files_of, read_json, read_json_lines
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable

_CHUNK = 1 << 20
# One ad is some kilobytes. What cannot be read within this is not an ad that goes on, but broken.
_LARGEST_AD = 4 << 20
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError)
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def read(path: Path) -> Iterator[RawItem]:
    """Ads and removals of a file, or of a folder's files. Raises `SourceUnavailable`.

    A snapshot is read as a stream, as it holds hundreds of megabytes and is often cut off.
    """
    for file in files_of(path, "*.jsonl", "*.json"):
        for number, value in _values_of(file):
            if isinstance(value, Unreadable):
                yield RawItem("unreadable", f"{file.name}:{number}", value)
            else:
                yield RawItem("ad", _id_of(value) or f"{file.name}:{number}", value)


def edition(path: Path) -> str:
    """Always empty: ads carry no edition."""
    return ""


def _values_of(file: Path) -> Iterator[tuple[int, Any]]:
    if file.name.removesuffix(".gz").endswith(".jsonl"):
        yield from read_json_lines(file)
    elif _first_character(file) == "[":
        yield from _elements_of_array(file)
    else:
        answer = read_json(file)
        hits = answer.get("hits") if isinstance(answer, dict) else None
        yield from enumerate(hits if isinstance(hits, list) else [answer], start=1)


def _id_of(value: Any) -> str:
    """Removals give the id as a number, ads as text."""
    ad_id = value.get("id") if isinstance(value, dict) else None
    is_id = isinstance(ad_id, str | int) and not isinstance(ad_id, bool)
    return str(ad_id) if is_id else ""


def _open(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig")
    return file.open(encoding="utf-8-sig")


def _first_character(file: Path) -> str:
    try:
        with _open(file) as text:
            return text.read(1000).lstrip()[:1]
    except _DAMAGE:
        return ""  # read_json tells what is wrong
    except OSError as error:
        raise SourceUnavailable(f"{file} cannot be read: {error}") from error


def _elements_of_array(file: Path) -> Iterator[tuple[int, Any]]:
    """Elements of one JSON array, decoded as the text comes; a cut or broken rest is one item."""
    number = 0
    with _open(file) as text:
        rest = text.read(_CHUNK).lstrip().removeprefix("[")
        damage = ""
        while True:
            start = 0
            while element := _decoded(rest, start):
                value, start = element
                number += 1
                yield number, value
            rest = rest[_BETWEEN.match(rest, start).end() :]  # type: ignore[union-attr]  # matches ""
            try:
                more = "" if rest.startswith("]") or len(rest) > _LARGEST_AD else text.read(_CHUNK)
            except _DAMAGE as error:
                more, damage = "", str(error)
            if not more:
                break
            rest += more
    if not rest.startswith("]"):
        where = f"{file.name}: after {number} ads: {damage or rest[:80]}"
        yield number + 1, Unreadable("file_damaged" if damage else "file_cut", where)


def _decoded(text: str, start: int) -> tuple[Any, int] | None:
    """(value, end) of the JSON value after white space and commas; None when there is no whole one.

    A bare number may go on in the next chunk, so only objects count as whole.
    """
    begin = _BETWEEN.match(text, start).end()  # type: ignore[union-attr]  # matches ""
    if not text.startswith("{", begin):
        return None
    try:
        return _DECODER.raw_decode(text, begin)
    except ValueError:
        return None
