"""Meaning, not only spelling: concepts suggested for phrases that no label matches.

A suggestion has a score and is never asserted. Without `EMBEDDING_MODEL` the model is the project's
own (embedding.py). `EMBEDDING_MODEL=off` turns suggestions off, nothing else. Another
sentence-transformers model is named with what pins it: `PATH@SHA256` for a folder,
`NAME@COMMIT` (40 hex digits) for a published one. This is the one module that imports
sentence_transformers, and only when such a model is named.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from catalog.recognition.embedding import (
    MANIFEST,
    ModelUnusable,
    Vectors,
    load_embedding,
)
from catalog.recognition.mention import Mention

OFF = "off"
CUTOFF = 0.42  # set by eye on a few phrases, not measured (docs/embeddings.md)
_PHRASE_END = re.compile(r"[.,;:!?()\[\]\n\r•·|]+|\s[-–—]\s")
_CONJUNCTION = re.compile(r"\s+(?:och|samt|and)\s+", re.IGNORECASE)
_LONGEST = 12  # words of a phrase; longer ones say too many things at once
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Encoder(Protocol):
    """Whatever turns texts into vectors of length 1, one row per text."""

    @property
    def identity(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Suggestion:
    """A concept that a phrase may mean. score: cosine, at most 1; an order, not a probability."""

    phrase: str
    concept_id: str
    label: str
    score: float


@dataclass(frozen=True)
class ConceptIndex:
    """Concepts to suggest from. ids, labels and the rows of vectors run side by side; a concept
    may have several rows, one for each label."""

    encoder: Encoder
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    vectors: Vectors


@dataclass(frozen=True)
class Phrase:
    """A stretch of a text; `text[start:end] == surface`."""

    start: int
    end: int
    surface: str


def load_encoder(name: str | None = None) -> Encoder | None:
    """The encoder that a name, or else `EMBEDDING_MODEL`, asks for; None for `off`.

    Raises `ModelUnusable`, which names the file and the command that rebuilds it.
    """
    asked = os.environ.get("EMBEDDING_MODEL", "") if name is None else name
    if asked == OFF:
        return None
    if not asked:
        return load_embedding()
    place, _, pin = asked.rpartition("@")
    if not place:
        raise ModelUnusable(asked, "is not pinned: write PATH@SHA256 or NAME@COMMIT")
    folder = Path(place)
    if (folder / MANIFEST).is_file():
        own = load_embedding(folder)
        if own.identity != pin:
            raise ModelUnusable(folder / MANIFEST, f"has hash {own.identity}, not {pin}", folder)
        return own
    if folder.is_dir():
        if (found := hash_of_folder(folder)) != pin:
            raise ModelUnusable(folder, f"has hash {found}, not {pin}")
        return _load_other(place, pin, None)
    if not _COMMIT.fullmatch(pin):
        raise ModelUnusable(place, "is no folder, and its pin is no commit of 40 hex digits")
    return _load_other(place, pin, pin)


def hash_of_folder(folder: Path) -> str:
    """SHA-256 over the names and contents of a folder's files, in order of name."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def index_concepts(concepts: Iterable[tuple[str, str]], encoder: Encoder) -> ConceptIndex:
    """An index of (concept id, label) rows; repeat an id to give it more labels."""
    rows = tuple(concepts)
    ids = tuple(one for one, _ in rows)
    labels = tuple(label for _, label in rows)
    return ConceptIndex(encoder, ids, labels, encoder.encode(labels))


def suggest(
    phrases: Sequence[str], index: ConceptIndex, *, top: int = 3, score_cutoff: float = CUTOFF
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each phrase at most `top` concepts of the index, best first, ties by concept id."""
    if not phrases or not index.ids:
        return tuple(() for _ in phrases)
    asked = list(dict.fromkeys(phrases))
    scores = index.encoder.encode(asked) @ index.vectors.T
    found = {
        phrase: _best(phrase, row, index, top, score_cutoff)
        for phrase, row in zip(asked, scores, strict=True)
    }
    return tuple(found[phrase] for phrase in phrases)


def unmatched_phrases(text: str, mentions: Iterable[Mention]) -> tuple[Phrase, ...]:
    """Phrases of a text, of two to twelve words, that touch no mention. Linear in its length."""
    taken = sorted((one.start, one.end) for one in mentions)
    found = []
    at = 0
    for start, end in _stretches(text):
        surface = text[start:end]
        left = start + len(surface) - len(surface.lstrip())
        right = start + len(surface.rstrip())
        while at < len(taken) and taken[at][1] <= left:
            at += 1
        is_taken = at < len(taken) and taken[at][0] < right
        if not is_taken and 2 <= len(text[left:right].split()) <= _LONGEST:
            found.append(Phrase(left, right, text[left:right]))
    return tuple(found)


def _stretches(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for stop in _PHRASE_END.finditer(text):
        yield from _halves(text, start, stop.start())
        start = stop.end()
    yield from _halves(text, start, len(text))


def _halves(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    for stop in _CONJUNCTION.finditer(text, start, end):
        yield start, stop.start()
        start = stop.end()
    yield start, end


def _best(
    phrase: str, scores: Vectors, index: ConceptIndex, top: int, cutoff: float
) -> tuple[Suggestion, ...]:
    best: dict[str, tuple[float, str]] = {}
    for row in np.flatnonzero(scores >= cutoff):
        score, concept = float(scores[row]), index.ids[row]
        if concept not in best or score > best[concept][0]:
            best[concept] = (score, index.labels[row])
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:top]
    return tuple(Suggestion(phrase, one, label, score) for one, (score, label) in ordered)


@dataclass(frozen=True)
class _Other:
    """A sentence-transformers model behind the encoder's shape."""

    model: "object"
    identity: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self.model.encode(  # type: ignore[attr-defined]  # typed as object: a lazy import
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def _load_other(place: str, identity: str, revision: str | None) -> Encoder:
    from sentence_transformers import SentenceTransformer  # takes seconds, and most never need it

    try:
        return _Other(SentenceTransformer(place, revision=revision, device="cpu"), identity)
    except (OSError, ValueError) as error:
        raise ModelUnusable(place, str(error)) from error
