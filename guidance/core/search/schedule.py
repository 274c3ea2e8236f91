"""When to do what: the exact earliest completion of a recipe under order, pace and bounds.

Branch and bound over steps in an order that respects what each comes after. Options come earliest
end first, so the first option past the best completion known ends the branch.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from guidance.core.search.choices import Bounds, Ways
from guidance.core.search.problem import UNLIMITED, Option, Placed, Problem
from guidance.core.search.table import Need, Table


class Step(NamedTuple):
    """An activity of a recipe, let in by one of its entries. after: activities of the recipe that
    must end before it begins."""

    activity: int
    entry: int
    after: frozenset[int] = frozenset()


Recipe = tuple[Step, ...]
Busy = list[tuple[int, int, int]]
Work = tuple[int, float, int]  # first day, pace × days, last day


@dataclass
class Effort:
    """What a question may still cost, in placements tried. reserve: what must be left for later ·
    is_cut: some search was ended early."""

    nodes_left: int
    reserve: int = 0
    is_cut: bool = False

    @property
    def is_spent(self) -> bool:
        return self.nodes_left < self.reserve

    def spend(self) -> bool:
        """One placement; False when there is nothing left to spend."""
        self.nodes_left = max(self.nodes_left - 1, self.reserve - 1)
        self.is_cut |= self.is_spent
        return not self.is_spent


def steps_of(entries: Iterable[tuple[int, int]], links: Iterable[tuple[int, int]]) -> Recipe:
    """Activities with their entries as steps. links: (what comes first, what comes after)."""
    before: dict[int, list[int]] = {}
    for first, after in links:
        before.setdefault(after, []).append(first)
    return tuple(Step(one, entry, frozenset(before.get(one, ()))) for one, entry in entries)


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
    recipe: Recipe,
    table: Table,
    bounds: Bounds,
    before: int,
    effort: Effort,
    better: Callable[[int], int] = int,
) -> tuple[Placed, ...] | None:
    """The recipe on the calendar, complete as early as can be; None when that is not before a day.

    recipe: in order (see `in_order`) · better: the day before which another completion must be to
    be of more use than one on a given day; any day earlier, unless something says otherwise.
    """
    ways = _ways_of(recipe, table, bounds)
    if ways is None:
        return None
    placing = _Placing(recipe, ways, table.problem, bounds, before, effort, better)
    placing.place({}, table.problem.today - 1)
    return tuple(placing.best.values()) if placing.best is not None else None


def may_place(
    recipe: Recipe, more: Iterable[tuple[Need, int | None]], table: Table, bounds: Bounds,
    before: int,
) -> bool:  # fmt: skip
    """False when the part of a recipe thought of so far cannot be complete before a day; cheap.

    more: what it still takes to hold something, before an activity of the recipe, or before all is
    over.
    """
    ways = _ways_of(recipe, table, bounds)
    if ways is None:
        return False
    problem = table.problem
    placing = _Placing(recipe, ways, problem, bounds, before, Effort(0), int)
    latest = placing.latest
    if latest is None:
        return False
    works = []
    for need, dependant in more:
        last = placing.best_end - 1
        if dependant is not None:
            begin = ways[dependant].latest_start(latest[dependant])
            last = last if begin is None else begin - 1
        works.append((need.first, need.work, last))
    return placing.may_improve(list(recipe), {}, problem.today - 1, latest, works)


def _ways_of(recipe: Recipe, table: Table, bounds: Bounds) -> dict[int, Ways] | None:
    ways: dict[int, Ways] = {}
    for step in recipe:
        found = table.ways(step.activity, step.entry, bounds)
        if found is None:
            return None
        ways[step.activity] = found
    return ways


class _Placing:
    """Mutable state of one branch and bound. best_end: completions must be earlier · latest: the
    last day each activity may end for that, None when one cannot be so early · seen: placements
    already looked into."""

    def __init__(
        self,
        order: Recipe,
        ways: dict[int, Ways],
        problem: Problem,
        bounds: Bounds,
        before: int,
        effort: Effort,
        better: Callable[[int], int],
    ) -> None:
        self.order = order
        self.ways = ways
        self.problem = problem
        self.bounds = bounds
        self.best: dict[int, Placed] | None = None
        self.best_end = min(before, problem.horizon + 1)
        self.effort = effort
        self.better = better
        self.latest = _latest_ends(order, ways, self.best_end - 1)
        self.seen: set[frozenset[tuple[int, Option]]] = set()

    def place(self, placed: dict[int, Placed], end: int) -> None:
        """Place what is left; keeps the earliest completion found."""
        left = [step for step in self.order if step.activity not in placed]
        latest = self.latest
        if (
            not self.effort.spend()
            or latest is None
            or not self.may_improve(left, placed, end, latest)
        ):
            return
        if not left:
            self.best, self.best_end = dict(placed), min(self.best_end, self.better(end))
            self.latest = _latest_ends(self.order, self.ways, self.best_end - 1)
            return
        state = frozenset((key, one.option) for key, one in placed.items())
        if state in self.seen:
            return
        self.seen.add(state)
        ready = [step for step in left if step.after <= placed.keys()]
        ready.sort(key=lambda step: latest[step.activity])  # what is pressing goes first
        # A step that is dated or takes no pace may be placed in any turn, so the first one ready is
        # enough. A rolling study takes the earliest gap that is left, so every turn must be tried.
        fixed = [step for step in ready if not self.ways[step.activity].competes]
        for step in fixed[:1] or ready:
            self._place_one(step, placed, end)

    def may_improve(
        self,
        left: list[Step],
        placed: dict[int, Placed],
        end: int,
        latest: dict[int, int],
        more: Iterable[Work] = (),
    ) -> bool:
        """Whether the rest, each at its earliest and cheapest, stays within everything known."""
        if end >= self.best_end:
            return False
        rest = [self.ways[step.activity] for step in left]
        if not self._is_within(placed, rest):
            return False
        ends = {key: one.end for key, one in placed.items()}
        works: list[Work] = [
            (one.start, one.option.work, latest[key])
            for key, one in placed.items()
            if one.option.pace
        ]
        works += more
        today = self.problem.today
        for step, ways in zip(left, rest, strict=True):
            ready = today
            for one in step.after:
                if ends[one] >= ready:
                    ready = ends[one] + 1
            earliest = ways.earliest_end(ready)
            last = latest[step.activity]
            if earliest is None or earliest > last:
                return False
            ends[step.activity] = earliest
            works.append((max(ready, ways.first), ways.work, last))
        return self._has_room(works)

    def _is_within(self, placed: dict[int, Placed], rest: list[Ways]) -> bool:
        """Whether fees and bottlenecks together stay within the bounds."""
        if self.bounds.fee == UNLIMITED and self.bounds.bottlenecks == UNLIMITED:
            return True
        taken = [one.option for one in placed.values()]
        if self.bounds.fee < UNLIMITED:
            fee = sum(one.fee for one in taken) + sum(one.fee for one in rest)
            if fee > self.bounds.fee + 1e-9:
                return False
        if self.bounds.bottlenecks < UNLIMITED:
            doubt = sum(one.bottlenecks for one in taken) + sum(one.bottlenecks for one in rest)
            return doubt <= self.bounds.bottlenecks
        return True

    def _has_room(self, works: list[Work]) -> bool:
        """Whether all work fits between its first day and the last that it may end."""
        works.sort(reverse=True)
        for last in sorted({one[2] for one in works}):
            work = 0.0
            for start, more, latest in works:
                if latest <= last:
                    work += more
                    if work > self.problem.pace * (last + 1 - start):
                        return False
        return True

    def _place_one(self, step: Step, placed: dict[int, Placed], end: int) -> None:
        ready = max([self.problem.today, *(placed[one].end + 1 for one in step.after)])
        for option in self._options(step, ready, placed):
            latest = self.latest  # earlier after each completion
            if latest is None or option.end > latest[step.activity] or end >= self.best_end:
                break
            if self.effort.is_spent:
                break
            placed[step.activity] = Placed(step.activity, step.entry, option)
            self.place(placed, max(end, option.end))
            del placed[step.activity]

    def _options(self, step: Step, ready: int, placed: dict[int, Placed]) -> Iterator[Option]:
        """Options begun as early as they fit, earliest end first."""
        ways = self.ways[step.activity]
        busy = busy_of(one.option for one in placed.values())
        loose = [one for one in (self._begun(o, ready, busy) for o in ways.loose) if one]
        loose.sort(key=lambda o: (o.end, -o.start, o.pace))
        for option in ways.dated[bisect_left(ways.dated, ready, key=lambda o: o.end) :]:
            if option.end >= self.best_end:
                break
            while loose and loose[0].end < option.end:
                yield loose.pop(0)
            if option.start >= ready and not self._clash(option, busy):
                yield option
        yield from loose

    def _begun(self, option: Option, ready: int, busy: Busy) -> Option | None:
        """A loose option begun as early as there is room for it."""
        while True:
            begun = self.problem.begun(option, ready)
            if begun is None or begun.end >= self.best_end:
                return None
            clash = self._clash(begun, busy)
            if not clash:
                return begun
            ready = clash + 1

    def _clash(self, option: Option, busy: Busy) -> int:
        """The last day of the first stretch that leaves no room for an option, 0 when all do."""
        free = self.problem.pace - option.pace
        if option.pace:
            for first, last, pace in busy:
                if first > option.end:
                    break
                if last >= option.start and pace > free:
                    return last
        return 0


def _latest_ends(order: Recipe, ways: dict[int, Ways], last: int) -> dict[int, int] | None:
    """The last day on which each activity may end so that all is over by a day, seen from what must
    come after it and when that may begin; None when something cannot be so early."""
    latest: dict[int, int] = {}
    for step in reversed(order):
        end = latest.setdefault(step.activity, last)
        begin = ways[step.activity].latest_start(end)
        if begin is None:
            return None
        for one in step.after:
            if begin <= latest.get(one, last):
                latest[one] = begin - 1
    return latest


def busy_of(options: Iterable[Option]) -> Busy:
    """Stretches of days with something under way: (first, last, pace of it all), in order."""
    changes: dict[int, int] = {}
    for option in options:
        if option.pace:
            changes[option.start] = changes.get(option.start, 0) + option.pace
            changes[option.end + 1] = changes.get(option.end + 1, 0) - option.pace
    days = sorted(changes)
    stretches, pace = [], 0
    for first, after in pairwise(days):
        pace += changes[first]
        if pace:
            stretches.append((first, after - 1, pace))
    return stretches
