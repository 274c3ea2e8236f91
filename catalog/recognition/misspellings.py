"""Misspellings of lexicon words, only where nearly nothing else can be meant.

A word the lexicon does not know is corrected when it has the same *skeleton* as a known one (dots
and rings left out, double letters made single: "tapettsering", "aldreboende"), or, when it is long,
when one letter is wrong but neither the first nor one of the last two. Measured on course texts in
correct Swedish, one wrong letter in a shorter word, or at its end, is mostly another real word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

SHORTEST_SKELETON = 7
SHORTEST_CORRECTED = 12
LONGEST_CORRECTED = 30
# One wrong letter in a word of eleven or more leaves its first five or its last five as they are.
_HALF = 5
_DOUBLES = tuple(2 * letter for letter in "abcdefghijklmnopqrstuvwxyz")
_DOUBLED = re.compile(r"(.)\1+")


class Corrections(NamedTuple):
    """skeletons: skeleton → known words · ends: what of a long word one wrong letter leaves as it
    is, either its beginning and the last two letters, or its first letter and its end → known
    words."""

    skeletons: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]


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
    known = [word for word in words if _is_in_reach(word)]
    skeletons: dict[str, list[str]] = {}
    for word, skeleton in zip(known, skeletons_of(known), strict=True):
        skeletons.setdefault(skeleton, []).append(word)
    ends: dict[str, list[str]] = {}
    for word in known:
        if len(word) >= SHORTEST_CORRECTED - 1:
            for key in _ends_of(word):
                ends.setdefault(key, []).append(word)
    return Corrections(
        {key: tuple(found) for key, found in skeletons.items()},
        {key: tuple(found) for key, found in ends.items()},
    )


def corrections_of(words: Sequence[str], tables: Corrections) -> dict[str, str]:
    """Word → the known word that is meant; words that mean none, or more than one, are left out."""
    candidates = [word for word in words if _is_in_reach(word)]
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


def _is_in_reach(word: str) -> bool:
    return SHORTEST_SKELETON <= len(word) <= LONGEST_CORRECTED and word.isalpha()


def _doubles_apart(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _ends_of(word: str) -> tuple[str, str]:
    return word[:_HALF] + word[-2:], word[0] + word[-_HALF:]
