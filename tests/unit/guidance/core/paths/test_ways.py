"""What a way may be made of: educations side by side, validation, waiting, and odd questions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guidance.core.paths import find, find_paths
from guidance.core.paths.answer import Path, PathSet
from guidance.core.paths.check import faults_of
from guidance.core.profile import HeldOccupation, Limits, Profile
from guidance.core.search import earliest
from guidance.core.search.front import solve
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    CHILD_CARER,
    COOK,
    NURSE,
    OLD_NURSE,
    make_rows,
    make_snapshot,
    skill,
)

TODAY = date(2026, 11, 24)
GRADUATE = Profile(credentials=frozenset({"degree:kandidatexamen"}))
VOCATIONAL = frozenset({"exam:gymnasium:vocational"})


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def ask(snapshot, profile: Profile, target: str, limits: Limits | None = None) -> PathSet:
    answer = find_paths(profile, target, limits or Limits(), snapshot, TODAY)
    assert faults_of(answer, profile, snapshot) == []
    return answer


def fastest(answer: PathSet) -> Path:
    return next(path for path in answer.paths if "fastest" in path.names)


def names(path: Path) -> list[str]:
    return [leg.name for leg in path.legs if leg.kind != "wait"]


def test_two_courses_that_cover_enough_together_are_a_way(snapshot):
    path = fastest(ask(snapshot, GRADUATE, BACKEND_DEVELOPER))
    assert names(path) == ["Programmering i Java", "Databaser"]
    assert (path.covered, path.needed) == (2, 2)


def test_courses_go_side_by_side_as_far_as_the_pace_allows(snapshot):
    beside = fastest(ask(snapshot, GRADUATE, BACKEND_DEVELOPER, Limits(pace=150)))
    after = fastest(ask(snapshot, GRADUATE, BACKEND_DEVELOPER, Limits(pace=100)))
    java, databases = (leg for leg in beside.legs if leg.kind == "study")
    assert java.start == databases.start
    assert beside.arrival < after.arrival


def test_the_skill_that_is_held_needs_no_course(snapshot):
    able = replace(GRADUATE, skills=frozenset({skill("Java")}))
    assert names(fastest(ask(snapshot, able, BACKEND_DEVELOPER))) == ["Databaser"]


def test_waiting_is_told_where_a_week_or_more_has_nothing_in_it(snapshot):
    for target in (BACKEND_DEVELOPER, NURSE, CHILD_CARER):
        for path in ask(snapshot, GRADUATE, target).paths:
            busy = [leg for leg in path.legs if leg.kind != "wait"]
            for wait in (leg for leg in path.legs if leg.kind == "wait"):
                assert (wait.end - wait.start).days >= 6
                assert not [leg for leg in busy if leg.start <= wait.end and leg.end >= wait.start]
            free = TODAY
            for leg in path.legs:
                assert (leg.start - free).days < 7
                free = max(free, leg.end + timedelta(days=1))


def guarded_by_training(tmp_path):
    """The small catalogue with a child carers' course for those trained as assistant nurses."""
    rows = make_rows(TODAY)
    educations = [
        replace(one, requirement="Utbildad undersköterska") if one.id == "i.vux.child" else one
        for one in rows.educations
    ]
    return make_snapshot(tmp_path, TODAY, replace(rows, educations=educations))


@pytest.mark.parametrize("months", [None, 12, 60])
def test_experience_may_be_validated_to_be_let_in(tmp_path, months):
    made = guarded_by_training(tmp_path)
    worked = Profile(
        occupations=(HeldOccupation(ASSISTANT_NURSE, months),), credentials=VOCATIONAL,
        municipality="2180",
    )  # fmt: skip
    path = fastest(ask(made, worked, CHILD_CARER, Limits(reach_km=None)))
    validation = next(leg for leg in path.legs if leg.kind == "validation")
    study = next(leg for leg in path.legs if leg.kind == "study")
    assert validation.is_if_approved
    assert validation.gives_credentials == ("training:undersköterska",)
    assert validation.end < study.start
    assert path.bottlenecks == 1
    assert "proves_experience" in {reason.code for reason in validation.reasons}


@pytest.mark.parametrize("occupations", [(), (HeldOccupation(ASSISTANT_NURSE, 11),)])
def test_nothing_is_validated_without_a_year_of_work(tmp_path, occupations):
    made = guarded_by_training(tmp_path)
    person = Profile(occupations=occupations, credentials=VOCATIONAL, municipality="2180")
    answer = ask(made, person, CHILD_CARER, Limits(reach_km=None))
    assert not [leg for path in answer.paths for leg in path.legs if leg.kind == "validation"]


def test_every_education_that_leads_there_can_be_asked_why_not(snapshot):
    answer = ask(snapshot, Profile(credentials=VOCATIONAL, municipality="2180"), CHILD_CARER)
    shown = {leg.education_id for path in answer.paths for leg in path.legs}
    asked = {one.education_id for one in answer.dropped}
    assert "i.vux.child" in shown | asked
    assert not shown & asked


