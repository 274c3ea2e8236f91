"""Swedish as people write it, and words that are also something else: one test for each example
that recognition was asked to master."""

import pytest

from catalog.recognition.explain import refusals_of
from catalog.recognition.lexicon import Term, compile_lexicon
from catalog.recognition.recognise import recognise
from tests.unit.catalog.recognition.conftest import terms

LABELS = (
    ("skill", "Allmänna svetskunskaper"),
    ("skill", "Elinstallation, nybyggnad"),
    ("skill", "VVS-installation"),
    ("skill", "Terminal- och lagerarbete"),
    ("skill", "Truckvana"),
    ("skill", "Go, programmeringsspråk"),
    ("skill", "Java, programmeringsspråk"),
    ("skill", "MS Word"),
    ("skill", "D, programmeringsspråk"),
    ("skill", "Sten, konstkonservering"),
    ("skill", "Svenska för invandrare, undervisning"),
    ("occupation-name", "SFI-lärare"),
    ("occupation-name", "CNC-operatör"),
    ("occupation-name", "Chef"),
    ("occupation-name", "Båtbyggare"),
)
LEXICON = compile_lexicon(
    [*terms(), *(Term(label, label, label, kind, "preferred") for kind, label in LABELS)]
)


def found(text: str) -> set[tuple[str, str]]:
    return {(one.surface, one.label) for one in recognise(text, LEXICON, "cv")}


def refused(text: str) -> set[tuple[str, str]]:
    mentions = recognise(text, LEXICON, "cv")
    return {(one.surface, one.guard) for one in refusals_of(text, LEXICON, "cv", mentions)}


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("Har utfört svetsarbete", "svetsarbete", "Allmänna svetskunskaper"),
        (
            "Ett undersköterskevikariat",
            "undersköterskevikariat",
            "Undersköterska, hemtjänst, äldreboende och habilitering",
        ),
        ("el- och VVS-installationer", "el", "Elinstallation, nybyggnad"),
        ("el- och VVS-installationer", "VVS-installationer", "VVS-installation"),
        ("Har arbetat på lager/truck", "lager", "Terminal- och lagerarbete"),
        ("Har arbetat på lager/truck", "truck", "Truckvana"),
        ("Jobbar som usk", "usk", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        ("Jobbar som ssk", "ssk", "Sjuksköterska, grundutbildad"),
        ("ADR", "ADR", "ADR, styckegods (grundkurs)"),
        ("YKB", "YKB", "Yrkeskompetensbevis för förare (YKB)"),
        ("B-körkort", "B-körkort", "B"),
        ("TIG", "TIG", "TIG-svetsning"),
        ("CNC", "CNC", "CNC-operatör"),
        ("SFI-lärare", "SFI-lärare", "SFI-lärare"),
        ("TIG svetsning", "TIG svetsning", "TIG-svetsning"),
        ("el-installation", "el-installation", "Elinstallation"),
        ("projekt-ledning", "projekt-ledning", "Projektledning, erfarenhet"),
        ("tapettsering", "tapettsering", "Tapetsering, väggar"),
        ("Projektledningen", "Projektledningen", "Projektledning, erfarenhet"),
        # Beside their own kind these are what they say.
        ("Kan R och Python", "R", "R, programmeringsspråk"),
        ("Programmerar i Go", "Go", "Go, programmeringsspråk"),
        ("Excel och Word", "Word", "MS Word"),
        ("Excel och Word", "Excel", "MS Excel"),
        ("Java och Python", "Java", "Java, programmeringsspråk"),
    ],
)
def test_recognises(text: str, surface: str, label: str) -> None:
    assert (surface, label) in found(text)


@pytest.mark.parametrize(
    ("text", "surface", "guard"),
    [
        ("Erik Kock tipsade mig", "Kock", "surname"),
        ("min chef är snäll", "chef", "common-word"),
        ("Uppgång R", "R", "single-letter"),
        ("Läser SFI D", "D", "single-letter"),
        ("Go west", "Go", "product-name"),
        ("I have your word", "word", "product-name"),
        ("Drack en kopp Java", "Java", "product-name"),
    ],
)
def test_refuses_with_a_reason(text: str, surface: str, guard: str) -> None:
    assert found(text) == set()
    assert (surface, guard) in refused(text)


@pytest.mark.parametrize(
    "text",
    ["Byggare Bob är min sons favorit", "Jag lade sten", "Sten Ek", "excellent", "el installation"],
)
def test_names_that_nobody_has_are_not_found(text: str) -> None:
    assert found(text) == set()


def test_learning_swedish_is_not_teaching_it() -> None:
    assert found("Jag går på SFI") == set()


def test_a_manager_who_is_something_is_another_person() -> None:
    (one,) = recognise("Min chef är sjuksköterska", LEXICON, "cv")
    assert (one.surface, one.role) == ("sjuksköterska", "other_person")
