"""A cue: a pattern that is looked for only at words that it may begin with.

Looking for fifty phrases at every place of a text is what the roles of its mentions would mostly
cost. Phrases here begin with a plain word, so the first five characters from each word of the text
tell which few of them can stand there at all, for all words at once (`CueTable`).
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from catalog.recognition import native
from catalog.recognition.folding import SYMBOL_COUNT, SYMBOLS, symbol_of

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

# Characters of an opening that are letters of a heading's or a lone word's beginning.
OPENING = 3
_LONGEST_OPENING = 5
_MOST_PATTERNS = 4096  # of one cue: there are fewer, but what people write has no bounds
_SYMBOLS = native.pointer("uint8_t", SYMBOLS.astype(np.uint8))
_SYMBOLS_AFTER = SYMBOL_COUNT ** (_LONGEST_OPENING - OPENING)


class _PatternsAt(dict[str, re.Pattern[str]]):
    """First three letters of a word → a pattern of the phrases that begin so. What a word begins
    with leaves one or two of fifty phrases, and trying fifty is what costs."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self._phrases = phrases
        # Made at once, so that the first texts do not pay for it; those that begin with a number,
        # or with a mark in the word, are made when one comes.
        for opening in {opening for openings in phrases.values() for opening in openings}:
            letters = opening.partition(" ")[0][:OPENING]
            if letters.isalpha() and letters not in self:
                self[letters]  # see __missing__

    def __missing__(self, letters: str) -> re.Pattern[str]:
        beginning = "".join(map(_as_opening, letters))
        fit = [
            phrase
            for phrase, openings in self._phrases.items()
            if any(_may_begin(opening, beginning) for opening in openings)
        ]
        # None does where a mark is part of the word: "ej#" is a word, and "ej" stands there.
        found = _whole_words(fit or self._phrases)
        if len(self) < _MOST_PATTERNS:
            self[letters] = found
        return found


@dataclass(frozen=True, eq=False)
class Cue:
    """A pattern that is looked for at the beginning of words only.

    openings: how what it matches may begin, or for a pattern that may begin with anything the words
    in it: up to five characters, 0 for a digit and a space for whatever is neither letter nor digit
    · at: the pattern cut down to what may match at a word's first three letters · bit: its own,
    among all cues.
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


class CuePlaces(NamedTuple):
    """Where cues may begin in a text. words: at which, in order, and the bits of which cues ·
    before: for each part of the text, how many stand before it · together: all bits of the part."""

    words: list[tuple[int, int]]
    before: list[int]
    together: list[int]


class CueTable:
    """What the first five characters from a word tell of a kind's cues: a trie of two steps, the
    first of three characters, kept as two arrays so that all words of a text take it at once."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        openings = [(opening, cue.bit) for cue in cues for opening in cue.openings]
        first = np.zeros((SYMBOL_COUNT,) * OPENING, np.int64)
        for opening, _ in openings:
            first[_steps(opening[:OPENING])] = 1
        first[first > 0] = np.arange(1, 1 + np.count_nonzero(first))
        bits = np.zeros(
            (1 + first.max(), *(SYMBOL_COUNT,) * (_LONGEST_OPENING - OPENING)), np.int64
        )
        for opening, bit in openings:
            for row in np.unique(first[_steps(opening[:OPENING])]):
                bits[row][_steps(opening[OPENING:])] |= bit
        self._first, self._bits = first.astype(np.int16).ravel(), bits.ravel()

    def places(self, reading: "Reading", starts: Sequence[int]) -> CuePlaces:
        """Of a text with words, the first of which stands in the first part. starts: where its
        parts start, in order."""
        if native.LIBRARY is None:
            return self.places_by_arrays(reading, starts)
        count, parts = len(reading.words), len(starts)
        rows, bits = np.empty((2, count), np.int64)
        before, together = np.empty((2, parts), np.int64)
        found = native.LIBRARY.cue_places(
            _SYMBOLS,
            native.pointer("int16_t", self._first),
            native.pointer("int64_t", self._bits),
            native.pointer("uint8_t", reading.folded.codes + native.PADDING),
            native.pointer("int64_t", reading.bounds),
            count,
            native.FFI.new("int64_t[]", starts),
            parts,
            native.pointer("int64_t", rows),
            native.pointer("int64_t", bits),
            native.pointer("int64_t", before),
            native.pointer("int64_t", together),
        )
        words = [*zip(rows[:found].tolist(), bits[:found].tolist(), strict=True)]
        return CuePlaces(words, before.tolist(), together.tolist())

    def places_by_arrays(self, reading: "Reading", starts: Sequence[int]) -> CuePlaces:
        """The same without the library."""
        at = reading.bounds[0::2]
        symbols = reading.folded.symbols(_LONGEST_OPENING)
        step = SYMBOL_COUNT
        key = (symbols.take(at) * step + symbols.take(at + 1)) * step
        rows = self._first.take(key + symbols.take(at + 2))
        near = np.flatnonzero(rows)
        after = at.take(near) + OPENING
        key = rows.take(near).astype(np.int64) * _SYMBOLS_AFTER + symbols.take(after) * step
        bits = self._bits.take(key + symbols.take(after + 1))
        told = np.flatnonzero(bits)
        near, bits = near.take(told), bits.take(told)
        before = at.take(near).searchsorted(starts)
        together = np.bitwise_or.reduceat(np.append(bits, 0), before)
        together[before == np.append(before[1:], len(bits))] = 0
        found = [*zip(near.tolist(), bits.tolist(), strict=True)]
        return CuePlaces(found, before.tolist(), together.tolist())


