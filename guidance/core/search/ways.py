"""What may be chosen within bounds, and how early anything could be had if only order mattered."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.search.problem import UNLIMITED, Option, Options, Problem, bits_of


@dataclass(frozen=True)
class Bounds:
    """No leg farther than `km`, all fees together at most `fee`, all bottlenecks together at most
    `bottlenecks`."""

    km: float = UNLIMITED
    fee: float = UNLIMITED
    bottlenecks: float = UNLIMITED

    def hold(self, other: "Bounds") -> bool:
        """Whether everything within the other bounds is within these."""
        return (
            other.km <= self.km and other.fee <= self.fee and other.bottlenecks <= self.bottlenecks
        )


@dataclass(frozen=True)
class Ways:
    """The options of one entry worth trying within bounds. dated: by end · loose: in order."""

    dated: tuple[Option, ...]
    loose: tuple[Option, ...]
    problem: Problem

    @cached_property
    def _stairs(self) -> tuple[list[int], list[int]]:
        """Starts in order, and the earliest end of any option that starts then or later."""
        rows = sorted(self.dated, key=lambda one: one.start)
        ends = [one.end for one in rows]
        for place in range(len(ends) - 2, -1, -1):
            ends[place] = min(ends[place], ends[place + 1])
        return [one.start for one in rows], ends

    @cached_property
    def every(self) -> tuple[Option, ...]:
        return (*self.dated, *self.loose)

    @cached_property
    def fee(self) -> float:
        """The least fee of any."""
        return min(one.fee for one in self.every)

    @cached_property
    def km(self) -> float:
        """The least distance of any."""
        return min(one.km for one in self.every)

    @cached_property
    def bottlenecks(self) -> int:
        """The fewest bottlenecks of any."""
        return min(one.bottlenecks for one in self.every)

    @cached_property
    def work(self) -> int:
        """The least pace × days of any, first and last day included."""
        return min(one.pace * (one.days + 1) for one in self.every)

    @cached_property
    def first(self) -> int:
        """No option begins before this day."""
        return min(one.start for one in self.every)

    def earliest_end(self, ready: int) -> int | None:
        """The earliest end of anything begun on a day or later, by itself."""
        starts, ends = self._stairs
        place = bisect_left(starts, ready)
        best = ends[place] if place < len(ends) else None
        for option in self.loose:
            begun = self.problem.begun(option, ready)
            if begun and (best is None or begun.end < best):
                best = begun.end
        return best

    def earliest(self, ready: int) -> Option | None:
        """The option that ends earliest; of equals the latest start, then the first in order."""
        best: Option | None = None
        for option in self.every:
            begun = self.problem.begun(option, ready)
            if begun and (best is None or (begun.end, -begun.start) < (best.end, -best.start)):
                best = begun
        return best


@dataclass(frozen=True)
class Least:
    """The least of everything that an activity may cost."""

    fee: float
    bottlenecks: int
    work: int


@dataclass(frozen=True)
class Relaxed:
    """Lower bounds when paces and sums are let go. held: bit → the earliest last day before it is
    held · ends: activity → earliest end. What is missing can never be had."""

    held: dict[int, int]
    ends: dict[int, int]


class Table:
    """Remembers ways and lower bounds of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._ways: dict[tuple[int, int, Bounds], Ways | None] = {}
        self._relaxed: dict[Bounds, Relaxed] = {}
        self._least: dict[tuple[int, Bounds], Least] = {}
        self._ends: dict[tuple[int, int, Bounds], int | None] = {}
        self._suppliers: dict[int, frozenset[int]] = {}
        self._steps: dict[int, bool] = {}

    def ways(self, activity: int, entry: int, bounds: Bounds) -> Ways | None:
        """The options worth trying; None when there is none."""
        key = activity, entry, bounds
        if key not in self._ways:
            options = self.problem.activities[activity].entries[entry].options
            self._ways[key] = _worthwhile(options, self.problem, bounds)
        return self._ways[key]

    def earliest_end(self, activity: int, entry: int, bounds: Bounds) -> int | None:
        """A lower bound for an activity let in by one of its entries; None when never."""
        key = activity, entry, bounds
        if key not in self._ends:
            needs = self.problem.activities[activity].entries[entry].needs
            ready = day_of(needs, self.relaxed(bounds).held)
            ways = self.ways(activity, entry, bounds) if ready is not None else None
            first = max(self.problem.today, (ready or 0) + 1)
            self._ends[key] = ways.earliest_end(first) if ways else None
        return self._ends[key]

    def least(self, activity: int, bounds: Bounds) -> Least:
        """The least fee, bottlenecks and work of an activity, whatever the entry."""
        key = activity, bounds
        if key not in self._least:
            places = range(len(self.problem.activities[activity].entries))
            found = [one for one in (self.ways(activity, p, bounds) for p in places) if one]
            self._least[key] = Least(
                min((one.fee for one in found), default=UNLIMITED),
                min((one.bottlenecks for one in found), default=0),
                min((one.work for one in found), default=0),
            )
        return self._least[key]

    def is_step(self, activity: int) -> bool:
        """Whether it is no study: it takes no pace and can be had in one way only."""
        if activity not in self._steps:
            entries = self.problem.activities[activity].entries
            self._steps[activity] = all(
                len(one.options) == 1 and not one.options.pace.any() for one in entries
            )
        return self._steps[activity]

    def suppliers(self, mask: int) -> frozenset[int]:
        """Every activity that may have a part in holding a mask."""
        if mask not in self._suppliers:
            problem = self.problem
            found: set[int] = set()
            waiting, known = list(bits_of(mask & ~problem.held)), set()
            while waiting:
                bit = waiting.pop()
                if bit in known:
                    continue
                known.add(bit)
                for number in problem.givers.get(bit, ()):
                    if number not in found:
                        found.add(number)
                        for entry in problem.activities[number].entries:
                            waiting.extend(bits_of(entry.needs & ~problem.held))
                for needs in problem.rules_for.get(bit, ()):
                    waiting.extend(bits_of(needs & ~problem.held))
            self._suppliers[mask] = frozenset(found)
        return self._suppliers[mask]

    def levels(self, activity: int, entry: int, bounds: Bounds) -> list[tuple[Bounds, Bounds]]:
        """How fees and bottlenecks may be shared between an activity and what comes before it.

        (bounds of its own options, bounds of the rest); one pair when neither is bounded.
        """
        if bounds.fee == UNLIMITED and bounds.bottlenecks == UNLIMITED:
            return [(bounds, bounds)]
        ways = self.ways(activity, entry, bounds)
        fees: list[float] = sorted({one.fee for one in ways.every}) if ways else []
        doubts: list[float] = sorted({one.bottlenecks for one in ways.every}) if ways else []
        if bounds.fee == UNLIMITED:
            fees = fees and [UNLIMITED]
        if bounds.bottlenecks == UNLIMITED:
            doubts = [UNLIMITED for _ in doubts[:1]]
        return [
            (
                Bounds(bounds.km, fee, doubt),
                Bounds(
                    bounds.km,
                    UNLIMITED if fee == UNLIMITED else bounds.fee - fee,
                    UNLIMITED if doubt == UNLIMITED else bounds.bottlenecks - doubt,
                ),
            )
            for fee in fees
            for doubt in doubts
        ]

    def relaxed(self, bounds: Bounds) -> Relaxed:
        """Lower bounds within bounds, by repeated relaxation until nothing changes."""
        if bounds not in self._relaxed:
            self._relaxed[bounds] = self._relax(bounds)
        return self._relaxed[bounds]

    def lowest(self, bounds: Bounds) -> int | None:
        """No plan within bounds arrives before this day; None when none ever does.

        Of what covers, all that could be over by then is counted; today − 1: nothing need be done.
        """
        relaxed, problem = self.relaxed(bounds), self.problem
        day = day_of(problem.goal, relaxed.held)
        if day is None:
            return None
        done: list[int] = []
        for number, end in sorted(relaxed.ends.items(), key=lambda one: (one[1], one[0])):
            if problem.is_covered(done):
                break
            done.append(number)
            day = max(day, end)
        return max(day, problem.today - 1) if problem.is_covered(done) else None

    def _relax(self, bounds: Bounds) -> Relaxed:
        problem = self.problem
        held = dict.fromkeys(bits_of(problem.held), problem.today - 1)
        ends: dict[int, int] = {}
        tried: dict[tuple[int, int], int] = {}
        is_moving = True
        while is_moving:
            is_moving = False
            for number, activity in enumerate(problem.activities):
                for place, entry in enumerate(activity.entries):
                    ready = day_of(entry.needs, held)
                    if ready is None or tried.get((number, place), ready + 1) <= ready:
                        continue
                    tried[number, place] = ready
                    ways = self.ways(number, place, bounds)
                    end = ways.earliest_end(max(ready + 1, problem.today)) if ways else None
                    if end is None or end >= ends.get(number, end + 1):
                        continue
                    ends[number] = end
                    for bit in bits_of(activity.gives):
                        if end < held.get(bit, end + 1):
                            held[bit] = end
                            is_moving = True
            for needs, gives in problem.rules:
                day = day_of(needs, held)
                if day is None:
                    continue
                for bit in bits_of(gives):
                    if day < held.get(bit, day + 1):
                        held[bit] = day
                        is_moving = True
        return Relaxed(held, ends)


