"""The model file: written, read, refused; and the one that is shipped."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from catalog.recognition.embedding import (
    DEFAULT_FOLDER,
    MANIFEST,
    VECTORS,
    ModelUnusable,
    StaticEmbedding,
    Table,
    load_embedding,
    save_embedding,
)
from catalog.recognition.semantic import load_encoder
from catalog.recognition.training.vocabulary import train_vocabulary

TEXTS = ["svetsare", "licenssvetsare", "welder", "bagare", "brödbagare", "baker"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    random = np.random.default_rng(1)
    tables = []
    for size in (40, 80):
        tokenizer = train_vocabulary(TEXTS, size)
        pieces = tokenizer.get_vocab_size()
        tables.append(Table(tokenizer, random.normal(size=(pieces, 8)).astype(np.float32)))
    save_embedding(tmp_path / "model", tables)
    return tmp_path / "model"


def test_what_is_saved_is_what_is_read(folder: Path) -> None:
    model = load_embedding(folder)
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert np.array_equal(vectors[2:3], model.encode([TEXTS[2]]))
    assert np.array_equal(model.encode(["SVETSARE!"]), model.encode(["svetsare"]))


def test_a_text_without_pieces_is_nowhere(folder: Path) -> None:
    model = load_embedding(folder)
    assert not model.encode(["", " … "]).any()
    assert model.encode([]).shape == (0, 16)


def test_numpy_says_what_sentence_transformers_says() -> None:
    static = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    tokenizer = train_vocabulary(TEXTS, 60)
    vectors = np.random.default_rng(2).normal(size=(tokenizer.get_vocab_size(), 8))
    theirs = static.StaticEmbedding(tokenizer, embedding_weights=vectors.astype(np.float32))
    features = theirs.preprocess(TEXTS)
    pooled = theirs(features)["sentence_embedding"].detach().numpy()
    pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
    ours = StaticEmbedding((Table(tokenizer, vectors.astype(np.float32)),), "x").encode(TEXTS)
    assert ours == pytest.approx(pooled, abs=1e-5)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])


@pytest.mark.parametrize(
    ("name", "spoil", "reason"),
    [
        (VECTORS, cut, "not the file its manifest names"),
        ("tokenizer-0.json", cut, "not the file its manifest names"),
        ("tokenizer-1.json", Path.unlink, "No such file"),
        (MANIFEST, cut, "not a model's manifest"),
        (
            MANIFEST,
            lambda file: file.write_text('{"format": "static-0", "sha256": {}}'),
            "static-0",
        ),
    ],
)
def test_a_spoiled_model_names_file_and_remedy(folder: Path, name, spoil, reason: str) -> None:
    spoil(folder / name)
    with pytest.raises(ModelUnusable, match=reason) as caught:
        load_embedding(folder)
    assert str(folder / name) in str(caught.value)
    assert f"manage.py train_embeddings --output {folder}" in str(caught.value)


def test_a_pinned_model_of_our_own_kind_is_read_by_its_hash(folder: Path) -> None:
    identity = load_embedding(folder).identity
    encoder = load_encoder(f"{folder}@{identity}")
    assert encoder is not None
    assert encoder.identity == identity
    with pytest.raises(ModelUnusable, match="has hash"):
        load_encoder(f"{folder}@{'0' * 64}")


def test_the_shipped_model_is_small_and_is_what_its_card_says() -> None:
    model = load_embedding()
    card = (DEFAULT_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in DEFAULT_FOLDER.iterdir()) <= 15_000_000
    assert model.identity in card
    said = json.loads((DEFAULT_FOLDER / MANIFEST).read_text(encoding="utf-8"))
    for name, digest in said["sha256"].items():
        assert re.search(rf"`{re.escape(name)}`.*{digest}", card)


def test_the_shipped_model_knows_both_languages() -> None:
    model = load_embedding()
    near, far = ("sjuksköterska", "nurse"), ("sjuksköterska", "bricklayer")
    pairs = [model.encode(pair) for pair in (near, far)]
    assert pairs[0][0] @ pairs[0][1] > pairs[1][0] @ pairs[1][1] + 0.2
