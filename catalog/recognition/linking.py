"""Ranks the concepts of a corpus for a query, by meaning and by spelling together (`link-v2`).

Uses only what stands in the corpus and the model. A concept may have several surface forms; its
best form speaks for it, and the forms of one concept never crowd out the next concept: all best
forms come first.

The score of a form is a sum of named evidence (`Weights`):

- *meaning*: cosine of the embedding, with the form and with the middle of all its concept's forms;
- *letters*: cosine of character n-gram TF-IDF, from a floor upwards, so that chance likeness of two
  languages counts for nothing;
- *edits*: RapidFuzz ratio of the letters without spaces, from a floor upwards: misspellings, spaces
  and hyphens;
- *same*: the two are equal when case, accents and punctuation are away;
- *crowd*: how near a concept's nearest neighbours of the same corpus are, taken away: what lies in
  a dense place is near to every query, and says less by it (the idea of CSLS, Conneau 2018).

"Bagare/Konditor" is also read as "Bagare" and as "Konditor". Where the model
remembers other names of a form (employers' words for a job), they speak for it too, by
meaning and by being the same; how they are spelled the model does not know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from catalog.recognition.comparable import comparable
from catalog.recognition.embedding import Hashes, StaticEmbedding, Vectors, hash_of_name
from catalog.recognition.semantic import Encoder

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
_CHUNK = 128  # queries at a time: bounds memory at 128 × forms × 4 bytes per kind of evidence
_SHORTEST_PART = 4  # letters; "el/VVS" is one thing


@dataclass(frozen=True)
class Weights:
    """How much each kind of evidence counts; all sets share one table of weights.

    middle: share of meaning that the middle of a concept's forms has, the form itself the rest ·
    *_floor: where a kind begins to count · recalled: what a remembered name gets for the spelling
    it cannot show · crowd: what a concept loses for lying where the corpus is dense, measured by
    its `neighbours` nearest · candidates: places looked at closely, by meaning and by letters each.
    """

    meaning: float = 1.0
    middle: float = 0.8
    letters: float = 0.2
    letters_floor: float = 0.4
    edits: float = 1.0
    edits_floor: float = 0.9
    same: float = 1.0
    recalled: float = 0.05
    crowd: float = 0.2
    neighbours: int = 10
    candidates: int = 150


LINK_V2 = Weights()


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
    """A corpus made ready for queries. A *place* is where a form may be found: its text or a part
    of it, and behind those of all forms the names that the model remembers. owners: the form of
    each place · parts, rows: of the places with a text · hashes: of the others · meaning: a row per
    place · middles, crowds: one per concept; these three are None without a model."""

    forms: tuple[Form, ...]
    concepts: Indices
    parts: tuple[str, ...]
    owners: Indices
    letters: TfidfVectorizer
    rows: csr_matrix
    hashes: Hashes
    encoder: Encoder | None
    meaning: Floats | None
    middles: Floats | None
    crowds: Floats | None


def prepare_corpus(
    forms: Sequence[Form], encoder: Encoder | None, *, weights: Weights = LINK_V2
) -> Corpus:
    """Make a corpus ready. Raises ValueError when no form has a letter or a digit."""
    parts = [(part, owner) for owner, form in enumerate(forms) for part in _parts(form.text)]
    texts = tuple(part for part, _ in parts)
    if not any(texts):
        raise ValueError("the corpus has no text")
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
    )
    rows = csr_matrix(letters.fit_transform(texts))
    numbers: dict[str, int] = {}
    concepts = np.array([numbers.setdefault(form.concept, len(numbers)) for form in forms])
    owners = np.array([owner for _, owner in parts])
    meaning = None if encoder is None else encoder.encode(texts)
    hashes = np.zeros(0, np.uint64)
    if meaning is not None and isinstance(encoder, StaticEmbedding):
        hashes, recalled, recalled_owners = _recall(forms, encoder)
        meaning = np.vstack([meaning, recalled])
        owners = np.concatenate([owners, recalled_owners])
    middles = None if meaning is None else _middles(meaning, concepts[owners])
    return Corpus(
        forms=tuple(forms),
        concepts=concepts,
        parts=texts,
        owners=owners,
        letters=letters,
        rows=rows,
        hashes=hashes,
        encoder=encoder,
        meaning=meaning,
        middles=middles,
        crowds=None if middles is None else _crowds(middles, weights.neighbours),
    )


def link(
    queries: Sequence[str], corpus: Corpus, *, top: int = 10, weights: Weights = LINK_V2
) -> Iterator[tuple[Ranked, ...]]:
    """For each query the `top` forms, best first: one form of each concept, then the others.

    Ties go to the earlier form of the corpus. Yields as many rankings as there are queries.
    """
    for start in range(0, len(queries), _CHUNK):
        chunk = queries[start : start + _CHUNK]
        parts = [(part, row) for row, text in enumerate(chunk) for part in _parts(text)]
        texts = [part for part, _ in parts]
        letters = np.zeros((len(texts), len(corpus.owners)), np.float32)
        letters[:, : len(corpus.parts)] = (
            corpus.letters.transform(texts) @ corpus.rows.T
        ).toarray()
        meaning = _meaning(texts, corpus, weights)
        scores: list[dict[int, float]] = [{} for _ in chunk]
        for n, (text, row) in enumerate(parts):
            near = _candidates(letters[n], meaning[n], weights.candidates)
            found = _score(text, near, letters[n, near], meaning[n, near], corpus, weights)
            for owner, score in zip(corpus.owners[near], found, strict=True):
                if score > scores[row].get(owner, -np.inf):
                    scores[row][int(owner)] = float(score)
        for found_here in scores:
            yield _order(found_here, corpus, top)


def _parts(text: str) -> Iterator[str]:
    """The text itself, and each side of its slashes."""
    whole = comparable(text)
    yield whole
    if "/" in text:
        for part in text.split("/"):
            side = comparable(part)
            if len(side) >= _SHORTEST_PART and side != whole:
                yield side


def _recall(forms: Sequence[Form], encoder: StaticEmbedding) -> tuple[Hashes, Vectors, Indices]:
    """Other names that the model remembers of the forms, where they lie and whose they are; no name
    that is itself a form."""
    own = frozenset(hash_of_name(form.text) for form in forms)
    found = [encoder.recall(form.text, own) for form in forms]
    owners = np.repeat(np.arange(len(forms)), [len(hashes) for hashes, _ in found])
    return np.concatenate([one for one, _ in found]), np.vstack([one for _, one in found]), owners


def _middles(meaning: Floats, concepts: Indices) -> Floats:
    """The mean vector of each concept's places, of length 1."""
    sums = np.zeros((int(concepts.max()) + 1, meaning.shape[1]), np.float32)
    np.add.at(sums, concepts, meaning)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    sums /= np.where(lengths > 0, lengths, 1.0)
    return sums


