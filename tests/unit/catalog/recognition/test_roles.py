"""Whose it is, and whether it is had, wished or asked for."""

import pytest

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.mention import Role, TextKind
from catalog.recognition.recognise import recognise


def role(lexicon: Lexicon, text: str, surface: str, kind: TextKind) -> Role:
    roles = [one.role for one in recognise(text, lexicon, kind) if one.surface == surface]
    assert len(roles) == 1, roles
    return roles[0]


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Jag arbetade som svetsare i tre år.", "svetsare", "held"),
        ("Jag har aldrig varit svetsare.", "svetsare", "negated"),
        ("YKB saknas.", "YKB", "negated"),
        ("Engelska kan jag, arabiska inte.", "arabiska", "negated"),
        ("Engelska kan jag, arabiska inte.", "Engelska", "held"),
        ("Jag vill bli kock.", "kock", "wished"),
        ("Läser till sjuksköterska i Umeå.", "sjuksköterska", "wished"),
        ("Jag vill bli kock men har jobbat som svetsare.", "svetsare", "held"),
        ("Inte bara svetsare utan mer.", "svetsare", "held"),
        ("Min mamma är sjuksköterska.", "sjuksköterska", "other_person"),
        ("Min bror är kock, själv är jag svetsare.", "svetsare", "held"),
        ("Sjuksköterskan delade medicinen.", "Sjuksköterskan", "other_person"),
        ("Jag handledde två målare.", "målare", "other_person"),
        ("Mål: kock", "kock", "wished"),
        ("Referenser\nKalle, svetsare på Varvet", "svetsare", "other_person"),
        ("Referenser\nKalle på Varvet\n\nErfarenhet\nsvetsare", "svetsare", "held"),
    ],
)
def test_cv(lexicon, text, surface, expected):
    assert role(lexicon, text, surface, "cv") == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Du har erfarenhet av omvårdnad.", "omvårdnad", "required"),
        ("B-körkort är ett krav.", "B-körkort", "required"),
        ("B-körkort är meriterande.", "B-körkort", "merit"),
        ("Vi ser gärna att du kan Python.", "Python", "merit"),
        ("Du har YKB och gärna kunskaper i engelska.", "YKB", "required"),
        ("Du har YKB och gärna kunskaper i engelska.", "engelska", "merit"),
        ("Som svetsare hos oss får du trivas.", "svetsare", "other"),
        ("Krav:\n- Excel\n\nMeriterande:\n- erfarenhet av Python", "Excel", "required"),
        ("Krav:\n- Excel\n\nMeriterande:\n- erfarenhet av Python", "Python", "merit"),
        ("Om oss\nVi arbetar med redovisning.", "redovisning", "other"),
    ],
)
def test_ad(lexicon, text, surface, expected):
    assert role(lexicon, text, surface, "ad") == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Kursen behandlar redovisning.", "redovisning", "outcome"),
        ("För tillträde krävs kunskaper i Python.", "Python", "prerequisite"),
        ("Särskild behörighet: engelska", "engelska", "prerequisite"),
        ("Du samarbetar med sjuksköterskan.", "sjuksköterskan", "other"),
        ("Efter utbildningen kan du arbeta som svetsare.", "svetsare", "outcome"),
    ],
)
def test_education(lexicon, text, surface, expected):
    assert role(lexicon, text, surface, "education") == expected
