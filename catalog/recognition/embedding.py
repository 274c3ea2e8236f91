"""The project's own static embedding: a vector per piece of a word; a text is their weighted sum.

A model has one or more tables, each with its own way of splitting a text: `Pieces`, a vocabulary
that cuts a text once, as a word list does, and `Grams`, all overlapping stretches of letters of a
word, which a misspelling, an ending or a compound leaves mostly as they were. A text's vector is
the tables' vectors, each of length 1, side by side. Beside the tables stand a *memory*: where
other names of a known name lie and how they look, by the name's hash (`Memory`), and the endings
that such names exchange (spelling.py).

A model is a folder of `model.json` (format and SHA-256 of the others), `tokenizer-N.json` or
`grams-N.json`, `exchanges.json`, and `vectors.safetensors` (4-bit numbers, one scale a row). It is
read with NumPy alone, and says what sentence-transformers' StaticEmbedding says of a table of
pieces.
"""

import hashlib
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save
from tokenizers import Tokenizer

from catalog.recognition.comparable import comparable
from catalog.recognition.spelling import Exchanges, Sketches, sketch, stem

Vectors = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]

FORMAT = "static-5"
MANIFEST = "model.json"
VECTORS = "vectors.safetensors"
_EXCHANGES = "exchanges.json"
DEFAULT_FOLDER = Path(__file__).parent / "model"
REBUILD = "manage.py train_embeddings --output {folder}"
SHORTEST_GRAM, LONGEST_GRAM = 3, 5  # letters, the marks of a word's two ends among them
_AT_ONCE = 1024  # texts: bounds the memory of a sum at some 60 MB
_LONGEST_WORD = 60  # letters; the rest of a longer "word" is noise
_KEPT_WORDS = 100_000  # words whose grams are remembered, so that noise cannot fill the memory
_NOT_A_WORD = re.compile(r"[^\w+#]+|_+")


class ModelUnusable(Exception):
    """A model is missing, truncated or of another version; names the file and what rebuilds it."""

    def __init__(self, file: Path | str, reason: str, folder: Path | str | None = None) -> None:
        remedy = REBUILD.format(folder=folder) if folder is not None else "set EMBEDDING_MODEL anew"
        super().__init__(f"{file}: {reason}. To rebuild it: {remedy}")


@dataclass(frozen=True)
class Bag:
    """What a text falls into: rows of a table, and how much each counts."""

    rows: npt.NDArray[np.int64]
    weights: Vectors


class Splitter(Protocol):
    """A way to split texts; `size` is how many different pieces there are."""

    @property
    def size(self) -> int: ...

    def split(self, texts: Sequence[str]) -> list[Bag]: ...


@dataclass(frozen=True)
class Pieces:
    """A vocabulary that cuts a text into pieces, each of weight 1."""

    tokenizer: Tokenizer

    @property
    def size(self) -> int:
        return int(self.tokenizer.get_vocab_size())

    def split(self, texts: Sequence[str]) -> list[Bag]:
        return [
            Bag(np.array(one.ids, np.int64), np.ones(len(one.ids), np.float32))
            for one in self.tokenizer.encode_batch(list(texts))
        ]


@dataclass(frozen=True)
class Grams:
    """The stretches of letters that words share. grams: in order of row · weights: of the words
    that are common enough to tell little; all others have 1. A word's weight is shared out over
    its known grams by the square root of their number: a long word says more, not that much."""

    grams: tuple[str, ...]
    weights: dict[str, float]

    @property
    def size(self) -> int:
        return len(self.grams)

    @cached_property
    def _row(self) -> dict[str, int]:
        return {gram: row for row, gram in enumerate(self.grams)}

    @cached_property
    def _known(self) -> dict[str, tuple[list[int], float]]:
        return {}

    def split(self, texts: Sequence[str]) -> list[Bag]:
        return [self._bag(words_of(text)) for text in texts]

    def _bag(self, words: Sequence[str]) -> Bag:
        rows: list[int] = []
        weights: list[float] = []
        for word in words:
            own, weight = self._known.get(word) or self._learn(word)
            rows += own
            weights += [weight] * len(own)
        return Bag(np.array(rows, np.int64), np.array(weights, np.float32))

    def _learn(self, word: str) -> tuple[list[int], float]:
        own = [self._row[gram] for gram in grams_of(word) if gram in self._row]
        weight = self.weights.get(word, 1.0) / math.sqrt(len(own)) if own else 0.0
        if len(self._known) < _KEPT_WORDS:
            self._known[word] = own, weight
        return own, weight


