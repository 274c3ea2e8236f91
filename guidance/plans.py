"""Plans as the pages show them: the answer, its keys, and what was left out of it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from catalog.snapshot.snapshot import Snapshot
from guidance.chosen_plan import ChosenPlan, basis_of
from guidance.core.paths import find_paths
from guidance.core.paths.answer import Path, PathSet
from guidance.core.paths.occasions import FARTHEST_YEARS
from guidance.core.profile import Limits, Reason
from guidance.core.standing import municipality_row
from guidance.journey import Journey, profile_of
from guidance.kept_plan import KeptPlan, keep_plan
from guidance.loosening import OF_LIMITS, OF_NO_WAY, NoWay, no_way_of


@dataclass(frozen=True)
class Plan:
    """A path with its key, stable while its legs are the same."""

    key: str
    path: Path

    @property
    def has_meetings(self) -> bool:
        """Is any distance study with mandatory meetings in place?"""
        return any(leg.is_distance and leg.onsite for leg in self.path.legs)


@dataclass(frozen=True)
class Answer:
    """What step 5 shows. no_way: why there is no plan and what would help, None when there is."""

    path_set: PathSet
    plans: tuple[Plan, ...]
    no_way: NoWay | None = None

    @property
    def told(self) -> tuple[Reason, ...]:
        """What is said whatever was found; why nothing was found is said where that is."""
        elsewhere = OF_NO_WAY | (OF_LIMITS if self.no_way else frozenset())
        return tuple(one for one in self.path_set.says if one.code not in elsewhere)


def plan_key(path: Path) -> str:
    """Twelve hex digits of the path's legs; `apply-now` when there are none."""
    if path.is_apply_now:
        return "apply-now"
    done = (leg for leg in path.legs if leg.kind != "wait")
    legs = [(leg.kind, leg.name, leg.education_id, leg.event_id) for leg in done]
    return hashlib.blake2b(repr(legs).encode(), digest_size=6).hexdigest()


def answer_of(
    journey: Journey, snapshot: Snapshot, today: date, *, is_explained: bool = True
) -> Answer:
    """The plans for a journey that has a target, counted from the day the person chose.
    is_explained: where there is none, search on for why and for what would help."""
    start = start_of(journey, today)
    profile = profile_of(journey)
    path_set = find_paths(profile, journey.target, journey.limits, snapshot, start)
    plans = tuple(Plan(plan_key(path), path) for path in path_set.paths)
    if plans or not is_explained:
        return Answer(path_set, plans)

    def find(limits: Limits) -> PathSet:
        return find_paths(profile, journey.target, limits, snapshot, start)

    has_home = municipality_row(journey.municipality, snapshot) >= 0
    return Answer(path_set, plans, no_way_of(path_set, find, journey.count_from, has_home=has_home))


def start_of(journey: Journey, today: date) -> date:
    """The day to count from: the one the person chose, never a day that is past."""
    chosen = date.fromisoformat(journey.count_from) if journey.count_from else today
    return max(today, chosen)


def with_more_years(limits: Limits) -> Limits:
    """The same limits, looking as far ahead as the engine ever does."""
    return replace(limits, horizon_years=max(limits.horizon_years, FARTHEST_YEARS))


def with_plan(journey: Journey, key: str, snapshot: Snapshot | None, today: date) -> Journey:
    """The journey with a plan chosen, and held as it is. A key that no plan has, as from a page of
    long ago, is kept all the same: the next page tells that the plan is gone."""
    journey = replace(journey, plan=key, chosen=None)
    if snapshot is None or snapshot.concept(journey.target) < 0:
        return journey
    answer = answer_of(journey, snapshot, today, is_explained=False)
    plan = chosen_plan(answer, key)
    basis = _basis_of(journey, snapshot, today)
    return replace(journey, chosen=ChosenPlan(basis, key, plan.path) if plan else None)


def shown_plans(
    journey: Journey, snapshot: Snapshot, today: date
) -> tuple[Answer, tuple[Plan, ...]]:
    """The plan the person chose; all of them when none is chosen or it is gone. Beside it the
    answer it belongs to, without other plans where nothing had to be searched for."""
    answer = _as_chosen(journey, snapshot, today)
    if answer is None:
        answer = answer_of(journey, snapshot, today, is_explained=False)
    plan = chosen_plan(answer, journey.plan)
    return answer, (plan,) if plan else answer.plans


def chosen_plan(answer: Answer, key: str) -> Plan | None:
    """The plan of a key, or None when the catalogue or the person's words have changed it."""
    return next((plan for plan in answer.plans if plan.key == key), None)


def _as_chosen(journey: Journey, snapshot: Snapshot, today: date) -> Answer | None:
    """The answer for the chosen plan alone, while everything it rests on stands."""
    plan = journey.chosen
    if plan is None or plan.key != journey.plan:
        return None
    if plan.basis != _basis_of(journey, snapshot, today):
        return None
    target = str(snapshot.concepts.id[snapshot.followed(snapshot.concept(journey.target))])
    followed_from = journey.target if target != journey.target else ""
    start = start_of(journey, today)
    found = PathSet(snapshot.id, start, target, followed_from, journey.limits, (plan.path,))
    return Answer(found, (Plan(plan.key, plan.path),))


def _basis_of(journey: Journey, snapshot: Snapshot, today: date) -> str:
    start = start_of(journey, today)
    return basis_of(profile_of(journey), journey.target, journey.limits, snapshot, start)


def kept_plan_of(journey: Journey, snapshot: Snapshot, today: date) -> KeptPlan | None:
    """The chosen plan as it is now; as it was in the opened file when it can no longer be made."""
    if not journey.plan or snapshot.concept(journey.target) < 0:
        return None
    answer, _ = shown_plans(journey, snapshot, today)
    plan = chosen_plan(answer, journey.plan)
    if plan:
        return keep_plan(plan.key, plan.path)
    before = journey.opened.plan if journey.opened else None
    return before if before and before.key == journey.plan else None
