"""Formulas of Swedish entry requirements, and what holds for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidance.core.eligibility.expression import AllOf, AnyOf, Atom, leaves, to_tree
from guidance.core.eligibility.parse import parse_requirement

GOLD = Path(__file__).parents[6] / "shared/data/gold/eligibility/gold.jsonl"


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


@pytest.mark.shared_data
@pytest.mark.skipif(not GOLD.exists(), reason="the real texts are not beside the repository")
def test_real_requirements_keep_their_atoms():
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    wholly = [parse_requirement(row["text"]).is_wholly_read for row in rows]
    assert sum(wholly) / len(wholly) >= 0.75
