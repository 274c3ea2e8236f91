"""What can be told of all words of a text at a glance: which few are worth a closer look.

In C where that could be compiled (`native.py`), else by operations on whole arrays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from catalog.recognition import native
from catalog.recognition.compounds import PREFIX_BEGINNINGS, TAIL_ENDS, may_be_compound
from catalog.recognition.fingerprints import (
    BASE,
    WEIGHTS,
    Fingerprints,
    prints_of_pairs,
)
from catalog.recognition.folding import plain_table
from catalog.recognition.lexicon import COMPOUND, LONGER, NEVER, PHRASE, UNKNOWN, Lexicon
from catalog.recognition.licences import LICENCES
from catalog.recognition.mention import TextKind
from catalog.recognition.misspellings import (
    LETTER_WEIGHTS,
    LETTERS,
    SHORTEST_SKELETON,
    has_known_end,
    suspects_among,
)
from catalog.snapshot.arrays import Array

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

_LONGEST_SEAM = 2
_MOST_PHRASES = 3  # of more that begin with one word, the dictionaries tell
# What may stand between two words of a phrase, as glance.c reads `words.GAP`.
_GAP_MARKS = (" ", "/&',:", ".", "\n", "-")
_HYPHEN = len(_GAP_MARKS)
_GAPS = np.zeros(256, np.uint8)
for _kind, _marks in enumerate(_GAP_MARKS, 1):
    _GAPS[plain_table(_marks.__contains__)] = _kind


@dataclass(frozen=True)
class Glance:
    """numbers: int32, what the lexicon knows each word as, see `Lexicon.forms`, and `UNKNOWN` once
    more at the end · firsts: int32, see `Lexicon.firsts` · marks: uint16, see `Lexicon.begins` ·
    phrases: word with the mark `PHRASE` → last word and node of every phrase of more than one word
    that begins there, the longest first; below zero is none · the others are words, in order:
    joined: that may be one with the next · suspects: that may be misspelt, in a CV · licences: that
    may name a driving licence · first_halves: that may be one of a pair ("el-")."""

    numbers: Array
    firsts: Array
    marks: Array
    phrases: Mapping[int, Sequence[Sequence[int]]]
    joined: list[int]
    suspects: list[int]
    licences: list[int]
    first_halves: list[int]


def glance_by_arrays(reading: "Reading", lexicon: Lexicon, kind: TextKind) -> Glance:
    """The words of a text that has some."""
    words, bounds = reading.words, reading.bounds
    starts, ends = bounds[0::2], bounds[1::2]
    lengths, seams = ends - starts, starts[1:] - ends[:-1]
    prints = Fingerprints(reading.folded.codes)
    of_words = prints.of(starts, ends)
    numbers = lexicon.numbers.numbers_of(of_words)
    known = np.minimum(numbers, lexicon.starters)
    firsts, marks = lexicon.firsts.take(known), lexicon.begins.take(known)
    long = np.flatnonzero((marks == 0) & (lengths >= SHORTEST_SKELETON))
    _go_on(marks, firsts, numbers, lexicon)
    near = np.flatnonzero((lengths[:-1] >= 2) & (lengths[1:] >= 4) & (seams <= _LONGEST_SEAM))
    both = prints.joined(of_words.take(near), lengths.take(near), of_words.take(near + 1))
    joined = near[lexicon.numbers.numbers_of(both) != UNKNOWN].tolist()
    suspects: list[int] = []
    if kind == "cv":
        strange = long[numbers.take(long) == UNKNOWN]
        suspects = suspects_among(strange, reading, lexicon.corrections)
    marks[[index for index in long.tolist() if may_be_compound(words[index])]] |= COMPOUND
    codes = np.frombuffer(reading.folded.codes + native.PADDING, np.uint8)
    is_half = (_GAPS.take(codes.take(ends)) == _HYPHEN) & (_GAPS.take(codes.take(ends + 1)) > 0)
    return Glance(
        np.append(numbers, np.int32(UNKNOWN)),
        firsts,
        marks,
        {},
        joined,
        suspects,
        np.flatnonzero(LICENCES.may_hold(of_words)).tolist(),
        np.flatnonzero(is_half).tolist(),
    )


def _go_on(marks: Array, firsts: Array, numbers: Array, lexicon: Lexicon) -> None:
    """Take the mark of a longer phrase from words that the next one does not go on from."""
    longer = np.flatnonzero(marks[:-1] & LONGER)
    following = numbers.take(longer + 1)
    nodes = lexicon.steps.numbers_of(prints_of_pairs(firsts.take(longer), following))
    marks &= ~np.uint16(NEVER | LONGER)
    marks[longer[(nodes != UNKNOWN) & (following != UNKNOWN)]] |= np.uint16(LONGER)


class _Tables:
    """A lexicon as the C code reads it. struct: points into what is held."""

    def __init__(self, lexicon: Lexicon) -> None:
        starters, rows = lexicon.starters, len(lexicon.firsts)
        self.struct = native.FFI.new(
            "Lexicon *", {"base": BASE, "starters": starters, "count": rows}
        )
        self._held: list[Any] = []
        self._point("weights", "uint64_t", WEIGHTS)
        self._point("letter_weights", "uint64_t", LETTER_WEIGHTS)
        self._point("letters", "uint8_t", LETTERS)
        self._point("firsts", "int32_t", lexicon.firsts)
        self._point("begins", "uint16_t", lexicon.begins)
        self._point("has_sense", "uint8_t", lexicon.has_sense.view(np.uint8))
        self._point("gaps", "uint8_t", _GAPS)
        for name, table in (("numbers", lexicon.numbers), ("steps", lexicon.steps)):
            self._point("cells", "int32_t", table.cells.ravel(), name).shift = int(table.shift)
        for name, sieve in (
            ("skeletons", lexicon.corrections.letters),
            ("licences", LICENCES),
            ("tails", TAIL_ENDS),
            ("prefixes", PREFIX_BEGINNINGS),
        ):
            bits = sieve.bits.view(np.uint8)
            self._point("bits", "uint8_t", bits, name).shift = int(sieve.shift)

    def _point(self, name: str, kind: str, array: Array | bytes, part: str = "") -> Any:
        """Set a pointer of the struct, or of a part of it; that part."""
        whole = getattr(self.struct, part) if part else self.struct
        self._held.append(native.pointer(kind, array))
        setattr(whole, name, self._held[-1])
        return whole


_TABLES: WeakKeyDictionary[Lexicon, _Tables] = WeakKeyDictionary()
_JOINED, _SUSPECT, _LONG_SUSPECT, _LICENCE, _FIRST_HALF = 1, 2, 4, 8, 16


def glance_natively(reading: "Reading", lexicon: Lexicon, kind: TextKind) -> Glance:
    """What `glance_by_arrays` gives. Needs the library."""
    tables = _TABLES.get(lexicon)
    if tables is None:
        tables = _TABLES[lexicon] = _Tables(lexicon)
    words = reading.words
    count = len(words)
    text = native.pointer("uint8_t", reading.folded.codes + native.PADDING)
    bounds = native.pointer("int64_t", reading.bounds)
    prints = native.FFI.new("uint64_t[]", count)
    numbers, firsts = np.full(count + 1, UNKNOWN, np.int32), np.empty(count, np.int32)
    phrases = np.empty((count, _MOST_PHRASES, 2), np.int32)
    marks, kinds = np.empty(count, np.uint16), np.empty(count, np.uint8)
    told = native.pointer("int32_t", numbers)
    native.LIBRARY.number_words(tables.struct, text, bounds, count, prints, told)
    native.LIBRARY.mark_words(
        tables.struct,
        text,
        bounds,
        count,
        prints,
        told,
        kind == "cv",
        native.pointer("int32_t", firsts),
        native.pointer("uint16_t", marks),
        native.pointer("Phrase", phrases),
        native.pointer("uint8_t", kinds),
    )
    begun = np.flatnonzero(marks & PHRASE)
    told_phrases = dict(zip(begun.tolist(), phrases.take(begun, 0).tolist(), strict=True))
    seen = Glance(numbers, firsts, marks, told_phrases, [], [], [], [])
    places = np.flatnonzero(kinds)
    for index, some in zip(places.tolist(), kinds.take(places).tolist(), strict=True):
        if some & _JOINED:
            seen.joined.append(index)
        if some & _SUSPECT or (
            some & _LONG_SUSPECT and has_known_end(words[index], lexicon.corrections)
        ):
            seen.suspects.append(index)
        if some & _LICENCE:
            seen.licences.append(index)
        if some & _FIRST_HALF:
            seen.first_halves.append(index)
    return seen


glance_at = glance_by_arrays if native.LIBRARY is None else glance_natively
