"""What is ruled out for all words at once would not have been found by looking word by word."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.fingerprints import NumberTable
from catalog.recognition.lexicon import ALONE, LONGER, SEVERAL, compile_lexicon
from catalog.recognition.matcher import find_spans, read
from catalog.recognition.mention import TextKind
from catalog.recognition.places import PAIR, places_of
from tests.unit.catalog.recognition.conftest import terms

LEXICON = compile_lexicon(terms())


class Everything:
    """A sieve that lets everything through, and a table that can tell nothing."""

    def may_hold(self, prints):
        return np.ones(len(prints), np.bool_)

    def numbers_of(self, prints, otherwise):
        return np.full(len(prints), NumberTable.CROWDED, np.int32)


# Every word that begins something is walked from, and nothing is known of all words at once.
SLOW = replace(
    LEXICON,
    begins=np.where(
        LEXICON.begins == SEVERAL, SEVERAL, np.where(LEXICON.begins > 0, LONGER | ALONE, 0)
    ).astype(np.uint16),
    numbers=Everything(),
    pairs=Everything(),
    corrections=LEXICON.corrections._replace(letters=Everything()),
)
NAMES = sorted({word for text in LEXICON.tables.matched for word in text.split()})
GAPS = (" ", " ", " ", "-", "-\n", ", ", ". ", "\n", "\n\n", " och ", "- och ", " i ", "/", "  ")


@st.composite
def written(draw):
    """Words of names, some of them spoilt, and what may stand between them."""
    parts = []
    for word in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=25)):
        place = draw(st.integers(0, len(word)))
        spoilt = draw(st.sampled_from(("", "", "", "", "a", " ", "-", word[place : place + 1])))
        ending = draw(st.sampled_from(("", "", "", "n", "arna", "s", "vikarie", "erfarenhet")))
        text = word[:place] + spoilt + word[place:] + ending
        parts += [draw(st.sampled_from((text, text, text.upper(), text.lower())))]
        parts += [draw(st.sampled_from(GAPS))]
    return "".join(parts)


@settings(deadline=None, max_examples=300)
@given(written(), st.sampled_from(["cv", "ad", "education"]))
def test_nothing_is_ruled_out_that_would_be_found(text: str, kind: TextKind):
    reading = read(text)
    assert find_spans(reading, LEXICON, kind) == find_spans(reading, SLOW, kind)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("rörinstallation", [ALONE]),
        ("palliativ vård", [LONGER, 0]),
        ("ms excel", [PAIR, ALONE]),
        ("palliativ kock", [0, ALONE]),
        ("heta", [0]),
        ("stol", [0]),
    ],
)
def test_marks_tell_what_may_begin(text, marks):
    found = places_of(read(text), LEXICON, "ad").marks.tolist()
    assert [mark & (ALONE | LONGER | PAIR | SEVERAL) for mark in found] == marks
