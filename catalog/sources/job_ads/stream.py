"""Ads out of text that comes in pieces: one JSON array, or JSON Lines, hundreds of megabytes long.

No more than one ad and one piece are held at a time.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from catalog.sources.record import Unreadable

# One ad is some kilobytes. What cannot be read within this is not an ad that goes on, but broken.
_LARGEST_AD = 4 << 20
_LARGEST_ANSWER = 32 << 20  # a search's hundred hits, laid out for the eye
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def ads_in(pieces: Iterator[str]) -> Iterator[Any]:
    """Values in order. An `Unreadable` stands for a line that is no JSON, and for a cut rest."""
    first = ""
    for piece in pieces:
        first += piece
        if first.strip():
            break
    if first.lstrip()[:1] == "[":
        yield from _elements(first, pieces)
        return
    whole, first = _answer(first, pieces)
    if whole is not None:
        yield whole
    else:
        yield from _lines(first, pieces)


def _answer(text: str, pieces: Iterator[str]) -> tuple[Any, str]:
    """(one value over many lines, ""), or (None, the text so far) when it is not that."""
    line, is_more, _ = text.lstrip().partition("\n")
    if not is_more or _value(line, None) is not None:
        return None, text
    while len(text) < _LARGEST_ANSWER and (piece := next(pieces, None)) is not None:
        text += piece
    value = _value(text, None)
    return value, "" if value is not None else text


def _lines(rest: str, pieces: Iterator[str]) -> Iterator[Any]:
    """A last line without its line break that is no JSON was cut off."""
    number = 0
    while True:
        *lines, rest = rest.split("\n")
        for line in lines:
            number += 1
            if line.strip():
                yield _value(line, Unreadable("not_json", f"line {number}"))
        if (piece := next(pieces, None)) is None:
            break
        rest += piece
        if len(rest) > _LARGEST_AD and "\n" not in rest:
            break
    if rest.strip():
        yield _value(rest, Unreadable("file_cut", f"after line {number}"))


def _value(line: str, otherwise: Any) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return otherwise


def _elements(rest: str, pieces: Iterator[str]) -> Iterator[Any]:
    """Elements of one array; a cut or broken rest is one item."""
    number = 0
    rest = rest.lstrip().removeprefix("[")
    while True:
        start = 0
        while element := _decoded(rest, start):
            value, start = element
            number += 1
            yield value
        rest = rest[_BETWEEN.match(rest, start).end() :]  # type: ignore[union-attr]  # matches ""
        if rest.startswith("]") or len(rest) > _LARGEST_AD:
            break
        if (piece := next(pieces, None)) is None:
            break
        rest += piece
    if not rest.startswith("]"):
        yield Unreadable("file_cut", f"after {number} ads")


def _decoded(text: str, start: int) -> tuple[Any, int] | None:
    """(value, end) of the JSON value after white space and commas; None when there is no whole one.

    A bare number may go on in the next piece, so only objects count as whole.
    """
    begin = _BETWEEN.match(text, start).end()  # type: ignore[union-attr]  # matches ""
    if not text.startswith("{", begin):
        return None
    try:
        return _DECODER.raw_decode(text, begin)
    except (ValueError, RecursionError):
        return None
