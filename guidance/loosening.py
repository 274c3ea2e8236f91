"""Why there is no plan, and what would help: which limit to loosen, and what that gives."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from guidance.core.paths.answer import Path, PathSet
from guidance.core.profile import Limits, Reason
from guidance.forms import PACES, REACHES, typed

Limit = Literal["pace", "place", "distance", "budget"]
Find = Callable[[Limits], PathSet]

_OBSTACLE, _TOO_LONG = "no_path", "arrives_beyond_horizon"
OF_NO_WAY = frozenset({_OBSTACLE, _TOO_LONG})
OF_LIMITS = frozenset({"only_own_municipality"})  # told by what to loosen, where that is told
_OFFERED = 3
_BUDGET_STEP = 1000  # SEK


@dataclass(frozen=True)
class WayOut:
    """One thing that would do. needs: the limits that give way, together · limits: as they would
    be, no looser than the way asks for · arrival: of the way there is then · sent: the limits as
    `LimitsForm` takes them, for the button that counts with them."""

    needs: tuple[Limit, ...]
    limits: Limits
    arrival: date
    sent: dict[str, str]


@dataclass(frozen=True)
class NoWay:
    """is_filtered: there are ways, but none within the person's limits · ways_out: what to loosen
    then · obstacle: the most common reason, whatever the limits, where there are none at all ·
    too_long: of a way that only takes longer than the person looks · is_too_long_for_all: whether
    that one asks for looser limits too."""

    is_filtered: bool
    ways_out: tuple[WayOut, ...]
    obstacle: Reason | None
    too_long: Reason | None
    is_too_long_for_all: bool


def no_way_of(path_set: PathSet, find: Find, count_from: str, *, has_home: bool) -> NoWay:
    """Look once more without limits, and say what was in the way.

    path_set: an answer without paths · find: the answer for other limits · has_home: whether
    distances count at all.
    """
    limits = path_set.limits
    # Without a home no distance is counted, so none keeps a way out.
    kept = limits if has_home else replace(limits, reach_km=None, may_move=True)
    wide = path_set if kept == loosened(limits) else find(loosened(limits))
    own = _said(path_set, _TOO_LONG)
    return NoWay(
        is_filtered=bool(wide.paths),
        ways_out=ways_out(limits, wide.paths, find, count_from, has_home=has_home),
        obstacle=None if wide.paths else _said(wide, _OBSTACLE),
        too_long=own or _said(wide, _TOO_LONG),
        is_too_long_for_all=own is None,
    )


def _said(path_set: PathSet, code: str) -> Reason | None:
    return next((one for one in path_set.says if one.code == code), None)


def loosened(limits: Limits) -> Limits:
    """The same limits with nothing that keeps an education out."""
    return replace(limits, pace=100, reach_km=None, is_distance_ok=True, budget=None, may_move=True)


def ways_out(
    limits: Limits, wide: Iterable[Path], find: Find, count_from: str, *, has_home: bool
) -> tuple[WayOut, ...]:
    """What to loosen, soonest there first, at most three.

    wide: the paths without limits · find: asked only where every one of them breaks several.
    """
    broken = [
        (tuple(_broken(path, limits, has_home=has_home)), path)
        for path in wide
        if not path.is_apply_now
    ]
    broken = [one for one in broken if one[0]]
    if broken and all(len(needs) > 1 for needs, _ in broken):
        for need in sorted({need for needs, _ in broken for need in needs}):
            found = find(_without(limits, need)).paths
            broken += [((need,), path) for path in found if not path.is_apply_now]
    fewest = min((len(needs) for needs, _ in broken), default=0)
    first: dict[tuple[Limit, ...], Path] = {}
    for needs, path in sorted(broken, key=lambda one: (one[1].arrival, one[1].cost)):
        if len(needs) == fewest:
            first.setdefault(needs, path)
    return tuple(_way_out(needs, path, limits, count_from) for needs, path in first.items())[
        :_OFFERED
    ]


def _broken(path: Path, limits: Limits, *, has_home: bool) -> Iterator[Limit]:
    """Which limits a path does not keep."""
    if _pace_of(path) > limits.pace:
        yield "pace"
    is_bound = has_home and not limits.may_move and limits.reach_km is not None
    if is_bound and _reach_of(path) > (limits.reach_km or 0.0):
        yield "place"
    if not limits.is_distance_ok and any(leg.is_distance for leg in path.legs):
        yield "distance"
    if limits.budget is not None and path.cost > limits.budget:
        yield "budget"


def _without(limits: Limits, need: Limit) -> Limits:
    """The same limits but for one, which nothing has to keep."""
    if need == "pace":
        return replace(limits, pace=100)
    if need == "place":
        return replace(limits, may_move=True)
    if need == "distance":
        return replace(limits, is_distance_ok=True)
    return replace(limits, budget=None)


def _way_out(needs: tuple[Limit, ...], path: Path, limits: Limits, count_from: str) -> WayOut:
    """The limits loosened as far as the path asks for, in the steps of the form."""
    if "pace" in needs:
        pace = min((one for one, _ in PACES if one >= _pace_of(path)), default=100)
        limits = replace(limits, pace=pace)
    if "place" in needs:
        reach = _reach_of(path)
        near = [float(far) for far, _ in REACHES if far and float(far) >= reach]
        limits = replace(limits, reach_km=min(near)) if near else replace(limits, may_move=True)
    if "distance" in needs:
        limits = replace(limits, is_distance_ok=True)
    if "budget" in needs:
        limits = replace(limits, budget=math.ceil(path.cost / _BUDGET_STEP) * float(_BUDGET_STEP))
    return WayOut(needs, limits, path.arrival, typed(limits, count_from))


def _pace_of(path: Path) -> int:
    """The most that goes on at once, in percent of full time."""
    doings = [leg for leg in path.legs if leg.kind != "wait"]
    at_once = [
        sum(other.pace for other in doings if other.start <= leg.start <= other.end)
        for leg in doings
        if leg.pace
    ]
    return max(at_once, default=0)


def _reach_of(path: Path) -> float:
    """Kilometres to the farthest study in place; infinite where that is unknown."""
    away = [leg.distance_km for leg in path.legs if leg.education_id and not leg.is_distance]
    return max((math.inf if km is None else km for km in away), default=0.0)
