"""Ranks the concepts of a corpus for a query, by meaning and by spelling together (`link-v4`).

Uses only what stands in the corpus and the model. A concept may have several surface forms; its
best form speaks for it, and the forms of one concept never crowd out the next concept: all best
forms come first.

The score of a form is a sum of named evidence (`Weights`):

- *meaning*: cosine of the embedding, with the form and with the middle of all its concept's forms;
- *words*: a soft minimum over the words of the query, each by the cosine of its own embedding with
  the form, a common word counting less: what leaves a word unanswered is worth less than what
  answers all of them half (the minimum is softened by log-sum-exp; of one word it is 0);
- *letters*: cosine of character n-gram TF-IDF, from a floor upwards, so that chance likeness of two
  languages counts for nothing;
- *edits*: RapidFuzz ratio of the letters without spaces, from a floor upwards: misspellings, spaces
  and hyphens;
- *same*: the two are equal when case, accents and punctuation are away;
- *stem*: they are equal when Swedish endings are away, too;
- *exchange*: their stems are equal when one ending stands for another, as employers put them for
  one another ("-medarbetare" for "-personal");
- *turned*: words asked the other way round: what of the form does the query leave unanswered?
  "Lärling, smed" says more than "blacksmith";
- *gathered*: one of the two says that it gathers several ("Övriga jurister", "Piloter m.fl.", or a
  plural whose singular is a form), and the other does not, taken away;
- *crowd*: how near a concept's nearest neighbours of the same corpus are, taken away: what lies in
  a dense place is near to every query, and says less by it (the idea of CSLS, Conneau 2018).

*turned* and *gathered* count as far as the query is *foreign*: by the share of its stretches of
four letters that no form has. Who asks in the corpus's own language shows by the letters what is
meant.

"Bagare/Konditor" is also read as "Bagare" and as "Konditor". Where the model
remembers other names of a form (employers' words for a job), they speak for it too, by meaning, by
being the same, and by *echo*: how much the sketches of the two share, from a floor upwards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from catalog.recognition.comparable import comparable
from catalog.recognition.embedding import Memory, StaticEmbedding, hash_of_name, joined
from catalog.recognition.form_words import FormWords, rarities, read_form_words, soft_minimum
from catalog.recognition.semantic import Encoder
from catalog.recognition.spelling import Exchanges, exchanged, likeness, sketch, stem

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
_CHUNK = 128  # queries at a time: bounds memory at 128 × forms × 4 bytes per kind of evidence
_SHORTEST_PART = 4  # letters; "el/VVS" is one thing
_LONGEST_STRETCH = 4  # letters of an n-gram; by these a text's language shows
_PLURALS, _SHORTEST_PLURAL = ("er", "or", "ar"), 6  # letters
_GATHERS = re.compile(r"^övriga?\b|\bm (fl|m)\b")  # in a folded text


@dataclass(frozen=True)
class Weights:
    """How much each kind of evidence counts; all sets share one table of weights.

    middle: share of meaning that the middle of a concept's forms has, the form itself the rest ·
    sharpness: of the soft minimum, from 0, the mean, upwards · *_floor: where a kind begins to
    count · turned, gathered: for a query of which no form has a stretch of letters; less for any
    other · crowd: what a concept loses for lying where the corpus is dense, measured by
    its `neighbours` nearest · candidates: places looked at closely, by meaning and by letters each.
    """

    meaning: float = 1.0
    middle: float = 0.6
    words: float = 0.8
    sharpness: float = 6.0
    letters: float = 0.2
    letters_floor: float = 0.4
    edits: float = 1.0
    edits_floor: float = 0.9
    same: float = 1.0
    stem: float = 0.5
    exchange: float = 0.4
    turned: float = 0.8
    gathered: float = 0.6
    echo: float = 1.2
    echo_floor: float = 0.7
    crowd: float = 0.2
    neighbours: int = 20
    candidates: int = 150


LINK_V4 = Weights()


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
    each place · gathers: of each form, whether it says so · parts, stems, rows, words: of the
    places with a text · exchanges: the model's · remembered: the other places · meaning: a row per
    place · middles, crowds: one per concept; words and these three are None without a model."""

    forms: tuple[Form, ...]
    concepts: Indices
    parts: tuple[str, ...]
    stems: tuple[str, ...]
    owners: Indices
    letters: TfidfVectorizer
    rows: csr_matrix
    heads: frozenset[str]
    gathers: npt.NDArray[np.bool_]
    words: FormWords | None
    exchanges: Exchanges
    remembered: Memory | None
    encoder: Encoder | None
    meaning: Floats | None
    middles: Floats | None
    crowds: Floats | None


