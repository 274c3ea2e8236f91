"""Text as the matcher reads it: folded, with a way back to the original code points.

Folding lowercases, composes (NFKC), drops zero-width characters and soft hyphens, makes every dash
a hyphen and every space a space, and takes accents off letters that Swedish does not count as its
own (à → a, é → e; å, ä and ö stay). It never needs more than one pass over the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u00b4"
_HYPHENS = "‐‑‒–—―−"
_KEPT_MARKS = {"å", "ä", "ö"}


def _one_to_one() -> dict[int, str]:
    """Characters that fold to exactly one character, so that offsets stay as they are."""
    table = {ord(dash): "-" for dash in _HYPHENS}
    table.update({ord(quote): "'" for quote in "’‘´`"})
    table.update({ord("ø"): "ö", ord("æ"): "ä", ord("Ø"): "ö", ord("Æ"): "ä", 0xA0: " "})
    for code in range(0xC0, 0x250):
        lowered = chr(code).lower()
        base = unicodedata.normalize("NFD", lowered)[0]
        if len(lowered) == 1 and code not in table:
            table[code] = lowered if lowered in _KEPT_MARKS else base
    return table


_TABLE = _one_to_one()
# Anything outside these ranges may change length when folded and takes the careful way.
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e\u00a0-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6"
                    r"\u00b7\u00bb\u00bf-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
                    r"‐-―‘-‟•\u2026€™−]*")  # fmt: skip


@dataclass(frozen=True)
class Folded:
    """text: the folded text · starts, ends: for each folded code point where its letter begins and
    ends in the original; None when both texts run in step."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """A folded span as a span of the original text, both end-exclusive."""
        if self.starts is None or self.ends is None or start == end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text. Linear in its length; never raises on any str."""
    plain = _PLAIN.match(text)
    if plain is not None and plain.end() == len(text):
        return Folded(text.translate(_TABLE).lower())
    return _fold_carefully(text)


def fold_word(text: str) -> str:
    """The folded text alone, white space collapsed: for lexicon entries and comparisons."""
    return " ".join(fold(text).text.split())


def _fold_carefully(text: str) -> Folded:
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    index, length = 0, len(text)
    while index < length:
        end = index + 1
        # A base letter and its combining marks are one unit, so that a + ̊ becomes å. More than
        # eight marks on one letter is noise; the bound keeps hostile input linear.
        while end < length and end - index < 8 and unicodedata.combining(text[end]):
            end += 1
        unit = text[index:end]
        if unit[0] not in _DROPPED:
            for character in unicodedata.normalize("NFKC", unit).translate(_TABLE).lower():
                if unicodedata.combining(character):
                    continue
                folded.append(" " if character.isspace() and character not in "\n\r" else character)
                starts.append(index)
                ends.append(end)
        index = end
    return Folded("".join(folded), starts, ends)
