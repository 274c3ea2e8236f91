"""Text cut into words, the unit the lexicon and the matcher share."""

import re

# A word: letters and digits, with what makes C++, C# and .NET words of their own.
WORD = re.compile(r"(?<![^\W_])\.net\b|[^\W_]+(?:\+\+|#)?")
# What may stand between two words of one phrase; a line break only inside running text.
GAP = re.compile(r"[ \t]{1,3}|[ \t]?[-/&',:][ \t]?|\. ?| ?\n ?| - ")


def words_of(folded: str) -> tuple[str, ...]:
    """Words of an already folded text."""
    return tuple(WORD.findall(folded))


def listed(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
