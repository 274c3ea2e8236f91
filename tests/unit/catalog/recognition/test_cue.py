"""A cue is found by the first letters of a word wherever its whole pattern would be found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition import cues
from catalog.recognition.cue import OPENING, Cue, any_of, with_word
from catalog.recognition.cues import CUES_AT, HEADING_OPENINGS
from catalog.recognition.mention import TextKind
from catalog.recognition.passages import HEADINGS, may_be_heading

LETTERS = st.characters(
    codec="latin-1", exclude_characters=":_", categories=("Ll", "Nd", "Zs", "Po")
)
CUES = {name: cue for name, cue in vars(cues).items() if isinstance(cue, Cue)}
KINDS: tuple[TextKind, ...] = ("cv", "ad", "education")


def openings_in(text: str) -> set[str]:
    return {word[:OPENING] for word in re.findall(r"[^\W_]+", text)}


@settings(deadline=None)
@pytest.mark.parametrize("name", sorted(CUES))
@given(data=st.data())
def test_what_a_cue_matches_holds_one_of_its_openings(name, data):
    cue = CUES[name]
    text = data.draw(st.from_regex(cue.pattern, fullmatch=True, alphabet=LETTERS))
    if name != "CV_CLAUSE_END":  # is also looked for at marks
        assert cue.openings & openings_in(text)


@pytest.mark.parametrize("kind", KINDS)
def test_bits_of_a_kind_are_those_of_its_cues(kind):
    for opening, bits in CUES_AT[kind].items():
        assert bits == sum(cue.bit for cue in CUES.values() if bits & cue.bit)
        assert all(opening in cue.openings for cue in CUES.values() if bits & cue.bit)


def test_the_pattern_at_an_opening_matches_as_the_whole_one():
    cue = any_of("har (?:jobbat|kört)", "harkla", "jag", r"\d+ hp")
    for text in ("har kört", "harkla", "hare", "jag", "30 hp", "jaga"):
        opening = text.partition(" ")[0][:OPENING]
        small = cue.at[opening].match(text) if opening in cue.openings else None
        whole = cue.match(text)
        assert (small and small.span()) == (whole and whole.span())


@pytest.mark.parametrize("phrase", ["(?:a|b) c", "är|har", r"\w+ hos oss", "i(?:nom)? x"])
def test_a_phrase_without_a_plain_first_word_is_refused(phrase):
    with pytest.raises(ValueError, match="cue"):
        any_of(phrase)


def test_a_cue_with_a_word_anywhere_knows_its_openings():
    assert with_word("gärna mål i", "x").openings == {"gär", "mål", "i"}


@settings(deadline=None)
@pytest.mark.parametrize(
    ("kind", "index"), [(kind, i) for kind in KINDS for i in range(len(HEADINGS[kind]))]
)
@given(data=st.data())
def test_every_heading_passes_the_glance(kind, index, data):
    pattern, _ = HEADINGS[kind][index]
    named = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=LETTERS)).strip()
    if pattern.fullmatch(named):
        assert may_be_heading(named, kind)
    assert all(len(opening) <= OPENING for opening in HEADING_OPENINGS[kind])
