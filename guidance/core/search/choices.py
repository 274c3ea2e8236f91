"""What may be chosen within bounds: the options of one entry that no other could stand in for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.search.problem import UNLIMITED, Option, Options, Problem


class Bounds(NamedTuple):
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
    def _most(self) -> tuple[float, float, int]:
        """The most kilometres, fee and bottlenecks of any."""
        every = self.every
        return (
            max(one.km for one in every),
            max(one.fee for one in every),
            max(one.bottlenecks for one in every),
        )

    def is_within(self, bounds: Bounds, options: Options) -> bool:
        """Whether all of these fit, and none costs or is in doubt more than the least of all."""
        km, fee, bottlenecks = self._most
        return (
            km <= bounds.km
            and (bounds.fee == UNLIMITED or fee <= options.least_fee)
            and (bounds.bottlenecks == UNLIMITED or bottlenecks <= options.least_bottlenecks)
            and fee <= bounds.fee
            and bottlenecks <= bounds.bottlenecks
        )

    @cached_property
    def every(self) -> tuple[Option, ...]:
        return (*self.dated, *self.loose)

    @cached_property
    def competes(self) -> bool:
        """Whether it matters when it is placed: rolling, and taking of what pace there is."""
        return any(one.pace for one in self.loose)

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
        """The least work of any."""
        return min(one.work for one in self.every)

    @cached_property
    def days(self) -> int:
        """The least days of any, from its first to its last."""
        return min(one.days for one in self.every)

    @cached_property
    def first(self) -> int:
        """No option begins before this day."""
        return min(one.start for one in self.every)

    @cached_property
    def _rolling(self) -> tuple[tuple[int, int, int, bool], ...]:
        """First day, days, last day to begin, and whether with a term, of each loose option."""
        horizon = self.problem.horizon
        return tuple(
            (one.start, one.days, min(one.latest, horizon - one.days), one.is_termly)
            for one in self.loose
        )

    @cached_property
    def _known_ends(self) -> dict[int, int | None]:
        return {}

    def earliest_end(self, ready: int) -> int | None:
        """The earliest end of anything begun on a day or later, by itself."""
        known = self._known_ends
        if ready not in known:
            known[ready] = self._earliest_end(ready)
        return known[ready]

    def _earliest_end(self, ready: int) -> int | None:
        starts, ends = self._stairs
        place = bisect_left(starts, ready)
        best = ends[place] if place < len(ends) else None
        for first, days, last, is_termly in self._rolling:
            start = first if first > ready else ready
            if is_termly:
                start = self.problem.next_term(start)
            if start <= last and (best is None or start + days < best):
                best = start + days
        return best

    @cached_property
    def _late(self) -> tuple[list[int], list[int]]:
        """Ends of dated options in order, and the latest start of any that ends then or earlier."""
        starts = [one.start for one in self.dated]
        return [one.end for one in self.dated], list(accumulate(starts, max))

    @cached_property
    def _turns(self) -> tuple[tuple[int, ...], ...]:
        """The days each rolling option may begin, where those are days of terms; else ()."""
        return tuple(
            tuple(self._terms(first, last)) if is_termly else ()
            for first, _, last, is_termly in self._rolling
        )

    def _terms(self, first: int, last: int) -> Iterator[int]:
        day = self.problem.next_term(first)
        while day <= last:
            yield day
            day = self.problem.next_term(day + 1)

    @cached_property
    def _known_starts(self) -> dict[int, int | None]:
        return {}

    def latest_start(self, end: int) -> int | None:
        """The latest day on which anything that is over by a day may begin, by itself."""
        known = self._known_starts
        if end not in known:
            known[end] = self._latest_start(end)
        return known[end]

    def _latest_start(self, end: int) -> int | None:
        ends, starts = self._late
        place = bisect_right(ends, end)
        best = starts[place - 1] if place else None
        for (first, days, last, is_termly), turns in zip(self._rolling, self._turns, strict=True):
            start = min(last, end - days)
            if is_termly:
                place = bisect_right(turns, start)
                start = turns[place - 1] if place else first - 1
            if start >= first and (best is None or start > best):
                best = start
        return best

    def earliest(self, ready: int) -> Option | None:
        """The option that ends earliest; of equals the latest start, then the first in order."""
        best: Option | None = None
        for option in self.every:
            begun = self.problem.begun(option, ready)
            if begun and (best is None or (begun.end, -begun.start) < (best.end, -best.start)):
                best = begun
        return best


def worthwhile(options: Options, problem: Problem, bounds: Bounds) -> Ways | None:
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
    if len(chosen) == 1:
        kept = options.take(chosen).rows()
    else:
        kept = options.take(np.array(_kept(options, chosen, problem, bounds), np.int64)).rows()
    dated = [one for one in kept if not one.is_loose]
    dated.sort(key=lambda o: (o.end, -o.start, o.pace, o.km, o.fee, o.bottlenecks))
    begun = [problem.begun(one, problem.today) for one in kept if one.is_loose]
    loose = tuple(one for one in begun if one)
    return Ways(tuple(dated), loose, problem) if dated or loose else None


def _kept(options: Options, chosen: Array, problem: Problem, bounds: Bounds) -> list[int]:
    kinds = [options.pace[chosen] * 4 + options.is_loose[chosen] * 2 + options.is_termly[chosen]]
    if bounds.fee < UNLIMITED:
        kinds.append(options.fee[chosen])
    if bounds.bottlenecks < UNLIMITED:
        kinds.append(options.bottlenecks[chosen])
    kept: list[int] = []
    for members in _alike(kinds):
        same = np.sort(chosen[members])
        if len(same) == 1:
            kept.append(int(same[0]))
        elif options.is_loose[same[0]]:
            kept.extend(_loosest(options, same, problem.today))
        else:
            kept.extend(_latest_starts(options, same))
    return kept


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
