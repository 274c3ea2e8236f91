"""Stems, sketches and exchanged endings of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.spelling import (
    SKETCH_BITS,
    exchanged,
    exchanges,
    likeness,
    sketch,
    stem,
)


@pytest.mark.parametrize(
    "forms",
    [
        ("kock", "kocken", "kockar", "kockarna", "kockarnas"),
        ("svetsare", "svetsaren", "svetsarna", "svetsares", "svetsarens"),
        ("sköterska", "sköterskan", "sköterskor", "sköterskorna"),
        ("it konsult", "it konsulter", "it konsultens", "itkonsult"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["el", "ben", "as", ""])
def test_a_short_word_keeps_its_ending(word: str) -> None:
    assert stem(word) == word


def test_a_misspelled_name_looks_like_its_own() -> None:
    own, other = likeness(sketch(["asistent"]), sketch(["assistent", "svetsare"]))[0]
    assert own > 0.9
    assert other < 0.5


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_whole_for_the_same(one: str, other: str) -> None:
    rows = sketch([one, other])
    assert rows.shape == (2, SKETCH_BITS // 8)
    found = likeness(rows, rows)
    assert ((found >= 0) & (found <= 1)).all()
    assert found.diagonal().tolist() == [1.0, 1.0]


def test_an_ending_that_often_stands_for_another_is_an_exchange() -> None:
    places = ("kassa", "lager", "verkstads")
    names = [(f"{place.title()}personal", f"{place}medarbetare") for place in places]
    once = ("Lastbilsförare", "lastbilschaufför")
    assert exchanges([*names, once]) == (("medarbet", "personal"),)
    assert exchanges([*names[:2], *names[:2], once]) == ()  # the same two twice are two


def test_a_stem_is_exchanged_at_its_end_alone() -> None:
    known = (("medarbet", "personal"), ("arbet", "man"))
    assert exchanged("packmedarbet", known) == {"packpersonal", "packmedman"}
    assert exchanged("medarbetarchef", known) == frozenset()
