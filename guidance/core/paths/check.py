"""A simple checker of paths that shares nothing with the search but the meaning of words.

Tests run it on every path. It reads the answer as a person would: are the dates in order, is the
occasion real and open, is the person eligible by then, do the paces fit, is the goal reached?
"""

from datetime import date, timedelta

from catalog.snapshot.arrays import day_of
from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import closure
from guidance.core.eligibility.evaluate import has, judge
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.occupation import demand_of
from guidance.core.paths.answer import Path, PathSet
from guidance.core.profile import Limits, Profile
from guidance.core.regulated import LICENCES
from guidance.core.standing import standing_of


def faults_of(answer: PathSet, profile: Profile, snapshot: Snapshot) -> list[str]:
    """What is wrong with an answer; [] when every path stands."""
    faults = []
    for number, path in enumerate(answer.paths):
        faults += [
            f"path {number}: {fault}"
            for fault in (
                *_dates(path, answer.today, answer.limits),
                *_occasions(path, answer.today, snapshot),
                *_paces(path, answer.limits.pace),
                *_limits(path, answer.limits),
                *_eligibility(path, profile, snapshot),
                *_goal(path, profile, answer.target, snapshot),
            )
        ]
    if len({path.legs for path in answer.paths}) != len(answer.paths):
        faults.append("two paths are the same")
    return faults


def _dates(path: Path, today: date, limits: Limits) -> list[str]:
    faults = []
    for leg in path.legs:
        if leg.start < today:
            faults.append(f"{leg.name} starts before today")
        if leg.end < leg.start:
            faults.append(f"{leg.name} ends before it starts")
        if leg.apply_by and leg.apply_by < today:
            faults.append(f"{leg.name} can no longer be applied for")
        if (leg.end - today).days > 366 * max(0, limits.horizon_years):
            faults.append(f"{leg.name} ends beyond the horizon")
    last = max((leg.end for leg in path.legs), default=today)
    if path.arrival != last:
        faults.append(f"arrival {path.arrival} is not the last end {last}")
    if [leg.start for leg in path.legs] != sorted(leg.start for leg in path.legs):
        faults.append("legs are not in order of start")
    return faults


def _occasions(path: Path, today: date, snapshot: Snapshot) -> list[str]:
    faults = []
    for leg in path.legs:
        if not leg.event_id:
            continue
        row = list(snapshot.events.id).index(leg.event_id)
        education = snapshot.educations.id[int(snapshot.events.education[row])]
        start = day_of(int(snapshot.events.start[row]))
        if education != leg.education_id:
            faults.append(f"{leg.event_id} is no occasion of {leg.education_id}")
        if start and start != leg.start:
            faults.append(f"{leg.event_id} starts {start}, not {leg.start}")
        if start and start < today:
            faults.append(f"{leg.event_id} has passed")
        expires = day_of(int(snapshot.events.expires[row]))
        if expires and (expires < today or (not start and expires < leg.start)):
            faults.append(f"{leg.event_id} is not offered after {expires}")
        if snapshot.events.only_in_programme[row]:
            faults.append(f"{leg.event_id} cannot be applied for alone")
    return faults


def _paces(path: Path, limit: int) -> list[str]:
    studies = [leg for leg in path.legs if leg.event_id]
    for leg in studies:
        under_way = [one for one in studies if one.start <= leg.start <= one.end]
        if sum(one.pace for one in under_way) > limit:
            return [f"more than {limit} % at {leg.start}"]
    return []


def _limits(path: Path, limits: Limits) -> list[str]:
    faults = []
    if limits.budget is not None and path.cost > limits.budget + 0.01:
        faults.append(f"costs {path.cost}, more than {limits.budget}")
    for leg in path.legs:
        if leg.is_distance and not limits.is_distance_ok:
            faults.append(f"{leg.name} is distance study")
        far = leg.distance_km or 0.0
        if not limits.may_move and limits.reach_km is not None and far > limits.reach_km:
            faults.append(f"{leg.name} is {far} km away")
    if path.legs and abs(path.cost - sum(leg.cost for leg in path.legs)) > 0.01:
        faults.append("the cost is not the sum of the legs")
    return faults


def _held_by(path: Path, day: date) -> set[str]:
    return {key for leg in path.legs if leg.end < day for key in leg.gives_credentials}


def _eligibility(path: Path, profile: Profile, snapshot: Snapshot) -> list[str]:
    faults = []
    base = standing_of(profile, snapshot).held
    texts = {
        snapshot.educations.id[i]: int(snapshot.educations.requirement[i])
        for i in range(len(snapshot.educations.id))
    }
    for leg in path.legs:
        held = closure(base | _held_by(path, leg.start))
        row = texts.get(leg.education_id, -1)
        if row >= 0:
            verdict = judge(parse_requirement(snapshot.requirements.text[row]).expression, held)
            if verdict.judgement == "missing":
                faults.append(f"{leg.name}: not eligible, lacks {sorted(verdict.lacking[0])}")
            if verdict.judgement != leg.eligibility.judgement:
                faults.append(f"{leg.name}: says {leg.eligibility.judgement}")
        if leg.kind == "licence":
            step = LICENCES[leg.gives_credentials[0]]
            if not any(all(has(key, held) for key in way) for way in step.ways):
                faults.append(f"{leg.name} comes before what it rests on")
    return faults


def _goal(path: Path, profile: Profile, target: str, snapshot: Snapshot) -> list[str]:
    demand = demand_of(snapshot.concept(target), snapshot)
    if any(reason.code == "strengthens" for reason in path.reasons) or not demand.is_strict:
        return []
    base = standing_of(profile, snapshot).held
    held = closure(base | _held_by(path, path.arrival + timedelta(days=1)))
    return [f"does not give {need}" for need in demand.needs if need not in held]
