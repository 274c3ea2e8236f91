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
    Grams,
    ModelUnusable,
    StaticEmbedding,
    Table,
    grams_of,
    hash_of_name,
    load_embedding,
    remember,
    rounded,
    save_embedding,
)
from catalog.recognition.semantic import load_encoder
from catalog.recognition.spelling import likeness, sketch, stem
from catalog.recognition.training.vocabulary import train_grams, train_vocabulary

TEXTS = ["svetsare", "licenssvetsare", "welder", "bagare", "brödbagare", "baker"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    random = np.random.default_rng(1)
    tables = []
    for splitter in (train_vocabulary(TEXTS, 40), train_grams(TEXTS * 3, 80)):
        vectors = random.normal(size=(splitter.size, 8)).astype(np.float32)
        tables.append(Table(splitter, vectors))
    names = [("Bagare", "brödbagare"), ("Bagare", "baker"), ("Svetsare", "welder")]
    exchanges = (("medarbet", "personal"),)
    save_embedding(tmp_path / "model", tables, remember(names, tables), exchanges)
    return tmp_path / "model"


def test_what_is_saved_is_what_is_read(folder: Path) -> None:
    model = load_embedding(folder)
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert np.array_equal(vectors[2:3], model.encode([TEXTS[2]]))
    assert np.array_equal(model.encode(["SVETSARE!"]), model.encode(["svetsare"]))
    assert model.exchanges == (("medarbet", "personal"),)


def test_rounding_keeps_what_is_large_and_changes_nothing_twice() -> None:
    vectors = np.random.default_rng(2).normal(size=(40, 64)).astype(np.float32)
    once = rounded(vectors)
    assert np.abs(once - vectors).max() <= np.abs(vectors).max() / 14 + 1e-6
    assert rounded(once) == pytest.approx(once, abs=1e-6)
    assert not rounded(np.zeros((2, 4), np.float32)).any()
    with pytest.raises(ValueError, match="must be even"):
        rounded(vectors[:, :3])


def test_a_text_without_pieces_is_nowhere(folder: Path) -> None:
    model = load_embedding(folder)
    assert not model.encode(["", " … "]).any()
    assert model.encode([]).shape == (0, 16)


def test_numpy_says_what_sentence_transformers_says() -> None:
    static = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    pieces = train_vocabulary(TEXTS, 60)
    vectors = np.random.default_rng(2).normal(size=(pieces.size, 8))
    theirs = static.StaticEmbedding(pieces.tokenizer, embedding_weights=vectors.astype(np.float32))
    features = theirs.preprocess(TEXTS)
    pooled = theirs(features)["sentence_embedding"].detach().numpy()
    pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
    ours = StaticEmbedding((Table(pieces, vectors.astype(np.float32)),), "x").encode(TEXTS)
    assert ours == pytest.approx(pooled, abs=1e-5)


def test_a_text_is_the_same_alone_and_among_thousands(folder: Path) -> None:
    model = load_embedding(folder)
    many = [f"svetsare {number}" for number in range(1500)] + ["", "welder"]
    assert np.array_equal(
        model.encode(many)[[3, 1500, 1501]], model.encode(["svetsare 3", "", "welder"])
    )


def test_grams_know_where_a_word_ends() -> None:
    assert grams_of("usk") == ["<usk>", "<us", "usk", "sk>", "<usk", "usk>"]
    assert "<kock" in grams_of("kockar")
    assert "<kock" not in grams_of("storkockar")


def test_a_misspelled_word_lies_by_its_own() -> None:
    grams = train_grams(TEXTS * 3, 200)
    vectors = np.random.default_rng(3).normal(size=(grams.size, 64)).astype(np.float32)
    table = Table(grams, vectors)
    meant, misspelled, other = table.encode(["svetsare", "svetsarre", "bagare"])
    assert misspelled @ meant > misspelled @ other + 0.2


def test_a_common_word_says_less() -> None:
    grams = Grams(("<usk>", "<och>"), {"och": 0.25})
    (bag,) = grams.split(["usk och"])
    assert bag.rows.tolist() == [0, 1]
    assert bag.weights.tolist() == [1.0, 0.25]


def test_rarity_is_that_of_the_grams(folder: Path) -> None:
    splitter = Grams(("<usk>",), {"och": 0.25})
    table = Table(splitter, np.ones((1, 4), np.float32))
    model = StaticEmbedding((*load_embedding(folder).tables[:1], table), "x")
    assert (model.rarity("och"), model.rarity("usk")) == (0.25, 1.0)
    assert StaticEmbedding(model.tables[:1], "x").rarity("och") == 1.0


def test_other_names_are_recalled_by_the_hash_of_a_name(folder: Path) -> None:
    model = load_embedding(folder)
    found = model.recall("BAGARE")
    assert set(found.selves.tolist()) == {hash_of_name("baker"), hash_of_name("brödbagare")}
    assert found.vectors.shape == (2, 16)
    kept = model.recall("bagare", frozenset({hash_of_name("Baker")}))
    assert kept.vectors == pytest.approx(model.encode(["brödbagare"]), abs=0.1)
    assert likeness(sketch([stem("brödbagarna")]), kept.sketches).tolist() == [[1.0]]
    for stranger, other in ((model, "brödbagare"), (StaticEmbedding(model.tables, "x"), "bagare")):
        nothing = stranger.recall(other)
        assert (nothing.keys.shape, nothing.vectors.shape) == ((0,), (0, 16))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])


@pytest.mark.parametrize(
    ("name", "spoil", "reason"),
    [
        (VECTORS, cut, "not the file its manifest names"),
        ("tokenizer-0.json", cut, "not the file its manifest names"),
        ("grams-1.json", Path.unlink, "No such file"),
        ("exchanges.json", cut, "not the file its manifest names"),
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
