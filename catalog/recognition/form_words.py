"""How well one side of a comparison answers the words of the other, the least answered one most.

A mean forgives what is left out; a minimum forgives nothing. In between lies the minimum softened
by log-sum-exp, in which a common word counts less than a rare one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog.recognition.embedding import StaticEmbedding
from catalog.recognition.semantic import Encoder

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class FormWords:
    """The words of texts. vectors: a row per different word · numbers: (texts, most words), rows of
    vectors · shares: the same shape, how much each counts; of a text together 1, 0 beyond its
    end."""

    vectors: Floats
    numbers: Indices
    shares: Floats

    def answered(self, vector: Floats, texts: Indices, sharpness: float) -> Floats:
        """How well a vector answers the words of some texts."""
        words, columns = np.unique(self.numbers[texts], return_inverse=True)
        found = (self.vectors[words] @ vector)[columns.reshape(len(texts), -1)]
        return soft_minimum(found, self.shares[texts], sharpness)


def read_form_words(texts: Sequence[str], encoder: Encoder) -> FormWords:
    """The words of folded texts, each once a text."""
    split = [list(dict.fromkeys(text.split())) for text in texts]
    rows: dict[str, int] = {}
    for word in (word for words in split for word in words):
        rows.setdefault(word, len(rows))
    counted = rarities(list(rows), encoder)
    shape = len(texts), max(1, *map(len, split))
    numbers, shares = np.zeros(shape, np.intp), np.zeros(shape, np.float32)
    for row, words in enumerate(split):
        numbers[row, : len(words)] = [rows[word] for word in words]
        shares[row, : len(words)] = counted[numbers[row, : len(words)]]
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    return FormWords(encoder.encode(list(rows)), numbers, shares)


def rarities(words: Sequence[str], encoder: Encoder | None) -> Floats:
    """How much each folded word counts: little when it stands in many names."""
    if not isinstance(encoder, StaticEmbedding):
        return np.ones(len(words), np.float32)
    return np.array([encoder.rarity(word) ** 2 for word in words], np.float32)


def soft_minimum(found: Floats, shares: Floats, sharpness: float) -> Floats:
    """Of each row: between its weighted mean, at sharpness 0, and its minimum. shares: of the same
    shape, or of one row; of each row together 1."""
    missing = np.sum(shares * np.exp(-sharpness * found), axis=-1)
    return np.asarray(-np.log(np.maximum(missing, 1e-12)) / sharpness, np.float32)
