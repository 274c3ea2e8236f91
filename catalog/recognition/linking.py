"""Ranks the concepts of a corpus for a query, by meaning and by spelling together (`link-v1`).

Uses only what stands in the corpus and the model. A concept may have several surface forms; its
best form speaks for it, and the forms of one concept never crowd out the next concept: all best
forms come first.

The score of a form is a sum of named evidence (`Weights`):

- *meaning*: cosine of the embedding, with the form and with the middle of all its concept's forms,
  trusted less where the query falls apart into short pieces, as a misspelled or unknown word does;
- *letters*: cosine of character n-gram TF-IDF, from a floor upwards, so that chance likeness of two
  languages counts for nothing;
- *edits*: RapidFuzz ratio of the letters without spaces, from a floor upwards: misspellings, spaces
  and hyphens;
- *same*: the two are equal when case, accents and punctuation are away.

"Bagare/Konditor" is also read as "Bagare" and as "Konditor", for a small fee.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from catalog.recognition.comparable import comparable
from catalog.recognition.semantic import Encoder

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
_CHUNK = 128  # queries at a time: bounds memory at 128 × forms × 4 bytes per kind of evidence
_SHORTEST_PART = 4  # letters; "el/VVS" is one thing


@dataclass(frozen=True)
class Weights:
    """How much each kind of evidence counts; all sets share one table of weights.

    middle: share of meaning that the middle of a concept's forms has, the form itself the rest ·
    *_floor: where a kind begins to count · part_fee: what reading only one side of a slash costs ·
    whole_piece, torn_piece: letters per piece at which meaning counts in full, and at which it
    counts `torn_trust` · candidates: parts looked at closely, by meaning and by letters each.
    """

    meaning: float = 1.0
    middle: float = 0.6
    letters: float = 0.6
    letters_floor: float = 0.4
    edits: float = 1.5
    edits_floor: float = 0.85
    same: float = 1.0
    part_fee: float = 0.03
    whole_piece: float = 5.0
    torn_piece: float = 2.0
    torn_trust: float = 0.3
    candidates: int = 150


LINK_V1 = Weights()


@dataclass(frozen=True)
class Form:
    """A surface form of a corpus: `id` is the form's own, `concept` what it names."""

    id: str
    text: str
    concept: str


@dataclass(frozen=True)
class Ranked:
    """A form and its score; scores order, they are no probabilities."""

    form: Form
    score: float


@dataclass(frozen=True)
class Corpus:
    """A corpus made ready for queries. parts, owners and fees run side by side: a text, which form
    it is or is part of, and whether only part. meaning and middles (a row per concept) are None
    without a model."""

    forms: tuple[Form, ...]
    concepts: Indices
    parts: tuple[str, ...]
    owners: Indices
    fees: Floats
    letters: TfidfVectorizer
    rows: csr_matrix
    encoder: Encoder | None
    meaning: Floats | None
    middles: Floats | None


def prepare_corpus(forms: Sequence[Form], encoder: Encoder | None) -> Corpus:
    """Make a corpus ready. Raises ValueError when no form has a letter or a digit."""
    parts = [
        (part, owner, fee) for owner, form in enumerate(forms) for part, fee in _parts(form.text)
    ]
    texts = tuple(part for part, _, _ in parts)
    if not any(texts):
        raise ValueError("the corpus has no text")
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
    )
    rows = csr_matrix(letters.fit_transform(texts))
    numbers: dict[str, int] = {}
    concepts = np.array([numbers.setdefault(form.concept, len(numbers)) for form in forms])
    owners = np.array([owner for _, owner, _ in parts])
    meaning = None if encoder is None else encoder.encode(texts)
    return Corpus(
        forms=tuple(forms),
        concepts=concepts,
        parts=texts,
        owners=owners,
        fees=np.array([fee for _, _, fee in parts], np.float32),
        letters=letters,
        rows=rows,
        encoder=encoder,
        meaning=meaning,
        middles=None if meaning is None else _middles(meaning, concepts[owners]),
    )