def day_of(mask: int, held: dict[int, int]) -> int | None:
    """The day by which all of a mask is held; None when some of it never is. -1 for nothing."""
    day = -1
    for bit in bits_of(mask):
        if bit not in held:
            return None
        day = max(day, held[bit])
    return day


def _worthwhile(options: Options, problem: Problem, bounds: Bounds) -> Ways | None:
    """Without the options that another could always stand in for.

    Another stands in for a dated option when it starts no earlier, ends no later and goes at no
    higher pace; where fees or bottlenecks are bounded it must not have more of those either. Of
    equals the nearest, then cheapest, then least uncertain, then first stays.
    """
    begins = np.maximum(options.start, problem.today)
    is_possible = np.where(
        options.is_loose,
        (begins <= options.latest) & (begins + options.end - options.start <= problem.horizon),
        (options.start >= problem.today) & (options.end <= problem.horizon),
    )
    fits = (
        is_possible
        & (options.end >= options.start)
        & (options.pace <= problem.pace)
        & (options.km <= bounds.km)
        & (options.fee <= bounds.fee)
        & (options.bottlenecks <= bounds.bottlenecks)
    )
    chosen = np.flatnonzero(fits)
    if not len(chosen):
        return None
    group = options.pace[chosen] * 4 + options.is_loose[chosen] * 2 + options.is_termly[chosen]
    kinds = [group]
    if bounds.fee < UNLIMITED:
        kinds.append(options.fee[chosen])
    if bounds.bottlenecks < UNLIMITED:
        kinds.append(options.bottlenecks[chosen])
    dated: list[int] = []
    loose: list[int] = []
    for members in _alike(kinds):
        same = chosen[members]
        if options.is_loose[same[0]]:
            loose.extend(_loosest(options, same, problem.today))
        else:
            dated.extend(_latest_starts(options, same))
    rows = options.take(np.array(dated, np.int64)).rows()
    rows.sort(key=lambda o: (o.end, -o.start, o.pace, o.km, o.fee, o.bottlenecks))
    begun = [
        problem.begun(row, problem.today) for row in options.take(np.array(loose, np.int64)).rows()
    ]
    ways = Ways(tuple(rows), tuple(one for one in begun if one), problem)
    return ways if ways.every else None  # a rolling one may have no term left to begin with


