"""A text is cut into words as the pattern of a word says."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.recognition.folding import fold
from catalog.recognition.words import WORD, cut

ALPHABET = "abåöÅÉc+#.net_-–\n\t /1½²ﬁ\u00ad\u200b\u0301æßمRД🙂… "


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=ALPHABET), st.text()))
@example("c++11 C# .net asp.net x.net. #1 f## c+ +++ a++b")
@example("مرحبا C++ Привет")
@example("ǽ Ǿ ǣ ķ Ķ")
def test_cut_says_what_the_pattern_says(text):
    folded = fold(text)
    words, bounds = cut(folded)
    matches = list(WORD.finditer(folded.text))
    assert words == [match.group() for match in matches]
    assert bounds.reshape(-1, 2).tolist() == [list(match.span()) for match in matches]


@pytest.mark.parametrize("text", ["", " ", "...", "🙂"])
def test_no_words(text):
    words, bounds = cut(fold(text))
    assert (words, len(bounds)) == ([], 0)


def test_every_letter_is_cut_as_the_pattern_says():
    for code in range(0x21, 0x2FFF):
        folded = fold(chr(code))
        assert cut(folded)[0] == WORD.findall(folded.text), hex(code)
