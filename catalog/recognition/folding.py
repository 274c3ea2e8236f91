"""Text as the matcher reads it: folded, with a way back to the original code points.

Folding lowercases, composes (NFKC), drops zero-width characters and soft hyphens, makes every dash
a hyphen and every space a space, and takes accents off letters that Swedish does not count as its
own (à → a, é → e; å, ä and ö stay). It never needs more than one pass over the text.

Nearly every text is written with at most 256 different characters that fold to one character each.
Those are *plain*: their text passes two C loops, one to a byte per character and one back, and the
bytes stay at hand for cutting the text into words.
"""

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from catalog.snapshot.arrays import Array

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u00b4"
_HYPHENS = "‐‑‒–—―−"
_KEPT_MARKS = {"å", "ä", "ö"}
# More combining marks than this on one letter are noise; the bound keeps hostile input linear.
_LONGEST_UNIT = 8


def _one_to_one() -> dict[int, str]:
    """Characters that fold to exactly one character, so that offsets stay as they are."""
    table = {ord(dash): "-" for dash in _HYPHENS}
    table.update({ord(quote): "'" for quote in "’‘´`"})
    table.update({ord("ø"): "ö", ord("æ"): "ä", ord("Ø"): "ö", ord("Æ"): "ä", 0xA0: " ", 9: " "})
    for code in range(0xC0, 0x250):
        lowered = chr(code).lower()
        base = unicodedata.normalize("NFD", lowered)[0]
        if len(lowered) == 1 and code not in table:
            # A letter whose base folds on its own account (ǽ, ǿ) folds all the way.
            table[code] = lowered if lowered in _KEPT_MARKS else table.get(ord(base), base)
    return table


_TABLE = _one_to_one()


def _plain_characters() -> str:
    """The characters a byte can stand for, 252 at most: Latin-1, punctuation, neighbours' names."""
    ascii_part = "\0\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))
    latin = "".join(map(chr, [*range(0xA0, 0xA8), *b"\xa9\xab\xac\xae\xb0\xb1\xb6\xb7\xbb"]))
    letters = "".join(map(chr, range(0xBF, 0x100)))
    marks = "‐‑‒–—―‘’‚‛“”„‟•…€™−"
    neighbours = "ĄąĆćČčĐđĘęĚěĞğŁłŃńŇňŐőŘřŚśŠšŞşŢţŪūŮůŰűŹźŻżŽžĀāĒēĪīŅņ"
    plain = ascii_part + latin + letters + marks + neighbours
    # U+FFFE is how a charmap says that a byte stands for nothing.
    return plain.ljust(256, "\ufffe")


_PLAIN = _plain_characters()
_TO_BYTES = codecs.charmap_build(_PLAIN)
_FOLDED = "".join(one if one == "\ufffe" else one.translate(_TABLE).lower() for one in _PLAIN)
# The same for cutting words: what belongs to none is a space. Four bytes that stand for nothing
# else are a letter that has no byte, and the marks that belong to words: C++, C#, .NET.
OTHER, PLUS, SHARP, DOT = 0xFC, 0xFD, 0xFE, 0xFF
OTHER_LETTER = "\ue000"
FOLDED_BYTES = (
    "".join(one if one.isalnum() else " " for one in _FOLDED[:OTHER]) + f"{OTHER_LETTER}+#."
)
IS_WORD = bytes(one != " " for one in FOLDED_BYTES)
# What each code stands for where only its kind matters: a letter without a byte is a question mark,
# as in what `encoded` gives.
PLAIN_FOLDED = _FOLDED[:OTHER] + "?" + _FOLDED[OTHER + 1 :]
# What tells the beginnings of phrases apart: one number per letter that Swedish has, one for a
# digit, one for any other letter, and 0 for all that stands between words.
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
SYMBOL_COUNT = 32


def symbol_of(character: str) -> int:
    """The number of one folded character, below `SYMBOL_COUNT`."""
    if character in _LETTERS:
        return 1 + _LETTERS.index(character)
    return 30 if character in "0123456789" else 31 if character.isalnum() else 0


def code_of(character: str) -> int:
    """The code of a plain character; what has none is given the code of a question mark."""
    return _PLAIN.index(character)


def plain_table(holds: Callable[[str], bool]) -> Array:
    """bool (256): of the folded character that each code stands for."""
    return np.array([*map(holds, _FOLDED)], np.bool_)