def _crowds(middles: Floats, neighbours: int) -> Floats:
    """How near, on average, each concept's nearest other concepts are."""
    count = min(neighbours, len(middles) - 1)
    found = np.zeros(len(middles), np.float32)
    for start in range(0, len(middles) if count else 0, _CHUNK):
        near = middles[start : start + _CHUNK] @ middles.T
        rows = np.arange(len(near))
        near[rows, rows + start] = -np.inf
        found[start : start + _CHUNK] = np.partition(near, -count, axis=1)[:, -count:].mean(axis=1)
    return found


def _meaning(texts: Sequence[str], corpus: Corpus, weights: Weights) -> Floats:
    if corpus.encoder is None or corpus.meaning is None or corpus.middles is None:
        return np.zeros((len(texts), len(corpus.owners)), np.float32)
    vectors = corpus.encoder.encode(texts)
    of_forms = vectors @ corpus.meaning.T
    of_middles = (vectors @ corpus.middles.T)[:, corpus.concepts[corpus.owners]]
    return (1 - weights.middle) * of_forms + weights.middle * of_middles


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
    spelled = near[near < len(corpus.parts)]
    edits = np.zeros(len(near), np.float32)
    edits[: len(spelled)] = [
        fuzz.ratio(bare, corpus.parts[n].replace(" ", "")) / 100 for n in spelled
    ]
    score = weights.meaning * meaning
    score = score + weights.letters * _above(letters, weights.letters_floor)
    score = score + weights.edits * _above(edits, weights.edits_floor)
    is_same = edits == 1.0
    recalled = corpus.hashes[near[len(spelled) :] - len(corpus.parts)]
    is_same[len(spelled) :] = recalled == np.uint64(hash_of_name(text))
    score = score + weights.same * is_same
    score = score + weights.recalled * (near >= len(corpus.parts))
    if corpus.crowds is not None:
        score = score - weights.crowd * corpus.crowds[corpus.concepts[corpus.owners[near]]]
    return np.asarray(score, np.float32)


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
