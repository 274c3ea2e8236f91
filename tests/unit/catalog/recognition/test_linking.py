"""Ranking a corpus's concepts: by spelling alone, and with an encoder that needs no weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.embedding import (
    Grams,
    StaticEmbedding,
    Table,
    Vectors,
    grams_of,
    remember,
)
from catalog.recognition.linking import Corpus, Form, Weights, link, prepare_corpus

FORMS = (
    Form("1", "Bagare/Konditor", "baker"),
    Form("2", "Systemutvecklare", "developer"),
    Form("3", "Programmerare", "developer"),
    Form("4", "Stödbiträde", "support"),
    Form("5", "Städare", "cleaner"),
    Form("6", "C++", "cpp"),
)


@dataclass(frozen=True)
class Dictionary:
    """Knows that a cleaner is a städare and nothing else."""

    identity: str = "dictionary"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[1.0 if text in {"cleaner", "stadare", "städare"} else 0.0] for text in texts]
        return np.array(rows, np.float32)


@dataclass(frozen=True)
class Angles:
    """Hears little of the builder in "ship builder"; a shipbuilder is a bit of both."""

    identity: str = "angles"

    def encode(self, texts: Sequence[str]) -> Vectors:
        angle = {"ship": 0, "fartyg": 10, "ship builder": 25, "skeppsbyggare": 45, "builder": 90}
        turned = np.radians([angle[text] for text in texts])
        return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Levels:
    """Knows a smith from what it does not know; of an apprentice it hears the smith first."""

    identity: str = "levels"

    def encode(self, texts: Sequence[str]) -> Vectors:
        angle = {"blacksmith": 0, "smed": 20, "lärling smed": 5, "lärling": 80}
        turned = np.radians([angle.get(text, 90) for text in texts])
        return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return prepare_corpus(FORMS, None)


def best(query: str, corpus: Corpus) -> str:
    (ranking,) = link([query], corpus)
    return ranking[0].form.id


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("systemutvecklare", "2"),
        ("System-utvecklare", "2"),
        ("systemutveklare", "2"),
        ("konditor", "1"),
        ("bagare", "1"),
        ("stödbiträden", "4"),
        ("c++", "6"),
    ],
)
def test_spelling_finds(query: str, form: str, corpus: Corpus) -> None:
    assert best(query, corpus) == form


def test_meaning_finds_what_spelling_cannot() -> None:
    assert best("cleaner", prepare_corpus(FORMS, Dictionary())) == "5"


def test_a_remembered_name_speaks_for_its_form() -> None:
    words = ("stadare", "städare", "lokalvårdare", "bagare")
    grams = Grams(tuple(dict.fromkeys(gram for word in words for gram in grams_of(word))), {})
    vectors = np.random.default_rng(4).normal(size=(grams.size, 64)).astype(np.float32)
    table = Table(grams, vectors)
    forms = [Form("1", "Städare", "1"), Form("2", "Bagare", "2")]
    told = StaticEmbedding((table,), "x", remember([("städare", "lokalvårdare")], [table]))
    corpus = prepare_corpus(forms, told)
    assert best("lokalvårdaren", corpus) == "1"
    assert list(corpus.owners) == [0, 1, 0]
    ((first, *_),) = link(["Lokalvårdare"], corpus)
    ((near, *_),) = link(["lokalvårdaren"], corpus)
    assert first.score > near.score + 0.9  # the very name, not one that looks like it
    ((wrong, *_),) = link(["lokalvrdare"], corpus)
    assert wrong.form.id == "1"  # its sketch shares most with the remembered one's
    both = [*forms, Form("3", "Lokalvårdare", "3")]
    assert best("lokalvårdaren", prepare_corpus(both, told)) == "3"


def test_an_ending_tells_nothing_apart() -> None:
    forms = [Form("1", "Helgkockarna", "1"), Form("2", "Kock", "2")]
    assert best("kockarna", prepare_corpus(forms, None)) == "2"


def test_what_answers_every_word_comes_before_what_answers_one_well() -> None:
    forms = [Form("1", "Fartyg", "1"), Form("2", "Skeppsbyggare", "2")]
    corpus = prepare_corpus(forms, Angles())
    assert best("ship builder", corpus) == "2"
    weights = Weights(words=0.0)
    ((first, *_),) = link(["ship builder"], corpus, weights=weights)
    assert first.form.id == "1"


def test_what_a_form_says_beside_counts_against_it_for_a_foreign_query() -> None:
    forms = [Form("1", "Lärling, smed", "1"), Form("2", "Smed", "2")]
    corpus = prepare_corpus(forms, Levels())
    assert best("blacksmith", corpus) == "2"
    ((first, *_),) = link(["blacksmith"], corpus, weights=Weights(turned=0.0))
    assert first.form.id == "1"


@pytest.mark.parametrize("gathering", ["Övriga juristyrken", "Jurister", "Jurist m.fl."])
def test_what_gathers_several_comes_after_what_is_one(gathering: str) -> None:
    forms = [Form("1", gathering, "1"), Form("2", "Jurist", "2"), Form("3", "Kock", "3")]
    corpus = prepare_corpus(forms, None)
    assert corpus.gathers.tolist() == [True, False, False]
    weights = Weights(letters=0.0, edits=0.0, stem=0.0, same=0.0)
    assert next(link(["lawyer"], corpus, weights=weights))[-1].form.id == "1"
    ((first, *_),) = link(["övriga lawyers"], corpus, weights=weights)
    assert first.form.id == "1"


def test_employers_exchange_endings() -> None:
    grams = Grams(("<smed>",), {})
    table = Table(grams, np.ones((1, 2), np.float32))
    told = StaticEmbedding((table,), "x", exchanges=(("medarbet", "personal"),))
    forms = [Form("1", "Kassarabatter", "1"), Form("2", "Kassapersonal", "2")]
    weights = Weights(letters=0.0, edits=0.0)
    ((first, second),) = link(["kassamedarbetarna"], prepare_corpus(forms, told), weights=weights)
    assert first.form.id == "2"
    assert first.score == pytest.approx(second.score + weights.exchange)


def test_one_form_of_each_concept_comes_first(corpus: Corpus) -> None:
    (ranking,) = link(["systemutvecklare programmerare"], corpus, top=6)
    concepts = [one.form.concept for one in ranking]
    assert len(set(concepts[:5])) == 5
    assert concepts[5] == "developer"


def test_a_corpus_without_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no text"):
        prepare_corpus([Form("1", "…", "1")], None)


@given(st.lists(st.text(max_size=20), max_size=5), st.integers(1, 8))
def test_any_query_gets_a_ranking_without_repeats(queries: list[str], top: int) -> None:
    rankings = list(link(queries, prepare_corpus(FORMS, None), top=top))
    assert len(rankings) == len(queries)
    for ranking in rankings:
        ids = [one.form.id for one in ranking]
        assert len(ids) == len(set(ids)) == min(top, len(FORMS))


def test_the_same_query_gets_the_same_ranking_alone_and_in_company(corpus: Corpus) -> None:
    alone = list(link(["städning"], corpus))
    assert list(link(["kock", "städning", "x"], corpus))[1] == alone[0]
