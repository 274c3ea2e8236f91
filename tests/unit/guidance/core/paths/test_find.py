"""The ways to the job: golden cases on the small catalogue, and what holds for every answer."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.snapshot.rows import SubstituteRow
from catalog.snapshot.snapshot import Snapshot
from guidance.core.occupation import demand_of
from guidance.core.paths import find_paths
from guidance.core.paths.answer import Path, PathSet
from guidance.core.paths.candidates import candidates_for
from guidance.core.paths.check import faults_of
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import index_of
from guidance.core.paths.serialise import paths_data
from guidance.core.profile import HeldOccupation, Limits, Profile
from guidance.core.standing import standing_of
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    CARE_ASSISTANT,
    CHILD_CARER,
    COOK,
    ELECTRICIAN,
    NURSE,
    OLD_NURSE,
    SOFTWARE_TESTER,
    TEACHER,
    TRUCK_DRIVER,
    WELDER,
    make_rows,
    make_snapshot,
    skill,
)

TODAY = date(2026, 11, 24)
TARGETS = (
    ASSISTANT_NURSE, BACKEND_DEVELOPER, CARE_ASSISTANT, CHILD_CARER, COOK, ELECTRICIAN, NURSE,
    SOFTWARE_TESTER, TEACHER, TRUCK_DRIVER, WELDER,
)  # fmt: skip
VOCATIONAL = frozenset({"exam:gymnasium:vocational"})
ALMOST_NURSE = Profile(
    occupations=(HeldOccupation(ASSISTANT_NURSE, 72),),
    credentials=VOCATIONAL | {"course:svenska 3", "course:naturkunskap 1b"},
    municipality="2180",
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def ask(snapshot: Snapshot, profile: Profile, target: str, limits: Limits | None = None) -> PathSet:
    """Every answer in this file is checked by the independent checker."""
    answer = find_paths(profile, target, limits or Limits(), snapshot, TODAY)
    assert faults_of(answer, profile, snapshot) == []
    return answer


def kinds_of(path: Path) -> list[str]:
    """What is done, without the waiting between."""
    return [leg.kind for leg in path.legs if leg.kind != "wait"]


def codes(answer: PathSet) -> list[str]:
    return [reason.code for reason in answer.says]


def test_nurse_needs_named_courses_then_the_programme_then_the_licence(snapshot):
    path = ask(snapshot, ALMOST_NURSE, NURSE).paths[0]
    kinds = kinds_of(path)
    assert kinds == ["complement"] * (len(kinds) - 2) + ["study", "licence"]
    given = {key for leg in path.legs for key in leg.gives_credentials}
    assert {"course:engelska 6", "course:matematik 2", "course:naturkunskap 2"} <= given
    assert path.legs[-1].name == "Legitimation som sjuksköterska"


def test_programme_starts_after_the_last_complement(snapshot):
    path = ask(snapshot, ALMOST_NURSE, NURSE).paths[0]
    complements = [leg for leg in path.legs if leg.kind == "complement"]
    (programme,) = [leg for leg in path.legs if leg.kind == "study"]
    assert max(leg.end for leg in complements) < programme.start
    assert programme.eligibility.judgement == "satisfied"


def test_lower_pace_never_stacks_courses_beyond_it(snapshot):
    profile = replace(ALMOST_NURSE, credentials=ALMOST_NURSE.credentials)
    answer = ask(snapshot, profile, NURSE, Limits(pace=50))
    assert not [leg for path in answer.paths for leg in path.legs if leg.pace > 50]
    assert not answer.paths  # no nursing programme here goes at half pace
    assert "no_path" in codes(answer)


def test_experience_means_apply_now(snapshot):
    answer = ask(snapshot, Profile(occupations=(HeldOccupation(COOK, 60),)), COOK)
    assert answer.paths[0].is_apply_now
    assert answer.paths[0].names == ("fastest", "cheapest", "nearest", "safest")
    assert [leg.kind for leg in answer.paths[1].legs] == ["validation"]
    assert answer.paths[1].names == ()


def test_substitutable_experience_means_apply_now(snapshot):
    profile = Profile(occupations=(HeldOccupation(ASSISTANT_NURSE, 60),), credentials=VOCATIONAL)
    assert ask(snapshot, profile, CARE_ASSISTANT).paths[0].is_apply_now


def test_a_licensed_nurse_can_apply_now(snapshot):
    profile = Profile(credentials=frozenset({"licence:sjuksköterska"}))
    assert ask(snapshot, profile, NURSE).paths[0].is_apply_now


def test_skills_alone_never_reach_a_regulated_occupation(snapshot):
    everything = frozenset(
        snapshot.concepts.id[row]
        for row in range(len(snapshot.concepts.id))
        if snapshot.type_of(row) == "skill"
    )
    answer = ask(snapshot, Profile(skills=everything), NURSE)
    assert not [path for path in answer.paths if path.is_apply_now]


def test_employment_service_training_is_a_bottleneck_and_said(snapshot):
    answer = ask(snapshot, Profile(credentials=VOCATIONAL, municipality="2080"), WELDER)
    fastest = next(path for path in answer.paths if "fastest" in path.names)
    safest = next(path for path in answer.paths if "safest" in path.names)
    assert "Arbetsförmedlingen" in {leg.decided_by for leg in fastest.legs}
    assert fastest.bottlenecks > safest.bottlenecks
    assert "decided_by_employment_service" in codes(answer)
    assert kinds_of(safest) == ["study", "licence"]


def test_licences_alone_are_fast_and_the_course_is_free(snapshot):
    profile = Profile(credentials=frozenset({"driving:B"}), municipality="2081")
    answer = ask(snapshot, profile, TRUCK_DRIVER)
    fastest, cheapest = answer.paths
    assert set(kinds_of(fastest)) == {"licence"}
    assert next(leg.gives_credentials[0] for leg in fastest.legs) == "driving:C"
    assert cheapest.names == ("cheapest",)
    assert cheapest.cost == 0


def test_dropped_educations_say_why(snapshot):
    answer = ask(snapshot, Profile(credentials=VOCATIONAL), NURSE)
    reasons = {one.education_id: one.reason.code for one in answer.dropped}
    assert reasons["i.uoh.nurse"] == "not_eligible"
    assert reasons["i.uoh.geriatrics"] == "gives_nothing_missing"
    allowed = {
        "passed", "not_eligible", "gives_nothing_missing", "dominated", "outside_limits",
        "beyond_horizon",
    }  # fmt: skip
    assert set(reasons.values()) <= allowed


def test_what_is_too_far_is_outside_the_limits(snapshot):
    profile = Profile(credentials=VOCATIONAL, municipality="0180")
    answer = ask(snapshot, profile, WELDER, Limits(reach_km=0))
    assert not answer.paths
    assert {one.reason.facts.get("detail") for one in answer.dropped} == {"place"}
    assert ask(snapshot, profile, WELDER, Limits(may_move=True)).paths


def test_zero_horizon_and_zero_pace_are_answered(snapshot):
    answer = ask(snapshot, Profile(), TEACHER, Limits(pace=0, horizon_years=0, budget=-1.0))
    assert not answer.paths
    assert {"horizon_is_zero", "no_study_pace", "budget_below_zero", "no_path"} <= set(
        codes(answer)
    )


def test_a_way_that_is_only_too_long_says_how_long_it_is(snapshot):
    within = ask(snapshot, ALMOST_NURSE, NURSE)
    answer = ask(snapshot, ALMOST_NURSE, NURSE, Limits(horizon_years=2))
    assert not answer.paths
    (facts,) = [one.facts for one in answer.says if one.code == "arrives_beyond_horizon"]
    assert facts["arrival"] == arrival(within).isoformat()
    assert 2 < facts["years"] <= 6
    assert facts["limit"] == 2
    (no_path,) = [one.facts for one in answer.says if one.code == "no_path"]
    assert no_path == {"reason": "beyond_horizon"}


def test_what_no_horizon_mends_is_not_said_to_be_too_long(snapshot):
    answer = ask(snapshot, ALMOST_NURSE, NURSE, Limits(pace=50, horizon_years=2))
    assert not answer.paths
    assert "arrives_beyond_horizon" not in codes(answer)


def test_far_future_has_no_open_dates(snapshot):
    answer = find_paths(Profile(), COOK, Limits(), snapshot, date(9990, 1, 1))
    assert not [leg for path in answer.paths for leg in path.legs if not leg.is_estimated]


def test_nothing_is_offered_after_the_register_stops_offering_it(snapshot, tmp_path):
    rows = make_rows(TODAY)
    yesterday = TODAY - timedelta(days=1)
    lapsed = [replace(event, expires=yesterday) for event in rows.events]
    over = make_snapshot(tmp_path, TODAY, replace(rows, events=lapsed))
    answer = ask(over, Profile(credentials=VOCATIONAL, municipality="2080"), WELDER)
    assert not answer.paths
    assert {one.reason.code for one in answer.dropped} <= {"passed", "gives_nothing_missing"}


def test_a_rolling_course_begins_while_it_is_offered(snapshot, tmp_path):
    rows = make_rows(TODAY)
    soon = TODAY + timedelta(days=70)
    brief = [event if event.start else replace(event, expires=soon) for event in rows.events]
    made = make_snapshot(tmp_path, TODAY, replace(rows, events=brief))
    late = [
        leg
        for target in TARGETS
        for path in ask(made, ALMOST_NURSE, target).paths
        for leg in path.legs
        if leg.event_id and leg.start > soon
    ]
    dated = {event.id for event in rows.events if event.start}
    assert {leg.event_id for leg in late} <= dated


def test_unknown_target_deprecated_target_and_unknown_concepts(snapshot):
    assert codes(ask(snapshot, Profile(), "nothing")) == ["unknown_target"]
    followed = ask(snapshot, replace(ALMOST_NURSE, skills=frozenset({"nothing"})), OLD_NURSE)
    assert (followed.target, followed.followed_from) == (NURSE, OLD_NURSE)
    assert "unknown_concept" in codes(followed)


def test_same_question_same_bytes_whatever_the_order_of_rows(snapshot, tmp_path):
    rows = make_rows(TODAY)
    turned = replace(
        rows,
        educations=list(reversed(list(rows.educations))),
        events=list(reversed(list(rows.events))),
        concepts=list(reversed(list(rows.concepts))),
        occupation_skills=list(reversed(list(rows.occupation_skills))),
    )
    other = make_snapshot(tmp_path, TODAY, turned)
    for target in TARGETS:
        one = json.dumps(paths_data(ask(snapshot, ALMOST_NURSE, target)))
        two = json.dumps(paths_data(ask(other, ALMOST_NURSE, target)))
        assert one == two


_PROFILES = st.builds(
    Profile,
    skills=st.sets(
        st.sampled_from([skill(s) for s in ("Omvårdnad", "Java", "SQL", "Git", "Matlagning")])
    ).map(frozenset),
    occupations=st.lists(
        st.sampled_from([ASSISTANT_NURSE, COOK, SOFTWARE_TESTER]).map(
            lambda one: HeldOccupation(one, 24)
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    credentials=st.sets(
        st.sampled_from(
            ["exam:gymnasium:vocational", "exam:gymnasium:preparatory", "course:engelska 6",
             "course:matematik 2", "course:naturkunskap 1b", "course:svenska 3", "driving:B",
             "basic:HS"]
        )
    ).map(frozenset),
    municipality=st.sampled_from(["", "2180", "0180", "2081", "9999"]),
)  # fmt: skip
_LIMITS = st.builds(
    Limits,
    pace=st.sampled_from([25, 50, 75, 100]),
    reach_km=st.sampled_from([None, 0.0, 60.0, 250.0]),
    is_distance_ok=st.booleans(),
    budget=st.sampled_from([None, 0.0, 50_000.0]),
    horizon_years=st.sampled_from([1, 3, 6]),
)
_QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def arrival(answer: PathSet) -> date:
    """The best arrival; the end of time when there is none."""
    return min((path.arrival for path in answer.paths), default=date.max)


@_QUICK
@given(_PROFILES, st.sampled_from(TARGETS), _LIMITS)
def test_every_answer_stands_and_looser_limits_never_delay(snapshot, profile, target, limits):
    answer = ask(snapshot, profile, target, limits)
    looser = (
        replace(limits, pace=100),
        replace(limits, reach_km=None),
        replace(limits, is_distance_ok=True),
        replace(limits, budget=None),
        replace(limits, horizon_years=limits.horizon_years + 3),
        replace(limits, may_move=True),
    )
    for loose in looser:
        assert arrival(ask(snapshot, profile, target, loose)) <= arrival(answer)


@_QUICK
@given(
    _PROFILES,
    st.sampled_from(TARGETS),
    st.sampled_from(["course:engelska 6", "basic:HS", "driving:B", "course:programmering 1"]),
    st.sampled_from([skill("Java"), skill("Elsäkerhet"), skill("Läkemedelshantering")]),
)
def test_holding_more_never_delays(snapshot, profile, target, credential, one_skill):
    before = arrival(ask(snapshot, profile, target))
    more = replace(profile, credentials=profile.credentials | {credential})
    assert arrival(ask(snapshot, more, target)) <= before
    able = replace(profile, skills=profile.skills | {one_skill})
    assert arrival(ask(snapshot, able, target)) <= before


@pytest.mark.parametrize("days", [5, 40, 200])
def test_one_more_occasion_never_delays(snapshot, tmp_path, days):
    rows = make_rows(TODAY)
    extra = [
        replace(event, id=f"{event.id}.extra", start=event.start + timedelta(days), end=None)
        for event in rows.events
        if event.start
    ]
    fuller = make_snapshot(tmp_path, TODAY, replace(rows, events=[*rows.events, *extra]))
    for target in TARGETS:
        assert arrival(ask(fuller, ALMOST_NURSE, target)) <= arrival(
            ask(snapshot, ALMOST_NURSE, target)
        )


def test_a_related_trades_training_is_a_candidate_that_says_whose_it_is(snapshot, tmp_path):
    """The cook's group is given to the child carer, who may stand in, and no list of their own."""
    rows = make_rows(TODAY)
    own = snapshot.concepts.broader[snapshot.concept(COOK)]
    group = snapshot.concepts.id[int(own)]
    changed = replace(
        rows,
        concepts=[replace(c, broader=group) if c.id == CHILD_CARER else c for c in rows.concepts],
        occupation_skills=[one for one in rows.occupation_skills if one.occupation != CHILD_CARER],
        substitutes=[*rows.substitutes, SubstituteRow(COOK, CHILD_CARER, 0.75)],
    )
    made = make_snapshot(tmp_path, TODAY, changed)
    demand = demand_of(made.concept(CHILD_CARER), made)
    goal = Goal(demand, standing_of(Profile(), made), made)
    via = {one.training.via for one in candidates_for(goal, index_of(made)) if one.training}
    assert made.concept(COOK) in via
    leg = next(
        leg
        for path in ask(made, Profile(credentials=VOCATIONAL), CHILD_CARER).paths
        for leg in path.legs
        if any(reason.code == "trains_for_related" for reason in leg.reasons)
    )
    (reason,) = [one for one in leg.reasons if one.code == "trains_for_related"]
    assert reason.facts == {"occupation": COOK}
