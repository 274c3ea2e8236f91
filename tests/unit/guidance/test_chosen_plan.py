"""The chosen plan as the session holds it: all of it, and only while its basis stands."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from catalog.snapshot.snapshot import Snapshot
from guidance.chosen_plan import ChosenPlan, basis_of, chosen_plan_from, chosen_plan_to
from guidance.core.paths import find_paths
from guidance.core.profile import HeldOccupation, Limits, Profile
from tests.snapshots import ASSISTANT_NURSE, COOK, NURSE, WELDER, make_snapshot

TODAY = date(2026, 11, 24)
PROFILE = Profile(
    skills=frozenset("abcdef"),
    occupations=(HeldOccupation(ASSISTANT_NURSE, 72),),
    credentials=frozenset({"exam:gymnasium:vocational", "course:svenska 3"}),
    municipality="2180",
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(tmp_path_factory.mktemp("chosen"), TODAY)


@pytest.mark.parametrize("target", [ASSISTANT_NURSE, COOK, WELDER])
def test_every_leg_comes_back_as_it_was(snapshot: Snapshot, target: str) -> None:
    paths = find_paths(PROFILE, target, Limits(may_move=True), snapshot, TODAY).paths
    assert paths
    for path in paths:
        plan = ChosenPlan("0" * 32, "abc", path)
        back = chosen_plan_from(json.loads(json.dumps(chosen_plan_to(plan))))
        assert back == plan
        assert repr(back) == repr(plan)  # types too: 1 is not 1.0


def test_none_and_what_another_version_wrote_is_none() -> None:
    assert chosen_plan_to(None) is None
    assert chosen_plan_from(None) is None
    for wrong in ({}, {"basis": "", "key": ""}, {"basis": "", "key": "", "path": {"legs": 1}}):
        assert chosen_plan_from(wrong) is None


def test_the_basis_is_another_as_soon_as_the_answer_might_be(snapshot: Snapshot) -> None:
    first = basis_of(PROFILE, NURSE, Limits(), snapshot, TODAY)
    same = replace(PROFILE, skills=frozenset("fedcba"))
    assert basis_of(same, NURSE, Limits(), snapshot, TODAY) == first
    others = {
        basis_of(replace(PROFILE, skills=frozenset("abc")), NURSE, Limits(), snapshot, TODAY),
        basis_of(replace(PROFILE, occupations=()), NURSE, Limits(), snapshot, TODAY),
        basis_of(replace(PROFILE, credentials=frozenset()), NURSE, Limits(), snapshot, TODAY),
        basis_of(replace(PROFILE, languages=frozenset("x")), NURSE, Limits(), snapshot, TODAY),
        basis_of(replace(PROFILE, municipality=""), NURSE, Limits(), snapshot, TODAY),
        basis_of(PROFILE, COOK, Limits(), snapshot, TODAY),
        basis_of(PROFILE, NURSE, Limits(pace=50), snapshot, TODAY),
        basis_of(PROFILE, NURSE, Limits(), replace(snapshot, id="2-0000"), TODAY),
        basis_of(PROFILE, NURSE, Limits(), snapshot, TODAY + timedelta(days=1)),
    }
    assert len(others) == 9
    assert first not in others
