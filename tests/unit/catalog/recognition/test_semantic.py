"""Suggestions by meaning, with an encoder that knows three ideas and needs no weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.embedding import ModelUnusable, Vectors
from catalog.recognition.mention import Mention
from catalog.recognition.semantic import (
    hash_of_folder,
    index_concepts,
    load_encoder,
    suggest,
    unmatched_phrases,
)

IDEAS = (("äldre", "omsorg", "hemtjänst"), ("svets", "metall"), ("bil", "fordon"))


@dataclass(frozen=True)
class FakeEncoder:
    identity: str = "fake"

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = [[sum(word in text for word in idea) for idea in IDEAS] for text in texts]
        vectors = np.array(counts, np.float32).reshape(len(texts), len(IDEAS))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


INDEX = index_concepts(
    [("care", "hemtjänst"), ("weld", "svetsning"), ("care", "äldreomsorg"), ("car", "fordonsvård")],
    FakeEncoder(),
)


def mention(start: int, end: int, text: str) -> Mention:
    return Mention(start, end, text[start:end], "c", "c", "skill", "held", 0.9, "label", "c")


def test_a_phrase_is_given_the_concept_it_means_once() -> None:
    (found,) = suggest(["tog hand om äldre i deras hem"], INDEX)
    assert [(one.concept_id, one.label) for one in found] == [("care", "hemtjänst")]
    assert found[0].score == pytest.approx(1.0)


def test_a_phrase_that_means_nothing_is_given_nothing() -> None:
    assert suggest(["spelar schack"], INDEX) == ((),)


def test_the_cutoff_and_top_are_kept() -> None:
    phrase = "svets och bil"
    (both,) = suggest([phrase], INDEX, score_cutoff=0.5)
    assert [one.concept_id for one in both] == ["car", "weld"]  # equal scores, by id
    assert suggest([phrase], INDEX, score_cutoff=0.8) == ((),)
    assert len(suggest([phrase], INDEX, top=1, score_cutoff=0.5)[0]) == 1


def test_without_phrases_or_concepts_there_is_no_suggestion() -> None:
    assert suggest([], INDEX) == ()
    assert suggest(["äldre"], index_concepts([], FakeEncoder())) == ((),)


def test_phrases_that_touch_a_mention_are_left_out() -> None:
    text = "Jag kan svetsa, tog hand om äldre. Körde truck och lagade bilar åt andra"
    start = text.index("svetsa")
    found = [one.surface for one in unmatched_phrases(text, [mention(start, start + 6, text)])]
    assert found == ["tog hand om äldre", "Körde truck", "lagade bilar åt andra"]


@given(st.text(alphabet="ab .,\n-–och", max_size=200), st.data())
def test_phrases_are_stretches_of_the_text_in_order(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 20)), max_size=4)
    )
    mentions = [mention(start, min(start + size, len(text)), text) for start, size in spans]
    found = unmatched_phrases(text, mentions)
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(2 <= len(one.surface.split()) <= 12 for one in found)


def test_off_means_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_encoder("off") is None
    monkeypatch.setenv("EMBEDDING_MODEL", "off")
    assert load_encoder() is None


@pytest.mark.parametrize("name", ["some-model", "published/model@main", "published/model@1234"])
def test_a_model_that_is_not_pinned_is_refused(name: str) -> None:
    with pytest.raises(ModelUnusable, match="pin"):
        load_encoder(name)


def test_a_folder_with_another_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"abc")
    pin = hash_of_folder(tmp_path)
    (tmp_path / "weights").write_bytes(b"abd")
    with pytest.raises(ModelUnusable, match=f"not {pin}"):
        load_encoder(f"{tmp_path}@{pin}")
