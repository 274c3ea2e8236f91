"""A simple checker of paths that shares nothing with the search but the meaning of words.

It reads an answer as a person with the catalogue at hand would: are the dates in order, is the
occasion real and open, is the person eligible by then, do the paces fit, is the goal reached? What
legs give, and whether it is enough, is in `check_goal.py`.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from catalog.snapshot.arrays import day_of
from catalog.snapshot.snapshot import FORMS, Snapshot
from guidance.core.paths.answer import Leg, Path, PathSet
from guidance.core.paths.check_goal import faults_of_goal, step_of
from guidance.core.profile import Limits, Profile
from guidance.core.standing import kilometres_from, municipality_row

_WEEKS_PER_CREDIT = {"hp": 1.5, "yh": 5.0, "gy": 20.0, "vp": 20.0, "fup": 1.5}
_SELECTIVE = ("HS", "YH", "KKU", "FHS")
_A_PAUSE = timedelta(days=7)  # so long without anything to do is a leg of its own
_A_DAY = timedelta(days=1)
_ROUNDED = 0.06  # of a kilometre or a week


@dataclass(frozen=True)
class _Case:
    """One path with all that it is held against."""

    path: Path
    today: date
    limits: Limits
    profile: Profile
    snapshot: Snapshot

    @cached_property
    def doings(self) -> tuple[Leg, ...]:
        """The legs in which something is done."""
        return tuple(leg for leg in self.path.legs if leg.kind != "wait")

    @cached_property
    def studies(self) -> tuple[Leg, ...]:
        """The legs that a record stands behind."""
        return tuple(leg for leg in self.doings if leg.education_id)

    @cached_property
    def horizon(self) -> date:
        years = max(0, self.limits.horizon_years)
        try:
            return self.today.replace(year=self.today.year + years)
        except ValueError:  # 29 February, or past the calendar's last year
            return date(min(self.today.year + years, date.max.year), self.today.month, 28)

    @cached_property
    def home(self) -> int:
        """The municipality's row, -1 when it is not said or not known."""
        return municipality_row(self.profile.municipality, self.snapshot)

    @cached_property
    def kilometres(self) -> list[float]:
        """From home to every place, NaN unknown."""
        return [float(one) for one in kilometres_from(self.home, self.snapshot)]

    def education(self, leg: Leg) -> int:
        """Its education row, -1 when the catalogue has none."""
        return self.snapshot.educations.id.find(leg.education_id)

    def event(self, leg: Leg) -> int:
        """Its event row, -1 when its education has no such occasion."""
        row = self.education(leg)
        if row < 0:
            return -1
        first, last = (int(one) for one in self.snapshot.educations.first_event[row : row + 2])
        ids = self.snapshot.events.id[first:last]
        return first + ids.index(leg.event_id) if leg.event_id in ids else -1


def faults_of(answer: PathSet, profile: Profile, snapshot: Snapshot) -> list[str]:
    """What is wrong with an answer; [] when every path stands."""
    faults = []
    is_ready = any(path.is_apply_now for path in answer.paths)
    for number, path in enumerate(answer.paths):
        case = _Case(path, answer.today, answer.limits, profile, snapshot)
        faults += [f"path {number}: {fault}" for check in _CHECKS for fault in check(case)]
        faults += [
            f"path {number}: {fault}"
            for fault in faults_of_goal(path, profile, answer.target, snapshot, is_ready)
        ]
    if len({path.legs for path in answer.paths}) != len(answer.paths):
        faults.append("two paths are the same")
    names = [name for path in answer.paths for name in path.names]
    if len(set(names)) != len(names):
        faults.append("two paths have the same name")
    return faults


def _dates(case: _Case) -> Iterator[str]:
    for leg in case.path.legs:
        if leg.start < case.today:
            yield f"{leg.name} starts before today"
        if leg.end < leg.start:
            yield f"{leg.name} ends before it starts"
        if leg.apply_by and leg.apply_by < case.today:
            yield f"{leg.name} can no longer be applied for"
        if leg.end > case.horizon:
            yield f"{leg.name} ends beyond the horizon"
    starts = [leg.start for leg in case.path.legs]
    if starts != sorted(starts):
        yield "legs are not in order of start"


