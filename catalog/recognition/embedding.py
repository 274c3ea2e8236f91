"""The project's own static embedding: a vector per vocabulary piece, a text is their mean.

A model is a folder of `model.json` (version and SHA-256 of the others), `tokenizer.json` and
`vectors.safetensors` (8-bit vectors with one scale each). It is read with NumPy alone, and says
what sentence-transformers' StaticEmbedding says of the same vectors.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

FORMAT = "static-1"
MANIFEST = "model.json"
TOKENIZER = "tokenizer.json"
VECTORS = "vectors.safetensors"
DEFAULT_FOLDER = Path(__file__).parent / "model"
REBUILD = "manage.py train_embeddings --output {folder}"


class ModelUnusable(Exception):
    """A model is missing, truncated or of another version; names the file and what rebuilds it."""

    def __init__(self, file: Path | str, reason: str, folder: Path | str | None = None) -> None:
        remedy = REBUILD.format(folder=folder) if folder is not None else "set EMBEDDING_MODEL anew"
        super().__init__(f"{file}: {reason}. To rebuild it: {remedy}")


@dataclass(frozen=True)
class StaticEmbedding:
    """vectors: (pieces, dimensions) · identity: SHA-256 of the model's manifest."""

    tokenizer: Tokenizer
    vectors: Vectors
    identity: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 per text; all zeros for a text without a known piece."""
        dimensions = self.vectors.shape[1]
        found = np.zeros((len(texts), dimensions), np.float32)
        for row, encoding in enumerate(self.tokenizer.encode_batch(list(texts))):
            if encoding.ids:
                found[row] = self.vectors[encoding.ids].mean(axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(lengths > 0, lengths, 1.0)
        return found

    def count_pieces(self, text: str) -> int:
        """How many pieces a text falls into."""
        return len(self.tokenizer.encode(text).ids)


def save_embedding(folder: Path, tokenizer: Tokenizer, vectors: Vectors) -> str:
    """Write a model folder, its vectors as 8-bit numbers. Returns its identity."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / 127
    packed = np.rint(vectors / scales[:, None]).astype(np.int8)
    contents = {
        TOKENIZER: tokenizer.to_str(pretty=False).encode(),
        VECTORS: save({"scales": scales, "vectors": packed}),
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    manifest = json.dumps({"format": FORMAT, "sha256": hashes}, indent=1, sort_keys=True) + "\n"
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return hashlib.sha256(manifest.encode()).hexdigest()


def load_embedding(folder: Path = DEFAULT_FOLDER) -> StaticEmbedding:
    """Read a model folder and check it. Raises `ModelUnusable`."""
    manifest = _bytes(folder, MANIFEST)
    try:
        said = json.loads(manifest)
        form, hashes = said["format"], said["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(folder / MANIFEST, "is not a model's manifest", folder) from error
    if form != FORMAT:
        raise ModelUnusable(folder / MANIFEST, f"has format {form}, not {FORMAT}", folder)
    contents = {name: _bytes(folder, name) for name in (TOKENIZER, VECTORS)}
    for name, data in contents.items():
        if hashlib.sha256(data).hexdigest() != hashes.get(name):
            raise ModelUnusable(folder / name, "is not the file its manifest names", folder)
    try:
        tokenizer = Tokenizer.from_str(contents[TOKENIZER].decode("utf-8"))
        arrays = load(contents[VECTORS])
        vectors = arrays["vectors"].astype(np.float32) * arrays["scales"][:, None]
    except (ValueError, KeyError, SafetensorError) as error:
        raise ModelUnusable(folder / VECTORS, str(error), folder) from error
    return StaticEmbedding(tokenizer, vectors, hashlib.sha256(manifest).hexdigest())


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ModelUnusable(folder / name, error.strerror or "cannot be read", folder) from error
