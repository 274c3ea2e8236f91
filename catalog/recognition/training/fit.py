"""The training itself: pull texts of one group together, push the others of a batch apart.

The loss is the multiple-negatives ranking loss in both directions, over weighted sums of piece
vectors (sentence-transformers calls the two MultipleNegativesSymmetricRankingLoss and
StaticEmbedding). Two texts of the same group in one batch are never each other's negatives. Seeded,
one thread: the same material, splitter and versions give the same vectors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from catalog.recognition.embedding import Bag, Splitter, Vectors
from catalog.recognition.training.material import Material

Say = Callable[[str], None]
Numbers = npt.NDArray[np.int64]
_LOWEST_RATE = 0.02  # of the first rate; the rate falls in a straight line to it
_FIRST_SPREAD = 0.1  # standard deviation of the vectors before the first step


@dataclass(frozen=True)
class Recipe:
    """How to train. definitions, ties: their share of each batch · across: how often a pair is made
    of two languages where a group has them · dropout: share of pieces left out at random, so that
    no single piece carries a text · longest: pieces read of a definition · crowd: between 0, every
    group alike, and 1, every text alike."""

    dimensions: int = 256
    steps: int = 700
    batch: int = 1024
    rate: float = 0.01
    scale: float = 12.0
    definitions: float = 0.15
    ties: float = 0.1
    across: float = 0.6
    dropout: float = 0.15
    longest: int = 400
    crowd: float = 0.7
    seed: int = 7


class TooLittle(Exception):
    """The material has too few groups with two texts to learn from."""


class _Pairs:
    """Draws batches of pairs from the material. Labels lie in one list, those of a group side by
    side: `first[g]` to `first[g + 1]`."""

    def __init__(self, material: Material, splitter: Splitter, recipe: Recipe) -> None:
        self._recipe = recipe
        self._random = np.random.default_rng(recipe.seed)
        labels = [
            (group, text, language)
            for group, texts in material.labels.items()
            for text, language in texts
        ]
        bags = splitter.split([text for _, text, _ in labels])
        kept = [row for row, bag in enumerate(bags) if len(bag.rows)]
        self._bags = [bags[row] for row in kept]
        self._language = [labels[row][2] for row in kept]
        number: dict[str, int] = {}
        owner = [number.setdefault(labels[row][0], len(number)) for row in kept]
        self._first = np.searchsorted(owner, np.arange(len(number) + 1))
        self._count = np.diff(self._first)
        self._several = np.flatnonzero(self._count > 1)
        if len(self._several) < 2:
            raise TooLittle("fewer than two groups have two texts")
        weights = self._count[self._several] ** recipe.crowd
        self._chance = weights / weights.sum()
        self._defined = [
            (number[group], Bag(bag.rows[: recipe.longest], bag.weights[: recipe.longest]))
            for group, texts in material.definitions.items()
            if group in number
            for bag in splitter.split(texts)
            if len(bag.rows)
        ]
        ties = [
            (number[one], number[other])
            for one, other in material.ties
            if one in number and other in number
        ]
        self._ties = np.array(ties, np.int64).reshape(-1, 2)

    def draw(self) -> tuple[list[Bag], list[Bag], Numbers]:
        """Two texts each, and the group that the second one says."""
        recipe, random = self._recipe, self._random
        defined = round(recipe.batch * recipe.definitions) if self._defined else 0
        tied = round(recipe.batch * recipe.ties) if len(self._ties) else 0
        chosen = random.choice(self._several, recipe.batch - defined - tied, p=self._chance)
        first = self._labels(chosen)
        is_across = random.random(len(chosen)) < recipe.across
        second = [self._other(*one) for one in zip(chosen, first, is_across, strict=True)]
        explained = [
            self._defined[n] for n in random.integers(0, max(1, len(self._defined)), defined)
        ]
        ties = self._ties[random.integers(0, max(1, len(self._ties)), tied)]
        groups_explained = np.array([group for group, _ in explained], np.int64)
        lower, upper = self._labels(ties[:, 0]), self._labels(ties[:, 1])
        one = [*first, *self._labels(groups_explained), *lower]
        bags = [self._bags[row] for row in second], [bag for _, bag in explained]
        other = [*bags[0], *bags[1], *(self._bags[row] for row in upper)]
        groups = np.concatenate([chosen, groups_explained, ties[:, 1]])
        return (
            [self._thinned(self._bags[row]) for row in one],
            [self._thinned(bag) for bag in other],
            groups,
        )

    def _labels(self, groups: Numbers) -> Numbers:
        """One label of each group."""
        at = self._random.random(len(groups)) * self._count[groups]
        return self._first[groups] + at.astype(np.int64)

    def _other(self, group: int, label: int, is_across: bool) -> int:
        """Another label of the group, in another language where that is asked and there is one."""
        others = [n for n in range(self._first[group], self._first[group + 1]) if n != label]
        if is_across:
            foreign = [n for n in others if self._language[n] != self._language[label]]
            others = foreign or others
        return others[int(self._random.random() * len(others))]

    def _thinned(self, bag: Bag) -> Bag:
        if not self._recipe.dropout:
            return bag
        kept = self._random.random(len(bag.rows)) >= self._recipe.dropout
        return Bag(bag.rows[kept], bag.weights[kept]) if kept.any() else bag


def fit(material: Material, splitter: Splitter, recipe: Recipe, say: Say) -> Vectors:
    """Piece vectors (pieces, dimensions). Raises `TooLittle`."""
    pairs = _Pairs(material, splitter, recipe)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the sums of several threads come in no fixed order
    try:
        return _descend(pairs, splitter.size, recipe, say)
    finally:
        torch.set_num_threads(threads)


def _descend(pairs: _Pairs, pieces: int, recipe: Recipe, say: Say) -> Vectors:
    generator = torch.Generator().manual_seed(recipe.seed)
    bag = torch.nn.EmbeddingBag(pieces, recipe.dimensions, mode="sum", sparse=True)
    torch.nn.init.normal_(bag.weight, std=_FIRST_SPREAD, generator=generator)
    # Sparse: a rare piece moves only when it is seen, and then by a whole step.
    optimizer = torch.optim.SparseAdam(list(bag.parameters()), lr=recipe.rate)
    for step in range(recipe.steps):
        optimizer.param_groups[0]["lr"] = recipe.rate * max(_LOWEST_RATE, 1 - step / recipe.steps)
        first, second, drawn = pairs.draw()
        groups = torch.from_numpy(drawn)
        is_same = groups[:, None] == groups[None, :]
        is_same.fill_diagonal_(False)
        scores = _encoded(bag, first) @ _encoded(bag, second).T * recipe.scale
        scores = scores.masked_fill(is_same, -1e4)
        right = torch.arange(len(first))
        loss = (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()  # type: ignore[no-untyped-call]  # the same
        if step % 100 == 0 or step == recipe.steps - 1:
            say(f"step {step}: loss {loss.item():.3f}")
    return np.asarray(bag.weight.detach().numpy(), np.float32)


def _encoded(bag: torch.nn.EmbeddingBag, texts: Sequence[Bag]) -> Tensor:
    starts = np.cumsum([0, *(len(one.rows) for one in texts[:-1])])
    rows = torch.from_numpy(np.concatenate([one.rows for one in texts]))
    weights = torch.from_numpy(np.concatenate([one.weights for one in texts]))
    found: Tensor = bag(rows, torch.from_numpy(starts), per_sample_weights=weights)
    return normalize(found, dim=1)
