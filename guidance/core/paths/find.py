"""The one way in: profile, target, limits, snapshot and today → the ways no other way beats."""

import math
from dataclasses import replace
from datetime import date, timedelta

from catalog.snapshot.arrays import EPOCH
from catalog.snapshot.snapshot import Snapshot
from guidance.core.occupation import demand_of
from guidance.core.paths.answer import Dropped, Leg, Path, PathSet
from guidance.core.paths.candidates import Candidate, candidates_for
from guidance.core.paths.choose import beats, name, unbeaten
from guidance.core.paths.describe import path_of
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import form_of, index_of
from guidance.core.paths.legs import Ground, ground_of
from guidance.core.paths.search import Draft, Failure, drafts_for
from guidance.core.profile import Limits, Profile, Reason
from guidance.core.standing import standing_of

_DROPPED = 50
FARTHEST_YEARS = 12  # how far to look for a way that is longer than the person asked for
_VALIDATION_DAYS = (14, 90)


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
        paths, dropped, is_exact = _search(goal, ground, limits)
        if not paths:
            later = _arrival_beyond(goal, ground, profile, today)
            obstacle = "beyond_horizon" if later else _main_obstacle(dropped)
            if obstacle in ("gives_nothing_missing", "nothing_found") and goal.demand.is_leading:
                obstacle = "leading_position"
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


def _search(
    goal: Goal, ground: Ground, limits: Limits
) -> tuple[tuple[Path, ...], tuple[Dropped, ...], bool]:
    candidates = candidates_for(goal, ground.index)
    drafts, failures = drafts_for(goal, candidates, ground)
    if limits.budget is not None:
        drafts = [draft for draft in drafts if draft.cost <= limits.budget]
    best = name(unbeaten(drafts))
    alike = _alike(candidates, ground)
    paths = tuple(
        path_of(draft, names, goal, ground, alike.get(draft.goal.row, ()) if draft.goal else ())
        for draft, names in best
    )
    shown = {draft.goal.row for draft, _ in best if draft.goal}
    dropped = _dropped(candidates, failures, drafts, [d for d, _ in best], shown, ground)
    return paths, dropped, not ground.is_cut


def _arrival_beyond(goal: Goal, ground: Ground, profile: Profile, today: date) -> Reason | None:
    """When the first way ends, if only the horizon stands in the way of it."""
    limits = ground.limits
    if not ground.is_beyond or not 0 < limits.horizon_years < FARTHEST_YEARS:
        return None
    wider = replace(limits, horizon_years=FARTHEST_YEARS)
    far = ground_of(profile, wider, ground.snapshot, ground.index, today)
    drafts, _ = drafts_for(goal, candidates_for(goal, far.index), far)
    within = [d.arrival for d in drafts if limits.budget is None or d.cost <= limits.budget]
    if not within:
        return None
    years = math.ceil((min(within) - ground.today) / 365.25 * 2) / 2
    return Reason.of(
        "arrives_beyond_horizon",
        arrival=(EPOCH + timedelta(days=min(within))).isoformat(),
        years=years,
        limit=limits.horizon_years,
    )


def _alike(candidates: list[Candidate], ground: Ground) -> dict[int, tuple[int, ...]]:
    """Rows that are the same course: same school form and same bare title."""
    titles = ground.index.titles
    groups: dict[tuple[str, str], list[int]] = {}
    for one in candidates:
        key = form_of(one.row, ground.snapshot), titles.get(one.row, str(one.row))
        groups.setdefault(key, []).append(one.row)
    return {row: tuple(sorted(rows)) for rows in groups.values() for row in rows}


def _dropped(
    candidates: list[Candidate],
    failures: dict[int, Failure],
    drafts: list[Draft],
    best: list[Draft],
    shown: set[int],
    ground: Ground,
) -> tuple[Dropped, ...]:
    own: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.key):
        if draft.goal:
            own.setdefault(draft.goal.row, draft)
    educations = ground.snapshot.educations
    dropped: list[Dropped] = []
    for candidate in candidates:
        if candidate.row in shown or len(dropped) == _DROPPED:
            continue
        failure = failures.get(candidate.row)
        if failure:
            evidence = {"detail": failure.detail} if failure.detail else {}
            reason = Reason.of(failure.code, **evidence)
        elif candidate.row in own:
            winner = next((b for b in best if beats(b, own[candidate.row])), best[0])
            by = educations.id[winner.goal.row] if winner.goal else "steps"
            reason = Reason.of("dominated", by=by)
        else:
            reason = Reason.of("outside_limits", detail="budget")
        dropped.append(
            Dropped(educations.id[candidate.row], educations.title[candidate.row], reason)
        )
    return tuple(dropped)


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
        trained, _, _ = _search(Goal(goal.demand, bare, goal.snapshot), ground, ground.limits)
        paths.extend(
            replace(path, names=(), reasons=(Reason.of("strengthens"),))
            for path in trained[:2]
            if path.legs
        )
    return paths


def _validation(goal: Goal, ground: Ground, today: date) -> Path:
    low, high = _VALIDATION_DAYS
    start = date.fromordinal(today.toordinal() + 1)
    row = goal.experience[0]
    leg = Leg(
        kind="validation", name=f"Validering: {goal.demand.label}", start=start,
        end=date.fromordinal(start.toordinal() + high), is_estimated=True, pace=25,
        distance_km=0.0, is_if_approved=True, min_days=low, max_days=high,
        gives_credentials=(f"training:{goal.demand.label.lower()}",),
        reasons=(
            Reason.of("proves_experience", occupation=ground.snapshot.concepts.id[row]),
            Reason.of("rules_may_have_changed", authority="Skolverket"),
        ),
    )  # fmt: skip
    return Path(
        (), (leg,), leg.end, 0.0, 0.0, 0.0, 1, len(goal.held), len(goal.weights),
        (Reason.of("strengthens"),),
    )  # fmt: skip
