"""The training itself: pull texts of one group together, push the others of a batch apart.

The loss is the multiple-negatives ranking loss in both directions, over weighted sums of piece
vectors (sentence-transformers calls the two MultipleNegativesSymmetricRankingLoss and
StaticEmbedding). Two texts of the same group in one batch are never each other's negatives. A text
is a sum of words and a word a sum of pieces, so a word is summed once a batch, whatever its texts;
only rows that a batch has seen are moved (SparseAdam). The slopes are summed here and handed to it
as a sparse gradient that is already in order: ordering the rows of each text, as PyTorch's own
embedding bag has it done, takes twice the time. Seeded, one thread: the same material, splitter and
versions give the same vectors.
"""

from collections.abc import Callable

import numpy as np
import torch
from scipy.sparse import csr_matrix
from scipy.sparse import vstack as stacked
from torch.nn.functional import cross_entropy, normalize
from torch.optim import SparseAdam
from torch.optim.lr_scheduler import LambdaLR

from catalog.recognition.embedding import Splitter, Vectors
from catalog.recognition.training.material import Material
from catalog.recognition.training.pairs import Bags, Numbers, Pairs, Recipe

Say = Callable[[str], None]
_LOWEST_RATE = 0.02  # of the first rate; the rate falls in a straight line to it
_FIRST_SPREAD = 0.1  # standard deviation of the vectors before the first step


def fit(material: Material, splitter: Splitter, recipe: Recipe, say: Say) -> Vectors:
    """Piece vectors (pieces, dimensions). Raises `TooLittle`."""
    pairs = Pairs(material, splitter, recipe)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the sums of several threads come in no fixed order
    try:
        return _descend(pairs, splitter.size, recipe, say)
    finally:
        torch.set_num_threads(threads)


def _descend(pairs: Pairs, pieces: int, recipe: Recipe, say: Say) -> Vectors:
    random = np.random.default_rng(recipe.seed)
    shape = pieces, recipe.dimensions
    vectors = random.normal(scale=_FIRST_SPREAD, size=shape).astype(np.float32)
    moved = torch.nn.Parameter(torch.from_numpy(vectors))  # the same numbers, not a copy
    adam = SparseAdam([moved], lr=recipe.rate)
    falling = LambdaLR(adam, lambda step: max(_LOWEST_RATE, 1 - step / recipe.steps))
    for step in range(recipe.steps):
        since = step - recipe.hard_from
        if recipe.hard and since >= 0 and since % recipe.hard_every == 0:
            pairs.look_around(vectors)
        first, second, groups = pairs.draw()
        one, other = pairs.bags(first), pairs.bags(second)
        loss, of_one, of_other = _loss(
            one.encode(vectors), other.encode(vectors), groups, recipe.scale
        )
        rows, slopes = _slopes(((one, of_one), (other, of_other)))
        moved.grad = torch.sparse_coo_tensor(
            torch.from_numpy(rows)[None],
            torch.from_numpy(slopes),
            shape,
            is_coalesced=True,
            check_invariants=True,
        )
        adam.step()  # type: ignore[no-untyped-call]  # torch types its base class only
        falling.step()
        if step % 100 == 0 or step == recipe.steps - 1:
            say(f"step {step}: loss {loss:.3f}")
    return vectors


def _loss(
    one: Vectors, other: Vectors, groups: Numbers, scale: float
) -> tuple[float, Vectors, Vectors]:
    """The loss of a batch and its slope at each text's vector."""
    left, right = (torch.from_numpy(some).requires_grad_() for some in (one, other))
    said = torch.from_numpy(groups)
    is_same = said[:, None] == said[None, :]
    is_same.fill_diagonal_(False)
    scores = normalize(left, dim=1) @ normalize(right, dim=1).T * scale
    scores = scores.masked_fill(is_same, -1e4)
    own = torch.arange(len(one))
    loss = (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2
    of_left, of_right = torch.autograd.grad(loss, (left, right))
    return loss.item(), of_left.numpy(), of_right.numpy()


def _slopes(sides: tuple[tuple[Bags, Vectors], ...]) -> tuple[Numbers, Vectors]:
    """The rows that a batch has seen, and the loss's slope at each."""
    words = csr_matrix(stacked([bags.words for bags, _ in sides]))
    at_words = np.vstack([bags.texts.T @ at_texts for bags, at_texts in sides])
    rows, columns = np.unique(words.indices, return_inverse=True)
    shape = words.shape[0], len(rows)
    seen = csr_matrix((words.data, columns, words.indptr), shape=shape)
    return rows.astype(np.int64), np.asarray(seen.T @ at_words, np.float32)
