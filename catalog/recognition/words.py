"""Text cut into words, the unit the lexicon and the matcher share."""

import codecs
import re
from collections.abc import Sequence

import numpy as np

from catalog.recognition.folding import FOLDED_BYTES, IS_WORD, Folded
from catalog.snapshot.arrays import Array

# A word: letters and digits, with what makes C++, C# and .NET words of their own.
WORD = re.compile(r"(?<![^\W_])\.net\b|[^\W_]+(?:\+\+|#)?")
# What only that pattern makes a word of.
_MARKED = re.compile(r"\.net\b|[+#](?:(?<=[^\W_]#)|(?<=[^\W_]\+)(?=\+))")
# What may stand between two words of one phrase; a line break only inside running text.
GAP = re.compile(r"[ \t]{1,3}|[ \t]?[-/&',:][ \t]?|\. ?| ?\n ?| - ")


def cut(folded: Folded) -> tuple[Sequence[str], Array]:
    """(words, bounds) of a folded text; bounds: int64, where each word begins and ends by turns,
    counted in folded characters."""
    codes, text = folded.codes, folded.text
    if codes is None or _holds_marked_word(text):
        matches = list(WORD.finditer(text))
        spans = [match.span() for match in matches]
        return [match.group() for match in matches], np.array(spans, np.int64).ravel()
    # Most texts hold nothing of that kind: words are then where letters begin and end.
    words = codecs.charmap_decode(codes, "strict", FOLDED_BYTES)[0].split()
    is_word = np.frombuffer(b"\0" + codes.translate(IS_WORD) + b"\0", np.uint8)
    return words, np.flatnonzero(is_word[1:] != is_word[:-1])


def _holds_marked_word(text: str) -> bool:
    if "#" in text or "++" in text or ".net" in text:
        return _MARKED.search(text) is not None
    return False


def words_of(folded: str) -> tuple[str, ...]:
    """Words of an already folded text."""
    return tuple(WORD.findall(folded))


def listed(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
