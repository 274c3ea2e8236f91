"""Every entry requirement as one network of "all of" and "any of" over credentials.

Given the day each credential can be had, one pass over arrays tells the day each requirement can be
met, as if every way to meet it were tried alone: never later than in truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.eligibility.evaluate import (
    CREDIT_KINDS,
    credits_among,
    looks_at,
    marks_of,
    openings,
)
from guidance.core.eligibility.expression import AllOf, AnyOf, Atom, Expression

FREE = 0  # a day before any other: nothing is demanded
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Layer:
    """Nodes of one height and kind, and where the parts of each begin."""

    is_all: bool
    nodes: Array
    parts: Array
    first: Array


@dataclass(frozen=True)
class Requirements:
    """Every distinct demand and how the requirements join them.

    keys: credential keys in order; a day is told for each · atoms: demands that may be unmet ·
    looks_at: what each looks for (see `evaluate.looks_at`) · key, key_first: the keys of every
    alternative of every demand · alternative_first: where the alternatives of a demand begin ·
    layers: joined parts, lower before higher · roots: node of each requirement text; node 0 demands
    nothing, node i + 1 is demand i.
    """

    keys: tuple[str, ...]
    atoms: tuple[Atom, ...]
    looks_at: tuple[frozenset[str], ...]
    key: Array
    key_first: Array
    alternative_first: Array
    layers: tuple[_Layer, ...]
    roots: Array
    size: int

    def free(self, held: frozenset[str]) -> Array:
        """Which demands somebody with these (closed) credentials meets. Whoever holds nothing that
        a demand looks at meets none, or it would be no demand (see `node_of`)."""
        among, marks = credits_among(held), marks_of(held)
        free = np.zeros(len(self.atoms), bool)
        for place, (atom, looked_at) in enumerate(zip(self.atoms, self.looks_at, strict=True)):
            if not looked_at.isdisjoint(marks):
                bearing = among if atom.kind in CREDIT_KINDS else held
                free[place] = any(not one.keys for one in openings(atom, bearing))
        return free

    def days(self, had: Array, free: Array) -> Array:
        """The day each requirement can be met, from the day each key can be had."""
        nodes = np.full(self.size, FREE, np.int64)
        if len(self.atoms):
            alternatives = np.maximum.reduceat(had[self.key], self.key_first)
            least = np.minimum.reduceat(alternatives, self.alternative_first)
            nodes[1 : len(self.atoms) + 1] = np.where(free, FREE, least)
        for layer in self.layers:
            join = np.maximum if layer.is_all else np.minimum
            nodes[layer.nodes] = join.reduceat(nodes[layer.parts], layer.first)
        days: Array = nodes[self.roots]
        return days


def compile_requirements(texts: Iterable[Expression], more_keys: Iterable[str]) -> Requirements:
    """Join the requirements; `more_keys` are keys whose days are asked for beside theirs."""
    compiling = _Compiling()
    roots = [compiling.node_of(one) for one in texts]
    alternatives = [ways for _, ways in compiling.atoms.values()]
    keys = tuple(sorted({*more_keys, *(k for ways in alternatives for way in ways for k in way)}))
    places = {key: place for place, key in enumerate(keys)}
    flat = [[places[key] for key in sorted(way)] for ways in alternatives for way in ways]
    atoms = tuple(compiling.atoms)
    # Joined parts were numbered from -1 down, before the number of demands was known.
    layers = tuple(
        _Layer(
            is_all,
            len(atoms) - np.array([node for node, _ in made], np.int64),
            _joined([_placed(part, len(atoms)) for part in parts] for _, parts in made),
            _firsts([len(parts) for _, parts in made]),
        )
        for (_, is_all), made in sorted(compiling.layers.items())
    )
    return Requirements(
        keys, atoms, tuple(looks_at(one) for one in atoms),
        _joined(flat), _firsts([len(way) for way in flat]),
        _firsts([len(ways) for ways in alternatives]), layers,
        np.array([_placed(root, len(atoms)) for root in roots], np.int64),
        1 + len(atoms) + compiling.joined,
    )  # fmt: skip


class _Compiling:
    """Numbers demands from 1 and joined parts from -1 downwards; 0 demands nothing."""

    def __init__(self) -> None:
        self.atoms: dict[Atom, tuple[int, tuple[frozenset[str], ...]]] = {}
        self.free: set[Atom] = set()
        self.layers: dict[tuple[int, bool], list[tuple[int, tuple[int, ...]]]] = {}
        self.heights: dict[int, int] = {}
        self.joined = 0

    def node_of(self, one: Expression) -> int:
        if isinstance(one, Atom):
            return self._atom(one)
        if not isinstance(one, AllOf | AnyOf):
            return 0
        is_all = isinstance(one, AllOf)
        parts = tuple(dict.fromkeys(self.node_of(part) for part in one.parts))
        if is_all:
            parts = tuple(part for part in parts if part)
        if not parts or 0 in parts:
            return 0
        return parts[0] if len(parts) == 1 else self._join(is_all, parts)

    def _atom(self, atom: Atom) -> int:
        if atom in self.free:
            return 0
        if atom not in self.atoms:
            ways = tuple(one.keys for one in openings(atom, _NOTHING))
            if not all(ways):
                self.free.add(atom)
                return 0
            self.atoms[atom] = len(self.atoms) + 1, ways
        return self.atoms[atom][0]

    def _join(self, is_all: bool, parts: tuple[int, ...]) -> int:
        self.joined += 1
        height = 1 + max(self.heights.get(part, 0) for part in parts)
        self.heights[-self.joined] = height
        self.layers.setdefault((height, is_all), []).append((-self.joined, parts))
        return -self.joined


def _placed(node: int, atoms: int) -> int:
    return node if node >= 0 else atoms - node


def _joined(parts: Iterable[list[int]]) -> Array:
    return np.array([one for part in parts for one in part], np.int64)


def _firsts(counts: list[int]) -> Array:
    ends = np.cumsum(np.array(counts, np.int64))
    return np.asarray(ends - np.array(counts, np.int64))
