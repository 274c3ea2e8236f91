"""Suggestions by meaning, with an encoder that knows three ideas and needs no weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.embedding import Vectors
from catalog.recognition.lexicon import Term, compile_lexicon
from catalog.recognition.matcher import find_spans, read
from catalog.recognition.meaning import (
    CUTOFF,
    MOST_SUGGESTIONS,
    Meaning,
    compile_meaning,
    load_meaning,
    nearest_of,
    save_meaning,
)
from catalog.recognition.recognise import recognise
from catalog.recognition.variants import METHODS
from catalog.snapshot.arrays import SnapshotDamaged

IDEAS = (("äldre", "elderly", "omsorg", "hem"), ("svets", "metall"), ("bil", "fordon", "car"))


@dataclass(frozen=True)
class FakeEncoder:
    identity: str = "fake"

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = [[sum(word in text.lower() for word in idea) for idea in IDEAS] for text in texts]
        vectors = np.array(counts, np.float32).reshape(len(texts), len(IDEAS))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


TERMS = [
    Term("Hemtjänst", "care", "Hemtjänst", "skill", "preferred"),
    Term("omsorg om äldre", "care", "Hemtjänst", "skill", "close_match"),
    Term("help for elderly", "care", "Hemtjänst", "skill", "match", "eng"),
    Term("Fordonsvård", "car", "Fordonsvård", "skill", "preferred"),
    Term("Svetsare", "weld", "Svetsare", "occupation-name", "preferred"),
    Term("Metall", "trait", "Metall", "trait", "preferred"),
    Term("Svetsgurun", "weld", "Svetsare", "occupation-name", "title"),
]
LEXICON = compile_lexicon(TERMS)
MEANING = compile_meaning(TERMS, FakeEncoder())


def suggested(text: str, meaning: Meaning = MEANING) -> list[tuple[str, str]]:
    return [
        (one.surface, one.label)
        for one in recognise(text, LEXICON, "cv", meaning)
        if one.method == "meaning"
    ]


def test_a_phrase_without_a_name_is_a_question_with_its_score() -> None:
    text = "Jag tog hand om äldre i deras hem. Svetsare."
    care, welder = recognise(text, LEXICON, "cv", MEANING)
    assert (care.surface, care.label) == ("Jag tog hand om äldre i deras hem", "Hemtjänst")
    assert (care.method, care.matched) == ("meaning", "Hemtjänst")
    assert care.is_suggestion
    assert care.score == pytest.approx(1.0)
    assert care.confidence == METHODS["meaning"]
    assert (welder.method, welder.score) == ("label", 0.0)


def test_without_the_model_everything_else_is_the_same() -> None:
    text = "Jag tog hand om äldre i deras hem. Inte svetsare. Fordonsvård."
    on = recognise(text, LEXICON, "cv", MEANING)
    off = recognise(text, LEXICON, "cv")
    assert tuple(one for one in on if one.method != "meaning") == off != on


@pytest.mark.parametrize("kind", ["ad", "education"])
def test_only_a_cv_is_looked_up(kind: str) -> None:
    text = "Du tar hand om äldre i deras hem."
    assert recognise(text, LEXICON, kind, MEANING) == ()  # type: ignore[arg-type]  # a kind


def test_the_role_of_a_question_is_read_too() -> None:
    (one,) = recognise("Jag har aldrig skruvat på lastbilar eller fordon", LEXICON, "cv", MEANING)
    assert (one.label, one.role) == ("Fordonsvård", "negated")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spelade schack med grannar",  # means nothing known
        "bil 2012",  # figures
        "Bil Hem",  # written like a name
        "bil",  # one word says too little
        "jag har en bil",
        "svetsare av fordon och annat",  # a name touches it
    ],
)
def test_asks_nothing(text: str) -> None:
    assert suggested(text) == []


def test_an_english_text_is_compared_with_english_names() -> None:
    assert suggested("I was with elderly people and their homes") == [
        ("I was with elderly people and their homes", "Hemtjänst")
    ]
    assert suggested("The work was to repair the car for my family") == []  # no English name


def test_a_concept_is_asked_about_once_where_it_is_nearest() -> None:
    found = suggested("pratade om bilar med äldre. skruvade bilar dagligen. lagade fordon ofta.")
    assert found == [("skruvade bilar dagligen", "Fordonsvård")]


def test_no_more_questions_than_anybody_answers() -> None:
    terms = [Term(f"äldre {n}", f"c{n:02}", f"C{n}", "skill", "preferred") for n in range(40)]

    class Numbered(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            vectors = np.zeros((len(texts), 40), np.float32)
            for row, text in enumerate(texts):
                word = text.split()[-1]
                number = word if word.isdigit() else ord(word[0]) - 97 + 26 * (ord(word[1]) - 97)
                vectors[row, int(number) % 40] = 1
            return vectors

    meaning = compile_meaning(terms, Numbered())
    reading = read(". ".join(f"plockade {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(80)))
    found = nearest_of(reading, find_spans(reading, LEXICON, "cv"), meaning)
    assert len(found) == MOST_SUGGESTIONS
    assert [one.start for one in found] == sorted(one.start for one in found)


words = st.sampled_from(
    [
        "Jag",
        "tog",
        "hand",
        "om",
        "äldre",
        "bilar",
        "och",
        ".",
        "\n",
        "svetsare",
        "é\u0301",
        "7",
        "🙂",
    ]
)


@settings(deadline=None)
@given(st.lists(words, max_size=40).map(" ".join))
def test_questions_are_stretches_that_touch_no_name(text: str) -> None:
    mentions = recognise(text, LEXICON, "cv", MEANING)
    assert mentions == recognise(text, LEXICON, "cv", MEANING)
    sure = [one for one in mentions if one.method != "meaning"]
    for one in mentions:
        assert text[one.start : one.end] == one.surface
        if one.method == "meaning":
            assert one.is_suggestion
            assert CUTOFF <= one.score <= 1
            assert all(one.end <= other.start or other.end <= one.start for other in sure)


def test_loaded_suggests_as_compiled(tmp_path: Path) -> None:
    save_meaning(MEANING, tmp_path)
    text = "Jag tog hand om äldre i deras hem."
    assert suggested(text, load_meaning(tmp_path, FakeEncoder())) == suggested(text) != []


def test_another_model_or_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    save_meaning(MEANING, tmp_path)
    with pytest.raises(SnapshotDamaged, match=r"meaning\.json.*other.*build_snapshot"):
        load_meaning(tmp_path, FakeEncoder("other"))
    vectors = next(tmp_path.glob("vectors*"))
    vectors.write_bytes(vectors.read_bytes()[:-8])
    with pytest.raises(SnapshotDamaged, match=r"vectors.*build_snapshot"):
        load_meaning(tmp_path, FakeEncoder())
    with pytest.raises(SnapshotDamaged, match=r"meaning\.json.*build_snapshot"):
        load_meaning(tmp_path / "none", FakeEncoder())


def test_many_dimensions_are_turned_to_the_main_ones() -> None:
    class Wide(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            narrow = FakeEncoder.encode(self, texts)
            return np.hstack([narrow, np.zeros((len(texts), 400), np.float32)])

    wide = compile_meaning(TERMS, Wide())
    assert wide.tables.vectors.shape[1] == 256
    assert suggested("Jag tog hand om äldre i deras hem", wide) != []