def link(
    queries: Sequence[str], corpus: Corpus, *, top: int = 10, weights: Weights = LINK_V1
) -> Iterator[tuple[Ranked, ...]]:
    """For each query the `top` forms, best first: one form of each concept, then the others.

    Ties go to the earlier form of the corpus. Yields as many rankings as there are queries.
    """
    for start in range(0, len(queries), _CHUNK):
        chunk = queries[start : start + _CHUNK]
        parts = [(part, row, fee) for row, text in enumerate(chunk) for part, fee in _parts(text)]
        texts = [part for part, _, _ in parts]
        letters = (corpus.letters.transform(texts) @ corpus.rows.T).toarray()
        meaning = _meaning(texts, corpus, weights)
        scores: list[dict[int, float]] = [{} for _ in chunk]
        for n, (text, row, fee) in enumerate(parts):
            trust = _trust(text, corpus.encoder, weights)
            near = _candidates(letters[n], meaning[n], weights.candidates)
            found = _score(text, near, letters[n, near], meaning[n, near] * trust, corpus, weights)
            for owner, score in zip(
                corpus.owners[near], found - fee * weights.part_fee, strict=True
            ):
                if score > scores[row].get(owner, -np.inf):
                    scores[row][int(owner)] = float(score)
        for found_here in scores:
            yield _order(found_here, corpus, top)


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The text itself, and each side of its slashes; 1 marks a part."""
    whole = comparable(text)
    yield whole, 0
    if "/" in text:
        for part in text.split("/"):
            side = comparable(part)
            if len(side) >= _SHORTEST_PART and side != whole:
                yield side, 1


def _middles(meaning: Floats, concepts: Indices) -> Floats:
    """The mean vector of each concept's parts, of length 1."""
    sums = np.zeros((int(concepts.max()) + 1, meaning.shape[1]), np.float32)
    np.add.at(sums, concepts, meaning)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    sums /= np.where(lengths > 0, lengths, 1.0)
    return sums


def _meaning(texts: Sequence[str], corpus: Corpus, weights: Weights) -> Floats:
    if corpus.encoder is None or corpus.meaning is None or corpus.middles is None:
        return np.zeros((len(texts), len(corpus.parts)), np.float32)
    vectors = corpus.encoder.encode(texts)
    of_forms = vectors @ corpus.meaning.T
    of_middles = (vectors @ corpus.middles.T)[:, corpus.concepts[corpus.owners]]
    return (1 - weights.middle) * of_forms + weights.middle * of_middles


def _trust(text: str, encoder: Encoder | None, weights: Weights) -> float:
    """How far the embedding can know a text: little, when it falls into short pieces."""
    count_pieces = getattr(encoder, "count_pieces", None)
    if count_pieces is None:
        return 1.0
    letters = len(text.replace(" ", "")) / max(1, count_pieces(text))
    share = (letters - weights.torn_piece) / (weights.whole_piece - weights.torn_piece)
    return float(min(1.0, max(weights.torn_trust, share)))


def _candidates(letters: Floats, meaning: Floats, count: int) -> Indices:
    if len(letters) <= count:
        return np.arange(len(letters))
    by_letters = np.argpartition(-letters, count)[:count]
    by_meaning = np.argpartition(-meaning, count)[:count]
    return np.union1d(by_letters, by_meaning)


def _score(
    text: str, near: Indices, letters: Floats, meaning: Floats, corpus: Corpus, weights: Weights
) -> Floats:
    bare = text.replace(" ", "")
    edits = np.array(
        [fuzz.ratio(bare, corpus.parts[n].replace(" ", "")) / 100 for n in near], np.float32
    )
    score = weights.meaning * meaning
    score = score + weights.letters * _above(letters, weights.letters_floor)
    score = score + weights.edits * _above(edits, weights.edits_floor)
    score = score + weights.same * (edits == 1.0)
    return np.asarray(score - weights.part_fee * corpus.fees[near], np.float32)


def _above(values: Floats, floor: float) -> Floats:
    return np.asarray(np.maximum(0.0, values - floor) / (1 - floor), np.float32)


def _order(scores: dict[int, float], corpus: Corpus, top: int) -> tuple[Ranked, ...]:
    first: list[int] = []
    rest: list[int] = []
    seen: set[int] = set()
    for owner in sorted(scores, key=lambda owner: (-scores[owner], owner)):
        concept = int(corpus.concepts[owner])
        (rest if concept in seen else first).append(owner)
        seen.add(concept)
    return tuple(Ranked(corpus.forms[owner], scores[owner]) for owner in [*first, *rest][:top])
