"""The one way in: profile, target, limits, snapshot and today → the ways no other way beats."""

import math
from dataclasses import replace
from datetime import date, timedelta

from catalog.snapshot.arrays import EPOCH
from catalog.snapshot.snapshot import Snapshot
from guidance.core.occupation import demand_of
from guidance.core.paths.answer import Dropped, Leg, Path, PathName, PathSet
from guidance.core.paths.choose import name
from guidance.core.paths.describe import path_of, validation_leg
from guidance.core.paths.dropped import dropped_of
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import index_of
from guidance.core.paths.occasions import FARTHEST_YEARS, Ground, ground_of
from guidance.core.paths.pose import Posed, is_granted, pose
from guidance.core.profile import Limits, Profile, Reason
from guidance.core.search.front import Front, first_arrival, solve
from guidance.core.search.problem import Plan
from guidance.core.standing import standing_of

Shown = list[tuple[Plan, tuple[PathName, ...]]]


def find_paths(
    profile: Profile, target: str, limits: Limits, snapshot: Snapshot, today: date
) -> PathSet:
    """Find the plans to a target occupation or group (concept id).

    Deterministic; never raises for what a person may enter: an unknown target, unknown concepts and
    impossible limits are answered with reasons in `says`.
    """
    row = snapshot.followed(snapshot.concept(target))
    if row < 0:
        unknown = (Reason.of("unknown_target", target=target),)
        return PathSet(snapshot.id, today, target, "", limits, (), unknown)
    target_id = snapshot.concepts.id[row]
    standing = standing_of(profile, snapshot)
    goal = Goal(demand_of(row, snapshot), standing, snapshot)
    ground = ground_of(profile, limits, snapshot, index_of(snapshot), today)
    says = [Reason.of("unknown_concept", concept=one) for one in standing.unknown]
    says.extend(_about_limits(profile, limits, ground))
    if target_id != target:
        says.append(Reason.of("followed", old=target, new=target_id))
    if goal.demand.regulation:
        says.extend(Reason.of(code) for code in goal.demand.regulation.says)
    paths: tuple[Path, ...]
    dropped: tuple[Dropped, ...] = ()
    is_exact = True
    if goal.is_reached:
        paths = _apply_now(goal, ground, today)
        says.append(Reason.of("apply_now", basis=goal.basis))
    else:
        posed = pose(goal, ground)
        front = solve(posed.problem)
        is_exact = front.is_exact
        shown = _shown(front, ground)
        paths = _described(shown, posed, front, goal, ground)
        dropped = dropped_of(posed, front, [plan for plan, _ in shown], goal, ground)
        if not paths:
            later = _arrival_beyond(posed, ground)
            obstacle = "beyond_horizon" if later else _main_obstacle(dropped)
            if obstacle in ("gives_nothing_missing", "nothing_found") and goal.demand.is_leading:
                obstacle = "leading_position"
            if not later and not is_exact:
                obstacle = "search_was_cut"
            says.append(Reason.of("no_path", reason=obstacle))
            if later:
                says.append(later)
    legs = [leg for path in paths for leg in path.legs]
    says.extend(_about_legs(legs, goal))
    return PathSet(
        snapshot.id, today, target_id, target if target_id != target else "", limits, paths,
        tuple(dict.fromkeys(says)), dropped, is_exact,
    )  # fmt: skip


def _about_limits(profile: Profile, limits: Limits, ground: Ground) -> list[Reason]:
    says = []
    if limits.horizon_years <= 0:
        says.append(Reason.of("horizon_is_zero"))
    if limits.pace <= 0:
        says.append(Reason.of("no_study_pace"))
    if not limits.may_move and limits.reach_km == 0 and not limits.is_distance_ok:
        says.append(Reason.of("only_own_municipality"))
    if limits.budget is not None and limits.budget < 0:
        says.append(Reason.of("budget_below_zero"))
    if profile.municipality and not ground.has_home:
        says.append(Reason.of("unknown_municipality", municipality=profile.municipality))
    return says


