"""A cue: a pattern that is looked for only at words that it may begin with.

Looking for fifty phrases at every place of a text is what the roles of its mentions would mostly
cost. Phrases here begin with a plain word, so the first letters of a text's words tell which few of
them can stand there at all.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

OPENING = 3
_BEGINNING = re.compile(r"(?:\(\?<!.*?\))?(?P<letters>[a-zåäö]+)(?P<after>.{0,3})")
# A number in figures may open a phrase.
_NUMBERS = frozenset(
    f"{number:0{width}}" for width in range(1, OPENING + 1) for number in range(10**width)
)


class _PatternsAt(dict[str, re.Pattern[str]]):
    """Opening → a pattern of the phrases that begin so, made when first asked for. What a word
    begins with leaves one or two of fifty phrases, and trying fifty is what costs."""

    def __init__(self, phrases: Mapping[str, list[str]]) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, opening: str) -> re.Pattern[str]:
        found = self[opening] = _whole_words(self._phrases[opening])
        return found


@dataclass(frozen=True, eq=False)
class Cue:
    """A pattern that is looked for at the beginning of words only.

    openings: what a word must begin with for the pattern to match there: its first three letters,
    or all of a shorter word · at: the pattern cut down to what may match at an opening · bit: its
    own, among all cues.
    """

    pattern: re.Pattern[str]
    openings: frozenset[str]
    at: Mapping[str, re.Pattern[str]]
    bit: int = field(default_factory=map((1).__lshift__, count()).__next__)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere in the text."""
        return self.pattern.search(text)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """A match at `start` that stays before `end`."""
        return self.pattern.match(text, start, end)


def any_of(*phrases: str) -> Cue:
    """One pattern of whole words for all phrases."""
    by_opening: dict[str, list[str]] = {}
    for phrase in phrases:
        for opening in _openings_of(phrase):
            by_opening.setdefault(opening, []).append(phrase)
    return Cue(_whole_words(phrases), frozenset(by_opening), _PatternsAt(by_opening))


def _whole_words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)")


def _openings_of(phrase: str) -> frozenset[str]:
    """The openings of a phrase, which must begin with letters, or with a number (\\d)."""
    if phrase.startswith(r"\d"):
        return _NUMBERS
    begin = _BEGINNING.match(phrase)
    if begin is None or "|" in re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", phrase)):
        raise ValueError(f"a cue must begin with letters: {phrase}")
    letters = begin["letters"][:-1] if begin["after"][:1] in ("?", "*") else begin["letters"]
    is_whole = begin["after"][:1] in ("", " ", "'") or begin["after"] == "(?!"
    if len(letters) < OPENING and not is_whole:
        raise ValueError(f"a cue's first word must be plain: {phrase}")
    return frozenset((letters[:OPENING],))


def with_word(words: str, pattern: str) -> Cue:
    """A pattern that cannot match without one of these words, which may stand anywhere in it."""
    openings = frozenset(one for word in words.split() for one in _openings_of(word))
    return Cue(re.compile(pattern), openings, {})


def each_with(beginnings: str, rest: str) -> list[str]:
    """A phrase for each of the beginnings, which stand between bars."""
    return [beginning + rest for beginning in beginnings.split("|")]