def words_of(text: str) -> list[str]:
    """The words of a text as `Grams` sees them."""
    return [word[:_LONGEST_WORD] for word in _NOT_A_WORD.sub(" ", text.lower()).split()]


def grams_of(word: str) -> list[str]:
    """A word with its ends marked, and its stretches of letters, each once, in order."""
    marked = f"<{word}>"
    found = [marked]
    for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
        found += [marked[at : at + length] for at in range(len(marked) - length + 1)]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Table:
    """A way to split and a vector for each piece: (size, dimensions)."""

    splitter: Splitter
    vectors: Vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 per text; all zeros for a text without a known piece."""
        found = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            bags = self.splitter.split(texts[start : start + _AT_ONCE])
            filled = [row for row, bag in enumerate(bags) if len(bag.rows)]
            if not filled:
                continue
            starts = np.cumsum([0, *(len(bags[row].rows) for row in filled[:-1])])
            rows = np.concatenate([bags[row].rows for row in filled])
            weights = np.concatenate([bags[row].weights for row in filled])
            summed = np.add.reduceat(self.vectors[rows] * weights[:, None], starts, axis=0)
            lengths = np.linalg.norm(summed, axis=1, keepdims=True)
            found[np.array(filled) + start] = summed / np.where(lengths > 0, lengths, 1.0)
        return found


@dataclass(frozen=True)
class Memory:
    """Other names of known names, by hash alone. keys, selves: of a name, ascending, and of another
    name of the same · vectors: where that other name lies, of length 1 · sketches: of its stem."""

    keys: Hashes
    selves: Hashes
    vectors: Vectors
    sketches: Sketches

    def rows(self, kept: Sequence[int]) -> "Memory":
        """Some of it, in the order asked for."""
        at = np.array(kept, np.int64)
        return Memory(self.keys[at], self.selves[at], self.vectors[at], self.sketches[at])


def joined(parts: Sequence[Memory]) -> Memory:
    """Memories one after the other, at least one."""
    return Memory(
        keys=np.concatenate([one.keys for one in parts]),
        selves=np.concatenate([one.selves for one in parts]),
        vectors=np.vstack([one.vectors for one in parts]),
        sketches=np.vstack([one.sketches for one in parts]),
    )


@dataclass(frozen=True)
class StaticEmbedding:
    """tables: the smallest first · identity: SHA-256 of the model's manifest."""

    tables: tuple[Table, ...]
    identity: str
    memory: Memory | None = None
    exchanges: Exchanges = ()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 per text; shorter, or all zeros, where a table knows no piece."""
        return encode(self.tables, texts)

    def rarity(self, word: str) -> float:
        """How much a folded word tells, 0 to 1: little when it stands in many names."""
        known = [one.splitter for one in self.tables if isinstance(one.splitter, Grams)]
        return min((grams.weights.get(word, 1.0) for grams in known), default=1.0)

    def recall(self, text: str, known: frozenset[int] = frozenset()) -> Memory:
        """What is remembered of a text's other names, those left out whose hash is `known`."""
        if self.memory is None:
            return remember((), self.tables)
        key = np.uint64(hash_of_name(text))
        first, stop = (np.searchsorted(self.memory.keys, key, side) for side in ("left", "right"))
        return self.memory.rows(
            [n for n in range(first, stop) if int(self.memory.selves[n]) not in known]
        )


def encode(tables: Sequence[Table], texts: Sequence[str]) -> Vectors:
    """The tables' vectors of each text side by side, together of length 1."""
    side_by_side = np.hstack([table.encode(texts) for table in tables])
    return np.asarray(side_by_side / np.float32(math.sqrt(len(tables))), np.float32)


def hash_of_name(text: str) -> int:
    """64 bits that stand for a name, whatever its case, accents and punctuation."""
    return int.from_bytes(hashlib.sha256(comparable(text).encode()).digest()[:8], "big")


def remember(names: Sequence[tuple[str, str]], tables: Sequence[Table]) -> Memory:
    """A memory of (name, other name of the same) pairs."""
    pairs = sorted(
        {(hash_of_name(one), hash_of_name(other)): other for one, other in names}.items()
    )
    return Memory(
        keys=np.array([key for (key, _), _ in pairs], np.uint64),
        selves=np.array([own for (_, own), _ in pairs], np.uint64),
        vectors=encode(tables, [other for _, other in pairs]),
        sketches=sketch([stem(comparable(other)) for _, other in pairs]),
    )