def _alike(kinds: list[Array]) -> list[Array]:
    """Index arrays of the rows that agree in every column, groups in order of their values."""
    if len(kinds) == 1 and (kinds[0] == kinds[0][0]).all():
        return [np.arange(len(kinds[0]))]
    order = np.lexsort(kinds[::-1])
    is_new = np.zeros(len(order), bool)
    for column in kinds:
        is_new[1:] |= column[order][1:] != column[order][:-1]
    return np.split(order, np.flatnonzero(is_new))


def _latest_starts(options: Options, same: Array) -> list[int]:
    """Dated options of one kind: by end, those that start later than all before."""
    same = np.sort(same)
    keys = (
        options.bottlenecks[same], options.fee[same], options.km[same],
        -options.start[same], options.end[same],
    )  # fmt: skip
    order = same[np.lexsort(keys)]
    latest = np.maximum.accumulate(options.start[order])
    fresh = np.ones(len(order), bool)
    fresh[1:] = options.start[order][1:] > latest[:-1]
    return [int(i) for i in order[fresh]]


def _loosest(options: Options, same: Array, today: int) -> list[int]:
    """Loose options of one kind: those that no other begins as early as, is as short as, and may
    begin as late as."""
    same = np.sort(same)
    days = (options.end - options.start)[same]
    late = options.latest[same]
    begins = np.maximum(options.start[same], today)
    keys = (
        options.bottlenecks[same], options.fee[same], options.km[same], -late, days, begins,
    )  # fmt: skip
    kept: list[int] = []
    best: dict[int, int] = {}  # latest start → fewest days among those that begin as early
    for place in np.lexsort(keys).tolist():
        if any(until >= late[place] and least <= days[place] for until, least in best.items()):
            continue
        best[int(late[place])] = int(days[place])
        kept.append(int(same[place]))
    return kept
