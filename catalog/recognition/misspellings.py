"""Misspellings of lexicon words, only where nearly nothing else can be meant.

A word the lexicon does not know is corrected when it has the same *skeleton* as a known one (dots
and rings left out, double letters made single: "tapettsering", "aldreboende"), or, when it is long,
when one letter is wrong but neither the first nor one of the last two. Measured on course texts in
correct Swedish, one wrong letter in a shorter word, or at its end, is mostly another real word.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

SHORTEST_SKELETON = 7
SHORTEST_CORRECTED = 12
LONGEST_CORRECTED = 30
_PLAIN = str.maketrans("åäö", "aao")
_DOUBLED = re.compile(r"(.)\1+")


class Corrections(NamedTuple):
    """skeletons: skeleton → known words · deletions: hash of a form with one letter taken away →
    known words (hashes are the process's own; the table is never stored)."""

    skeletons: dict[str, tuple[str, ...]]
    deletions: dict[int, tuple[str, ...]]


def skeleton_of(word: str) -> str:
    """The word without dots and rings, double letters made single."""
    return _DOUBLED.sub(r"\1", word.translate(_PLAIN))


def correction_tables(words: Iterable[str]) -> Corrections:
    """Tables for the given words; those that are short, very long or not letters are left out."""
    skeletons: dict[str, tuple[str, ...]] = {}
    deletions: dict[int, tuple[str, ...]] = {}
    for word in words:
        if not SHORTEST_SKELETON <= len(word) <= LONGEST_CORRECTED or not word.isalpha():
            continue
        skeleton = skeleton_of(word)
        skeletons[skeleton] = (*skeletons.get(skeleton, ()), word)
        if len(word) >= SHORTEST_CORRECTED - 1:
            for shortened in set(_deletions_of(word)):
                key = hash(shortened)
                deletions[key] = (*deletions.get(key, ()), word)
    return Corrections(skeletons, deletions)


def corrected(word: str, tables: Corrections) -> str | None:
    """The known word that is meant, or None when there is none or more than one."""
    if not SHORTEST_SKELETON <= len(word) <= LONGEST_CORRECTED or not word.isalpha():
        return None
    near = {
        candidate
        for candidate in tables.skeletons.get(skeleton_of(word), ())
        if _is_written_plainly(word) or _doubles_apart(word) == _doubles_apart(candidate)
    }
    if not near and len(word) >= SHORTEST_CORRECTED:
        near = {
            candidate
            for form in _deletions_of(word)
            for candidate in tables.deletions.get(hash(form), ())
            if candidate[0] == word[0]
            and candidate[-2:] == word[-2:]
            and OSA.distance(candidate, word, score_cutoff=1) <= 1
        }
    return next(iter(near)) if len(near) == 1 else None


def _is_written_plainly(word: str) -> bool:
    """True when the writer uses no dots and rings, so that an a may be an å."""
    return word.isascii()


def _doubles_apart(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _deletions_of(word: str) -> Iterator[str]:
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]
