"""The vocabulary: Unigram pieces that may start, end or sit inside a word alike.

A piece carries no mark of where in the word it stands, so that "svetsare" is the same piece in
"svetsare" and in "licenssvetsare": Swedish writes its compounds as one word.
"""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

UNKNOWN = "[UNK]"


def train_vocabulary(texts: Iterable[str], size: int) -> Tokenizer:
    """A Unigram tokenizer of at most `size` pieces, fitted to the texts. Deterministic."""
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
    return tokenizer