def _waits(case: _Case) -> Iterator[str]:
    """Waiting fills every pause of a week or more, and nothing else."""
    free = case.today
    waited: Leg | None = None
    for leg in case.path.legs:
        if leg.kind == "wait":
            if waited or leg.start != free or leg.end - leg.start + _A_DAY < _A_PAUSE:
                yield f"waiting from {leg.start} to {leg.end}, free since {free}"
            if leg != Leg(kind="wait", name=leg.name, start=leg.start, end=leg.end, pace=leg.pace):
                yield "waiting gives or costs something"
            if leg.pace:
                yield "waiting takes pace"
            waited = leg
            continue
        if waited and leg.start != waited.end + _A_DAY:
            yield f"waiting until {waited.end}, but {leg.name} starts {leg.start}"
        if not waited and leg.start - free >= _A_PAUSE:
            yield f"nothing is said of the time from {free} to {leg.start}"
        waited = None
        free = max(free, leg.end + _A_DAY)
    if waited:
        yield "waiting for nothing"


def _sums(case: _Case) -> Iterator[str]:
    """What the path says of itself follows from its legs."""
    path, legs = case.path, case.doings
    last = max((leg.end for leg in legs), default=case.today)
    if path.arrival != last:
        yield f"arrival {path.arrival} is not the last end {last}"
    if abs(path.cost - sum(leg.cost for leg in legs)) > 0.01:
        yield "the cost is not the sum of the legs"
    if abs(path.weeks - sum(leg.weeks for leg in legs)) > 0.05 * (len(legs) + 1):
        yield "the weeks are not the sum of the legs"
    if path.distance_km != max((leg.distance_km or 0.0 for leg in legs), default=0.0):
        yield "the distance is not that of the farthest leg"
    doubts = sum(_doubts(leg) for leg in legs)
    if path.bottlenecks != doubts:
        yield f"{path.bottlenecks} bottlenecks, counted {doubts}"


def _doubts(leg: Leg) -> int:
    """Selective admission, somebody who decides, words that nobody can judge."""
    if not leg.education_id:
        return int(leg.is_if_approved)
    return int(leg.form in (*_SELECTIVE, "AUB")) + int(bool(leg.eligibility.verbatim))


def _occasions(case: _Case) -> Iterator[str]:
    """Each study is an open occasion of the catalogue, told as the catalogue has it."""
    events = case.snapshot.events
    for leg in case.studies:
        event = case.event(leg)
        if event < 0:
            yield f"{leg.event_id!r} is no occasion of {leg.education_id!r}"
            continue
        row = case.education(leg)
        if leg.form != FORMS[int(case.snapshot.educations.form[row])]:
            yield f"{leg.name} is no {leg.form}"
        if leg.name != case.snapshot.educations.title[row]:
            yield f"{leg.education_id} is not called {leg.name}"
        start, end = day_of(int(events.start[event])), day_of(int(events.end[event]))
        if start and start != leg.start:
            yield f"{leg.event_id} starts {start}, not {leg.start}"
        is_dated = start is not None and end is not None and start <= end
        if is_dated and end != leg.end:
            yield f"{leg.event_id} ends {end}, not {leg.end}"
        if leg.is_estimated == is_dated:
            yield f"{leg.event_id} is {'dated' if is_dated else 'not dated'}"
        expires = day_of(int(events.expires[event]))
        if expires and (expires < case.today or (not start and expires < leg.start)):
            yield f"{leg.event_id} is not offered after {expires}"
        if events.only_in_programme[event]:
            yield f"{leg.event_id} cannot be applied for alone"
        last = None if events.applies_continuously[event] else day_of(int(events.apply_last[event]))
        if leg.apply_by != last:
            yield f"{leg.event_id} is applied for until {last}, not {leg.apply_by}"
        if events.pace[event] and leg.pace != int(events.pace[event]):
            yield f"{leg.event_id} goes at {events.pace[event]} %, not {leg.pace}"
        fee = float(np.nan_to_num(events.fee[event]))
        if abs(leg.cost - fee) > 0.01:
            yield f"{leg.event_id} costs {fee}, not {leg.cost}"