def any_of(*phrases: str) -> Cue:
    """One pattern of whole words for all phrases."""
    by_phrase = {phrase: openings_of(phrase) for phrase in phrases}
    openings = frozenset[str]().union(*by_phrase.values())
    return Cue(_whole_words(phrases), openings, _PatternsAt(by_phrase))


def with_word(words: str, pattern: str) -> Cue:
    """A pattern that cannot match without one of these words, anywhere in it; a figure stands for
    any."""
    return Cue(re.compile(pattern), frozenset().union(*map(openings_of, words.split())), {})


def each_with(beginnings: str, rest: str) -> list[str]:
    """A phrase for each of the beginnings, which stand between bars."""
    return [beginning + rest for beginning in beginnings.split("|")]


def openings_of(phrase: str) -> frozenset[str]:
    """Every way that what a phrase matches can begin, at most five characters of it.

    Raises ValueError when the phrase may begin with anything.
    """
    first, *others = _alternatives(phrase)
    found = frozenset(_openings("", first))
    if others or any(one[:1] in ("", " ") for one in found):
        raise ValueError(
            f"a cue must be one phrase that begins with a letter or a number: {phrase}"
        )
    return found


def _openings(begun: str, rest: str) -> Iterator[str]:
    """The openings of what is begun and goes on as the rest of a pattern says."""
    after = ""
    if len(begun) >= _LONGEST_OPENING or not rest:
        yield (begun + " ")[:_LONGEST_OPENING]
    elif rest.startswith(("(?!", "(?<!")):
        yield from _openings(begun, _group(rest)[1])
    elif rest.startswith("(?:"):
        inner, after = _group(rest)
        for one in _alternatives(inner[2:]) if after[:1] != "*" else ():
            yield from _openings(begun, one + after.removeprefix("?"))
    elif rest.startswith(r"\d"):
        yield begun + "0"
    elif rest[0] in "\\.[(" or rest[1:2] in ("*", "+", "{"):
        yield begun  # whatever follows
    else:
        after = rest[1:]
        yield from _openings(begun + _as_opening(rest[0]), after.removeprefix("?"))
    if after[:1] == "*":
        yield begun
    elif after[:1] == "?":
        yield from _openings(begun, after[1:])


def _group(rest: str) -> tuple[str, str]:
    """(what stands in the parenthesis that a pattern begins with, what comes after it)."""
    depth = 0
    for place, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return rest[1:place], rest[place + 1 :]
    raise ValueError(f"a parenthesis is not closed: {rest}")


def _alternatives(inner: str) -> Iterator[str]:
    depth = begin = 0
    for place, letter in enumerate(inner):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            yield inner[begin:place]
            begin = place + 1
    yield inner[begin:]


def _as_opening(letter: str) -> str:
    return "0" if letter.isdigit() else letter if letter.isalpha() else " "


def _may_begin(opening: str, letters: str) -> bool:
    """True when a word of these first letters may begin what has the opening."""
    word, is_whole, _ = opening.partition(" ")
    return letters == word[:OPENING] if is_whole else letters.startswith(word[:OPENING])


def _steps(opening: str) -> tuple[int, ...]:
    return tuple(map(symbol_of, opening))


def _whole_words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)")
