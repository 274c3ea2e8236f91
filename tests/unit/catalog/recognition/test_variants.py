"""Other ways to write a label."""

import pytest

from catalog.recognition.variants import METHODS, variants_of


@pytest.mark.parametrize(
    ("label", "kind", "text", "rule"),
    [
        ("Python, programmeringsspråk", "skill", "Python", "head"),
        ("Bagare/Konditor", "occupation-name", "Konditor", "part"),
        ("ADR, styckegods (grundkurs)", "skill", "ADR, styckegods", "bracket"),
        ("Yrkeskompetensbevis för förare (YKB)", "skill", "YKB", "bracket"),
        ("Certifikat, heta arbeten", "skill", "heta arbeten", "class-word"),
        ("Gesällbrev, målare", "skill", "Gesällbrev som målare", "class-word"),
        ("Legitimation som läkare", "skill", "legitimerad läkare", "legitimation"),
        ("Legitimation som läkare", "skill", "läkarlegitimation", "legitimation"),
        ("Enhetschef, hemtjänst", "occupation-name", "Enhetschef i hemtjänst", "preposition"),
        ("Receptionsvana", "skill", "reception", "experience"),
        ("Genomförandeplaner inom socialt arbete", "skill", "Genomförandeplaner", "cut"),
        ("Apache Maven, programmeringsverktyg", "skill", "Maven", "part"),
        ("Elschema-EPLAN", "skill", "EPLAN", "part"),
        ("Agronomexamen", "skill", "Agronomutbildning", "class-word"),
    ],
)
def test_derives(label, kind, text, rule):
    assert (text, rule) in set(variants_of(label, kind))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Gesällbrev, målare", "målare"),
        ("Bröd, produktkunskap", "Bröd"),
        ("Specialistofficer, arméfordon/mekanik", "mekanik"),
        ("Matematik, undervisning gymnasienivå", "Matematik"),
        ("Oförstörande provning (UT)", "UT"),
    ],
)
def test_does_not_derive_what_means_something_wider(label, text):
    assert text not in {variant for variant, _ in variants_of(label, "skill")}


def test_every_rule_has_a_confidence():
    rules = {
        rule
        for label in ("A/B (CDE), f", "Legitimation som x")
        for _, rule in variants_of(label, "skill")
    }
    assert rules <= METHODS.keys()
    assert all(0 < confidence < 1 for confidence in METHODS.values())