# For each code.
SYMBOLS = np.array([*map(symbol_of, _FOLDED)], np.int64)
SYMBOLS[OTHER] = 31
_PLAIN_CLASS = re.escape(_PLAIN.replace("\ufffe", ""))
# What may change length when folded.
_OTHER = re.compile(rf"[^{_PLAIN_CLASS}]+")
_OTHER_LETTER = re.compile(rf"(?=[^\W_])[^{_PLAIN_CLASS}]")


@dataclass(frozen=True)
class Folded:
    """text: the folded text · codes: a byte for each of its characters · units: places where both
    texts get out of step, in order: (start and end in the folded text, start and end in the
    original); empty when they never do · unit_starts: where each starts in the folded text."""

    text: str
    codes: bytes
    units: Sequence[tuple[int, int, int, int]] = ()
    unit_starts: Sequence[int] = ()

    def symbols(self, padding: int) -> Array:
        """int64: the number of every character, see `symbol_of`, and that many zeros after."""
        return SYMBOLS.take(np.frombuffer(self.codes + bytes(padding), np.uint8))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """A folded span as a span of the original text, both end-exclusive."""
        if not self.units or start == end:
            return start, end
        return self._original(start)[0], self._original(end - 1)[1]

    def original_start(self, place: int) -> int:
        """Where the letter behind a folded character begins in the original."""
        return self._original(place)[0] if self.units else place

    def _original(self, place: int) -> tuple[int, int]:
        """Where the letter behind one folded character begins and ends in the original."""
        index = bisect_right(self.unit_starts, place) - 1
        if index < 0:
            return place, place + 1
        _, end, first, last = self.units[index]
        if place < end:
            return first, last
        return last + place - end, last + place - end + 1


def fold(text: str) -> Folded:
    """Fold a text. Linear in its length; never raises on any str."""
    try:
        codes, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    except UnicodeEncodeError:
        return _fold_carefully(text)
    return Folded(codecs.charmap_decode(codes, "strict", _FOLDED)[0], codes)


def encoded(text: str) -> bytes:
    """The code of each character of a folded text; a question mark's for one that has none."""
    return codecs.charmap_encode(text, "replace", _TO_BYTES)[0]


def fold_word(text: str) -> str:
    """The folded text alone, white space collapsed: for lexicon entries and comparisons."""
    return " ".join(fold(text).text.split())


def _fold_carefully(text: str) -> Folded:
    pieces: list[str] = []
    others: list[str] = []
    units: list[tuple[int, int, int, int]] = []
    length = done = 0
    for match in _OTHER.finditer(text):
        begin = match.start()
        if begin > done and unicodedata.combining(text[begin]):
            begin -= 1  # a plain letter and its marks are one unit
        pieces.append(_fold_plain(text[done:begin]))
        length += begin - done
        done = match.end()
        for start, unit in _units_of(text[begin:done], begin):
            folded = _fold_unit(unit)
            others.append(folded)
            pieces.append(folded)
            if len(folded) != 1 or len(unit) != 1:
                units.append((length, length + len(folded), start, start + len(unit)))
            length += len(folded)
    pieces.append(_fold_plain(text[done:]))
    folded_text = "".join(pieces)
    codes = encoded(folded_text)
    if _OTHER_LETTER.search("".join(others)) is not None:
        marked = bytearray(codes)
        for match in _OTHER_LETTER.finditer(folded_text):
            marked[match.start()] = OTHER
        codes = bytes(marked)
    return Folded(folded_text, codes, units, [unit[0] for unit in units])


def _fold_plain(text: str) -> str:
    if not text:
        return ""
    codes, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    return codecs.charmap_decode(codes, "strict", _FOLDED)[0]


def _units_of(run: str, begin: int) -> Iterator[tuple[int, str]]:
    """A base letter and its combining marks are one unit, so that a + ̊ becomes å."""
    index = 0
    while index < len(run):
        end = index + 1
        while end < len(run) and end - index < _LONGEST_UNIT and unicodedata.combining(run[end]):
            end += 1
        yield begin + index, run[index:end]
        index = end


@lru_cache(maxsize=4096)
def _fold_unit(unit: str) -> str:
    if unit[0] in _DROPPED:
        return ""
    return "".join(
        " " if character.isspace() and character not in "\n\r" else character
        for character in unicodedata.normalize("NFKC", unit).translate(_TABLE).lower()
        if not unicodedata.combining(character)
    )
