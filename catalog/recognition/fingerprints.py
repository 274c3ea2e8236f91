"""Fingerprints: one number for every word of a text, all at once, and what numbers rule out.

Looking five hundred words up one after the other, alone and joined to the next, is most of what it
costs to find the few that begin something. A fingerprint is a polynomial over the characters of a
word, modulo 2**64; from running sums over a text every word, and every two words made one, have
theirs after a few operations on whole arrays. A `Sieve` keeps one bit for the fingerprints of a
set: it lets through all that is in the set, and little else. What it lets through is looked up as
a string, so that no answer depends on two strings never sharing a number.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from catalog.recognition.folding import PLAIN_FOLDED, encoded
from catalog.snapshot.arrays import Array

BASE = 0x9E37_79B9_7F4A_7C15  # odd, so that every power of it has an inverse
_INVERSE = pow(BASE, -1, 2**64)
_MOST_KEPT = 1 << 17  # characters for which the powers are kept
_WORDS_AT_ONCE = 1 << 13
_FEWEST_BITS, _MOST_BITS, _SPARSE = 12, 23, 4  # a sieve's size: 2**4 bits for each member


def _powers(base: int, count: int) -> Array:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


def weights_of(characters: str) -> Array:
    """uint64: an odd number for each character, the same for the same one."""
    digests = (blake2b(one.encode(), digest_size=8).digest() for one in characters)
    return np.array([int.from_bytes(digest, "big") | 1 for digest in digests], np.uint64)


_POWERS, _INVERSES = _powers(BASE, _MOST_KEPT), _powers(_INVERSE, _MOST_KEPT)
WEIGHTS = weights_of(PLAIN_FOLDED)


class Fingerprints:
    """Of any part of one text. codes: a byte per character, see `Folded`."""

    __slots__ = ("_inverses", "_powers", "_sums")

    def __init__(self, codes: bytes) -> None:
        count = len(codes)
        if count < _MOST_KEPT:
            self._powers, self._inverses = _POWERS, _INVERSES
        else:
            self._powers, self._inverses = _powers(BASE, count + 1), _powers(_INVERSE, count + 1)
        weights = WEIGHTS.take(np.frombuffer(codes, np.uint8))
        weights *= self._powers[:count]
        self._sums = np.zeros(count + 1, np.uint64)
        np.cumsum(weights, out=self._sums[1:])

    def of(self, starts: Array, ends: Array) -> Array:
        """uint64: of the parts between two places each."""
        found: Array = self._sums.take(ends)
        found -= self._sums.take(starts)
        found *= self._inverses.take(starts)
        return found

    def joined(self, first: Array, lengths: Array, second: Array) -> Array:
        """uint64: of two parts as one, from theirs and the first one's length."""
        found: Array = second * self._powers.take(lengths)
        found += first
        return found


class Sieve:
    """A set that never says no to a member. prints: uint64, of its members · bits: bool, one cell
    for each value of a fingerprint's upper bits · shift: takes the others off."""

    __slots__ = ("bits", "shift")

    def __init__(self, prints: Array) -> None:
        size = min(max(_FEWEST_BITS, len(prints).bit_length() + _SPARSE), _MOST_BITS)
        self.shift = np.uint64(64 - size)
        self.bits = np.zeros(1 << size, np.bool_)
        self.bits[prints >> self.shift] = True

    def may_hold(self, prints: Array) -> Array:
        """bool: False for what is no member."""
        return self.bits.take((prints >> self.shift).view(np.int64))


class NumberTable:
    """Word → its number, for many words at once: an open hash table, whose cells hold a number and
    the lower half of a fingerprint. The upper half tells where to look; what is not there is in
    one of the cells that follow, before the first that is empty.

    cells: int32, two for each, a power of two of them, and no fewer than 4,096 · shift: takes off a
    fingerprint what tells no cell. Some 54 bits of a fingerprint are looked at: that a word which
    is no member has them all by chance is not to be waited for.
    """

    __slots__ = ("_both", "cells", "shift")
    NONE = 2**31 - 1  # the number of what is no member
    _SPARSE = 2  # 2**2 cells for each member, or somewhat more, make it rare to look further

    def __init__(self, cells: Array) -> None:
        self.cells = cells
        self.shift = np.uint64(65 - len(cells).bit_length())
        self._both = cells.view(np.int64).ravel()

    @classmethod
    def of(cls, prints: Array, numbers: Array) -> "NumberTable":
        """prints: uint64, all different · numbers: int32, below `NONE`."""
        size = max(_FEWEST_BITS, len(prints).bit_length() + cls._SPARSE)
        table = cls(np.zeros((1 << size, 2), np.int32))
        table.cells[:, 0] = cls.NONE
        lower = prints.astype(np.uint32).view(np.int32)
        members = np.arange(len(prints))
        places = (prints >> table.shift).view(np.int64)
        owners = np.empty(1 << size, np.int64)
        while len(members):
            is_free = table.cells[places, 0] == cls.NONE
            owners[places[is_free]] = members[is_free]
            is_placed = is_free & (owners[places] == members)  # of several the last has got it
            placed = members[is_placed]
            table.cells[places[is_placed]] = np.column_stack((numbers[placed], lower[placed]))
            members, places = members[~is_placed], table._next(places[~is_placed])
        return table

    def _next(self, places: Array) -> Array:
        return (places + 1) & (len(self.cells) - 1)

    def numbers_of(self, prints: Array) -> Array:
        """int32: the number of each word, `NONE` for what is no member."""
        lower = prints.astype(np.uint32).view(np.int32)
        places = (prints >> self.shift).view(np.int64)
        found = self._both.take(places).view(np.int32)
        numbers: Array = found[0::2].copy()
        further = np.flatnonzero((found[1::2] != lower) & (numbers != self.NONE))
        while len(further):
            places[further] = self._next(places[further])
            found = self.cells[places[further]]
            numbers[further] = found[:, 0]
            is_other = (found[:, 1] != lower[further]) & (found[:, 0] != self.NONE)
            further = further[is_other]
        return numbers


def prints_of(words: Iterable[str]) -> Array:
    """uint64: of every word, none of which is empty or holds a zero character; a few at a time, to
    spare memory."""
    text = "\0".join(words)
    if not text:
        return np.zeros(0, np.uint64)
    codes = encoded(text)
    borders = np.flatnonzero(np.frombuffer(codes, np.uint8) == 0)
    starts, ends = np.append(0, borders + 1), np.append(borders, len(codes))
    found = []
    for first in range(0, len(starts), _WORDS_AT_ONCE):
        some = slice(first, first + _WORDS_AT_ONCE)
        begin, end = int(starts[first]), int(ends[some][-1])
        found.append(Fingerprints(codes[begin:end]).of(starts[some] - begin, ends[some] - begin))
    return np.concatenate(found)


def prints_of_pairs(first: Array, second: Array) -> Array:
    """uint64: of two int32 numbers each."""
    pairs = first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint32)
    # The odd factor carries what differs below to the bits a sieve looks at.
    return (pairs ^ pairs >> np.uint64(29)) * np.uint64(BASE)
