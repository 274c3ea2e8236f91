"""A cue is found by how the words of a text begin wherever its whole pattern would be found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition import cues
from catalog.recognition.cue import OPENING, Cue, CueTable, any_of, openings_of, with_word
from catalog.recognition.cues import CUE_TABLES, CUES_OF, HEADING_OPENINGS
from catalog.recognition.folding import fold
from catalog.recognition.matcher import read
from catalog.recognition.mention import TextKind
from catalog.recognition.passages import HEADINGS, may_be_heading
from catalog.recognition.words import words_of

LETTERS = st.characters(
    codec="latin-1", exclude_characters=":_", categories=("Ll", "Nd", "Zs", "Po")
)
CUES = {name: cue for name, cue in vars(cues).items() if isinstance(cue, Cue)}
KINDS: tuple[TextKind, ...] = ("cv", "ad", "education")


def places_in(text: str, cue: Cue) -> list[int]:
    """Where a table of this cue alone would have it looked for."""
    reading = read(text)
    places = CueTable([cue]).places(reading, [0])
    assert {bits for _, bits in places.words} <= {cue.bit}
    return [reading.starts[word] for word, _ in places.words]


@settings(deadline=None)
@pytest.mark.parametrize("name", sorted(CUES))
@given(data=st.data())
def test_a_cue_is_looked_for_wherever_it_would_match(name, data):
    cue = CUES[name]
    text = fold(data.draw(st.from_regex(cue.pattern, fullmatch=True, alphabet=LETTERS))).text
    if not cue.at:  # it may begin with anything, and holds one of its words
        # Where a clause ends is also looked for at marks.
        assert places_in(text, cue) or name == "CV_CLAUSE_END"
    elif cue.match(text) is not None:
        assert places_in(text, cue)[:1] == [0]
        assert cue.at[words_of(text)[0][:OPENING]].match(text) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_a_kind_tells_each_of_its_cues(kind):
    for cue in CUES_OF[kind]:
        for opening in cue.openings:
            places = CUE_TABLES[kind].places(read(f" {opening.ljust(5)}"), [0])
            word, bits = places.words[0]
            assert word == 0
            assert bits & cue.bit


def test_the_pattern_at_an_opening_matches_as_the_whole_one():
    cue = any_of("har (?:jobbat|kört)", "harkla", "jag", r"\d+ hp")
    for text in ("har kört", "harkla", "hare", "jag", "30 hp", "jaga", "jag#"):
        small = cue.at[words_of(text)[0][:OPENING]].match(text)
        whole = cue.match(text)
        assert (small and small.span()) == (whole and whole.span())


@pytest.mark.parametrize(
    ("phrase", "openings"),
    [
        ("ej", {"ej "}),
        ("i dag", {"i dag"}),
        ("har (?:jobbat|kört)", {"har j", "har k"}),
        (r"\d+ hp", {"0"}),
        ("(?<!är )själv", {"själv"}),
        ("krav(?:et)?", {"krav ", "krave"}),
        (r"min(?: \w+)? (?:mor|far)", {"min ", "min m", "min f"}),
        ("inte(?! bara)", {"inte "}),
        (r"mer\w*", {"mer"}),
        ("mera*", {"mer"}),
        ("merits?", {"merit"}),
        ("nos?", {"nos ", "no "}),
        ("don't", {"don t"}),
    ],
)
def test_a_phrase_tells_how_it_may_begin(phrase, openings):
    assert openings_of(phrase) == openings


@pytest.mark.parametrize("phrase", ["(?:a)?", "är|har", r"\w+ hos oss", "(?:du )*x", ", men"])
def test_a_phrase_that_may_begin_with_anything_is_refused(phrase):
    with pytest.raises(ValueError, match="cue"):
        any_of(phrase)


def test_what_a_cue_keeps_does_not_grow_without_end():
    cue = any_of(r"\d+ hp")
    for number in range(5000):
        assert cue.at[f"1{chr(0x4E00 + number)}"].match("30 hp") is not None
    assert len(cue.at) < 5000


def test_a_cue_with_a_word_anywhere_knows_its_openings():
    assert with_word(r"gärna mål\w* i 00", "x").openings == {"gärna", "mål", "i ", "00 "}


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
