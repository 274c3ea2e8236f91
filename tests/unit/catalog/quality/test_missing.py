"""A missing piece touches the occupations whose answer reads it, and no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from catalog.quality.missing import PIECES, Missing, rank_missing
from catalog.quality.world import World
from catalog.snapshot.rows import CatalogueRows, EducationRow, EventRow, TrainsForRow
from tests.snapshots import (
    ASSISTANT_NURSE,
    NURSE,
    OCCUPATIONS,
    TEACHER,
    WELDER,
    make_rows,
    make_snapshot,
    place,
)

TODAY = date(2026, 11, 30)
LABEL = {one: label for one, (label, *_) in OCCUPATIONS.items()}


def whole_event(education: str, number: int = 0) -> EventRow:
    """An occasion to come that lacks nothing."""
    start = TODAY + timedelta(days=60)
    return EventRow(
        f"e.{education}.{number}", education, "p.2080", 1, start, start + timedelta(days=90),
        apply_last=start - timedelta(days=20), pace=100, municipality=place("2080"), fee=0.0,
        onsite=0,
    )  # fmt: skip


def whole_education(one: str, target: str) -> EducationRow:
    """An education that lacks nothing."""
    skills = make_rows(TODAY).educations[0].skills
    return EducationRow(
        one, one, "YH", requirement="Grundläggande behörighet", student_aid="ja", seqf=5,
        skills=skills, trains_for=(TrainsForRow(target),), source="susa",
    )  # fmt: skip


def rows_of(
    educations: list[EducationRow], events: list[EventRow], **more: object
) -> CatalogueRows:
    return replace(make_rows(TODAY), educations=educations, events=events, **more)


def ranked(
    folder: Path, rows: CatalogueRows, reads: Callable[[str], bool] | None = None, number: int = 1
) -> dict[str, Missing]:
    world = World(make_snapshot(folder, TODAY, rows, number=number), TODAY, {}, reads)
    return {one.key: one for one in rank_missing(world)}


def test_what_lacks_at_an_education_touches_the_occupation_it_trains_for(tmp_path: Path) -> None:
    good = [whole_education("i.a", NURSE), whole_education("i.b", WELDER)]
    events = [whole_event("i.a"), whole_event("i.b")]
    found = ranked(tmp_path, rows_of(good, events), lambda text: True)
    for key in ("requirement", "requirement-unread", "outcomes", "level", "student-aid",
                "application-date", "fee", "pace", "place", "meetings"):  # fmt: skip
        assert key not in found, key
    bad = [replace(good[0], requirement="", skills=(), seqf=None, student_aid=""), good[1]]
    found = ranked(tmp_path, rows_of(bad, events), lambda text: True, number=2)
    for key in ("requirement", "outcomes", "level", "student-aid"):
        assert (found[key].touched, found[key].records) == (1, 1), key
        assert found[key].examples == (LABEL[NURSE],)
        assert found[key].of == len(OCCUPATIONS)


def test_a_text_that_cannot_be_read_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    rows = rows_of([whole_education("i.a", NURSE)], [whole_event("i.a")])
    found = ranked(tmp_path, rows, lambda text: False)
    assert "requirement" not in found
    assert found["requirement-unread"].touched == 1
    assert "requirement-unread" not in ranked(tmp_path, rows, None, 2)  # nobody has read it


@pytest.mark.parametrize(
    ("key", "columns"),
    [
        ("application-date", {"apply_last": None}),
        ("fee", {"fee": None}),
        ("pace", {"pace": None}),
        ("place", {"municipality": ""}),
        ("meetings", {"is_distance": True, "onsite": None}),
    ],
)
def test_what_lacks_at_an_occasion_touches_as_well(
    tmp_path: Path, key: str, columns: dict[str, object]
) -> None:
    educations = [whole_education("i.a", NURSE), whole_education("i.b", WELDER)]
    events = [replace(whole_event("i.a"), **columns), whole_event("i.b")]
    found = ranked(tmp_path, rows_of(educations, events))
    assert (found[key].touched, found[key].records) == (1, 1)
    passed = replace(events[0], start=TODAY - timedelta(days=1))
    found = ranked(tmp_path, rows_of(educations, [passed, whole_event("i.a", 1)]), number=2)
    assert key not in found  # nobody's answer reads an occasion that has passed


def test_an_education_for_a_group_touches_every_occupation_of_it(tmp_path: Path) -> None:
    group = OCCUPATIONS[NURSE][1]
    rows = rows_of([replace(whole_education("i.a", group), seqf=None)], [whole_event("i.a")])
    assert ranked(tmp_path, rows)["level"].touched == 1
    more = [
        *rows.concepts,
        replace(rows.concepts[-1], id="z", type="occupation-name", broader=group),
    ]
    found = ranked(tmp_path, replace(rows, concepts=more), number=2)
    assert found["level"].touched == 2


def test_no_training_and_no_occasion_are_two_things(tmp_path: Path) -> None:
    educations = [whole_education("i.a", NURSE), whole_education("i.b", WELDER)]
    found = ranked(tmp_path, rows_of(educations, [whole_event("i.a")]))
    assert found["training"].touched == len(OCCUPATIONS) - 2
    assert found["occasion"].touched == 1
    assert found["occasion"].examples == (LABEL[WELDER],)


def test_what_touches_more_answers_comes_first(tmp_path: Path) -> None:
    found = list(ranked(tmp_path, make_rows(TODAY)).values())
    assert [one.touched for one in found] == sorted((o.touched for o in found), reverse=True)
    assert {one.key for one in found} <= {piece.key for piece in PIECES}
    assert all(0 < one.touched <= one.of for one in found)
    assert all(len(one.examples) <= 5 for one in found)


def test_what_is_given_again_leaves_the_list(tmp_path: Path) -> None:
    rows = make_rows(TODAY)
    before = ranked(tmp_path, rows)
    assert before["wage"].touched == len(OCCUPATIONS) - 3
    wages = [replace(rows.wages[0], group=group) for _, group, *_ in OCCUPATIONS.values()]
    assert "wage" not in ranked(tmp_path, replace(rows, wages=wages), number=2)
    assert before["wage-year"].touched if "wage-year" in before else True
    undated = [replace(one, year=None) for one in wages]
    assert ranked(tmp_path, replace(rows, wages=undated), number=3)["wage-year"].touched == 12


def test_essential_near_and_own_skills(tmp_path: Path) -> None:
    rows = make_rows(TODAY)
    found = ranked(tmp_path, rows)
    assert "own-skills" not in found
    assert "essential-skills" not in found
    nobody = replace(rows, occupation_skills=[o for o in rows.occupation_skills
                                              if o.occupation not in (NURSE, TEACHER)])  # fmt: skip
    found = ranked(tmp_path, nobody, number=2)
    assert found["own-skills"].touched == found["essential-skills"].touched == 2
    near = {ASSISTANT_NURSE, NURSE, "7wdX_4rv_33z", "4zLr_jP5_peZ"}  # sources of the ties
    assert found["near-occupations"].touched == len(OCCUPATIONS) - len(near)


def test_touched_never_counts_what_the_answer_does_not_read(tmp_path: Path) -> None:
    world = World(make_snapshot(tmp_path, TODAY), TODAY, {})
    answers = world.answers
    everything = np.ones(answers.educations, np.bool_)
    touched, records = answers.of_educations(everything)
    assert touched.sum() <= len(answers.trained)
    assert records == len(set(answers.education.tolist()))
    nothing, none = answers.of_educations(~everything)
    assert not nothing.any()
    assert none == 0
