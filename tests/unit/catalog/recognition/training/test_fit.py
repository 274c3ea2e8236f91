"""A tiny embedding, trained on made-up words: what belongs together ends up together."""

import json

import numpy as np
import pytest

from catalog.recognition.embedding import Splitter, StaticEmbedding, Table
from catalog.recognition.training.fit import Recipe, TooLittle, fit
from catalog.recognition.training.material import Material
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
        material.add_label(group, swedish, "sv")
        material.add_label(group, english, "en")
        material.add_label(group, compound, "sv")
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
    material.add_label("bake", "bagare", "sv")
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