def _lengths(case: _Case) -> Iterator[str]:
    """Weeks follow from credits; where no end is said, the time is enough for them."""
    for leg in case.studies:
        per_week = _WEEKS_PER_CREDIT.get(leg.credit_system)
        weeks = leg.credits / per_week if leg.credits and per_week else 0.0
        if 1 <= weeks < 400 and abs(leg.weeks - weeks) > _ROUNDED:
            yield f"{leg.name} is {weeks} weeks, not {leg.weeks}"
        least = timedelta(days=leg.weeks * 7 * 100 / max(1, leg.pace) - 1)
        if leg.is_estimated and leg.end - leg.start < least:
            yield f"{leg.name} takes at least {least.days} days"


def _steps(case: _Case) -> Iterator[str]:
    """What no record holds takes its longest usual time, and costs what the table of steps says."""
    for leg in case.doings:
        days = (leg.end - leg.start).days
        if leg.kind == "validation":
            if not leg.is_if_approved or not leg.max_days or days < leg.max_days:
                yield f"{leg.name} counts on more than may be"
            continue
        if leg.education_id:
            continue
        step = step_of(leg)
        if step is None or leg.kind != ("study" if step.form else "licence"):
            yield f"{leg.name} is no known step"
            continue
        if (days, leg.cost, leg.pace) != (step.max_days, step.fee, step.pace):
            yield f"{leg.name} takes {step.max_days} days at {step.pace} %, costs {step.fee}"
        if leg.is_if_approved != step.is_uncertain:
            yield f"{leg.name} is {'un' if step.is_uncertain else ''}certain"


def _paces(case: _Case) -> Iterator[str]:
    for leg in case.doings:
        under_way = [one for one in case.doings if one.start <= leg.start <= one.end]
        pace = sum(one.pace for one in under_way)
        if leg.pace and pace > case.limits.pace:
            yield f"{pace} % at {leg.start}"


def _limits(case: _Case) -> Iterator[str]:
    limits = case.limits
    if limits.budget is not None and case.path.cost > limits.budget + 0.01:
        yield f"costs {case.path.cost}, more than {limits.budget}"
    is_bound = not limits.may_move and case.home >= 0
    reach = limits.reach_km if is_bound and limits.reach_km is not None else float("inf")
    for leg in case.studies:
        event = case.event(leg)
        if event < 0:
            continue  # which is a fault already
        if leg.is_distance != bool(case.snapshot.events.is_distance[event]):
            yield f"{leg.event_id} {'is no' if leg.is_distance else 'is'} distance study"
        if leg.is_distance and not limits.is_distance_ok:
            yield f"{leg.name} is distance study"
        away = 0.0 if leg.is_distance else _kilometres(event, case)
        said = float("inf") if leg.distance_km is None else leg.distance_km
        if said != away and abs(said - away) > _ROUNDED:
            yield f"{leg.name} is {away} km away, not {said}"
        if away > reach + _ROUNDED:
            yield f"{leg.name} is {away} km away, too far"


def _kilometres(event: int, case: _Case) -> float:
    """From home to where an occasion is, or to who gives it; infinite when nobody knows."""
    events, providers = case.snapshot.events, case.snapshot.providers
    place, provider = int(events.municipality[event]), int(events.provider[event])
    if place < 0 and provider >= 0:
        place = int(providers.municipality[provider])
    away = case.kilometres[place] if place >= 0 else float("nan")
    return float("inf") if math.isnan(away) else away


_CHECKS: tuple[Callable[[_Case], Iterator[str]], ...] = (
    _dates, _waits, _sums, _occasions, _lengths, _steps, _paces, _limits,
)  # fmt: skip
