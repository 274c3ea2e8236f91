"""Every guard's no has a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.explain import refusals_of
from catalog.recognition.guards import GUARDS
from catalog.recognition.lexicon import Term, compile_lexicon
from catalog.recognition.mention import TextKind
from catalog.recognition.recognise import recognise
from tests.unit.catalog.recognition.conftest import terms

LABELS = (
    ("skill", "Go, programmeringsspråk"),
    ("skill", "Java, programmeringsspråk"),
    ("skill", "Swing, programmeringsbibliotek"),
    ("skill", "MS Word"),
    ("occupation-name", "Chef"),
)
LEXICON = compile_lexicon(
    [*terms(), *(Term(label, label, label, kind, "preferred") for kind, label in LABELS)]
)


def refused(text: str, kind: TextKind = "cv") -> list[tuple[str, str]]:
    mentions = recognise(text, LEXICON, kind)
    return [(one.surface, one.guard) for one in refusals_of(text, LEXICON, kind, mentions)]


@pytest.mark.parametrize(
    ("text", "surface", "guard"),
    [
        ("Min chef heter Erik", "chef", "common-word"),
        ("Erik Målare ringde", "Målare", "surname"),
        ("Plan R gäller", "R", "single-letter"),
        ("Det gick far väl", "far", "acronym-case"),
        ("dansade swing", "swing", "product-name"),
        ("drack java och åt bulle", "java", "product-name"),
        ("Go to the shop", "Go", "product-name"),
        ("svenska företag", "svenska", "nationality"),
    ],
)
def test_a_no_says_why(text: str, surface: str, guard: str) -> None:
    assert (surface, guard) in refused(text)


def test_learning_verbs_are_refused_in_a_syllabus() -> None:
    assert ("svarvade", "learning-verb") in refused("svarvade axlar", "education")


def test_an_ads_own_hiring_is_no_skill() -> None:
    lexicon = compile_lexicon(
        [Term("Rekryteringsvana", "r", "Rekryteringsvana", "skill", "preferred")]
    )
    text = "Inför rekryteringen har vi valt. Löpande rekrytering. Du har vana av rekrytering."
    mentions = recognise(text, lexicon, "ad")
    assert [one.surface for one in mentions] == ["rekrytering"]
    refused_here = refusals_of(text, lexicon, "ad", mentions)
    assert [(no.surface, no.guard) for no in refused_here] == [
        ("rekryteringen", "own-hiring"),
        ("rekrytering", "own-hiring"),
    ]


def test_what_is_recognised_is_not_refused() -> None:
    assert refused("Jag är svetsare och kan Python, programmeringsspråk") == []


words = st.sampled_from(
    [
        "Elin",
        "Bagare",
        "kock",
        "R",
        "C",
        "far",
        "MS",
        "Excel",
        "svenska",
        "mat",
        "Vi",
        ".",
        "å\u0308",
    ]
)


@settings(deadline=None)
@given(st.lists(words, max_size=30).map(" ".join))
def test_refusals_are_stretches_that_touch_no_mention(text: str) -> None:
    mentions = recognise(text, LEXICON, "cv")
    for one in refusals_of(text, LEXICON, "cv", mentions):
        assert text[one.start : one.end] == one.surface
        assert one.guard in dict(GUARDS)
        assert all(one.end <= m.start or m.end <= one.start for m in mentions)
