"""Folding changes what is compared, never what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.folding import fold, fold_word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KOCK à la Carte", "kock a la carte"),
        ("Café", "cafe"),
        ("Åäö", "åäö"),
        ("A\u030angfartyg", "ångfartyg"),
        ("el\u2011 och rör", "el- och rör"),
        ("under\u00adsköter\u200bska", "undersköterska"),
        ("ﬁske", "fiske"),
        ("Smørrebrød", "smörrebröd"),
    ],
)
def test_folds(text, folded):
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "word", "surface"),
    [
        ("x A\u030angfartyg y", "ångfartyg", "A\u030angfartyg"),
        ("x sv\u00adetsare\u200b y", "svetsare", "sv\u00adetsare"),
        ("ﬁske", "fiske", "ﬁske"),
        ("Svetsare", "svetsare", "Svetsare"),
    ],
)
def test_finds_the_way_back(text, word, surface):
    folded = fold(text)
    begin = folded.text.index(word)
    start, end = folded.original_span(begin, begin + len(word))
    assert text[start:end] == surface


def test_word_collapses_white_space():
    assert fold_word("  Kock \t à\nla ") == "kock a la"


@given(st.text())
def test_every_folded_character_has_a_place_in_the_original(text):
    folded = fold(text)
    for index in range(len(folded.text)):
        start, end = folded.original_span(index, index + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(), st.text())
def test_what_stands_before_changes_nothing_after(before, after):
    assert fold(f"{before}\n{after}").text == f"{fold(before + chr(10)).text}{fold(after).text}"


@given(st.text(alphabet="aåÅé+#.🙂م½\u00ad\u0301 \t"))
def test_every_folded_character_has_a_byte(text):
    folded = fold(text)
    assert len(folded.codes) == len(folded.text)


@given(st.text(alphabet="abcåäö ABC-–\u00ad\u200b\u0301ﬁÅ"))
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text
    assert fold(once).text == once
