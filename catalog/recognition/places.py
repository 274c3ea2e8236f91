"""Where in a text something may begin, found for all its words at once.

Of five hundred words some forty begin a phrase of the lexicon. Everything that rules the others out
is done on whole arrays, so that the walk of the matcher touches few words one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from catalog.recognition.compounds import PREFIX_BEGINNINGS, TAIL_ENDS, may_be_compound
from catalog.recognition.fingerprints import (
    Fingerprints,
    NumberTable,
    Sieve,
    prints_of,
    prints_of_pairs,
)
from catalog.recognition.lexicon import LONGER, NEVER, UNKNOWN, Lexicon
from catalog.recognition.licences import TOLD as LICENCE_WORDS
from catalog.recognition.mention import TextKind
from catalog.recognition.misspellings import SHORTEST_SKELETON, corrections_of, suspects_among
from catalog.snapshot.arrays import Array

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

# Beside what the lexicon says of a word (its `begins`): a rule of its own has found something
# there; it and the next word may be one; it may be a compound; it is a misspelling; it and the next
# word are a phrase that no longer one begins with.
TOLD, JOINED, COMPOUND, MISSPELT, PAIR = 16, 32, 64, 256, 512
RARE = JOINED | COMPOUND | MISSPELT
SHORTEST_COMPOUND = 8
LONGEST_WORD = 60
_LONGEST_SEAM = 2
_NEVER_JOINED = frozenset(
    ("för", "med", "och", "som", "till", "över", "under", "per", "hos", "ett")
)
_NO_NODE = -1
_LICENCES = Sieve(prints_of(LICENCE_WORDS))


@dataclass(frozen=True)
class Places:
    """codes: what the lexicon knows each word as, see `Lexicon.forms`, `UNKNOWN` for none and once
    more at the end · firsts: see `Lexicon.firsts` · marks: uint16, bits of what may begin at each
    word · pairs: word → node of it and the next · joined: word → first nodes of phrases that begin
    with it and the next as one · misspelt: word → the known one it stands for · licences: words
    that may name a driving licence."""

    codes: Sequence[int]
    firsts: Array
    marks: Array
    pairs: Mapping[int, int]
    joined: Mapping[int, tuple[int, ...]]
    misspelt: Mapping[int, str]
    licences: Sequence[int]


def places_of(reading: "Reading", lexicon: Lexicon, kind: TextKind) -> Places:
    """The places of a text that has words."""
    words, bounds = reading.words, reading.bounds
    starts, ends = bounds[0::2], bounds[1::2]
    lengths, seams = ends - starts, starts[1:] - ends[:-1]
    prints = Fingerprints(reading.folded.codes)
    of_words = prints.of(starts, ends)
    numbers = _numbers_of(of_words, words, lexicon)
    known = np.minimum(numbers, lexicon.starters)
    firsts, marks = lexicon.firsts.take(known), lexicon.begins.take(known)
    long = np.flatnonzero((marks == 0) & (lengths >= SHORTEST_SKELETON))
    codes = [*numbers.tolist(), UNKNOWN]
    pairs = _pairs(marks, firsts, numbers, lexicon)

    near = np.flatnonzero((lengths[:-1] >= 2) & (lengths[1:] >= 4) & (seams <= _LONGEST_SEAM))
    both = prints.joined(of_words.take(near), lengths.take(near), of_words.take(near + 1))
    is_form = lexicon.numbers.numbers_of(both, UNKNOWN) != UNKNOWN
    joined = {
        index: nodes
        for index in near[is_form].tolist()
        if words[index] not in _NEVER_JOINED
        and (nodes := lexicon.nodes_of(words[index] + words[index + 1]))
    }
    compounds = []
    for index in long.tolist():
        word = words[index]
        if (
            (word[-4:] in TAIL_ENDS or word[:3] in PREFIX_BEGINNINGS)
            and SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD
            and may_be_compound(word)
        ):
            compounds.append(index)
    misspelt: dict[int, str] = {}
    if kind == "cv":
        strange = long[numbers.take(long) == UNKNOWN]
        suspects = suspects_among(strange, reading, lexicon.corrections)
        meant = corrections_of([words[index] for index in suspects], lexicon.corrections)
        misspelt = {index: meant[words[index]] for index in suspects if words[index] in meant}
    for found, mark in ((joined, JOINED), (compounds, COMPOUND), (misspelt, MISSPELT)):
        if found:
            marks[[*found]] |= mark
    licences = np.flatnonzero(_LICENCES.may_hold(of_words)).tolist()
    return Places(codes, firsts, marks, pairs, joined, misspelt, licences)


def _numbers_of(prints: Array, words: Sequence[str], lexicon: Lexicon) -> Array:
    """int32: what the lexicon knows each word as."""
    numbers = lexicon.numbers.numbers_of(prints, UNKNOWN)
    for index in np.flatnonzero(numbers == NumberTable.CROWDED).tolist():
        numbers[index] = lexicon.forms.get(words[index], UNKNOWN)
    return numbers


def _pairs(marks: Array, firsts: Array, numbers: Array, lexicon: Lexicon) -> dict[int, int]:
    """Take the mark of a longer phrase from words that the next one does not go on from, or that
    are a phrase with it and no more; those come with their node."""
    longer = np.flatnonzero(marks[:-1] & LONGER)
    following = numbers.take(longer + 1)
    prints = prints_of_pairs(firsts.take(longer), following)
    nodes = lexicon.pairs.numbers_of(prints, _NO_NODE)
    going_on = np.flatnonzero((nodes != _NO_NODE) & (following != UNKNOWN))
    longer, nodes = longer.take(going_on), nodes.take(going_on)
    marks &= ~np.uint16(NEVER | LONGER)
    is_pair = (nodes != NumberTable.CROWDED) & ~lexicon.goes_on.take(np.maximum(nodes, 0))
    marks[longer] |= np.where(is_pair, np.uint16(PAIR), np.uint16(LONGER))
    pairs = np.flatnonzero(is_pair)
    return dict(zip(longer.take(pairs).tolist(), nodes.take(pairs).tolist(), strict=True))
