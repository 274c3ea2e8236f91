"""Text cut into words, the unit the lexicon and the matcher share."""

import codecs
import re
from collections.abc import Sequence

import numpy as np

from catalog.recognition import native
from catalog.recognition.folding import (
    DOT,
    FOLDED_BYTES,
    IS_WORD,
    OTHER,
    OTHER_LETTER,
    PLUS,
    SHARP,
    Folded,
)
from catalog.snapshot.arrays import Array

# A word: letters and digits, with what makes C++, C# and .NET words of their own.
WORD = re.compile(r"(?<![^\W_])\.net\b|[^\W_]+(?:\+\+|#)?")
# What of that is no letter; a letter stands before it, or before .net none.
_MARKED = re.compile(r"(?P<net>(?<![^\W_])\.net\b)|(?<=[^\W_])(?:\+\+|#)")
_IS_WORD = native.pointer("uint8_t", IS_WORD)
# What may stand between two words of one phrase; a line break only inside running text.
GAP = re.compile(r"[ \t]{1,3}|[ \t]?[-/&',:][ \t]?|\. ?| ?\n ?| - ")


def cut(folded: Folded) -> tuple[Sequence[str], Array]:
    """(words, bounds) of a folded text; bounds: int64, where each word begins and ends by turns,
    counted in folded characters."""
    text = folded.text
    codes: bytes | None = folded.codes
    if "#" in text or ("+" in text and "++" in text) or ".net" in text:
        codes = _with_marks(folded.codes, text)
    if codes is None:
        matches = list(WORD.finditer(text))
        spans = [match.span() for match in matches]
        return [match.group() for match in matches], np.array(spans, np.int64).ravel()
    # Words are then where letters begin and end.
    words = codecs.charmap_decode(codes, "strict", FOLDED_BYTES)[0].split()
    bounds = bounds_by_arrays(codes) if native.LIBRARY is None else _bounds(codes, len(words))
    if OTHER in codes:
        for index, word in enumerate(words):
            if OTHER_LETTER in word:
                words[index] = text[bounds[2 * index] : bounds[2 * index + 1]]
    return words, bounds


def _bounds(codes: bytes, count: int) -> Array:
    bounds = np.empty(2 * count, np.int64)
    room = native.pointer("int64_t", bounds)
    native.LIBRARY.bound_words(_IS_WORD, codes, len(codes), room, len(bounds))
    return bounds


def bounds_by_arrays(codes: bytes) -> Array:
    """Where the words begin and end by turns, from codes of which `IS_WORD` tells the letters."""
    is_word = np.frombuffer(b"\0" + codes.translate(IS_WORD) + b"\0", np.uint8)
    return np.flatnonzero(is_word[1:] != is_word[:-1])


def _with_marks(codes: bytes, text: str) -> bytes | None:
    """The codes with the marks of C++, C# and .NET as letters, or None where a letter follows one
    directly, which no byte can say to be another word."""
    marked = bytearray(codes)
    for match in _MARKED.finditer(text):
        start, end = match.span()
        if text[end : end + 1].isalnum():
            return None
        if match.lastgroup == "net":
            marked[start] = DOT
        else:
            mark = SHARP if text[start] == "#" else PLUS
            marked[start:end] = bytes([mark]) * (end - start)
    return bytes(marked)


def words_of(folded: str) -> tuple[str, ...]:
    """Words of an already folded text."""
    return tuple(WORD.findall(folded))


def listed(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