def _about_legs(legs: list[Leg], goal: Goal) -> list[Reason]:
    says = []
    if any(leg.kind == "complement" and leg.form == "VUXGY" for leg in legs) and (
        "exam:gymnasium" in goal.standing.held
    ):
        says.append(Reason.of("komvux_may_refuse_who_has_grades"))
    if any(leg.decided_by for leg in legs):
        says.append(Reason.of("decided_by_employment_service"))
    return says


def _shown(front: Front, ground: Ground) -> Shown:
    return name(front.plans, lambda plan: is_granted(plan, ground))


def _described(
    shown: Shown, posed: Posed, front: Front, goal: Goal, ground: Ground
) -> tuple[Path, ...]:
    return tuple(path_of(plan, names, posed, goal, ground, front.is_exact) for plan, names in shown)


def _arrival_beyond(posed: Posed, ground: Ground) -> Reason | None:
    """When the first way ends, if only the horizon stands in the way of it."""
    limits = ground.limits
    if not 0 < limits.horizon_years < FARTHEST_YEARS:
        return None
    arrival = first_arrival(replace(posed.problem, horizon=ground.farthest))
    if arrival is None:
        return None
    years = math.ceil((arrival - ground.today) / 365.25 * 2) / 2
    return Reason.of(
        "arrives_beyond_horizon",
        arrival=(EPOCH + timedelta(days=arrival)).isoformat(),
        years=years,
        limit=limits.horizon_years,
    )


def _main_obstacle(dropped: tuple[Dropped, ...]) -> str:
    """The most common reason among the nearest educations."""
    codes = [
        "no_start_in_time" if one.reason.facts.get("detail") == "time" else one.reason.code
        for one in dropped
    ]
    return max(sorted(set(codes)), key=codes.count) if codes else "nothing_found"


def _apply_now(goal: Goal, ground: Ground, today: date) -> tuple[Path, ...]:
    """The path without legs; and, where the ground is thin, optional ways to stand firmer."""
    now = Path(
        ("fastest", "cheapest", "nearest", "safest"), (), today, 0.0, 0.0, 0.0, 0, len(goal.held),
        len(goal.weights), (Reason.of("apply_now", basis=goal.basis),),
    )  # fmt: skip
    return (now, *_strengthening(goal, ground, today))


def _strengthening(goal: Goal, ground: Ground, today: date) -> list[Path]:
    """Optional: a proof of experience without one, and training where the occupation is another."""
    if goal.demand.needs or goal.basis == "skills":
        return []
    paths = []
    proofs = ("exam:gymnasium", "degree:examen")
    if goal.demand.level == "upper" and not any(key in goal.standing.held for key in proofs):
        paths = [_validation(goal, ground, today)]
    worked = (goal.experience or goal.near_experience)[0]
    if worked != goal.demand.row and goal.demand.level == "upper":
        bare = replace(goal.standing, worked=())
        trained_for = Goal(goal.demand, bare, goal.snapshot)
        posed = pose(trained_for, ground)
        front = solve(posed.problem)
        trained = _described(_shown(front, ground), posed, front, trained_for, ground)
        paths.extend(
            replace(path, names=(), reasons=(Reason.of("strengthens"),))
            for path in trained[:2]
            if path.legs
        )
    return paths


def _validation(goal: Goal, ground: Ground, today: date) -> Path:
    label, occupation = goal.demand.label, ground.snapshot.concepts.id[goal.experience[0]]
    key = f"training:{label.lower()}"
    leg = validation_leg(key, label, occupation, date.fromordinal(today.toordinal() + 1))
    return Path(
        (), (leg,), leg.end, 0.0, 0.0, 0.0, 1, len(goal.held), len(goal.weights),
        (Reason.of("strengthens"),),
    )  # fmt: skip
