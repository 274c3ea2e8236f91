"""What is ruled out for all words at once would not have been found by looking word by word."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.recognition import places
from catalog.recognition.fingerprints import NumberTable, prints_of
from catalog.recognition.glance import glance_by_arrays
from catalog.recognition.lexicon import ALONE, LONGER, SEVERAL, compile_lexicon
from catalog.recognition.matcher import find_spans, read
from catalog.recognition.mention import TextKind
from tests.unit.catalog.recognition.conftest import terms

LEXICON = compile_lexicon(terms())


class Everything:
    """A sieve that lets everything through, and a table in which every word goes on."""

    def may_hold(self, prints):
        return np.ones(len(prints), np.bool_)

    def numbers_of(self, prints):
        return np.zeros(len(prints), np.int32)


class Dictionary(dict):
    """What a table tells, by other means."""

    def numbers_of(self, prints):
        return np.array([self.get(one, NumberTable.NONE) for one in prints.tolist()], np.int32)


# Every word that begins something is walked from, and nothing is known of all words at once.
SLOW = replace(
    LEXICON,
    begins=np.where(
        LEXICON.begins == SEVERAL, SEVERAL, np.where(LEXICON.begins > 0, LONGER | ALONE, 0)
    ).astype(np.uint16),
    numbers=Dictionary(zip(prints_of(LEXICON.forms).tolist(), LEXICON.forms.values(), strict=True)),
    steps=Everything(),
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


def spans_by(monkeypatch, glance_at, text, lexicon, kind):
    with monkeypatch.context() as patch:
        patch.setattr(places, "glance_at", glance_at)
        return find_spans(read(text), lexicon, kind)


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=written(), kind=st.sampled_from(["cv", "ad", "education"]))
def test_nothing_is_ruled_out_that_would_be_found(text: str, kind: TextKind, monkeypatch):
    found = spans_by(monkeypatch, glance_by_arrays, text, LEXICON, kind)
    assert found == spans_by(monkeypatch, glance_by_arrays, text, SLOW, kind)
    assert found == find_spans(read(text), LEXICON, kind)  # in C, where it was compiled


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("rörinstallation", [ALONE]),
        ("palliativ vård", [LONGER, 0]),
        ("ms excel", [LONGER, ALONE]),
        ("palliativ kock", [0, ALONE]),
        ("heta", [0]),
        ("stol", [0]),
    ],
)
def test_marks_tell_what_may_begin(text, marks):
    found = glance_by_arrays(read(text), LEXICON, "ad").marks.tolist()
    assert [mark & (ALONE | LONGER | SEVERAL) for mark in found] == marks
