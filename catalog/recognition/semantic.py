"""Which model tells what a text means.

Without a name it is the project's own (embedding.py); `off` is none, which turns suggestions off
and nothing else. Another sentence-transformers model is named with what pins it: `PATH@SHA256` for
a folder, `NAME@COMMIT` (40 hex digits) for a published one. This is the one module that imports
sentence_transformers, and only when such a model is named.
"""

import hashlib
import re
from collections.abc import Sequence
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

OFF = "off"
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Encoder(Protocol):
    """Whatever turns texts into vectors of length 1, one row per text."""

    @property
    def identity(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


def load_encoder(name: str) -> Encoder | None:
    """The encoder that `EMBEDDING_MODEL` names; the project's own for "", None for `off`.

    Raises `ModelUnusable`, which names the file and the command that rebuilds it.
    """
    if name == OFF:
        return None
    if not name:
        return load_embedding()
    place, _, pin = name.rpartition("@")
    if not place:
        raise ModelUnusable(name, "is not pinned: write PATH@SHA256 or NAME@COMMIT")
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