def prepare_corpus(
    forms: Sequence[Form], encoder: Encoder | None, *, weights: Weights = LINK_V4
) -> Corpus:
    """Make a corpus ready. Raises ValueError when no form has a letter or a digit."""
    parts = [(part, owner) for owner, form in enumerate(forms) for part in _parts(form.text)]
    texts = tuple(part for part, _ in parts)
    if not any(texts):
        raise ValueError("the corpus has no text")
    letters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, _LONGEST_STRETCH),
        sublinear_tf=True,
        dtype=np.float32,
    )
    rows = csr_matrix(letters.fit_transform(texts))
    heads = _heads(forms)
    numbers: dict[str, int] = {}
    concepts = np.array([numbers.setdefault(form.concept, len(numbers)) for form in forms])
    owners = np.array([owner for _, owner in parts])
    meaning = None if encoder is None else encoder.encode(texts)
    remembered = None
    if meaning is not None and isinstance(encoder, StaticEmbedding):
        remembered, theirs = _recall(forms, encoder)
        meaning = np.vstack([meaning, remembered.vectors])
        owners = np.concatenate([owners, theirs])
    middles = None if meaning is None else _middles(meaning, concepts[owners])
    return Corpus(
        forms=tuple(forms),
        concepts=concepts,
        parts=texts,
        stems=tuple(map(stem, texts)),
        owners=owners,
        letters=letters,
        rows=rows,
        heads=heads,
        gathers=np.array([_gathers(comparable(form.text), heads) for form in forms]),
        words=None if encoder is None else read_form_words(texts, encoder),
        exchanges=encoder.exchanges if isinstance(encoder, StaticEmbedding) else (),
        remembered=remembered,
        encoder=encoder,
        meaning=meaning,
        middles=middles,
        crowds=None if middles is None else _crowds(middles, weights.neighbours),
    )


def link(
    queries: Sequence[str], corpus: Corpus, *, top: int = 10, weights: Weights = LINK_V4
) -> Iterator[tuple[Ranked, ...]]:
    """For each query the `top` forms, best first: one form of each concept, then the others.

    Ties go to the earlier form of the corpus. Yields as many rankings as there are queries.
    """
    stretches = corpus.letters.build_analyzer()
    for start in range(0, len(queries), _CHUNK):
        chunk = queries[start : start + _CHUNK]
        parts = [(part, row) for row, text in enumerate(chunk) for part in _parts(text)]
        texts = [part for part, _ in parts]
        shown = _shown(texts, corpus)
        vectors = None if corpus.encoder is None else corpus.encoder.encode(texts)
        meaning = _meaning(vectors, len(texts), corpus, weights)
        words = _vectors_of_words(texts, corpus)
        scores: list[dict[int, float]] = [{} for _ in chunk]
        for n, (text, row) in enumerate(parts):
            near = _candidates(shown[n], meaning[n], weights.candidates)
            found = _spelled(text, near, shown[n, near], corpus, weights)
            found = found + weights.meaning * meaning[n, near]
            found = found + weights.words * _least(text, near, words, corpus, weights)
            if corpus.crowds is not None:
                concepts = corpus.concepts[corpus.owners[near]]
                found = found - weights.crowd * corpus.crowds[concepts]
            foreign = _foreign(stretches(text), corpus)
            if vectors is not None:
                turned = _turned(vectors[n], near, meaning[n, near], corpus, weights)
                found = found + weights.turned * foreign * turned
            unlike = corpus.gathers[corpus.owners[near]] != _gathers(text, corpus.heads)
            found = found - weights.gathered * foreign * unlike
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


def _recall(forms: Sequence[Form], encoder: StaticEmbedding) -> tuple[Memory, Indices]:
    """What the model remembers of the forms and whose it is; no name that is itself a form."""
    own = frozenset(hash_of_name(form.text) for form in forms)
    found = [encoder.recall(form.text, own) for form in forms]
    return joined(found), np.repeat(np.arange(len(forms)), [len(one.keys) for one in found])


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


def _shown(texts: Sequence[str], corpus: Corpus) -> Floats:
    """What the letters show: n-grams in common with a place's text, or with a remembered sketch."""
    found = (corpus.letters.transform(texts) @ corpus.rows.T).toarray()
    if corpus.remembered is None:
        return np.asarray(found, np.float32)
    echoes = likeness(sketch([stem(text) for text in texts]), corpus.remembered.sketches)
    return np.hstack([found, echoes])


def _meaning(vectors: Floats | None, texts: int, corpus: Corpus, weights: Weights) -> Floats:
    """Cosine of each text with each place; 0 without a model."""
    if vectors is None:
        return np.zeros((texts, len(corpus.owners)), np.float32)
    return _cosines(vectors, slice(None), corpus, weights)