ODD_QUESTIONS = {
    "limits against each other": (GRADUATE, NURSE, Limits(pace=0, reach_km=0, budget=0.0)),
    "no distance and no reach": (GRADUATE, NURSE, Limits(reach_km=0, is_distance_ok=False)),
    "a horizon of zero": (GRADUATE, NURSE, Limits(horizon_years=0)),
    "a horizon before today": (GRADUATE, NURSE, Limits(horizon_years=-5)),
    "a horizon past the calendar": (GRADUATE, NURSE, Limits(horizon_years=20_000)),
    "a pace above anything": (GRADUATE, NURSE, Limits(pace=10_000)),
    "unknown concepts": (Profile(skills=frozenset({"?"}), languages=frozenset({""})), NURSE, None),
    "unknown credentials": (Profile(credentials=frozenset({"", "?:", "course:"})), NURSE, None),
    "an unknown place": (Profile(municipality="åäö"), COOK, None),
    "work shorter than nothing": (Profile(occupations=(HeldOccupation(COOK, -3),)), COOK, None),
    "an occupation that has left": (GRADUATE, OLD_NURSE, None),
    "an occupation that never was": (GRADUATE, "", None),
    "a skill as a target": (GRADUATE, skill("Java"), None),
}


@pytest.mark.parametrize("question", ODD_QUESTIONS)
def test_an_odd_question_has_an_explained_answer(snapshot, question):
    profile, target, limits = ODD_QUESTIONS[question]
    answer = find_paths(profile, target, limits or Limits(), snapshot, TODAY)
    assert answer.paths or answer.says
    if not answer.paths:
        codes = {reason.code for reason in answer.says}
        assert codes & {"no_path", "unknown_target"}


@pytest.mark.parametrize("day", [date(1971, 1, 1), date(2400, 2, 29), date(9999, 12, 31)])
def test_any_today_has_an_answer(snapshot, day):
    answer = find_paths(GRADUATE, NURSE, Limits(), snapshot, day)
    assert answer.paths or "no_path" in {reason.code for reason in answer.says}


def test_an_occasion_that_ends_before_it_starts_counts_by_its_length(snapshot, tmp_path):
    rows = make_rows(TODAY)
    backwards = [
        replace(one, end=one.start - timedelta(days=30)) if one.start else one
        for one in rows.events
    ]
    made = make_snapshot(tmp_path, TODAY, replace(rows, events=backwards))
    path = fastest(ask(made, GRADUATE, BACKEND_DEVELOPER))
    assert all(leg.end >= leg.start for leg in path.legs)
    assert [leg for leg in path.legs if leg.event_id and leg.is_estimated]


def test_courses_that_each_require_the_other_are_no_way(snapshot, tmp_path):
    rows = make_rows(TODAY)
    each_other = {"i.vux.english5": "Engelska 6", "i.vux.english6": "Engelska 5"}
    circular = [
        replace(one, requirement=each_other.get(one.id, one.requirement)) for one in rows.educations
    ]
    made = make_snapshot(tmp_path, TODAY, replace(rows, educations=circular))
    bare = Profile(credentials=frozenset({"exam:gymnasium"}), municipality="2180")
    assert not ask(made, bare, NURSE).paths


def test_a_search_that_was_cut_shows_the_first_guess(snapshot, monkeypatch):
    exact = find_paths(GRADUATE, BACKEND_DEVELOPER, Limits(), snapshot, TODAY)
    monkeypatch.setattr(find, "solve", lambda problem: solve(problem, nodes=1))
    answer = find_paths(GRADUATE, BACKEND_DEVELOPER, Limits(), snapshot, TODAY)
    assert not answer.is_exact
    assert answer.paths[0].arrival >= exact.paths[0].arrival


def test_a_search_that_was_cut_never_says_that_there_is_no_way(snapshot, monkeypatch):
    monkeypatch.setattr(find, "solve", lambda problem: solve(problem, nodes=1))
    monkeypatch.setattr(earliest, "guesses", lambda *_: iter(()))
    monkeypatch.setattr(find, "first_arrival", lambda problem: None)
    answer = find_paths(GRADUATE, BACKEND_DEVELOPER, Limits(), snapshot, TODAY)
    assert not answer.is_exact
    assert not answer.paths
    (facts,) = [one.facts for one in answer.says if one.code == "no_path"]
    assert facts == {"reason": "search_was_cut"}


def test_a_licence_that_a_course_asks_for_teaches_no_job(tmp_path):
    rows = make_rows(TODAY)
    asking = [replace(one, requirement="Legitimation som sjuksköterska") for one in rows.educations]
    made = make_snapshot(tmp_path, TODAY, replace(rows, educations=asking))
    nurse = Profile(credentials=frozenset({"degree:sjuksköterskeexamen"}))
    answer = ask(made, nurse, BACKEND_DEVELOPER)
    assert answer.paths
    for path in answer.paths:
        assert {"licence", "study"} <= {leg.kind for leg in path.legs}
