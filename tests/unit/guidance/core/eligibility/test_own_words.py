"""What a CV says its owner holds; a no, a wish and studies under way hold nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.core.eligibility.own_words import held_credentials
from guidance.core.eligibility.phrases import credential_of_skill, is_education


def keys(text: str) -> list[str]:
    return [one.key for one in held_credentials(text)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Gymnasieexamen från vård- och omsorgsprogrammet. Engelska 5.",
            ["exam:gymnasium:vocational", "course:engelska 5"],
        ),
        ("Gymnasieexamen 2015 utan Engelska 6 och Matematik 2", ["exam:gymnasium"]),
        ("Jag har gymnasieexamen men saknar Matematik 2b", ["exam:gymnasium"]),
        ("Studentexamen 1989", ["exam:gymnasium"]),
        ("Gymnasieskola, samhällsvetenskapsprogrammet 2001", ["exam:gymnasium:preparatory"]),
        ("Har läst Engelska 5, läser nu Engelska 6", ["course:engelska 5"]),
        ("Matematik 3c och Kemi 1", ["course:kemi 1", "course:matematik 3c"]),
        ("Sjuksköterskeexamen hösten 2012", ["degree:sjuksköterskeexamen"]),
        ("Kandidatexamen i ekonomi, 2010", ["degree:kandidatexamen:ekonomi"]),
        ("Hälso- och sjukvårdskuratorsexamen", ["degree:hälso- och sjukvårdskuratorsexamen"]),
        ("Läkarexamen från Syrien", ["foreign:läkarexamen"]),
        ("YKB gods och CE-körkort", ["driving:CE", "ykb:gods"]),
        ("Utbildning: Gymnasieexamen", ["exam:gymnasium"]),
    ],
)
def test_what_is_said_to_be_held_is_read(text, held):
    assert keys(text) == held


@pytest.mark.parametrize(
    "text",
    [
        "Läser Engelska 6 på komvux.",
        "Saknar gymnasieexamen.",
        "Jag vill läsa till sjuksköterskeexamen",
        "Engelska 6 har jag inte",
        "Min mamma är legitimerad sjuksköterska",
        "Undervisade i Matematik 2b",
        "Mål:\nGymnasieexamen",
        "Programmering: C#, C++ och Java",
        "Engelska 4/5",
        "Kursen kräver Matematik 2b",
        "Pågående: Naturkunskap 2",
        "Påbörjade socionomexamen",
    ],
)
def test_what_is_not_held_is_not_read(text):
    assert keys(text) == []


def test_a_reading_keeps_the_clause_it_came_from():
    (one,) = held_credentials("Jobbat i tio år. Har gymnasieexamen, saknar Engelska 6.")
    assert one.quote == "Har gymnasieexamen"


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    assert len(keys(text)) == len(set(keys(text)))


@pytest.mark.parametrize(
    "label",
    ["Kockutbildning", "Sjuksköterskeexamen", "Yrkesutbildning, lokförare", "Gymnasieutbildning",
     "Barn- och fritidsprogrammet", "Examen i skydd mot olyckor"],
)  # fmt: skip
def test_educations_in_disguise_are_no_skills(label):
    assert is_education(label)


@pytest.mark.parametrize(
    "label",
    ["Utbildningsplanering", "Utbildning av nya kollegor", "Examenshandläggning", "Miljöutbildning",
     "Matematik, undervisning gymnasienivå", "Certifikat, heta arbeten"],
)  # fmt: skip
def test_skills_that_only_sound_like_educations_stay(label):
    assert not is_education(label)


def test_an_accepted_skill_that_is_a_credential_counts_as_it():
    assert credential_of_skill("Gymnasieutbildning") == "exam:gymnasium"
    assert credential_of_skill("Undersköterskeutbildning") == "training:undersköterska"
    assert credential_of_skill("Legitimation som hälso- och sjukvårdskurator") == (
        "licence:hälso- och sjukvårdskurator"
    )
