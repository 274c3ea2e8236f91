"""How early anything could be had if only order mattered, and what may be chosen within bounds."""

from dataclasses import dataclass

import numpy as np

from guidance.core.search.choices import Bounds, Ways, worthwhile
from guidance.core.search.every import NEVER, Every, Least
from guidance.core.search.problem import UNLIMITED, Problem, bits_of


@dataclass(frozen=True)
class Relaxed:
    """Lower bounds when paces and sums are let go. What is missing can never be had.

    held: bit → the earliest last day before it is held · ends: activity → earliest end · entries:
    (activity, entry) → earliest end · least: activity → the least of everything.
    """

    held: dict[int, int]
    ends: dict[int, int]
    entries: dict[tuple[int, int], int]
    least: dict[int, Least]


@dataclass(frozen=True)
class Need:
    """The least it takes to hold something. first: it cannot begin before this day · work: pace ×
    days, shared among all that an activity gives, so that the needs of several may be summed."""

    first: int
    work: float


class Table:
    """Remembers ways and lower bounds of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._ways: dict[tuple[int, int, Bounds], Ways | None] = {}
        self._known: dict[tuple[int, int], list[tuple[Bounds, Ways | None]]] = {}
        self._relaxed: dict[Bounds, Relaxed] = {}
        self.every = Every(problem)
        self._suppliers: dict[int, frozenset[int]] = {}
        self._steps: dict[int, bool] = {}
        self._starts: dict[int, tuple[int, ...]] = {}
        self._needs: dict[tuple[int, Bounds], Need] = {}

    def ways(self, activity: int, entry: int, bounds: Bounds) -> Ways | None:
        """The options worth trying; None when there is none."""
        key = activity, entry, bounds
        if key not in self._ways:
            self._ways[key] = self._found(activity, entry, bounds)
        return self._ways[key]

    def _found(self, activity: int, entry: int, bounds: Bounds) -> Ways | None:
        """What was found within wider bounds stands while all of it fits and none of it costs
        more than it must: then nothing left out there could be of use here."""
        options = self.problem.activities[activity].entries[entry].options
        known = self._known.setdefault((activity, entry), [])
        for others, ways in known:
            if others.hold(bounds) and (ways is None or ways.is_within(bounds, options)):
                return ways
        found = worthwhile(options, self.problem, bounds)
        known.append((bounds, found))
        return found

    def is_step(self, activity: int) -> bool:
        """Whether it is no study: it takes no pace and can be had in one way only."""
        if activity not in self._steps:
            entries = self.problem.activities[activity].entries
            self._steps[activity] = all(
                len(one.options) == 1 and not one.options.pace.any() for one in entries
            )
        return self._steps[activity]

    def starts(self, activity: int) -> tuple[int, ...]:
        """Every day on which an activity may begin, in order; () when that may be any day."""
        if activity not in self._starts:
            found: set[int] = set()
            for entry in self.problem.activities[activity].entries:
                options = entry.options
                found.update(options.start[~options.is_loose].tolist())
                if (options.is_loose & ~options.is_termly).any():
                    self._starts[activity] = ()
                    return ()
                if options.is_loose.any():
                    found.update(self.every.terms.tolist())
            self._starts[activity] = tuple(sorted(found))
        return self._starts[activity]

    def need(self, bit: int, bounds: Bounds) -> Need:
        """The least it takes to hold a bit; nothing where a rule may give it."""
        key = bit, bounds
        if key not in self._needs:
            relaxed, problem = self.relaxed(bounds), self.problem
            givers = [one for one in problem.givers.get(bit, ()) if one in relaxed.ends]
            if problem.rules_for.get(bit) or not givers:
                self._needs[key] = Need(problem.today, 0.0)
            else:
                self._needs[key] = Need(
                    min(self._first(one, bounds) for one in givers),
                    min(relaxed.least[one].work / problem.asked_of(one) for one in givers),
                )
        return self._needs[key]

    def _first(self, activity: int, bounds: Bounds) -> int:
        """No option of an activity begins before this day."""
        entries = range(len(self.problem.activities[activity].entries))
        found = [self.ways(activity, one, bounds) for one in entries]
        return min((one.first for one in found if one), default=self.problem.today)

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
        """Again and again: what is held lets in, what is let in ends, what ends is held."""
        problem, every = self.problem, self.every
        fits = every.within(bounds)
        held = dict.fromkeys(bits_of(problem.held), problem.today - 1)
        ends = np.full(len(every.entries), NEVER)
        is_moving = True
        while is_moving:
            found = every.ends(every.ready(held), fits)
            is_moving = False
            for place in np.flatnonzero(found < ends).tolist():
                end = int(found[place])
                for bit in bits_of(problem.activities[every.entries[place][0]].gives):
                    if end < held.get(bit, NEVER):
                        held[bit] = end
                        is_moving = True
            ends = found
            is_moving |= self._by_rules(held)
        last = zip(every.entries, ends.tolist(), strict=True)
        by_entry = {key: end for key, end in last if end < NEVER}
        by_activity: dict[int, int] = {}
        for (number, _), end in by_entry.items():
            by_activity[number] = min(end, by_activity.get(number, end))
        return Relaxed(held, by_activity, by_entry, every.least(fits))

    def _by_rules(self, held: dict[int, int]) -> bool:
        """Add what several bits give together; whether anything changed."""
        has_changed = False
        for needs, gives in self.problem.rules:
            day = day_of(needs, held)
            for bit in bits_of(gives) if day is not None else ():
                if day is not None and day < held.get(bit, NEVER):
                    held[bit] = day
                    has_changed = True
        return has_changed


def day_of(mask: int, held: dict[int, int]) -> int | None:
    """The day by which all of a mask is held; None when some of it never is. -1 for nothing."""
    day = -1
    for bit in bits_of(mask):
        if bit not in held:
            return None
        day = max(day, held[bit])
    return day
