"""Misspellings of lexicon words, only where nearly nothing else can be meant.

A word the lexicon does not know is corrected when it has the same *skeleton* as a known one (dots
and rings left out, double letters made single: "tapettsering", "aldreboende"), or, when it is long,
when one letter is wrong but neither the first nor one of the last two. Measured on course texts in
correct Swedish, one wrong letter in a shorter word, or at its end, is mostly another real word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from catalog.recognition.fingerprints import Sieve, weights_of
from catalog.recognition.folding import PLAIN_FOLDED, encoded
from catalog.snapshot.arrays import Array

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

SHORTEST_SKELETON = 7
SHORTEST_CORRECTED = 12
LONGEST_CORRECTED = 30
# One wrong letter in a word of eleven or more leaves its first five or its last five as they are.
_HALF = 5
_DOUBLES = tuple(2 * letter for letter in "abcdefghijklmnopqrstuvwxyz")
_DOUBLED = re.compile(r"(.)\1+")
# A code for every letter of a skeleton, the same for all that look like it; and its weight.
_SKELETONS = PLAIN_FOLDED.translate(str.maketrans("åäö", "aao"))
LETTERS = bytes(map(_SKELETONS.index, _SKELETONS))
LETTER_WEIGHTS = weights_of(_SKELETONS)


class Corrections(NamedTuple):
    """skeletons: skeleton → known words · ends: what of a long word one wrong letter leaves as it
    is, either its beginning and the last two letters, or its first letter and its end → known
    words · letters: what the letters of each skeleton count for together."""

    skeletons: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    letters: Sieve


def skeletons_of(words: Sequence[str]) -> list[str]:
    """Each word without dots and rings, double letters made single. All at once: that is faster."""
    if not words:
        return []
    plain = "\n".join(words).replace("å", "a").replace("ä", "a").replace("ö", "o")
    for double in _DOUBLES:
        while double in plain:
            plain = plain.replace(double, double[0])
    return plain.split("\n")


def correction_tables(words: Iterable[str]) -> Corrections:
    """Tables for the given words; those that are short, very long or not letters are left out."""
    known = [word for word in words if is_in_reach(word)]
    skeletons: dict[str, list[str]] = {}
    for word, skeleton in zip(known, skeletons_of(known), strict=True):
        skeletons.setdefault(skeleton, []).append(word)
    ends: dict[str, list[str]] = {}
    for word in known:
        if len(word) >= SHORTEST_CORRECTED - 1:
            for key in _ends_of(word):
                ends.setdefault(key, []).append(word)
    lengths = [0, *(len(skeleton) + 1 for skeleton in skeletons)]
    starts = np.cumsum(lengths)
    codes = encoded("".join(f"{skeleton}\n" for skeleton in skeletons))
    return Corrections(
        {key: tuple(found) for key, found in skeletons.items()},
        {key: tuple(found) for key, found in ends.items()},
        Sieve(_letters_of(codes, starts[:-1], starts[1:] - 1)),
    )


def suspects_among(words: Array, reading: "Reading", tables: Corrections) -> list[int]:
    """Of the words of a text at these rows, in order and none shorter than `SHORTEST_SKELETON`,
    those that `corrections_of` may have an answer for."""
    starts, ends = reading.bounds[0::2].take(words), reading.bounds[1::2].take(words)
    lengths = ends - starts
    is_likely = tables.letters.may_hold(_letters_of(reading.folded.codes, starts, ends))
    is_likely &= lengths <= LONGEST_CORRECTED
    rows = np.flatnonzero(lengths >= SHORTEST_CORRECTED)
    for row, word in zip(rows.tolist(), words.take(rows).tolist(), strict=True):
        if has_known_end(reading.words[word], tables):
            is_likely[row] = True
    found: list[int] = words[is_likely].tolist()
    return found


def has_known_end(word: str, tables: Corrections) -> bool:
    """True when a long word has an end that one wrong letter may have left to a known one."""
    first, last = _ends_of(word)
    return first in tables.ends or last in tables.ends


def _letters_of(codes: bytes, starts: Array, ends: Array) -> Array:
    """uint64: a number that words of the same skeleton share, which is what their letters count for
    in whatever order. codes: of a text · starts, ends: of its words, in order."""
    letters = np.frombuffer(codes.translate(LETTERS) + b"\0", np.uint8)
    weights = LETTER_WEIGHTS.take(letters)
    weights[np.flatnonzero(letters[1:] == letters[:-1])] = 0  # of a double letter one counts
    return np.add.reduceat(weights, np.ravel((starts, ends), "F"))[0::2]


def corrections_of(words: Sequence[str], tables: Corrections) -> dict[str, str]:
    """Word → the known word that is meant; words that mean none, or more than one, are left out."""
    candidates = [word for word in words if is_in_reach(word)]
    meant: dict[str, str] = {}
    for word, skeleton in zip(candidates, skeletons_of(candidates), strict=True):
        near: set[str] = set()
        if skeleton in tables.skeletons:  # who writes no dots and rings may mean an å by a
            near = {
                one
                for one in tables.skeletons[skeleton]
                if word.isascii() or _doubles_apart(word) == _doubles_apart(one)
            }
        if not near and len(word) >= SHORTEST_CORRECTED:
            near = _one_letter_off(word, tables)
        if len(near) == 1:
            (meant[word],) = near
    return meant


def _one_letter_off(word: str, tables: Corrections) -> set[str]:
    ends = tables.ends
    return {
        one
        for key in _ends_of(word)
        if key in ends
        for one in ends[key]
        if one[0] == word[0]
        and one[-2:] == word[-2:]
        and OSA.distance(one, word, score_cutoff=1) <= 1
    }


def is_in_reach(word: str) -> bool:
    """True for what may be corrected, or be what was meant: letters, neither few nor very many."""
    return SHORTEST_SKELETON <= len(word) <= LONGEST_CORRECTED and word.isalpha()


def _doubles_apart(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _ends_of(word: str) -> tuple[str, str]:
    return word[:_HALF] + word[-2:], word[0] + word[-_HALF:]
