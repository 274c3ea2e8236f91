"""Reading source files: plain or gzip, JSON or JSON Lines, whole, cut off or half broken."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import orjson

from catalog.sources.record import SourceUnavailable, Unreadable

# What the standard library raises when a gzip stream ends too early or its bytes are wrong.
_SPACE = re.compile(r"\s*")
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError)


def decoded(text: str | bytes) -> Any:
    """The value of a JSON text. Raises `ValueError`."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)  # takes half a surrogate pair, which some texts have; or says no


def files_of(path: Path, *patterns: str) -> list[Path]:
    """The file itself, or every matching file below a folder, sorted by its path in the folder.

    patterns: glob patterns without `.gz`; each also matches its gzip form.
    Raises `SourceUnavailable` when there is no such path or no such file.
    """
    if not path.exists():
        raise SourceUnavailable(f"{path} does not exist; give a file or a folder")
    if path.is_file():
        return [path]
    found = sorted(
        {file for pattern in patterns for end in ("", ".gz") for file in path.rglob(pattern + end)},
        key=lambda file: file.relative_to(path).as_posix(),
    )
    if not found:
        raise SourceUnavailable(f"{path} holds no {' or '.join(patterns)} (plain or .gz)")
    return found


def stem_of(path: Path) -> str:
    """The file's name without `.gz` and its own ending."""
    return Path(path.name.removesuffix(".gz")).stem


def read_lines(path: Path) -> Iterator[tuple[int, str | Unreadable]]:
    """Numbered lines (from 1) of a text file; a cut or damaged rest comes as one `Unreadable`."""
    number = 0
    try:
        with _opened(path) as text:
            for line in text:
                number += 1
                yield number, line.rstrip("\r\n")
    except _DAMAGE as error:
        yield number + 1, Unreadable("file_damaged", f"{path.name}: {error}")
    except OSError as error:
        raise SourceUnavailable(f"{path} cannot be read: {error}") from error


def read_json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Numbered values of a JSON Lines file; a line that is not JSON comes as `Unreadable`."""
    for number, line in read_lines(path):
        if isinstance(line, Unreadable):
            yield number, line
        elif line.strip():
            try:
                yield number, decoded(line)
            except ValueError:
                yield number, Unreadable("not_json", f"{path.name}:{number}: {line[:120]}")


def read_json(path: Path) -> Any:
    """The value of a JSON file, or `Unreadable` when it is cut, damaged or not JSON."""
    try:
        with _opened(path) as text:
            return decoded(text.read())
    except _DAMAGE as error:
        return Unreadable("file_damaged", f"{path.name}: {error}")
    except ValueError as error:
        return Unreadable("not_json", f"{path.name}: {error}")
    except OSError as error:
        raise SourceUnavailable(f"{path} cannot be read: {error}") from error


def read_items(path: Path, inside: str = "") -> Iterator[tuple[int | str, Any]]:
    """(number from 0, value) of a JSON list, or (key, value) of a JSON object.

    inside: read the list of this name, however deep it lies, instead of the whole file. Of a file
    that is cut or broken, what comes before the damage is read and the rest is one `Unreadable`.
    """
    text, damage = _text_of(path)
    if inside:
        start = re.search(rf'"{re.escape(inside)}"\s*:\s*(?=\[)', text)
        position = start.end() if start else len(text)
    else:
        position = _after_space(text, 0)
    opening = text[position : position + 1]
    if opening not in ("[", "{"):
        yield 0, Unreadable("not_a_list_or_object", damage or f"{path.name}: {text[:80]}")
        return
    decode = json.JSONDecoder().raw_decode
    number = 0
    position = _after_space(text, position + 1)
    while text[position : position + 1] != ("]" if opening == "[" else "}"):
        key: int | str = number
        try:
            if opening == "{":
                key, position = decode(text, position)
                position = _after_space(text, _after_space(text, position) + 1)
            value, position = decode(text, position)
        except ValueError as error:
            detail = damage or f"{path.name} after {number} items: {error}"
            yield key, Unreadable("file_damaged" if damage else "not_json", detail)
            return
        yield key, value
        number += 1
        position = _after_space(text, position)
        if text[position : position + 1] == ",":
            position = _after_space(text, position + 1)


def _text_of(path: Path) -> tuple[str, str]:
    """All text that can be read, and what was wrong after it."""
    parts = []
    try:
        with _opened(path) as text:
            while part := text.read(1 << 20):
                parts.append(part)
    except _DAMAGE as error:
        return "".join(parts), f"{path.name}: {error}"
    except OSError as error:
        raise SourceUnavailable(f"{path} cannot be read: {error}") from error
    return "".join(parts), ""


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _opened(path: Path) -> TextIOWrapper:
    """utf-8-sig: some publishers write a byte order mark."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")
