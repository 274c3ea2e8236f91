"""Every way that no other way beats, exactly: the Pareto set over the four objectives.

Bound by bound: the earliest arrival, then the earliest with ever less distance, then all of that
with less cost, then all of that with fewer bottlenecks. A plan left out at one bound is no better
in anything than one found there, so nothing is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.core.search.choices import Bounds
from guidance.core.search.earliest import Search
from guidance.core.search.problem import UNLIMITED, Plan, Problem, unbeaten
from guidance.core.search.schedule import Effort
from guidance.core.search.table import Table

_NODES = 500
_FEWER = 250  # for a question about a single day
_ORE = 0.005  # less than any difference between two fees
_STEP = 1e-6  # less than any difference between two distances


@dataclass(frozen=True)
class Front:
    """plans: the Pareto set, fastest first · is_exact: False when the search was cut, and then the
    plans are the best found · bound: nothing arrives before this day, None when the goal is out of
    reach whatever the pace · obtainable: bits that may be held some day."""

    plans: tuple[Plan, ...]
    is_exact: bool
    bound: int | None
    obtainable: frozenset[int]


def solve(problem: Problem, nodes: int = _NODES) -> Front:
    """The Pareto set. nodes: placements and choices tried at most."""
    table, effort = Table(problem), Effort(nodes)
    search = Search(table, effort)
    plans = unbeaten(_with_fewer_bottlenecks(search, problem.budget))
    bounds = Bounds(fee=problem.budget)
    obtainable = frozenset(table.relaxed(bounds).held)
    return Front(tuple(plans), not effort.is_cut, table.lowest(bounds), obtainable)


def first_arrival(problem: Problem, nodes: int = _FEWER) -> int | None:
    """The day of the earliest arrival, None when there is none."""
    search = Search(Table(problem), Effort(nodes))
    plan = search.arrive(Bounds(fee=problem.budget))
    return plan.arrival if plan else None


def _with_fewer_bottlenecks(search: Search, budget: float) -> Iterator[Plan]:
    bottlenecks: float = UNLIMITED
    while bottlenecks >= 0:
        found = list(_with_lower_fees(search, budget, bottlenecks))
        yield from found
        bottlenecks = max((one.bottlenecks for one in found), default=0) - 1


def _with_lower_fees(search: Search, budget: float, bottlenecks: float) -> Iterator[Plan]:
    fee = budget
    while fee >= 0:
        found = list(_with_less_distance(search, fee, bottlenecks))
        yield from found
        fee = max((one.cost for one in found), default=0.0) - _ORE


def _with_less_distance(search: Search, fee: float, bottlenecks: float) -> Iterator[Plan]:
    km: float = UNLIMITED
    while km >= 0:
        plan = search.arrive(Bounds(km, fee, bottlenecks))
        if plan is None:
            return
        yield plan
        km = plan.km - _STEP
