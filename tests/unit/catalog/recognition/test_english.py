"""English CVs and ads, and English words in Swedish texts."""

import pytest

from catalog.recognition.aliases_english import ENGLISH_OCCUPATIONS, ENGLISH_SKILLS
from catalog.recognition.lexicon import Term, compile_lexicon
from catalog.recognition.mention import Role, TextKind
from catalog.recognition.recognise import recognise
from tests.unit.catalog.recognition.conftest import terms

LABELS = (
    ("occupation-name", "Apotekare"),
    ("occupation-name", "Ambulanssjukvårdare"),
    ("occupation-name", "Träarbetare/Snickare"),
    ("occupation-name", "Systemutvecklare/Programmerare"),
    ("skill", "Dataanalys"),
    ("skill", "Bokföringsvana"),
    ("skill", "Kundbemötande och service"),
)
LEXICON = compile_lexicon(
    [*terms(), *(Term(label, label, label, kind, "preferred") for kind, label in LABELS)]
)


def found(text: str, kind: TextKind = "cv") -> dict[str, tuple[str, Role]]:
    return {one.surface: (one.label, one.role) for one in recognise(text, LEXICON, kind)}


CV = """WORK EXPERIENCE
Registered nurse, City Hospital, 2015-2019
Welder and truck driver at a logistics company
Skills: Python, data analysis, bookkeeping, customer service, TIG welding
Languages: English (fluent), Arabic
I do not have any experience of Excel. I would like to become a pharmacist.
My brother is a carpenter.

REFERENCES
Head nurse, City Hospital
"""


@pytest.mark.parametrize(
    ("surface", "label", "role"),
    [
        ("Registered nurse", "Sjuksköterska, grundutbildad", "held"),
        ("Welder", "Svetsare", "held"),
        ("truck driver", "Distributionsförare", "held"),
        ("Python", "Python, programmeringsspråk", "held"),
        ("data analysis", "Dataanalys", "held"),
        ("bookkeeping", "Bokföringsvana", "held"),
        ("customer service", "Kundbemötande och service", "held"),
        ("TIG welding", "TIG-svetsning", "held"),
        ("English", "Engelska", "held"),
        ("Arabic", "Arabiska", "held"),
        ("Excel", "MS Excel", "negated"),
        ("pharmacist", "Apotekare", "wished"),
        ("carpenter", "Träarbetare/Snickare", "other_person"),
        ("nurse", "Sjuksköterska, grundutbildad", "other_person"),
    ],
)
def test_a_whole_english_cv(surface: str, label: str, role: Role) -> None:
    assert found(CV)[surface] == (label, role)


def test_an_english_ad() -> None:
    text = (
        "About us\nWe are a team of registered nurses.\n\n"
        "Requirements\n- Software developer with experience of Python\n- Fluent in English\n\n"
        "Nice to have\n- Excel\n"
    )
    assert found(text, "ad") == {
        "registered nurses": ("Sjuksköterska, grundutbildad", "other"),
        "Software developer": ("Systemutvecklare/Programmerare", "required"),
        "Python": ("Python, programmeringsspråk", "required"),
        "English": ("Engelska", "required"),
        "Excel": ("MS Excel", "merit"),
    }


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Jobbade som software developer i Kista", "software developer"),
        ("Har arbetat med customer service och Excel", "customer service"),
        ("Är van vid bookkeeping", "bookkeeping"),
    ],
)
def test_english_in_a_swedish_text(text: str, surface: str) -> None:
    assert surface in found(text)


def test_no_text_is_said_for_two_concepts_of_a_kind() -> None:
    for aliases in (ENGLISH_OCCUPATIONS, ENGLISH_SKILLS):
        texts = [text for said in aliases.values() for text in said]
        assert len(texts) == len(set(texts))
        assert all(text == text.lower() for text in texts)
