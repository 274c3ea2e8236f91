"""The project's own static embedding: a vector per vocabulary piece, a text is their mean.

A model has one or more tables, each a vocabulary of its own size with its vectors: small
vocabularies see what words share, large ones know whole words. A text's vector is the tables'
vectors, each of length 1, side by side. A model is a folder of `model.json` (format and SHA-256 of
the others), `tokenizer-N.json` and `vectors.safetensors` (8-bit numbers, one scale a piece). It is
read with NumPy alone, and says what sentence-transformers' StaticEmbedding says of a table.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

FORMAT = "static-2"
MANIFEST = "model.json"
VECTORS = "vectors.safetensors"
DEFAULT_FOLDER = Path(__file__).parent / "model"
REBUILD = "manage.py train_embeddings --output {folder}"


class ModelUnusable(Exception):
    """A model is missing, truncated or of another version; names the file and what rebuilds it."""

    def __init__(self, file: Path | str, reason: str, folder: Path | str | None = None) -> None:
        remedy = REBUILD.format(folder=folder) if folder is not None else "set EMBEDDING_MODEL anew"
        super().__init__(f"{file}: {reason}. To rebuild it: {remedy}")


@dataclass(frozen=True)
class Table:
    """A vocabulary and its vectors: (pieces, dimensions)."""

    tokenizer: Tokenizer
    vectors: Vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 per text; all zeros for a text without a known piece."""
        found = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        for row, encoding in enumerate(self.tokenizer.encode_batch(list(texts))):
            if encoding.ids:
                found[row] = self.vectors[encoding.ids].mean(axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(lengths > 0, lengths, 1.0)
        return found


@dataclass(frozen=True)
class StaticEmbedding:
    """tables: smallest vocabulary first · identity: SHA-256 of the model's manifest."""

    tables: tuple[Table, ...]
    identity: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 per text; all zeros for a text without a known piece."""
        side_by_side = [table.encode(texts) for table in self.tables]
        return np.hstack(side_by_side) / np.float32(math.sqrt(len(self.tables)))

    def count_pieces(self, text: str) -> int:
        """How many pieces a text falls into, by the largest vocabulary."""
        return len(self.tables[-1].tokenizer.encode(text).ids)


def save_embedding(folder: Path, tables: Sequence[Table]) -> str:
    """Write a model folder, its vectors as 8-bit numbers. Returns its identity."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    contents: dict[str, bytes] = {}
    for n, table in enumerate(tables):
        scales = np.maximum(np.abs(table.vectors).max(axis=1), 1e-12).astype(np.float32) / 127
        arrays[f"scales-{n}"] = scales
        arrays[f"vectors-{n}"] = np.rint(table.vectors / scales[:, None]).astype(np.int8)
        contents[_tokenizer(n)] = table.tokenizer.to_str(pretty=False).encode()
    contents[VECTORS] = save(arrays)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    said = {"format": FORMAT, "sha256": hashes, "tables": len(tables)}
    manifest = json.dumps(said, indent=1, sort_keys=True) + "\n"
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return hashlib.sha256(manifest.encode()).hexdigest()


def load_embedding(folder: Path = DEFAULT_FOLDER) -> StaticEmbedding:
    """Read a model folder and check it. Raises `ModelUnusable`."""
    manifest = _bytes(folder, MANIFEST)
    try:
        said = json.loads(manifest)
        form, hashes, count = said["format"], said["sha256"], said.get("tables", 0)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(folder / MANIFEST, "is not a model's manifest", folder) from error
    if form != FORMAT:
        raise ModelUnusable(folder / MANIFEST, f"has format {form}, not {FORMAT}", folder)
    contents = {name: _bytes(folder, name) for name in (*map(_tokenizer, range(count)), VECTORS)}
    for name, data in contents.items():
        if hashlib.sha256(data).hexdigest() != hashes.get(name):
            raise ModelUnusable(folder / name, "is not the file its manifest names", folder)
    try:
        arrays = load(contents[VECTORS])
        tables = tuple(
            Table(
                Tokenizer.from_str(contents[_tokenizer(n)].decode("utf-8")),
                arrays[f"vectors-{n}"].astype(np.float32) * arrays[f"scales-{n}"][:, None],
            )
            for n in range(count)
        )
    except (ValueError, KeyError, SafetensorError) as error:
        raise ModelUnusable(folder / VECTORS, str(error), folder) from error
    return StaticEmbedding(tables, hashlib.sha256(manifest).hexdigest())


def _tokenizer(n: int) -> str:
    return f"tokenizer-{n}.json"


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ModelUnusable(folder / name, error.strerror or "cannot be read", folder) from error
