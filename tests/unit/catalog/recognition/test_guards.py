"""Only guards that can object are asked, and that changes no answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.guards import GUARDS, has_product_cue, is_meant, never_meant_alone
from catalog.recognition.lexicon import compile_lexicon
from catalog.recognition.matcher import read
from tests.unit.catalog.recognition.conftest import terms
from tests.unit.catalog.recognition.test_recognise import kinds, words

LEXICON = compile_lexicon(terms())
SENSES = [sense for senses in LEXICON.senses for sense in senses]


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=12).map(" ".join), kinds, st.sampled_from(SENSES))
def test_is_meant_unless_a_guard_objects(text, kind, sense):
    reading = read(text)
    for first in range(len(reading.words)):
        for last in range(first, min(first + 2, len(reading.words))):
            objections = [one for _, one in GUARDS if one(reading, first, last, sense, kind)]
            assert is_meant(reading, first, last, sense, kind) == (not objections)
            if first == last and not objections:
                doubts, is_name = np.array([sense.doubts]), np.array([sense.is_name])
                assert not never_meant_alone(doubts, is_name, sense.method == "alias")


@pytest.mark.parametrize(
    ("text", "is_near"),
    [
        ("affärssystemet Monitor", True),
        ("Monitor och Excel", True),
        ("Excel. Monitor", False),
        ("Monitor hos oss i ett stort program", False),
        ("Monitor databasadministration", True),
    ],
)
def test_a_word_for_a_product_stands_near(text, is_near):
    reading = read(text)
    place = reading.words.index("monitor")
    assert has_product_cue(reading, place, place) is is_near


@pytest.mark.parametrize(
    ("text", "is_editor"),
    [
        ("vi utvecklar system", False),
        ("ett program som vi driver", False),
        ("vi databasadministration", False),
        ("kod i vi och emacs", True),
        ("texteditorn vi", True),
        ("vi/vim", True),
    ],
)
def test_we_are_no_text_editor(text, is_editor):
    """What every ad says of itself is the name of a product only beside its like."""
    reading = read(text)
    place = reading.words.index("vi")
    editors = [sense for sense in SENSES if sense.label == "Vi, texteditor"]
    assert any(is_meant(reading, place, place, sense, "ad") for sense in editors) is is_editor
