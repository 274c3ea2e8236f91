"""When to do what: the exact earliest completion of a recipe under order, pace and bounds.

Branch and bound over steps in an order that respects what each comes after. Options come earliest
end first, so the first option past the best completion known ends the branch.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from guidance.core.search.problem import Option, Placed, Problem
from guidance.core.search.ways import Bounds, Table, Ways


@dataclass(frozen=True)
class Step:
    """An activity of a recipe, let in by one of its entries. after: activities of the recipe that
    must end before it begins."""

    activity: int
    entry: int
    after: frozenset[int] = frozenset()


Recipe = tuple[Step, ...]


@dataclass
class Effort:
    """What a question may still cost, in placements tried. is_cut: some search was ended early."""

    nodes_left: int
    is_cut: bool = False

    def spend(self) -> bool:
        """One placement; False when there is nothing left to spend."""
        self.nodes_left -= 1
        self.is_cut |= self.nodes_left < 0
        return self.nodes_left >= 0


def in_order(recipe: Recipe) -> Recipe | None:
    """Steps so that what comes before comes first, or None when they go in a circle."""
    order: list[Step] = []
    done: set[int] = set()
    waiting = sorted(recipe, key=lambda step: step.activity)
    while waiting:
        ready = [step for step in waiting if step.after <= done]
        if not ready:
            return None
        order.extend(ready)
        done.update(step.activity for step in ready)
        waiting = [step for step in waiting if step.activity not in done]
    return tuple(order)


def place_steps(
    recipe: Recipe, table: Table, bounds: Bounds, before: int, effort: Effort
) -> tuple[Placed, ...] | None:
    """The recipe on the calendar, complete as early as can be; None when that is not before a day.

    recipe: in order (see `in_order`).
    """
    ways: dict[int, Ways] = {}
    for step in recipe:
        found = table.ways(step.activity, step.entry, bounds)
        if found is None:
            return None
        ways[step.activity] = found
    placing = _Placing(recipe, ways, table.problem, bounds, before, effort)
    placing.place({}, table.problem.today - 1)
    return tuple(placing.best.values()) if placing.best is not None else None


class _Placing:
    """Mutable state of one branch and bound. best_end: completions must be earlier · first: no
    study begins before this day · seen: placements already looked into."""

    def __init__(
        self,
        order: Recipe,
        ways: dict[int, Ways],
        problem: Problem,
        bounds: Bounds,
        before: int,
        effort: Effort,
    ) -> None:
        self.order = order
        self.ways = ways
        self.problem = problem
        self.bounds = bounds
        self.best: dict[int, Placed] | None = None
        self.best_end = min(before, problem.horizon + 1)
        self.effort = effort
        self.first = min((one.first for one in ways.values()), default=problem.today)
        self.seen: set[frozenset[tuple[int, Option]]] = set()

    def place(self, placed: dict[int, Placed], end: int) -> None:
        """Place what is left; keeps the earliest completion found."""
        left = [step for step in self.order if step.activity not in placed]
        if not self._may_improve(left, placed, end):
            return
        if not left:
            self.best, self.best_end = dict(placed), end
            return
        state = frozenset((key, one.option) for key, one in placed.items())
        if state in self.seen or not self.effort.spend():
            return
        self.seen.add(state)
        ready = [step for step in left if step.after <= placed.keys()]
        # A dated step may be placed in any turn, so the first one ready is enough. A loose one
        # takes the earliest gap that is left, so every turn must be tried.
        fixed = [step for step in ready if not self.ways[step.activity].loose]
        for step in fixed[:1] or ready:
            self._place_one(step, placed, end)

    def _may_improve(self, left: list[Step], placed: dict[int, Placed], end: int) -> bool:
        """Whether the rest, each at its earliest and cheapest, stays within everything known."""
        rest = [self.ways[step.activity] for step in left]
        spent = sum(one.option.pace * (one.option.days + 1) for one in placed.values())
        room = self.problem.pace * (self.best_end - self.first)
        if spent + sum(ways.work for ways in rest) > room or end >= self.best_end:
            return False
        fee = sum(one.option.fee for one in placed.values()) + sum(ways.fee for ways in rest)
        doubt = sum(one.option.bottlenecks for one in placed.values())
        if fee > self.bounds.fee + 1e-9:
            return False
        if doubt + sum(ways.bottlenecks for ways in rest) > self.bounds.bottlenecks:
            return False
        ends = {key: one.end for key, one in placed.items()}
        for step in left:
            ready = max([self.problem.today, *(ends[one] + 1 for one in step.after)])
            earliest = self.ways[step.activity].earliest_end(ready)
            if earliest is None or earliest >= self.best_end:
                return False
            ends[step.activity] = earliest
        return True

    def _place_one(self, step: Step, placed: dict[int, Placed], end: int) -> None:
        ready = max([self.problem.today, *(placed[one].end + 1 for one in step.after)])
        for option in self._options(step, ready, placed):
            if max(end, option.end) >= self.best_end or self.effort.is_cut:
                break
            placed[step.activity] = Placed(step.activity, step.entry, option)
            self.place(placed, max(end, option.end))
            del placed[step.activity]

    def _options(self, step: Step, ready: int, placed: dict[int, Placed]) -> Iterator[Option]:
        """Options begun as early as they fit, earliest end first."""
        ways = self.ways[step.activity]
        moments = [ready, *sorted({p.end + 1 for p in placed.values() if p.end + 1 > ready})]
        loose = [one for one in (self._begun(o, moments, placed) for o in ways.loose) if one]
        loose.sort(key=lambda o: (o.end, -o.start, o.pace))
        for option in ways.dated[bisect_left(ways.dated, ready, key=lambda o: o.end) :]:
            if option.end >= self.best_end:
                break
            while loose and loose[0].end < option.end:
                yield loose.pop(0)
            if option.start >= ready and self._fits(option, placed):
                yield option
        yield from loose

    def _begun(
        self, option: Option, moments: list[int], placed: dict[int, Placed]
    ) -> Option | None:
        for moment in moments:
            begun = self.problem.begun(option, moment)
            if begun is None or begun.end >= self.best_end:
                return None
            if self._fits(begun, placed):
                return begun
        return None

    def _fits(self, option: Option, placed: dict[int, Placed]) -> bool:
        """Whether the paces of everything under way at any time stay within the limit."""
        if not option.pace:
            return True
        limit, pace = self.problem.pace, option.pace
        over = [
            one.option
            for one in placed.values()
            if one.option.pace and one.start <= option.end and one.end >= option.start
        ]
        if pace + sum(one.pace for one in over) <= limit:
            return True
        if pace + min(one.pace for one in over) > limit:
            return False
        moments = [option.start, *(one.start for one in over if one.start > option.start)]
        return all(
            pace + sum(one.pace for one in over if one.start <= moment <= one.end) <= limit
            for moment in moments
        )
