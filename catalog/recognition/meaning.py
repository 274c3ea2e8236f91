"""What the names of the concepts mean, compiled beside the lexicon, and phrases looked up in it.

A phrase of a CV that no name touches ("tog hand om äldre i deras hem") is near some names in
meaning. The nearest is *suggested*, with its score; nothing here is ever asserted. The names are
those of the lexicon and, above all, ESCO's, whose skills are worded as people word them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from catalog.recognition.embedding import Vectors
from catalog.recognition.semantic import Encoder
from catalog.recognition.words import listed
from catalog.snapshot.arrays import (
    Array,
    SnapshotDamaged,
    Strings,
    load_table,
    read_json,
    save_table,
    write_json,
)

if TYPE_CHECKING:
    from catalog.recognition.lexicon import Term
    from catalog.recognition.matcher import Reading, Span

MEANING_RULES = "meaning-v1"
CUTOFF = 0.6  # chosen by reading what development CVs and made phrases are given (docs)
MOST_SUGGESTIONS = 12  # of one text; more questions than that nobody answers
DIMENSIONS = 256  # vectors are turned to their main axes, which keeps a CV within its time
_LONGEST = 10  # telling words of a phrase; longer ones say too many things at once
_WHOLE = 60  # characters; a longer stretch is cut at its conjunctions
_LONGEST_TEXT = 20_000  # characters; a CV is shorter, and noise is not worth more
_TYPES = ("occupation-name", "skill")
_KINDS = {"preferred", "alternative", "match", "close_match", "broad_match"}
_DESCRIPTION = "meaning.json"
_PHRASE_END = re.compile(r"[.,;:!?()\[\]\n\r•·|]+|\s[-–—]\s")
_CONJUNCTION = re.compile(r"\s+(?:och|samt|and)\s+")
_WORD = re.compile(r"[^\W\d_]+")
# Words that say how and where, not what; they also tell the language of a text.
_SWEDISH = listed(
    """
    och jag som på att är för av till med den ett har i om åt efter under vid det en alla tog hand
    såg hade var inom hos från upp ut in olika bra samt även mig min mitt mina de deras sin sitt
    sina sen sedan där här så då när dem man vi ni han hon honom henne dessa detta varje bara också
    lite mycket många flera andra annat egen egna kan kunde ska skulle vill fick får blev bli varit
    inte mot över mellan genom utan jobbade jobbat arbetade arbetat
    """
)
_ENGLISH = listed(
    """
    and the of to with for my is as at have was their a an in on by from i we our it its that this
    these were had has been also all very not or up out
    """
)


@dataclass(frozen=True)
class MeaningTables:
    """One row per name, the Swedish ones first, then by concept id and text: concept int32 row of
    `concept_*`, vectors float32 (names, dimensions), each of length 1 · swedish: int32, one number:
    how many names are Swedish · axes: float32 (model dimensions, dimensions), what turns a phrase's
    vector the way the names' are turned."""

    text: Strings
    concept: Array
    vectors: Array
    swedish: Array
    axes: Array
    concept_id: Strings
    concept_label: Strings
    concept_type: Array


@dataclass(frozen=True)
class Meaning:
    """The tables with the model they were made with."""

    tables: MeaningTables
    encoder: Encoder


@dataclass(frozen=True)
class Nearest:
    """The concept nearest to a stretch of the folded text; last: where its last word begins, by
    which its role is told, for the cues may stand within the stretch · score: cosine, at most 1."""

    start: int
    last: int
    end: int
    concept_id: str
    label: str
    type: str
    text: str
    score: float


def compile_meaning(terms: Iterable["Term"], encoder: Encoder) -> Meaning:
    """The names of occupations and skills by meaning; the order of the terms does not matter."""
    kept = sorted(
        {
            (term.language != "swe", term.concept_id, term.text, term.label, term.type)
            for term in terms
            if term.type in _TYPES and term.kind in _KINDS and term.text.strip()
        }
    )
    concepts = sorted({(one, label, kind) for _, one, _, label, kind in kept})
    row = {one: index for index, (one, _, _) in enumerate(concepts)}
    vectors = np.asarray(encoder.encode([text for _, _, text, _, _ in kept]), np.float32)
    axes = _main_axes(vectors)
    tables = MeaningTables(
        text=Strings.of(text for _, _, text, _, _ in kept),
        concept=np.array([row[one] for _, one, _, _, _ in kept], np.int32),
        vectors=_turned(vectors, axes),
        swedish=np.array([sum(not is_foreign for is_foreign, *_ in kept)], np.int32),
        axes=axes,
        concept_id=Strings.of(one for one, _, _ in concepts),
        concept_label=Strings.of(label for _, label, _ in concepts),
        concept_type=np.array([_TYPES.index(kind) for _, _, kind in concepts], np.uint8),
    )
    return Meaning(tables, encoder)


def save_meaning(meaning: Meaning, folder: Path) -> None:
    """Write the tables as files in `folder` (made when missing), `meaning.json` last."""
    save_table(folder, meaning.tables)
    write_json(folder / _DESCRIPTION, _description(meaning.encoder))