def _cosines(vectors: Floats, places: Indices | slice, corpus: Corpus, weights: Weights) -> Floats:
    """Of each vector with each place: with its form and its concept's middle together."""
    concepts, columns = np.unique(corpus.concepts[corpus.owners[places]], return_inverse=True)
    if corpus.meaning is None or corpus.middles is None:
        return np.zeros((len(vectors), len(columns)), np.float32)
    of_forms = vectors @ corpus.meaning[places].T
    of_middles = (vectors @ corpus.middles[concepts].T)[:, columns]
    return (1 - weights.middle) * of_forms + weights.middle * of_middles


def _vectors_of_words(texts: Sequence[str], corpus: Corpus) -> dict[str, Floats]:
    """Of the words of texts that have several, when there is a model."""
    several = [words for words in map(str.split, texts) if len(words) > 1]
    words = list(dict.fromkeys(word for text in several for word in text))
    if corpus.encoder is None or not words:
        return {}
    return dict(zip(words, corpus.encoder.encode(words), strict=True))


def _least(
    text: str, near: Indices, vectors: dict[str, Floats], corpus: Corpus, weights: Weights
) -> Floats:
    """How well each place answers the word of the text that it answers least."""
    words = [word for word in dict.fromkeys(text.split()) if word in vectors]
    if len(words) < 2:
        return np.zeros(len(near), np.float32)
    counted = rarities(words, corpus.encoder)
    found = _cosines(np.stack([vectors[word] for word in words]), near, corpus, weights)
    return soft_minimum(found.T, counted / counted.sum(), weights.sharpness)


def _turned(
    vector: Floats, near: Indices, meaning: Floats, corpus: Corpus, weights: Weights
) -> Floats:
    """How well the query answers the word of each text that it answers least; for what is
    remembered, the whole."""
    found = meaning.copy()
    if corpus.words is not None:
        texts = near[: np.searchsorted(near, len(corpus.parts))]
        found[: len(texts)] = corpus.words.answered(vector, texts, weights.sharpness)
    return found


def _foreign(stretches: Sequence[str], corpus: Corpus) -> float:
    """The share of a text's longest stretches that no form has."""
    longest = [one for one in stretches if len(one) == _LONGEST_STRETCH]
    known = sum(one in corpus.letters.vocabulary_ for one in longest)
    return 1 - known / len(longest) if longest else 0.0


def _heads(forms: Iterable[Form]) -> frozenset[str]:
    """The words that say what forms are: of each side of a slash the last one before a comma."""
    sides = (side.split(",")[0] for form in forms for side in form.text.split("/"))
    return frozenset(words[-1] for words in (comparable(side).split() for side in sides) if words)


def _gathers(text: str, heads: frozenset[str]) -> bool:
    """Whether a folded text says that it gathers several: by a word for that, or by the plural of
    what is itself a form."""
    if _GATHERS.search(text):
        return True
    plurals = (word for word in text.split() if word.endswith(_PLURALS))
    return any(word[:-2] in heads for word in plurals if len(word) >= _SHORTEST_PLURAL)


def _candidates(letters: Floats, meaning: Floats, count: int) -> Indices:
    if len(letters) <= count:
        return np.arange(len(letters))
    by_letters = np.argpartition(-letters, count)[:count]
    by_meaning = np.argpartition(-meaning, count)[:count]
    return np.union1d(by_letters, by_meaning)


def _spelled(text: str, near: Indices, shown: Floats, corpus: Corpus, weights: Weights) -> Floats:
    """What spelling says of places in order: those with a text, then those remembered."""
    first = int(np.searchsorted(near, len(corpus.parts)))
    by_text = _by_text(text, near[:first], shown[:first], corpus, weights)
    return np.concatenate([by_text, _by_memory(text, near[first:], shown[first:], corpus, weights)])


def _by_text(text: str, near: Indices, letters: Floats, corpus: Corpus, weights: Weights) -> Floats:
    bare, root = text.replace(" ", ""), stem(text)
    edits = [fuzz.ratio(bare, corpus.parts[n].replace(" ", "")) / 100 for n in near]
    is_same = np.array([edit == 1.0 for edit in edits], np.float32)
    is_root = np.array([root == corpus.stems[n] for n in near], np.float32)
    others = exchanged(root, corpus.exchanges)
    is_other = np.array([corpus.stems[n] in others for n in near], np.float32)
    score = weights.letters * _above(letters, weights.letters_floor)
    score = score + weights.edits * _above(np.array(edits), weights.edits_floor)
    score = score + weights.exchange * is_other
    return np.asarray(score + weights.same * is_same + weights.stem * is_root, np.float32)


def _by_memory(
    text: str, near: Indices, echoes: Floats, corpus: Corpus, weights: Weights
) -> Floats:
    if corpus.remembered is None:
        return np.zeros(len(near), np.float32)
    selves = corpus.remembered.selves[near - len(corpus.parts)]
    score = weights.echo * _above(echoes, weights.echo_floor)
    score = score + weights.stem * (echoes == 1.0)
    return np.asarray(score + weights.same * (selves == np.uint64(hash_of_name(text))), np.float32)


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
