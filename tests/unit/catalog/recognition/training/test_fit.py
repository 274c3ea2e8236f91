"""A tiny embedding, trained on made-up words: what belongs together ends up together."""

import json

import numpy as np
import pytest

from catalog.recognition.embedding import Splitter, StaticEmbedding, Table
from catalog.recognition.training.fit import fit
from catalog.recognition.training.material import EMPLOYERS, ESCO, JOBTECH, Material
from catalog.recognition.training.pairs import Pairs, Recipe, TooLittle
from catalog.recognition.training.vocabulary import UNKNOWN, train_grams, train_vocabulary

RECIPE = Recipe(dimensions=16, steps=60, batch=8, rate=0.05, dropout=0.0)
WORDS = {
    "bake": ("bagare", "baker", "brödbagare"),
    "weld": ("svetsare", "welder", "licenssvetsare"),
    "drive": ("förare", "driver", "lastbilsförare"),
    "care": ("vårdare", "carer", "hemvårdare"),
}


@pytest.fixture(scope="module")
def material() -> Material:
    material = Material()
    for group, (swedish, english, compound) in WORDS.items():
        material.add_label(group, swedish, "sv", JOBTECH)
        material.add_label(group, english, "en", JOBTECH)
        material.add_label(group, compound, "sv", JOBTECH)
        material.add_definition(group, f"en {swedish} är en {compound}")
        material.add_tie(group, "bake")
    return material


@pytest.fixture(scope="module", params=["pieces", "grams"])
def splitter(material: Material, request: pytest.FixtureRequest) -> Splitter:
    if request.param == "pieces":
        return train_vocabulary(material.texts(), 120)
    return train_grams([*material.names()] * 3, 400)


def test_labels_of_a_group_lie_closest(material: Material, splitter: Splitter) -> None:
    table = Table(splitter, fit(material, splitter, RECIPE, lambda line: None))
    model = StaticEmbedding((table,), "made-up")
    swedish = model.encode([words[0] for words in WORDS.values()])
    english = model.encode([words[1] for words in WORDS.values()])
    assert (np.argmax(swedish @ english.T, axis=1) == np.arange(len(WORDS))).all()


def test_the_same_seed_gives_the_same_vectors(material: Material, splitter: Splitter) -> None:
    said: list[str] = []
    once = fit(material, splitter, RECIPE, said.append)
    again = fit(material, splitter, RECIPE, said.append)
    assert np.array_equal(once, again)
    assert said[0].startswith("step 0: loss")


def test_too_little_is_said(splitter: Splitter) -> None:
    material = Material()
    material.add_label("bake", "bagare", "sv", JOBTECH)
    with pytest.raises(TooLittle):
        fit(material, splitter, RECIPE, lambda line: None)


def test_pieces_stand_in_a_fixed_order() -> None:
    pieces = train_vocabulary(["svetsare", "licenssvetsare", "welder", "bagare", "baker"] * 3, 40)
    rows = [pieces.tokenizer.id_to_token(row) for row in range(pieces.size)]
    scores = dict(json.loads(pieces.tokenizer.to_str())["model"]["vocab"])
    assert rows[1:] == sorted(rows[1:], key=lambda piece: (-scores[piece], piece))
    assert rows[0] == UNKNOWN
    (bag,) = pieces.split(["svetsare"])
    assert UNKNOWN not in {rows[row] for row in bag.rows}


def test_a_batch_is_of_pairs_and_its_texts_lie_where_the_table_puts_them(
    material: Material, splitter: Splitter
) -> None:
    pairs = Pairs(material, splitter, Recipe(batch=20, dropout=0.0, seed=3))
    first, second, groups = pairs.draw()
    assert len(first) == len(second) == len(groups) == 20
    vectors = np.random.default_rng(5).normal(size=(splitter.size, 8)).astype(np.float32)
    after_the_labels = np.array([len(list(material.names()))])
    (said,) = pairs.bags(after_the_labels).encode(vectors)
    (expected,) = Table(splitter, vectors).encode(["en bagare är en brödbagare"])
    assert said / np.linalg.norm(said) == pytest.approx(expected, abs=1e-5)


def test_neighbours_are_of_one_vocabulary() -> None:
    material = Material()
    for n in range(40):
        kind = (JOBTECH, ESCO, EMPLOYERS)[n % 3]
        for text in (f"svetsare {n}", f"welder {n}", f"svets {n} n"):
            material.add_label(f"{n % 3}-{n}", text, "sv", kind)
    splitter = train_grams([*material.names()] * 3, 200)
    recipe = Recipe(dimensions=8, steps=8, batch=16, cluster=4, hard_from=2, hard_every=2)
    pairs = Pairs(material, splitter, recipe)
    pairs.look_around(np.random.default_rng(6).normal(size=(splitter.size, 8)).astype(np.float32))
    for _ in range(2):
        _, _, groups = pairs.draw()
        for start in (0, 4):
            assert len({group % 3 for group in groups[start : start + 4].tolist()}) == 1
    assert np.isfinite(fit(material, splitter, recipe, lambda line: None)).all()
