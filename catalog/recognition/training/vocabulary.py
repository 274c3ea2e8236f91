"""The two ways to split words: pieces of a Unigram vocabulary, and overlapping grams.

A piece carries no mark of where in the word it stands, so that "svetsare" is the same piece in
"svetsare" and in "licenssvetsare": Swedish writes its compounds as one word. Grams know where a
word begins and ends, and a misspelled word keeps most of its own.
"""

import json
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from catalog.recognition.embedding import Grams, Pieces, grams_of, words_of

UNKNOWN = "[UNK]"
RAREST_GRAM = 3  # times a gram must have been seen; a rarer one is the mark of a single name
# A word that stands in this share of all labels counts half; the weight is share / (share + its
# own share), as in smooth inverse frequency (Arora, Liang and Ma, 2017).
HALF_WEIGHT_SHARE = 0.005
_DIGITS = 6  # of a piece's score; the trainer's own noise begins at the tenth
_FULL_WEIGHT = 0.95  # above it the weight is not worth its place in the file


def train_grams(texts: Iterable[str], size: int) -> Grams:
    """The `size` commonest grams of the texts, the commonest first, and the weights of their common
    words. Deterministic."""
    counts: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    total = 0
    for text in texts:
        words = words_of(text)
        total += 1
        standing.update(set(words))
        for word in words:
            counts.update(grams_of(word))
    weights = {
        word: HALF_WEIGHT_SHARE / (HALF_WEIGHT_SHARE + count / total)
        for word, count in sorted(standing.items())
    }
    return Grams(
        tuple(gram for gram, count in counts.most_common(size) if count >= RAREST_GRAM),
        {word: round(weight, 3) for word, weight in weights.items() if weight < _FULL_WEIGHT},
    )


def train_vocabulary(texts: Iterable[str], size: int) -> Pieces:
    """A Unigram vocabulary of at most `size` pieces, fitted to the texts. Deterministic."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[^\p{L}\p{N}+#]+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=24,
        n_sub_iterations=2,
        shrinking_factor=0.75,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.model = _settled(json.loads(tokenizer.to_str())["model"]["vocab"])
    return Pieces(tokenizer)


def _settled(vocabulary: list[tuple[str, float]]) -> models.Unigram:
    """The pieces with rounded scores and in a fixed order: the trainer finds the same pieces each
    time, but their sums in the order of its threads and hash tables, which moves the last digits
    and, among nearly equal pieces, the rows."""
    pieces = sorted(
        (-round(score, _DIGITS), piece) for piece, score in vocabulary if piece != UNKNOWN
    )
    return models.Unigram([(UNKNOWN, 0.0), *((piece, -cost) for cost, piece in pieces)], 0, False)
