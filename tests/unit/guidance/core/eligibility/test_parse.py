"""Formulas of Swedish entry requirements, and what holds for any text."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidance.core.eligibility import parse
from guidance.core.eligibility.evaluate import judge
from guidance.core.eligibility.expression import AllOf, AnyOf, Atom, leaves, to_tree
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.eligibility.summary import summarise

SHARED = Path(__file__).parents[6] / "shared/data"
GOLD = SHARED / "gold/eligibility/gold.jsonl"


def tree_of(text: str) -> dict[str, object]:
    return to_tree(parse_requirement(text).expression)


def test_tracks_of_one_course_are_one_atom():
    assert tree_of("Matematik 2a, 2b eller 2c.") == {
        "course": "Matematik 2",
        "tracks": ["a", "b", "c"],
    }


def test_the_level_names_of_2025_are_read_as_the_courses_they_follow():
    assert tree_of("Engelska nivå 2") == {"course": "Engelska 6"}
    assert tree_of("Matematik – fortsättning nivå 1c") == {"course": "Matematik 3", "tracks": ["c"]}


def test_or_binds_tighter_than_comma():
    expression = parse_requirement("Kemi 1, Fysik 1a eller 1b1+1b2, Biologi 2").expression
    assert isinstance(expression, AllOf)
    assert [type(part) for part in expression.parts] == [Atom, AnyOf, Atom]


def test_basic_eligibility_stays_common_to_both_sides_of_or():
    tree = tree_of("Grundläggande behörighet + Engelska B Eller: Engelska 6")
    assert tree == {
        "all": [
            {"basic": "HS"},
            {"any": [{"course": "Engelska B", "system": "gy00"}, {"course": "Engelska 6"}]},
        ]
    }


def test_list_of_courses_with_points():
    tree = tree_of("Kemi 1, 100p ; Svenska 2 eller Svenska som andraspråk 2, 100p")
    assert tree == {
        "all": [
            {"course": "Kemi 1", "points": 100},
            {
                "any": [
                    {"course": "Svenska 2", "points": 100},
                    {"course": "Svenska som andraspråk 2", "points": 100},
                ]
            },
        ]
    }


def test_grade_of_a_list_follows_every_course():
    requirement = parse_requirement(
        "Grundläggande behörighet för yrkeshögskolan. Särskilda förkunskaper: lägst betyget E i "
        "följande kurser: Matematik 2, 100p; Programmering 1, 100p."
    )
    courses = [one for one in leaves(requirement.expression) if isinstance(one, Atom)]
    assert [one.kind for one in courses] == ["basic", "course", "course"]
    assert [one.get("grade") for one in courses] == [None, "E", "E"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kemi GR (A/B) minst 60 hp, varav minst 30 hp avklarade från GR (B).",
         [{"subject_hp": "Kemi", "hp": 60, "level": "AB"},
          {"subject_hp": "Kemi", "hp": 30, "level": "B"}]),
        ("Kemi GR (A), 30 hp, inkluderande spektroskopi och Analys av vatten, 7,5 hp.",
         [{"subject_hp": "Kemi", "hp": 30, "level": "A"}, {"univ_course": "spektroskopi"},
          {"univ_course": "Analys av vatten", "hp": 7.5}]),
        ("60 hp på programmet Civilingenjör i kemi, inklusive Programmering i C++, 6 hp",
         [{"total_hp": 60, "scope": "programmet Civilingenjör i kemi"},
          {"univ_course": "Programmering i C++", "hp": 6}]),
        ("Minst 5 hp i vardera mekanik och optik samt minst 15 hp matematik.",
         [{"subject_hp": "mekanik", "hp": 5}, {"subject_hp": "optik", "hp": 5},
          {"subject_hp": "matematik", "hp": 15}]),
        ("En B från gymnasiet samt Kemi GR (A), 15 hp.",
         [{"course": "Engelska B", "system": "gy00"},
          {"subject_hp": "Kemi", "hp": 15, "level": "A"}]),
        ("Kandidatexamen, inklusive examensarbete om minst 15 hp i biologi eller kemi.",
         [{"degree": "kandidatexamen"},
          {"thesis_hp": 15, "level": "kandidat", "degree_field": ["biologi", "kemi"]}]),
        (("Utbildningen är en uppdragsutbildning och får endast sökas av lärare i fritidshem. "
          "Den som söker till denna kurs utan godkännande från huvudmannen är inte behörig."),
         [{"employment": "lärare i fritidshem"}, {"approved_by": "huvudmannen"}]),
        ("To be admitted to the course the candidate should be enrolled in a postgraduate program.",
         [{"admitted": "postgraduate program"}]),
    ],
)  # fmt: skip
def test_demands_of_university_courses(text, parts):
    requirement = parse_requirement(text)
    assert requirement.is_wholly_read
    assert [to_tree(leaf) for leaf in leaves(requirement.expression)] == parts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kemi 1. Se http://example.org/krav Deltagaren ska ha egen häst.", "häst"),
        ("Programmering i C++, 7,5 hp (eller kunna visa egna program).", "egna program"),
        ("Godkända kurser inom programmet enligt utbildningsplan.", "programmet"),
        ("Du måste rekommenderas av en psykolog.", "psykolog"),
    ],
)
def test_a_demand_beside_something_read_is_never_taken_for_advice(text, kept):
    assert kept in " ".join(parse_requirement(text).unparsed)


def test_advice_after_a_demand_without_a_stop_leaves_the_demand():
    leaves_read = [*leaves(parse_requirement("Kemi 1  Rekommendation: Vana vid labb.").expression)]
    assert [type(leaf).__name__ for leaf in leaves_read] == ["Atom", "Note"]


def test_an_alternative_after_a_semicolon_is_one():
    tree = tree_of("Kemi AV, Syntes, 6 hp; alternativt Kemi GR (A-C), 60 hp.")
    assert [*tree] == ["any"]


@pytest.mark.parametrize(
    "piece", ["Matematik 2a eller ", "(", "kandidatexamen, ", "7,5 hp i x och ", "varav y ", "\n"]
)
def test_reading_takes_no_longer_for_a_text_without_end(monkeypatch, piece):
    counted = {"steps": 0}
    match = parse._read_demand

    def counting(text: str, at: int):
        counted["steps"] += 1
        counted["longest"] = len(text)
        return match(text, at)

    monkeypatch.setattr(parse, "_read_demand", counting)
    steps = []
    for size in (250_000, 1_000_000):
        counted.update(steps=0, longest=0)
        text = (piece * (size // len(piece) + 1))[:size]
        requirement = parse.parse_requirement.__wrapped__(text)
        assert all(one in text for one in requirement.unparsed)
        assert counted["longest"] < 10_000
        steps.append(counted["steps"])
    assert steps[1] <= steps[0]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Svensk legitimation som arbetsterapeut.", {"legitimation": "arbetsterapeut"}),
        ("Psykologi GR (A), 30 hp", {"subject_hp": "Psykologi", "hp": 30, "level": "A"}),
        ("C-körkort", {"licence": "C"}),
        ("Gymnasieexamen eller motsvarande kunskaper.", {"degree": "gymnasieexamen"}),
        ("", {"all": []}),
    ],
)
def test_single_demands(text, tree):
    assert tree_of(text) == tree


def test_years_of_experience_are_months():
    atom = parse_requirement("Minst två års yrkeserfarenhet som snickare.").expression
    assert atom == Atom.of("experience_months", 24, field="snickare")


def test_words_that_cannot_be_read_stay_verbatim():
    requirement = parse_requirement("Engelska 6. Sökande ska ha uppvisat ett eget konstverk.")
    assert not requirement.is_wholly_read
    assert "konstverk" in " ".join(requirement.unparsed)


def test_advice_is_no_demand():
    requirement = parse_requirement("Engelska 6. Du bör ha tillgång till dator.")
    assert requirement.is_wholly_read


_PIECES = st.sampled_from(
    ["Matematik 2a", "eller", "och", "+", ";", ",", "100p", "Grundläggande behörighet", "(", ")",
     "samt", "Eller:", "7,5 hp", "GR (A)", "nivå 2", "minst", "legitimation som", "examen", ".",
     "varav", "konstig text", "år", "12 månader", "körkort", "\n", "/", "motsvarande"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=20).map(" ".join)))
@example("((((")
@example("Eller: Eller:")
def test_any_text_is_read_and_the_remainder_is_verbatim(text):
    requirement = parse_requirement(text)
    assert all(piece in text for piece in requirement.unparsed)
    assert parse_requirement(text) == requirement
    json.dumps(to_tree(requirement.expression))


def _texts(name: str) -> list[tuple[str, str]]:
    with gzip.open(SHARED / "education" / name, "rt", encoding="utf-8-sig") as file:
        if ".csv" in name:
            return [("yh", row["sarskilda_forkunskaper"]) for row in csv.DictReader(file)]
        return [("syllabus", json.loads(line)["sarskild_behorighet"] or "") for line in file]


@pytest.mark.shared_data
@pytest.mark.skipif(not GOLD.exists(), reason="the real texts are not beside the repository")
def test_real_requirements_are_wholly_read_as_often_as_promised():
    summary = summarise(
        _texts("yh_forkunskapskrav_2025-08.csv.gz") + _texts("kursplaner_miun.jsonl.gz")
    )
    shares = {one.form: one.read / one.texts for one in summary.forms}
    assert shares["yh"] >= 0.95
    assert shares["syllabus"] >= 0.75
    assert shares["all"] >= 0.75


@pytest.mark.shared_data
@pytest.mark.skipif(not GOLD.exists(), reason="the real texts are not beside the repository")
def test_no_real_requirement_has_more_alternatives_than_are_kept():
    texts = _texts("yh_forkunskapskrav_2025-08.csv.gz") + _texts("kursplaner_miun.jsonl.gz")
    verdicts = [judge(parse_requirement(text).expression, frozenset()) for _, text in texts]
    assert max(len(verdict.lacking) for verdict in verdicts) <= 32
