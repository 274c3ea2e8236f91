"""The checker finds each kind of fault: a good answer is spoilt in one thing, and it says so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guidance.core.paths import find_paths
from guidance.core.paths.answer import EligibilityAnswer, Leg, PathSet
from guidance.core.paths.check import faults_of
from guidance.core.profile import HeldOccupation, Limits, Profile, Reason
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    COOK,
    NURSE,
    SOFTWARE_TESTER,
    TEACHER,
    TRUCK_DRIVER,
    WELDER,
    make_snapshot,
)

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
VOCATIONAL = frozenset({"exam:gymnasium:vocational"})
ALMOST_NURSE = Profile(
    occupations=(HeldOccupation(ASSISTANT_NURSE, 72),),
    credentials=VOCATIONAL | {"course:svenska 3", "course:naturkunskap 1b"},
    municipality="2180",
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


@pytest.fixture(scope="module")
def nurse(snapshot):
    """Courses, waiting, the programme, the licence; one path only, so that faults are its own."""
    answer = find_paths(ALMOST_NURSE, NURSE, Limits(), snapshot, TODAY)
    one = replace(answer, paths=answer.paths[:1])
    assert faults_of(one, ALMOST_NURSE, snapshot) == []
    kinds = [leg.kind for leg in one.paths[0].legs]
    assert {"complement", "wait", "study", "licence"} <= set(kinds)
    return one


def at(answer: PathSet, kind: str) -> int:
    """Where the first leg of a kind is."""
    return next(n for n, leg in enumerate(answer.paths[0].legs) if leg.kind == kind)


def spoilt(answer: PathSet, kind: str, **changes) -> PathSet:
    """The first leg of a kind with other values; dates may be given as days to add."""
    path, place = answer.paths[0], at(answer, kind)
    leg = path.legs[place]
    changes = {
        name: getattr(leg, name) + value if isinstance(value, timedelta) else value
        for name, value in changes.items()
    }
    legs = (*path.legs[:place], replace(leg, **changes), *path.legs[place + 1 :])
    return replace(answer, paths=(replace(path, legs=legs),))


def with_path(answer: PathSet, **changes) -> PathSet:
    return replace(answer, paths=(replace(answer.paths[0], **changes),))


UNJUDGED = EligibilityAnswer("unjudged", verbatim=("särskilda förkunskaper",))


@pytest.mark.parametrize(
    ("kind", "changes", "fault"),
    [
        ("complement", {"start": TODAY - A_DAY}, "starts before today"),
        ("complement", {"end": TODAY - 9 * A_DAY}, "ends before it starts"),
        ("complement", {"apply_by": TODAY - A_DAY}, "can no longer be applied for"),
        ("study", {"apply_by": date(2030, 1, 1)}, "is applied for until"),
        ("study", {"start": A_DAY}, "starts "),
        ("study", {"end": -A_DAY}, "ends "),
        ("study", {"event_id": "e.nowhere"}, "is no occasion of"),
        ("study", {"education_id": "i.uoh.teacher"}, "is no occasion of"),
        ("study", {"education_id": "i.nowhere"}, "is no occasion of"),
        ("study", {"name": "Läkarprogrammet"}, "is not called"),
        ("study", {"form": "YH"}, "is no YH"),
        ("study", {"pace": 50}, "goes at 100 %"),
        ("study", {"cost": 500.0}, "costs 0.0, not 500.0"),
        ("study", {"is_estimated": True}, "is dated"),
        ("study", {"weeks": 60.0}, "weeks, not 60.0"),
        ("study", {"credits": 90.0}, "60.0 weeks, not"),
        ("study", {"is_distance": True}, "is no distance study"),
        ("study", {"distance_km": 7.0}, "km away, not 7.0"),
        ("study", {"distance_km": None}, "km away, not inf"),
        ("study", {"eligibility": EligibilityAnswer("none")}, "says none, is satisfied"),
        ("study", {"eligibility": UNJUDGED}, "says unjudged"),
        ("study", {"gives_credentials": ()}, "comes before what it rests on"),
        ("study", {"gives_credentials": ("degree:läkarexamen",)}, "does not give degree:läkar"),
        ("study", {"gives_skills": ("skill-java",)}, "does not teach skill-java"),
        ("study", {"trains_for": TEACHER}, "trains for something else"),
        ("complement", {"trains_for": NURSE}, "does not train for the target"),
        ("complement", {"gives_credentials": ()}, "not eligible, lacks"),
        ("licence", {"gives_credentials": ()}, "does not give licence:"),
        ("licence", {"gives_credentials": ("licence:x",)}, "is no known step"),
        ("licence", {"end": -A_DAY}, "takes 60 days"),
        ("licence", {"cost": 1.0}, "costs 870.0"),
        ("licence", {"pace": 50}, "at 0 %"),
        ("licence", {"is_if_approved": True}, "is certain"),
        ("wait", {"end": A_DAY}, "waiting until"),
        ("wait", {"start": A_DAY}, "waiting from"),
        ("wait", {"end": date(2026, 11, 25)}, "waiting "),
        ("wait", {"gives_skills": ("skill-omvårdnad",)}, "waiting gives or costs something"),
        ("wait", {"cost": 1.0}, "waiting gives or costs something"),
        ("wait", {"pace": 25}, "waiting takes pace"),
    ],
)
def test_a_leg_that_is_not_so(nurse, snapshot, kind, changes, fault):
    found = faults_of(spoilt(nurse, kind, **changes), ALMOST_NURSE, snapshot)
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"arrival": TODAY}, "is not the last end"),
        ({"cost": 1.0}, "the cost is not the sum"),
        ({"weeks": 1.0}, "the weeks are not the sum"),
        ({"distance_km": 999.0}, "the distance is not"),
        ({"bottlenecks": 7}, "7 bottlenecks, counted"),
        ({"needed": 40}, "of 40 skills"),
        ({"covered": 3}, "3 of 2 skills"),
        ({"reasons": (Reason.of("strengthens"),)}, "strengthens what does not stand"),
        ({"legs": ()}, "does not give licence:sjuksköterska"),
    ],
)
def test_a_path_that_says_what_its_legs_do_not(nurse, snapshot, changes, fault):
    found = faults_of(with_path(nurse, **changes), ALMOST_NURSE, snapshot)
    assert any(fault in one for one in found), found


@pytest.mark.parametrize("kind", ["complement", "study", "licence", "wait"])
def test_a_leg_that_is_left_out_is_missed(nurse, snapshot, kind):
    path, place = nurse.paths[0], at(nurse, kind)
    without = with_path(nurse, legs=(*path.legs[:place], *path.legs[place + 1 :]))
    assert faults_of(without, ALMOST_NURSE, snapshot)


def test_legs_in_another_order(nurse, snapshot):
    found = faults_of(with_path(nurse, legs=nurse.paths[0].legs[::-1]), ALMOST_NURSE, snapshot)
    assert any("not in order of start" in one for one in found)


def test_waiting_for_nothing(nurse, snapshot):
    path = nurse.paths[0]
    last = Leg("wait", "", path.arrival + A_DAY, path.arrival + 30 * A_DAY, pace=0)
    found = faults_of(with_path(nurse, legs=(*path.legs, last)), ALMOST_NURSE, snapshot)
    assert any("waiting for nothing" in one for one in found)


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        (Limits(horizon_years=3), "ends beyond the horizon"),
        (Limits(pace=75), "100 % at"),
        (Limits(budget=100.0), "more than 100.0"),
        (Limits(is_distance_ok=False), "is distance study"),
        (Limits(reach_km=0), "km away, too far"),
    ],
)
def test_a_path_outside_the_limits(snapshot, limits, fault):
    profile = replace(ALMOST_NURSE, municipality="0180")
    wide = find_paths(profile, NURSE, Limits(may_move=True), snapshot, TODAY)
    assert faults_of(wide, profile, snapshot) == []
    found = faults_of(replace(wide, limits=limits), profile, snapshot)
    assert any(fault in one for one in found), found


def test_the_horizon_is_a_date(nurse, snapshot):
    arrival = nurse.paths[0].arrival
    years = arrival.year - TODAY.year + (arrival > TODAY.replace(year=arrival.year))
    exact = replace(nurse, limits=Limits(horizon_years=years))
    assert faults_of(exact, ALMOST_NURSE, snapshot) == []
    short = replace(nurse, limits=Limits(horizon_years=years - 1))
    assert any("horizon" in one for one in faults_of(short, ALMOST_NURSE, snapshot))


def test_somebody_who_is_not_eligible(nurse, snapshot):
    found = faults_of(nurse, Profile(municipality="2180"), snapshot)
    assert any("not eligible, lacks" in one for one in found)


def test_two_paths_that_are_the_same_and_two_names(nurse, snapshot):
    twice = replace(nurse, paths=(nurse.paths[0], nurse.paths[0]))
    found = faults_of(twice, ALMOST_NURSE, snapshot)
    assert "two paths are the same" in found
    assert "two paths have the same name" in found


def test_applying_now_without_what_is_asked_for(snapshot):
    ready = Profile(occupations=(HeldOccupation(COOK, 60),))
    answer = find_paths(ready, COOK, Limits(), snapshot, TODAY)
    assert faults_of(answer, ready, snapshot) == []
    found = faults_of(replace(answer, paths=answer.paths[:1]), Profile(), snapshot)
    assert any("does not reach the level upper" in one for one in found)
    assert any("of what is essential" in one for one in found)


def test_a_proof_of_work_that_was_never_done(snapshot):
    worked = Profile(occupations=(HeldOccupation(COOK, 60),))
    answer = find_paths(worked, COOK, Limits(), snapshot, TODAY)
    assert [leg.kind for leg in answer.paths[1].legs] == ["validation"]
    found = faults_of(answer, replace(worked, occupations=()), snapshot)
    assert any("without any work in it" in one for one in found)
    hasty = replace(answer.paths[1].legs[0], end=answer.paths[1].legs[0].start + A_DAY)
    spoilt = replace(answer, paths=(answer.paths[0], replace(answer.paths[1], legs=(hasty,))))
    assert any("counts on more" in one for one in faults_of(spoilt, worked, snapshot))


def test_too_little_is_covered_and_too_low_a_level(snapshot):
    """A course in testing is not the training that a tester's job asks for."""
    held = Profile(credentials=frozenset({"basic:HS", "course:programmering 1"}))
    limits = Limits(may_move=True)
    answer = find_paths(held, BACKEND_DEVELOPER, limits, snapshot, TODAY)
    assert answer.paths
    assert faults_of(answer, held, snapshot) == []
    path = answer.paths[0]
    legs = tuple(replace(leg, trains_for="") for leg in path.legs)
    found = faults_of(replace(answer, paths=(replace(path, legs=legs),)), held, snapshot)
    assert any("does not reach the level university" in one for one in found), found
    other = replace(answer, target=SOFTWARE_TESTER)
    assert any("of what is essential" in one for one in faults_of(other, held, snapshot))


def test_another_target_is_not_reached(nurse, snapshot):
    assert faults_of(replace(nurse, target=TEACHER), ALMOST_NURSE, snapshot)
    assert faults_of(replace(nurse, target=WELDER), ALMOST_NURSE, snapshot)
    assert faults_of(replace(nurse, target=TRUCK_DRIVER), ALMOST_NURSE, snapshot)
