"""Draws what training learns from: two texts that say the same, and what they are told apart from.

Half of a later batch comes in clusters: a group and some of those that the model, as it stands,
finds nearest to it, so that it learns where near things differ (hard negatives; the idea of ANCE,
Xiong 2021). A cluster keeps to one vocabulary: of two vocabularies, near groups are often one thing
under two names, and nothing tells the trainer so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from catalog.recognition.embedding import Splitter, Vectors, words_of
from catalog.recognition.training.material import Material

Numbers = npt.NDArray[np.int64]
_TRIES = 6  # to find a text in the other language; groups with one in ten need no more
_SEEDS_AT_ONCE = 512  # bounds the memory of a look for neighbours at some 40 MB


class TooLittle(Exception):
    """The material has too few groups with two texts to learn from."""


@dataclass(frozen=True)
class Recipe:
    """How to train. definitions, ties: their share of each batch · across: how often a pair is made
    of two languages where a group has them · dropout: share of pieces left out at random, so that
    no single piece carries a text · longest: words read of a text · crowd: between 0, every group
    alike, and 1, every text alike · hard: share of a batch in clusters of `cluster` groups, from
    step `hard_from` on, the neighbours looked up every `hard_every` steps."""

    dimensions: int = 256
    steps: int = 700
    batch: int = 1280
    rate: float = 0.01
    scale: float = 12.0
    definitions: float = 0.3
    ties: float = 0.1
    across: float = 0.6
    dropout: float = 0.15
    longest: int = 48
    crowd: float = 0.7
    hard: float = 0.5
    cluster: int = 8
    hard_from: int = 200
    hard_every: int = 100
    seed: int = 7


@dataclass(frozen=True)
class Bags:
    """Texts as sums of words, words as sums of pieces: texts (texts, words) · words (words,
    pieces)."""

    texts: csr_matrix
    words: csr_matrix

    def encode(self, vectors: Vectors) -> Vectors:
        """A vector per text, of any length."""
        return np.asarray(self.texts @ (self.words @ vectors), np.float32)


def read_bags(texts: Sequence[str], splitter: Splitter, longest: int) -> Bags:
    """Split each word once, however many texts it stands in."""
    rows: dict[str, int] = {}
    read = [
        [rows.setdefault(word, len(rows)) for word in words_of(text)[:longest]] for text in texts
    ]
    split = splitter.split(list(rows))
    standing = csr_matrix(
        (
            np.ones(sum(map(len, read)), np.float32),
            np.array([row for one in read for row in one], np.int32),
            np.cumsum([0, *map(len, read)]),
        ),
        shape=(len(texts), len(rows)),
    )
    standing.sum_duplicates()
    words = csr_matrix(
        (
            np.concatenate([np.zeros(0, np.float32), *(bag.weights for bag in split)]),
            np.concatenate([np.zeros(0, np.int64), *(bag.rows for bag in split)]),
            np.cumsum([0, *(len(bag.rows) for bag in split)]),
        ),
        shape=(len(rows), splitter.size),
    )
    return Bags(standing, words)


class Pairs:
    """Batches of pairs. Labels lie in one list, those of a group side by side: `first[g]` to
    `first[g + 1]`."""

    def __init__(self, material: Material, splitter: Splitter, recipe: Recipe) -> None:
        self._recipe = recipe
        self._random = np.random.default_rng(recipe.seed)
        labels = [
            (group, text, language)
            for group, texts in material.labels.items()
            for text, language in texts
        ]
        definitions = [
            (group, text)
            for group, texts in material.definitions.items()
            if group in material.labels
            for text in texts
        ]
        texts = [text for _, text, _ in labels] + [text for _, text in definitions]
        self._bags = read_bags(texts, splitter, recipe.longest)
        is_said = self._bags.texts @ np.asarray(self._bags.words.sum(axis=1)).ravel() > 0
        kept = np.flatnonzero(is_said[: len(labels)])
        languages: dict[str, int] = {}
        self._text = kept
        self._language = np.array(
            [languages.setdefault(labels[row][2], len(languages)) for row in kept], np.int64
        )
        number: dict[str, int] = {}
        self._owner = np.array(
            [number.setdefault(labels[row][0], len(number)) for row in kept], np.int64
        )
        self._first = np.searchsorted(self._owner, np.arange(len(number) + 1))
        self._count = np.diff(self._first)
        self._several = np.flatnonzero(self._count > 1)
        if len(self._several) < 2:
            raise TooLittle("fewer than two groups have two texts")
        weights = self._count[self._several] ** recipe.crowd
        self._chance = weights / weights.sum()
        self._defined = _two_columns(
            (number[group], len(labels) + n)
            for n, (group, _) in enumerate(definitions)
            if group in number and is_said[len(labels) + n]
        )
        self._ties = _two_columns(
            (number[one], number[other])
            for one, other in material.ties
            if one in number and other in number
        )
        names: dict[str, int] = {}
        self._vocabularies = np.array(
            [
                sum(1 << names.setdefault(name, len(names)) for name in sorted(known))
                for known in (material.vocabularies.get(group, {"?"}) for group in number)
            ],
            np.int64,
        )
        self._clusters: list[Numbers] = []

    def draw(self) -> tuple[Numbers, Numbers, Numbers]:
        """Rows of two texts each, and the group that the second one says."""
        recipe, random = self._recipe, self._random
        defined = round(recipe.batch * recipe.definitions) if len(self._defined) else 0
        tied = round(recipe.batch * recipe.ties) if len(self._ties) else 0
        wanted = recipe.batch - defined - tied
        count = round(recipe.batch * recipe.hard / recipe.cluster)
        near = [self._clusters.pop() for _ in range(min(count, len(self._clusters)))]
        hard = np.concatenate([np.zeros(0, np.int64), *near])[:wanted]
        chosen = np.concatenate(
            [hard, random.choice(self._several, wanted - len(hard), p=self._chance)]
        )
        first = self._labels(chosen)
        second = self._others(chosen, first)
        explained = self._defined[random.integers(0, max(1, len(self._defined)), defined)]
        ties = self._ties[random.integers(0, max(1, len(self._ties)), tied)]
        one = [first, self._labels(explained[:, 0]), self._labels(ties[:, 0])]
        other = [self._text[second], explained[:, 1], self._text[self._labels(ties[:, 1])]]
        groups = np.concatenate([chosen, explained[:, 0], ties[:, 1]])
        return self._text[np.concatenate(one)], np.concatenate(other), groups

    def bags(self, rows: Numbers) -> Bags:
        """The texts of some rows; some of their words' pieces, at random, left out."""
        texts = self._bags.texts[rows]
        used, columns = np.unique(texts.indices, return_inverse=True)
        texts = csr_matrix((texts.data, columns, texts.indptr), shape=(len(rows), len(used)))
        words = self._bags.words[used]
        if self._recipe.dropout:
            words.data = words.data * (self._random.random(words.nnz) >= self._recipe.dropout)
        return Bags(texts, words)

    def look_around(self, vectors: Vectors) -> None:
        """Find neighbours, as the vectors have them now, for the batches to come."""
        recipe, several = self._recipe, self._several
        reach = 2 * recipe.cluster
        if len(several) <= reach:
            return
        known = _of_length_one(self._bags.encode(vectors)[self._text])
        middles = np.zeros((len(self._count), known.shape[1]), np.float32)
        np.add.at(middles, self._owner, known)
        middles = _of_length_one(middles)[several]
        kind = self._vocabularies[several]
        wanted = recipe.hard_every * round(recipe.batch * recipe.hard / recipe.cluster)
        seeds = self._random.choice(len(several), wanted, p=self._chance)
        self._clusters = []
        for start in range(0, len(seeds), _SEEDS_AT_ONCE):
            some = seeds[start : start + _SEEDS_AT_ONCE]
            near = middles[some] @ middles.T
            near[(kind[some][:, None] & kind[None, :]) == 0] = -np.inf
            near[np.arange(len(some)), some] = -np.inf
            nearest = np.argpartition(-near, reach, axis=1)[:, :reach]
            for seed, row in zip(some, nearest, strict=True):
                others = self._random.permutation(row)[: recipe.cluster - 1]
                self._clusters.append(several[np.concatenate([[seed], others])])

    def _labels(self, groups: Numbers) -> Numbers:
        """One label of each group."""
        at = self._random.random(len(groups)) * self._count[groups]
        return self._first[groups] + at.astype(np.int64)

    def _others(self, groups: Numbers, labels: Numbers) -> Numbers:
        """Another label of each group, in another language where that is wanted and found."""
        found = self._beside(groups, labels)
        is_across = self._random.random(len(groups)) < self._recipe.across
        for _ in range(_TRIES):
            again = np.flatnonzero(is_across & (self._language[labels] == self._language[found]))
            found[again] = self._beside(groups[again], labels[again])
        return found

    def _beside(self, groups: Numbers, labels: Numbers) -> Numbers:
        first, count = self._first[groups], self._count[groups]
        step = 1 + (self._random.random(len(groups)) * (count - 1)).astype(np.int64)
        return np.asarray(first + (labels - first + step) % count, np.int64)


def _two_columns(pairs: Iterable[tuple[int, int]]) -> Numbers:
    return np.array(list(pairs), np.int64).reshape(-1, 2)


def _of_length_one(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), np.float32)
