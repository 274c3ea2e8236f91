"""The training itself: pull texts of one group together, push the others of a batch apart.

The loss is the multiple-negatives ranking loss in both directions, over mean-pooled piece vectors
(sentence-transformers calls the two MultipleNegativesSymmetricRankingLoss and StaticEmbedding).
Two texts of the same group in one batch are never each other's negatives. Seeded, one thread: the
same material, tokenizer and versions give the same vectors.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from catalog.recognition.embedding import Vectors
from catalog.recognition.training.material import Material

Say = Callable[[str], None]
Ids = list[int]
Pair = tuple[Ids, Ids, int]  # two texts' pieces and the group they say


@dataclass(frozen=True)
class Recipe:
    """How to train. definitions, ties: their share of each batch · across: how often a pair is made
    of two languages where a group has them · dropout: share of pieces left out at random, so that
    no single piece carries a text · longest: pieces read of a definition."""

    dimensions: int = 256
    steps: int = 700
    batch: int = 1024
    rate: float = 0.01
    scale: float = 12.0
    definitions: float = 0.15
    ties: float = 0.1
    across: float = 0.6
    dropout: float = 0.15
    longest: int = 64
    seed: int = 7


class TooLittle(Exception):
    """The material has too few groups with two texts to learn from."""


class _Pairs:
    """Draws batches of pairs from the material."""

    def __init__(self, material: Material, tokenizer: Tokenizer, recipe: Recipe) -> None:
        self._recipe = recipe
        self._random = random.Random(recipe.seed)
        self._choice = np.random.default_rng(recipe.seed)
        groups = list(material.labels)
        self._number = {group: n for n, group in enumerate(groups)}
        self._labels: dict[str, list[tuple[Ids, str]]] = {}
        for group in groups:
            texts = material.labels[group]
            ids = [one.ids for one in tokenizer.encode_batch([text for text, _ in texts])]
            kept = [(one, language) for one, (_, language) in zip(ids, texts, strict=True) if one]
            if kept:
                self._labels[group] = kept
        self._defined = {
            group: [tokenizer.encode(text).ids[: recipe.longest] for text in texts]
            for group, texts in material.definitions.items()
            if group in self._labels
        }
        self._defined_groups = list(self._defined)
        self._ties = [
            (one, other)
            for one, other in material.ties
            if one in self._labels and other in self._labels
        ]
        self._groups = [group for group, texts in self._labels.items() if len(texts) > 1]
        if len(self._groups) < 2:
            raise TooLittle("fewer than two groups have two texts")
        # Between "every group alike" and "every text alike".
        weights = np.array([len(self._labels[group]) ** 0.7 for group in self._groups])
        self._weights = weights / weights.sum()

    def draw(self) -> list[Pair]:
        recipe = self._recipe
        defined = round(recipe.batch * recipe.definitions) if self._defined else 0
        tied = round(recipe.batch * recipe.ties) if self._ties else 0
        same = recipe.batch - defined - tied
        chosen = self._choice.choice(len(self._groups), same, p=self._weights)
        pairs = [self._pair(self._groups[n]) for n in chosen]
        for _ in range(defined):
            group = self._random.choice(self._defined_groups)
            text = self._random.choice(self._defined[group])
            if text:
                pairs.append((self._label(group), text, self._number[group]))
        for _ in range(tied):
            group, other = self._random.choice(self._ties)
            pairs.append((self._label(group), self._label(other), self._number[other]))
        return [(self._thin(one), self._thin(other), group) for one, other, group in pairs]

    def _pair(self, group: str) -> Pair:
        texts = self._labels[group]
        first = self._random.randrange(len(texts))
        others = texts[:first] + texts[first + 1 :]
        if self._random.random() < self._recipe.across:
            others = [one for one in others if one[1] != texts[first][1]] or others
        return texts[first][0], self._random.choice(others)[0], self._number[group]

    def _label(self, group: str) -> Ids:
        return self._random.choice(self._labels[group])[0]

    def _thin(self, ids: Ids) -> Ids:
        share = self._recipe.dropout
        return [one for one in ids if self._random.random() >= share] or ids if share else ids


def fit(material: Material, tokenizer: Tokenizer, recipe: Recipe, say: Say) -> Vectors:
    """Piece vectors (vocabulary size, dimensions). Raises `TooLittle`."""
    pairs = _Pairs(material, tokenizer, recipe)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the sums of several threads come in no fixed order
    try:
        return _descend(pairs, tokenizer.get_vocab_size(), recipe, say)
    finally:
        torch.set_num_threads(threads)


def _descend(pairs: _Pairs, pieces: int, recipe: Recipe, say: Say) -> Vectors:
    generator = torch.Generator().manual_seed(recipe.seed)
    bag = torch.nn.EmbeddingBag(pieces, recipe.dimensions, mode="mean", sparse=True)
    torch.nn.init.normal_(bag.weight, std=0.1, generator=generator)
    optimizer = torch.optim.SparseAdam(list(bag.parameters()), lr=recipe.rate)

    def encode(texts: list[Ids]) -> Tensor:
        starts = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
        pieces_of_all = torch.tensor([one for ids in texts for one in ids])
        return normalize(bag(pieces_of_all, torch.from_numpy(starts)), dim=1)

    for step in range(recipe.steps):
        optimizer.param_groups[0]["lr"] = recipe.rate * max(0.02, 1 - step / recipe.steps)
        drawn = pairs.draw()
        first = encode([one for one, _, _ in drawn])
        second = encode([other for _, other, _ in drawn])
        groups = torch.tensor([group for _, _, group in drawn])
        is_same = groups[:, None] == groups[None, :]
        is_same.fill_diagonal_(False)
        scores = (first @ second.T * recipe.scale).masked_fill(is_same, -1e4)
        right = torch.arange(len(drawn))
        loss = (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()  # type: ignore[no-untyped-call]  # the same
        if step % 100 == 0 or step == recipe.steps - 1:
            say(f"step {step}: loss {loss.item():.3f}")
    return bag.weight.detach().numpy()