def load_meaning(folder: Path, encoder: Encoder) -> Meaning:
    """Map what `save_meaning` wrote.

    Raises `SnapshotDamaged`, naming the file and what rebuilds it, when a file is missing,
    truncated, of another version or made with another model.
    """
    found = read_json(folder / _DESCRIPTION)
    if found != _description(encoder):
        raise SnapshotDamaged(
            f"{folder / _DESCRIPTION} was made by other rules or with another model "
            f"({found.get('model')}, not {encoder.identity}); run `python manage.py build_snapshot`"
        )
    return Meaning(load_table(folder, MeaningTables), encoder)


def nearest_of(
    reading: "Reading", spans: Sequence["Span"], meaning: Meaning
) -> tuple[Nearest, ...]:
    """The best concepts for the phrases of a text that touch no span: one for each phrase, each
    concept once, the best `MOST_SUGGESTIONS`, in order of start. Linear in the text."""
    phrases = list(_phrases(reading, [(span.start, span.end) for span in spans]))
    tables = meaning.tables
    if not phrases or not len(tables.text):
        return ()
    texts = list(dict.fromkeys(telling for _, _, telling in phrases))
    vectors = _turned(np.asarray(meaning.encoder.encode(texts), np.float32), tables.axes)
    swedish = int(tables.swedish[0])
    first, stop = (swedish, len(tables.text)) if _is_english(reading) else (0, swedish)
    if first == stop:
        return ()
    scores = vectors @ tables.vectors[first:stop].T
    best = scores.argmax(axis=1)
    of_text = {
        text: (float(scores[place, name]), first + int(name))
        for place, (text, name) in enumerate(zip(texts, best.tolist(), strict=True))
    }
    said = {span.sense.concept_id for span in spans}
    found: dict[str, Nearest] = {}
    for start, end, telling in phrases:
        score, name = of_text[telling]
        concept = int(tables.concept[name])
        one = tables.concept_id[concept]
        if score < CUTOFF or one in said or (one in found and found[one].score >= score):
            continue
        found[one] = Nearest(
            start,
            reading.folded.text.rindex(" ", start, end) + 1,
            end,
            one,
            tables.concept_label[concept],
            _TYPES[int(tables.concept_type[concept])],
            tables.text[name],
            round(min(score, 1.0), 4),
        )
    ordered = sorted(found.values(), key=lambda one: (-one.score, one.start, one.concept_id))
    return tuple(sorted(ordered[:MOST_SUGGESTIONS], key=lambda one: (one.start, one.concept_id)))


def _is_english(reading: "Reading") -> bool:
    """Whether small English words outnumber the Swedish ones."""
    counts = Counter(reading.words[:_LONGEST_TEXT])
    only_english, only_swedish = _ENGLISH - _SWEDISH, _SWEDISH - _ENGLISH
    return sum(counts[one] for one in only_english) > sum(counts[one] for one in only_swedish)


def _phrases(reading: "Reading", taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, the words that tell something) of each stretch worth a question: no figures, no
    names, at least two words that tell something."""
    text = reading.folded.text[:_LONGEST_TEXT]
    for start, end in _unmatched(text, taken):
        telling = [one for one in text[start:end].split() if one not in _SWEDISH | _ENGLISH]
        if len(telling) < 2 or len(telling) > _LONGEST or any(map(str.isdigit, text[start:end])):
            continue
        begin, stop = reading.folded.original_span(start, end)
        written = _WORD.findall(reading.text[begin:stop])
        plain = [word for word in written if len(word) >= 4 and word[0].islower()]
        if plain and not all(word[0].isupper() for word in written[1:]):
            yield start, end, " ".join(telling)


def _unmatched(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between marks and conjunctions that touch none of the taken places, in order and
    without spaces around. Linear in the text."""
    places = sorted(taken)
    at = 0
    for start, end in _stretches(text):
        surface = text[start:end]
        left = start + len(surface) - len(surface.lstrip())
        right = start + len(surface.rstrip())
        while at < len(places) and places[at][1] <= left:
            at += 1
        is_taken = at < len(places) and places[at][0] < right
        if left < right and not is_taken:
            yield left, right


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _PHRASE_END.finditer(text):
        yield from _parts(text, start, stop.start())
        start = stop.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _WHOLE:
        for stop in _CONJUNCTION.finditer(text, start, end):
            yield start, stop.start()
            start = stop.end()
    yield start, end


def _description(encoder: Encoder) -> dict[str, str]:
    return {"rules": MEANING_RULES, "model": encoder.identity}


def _main_axes(vectors: Vectors) -> Vectors:
    """The directions in which the vectors differ most, the strongest first; all of them when there
    are no more than `DIMENSIONS`."""
    size = vectors.shape[1]
    if size <= DIMENSIONS:
        return np.eye(size, dtype=np.float32)
    _, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    strongest: Vectors = np.ascontiguousarray(axes[:, ::-1][:, :DIMENSIONS], np.float32)
    return strongest


def _turned(vectors: Vectors, axes: Vectors) -> Vectors:
    """Vectors along the axes, each of length 1 again; zeros stay zeros."""
    turned = vectors @ axes
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    found: Vectors = np.asarray(turned / np.where(lengths > 0, lengths, 1.0), np.float32)
    return found