def rounded(vectors: Vectors) -> Vectors:
    """Vectors as they are after saving and reading; rounding them again changes nothing.

    Raises ValueError when their length is odd.
    """
    return _unpacked(*_packed(vectors))


def save_embedding(
    folder: Path,
    tables: Sequence[Table],
    memory: Memory | None = None,
    exchanges: Exchanges = (),
) -> str:
    """Write a model folder, its vectors as 4-bit numbers. Returns its identity."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    contents: dict[str, bytes] = {}
    for n, table in enumerate(tables):
        arrays[f"vectors-{n}"], arrays[f"scales-{n}"] = _packed(table.vectors)
        name, contents_of = _described(table.splitter)
        contents[name.format(n)] = contents_of
    if memory is not None:
        arrays["memory-keys"], arrays["memory-selves"] = memory.keys, memory.selves
        arrays["memory-vectors"], arrays["memory-scales"] = _packed(memory.vectors)
        arrays["memory-sketches"] = memory.sketches
    contents[_EXCHANGES] = json.dumps(exchanges, ensure_ascii=False).encode()
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
        form, hashes, count = said["format"], dict(said["sha256"]), said.get("tables", 0)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(folder / MANIFEST, "is not a model's manifest", folder) from error
    if form != FORMAT:
        raise ModelUnusable(folder / MANIFEST, f"has format {form}, not {FORMAT}", folder)
    contents = {name: _bytes(folder, name) for name in sorted({*hashes, VECTORS})}
    for name, data in contents.items():
        if hashlib.sha256(data).hexdigest() != hashes.get(name):
            raise ModelUnusable(folder / name, "is not the file its manifest names", folder)
    try:
        arrays = load(contents[VECTORS])
        tables = tuple(
            Table(_splitter(contents, n), _unpacked(arrays[f"vectors-{n}"], arrays[f"scales-{n}"]))
            for n in range(count)
        )
        memory = None
        if "memory-keys" in arrays:
            vectors = _unpacked(arrays["memory-vectors"], arrays["memory-scales"])
            keys, selves = arrays["memory-keys"], arrays["memory-selves"]
            memory = Memory(keys, selves, vectors, arrays["memory-sketches"])
        exchanges = tuple(
            (str(said), str(meant)) for said, meant in json.loads(contents[_EXCHANGES])
        )
    except (ValueError, KeyError, SafetensorError) as error:
        raise ModelUnusable(folder / VECTORS, str(error), folder) from error
    return StaticEmbedding(tables, hashlib.sha256(manifest).hexdigest(), memory, exchanges)


def _packed(vectors: Vectors) -> tuple[npt.NDArray[np.uint8], Vectors]:
    """Two numbers a byte, from 1 to 15, and what one step of a row is worth; 8 is naught."""
    if vectors.shape[1] % 2:
        raise ValueError("a vector's length must be even: two numbers share a byte")
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0), 1e-12).astype(np.float32) / 7
    numbers = (np.rint(vectors / scales[:, None]) + 8).astype(np.uint8)
    return numbers[:, ::2] << 4 | numbers[:, 1::2], scales


def _unpacked(packed: npt.NDArray[np.generic], scales: npt.NDArray[np.generic]) -> Vectors:
    halves = np.stack([packed.astype(np.uint8) >> 4, packed.astype(np.uint8) & 15], axis=-1)
    numbers = halves.reshape(len(packed), -1).astype(np.float32) - 8
    return np.asarray(numbers * scales.astype(np.float32)[:, None], np.float32)


_PIECES, _GRAMS = "tokenizer-{}.json", "grams-{}.json"


def _described(splitter: Splitter) -> tuple[str, bytes]:
    if isinstance(splitter, Grams):
        said = {"grams": splitter.grams, "weights": splitter.weights}
        return _GRAMS, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if isinstance(splitter, Pieces):
        return _PIECES, splitter.tokenizer.to_str(pretty=False).encode()
    raise TypeError(f"{type(splitter).__name__} has no file of its own")


def _splitter(contents: dict[str, bytes], n: int) -> Splitter:
    if (name := _GRAMS.format(n)) in contents:
        said = json.loads(contents[name])
        return Grams(tuple(said["grams"]), dict(said["weights"]))
    return Pieces(Tokenizer.from_str(contents[_PIECES.format(n)].decode("utf-8")))


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ModelUnusable(folder / name, error.strerror or "cannot be read", folder) from error
